"""A published site: all of it or nothing, links that lead somewhere, text that stays text."""

import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from playwright.sync_api import Browser

from index.update.update import update
from searcher.archive import Archive
from searcher.publish.site import NAMES, NotPublished, publish
from tests.conftest import Run

_LINK = re.compile(r'(?:href|src)="([^"]*)"')


def _quiet(*_: int) -> None:
    """Nobody looks at the progress."""


def test_every_page_is_valid_and_every_link_leads_somewhere(site: Path) -> None:
    """A strict reader of HTML reads each page; no link leaves the site but to a source."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == 3 + 10
    ids = {page: set(re.findall(r'id="([^"]*)"', page.read_text())) for page in pages}
    for page in pages:
        text = page.read_text()
        html5lib.HTMLParser(strict=True).parse(text)
        for link in _LINK.findall(text):
            where = urlsplit(link)
            if where.scheme:
                assert where.scheme in ("http", "https")
                continue
            target = (page.parent / unquote(where.path)).resolve() if where.path else page
            assert target.is_file(), link
            if where.fragment:
                assert where.fragment in ids[target], link


def test_each_turn_has_an_anchor_that_lasts(site: Path, archive: Archive) -> None:
    """The address of a turn says its program and its number, and nothing else."""
    (page,) = site.glob("program/m-protein-*.html")
    program = archive.program("m-protein")
    assert program is not None
    text = page.read_text()
    assert [f'id="turn-{turn.number}"' in text for turn in program.turns] == [True] * 15
    assert page.name == "m-protein-320d0632cc.html"


def test_a_folder_of_somebody_else_is_refused(archive: Archive, tmp_path: Path) -> None:
    """Nothing that is there is replaced or deleted, but a site of before."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotPublished, match="holds other files"):
        publish(archive, tmp_path, "T", _quiet)
    with pytest.raises(NotPublished, match="is no folder"):
        publish(archive, tmp_path / "thesis.txt", "T", _quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_site_is_replaced_as_a_whole(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If something fails, the old one stays, and nothing is left beside it."""
    folder = tmp_path / "site"
    publish(archive, folder, "First", _quiet)
    old = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        with pytest.raises(OSError, match="No space"):
            publish(archive, folder, "Second", _quiet)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == old
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    publish(archive, folder, "Second", _quiet)
    assert "<h1>Second</h1>" in (folder / "index.html").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_is_not_of_the_site_stays(archive: Archive, tmp_path: Path) -> None:
    """A repository and the name of its host are there after the next run, too."""
    folder = tmp_path / "site"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "HEAD").write_text("ref")
    (folder / "README.md").write_text("mine")
    publish(archive, folder, "First", _quiet)
    (folder / "CNAME").write_text("talks.example.org")
    (folder / "program" / "gone-0123456789.html").write_text("a program of before")
    publish(archive, folder, "Second", _quiet)
    assert "<h1>Second</h1>" in (folder / "index.html").read_text()
    assert not (folder / "program" / "gone-0123456789.html").exists()
    for name, text in ((".git/HEAD", "ref"), ("README.md", "mine"), ("CNAME", "talks.example.org")):
        assert (folder / name).read_text() == text
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_names_of_a_site_are_known(site: Path) -> None:
    """What is not named as a part of it would be left behind by the next run."""
    assert {path.name for path in site.iterdir()} == NAMES


def test_no_page_names_a_folder_of_this_machine(tmp_path: Path) -> None:
    """Where a transcript says that its page is a file here, there is no link."""
    talks = tmp_path / "talks"
    talks.mkdir()
    said = "**Ann:** The heron is here.\n\n**Ben:** It is.\n"
    (talks / "a.md").write_text(f"---\ntitle: A\nurl: {talks.as_uri()}/a.html\n---\n\n{said}")
    (talks / "b.md").write_text(f"---\ntitle: B\nurl: https://example.org/b\n---\n\n{said} Yes.\n")
    update(tmp_path / "index", [talks], workers=1)
    with Archive.open(tmp_path / "index") as opened:
        publish(opened, tmp_path / "site", "T", _quiet)
    for path in (tmp_path / "site").rglob("*.*"):
        assert str(tmp_path) not in path.read_text(), path
    (page,) = (tmp_path / "site").glob("program/b-*.html")
    assert 'href="https://example.org/b"' in page.read_text()


def test_two_runs_write_the_same_bytes(site: Path, archive: Archive, tmp_path: Path) -> None:
    """A site in a version control changes only where the archive does."""
    publish(archive, tmp_path / "again", "Samples", _quiet)
    for path in site.rglob("*"):
        if path.is_file():
            assert (tmp_path / "again" / path.relative_to(site)).read_bytes() == path.read_bytes()


def test_transcripts_are_text(browser: Browser, tmp_path: Path) -> None:
    """Markup, the end of a script and names of properties do nothing, and can be searched for."""
    files = tmp_path / "files"
    files.mkdir()
    (files / "<b>x.txt").write_text(
        "Ann: The </script><script>document.title = 'run'</script> constructor is hostile.\n\n"
        "Bob <img src=x onerror=document.title='run'>: I do not know what __proto__ means here.\n\n"
        "Ann: Then \u202e we \u2028 go on, and the hasOwnProperty stays.\n",
    )
    index = tmp_path / "index"
    update(index, [files])
    with Archive.open(index) as hostile:
        publish(hostile, tmp_path / "site", "<i>T</i>", _quiet)
    page = browser.new_page()
    for typed, count in (("constructor", 1), ("__proto__", 1), ("hasownproperty", 1), ("nix", 0)):
        page.goto((tmp_path / "site" / "index.html").as_uri() + f"?q={typed}")
        page.wait_for_selector("html[data-ready]")
        assert page.locator("#results article").count() == count, typed
        assert page.title() == "<i>T</i>"
    page.close()


def test_what_stands_above_and_below_quotes(browser: Browser, tmp_path: Path) -> None:
    """How exactly several words match; a date is read as it is beside names from right to left."""
    talks = tmp_path / "talks"
    talks.mkdir()
    (talks / "port.md").write_text(
        "---\ntitle: حديث عن الميناء\nseries: أحاديث المساء\ndate: 2021-03-04\nlanguage: ar\n"
        "---\n\n"
        "**ليلى حداد:** The old harbour?\n\n**يوسف قاسم:** The old harbour.\n"
    )
    update(tmp_path / "index", [talks], workers=1)
    with Archive.open(tmp_path / "index") as opened:
        publish(opened, tmp_path / "site", "T", _quiet)
    page = browser.new_page()
    start = (tmp_path / "site" / "index.html").as_uri()
    for typed, heading in (
        ("harbour", "2 turns"),
        ("old+harbour", "2 turns: said together"),
        ("%22harbour%22", "2 turns: exactly these words"),
    ):
        page.goto(f"{start}?q={typed}")
        page.wait_for_selector("html[data-ready]")
        assert page.locator("#found").inner_text() == heading
    for where in ("#results .where", ".rows .quiet"):
        dates = page.locator(f"{where} bdi", has_text="2021-03-04")
        assert dates.count()
        assert (
            dates.evaluate_all("all => all.map(one => getComputedStyle(one).unicodeBidi)")
            == ["isolate"] * dates.count()
        )
    page.close()


def test_the_command(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """It says what it wrote; a folder that cannot be a site is one line, and nothing is written."""
    done = run("publish", tmp_path / "site", "--index", samples_index, "--title", "Talks")
    assert done.status == 0, done.err
    assert "Published 10 programs with 162 turns" in done.out
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x").touch()
    done = run("publish", tmp_path / "other", "--index", samples_index)
    assert done.status == 2
    assert "holds other files" in done.err
    assert done.err.count("\n") == 1
