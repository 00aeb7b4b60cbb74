"""PDF files with a text layer: the lines of their pages as labelled text.

Page numbers and running heads are dropped; words that a line breaks are joined as in all
labelled text.
"""

import ctypes
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.draft import Draft
from corpus.errors import CorpusError
from corpus.hyphenation import unhyphenated
from corpus.labels import names_alone
from corpus.labels.line_grammar import LONGEST_LABEL
from corpus.metadata.dates import iso_date
from corpus.readers.office.pdf_columns import WIDEST_BLANK, Part, in_order
from corpus.readers.text.labelled import converse, describe
from corpus.readers.text.monologue import say_lines
from corpus.segmentation import SENTENCE_ENDS
from corpus.source import Source

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

# Lines at the top and at the foot of a page that may be a running head.
EDGE = 3
FEWEST_SPOKEN = 3
# So many short lines may stand above a lecture.
MOST_ABOVE = 6
NUMBER = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", re.I)
# What a page may hold: a poster of words, a book in one file.
MOST_PAGES = 5_000
MOST_CHARACTERS = 100_000
# Pages may share one stream, so that a small file has gigabytes of text. No file that has
# text of its own for each page has so many characters for a byte.
CHARACTERS_PER_BYTE = 6
FEWEST_CHARACTERS = 500_000
# How far two lines are apart at least, in points; a raised letter is nearer.
LINE_STEP = 5.0
# What stands for a hyphen at the end of a line, which the library takes with its line end.
BROKEN_WORD = "\x02\ufffe"
UNREADABLE = dict.fromkeys((0, 0xFFFF, 0xAD))
PASSWORD_ERRORS = (4, 5)
GLUED_NUMBER = re.compile(r"(\d{1,4})(?=[^\W\d_])")
# Up to so many pages with one line prove no running head, where the line is a sentence.
FEW_PAGES = 3
NO_TITLE = re.compile(r"^(?:microsoft word - |untitled|document\d*$)|\.\w{3,4}$", re.I)


