"""An article, or another text that is no transcript, as paragraphs: which of them are quotations.

text, Markdown    paragraphs between blank lines; `>` begins a block quotation
HTML              `<blockquote>`, and `<q>`, which becomes quotation marks
Word, OpenDocument, RTF    paragraphs with a style for quotations
PDF               paragraphs
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from corpus.errors import CorpusError
from corpus.readers.office import docx, odt, pdf, rtf, zip_container
from corpus.readers.office.content import Content, Line
from corpus.source import Source

#: A draft that is longer than a book is none.
MOST_CHARACTERS = 5_000_000

#: The names of styles of quotations in Word and OpenDocument, in several languages.
_QUOTE_STYLE = re.compile(
    r"\b(?:quotes?|quotations?|block\s?text|blockquote|pull\s?quote|zitat|citation|cita|citazione|"
    r"citaat|citat|cita[cç][aã]o|цитата|引用|引用文)\b"
)
_HTML = re.compile(
    r"\s*(?:<!doctype html|<html\b|<\?xml|<!--|<(?:p|div|article|body|head)\b)", re.I
)
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd", "")
_PAGE_NAMES = (".html", ".htm", ".xhtml")

_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_BLOCK = re.compile(r"\s{0,3}(?:>\s?)+")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(?=\S)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+|^\s*[=]{3,}\s*$")
_IMAGE = re.compile(r"!\[[^\[\]]{0,1000}\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,200}\")?\)")
_LINK = re.compile(
    r"\[([^\[\]]{0,2000})\](?:\([^()\s]{0,2000}(?:\s\"[^\"]{0,200}\")?\)|\[[^\[\]]{0,200}\])"
)
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]")
_STRONG = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)([^*_\n]{1,5000}?\S|\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!\"'<>|~-])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_Q_TAG = re.compile(r"<(/?)q(?:\s[^<>]{0,200})?>", re.I)
_BLOCK_TAG = re.compile(r"<(/?)blockquote(?:\s[^<>]{0,200})?>", re.I)
#: Lines shorter than this, without a blank one between them, belong to one paragraph.
_WRAPPED = 100


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        text: what is written, without marks of markup, on one line.
        block: the number of the block quotation that it is part of, from 1; 0 for others.
        line: its first line, from 1; in formats without lines the number of the paragraph.
    """

    text: str
    block: int
    line: int


def read_prose(source: Source) -> list[Paragraph]:
    """The paragraphs of a draft, in their order.

    Raises:
        CorpusError: it is broken, or is longer than any draft.
    """
    found = [paragraph for paragraph in _paragraphs(source) if paragraph.text]
    if sum(len(paragraph.text) for paragraph in found) > MOST_CHARACTERS:
        raise CorpusError(
            source.path,
            f"it has more than {MOST_CHARACTERS:,} characters, which no article has",
            advice="give one article or one chapter at a time",
        )
    return found


def _paragraphs(source: Source) -> Iterator[Paragraph]:
    if pdf.recognises(source):
        return _numbered((line, False) for line in pdf.paragraphs(source))
    if rtf.recognises(source):
        return _of_lines(rtf.content(source))
    if odt.recognises(source):
        return _of_lines(odt.content(source))
    if zip_container.is_zip(source):
        return _of_lines(docx.content(source))
    text = source.text
    if source.suffix in _PAGE_NAMES or (source.suffix != ".md" and _HTML.match(text[:2000])):
        # Few drafts are pages, and their parser takes long to load.
        from corpus.prose_page import read_page

        return _numbered(read_page(text))
    return _of_text(text, is_markdown=source.suffix in _MARKDOWN_NAMES)


def _of_lines(content: Iterable[Content]) -> Iterator[Paragraph]:
    """The paragraphs of an office document, also those in the cells of its tables."""
    return _numbered(
        (" ".join(line.text.split()), bool(_QUOTE_STYLE.search(line.style)))
        for block in content
        for line in ([block] if isinstance(block, Line) else _in_cells(block.rows))
    )


def _in_cells(rows: list[list[list[Line]]]) -> Iterator[Line]:
    return (line for row in rows for cell in row for line in cell)


def _numbered(lines: Iterable[tuple[str, bool]]) -> Iterator[Paragraph]:
    """Paragraphs with their numbers; those of one block quotation follow each other."""
    block, inside = 0, False
    for number, (text, is_quotation) in enumerate(lines, start=1):
        block += is_quotation and not inside
        inside = is_quotation
        yield Paragraph(text, block if is_quotation else 0, number)


def _of_text(text: str, *, is_markdown: bool) -> Iterator[Paragraph]:
    """The paragraphs of a text: between blank lines, or each line if there is none."""
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    has_blank = any(not line.strip() for line in lines[:-1])
    long = sum(len(line) > _WRAPPED for line in filled)
    alone = not has_blank and 2 * long >= len(filled)
    block = 0
    gathered: list[str] = []
    inside = is_block = in_fence = False
    first = start = 0
    if is_markdown and lines[0].strip() == "---":
        start = next((n for n, line in enumerate(lines[1:], 2) if line.strip() == "---"), 0)
    for number, raw in enumerate([*lines[start:], ""], start=start + 1):
        line = raw
        if is_markdown and _FENCE.match(line):
            in_fence = not in_fence
            line = ""
        elif in_fence:
            continue
        tags = _BLOCK_TAG.findall(line) if is_markdown else []
        opened = _BLOCK.match(line)
        quoted = bool(opened) or inside or "" in tags
        body = line[opened.end() :] if opened else line
        if tags:
            inside = tags[-1] == ""
        if is_markdown:
            body = _BULLET.sub("", _HEADING.sub("", body, count=1), count=1)
        ends = not body.strip() or quoted != is_block or alone
        if ends and gathered:
            yield Paragraph(_plain(gathered, is_markdown), block if is_block else 0, first)
            gathered = []
        if quoted and not is_block:
            block += 1
        if body.strip():
            first = first if gathered else number
            gathered.append(body.strip())
        # A blank line without a mark ends a block quotation.
        is_block = quoted


def _plain(lines: list[str], is_markdown: bool) -> str:
    """The lines of a paragraph as one, without marks of Markdown."""
    text = " ".join(lines)
    if is_markdown:
        text = _IMAGE.sub("", _NOTE.sub("", text))
        text = _LINK.sub(r"\1", text)
        text = _STRONG.sub(r"\2", _STRONG.sub(r"\2", text))
        text = _Q_TAG.sub(lambda match: "”" if match[1] else "“", text)
        text = html.unescape(_ESCAPE.sub(r"\1", _TAG.sub("", text)))
    return " ".join(text.split())


def blocks(paragraphs: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """Paragraphs, those of each block quotation together."""
    numbered = enumerate(paragraphs)
    for _, group in groupby(numbered, key=lambda pair: pair[1].block or -1 - pair[0]):
        yield [paragraph for _, paragraph in group]
