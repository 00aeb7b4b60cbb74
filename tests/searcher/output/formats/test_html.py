"""HTML: one valid page, in which texts are texts."""

import dataclasses
import io
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import Parsed
from corpus.model import Program
from searcher.archive import Archive
from searcher.output.formats.html import figure, printer
from searcher.output.values.table import Table
from searcher.passages.passage import Again, Passage
from searcher.safe_text import one_line, plain_xml
from tests.searcher.output import hostile

TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "section", "h2", "p", "a", "figure",
    "blockquote", "mark", "figcaption", "b", "div", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "dir", "class", "href", "cite", "scope", "charset", "name", "content", "http-equiv",
}  # fmt: skip


def parsed(page: str) -> Element:
    """The page as a tree; whatever is not valid is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(page)
    return tree


def text_of(element: Element) -> str:
    """The text of an element and of those in it."""
    return "".join(element.itertext())


@pytest.mark.parametrize("streamed", [False, True])
def test_texts_are_no_markup(streamed: bool) -> None:
    """Neither elements nor attributes come from them, and all of them are there."""
    out = io.StringIO()
    if streamed:
        printer(out).every(hostile.every())
    else:
        printer(out).results(hostile.found())
    tree = parsed(out.getvalue())
    assert {element.tag for element in tree.iter()} <= TAGS
    assert {name for element in tree.iter() for name in element.attrib} <= ATTRIBUTES
    said = [text_of(element).split() for element in tree.iter("blockquote")]
    assert said == [plain_xml(text).split() for text in hostile.TEXTS]
    titles = [text_of(element) for element in tree.iter("h2")]
    assert titles == [one_line(plain_xml(text)) for text in hostile.TEXTS]
    for element in tree.iter("a"):
        assert element.attrib["href"].startswith("https://x.example/a%22b%27c%3Cd%3Ee?f=")
    assert len([*tree.iter("mark")]) >= len(hostile.TEXTS)


def test_the_language_and_the_direction(archive: Archive) -> None:
    """Each quote has its own."""
    out = io.StringIO()
    printer(out).every(archive.every("lang:es OR protein"))
    quotes = [*parsed(out.getvalue()).iter("blockquote")]
    assert {"es"} <= {element.attrib.get("lang", "") for element in quotes}
    assert {element.attrib["dir"] for element in quotes} == {"auto"}


def test_the_quotes_of_a_program_are_below_its_title(archive: Archive) -> None:
    """Each program has one section, in the order of its best quote."""
    out = io.StringIO()
    found = archive.search("protein", limit=50)
    printer(out).results(found)
    sections = [*parsed(out.getvalue()).iter("section")]
    titles = [text_of(next(section.iter("h2"))) for section in sections]
    assert titles == [*dict.fromkeys(one_line(quote.program.title) for quote in found)]
    assert sum(len([*section.iter("figure")]) for section in sections) == len(found)


def test_it_loads_nothing(archive: Archive) -> None:
    """No script, no picture, no style from elsewhere, and a policy that forbids them."""
    out = io.StringIO()
    printer(out).results(archive.search("protein"))
    assert "default-src 'none'" in out.getvalue()
    assert not {"script", "img", "link", "iframe"} & {
        element.tag for element in parsed(out.getvalue()).iter()
    }


def test_tables(archive: Archive, sample_programs: list[Program]) -> None:
    """Everything else is one: a row for each."""
    out = io.StringIO()
    printer(out).programs(archive.programs())
    assert len([*parsed(out.getvalue()).iter("tr")]) == 1 + len(archive.programs())
    out = io.StringIO()
    printer(out).transcripts([Parsed(program, {}) for program in sample_programs])
    assert len([*parsed(out.getvalue()).iter("tr")]) > 100
    out = io.StringIO()
    printer(out).table(Table("x <y>", ("a",), [(text,) for text in hostile.TEXTS]))
    cells = [text_of(cell) for cell in parsed(out.getvalue()).iter("td")]
    assert cells == [plain_xml(text) for text in hostile.TEXTS]


@given(st.text())
def test_any_text(text: str) -> None:
    """It is in the page as it was said, but for control characters."""
    page = f"<!DOCTYPE html><title>x</title>{figure(hostile.quote(text))}"
    [said] = parsed(page).iter("blockquote")
    assert "".join(text_of(said).split()) == "".join(plain_xml(text).split())


def test_a_passage() -> None:
    """A transcript in which texts are no markup."""
    turns = tuple(hostile.quote(text, number=n).turn for n, text in enumerate(hostile.TEXTS, 1))
    program = dataclasses.replace(hostile.quote(hostile.TEXTS[1]).program, turns=turns)
    out = io.StringIO()
    printer(out).passage(Passage(program, len(turns)), Again("p"))
    tree = parsed(out.getvalue())
    assert {element.tag for element in tree.iter()} <= TAGS
    said = [text_of(element) for element in tree.iter("div")]
    for text, shown in zip(hostile.TEXTS, said, strict=True):
        assert "".join(plain_xml(text).split()) in "".join(shown.split())