def recognises(source: Source) -> bool:
    """Whether the file says within its first bytes that it is a PDF."""
    return source.data[:1024].lstrip().startswith(b"%PDF-")


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the document."""
    pages, draft = _pages(source)
    if not any(pages):
        raise _no_text(source)
    lines = _in_paragraphs(_without_heads(pages))
    talk = converse(lines)
    draft.refused = talk.refused
    if talk.turns:
        draft.turns = talk.turns
        describe(draft, talk.head)
    else:
        say_lines(draft, unhyphenated(_with_title_apart(lines)), source)
    yield draft


def paragraphs(source: Source) -> list[str]:
    """The paragraphs of the document, each on one line.

    Raises:
        CorpusError: it is broken or encrypted, or has no text.
    """
    pages, _ = _pages(source)
    if not any(pages):
        raise _no_text(source)
    found: list[str] = []
    for line in unhyphenated(_in_paragraphs(_without_heads(pages))):
        if not line or not found:
            found.append("")
        found[-1] = f"{found[-1]} {line}".strip()
    return found


def _with_title_apart(lines: list[str]) -> list[str]:
    """The lines with a blank one under each of the short lines at the top: title, name, date."""
    width = max((len(line) for line in lines), default=0)
    top = 0
    while top < min(MOST_ABOVE, len(lines)) and len(lines[top]) < 0.6 * width:
        top += 1
    return [*(one for line in lines[:top] for one in (line, "")), *lines[top:]]


def _pages(source: Source) -> tuple[list[list[str]], Draft]:
    """The lines of each page, and a draft with what the document says about itself."""
    import pypdfium2  # its library takes longer to load than a search takes

    draft = Draft()
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in PASSWORD_ERRORS:
            raise CorpusError(
                source.path, "the PDF is encrypted", advice="save a copy without a password"
            ) from error
        raise _broken(source) from error
    try:
        if len(document) > MOST_PAGES:
            raise CorpusError(
                source.path, f"it has {len(document):,} pages, which no transcript has"
            )
        pages = []
        left = max(FEWEST_CHARACTERS, CHARACTERS_PER_BYTE * len(source.data))
        for number in range(len(document)):
            pages.append(_page_lines(document[number]))
            left -= sum(map(len, pages[-1]))
            if left < 0:
                raise CorpusError(
                    source.path,
                    "its pages unpack to more text than a transcript of its size has",
                    place=f"page {number + 1}",
                )
        _take_information(document.get_metadata_value("Title"), draft)
    except pypdfium2.PdfiumError as error:
        raise _broken(source) from error
    finally:
        document.close()
    return pages, draft


def _no_text(source: Source) -> CorpusError:
    return CorpusError(
        source.path,
        "the PDF has no text layer, only pictures of pages",
        advice="run it through text recognition (OCR) first",
    )


def _broken(source: Source) -> CorpusError:
    return CorpusError(
        source.path,
        "the PDF is broken",
        advice="open it in a viewer and print it to a new PDF",
    )


def _page_lines(page: "PdfPage") -> list[str]:
    """The lines of a page, in the order in which they are written, without blank ones around.

    The library ends a line where the next one begins further left. A running head that is
    written last stands on its own height, so heights are compared, too.
    """
    from pypdfium2 import raw  # loaded with the library

    text = page.get_textpage()
    x, height = ctypes.c_double(), ctypes.c_double()
    lines: list[list[Part]] = []
    line: list[Part] = []
    at: float | None = None
    begins_word = True
    last = -1  # the last character that is to be seen in this line
    try:
        for index in range(min(raw.FPDFText_CountChars(text.raw), MOST_CHARACTERS)):
            character = chr(raw.FPDFText_GetUnicode(text.raw, index) or 0)
            is_break = character in "\n\r" or character in BROKEN_WORD
            if begins_word and not character.isspace() and not is_break:
                raw.FPDFText_GetCharOrigin(text.raw, index, x, height)
                if at is not None and abs(height.value - at) > LINE_STEP:
                    lines.append(line)
                    line, last = [], -1
                at = height.value
                if last < 0 or x.value - _right_edge(text, last) > WIDEST_BLANK:
                    if line:
                        line[-1].text = line[-1].text.rstrip()
                    line.append(Part(x.value, ""))
            begins_word = is_break or character.isspace()
            if not is_break:
                if line:
                    line[-1].text += character
                last = index if not character.isspace() else last
            elif line:
                line[-1].text += "-" if character in BROKEN_WORD else ""
                lines.append(line)
                line, at, last = [], None, -1
    finally:
        text.close()
        page.close()
    return _trimmed(in_order([*lines, line]))


def _right_edge(text: "PdfTextPage", index: int) -> float:
    """How far to the right a character reaches, in points."""
    from pypdfium2 import raw  # loaded with the library

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top)
    return right.value


def _trimmed(lines: list[str]) -> list[str]:
    # A font without a table of characters gives halves of characters and NUL.
    clean = [
        line.encode("utf-8", "replace").decode("utf-8").translate(UNREADABLE).rstrip()
        for line in lines
    ]
    while clean and not clean[-1]:
        clean.pop()
    return clean[next((n for n, line in enumerate(clean) if line), 0) :]


def _take_information(title: str, draft: Draft) -> None:
    title = " ".join(title.encode("utf-8", "replace").decode("utf-8").split())
    if title and not NO_TITLE.search(title):
        draft.title = title
        draft.date = iso_date(title)


def _without_heads(pages: list[list[str]]) -> list[str]:
    """The lines of all pages, without page numbers and what recurs at the edges of pages."""
    pages = _without_glued_numbers(pages)
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_edge_key(line) for line in page[:EDGE] + page[-EDGE:] if line})
    # Left and right pages may have heads of their own. On two pages a sentence may come twice.
    most = max(2, len(pages) // 3)
    spoken = _spoken_labels(pages)
    kept = []
    for page in pages:
        speaking = False
        for number, line in enumerate(page):
            at_edge = number < EDGE or number >= len(page) - EDGE
            recurs = edges[_edge_key(line)] >= most and (
                most > FEW_PAGES or not line.endswith(SENTENCE_ENDS)
            )
            # Without its label, what somebody says would be another one's.
            labelled = line.partition(": ")[0] in spoken
            speaking = labelled or (speaking and not line[:1].isupper())
            is_number = PAGE_NUMBER.fullmatch(line) is not None
            is_head = is_number or (recurs and not speaking)
            if at_edge and line and is_head and not line.endswith(":"):
                continue
            kept.append(line)
    return kept


def _spoken_labels(pages: list[list[str]]) -> set[str]:
    """What stands before a colon over and over, with something else behind it each time."""
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        for line in page:
            label, colon, rest = line.partition(": ")
            if colon and len(label) <= LONGEST_LABEL:
                behind[label].add(rest)
    return {label for label, rests in behind.items() if len(rests) >= FEWEST_SPOKEN}


def _without_glued_numbers(pages: list[list[str]]) -> list[list[str]]:
    """The pages without numbers that stand right before their first words, and count them."""
    found: Counter[int] = Counter()
    for number, page in enumerate(pages):
        if page and (match := GLUED_NUMBER.match(page[0])):
            found[int(match[1]) - number] += 1
    if not found or found.most_common(1)[0][1] < max(2, 0.6 * len(pages)):
        return pages
    first = found.most_common(1)[0][0]
    return [
        [GLUED_NUMBER.sub("", page[0]), *page[1:]]
        if page and (match := GLUED_NUMBER.match(page[0])) and int(match[1]) == first + number
        else page
        for number, page in enumerate(pages)
    ]


def _edge_key(line: str) -> str:
    """What is compared of lines at the edges: of running heads, all but their numbers.

    What may be a label with speech behind it is compared as a whole.
    """
    words = " ".join(line.split())
    return words if ": " in words else NUMBER.sub("#", words)


ENDS_PARAGRAPH = (*SENTENCE_ENDS, "”", '"', "’", ")", "]", "—", "-", ":")


def _in_paragraphs(lines: list[str]) -> list[str]:
    """The lines, with a blank one where a paragraph ends before the edge of the page."""
    width = max((len(line) for line in lines), default=0)
    names = names_alone.recurring(lines)
    parted: list[str] = []
    for line in lines:
        if line in names and parted and parted[-1].endswith(ENDS_PARAGRAPH):
            parted.append("")  # a name alone over what is said
        parted.append(line)
        if line.endswith((".", "?", "!", "”", '"')) and len(line) < 0.6 * width:
            parted.append("")
    return parted
