"""PDF files with a text layer: the lines of their pages as labelled text.

Page numbers and running heads are dropped, words that were parted at the end of
a line are joined.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus.draft import Draft
from corpus.errors import CorpusError, NotATranscript
from corpus.metadata.dates import iso_date
from corpus.readers.text.labelled import converse, describe
from corpus.source import Source

if TYPE_CHECKING:
    from pypdf import PdfReader

# Lines at the top and at the foot of a page that may be a running head.
EDGE = 3
NUMBER = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", re.I)
LONGEST_LINE = 1000
NO_TITLE = re.compile(r"^(?:microsoft word - |untitled|document\d*$)|\.\w{3,4}$", re.I)


def recognises(source: Source) -> bool:
    """Whether the file says within its first bytes that it is a PDF."""
    return source.data[:1024].lstrip().startswith(b"%PDF-")


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the document."""
    with _quiet():
        pages, draft = _pages(source)
    if not any(pages):
        raise CorpusError(
            source.path,
            "the PDF has no text layer, only pictures of pages",
            advice="run it through text recognition (OCR) first",
        )
    talk = converse(_joined(_without_heads(pages)))
    if not talk.turns:
        raise NotATranscript(
            source.path,
            "no speaker labels were found in the PDF",
            advice="a line such as `Name: text` starts a turn",
        )
    draft.turns, draft.refused = talk.turns, talk.refused
    describe(draft, talk.head)
    yield draft


def _pages(source: Source) -> tuple[list[list[str]], Draft]:
    """The lines of each page, and a draft with what the document says about itself."""
    import pypdf  # it takes longer to load than a search takes

    draft = Draft()
    try:
        reader = pypdf.PdfReader(io.BytesIO(source.data))
        if reader.is_encrypted:
            raise CorpusError(
                source.path,
                "the PDF is encrypted",
                advice="save a copy without a password",
            )
        pages = [_page_lines(page.extract_text()) for page in reader.pages]
        _take_information(reader, draft)
    except CorpusError:
        raise
    except Exception as error:  # a broken file makes the library raise whatever its parts raise
        raise CorpusError(
            source.path,
            "the PDF is broken",
            advice="open it in a viewer and print it to a new PDF",
        ) from error
    return pages, draft


def _page_lines(text: str) -> list[str]:
    # A font without a table of characters gives halves of characters and NUL.
    clean = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    lines = [line.rstrip() for line in clean.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return lines[next((n for n, line in enumerate(lines) if line), 0) :]


def _take_information(reader: "PdfReader", draft: Draft) -> None:
    information = reader.metadata
    title = information.title if information is not None else None
    if isinstance(title, str) and title.strip() and not NO_TITLE.search(title.strip()):
        draft.title = " ".join(title.encode("utf-8", "replace").decode("utf-8").split())
        draft.date = iso_date(draft.title)


def _without_heads(pages: list[list[str]]) -> list[str]:
    """The lines of all pages, without page numbers and what recurs at the edges of pages."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_edge_key(line) for line in page[:EDGE] + page[-EDGE:] if line})
    most = max(3, (len(pages) + 1) // 2)
    kept = []
    for page in pages:
        for number, line in enumerate(page):
            at_edge = number < EDGE or number >= len(page) - EDGE
            is_head = PAGE_NUMBER.fullmatch(line) or edges[_edge_key(line)] >= most
            if at_edge and line and is_head and not line.endswith(":"):
                continue
            kept.append(line)
    return kept


def _edge_key(line: str) -> str:
    """What is compared of lines at the edges: of running heads, all but their numbers.

    What may be a label with speech behind it is compared as a whole.
    """
    words = " ".join(line.split())
    return words if ": " in words else NUMBER.sub("#", words)


def _joined(lines: list[str]) -> list[str]:
    """Lines with parted words put together, and a blank line where a paragraph ends early.

    Whether `follow-` and `up` are one word is asked of the rest of the document.
    """
    vocabulary = {word for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line)}
    width = max((len(line) for line in lines), default=0)
    joined: list[str] = []
    for line in lines:
        before = joined[-1] if joined else ""
        parted = before.endswith("-") and len(before) < LONGEST_LINE and line[:1].islower()
        if parted and (head := before[:-1].split(" ")[-1]).isalpha():
            tail, _, line = line.partition(" ")
            bare = tail.rstrip(".,;:!?…)”’\"'")
            hyphenated = f"{head}-{bare}" in vocabulary and head + bare not in vocabulary
            joined[-1] = (before if hyphenated else before[:-1]) + tail
            if not line:
                continue
        joined.append(line)
        if line.endswith((".", "?", "!", "”", '"')) and len(line) < 0.6 * width:
            joined.append("")
    return joined


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library's remarks on damaged files off the terminal: errors say what is wrong."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
