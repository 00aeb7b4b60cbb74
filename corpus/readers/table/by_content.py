"""The columns of a table by what their cells hold, where no header names them."""

import re
from collections import Counter
from dataclasses import replace

from corpus.errors import CorpusError
from corpus.labels import label_shape
from corpus.metadata.dates import seconds
from corpus.readers.json.json_tree import CLOCK
from corpus.readers.table.columns import Table
from corpus.source import Source

# No name of a speaker is longer.
LONGEST_LABEL = 60
# The words of a cell that is a sentence, on the average.
FEWEST_WORDS = 3
NUMBERED = re.compile(r"(?:speaker|spk|sprecher|locuteur|hablante)[ _-]?\d{1,3}", re.I)


def without_columns(source: Source, table: Table, reason: str = "") -> CorpusError:
    """The error for a table whose columns are not known.

    Args:
        source: the file.
        table: the table.
        reason: why they are not known, if there is more to say than that.
    """
    columns = ", ".join(f"`{name[:60]}`" for name in table.header[:12])
    return CorpusError(
        source.path,
        reason or f"no column holds a text with its speaker; the columns are {columns}",
        place="line 1",
        advice="call them `speaker` and `text`, or `dialogue` for a transcript a row",
    )


def told_by_content(table: Table, source: Source) -> Table:
    """The table with its columns told by what they hold, where no header names them.

    Raises:
        CorpusError: two columns may be the speakers, or two the text.
    """
    table = replace(table, places=_without_numbers(table))
    places = table.places
    if ("speaker" in places or "start" in places or "dialogue" in places) and (
        {"text", "dialogue"} & set(places)
    ):
        return _with_unnamed_speakers(table)
    rows = [(1, table.header), *table.rows]
    width = len(table.header)
    columns = [[cells[n].strip() for _, cells in rows] for n in range(width)]
    texts = [n for n in range(width) if _reads_like_speech(columns[n])]
    if not texts:
        return table
    speakers = [n for n in range(width) if n not in texts and _are_speakers(columns[n])]
    if "speaker" in places:
        speakers = [places["speaker"]]
    if len(speakers) > 1 and _are_alike([columns[n] for n in speakers]):
        speakers = speakers[-1:]  # a tier and who speaks in it
    if len(texts) > 1 or len(speakers) > 1:
        kind, both = ("text", texts) if len(texts) > 1 else ("speaker", speakers)
        numbers = " and ".join(str(n + 1) for n in both[:2])
        reason = f"no header says which of the columns {numbers} is the {kind}"
        raise without_columns(source, table, reason)
    times = _start_and_end(columns)
    if not speakers and not times:
        return table
    found = {"text": texts[0]}
    if speakers:
        found["speaker"] = speakers[0]
    found |= dict(zip(("start", "end"), times, strict=False)) | places
    if found["text"] == found.get("speaker"):
        return table
    is_header = len(columns[texts[0]][0].split()) < 3 and not any(
        CLOCK.fullmatch(cell) for cell in table.header
    )
    is_header = is_header or bool(places)  # it names some of the columns
    if speakers and is_header:
        is_header = columns[speakers[0]].count(columns[speakers[0]][0]) == 1
    return Table(table.header, found, table.rows if is_header else rows)


def _without_numbers(table: Table) -> dict[str, int]:
    """The columns without a text that is numbers: `Line` may be the number of a line."""
    at = table.places.get("text")
    if at is None:
        return table.places
    cells = [cells[at].strip() for _, cells in table.rows if cells[at].strip()]
    numbers = sum(1 for cell in cells if cell.replace(".", "").isdigit())
    if numbers < 0.9 * len(cells) or not cells:
        return table.places
    return {kind: place for kind, place in table.places.items() if place != at}


def _with_unnamed_speakers(table: Table) -> Table:
    """A table of times and texts with the one column that holds people as its speakers.

    A column that is called something unknown is left out silently otherwise.
    """
    places = table.places
    if "speaker" in places or not {"start", "text"} <= set(places):
        return table
    columns = {
        n: [cells[n].strip() for _, cells in table.rows]
        for n in range(len(table.header))
        if n not in places.values()
    }
    people = [n for n, cells in columns.items() if _are_speakers(cells) and _are_people(cells)]
    return replace(table, places=places | {"speaker": people[0]}) if len(people) == 1 else table


def _are_people(cells: list[str]) -> bool:
    """Whether most cells are full names or voices of a recording, and no mere words."""
    names = [cell.rstrip(" :") for cell in cells if cell]
    people = sum(
        1 for name in names if label_shape.shape(name) == "person" or NUMBERED.fullmatch(name)
    )
    return people >= 0.5 * len(names)


def _reads_like_speech(cells: list[str]) -> bool:
    """Whether most cells are several words, and hardly any comes again."""
    filled = [cell for cell in cells if cell]
    words = sum(len(cell.split()) for cell in filled)
    return (
        len(filled) >= 0.5 * len(cells)
        and words >= FEWEST_WORDS * len(filled) > 0
        and len(set(filled)) >= 0.7 * len(filled)
    )


def _are_speakers(cells: list[str]) -> bool:
    """Whether cells are a few names that come again and again."""
    names = [cell.rstrip(" :") for cell in cells if cell]
    counts = Counter(names)
    shaped = sum(count for name, count in counts.items() if label_shape.shape(name) is not None)
    return (
        len(names) >= 0.5 * len(cells)
        and 1 < len(counts) <= max(2, 0.6 * len(names))
        and shaped >= 0.8 * len(names)
        and all(len(name) <= LONGEST_LABEL for name in counts)
    )


def _are_times(cells: list[str]) -> bool:
    filled = [cell.strip("[]()") for cell in cells if cell]
    times = sum(1 for cell in filled if CLOCK.fullmatch(cell) and (":" in cell or "." in cell))
    return bool(filled) and times >= max(1, len(filled) - 1)


def _are_alike(columns: list[list[str]]) -> bool:
    """Whether columns name the same people, each in its way."""
    return len(set(zip(*columns, strict=True))) == max(len(set(cells)) for cells in columns)


def _start_and_end(columns: list[list[str]]) -> list[int]:
    """The columns of the starts and of the ends: not those that say the same, or how long it is."""
    times = [n for n, cells in enumerate(columns) if _are_times(cells)]
    if len(times) < 2:
        return times
    starts = [time_of(cell, 1.0) for cell in columns[times[0]]]
    for n in times[1:]:
        pairs = [
            (start, end)
            for start, cell in zip(starts, columns[n], strict=True)
            if start is not None and (end := time_of(cell, 1.0)) is not None
        ]
        if all(end >= start for start, end in pairs) and any(end > start for start, end in pairs):
            return [times[0], n]
    return times[:1]


def time_of(stamp: str, scale: float) -> float | None:
    """The seconds of `1.5`, `0:01.5`, or of a time code `00:00:01:12` without its frames.

    Args:
        stamp: what a cell holds.
        scale: how many seconds a number without a colon is multiplied by.
    """
    stamp = stamp.strip("[]()")
    if stamp.count(":") + stamp.count(";") == 3:
        stamp = stamp[: max(stamp.rfind(":"), stamp.rfind(";"))]
    if not CLOCK.fullmatch(stamp):
        return None
    return round(seconds(stamp) * (1.0 if ":" in stamp else scale), 3)
