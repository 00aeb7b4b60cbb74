"""OpenDocument texts: their paragraphs, headings, tables and bold spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.draft import Draft
from corpus.errors import CorpusError
from corpus.metadata.dates import iso_date
from corpus.readers.office import zip_container
from corpus.readers.office.content import Content, Grid, Line
from corpus.readers.office.document import read_document
from corpus.readers.office.grid import MOST_COLUMNS
from corpus.readers.xml.xml_tree import attribute, below, first, local, parse, text_of
from corpus.source import Source

if TYPE_CHECKING:
    from lxml import etree

KINDS = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.text-template",
    "application/vnd.oasis.opendocument.text-master",
)
# What stands in the text and is no part of it.
LEFT_OUT = frozenset(
    """
    annotation annotation-end bibliography frame illustration-index note ruby-text
    sequence-decls table-of-content tracked-changes user-index
    """.split()
)
# What only holds paragraphs.
AROUND = frozenset("list list-item list-header section text table-cell covered-table-cell".split())
MOST_SPACES = 100
BOLD_WEIGHTS = ("bold", "600", "700", "800", "900")


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says: its name as people see it, in lower case, and whether it is bold."""

    name: str
    is_bold: bool


def recognises(source: Source) -> bool:
    """Whether the file is an OpenDocument text, packed or as one XML file."""
    return zip_container.is_zip(source) and zip_container.mimetype(source) in KINDS


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the document."""
    blocks = content(source)
    names = zip_container.names(source)
    draft = Draft()
    if "meta.xml" in names:
        _take_properties(_tree(source, "meta.xml"), draft)
    yield read_document(blocks, draft, source)


def content(source: Source) -> list[Content]:
    """The paragraphs and tables of the document.

    Raises:
        CorpusError: it is broken.
    """
    names = zip_container.checked(source)
    tree = _tree(source, "content.xml")
    body = first(tree, "body", "text")
    if body is None:
        raise CorpusError(
            source.path,
            "the OpenDocument text is broken: it has no body",
            advice="open it in a word processor and save it anew",
        )
    styles = _styles(tree)
    if "styles.xml" in names:
        styles = _styles(_tree(source, "styles.xml")) | styles
    return list(_blocks(body, styles))


def _tree(source: Source, name: str) -> etree._Element:
    return parse(Source(source.path, zip_container.member(source, name)))


def _styles(root: etree._Element) -> dict[str, _Style]:
    """The styles by their names; one that is made for a paragraph goes by that it is made of."""
    found: dict[str, _Style] = {}
    for style in below(root, "style"):
        name = attribute(style, "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name")
        key = name or ""
        shown = _style_attribute(style, "display-name")
        parent = _style_attribute(style, "parent-style-name")
        is_common = bool(shown) or parent is None
        properties = next(below(style, "text-properties"), None)
        weight = _weight(properties) if properties is not None else ""
        found[key] = _Style(
            ((shown or key) if is_common else parent or "").replace("_20_", " ").casefold(),
            weight in BOLD_WEIGHTS,
        )
    return found


def _style_attribute(style: etree._Element, name: str) -> str | None:
    return attribute(style, f"{{urn:oasis:names:tc:opendocument:xmlns:style:1.0}}{name}")


def _weight(properties: etree._Element) -> str:
    name = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}font-weight"
    return attribute(properties, name) or ""


def _text_attribute(element: etree._Element, name: str) -> str | None:
    return attribute(element, f"{{urn:oasis:names:tc:opendocument:xmlns:text:1.0}}{name}")


def _blocks(parent: etree._Element, styles: dict[str, _Style]) -> Iterator[Content]:
    """The paragraphs and tables below an element, in the order of the document."""
    for element in parent:
        name = local(element)
        if name in ("p", "h"):
            yield _line(element, styles)
        elif name == "table":
            yield Grid([_row(row, styles) for row in below(element, "table-row")])
        elif name in AROUND:
            yield from _blocks(element, styles)


def _row(row: etree._Element, styles: dict[str, _Style]) -> list[list[Line]]:
    """The cells of a row; a cell that is repeated stands once, however often it is."""
    cells = [cell for cell in row if local(cell) == "table-cell"][:MOST_COLUMNS]
    return [[block for block in _blocks(cell, styles) if isinstance(block, Line)] for cell in cells]


def _line(element: etree._Element, styles: dict[str, _Style]) -> Line:
    style = styles.get(_text_attribute(element, "style-name") or "", _Style("", False))
    runs: list[tuple[str, bool]] = []
    _gather(element, styles, style.is_bold, runs)
    bold: list[str] = []
    rest: list[str] = []
    for text, is_bold in runs:
        opens = not rest and (is_bold or not text.strip())
        (bold if opens else rest).append(text)
    name = style.name
    if local(element) == "h":
        name = f"heading {_text_attribute(element, 'outline-level') or 1}"
    elif (own := _text_attribute(element, "style-name")) and own not in styles:
        name = own.replace("_20_", " ").casefold()
    return Line(
        "".join(text for text, _ in runs).strip(),
        name,
        " ".join("".join(bold).split()),
        "".join(rest).strip(),
    )


def _gather(
    element: etree._Element,
    styles: dict[str, _Style],
    is_bold: bool,
    runs: list[tuple[str, bool]],
) -> None:
    """Append the pieces of a paragraph to `runs`, each with whether it is bold.

    White space is one blank, however long, as the format says; its own elements stand for more.
    """
    runs.append((_folded(element.text), is_bold))
    for child in element:
        name = local(child)
        if name == "s":
            count = _text_attribute(child, "c") or "1"
            runs.append((" " * min(int(count) if count.isdigit() else 1, MOST_SPACES), is_bold))
        elif name == "tab":
            runs.append(("\t", is_bold))
        elif name == "line-break":
            runs.append(("\n", is_bold))
        elif name and name not in LEFT_OUT:
            style = styles.get(_text_attribute(child, "style-name") or "")
            bold = is_bold or (name == "span" and style is not None and style.is_bold)
            _gather(child, styles, bold, runs)
        runs.append((_folded(child.tail), is_bold))


def _folded(text: str | None) -> str:
    if not text:
        return ""
    words = " ".join(text.split())
    return f"{' ' * text[0].isspace()}{words}{' ' * (text[-1].isspace() and bool(words))}"


def _take_properties(meta: etree._Element, draft: Draft) -> None:
    for element in below(meta, "title", "language", "creation-date"):
        text = text_of(element)
        if local(element) == "title":
            draft.title = text or None
        elif local(element) == "language":
            draft.language = text or None
        else:
            draft.date = iso_date(text[:10])
