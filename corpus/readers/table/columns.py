"""Tables: their delimiter, their rows, and which column holds what."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from itertools import islice, pairwise
from pathlib import Path

from corpus.errors import CorpusError
from corpus.source import Source

DELIMITERS = ",\t;|"
# A header is a few names: what is longer is no header.
LONGEST_HEADER = 20_000
#: So long is the name of a column in a file whose suffix does not say that it is a table.
LONGEST_NAME = 40

# What columns are called, the most telling names first.
NAMES: dict[str, tuple[str, ...]] = {
    "speaker": (
        "speaker", "speaker name", "speaker label", "speakername", "speaker id", "who",
        "participant", "participant name", "interlocutor", "talker", "character", "person",
        "author", "author name", "user", "username", "user name", "sender name", "display name",
        "nickname", "name", "role", "from", "sender", "sprecher", "sprecherin", "sprecher in",
        "redner", "rednerin", "locuteur", "locutrice", "intervenant", "intervenante", "orateur",
        "oratrice", "hablante", "orador", "oradora", "interlocutor", "locutor", "interviniente",
        "falante", "parlante", "oratore", "spreker", "talare", "raw character text",
    ),
    "text": (
        "text", "utterance", "utterance text", "spoken words", "speech", "transcript",
        "transcription", "content", "body", "sentence", "message", "spoken text", "said", "line",
        "words", "quote", "caption",
        "what was said", "spoken", "verbatim", "response text",
        "subtitle", "turn", "turn text", "statement", "dialogue", "dialog", "äusserung", "texte",
        "texto", "testo", "tekst", "wortlaut", "transkript", "transcripción", "transcrição",
    ),
    "dialogue": (
        "dialogue", "dialog", "conversation", "transcript", "transcription", "transcript text",
        "full transcript", "interview", "text", "content", "body",
    ),
    "start": (
        "start", "start time", "starttime", "start s", "start sec", "start seconds", "begin",
        "begin time", "onset", "in", "time in", "timestamp", "timecode", "time", "start ms",
        "offset", "turn time", "beginn", "zeit", "début", "inicio", "início", "tiempo", "temps",
    ),
    "end": (
        "end", "end time", "endtime", "end s", "end sec", "end seconds", "stop", "stop time",
        "offset end", "out", "time out", "end ms",
    ),
    "key": (
        "conversation id", "dialogue id", "dialog id", "encounter id", "transcript id",
        "interview id", "episode id", "meeting id", "session id", "call id", "case id",
        "document id", "doc id", "debate id", "hearing id", "file", "file name", "filename",
        "conversation", "episode", "meeting", "session", "call", "id", "key",
    ),
    "role": ("role", "speaker role", "affiliation", "title of speaker", "position"),
    "title": ("title", "episode title", "program", "program title", "headline"),
    "series": ("series", "podcast", "show"),
    "date": ("date", "episode date", "recorded", "published", "pub date", "air date"),
    "language": ("language", "lang", "language code"),
    "url": ("url", "link", "web page"),
    "media": ("media url", "audio url", "video url", "media", "audio"),
    "section": ("section", "chapter", "heading", "agenda item", "topic"),
}  # fmt: skip
# Statistics have more columns, and more cells; a transcript has neither.
MOST_COLUMNS = 1_000
MOST_CELLS = 8_000_000
# Rows that tell how a table without a header is parted.
ASKED_ROWS = 50
#: Rows above the header that say what the table is about.
MOST_ABOVE = 20
BREAK = re.compile(r"<(?:br|/p|/div|/li)\s*/?>", re.I)
TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
SEPARATOR_LINE = re.compile(r"sep=(.)\n")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header.

    Attributes:
        header: the names of the columns, as printed.
        places: the columns by what they hold, as far as their names tell.
        rows: line number and cells; short rows are filled up with empty cells.
    """

    header: list[str]
    places: dict[str, int]
    rows: list[tuple[int, list[str]]]


