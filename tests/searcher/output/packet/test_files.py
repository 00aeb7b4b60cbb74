"""The files of a packet: texts that stay texts, read by second readers."""

import io
import json
from pathlib import Path

import html5lib
import pybtex.database
import pytest
import rispy
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from index.update.update import update
from tests.conftest import Run

HOSTILE = (
    "<script>alert(1)</script> said: \x1b[31mred wall\x1b[0m & <img src=x onerror=y> "
    "![x](http://x.invalid/y) [z](javascript:w) \u202e =HYPERLINK(1) \\\\ ~~ wall"
)


@pytest.fixture
def packet(run: Run, tmp_path: Path) -> Path:
    """A packet of a hostile transcript."""
    talks = tmp_path / "talks"
    talks.mkdir()
    cues = (("Ann <u>", HOSTILE), ("Bob", "Is it a wall?"), ("Ann <u>", "Yes."))
    (talks / "<b>&.json").write_text(
        json.dumps([{"speaker": name, "text": said} for name, said in cues])
    )
    assert not update(tmp_path / "index", [talks]).skipped
    done = run("packet", "wall", "--to", tmp_path / "x", "--index", tmp_path / "index")
    assert done.status == 0, done.err
    return tmp_path / "x"


def test_no_text_is_markup(packet: Path) -> None:
    """A strict reader of HTML, and one of Markdown, find no element that a transcript made."""
    page = (packet / "quotes.html").read_text()
    html5lib.HTMLParser(strict=True).parse(page)
    rendered = MarkdownIt().render((packet / "quotes.md").read_text())
    for text in (page, rendered):
        for markup in ("<script", "<img", "<u>", 'javascript:w"', "<b>&"):
            assert markup not in text
    for path in packet.iterdir():
        data = path.read_text()
        assert "\x1b" not in data
        assert "\u202e" not in data or path.suffix == ".jsonl"


def test_the_page_needs_no_other_file(packet: Path) -> None:
    """Nothing is loaded, and no script runs."""
    page = (packet / "quotes.html").read_text()
    assert "default-src 'none'" in page
    assert " src=" not in page.replace("&lt;img src=x", "")
    assert "@media print" in page


def test_citations_for_other_programs(packet: Path) -> None:
    """An entry for each quote."""
    count = len((packet / "quotes.jsonl").read_text().splitlines())
    assert count == 2
    entries = pybtex.database.parse_string((packet / "citations.bib").read_text(), "bibtex").entries
    assert len(entries) == count
    assert len(rispy.load(io.StringIO((packet / "citations.ris").read_text()))) == count
    assert len(json.loads((packet / "citations.json").read_text())) == count
    assert (packet / "citations.txt").read_text().count("APA: ") == 2 * count


@pytest.mark.slow
def test_the_page_fits_a_telephone(packet: Path, browser: Browser) -> None:
    """No checksum and no path makes it wider than the screen."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto((packet / "quotes.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
