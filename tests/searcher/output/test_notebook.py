"""What Jupyter shows: quotes with their questions and marks, tables; text is text."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from corpus import samples
from corpus.model import Program
from index.update.update import update
from searcher.archive import Archive
from searcher.output.notebook import MOST, html
from searcher.safe_text import plain_xml
from searcher.syntax.parser import parse
from searcher.value import Value
from tests.searcher.output import hostile

TAGS = {
    "div", "style", "p", "strong", "section", "h2", "a", "figure", "blockquote", "mark",
    "figcaption", "b", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"class", "dir", "lang", "href", "cite", "scope"}


def shown(value: Any) -> Element:
    """What is shown, as a tree; it is one element, and well-formed."""
    made = value._repr_html_()
    assert made is not None
    assert made == html(value)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    (element,) = list(parser.parseFragment(made))
    assert isinstance(element, Element)
    assert {one.tag for one in element.iter()} <= TAGS
    assert {name for one in element.iter() for name in one.attrib} <= ATTRIBUTES
    return element


def said(element: Element) -> str:
    """The text of it, without the style."""
    return " ".join(" ".join(one.itertext()) for one in element if one.tag != "style")


def test_results(archive: Archive) -> None:
    """How many, the program, the question, what was said with its marks, and who said it."""
    element = shown(archive.search("M protein", limit=2))
    text = " ".join(said(element).split())
    assert text.startswith("13 turns for M protein, as a phrase · the first 2")
    for part in ("What Is My M Protein Telling Me?", "Plasma Cell Diaries · 2019-11-14",
                 "Beatriz Lindqvist: Gustavo writes", "Dr. Samuel Adeyinka"):  # fmt: skip
        assert part in text
    assert [one.text for one in element.iter("mark")] == ["M protein"] * 6
    assert len([*element.iter("figure")]) == 2


def test_nothing_found(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    """It says so, and what is near; nothing is printed beside it."""
    text = said(shown(archive.search("zirconium protien")))
    assert "nothing found for zirconium protien" in text
    assert "protein" in text
    assert capsys.readouterr() == ("", "")


def test_a_quote(archive: Archive) -> None:
    """With the title of its program."""
    element = shown(archive.search("plateau")[0])
    assert [one.text for one in element.iter("mark")] == ["plateau"]
    assert [one.text for one in element.iter("h2")] == ["What Is My M Protein Telling Me?"]


def test_a_passage(archive: Archive, sample_programs: list[Program]) -> None:
    """The turns; of a long one the first of them, and how many are left."""
    passage = archive.passage("m-protein", "plateau")
    element = shown(passage)
    assert len(element.findall(".//div[@class='turn']")) == 15
    turn = passage.program.turns[0]
    many = tuple(replace(turn, number=number) for number in range(1, MOST + 31))
    longer = passage.replaced(program=replace(passage.program, turns=many), matches=None)
    assert len(shown(longer).findall(".//div[@class='turn']")) == MOST
    assert said(shown(longer)).endswith("and 30 more turns")


def test_tables(archive: Archive) -> None:
    """Whatever is counted, and verdicts."""
    verdict = archive.verify("Iron forgives a lot, but it will forgive forty winters")
    for value, cell in (
        (archive.count("protein", by="year"), "2019"),
        (archive.compare("cells", "trial", by="speaker"), "Dr. Matteo Ferrante"),
        (archive.talk_share(by="speaker"), "Marisol"),
        (archive.roll_call("M protein"), "Dr. Samuel Adeyinka"),
        (archive.dispersion("maintenance"), "bread"),
        (archive.collocates("protein"), "m"),
        (archive.keywords(speaker="adeyinka", least_programs=1), "protein"),
        (verdict, "altered"),
    ):
        cells = [one.text for one in shown(value).iter("td")]
        assert cell in cells, type(value)


def test_texts_in_tables_have_room(archive: Archive) -> None:
    """A sentence is no column of single words; a wide table scrolls in itself."""
    element = shown(archive.roll_call("M protein"))
    cells = [one for one in element.iter("td") if one.get("class") == "text"]
    assert cells
    assert all(len(one.text or "") > 60 for one in cells)
    style = "".join(element.find("style").itertext())  # type: ignore[union-attr]
    assert "td.text { min-width: 20rem;" in style
    assert ".searcher-found div { overflow-x: auto; }" in style


def test_long_tables_are_cut(archive: Archive) -> None:
    """A notebook keeps what it shows."""
    found = archive.dispersion("the")
    element = shown(found)
    assert len([*element.iter("tr")]) == MOST + 1
    left = len(list(archive.kwic("the").lines)) - MOST
    assert said(element).endswith(f"and {left:,} more rows")


def test_lists_are_tables(archive: Archive) -> None:
    """Programs and speakers; as values they are lists as any other."""
    for found, cell in (
        (archive.programs(), "m-protein"),
        (archive.called("m-protein"), "What Is My M Protein Telling Me?"),
        (archive.speakers(), "Marisol"),
    ):
        element = shown(found)
        assert cell in [one.text for one in element.iter("td")]
        assert len([*element.iter("tr")]) == len(found) + 1
        assert isinstance(found, list)
        assert found == [*found]
        assert sorted(map(repr, found)) == sorted(map(repr, [*found]))


def test_what_is_kept_is_a_table(tmp_path: Path) -> None:
    """Tags and notes, saved searches, corrections and their places. An empty list is a list."""
    with samples.files() as files:
        update(tmp_path / "index", files)
    with Archive.open(tmp_path / "index") as archive:
        assert not any(html(one) for one in (archive.marks(), archive.saved()))
        archive.tag("iron forgives", add=["metal"])
        archive.note("m-protein:6", "see <b>the report</b>")
        archive.save("iron", "iron", "rust", speaker=["pellow", "lee"])
        places = archive.misheard("thirty winters", "30 winters")
        made = archive.correct(*places)
        for found, cells in (
            (archive.marks(), ["metal", "see <b>the report</b>", "Tamsin Pellow", "lighthouse"]),
            (archive.saved(), ["iron", "iron rust", "speaker: pellow, lee"]),
            (places, ["lighthouse:2/1", "30 winters"]),
            (made, ["made", "thirty winters", "30 winters"]),
            (archive.corrections(), ["made", "lighthouse"]),
        ):
            told = [one.text for one in shown(found).iter("td")]
            assert all(cell in told for cell in cells), (cells, told)
            assert isinstance(found, tuple)


def test_what_has_no_form(archive: Archive) -> None:
    """Jupyter shows its `repr`; the lines of a concordance are still there."""
    lines = archive.kwic("bridge")
    assert lines._repr_html_() is None
    assert len(list(lines.lines)) == 3
    tree = parse("protein")
    assert isinstance(tree, Value)
    assert tree._repr_html_() is None


def test_text_is_text() -> None:
    """Neither elements nor attributes come from it, and all of it is there."""
    element = shown(hostile.found())
    quoted = ["".join(one.itertext()).split() for one in element.iter("blockquote")]
    assert quoted == [plain_xml(text).split() for text in hostile.TEXTS]
    for text in hostile.TEXTS:
        shown(hostile.quote(text, link="javascript:alert(1)"))
    addresses = [one.attrib["href"] for one in element.iter("a")]
    assert addresses
    assert all(address.startswith("https://x.example/") for address in addresses)
    unsafe = shown(hostile.quote("x", link="javascript:alert(1)"))
    # What has no address is a file beside the transcript.
    assert all(one.attrib["href"].startswith("file:///x/") for one in unsafe.iter("a"))
