"""EPUB books: their chapters in order, as one web page."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from corpus.draft import Draft
from corpus.errors import CorpusError, NotATranscript
from corpus.metadata.dates import iso_date
from corpus.readers.html import html
from corpus.readers.office import zip_container
from corpus.readers.xml.xml_tree import attribute, below, local, parse, text_of
from corpus.source import Source

KIND = "application/epub+zip"
CONTAINER = "META-INF/container.xml"
BODY = re.compile(r"<body(?:\s[^>]{0,2000})?>(.*)</body\s*>", re.S | re.I)
MOST_CHAPTERS = 5_000
MOST_TEXT = 32 * 1024 * 1024


def recognises(source: Source) -> bool:
    """Whether the file is a zip that says that it is an EPUB, or has its container."""
    if not zip_container.is_zip(source):
        return False
    return zip_container.mimetype(source) == KIND or CONTAINER in zip_container.names(source)


def read(source: Source) -> Iterator[Draft]:
    """The transcript that the book is."""
    names = set(zip_container.checked(source))
    if "META-INF/encryption.xml" in names and "META-INF/rights.xml" in names:
        raise CorpusError(source.path, "the book is protected against copying")
    described = Draft()
    chapters = _chapters(source, names, described)
    text = "\n".join(_body(source, name) for name in chapters)
    page = f"<html><body>{text}</body></html>"
    try:
        (draft,) = html.read(Source(source.path, page.encode("utf-8", "replace")))
    except NotATranscript as error:
        raise NotATranscript(source.path, "no speaker labels were found in the book") from error
    draft.title = described.title or draft.title
    draft.date = described.date or draft.date
    draft.language = described.language or draft.language
    yield draft


def _chapters(source: Source, names: set[str], draft: Draft) -> list[str]:
    """The names of the chapters in reading order; the draft takes what the book says of itself."""
    root = parse(Source(source.path, zip_container.member(source, CONTAINER) or b"<none/>"))
    place = next((attribute(e, "full-path") for e in below(root, "rootfile")), None)
    if place is None or place not in names:
        raise CorpusError(source.path, "the EPUB is broken: it has no list of its chapters")
    package = parse(Source(source.path, zip_container.member(source, place)))
    folder = posixpath.dirname(place)
    files: dict[str, str] = {}
    for item in below(package, "item"):
        if (key := item.get("id")) and (href := item.get("href")):
            files[key] = posixpath.normpath(posixpath.join(folder, unquote(href)))
    for element in below(package, "title", "date", "language"):
        text = text_of(element)
        if local(element) == "title":
            draft.title = draft.title or text or None
        elif local(element) == "language":
            draft.language = draft.language or text or None
        else:
            draft.date = draft.date or iso_date(text[:10])
    spine = [files.get(item.get("idref", ""), "") for item in below(package, "itemref")]
    return [name for name in spine if name in names][:MOST_CHAPTERS]


def _body(source: Source, name: str) -> str:
    text = Source(source.path, zip_container.member(source, name) or b" ").text[:MOST_TEXT]
    found = BODY.search(text)
    return found[1] if found else text
