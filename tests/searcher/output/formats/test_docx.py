"""Word: a second reader, that of the corpus, finds what was said, by whom, with a link."""

import io
from typing import Any

import click
import pytest
from docx import Document

from searcher.archive import Archive
from searcher.output.formats import docx
from searcher.output.values.table import Table
from searcher.passages.passage import Again
from searcher.safe_text import one_line, plain_xml
from tests.searcher.output import hostile


def binary() -> io.TextIOWrapper:
    """A stream of text over bytes in memory."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def read(out: io.TextIOWrapper) -> Any:
    """The document that was written."""
    assert isinstance(out.buffer, io.BytesIO)
    return Document(io.BytesIO(out.buffer.getvalue()))


@pytest.mark.parametrize("streamed", [False, True])
def test_hostile_quotes(streamed: bool) -> None:
    """Each paragraph of each is there; the link is outside of the document."""
    out = binary()
    if streamed:
        docx.printer(out).every(hostile.every())
    else:
        docx.printer(out).results(hostile.found())
    document = read(out)
    quoted = [one for one in document.paragraphs if one.style.name == "Quote"]
    said = "".join("".join(one.text.split()) for one in quoted)
    assert said == "".join("".join(plain_xml(text).split()) for text in hostile.TEXTS)
    links = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    shown = [link for one in document.paragraphs for link in one.hyperlinks]
    assert [link.text for link in shown] == ["1:26"] * len(hostile.TEXTS)
    assert all(link.startswith("https://x.example/a%22b") for link in links)


def test_a_quote(archive: Archive) -> None:
    """Its matches are bold; who says it stands below."""
    out = binary()
    quote = archive.search("M protein", limit=1)[0]
    docx.printer(out).results(archive.search("M protein", limit=1))
    document = read(out)
    bold = [run.text for one in document.paragraphs for run in one.runs if run.bold]
    assert bold == ["M protein"] * 3 + [quote.turn.speaker]
    assert document.paragraphs[-1].text.startswith(f"— {quote.turn.speaker}, {quote.turn.role}, ")
    assert one_line(quote.program.title) in document.paragraphs[-1].text


def test_a_table() -> None:
    """A row for each."""
    out = binary()
    docx.printer(out).table(Table("x", ("a_b", "n"), [(text, 3) for text in hostile.TEXTS]))
    [table] = read(out).tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["a b", "n"]
    assert ["".join(row[0].split()) for row in cells[1:]] == [
        "".join(plain_xml(text).split()) for text in hostile.TEXTS
    ]


def test_too_much_for_one_document(monkeypatch: pytest.MonkeyPatch, archive: Archive) -> None:
    """It is made in memory: what is too long is refused before anything is written."""
    monkeypatch.setattr(docx, "MOST", 12)
    out = binary()
    with pytest.raises(click.UsageError, match=r"at most 12 quotes.*use --format html, md or xlsx"):
        docx.printer(out).every(archive.every("M protein"))
    with pytest.raises(click.UsageError, match="at most 12"):
        docx.printer(out).table(Table("x", ("a",), [(1,)] * 13))
    assert isinstance(out.buffer, io.BytesIO)
    assert out.buffer.getvalue() == b""


def test_a_passage(archive: Archive) -> None:
    """A paragraph for each, with who speaks in bold and what matches."""
    out = binary()
    found = archive.passage("m-protein", "M protein")
    docx.printer(out).passage(found, Again("m-protein"))
    paragraphs = read(out).paragraphs
    said = "".join(one.text for one in paragraphs)
    for turn in found.program.turns:
        assert "".join(turn.text.split()) in "".join(said.split())
    bold = [run.text for one in paragraphs for run in one.runs if run.bold]
    assert "M protein" in bold
    assert found.program.turns[0].label in bold