def folded(name: str) -> str:
    """A column's name without signs and case: `Start_Time` and `startTime` are `start time`."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.sub(r"[\W_]+", " ", parted).casefold().split())


def places(header: list[str]) -> dict[str, int]:
    """The columns by what they hold; the most telling name of each kind wins."""
    # Both spellings of `startTime`: parted where its capital is, and as one word.
    names = {" ".join(name.casefold().split()): n for n, name in reversed([*enumerate(header)])}
    names |= {folded(name): n for n, name in reversed([*enumerate(header)])}
    found = {}
    for kind, known in NAMES.items():
        for name in known:
            if name in names:
                found[kind] = names[name]
                break
    return found


def may_name_columns(text: str) -> bool:
    """Whether the first line may be separated into the names of columns.

    Prose, which most texts are, is not: to see that takes a fraction of what `sniffed` takes.
    """
    first = text[:LONGEST_HEADER].partition("\n")[0]
    if '"' in first or SEPARATOR_LINE.match(first + "\n"):
        return True
    parts = (first.split(delimiter) for delimiter in DELIMITERS if delimiter in first)
    return any(all(len(name.strip()) <= LONGEST_NAME for name in names) for names in parts)


def sniffed(source: Source) -> tuple[str, list[str]] | None:
    """The delimiter of a table and its header; None where the text opens as none does.

    The delimiter is the one that parts the whole header into the most names that
    are known, and then into the most columns; prose is not asked.
    """
    text, told = _without_separator(source.text[:LONGEST_HEADER])
    best: tuple[int, int] = (0, 1)
    found = None
    for delimiter in told or DELIMITERS:
        try:
            header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        except csv.Error:
            continue
        score = (len(places(header)), len(header))
        if len(header) > 1 and score > best:
            best, found = score, (delimiter, [name.strip() for name in header])
    return found


def _without_separator(text: str) -> tuple[str, str]:
    """The text behind a line `sep=;`, as spreadsheets write it, and the separator it tells."""
    match = SEPARATOR_LINE.match(text)
    return (text[match.end() :], match[1]) if match else (text, "")


def consistent(source: Source) -> str | None:
    """The delimiter that parts the first rows of a table without a header into equally many cells.

    None where no delimiter does, or where each row is one cell.
    """
    text, told = _without_separator(source.text[:LONGEST_HEADER])
    best, found = 1, None
    for delimiter in told or DELIMITERS:
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            widths = [len(row) for row in islice(reader, ASKED_ROWS) if row]
        except csv.Error:
            continue
        if len(widths) > 1 and len(text) == LONGEST_HEADER:
            widths.pop()  # the text may end in the middle of it
        if widths and min(widths) == max(widths) > best:
            best, found = widths[0], delimiter
    return found


def plain(cell: str) -> str:
    """The text of a cell without HTML: its tags are dropped, its entities are characters."""
    if "<" in cell:
        cell = TAG.sub("", BREAK.sub("\n\n", cell))
    return unescape(cell) if "&" in cell else cell


def read_table(source: Source) -> Table:
    """The whole table.

    Raises:
        CorpusError: it has no header, a quoted cell is not closed, or it is far larger than
            the table of a transcript.
    """
    found = sniffed(source)
    if found is None:
        raise CorpusError(source.path, "the table has only one column")
    delimiter, header = found
    if not places(header) and (better := consistent(source)) is not None:
        delimiter = better
    text, told = _without_separator(source.text)
    first = 2 if told else 1
    try:
        rows = _rows(source.path, text, delimiter, strict=True)
    except csv.Error as error:
        if delimiter == "\t":
            # Most writers of tabs quote nothing: a quotation mark is what was said.
            rows = _rows(source.path, text, delimiter, quoted=False)
        elif "unexpected end" in str(error):
            raise CorpusError(
                source.path,
                "a quoted cell is not closed before the file ends",
                place=f"line {_last_row_line(source.path, text, delimiter, first)}",
                advice="was the file saved or copied to its end?",
            ) from error
        else:
            rows = _rows(source.path, text, delimiter)
    above = _rows_above(rows)
    rows = rows[above:]
    header = [name.strip() for name in rows[0][1]] if rows else header
    width = len(header)
    if width * len(rows) > MOST_CELLS:
        raise _too_large(source.path)
    filled = [(line + first - 1, row + [""] * (width - len(row))) for line, row in rows[1:] if row]
    return Table(header, places(header), filled)


def _too_large(path: Path) -> CorpusError:
    return CorpusError(
        path,
        f"the table has more than {MOST_COLUMNS:,} columns or {MOST_CELLS:,} cells, which no "
        "transcript has",
        advice="keep the columns with the speaker, the text and the times only",
    )


def _rows_above(rows: list[tuple[int, list[str]]]) -> int:
    """How many rows stand above the header: what is said of an interview before its turns.

    None where the first row may be a header itself.
    """
    if not rows or {"speaker", "text"} <= set(places(rows[0][1])):
        return 0
    for number, (_, cells) in enumerate(rows[:MOST_ABOVE]):
        found = places(cells)
        if "text" in found and "speaker" in found and found["text"] != found["speaker"]:
            return number
    return 0


def _rows(
    path: Path, text: str, delimiter: str, *, quoted: bool = True, strict: bool = False
) -> list[tuple[int, list[str]]]:
    """The rows with the line on which each begins."""
    rows = []
    with _cells_of(len(text)):
        reader = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=delimiter,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
            strict=strict,
        )
        line = 1
        for row in reader:
            if len(row) > MOST_COLUMNS:
                raise _too_large(path)
            rows.append((line, row))
            line = reader.line_num + 1
    return rows


def _last_row_line(path: Path, text: str, delimiter: str, first: int) -> int:
    """The line on which the row begins that runs to the end of the file."""
    rows = _rows(path, text, delimiter)
    return rows[-1][0] + first - 1


@contextmanager
def _cells_of(length: int) -> Iterator[None]:
    """Let a cell be as long as the file: a transcript in a cell outgrows the module's limit."""
    before = csv.field_size_limit(max(length, 1) + 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


# So rarely a name follows itself where names stand at changes of speaker only.
MOST_AGAIN = 0.1


def named_each(labels: list[str]) -> bool:
    """Whether each row has its speaker, so that a row without one is nobody's that is known.

    A row without a name goes on with the row before only where names stand at changes of
    speaker: there no name follows itself, also not behind rows that have none.
    """
    named = [label for label in labels if label]
    again = sum(1 for one, other in pairwise(named) if one == other)
    return again > MOST_AGAIN * len(named)
