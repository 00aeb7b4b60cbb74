"""A table of an office document: rows of talk as lines with labels, or facts that nobody says."""

import re
from collections import Counter
from collections.abc import Iterator

from corpus.draft import Draft
from corpus.labels import label_shape
from corpus.metadata.dates import iso_date
from corpus.readers.office.content import CLOCK, Grid, Line
from corpus.readers.table.columns import named_each, places
from corpus.segmentation import SENTENCE_ENDS

# A name with a time under it, or over it, in one cell.
NAME_AND_CLOCK = re.compile(
    rf"(?:(\S.{{0,79}}?) ({CLOCK.pattern})|({CLOCK.pattern}) (\S.{{0,79}}))"
)
#: More columns than a transcript has; what spans more is a slip or an attack.
MOST_COLUMNS = 64
DATE_FACTS = frozenset(
    "date datum fecha data recorded aufgenommen interviewdatum aufnahmedatum".split()
)
LONGEST_NAME = 80
# The share of the cells of a column that are alike.
NEARLY_ALL = 0.9


def rows_as_lines(grid: Grid, draft: Draft, known: list[str]) -> Iterator[Line]:
    """The rows of a table as lines: of talk with labels, of a layout as its paragraphs.

    A table of facts (job, duration, format) is said by nobody.

    Args:
        grid: the table.
        draft: gets the date that a table of facts has.
        known: the names that stand before talk are put here.
    """
    rows = [_cells(row) for row in grid.rows]
    rows = _with_times_apart([row for row in rows if any(row)])
    width = max(map(len, rows), default=0)
    if width == 0:
        return
    if width == 1 or len(rows) == 1:
        for cells in grid.rows:
            for cell in cells:
                yield from cell
        return
    columns = columns_of(rows)
    if columns is None:
        stamped = _stamped(rows)
        if not stamped:
            _take_facts(rows, draft)
        yield from stamped
        return
    who, said, time, first = columns
    yield Line("")
    labels = [row[who].rstrip(" :") for row in rows[first:] if len(row) > who]
    # A row without a name is nobody's where a name stands in each row, whoever spoke before.
    is_each_named = named_each(labels)
    for row in rows[first:]:
        row = row + [""] * (width - len(row))
        label, stamp = row[who].rstrip(" :"), row[time] if time is not None else ""
        if label:
            known.append(label)
            clock = f" ({stamp.strip('[]() ')})" if CLOCK.fullmatch(stamp) else ""
            yield Line(f"{label}{clock}: {row[said]}")
        elif row[said]:
            yield Line(f">> {row[said]}" if is_each_named else row[said])


def _with_times_apart(rows: list[list[str]]) -> list[list[str]]:
    """The rows, with a column that has names over times in its cells as two columns."""
    width = max(map(len, rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    for n in range(width):
        cells = [row[n] for row in rows if row[n]]
        both = sum(1 for cell in cells if len(cell) <= 120 and NAME_AND_CLOCK.fullmatch(cell))
        if both > 1 and both >= NEARLY_ALL * len(cells):
            return [[*row[:n], *_name_and_clock(row[n]), *row[n + 1 :]] for row in rows]
    return rows


def _name_and_clock(cell: str) -> tuple[str, str]:
    match = NAME_AND_CLOCK.fullmatch(cell)
    return (match[1] or match[4], match[2] or match[3]) if match else (cell, "")


def _stamped(rows: list[list[str]]) -> list[Line]:
    """The rows of two columns, times and what is said at them, as lines with stamps."""
    pairs = [[cell for cell in row if cell] for row in rows]
    if not _are(CLOCK, [pair[0] for pair in pairs]):
        return []
    return [
        Line(f"[{pair[0].strip('[]() ')}] {pair[1]}")
        for pair in pairs
        if len(pair) == 2 and CLOCK.fullmatch(pair[0])
    ]


def _cells(row: list[list[Line]]) -> list[str]:
    """The texts of cells, white space folded."""
    return [" ".join(" ".join(line.text for line in cell).split()) for cell in row[:MOST_COLUMNS]]


def columns_of(rows: list[list[str]]) -> tuple[int, int, int | None, int] | None:
    """The columns of speaker, text and time, and the first row of talk; None for facts."""
    width = max(map(len, rows))
    columns = [[row[n] if n < len(row) else "" for row in rows] for n in range(width)]
    head = places(rows[0])
    if "speaker" in head and "text" in head and head["speaker"] != head["text"]:
        time = next((n for n, cells in enumerate(columns) if _are(CLOCK, cells[1:])), None)
        return head["speaker"], head["text"], time, 1
    said = max(range(width), key=lambda n: sum(map(len, columns[n])))
    time = next((n for n, cells in enumerate(columns) if _are(CLOCK, cells)), None)
    for who in range(width):
        if who not in (said, time) and _is_column_of_speakers(columns[who], columns[said]):
            return who, said, time, 0
    return None


def _are(pattern: re.Pattern[str], cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    matching = sum(1 for cell in filled if pattern.fullmatch(cell))
    return bool(filled) and matching >= max(1, len(filled) - 1)


def _is_column_of_speakers(cells: list[str], said: list[str]) -> bool:
    """Whether cells are speakers, some of whom come again, and what they say are sentences."""
    names = [cell.rstrip(" :") for cell in cells if cell]
    if len(names) < 2 or not all(len(name) <= LONGEST_NAME for name in names):
        return False
    shaped = sum(1 for name in names if label_shape.shape(name) is not None)
    sentences = sum(1 for text in said if text.endswith(SENTENCE_ENDS) or len(text.split()) > 8)
    talks = sentences >= 0.5 * sum(1 for text in said if text)
    recur = max(Counter(map(label_shape.key, names)).values()) > 1
    return shaped >= 0.8 * len(names) and talks and (recur or len(names) == len(cells) <= 4)


def _take_facts(rows: list[list[str]], draft: Draft) -> None:
    for row in rows:
        if len(row) > 1 and row[0].rstrip(" :").casefold() in DATE_FACTS:
            draft.date = draft.date or iso_date(row[1])
