"""Markdown: a second reader finds the texts, and no markup that they would be."""

import dataclasses
import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from searcher.archive import Archive
from searcher.output.formats.md import block_quote, printer
from searcher.output.values.table import Table
from searcher.passages.passage import Again, Passage
from searcher.safe_text import one_line, plain
from tests.searcher.output import hostile

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class Reader(HTMLParser):
    """What is in a page: its elements and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note an element."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


def rendered(markdown: str) -> Reader:
    """Markdown as a reader shows it."""
    reader = Reader()
    reader.feed(MARKDOWN.render(markdown))
    reader.close()
    return reader


def letters(text: str) -> str:
    """A text without blanks: paragraphs are laid out anew."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_texts_are_no_markup(text: str) -> None:
    """Only the quote, its paragraphs, marks, title and link are."""
    quote = hostile.quote(text, number=5, link="https://x.example/a(b)<c>")
    read = rendered(block_quote(quote))
    assert set(read.tags) <= {"blockquote", "p", "strong", "em", "a"}
    assert read.tags.count("blockquote") == 1
    assert read.tags.count("a") == 1
    assert letters(plain(text)) in letters(read.text)


@given(st.text())
def test_any_text(text: str) -> None:
    """It is shown as it was said, but for control characters."""
    read = rendered(block_quote(hostile.quote(text)))
    assert set(read.tags) <= {"blockquote", "p", "strong", "em"}
    assert letters(plain(text)) in letters(read.text)


def test_a_quote(archive: Archive) -> None:
    """The question, the text with its matches in bold, who says it and where."""
    quote = archive.search("M protein", limit=1)[0]
    written = block_quote(quote)
    assert all(line.startswith(">") for line in written.split("\n"))
    assert "**M protein**" in written
    last = written.split("\n")[-1]
    assert last.startswith("> — **Dr. Samuel Adeyinka**, Hematologist, Calder Valley Hospital · ")
    assert f", turn {quote.turn.number}" in last
    assert quote.question is not None
    assert written.startswith(f"> {quote.question.speaker}: ")


def test_quotes_stand_apart(archive: Archive) -> None:
    """A blank line between two, streamed or not."""
    for streamed in (False, True):
        out = io.StringIO()
        if streamed:
            printer(out).every(archive.every("M protein"))
        else:
            printer(out).results(archive.search("M protein", limit=13))
        assert rendered(out.getvalue()).tags.count("blockquote") == 13


def test_a_table() -> None:
    """Pipes and line ends in cells end no cell."""
    out = io.StringIO()
    rows = [(text, 3, None) for text in hostile.TEXTS]
    printer(out).table(Table("x", ("a_b", "c", "d"), rows))
    read = rendered(out.getvalue())
    assert set(read.tags) <= {"table", "thead", "tbody", "tr", "th", "td"}
    assert read.tags.count("td") == 3 * len(hostile.TEXTS)
    for text in hostile.TEXTS:
        assert letters(one_line(text)) in letters(read.text)


def test_a_passage() -> None:
    """A transcript in which texts are no markup, with its title above."""
    turns = tuple(hostile.quote(text, number=n).turn for n, text in enumerate(hostile.TEXTS, 1))
    program = dataclasses.replace(hostile.quote(hostile.TEXTS[3]).program, turns=turns)
    out = io.StringIO()
    printer(out).passage(Passage(program, len(turns)), Again("p"))
    read = rendered(out.getvalue())
    assert set(read.tags) <= {"h1", "p", "strong"}
    assert read.tags.count("h1") == 1
    for text in hostile.TEXTS:
        assert letters(plain(text)) in letters(read.text)
