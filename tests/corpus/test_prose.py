"""Articles as paragraphs: in text, Markdown and pages."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.prose import MOST_CHARACTERS, blocks, read_prose
from corpus.source import Source


def paragraphs(name: str, text: str) -> list[tuple[str, int, int]]:
    """The paragraphs of a draft: text, block quotation, line."""
    source = Source.open(Path(name), data=text.encode())
    return [(one.text, one.block, one.line) for one in read_prose(source)]


def test_markdown() -> None:
    """Marks are taken away, block quotations are numbered, lines are counted from the top."""
    text = (
        "---\ntitle: X\n---\n# Head\n\nOne **two**\nthree [four](https://example.org).\n\n"
        "> quoted\n> twice\n>\n> and again\n\nBetween.\n\n> another\n- item\n"
    )
    assert paragraphs("draft.md", text) == [
        ("Head", 0, 4),
        ("One two three four.", 0, 6),
        ("quoted twice", 1, 9),
        ("and again", 1, 12),
        ("Between.", 0, 14),
        ("another", 2, 16),
        ("item", 0, 17),
    ]


def test_text() -> None:
    """Marks of Markdown are text; long lines without blank ones are paragraphs."""
    assert paragraphs("draft.txt", "One *two*\nthree.\n\nFour.") == [
        ("One *two* three.", 0, 1),
        ("Four.", 0, 4),
    ]
    long = "word " * 30
    found = paragraphs("draft.txt", f"{long}\n{long}\n")
    assert [line for _, _, line in found] == [1, 2]


def test_a_page() -> None:
    """Elements of quotations; what nobody reads is left out; two blocks in a row are two."""
    text = (
        "<!doctype html><title>No</title><style>p {}</style><nav>menu</nav>"
        "<p>One <q>two</q><br>three</p><blockquote><p>four</p><p>five</p></blockquote>"
        "<blockquote>six</blockquote><p>&ldquo;seven&rdquo;</p>"
    )
    found = paragraphs("draft.html", text)
    assert [(text, block) for text, block, _ in found] == [
        ("One “two” three", 0),
        ("four", 1),
        ("five", 1),
        ("six", 2),
        ("“seven”", 0),
    ]


def test_blocks() -> None:
    """The paragraphs of a block quotation are together, others are alone."""
    source = Source.open(Path("draft.md"), data=b"a\n\n> b\n>\n> c\n\nd\n\ne\n")
    assert [[one.text for one in block] for block in blocks(read_prose(source))] == [
        ["a"],
        ["b", "c"],
        ["d"],
        ["e"],
    ]


@pytest.mark.slow
def test_what_no_article_is() -> None:
    """It is refused by its length."""
    source = Source.open(Path("draft.md"), data=b"word and\n\n" * (MOST_CHARACTERS // 8 + 1))
    with pytest.raises(CorpusError, match="characters"):
        read_prose(source)
