"""Tables, CSV or TSV: a row a turn, or a row a transcript.

With a speaker and a text column each row is a turn. A row without a speaker goes on with
the one before where names stand only at changes, and is nobody's where every row has one.
With times and a text all rows are one voice. With a dialogue column each row is a program,
its lines `[doctor] text` or `Name: text`. What other columns hold, such as a clinical note,
was not said.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.labels import label_shape
from corpus.labels.label_shape import SOUNDS
from corpus.metadata.dates import iso_date, title_from_path
from corpus.readers.json.json_tree import BLANK_LINE
from corpus.readers.table.by_content import time_of, told_by_content, without_columns
from corpus.readers.table.columns import (
    LONGEST_NAME,
    Table,
    consistent,
    folded,
    may_name_columns,
    named_each,
    plain,
    read_table,
    sniffed,
)
from corpus.readers.table.columns import places as places_in
from corpus.readers.text.labelled import converse
from corpus.readers.text.labelled_pieces import with_labels
from corpus.segmentation import Piece, turns
from corpus.source import Source

# Rows that tell what a column holds.
ASKED_ROWS = 20
# No key of a program is longer.
LONGEST_KEY = 60
LINK = re.compile(r"https?://|<a\s", re.I)
# What somebody is who has no name in a column of names, beside `WHO`.
ROLES = frozenset("agent client customer expert judge juror employee user assistant".split())
SUFFIXES = (".csv", ".tsv", ".tab")
# A row of a table without a header: cells between tabs, two of them times, as ELAN exports.
CLOCK_CELL = r"(?:(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?|\d{1,6}\.\d{1,6})\t"
TIMED_ROW = re.compile(
    rf"(?=[^\W\d_])(?:[^\t\n]{{0,100}}\t){{1,9}}?{CLOCK_CELL}(?:[^\t\n]{{0,20}}\t){{0,4}}?{CLOCK_CELL}[^\n]"
)
BRACKETED = re.compile(r"[ \t]*\[([^\[\]\n]{1,60})\]:?[ \t]*")


def recognises(source: Source) -> bool:
    """Whether the first line names columns: a speaker and a text, or a dialogue.

    A suffix that says table is believed where the first line has columns at all. Without a
    header, rows of a speaker, two times and a text between tabs are a table.
    """
    if source.suffix in SUFFIXES:
        return sniffed(source) is not None or "\n" not in source.text.strip()
    if TIMED_ROW.match(source.text) and consistent(source) == "\t":
        return True
    if not may_name_columns(source.text):
        return False
    found = sniffed(source)
    if found is None:
        return False
    delimiter, header = found
    if any(len(name) > LONGEST_NAME for name in header):
        return False
    second = source.text.partition("\n")[2].partition("\n")[0]
    places = places_in(header)
    return (
        "speaker" in places
        and "text" in places
        and places["speaker"] != places["text"]
        and (delimiter in second or '"' in second)
    )


def read(source: Source) -> Iterator[Draft]:
    """The transcripts of the table, in the order of their first rows."""
    table = told_by_content(read_table(source), source)
    places = table.places
    if "dialogue" in places and _holds_dialogues(table):
        drafts = _by_program(table, source)
    elif "speaker" in places and "text" in places:
        drafts = _by_turn(table, source)
    elif "text" in places and "start" in places:
        drafts = [_by_voice(table)]
    elif "dialogue" in places:
        drafts = _by_program(table, source)
    else:
        raise without_columns(source, table)
    drafts = [draft for draft in drafts if draft.turns]
    if not drafts:
        raise NotATranscript(source.path, "no row of the table holds anything that was said")
    yield from drafts


def _in_time(turns: list[DraftTurn]) -> list[DraftTurn]:
    """The turns by their times, where those of each speaker stand together, tier by tier."""
    times = [turn.start for turn in turns if turn.start is not None]
    if len(times) < len(turns) or times == sorted(times):
        return turns
    latest: dict[str, float] = {}
    for turn, start in zip(turns, times, strict=True):
        if start < latest.get(turn.label, 0.0):
            return turns
        latest[turn.label] = start
    changes = sum(1 for one, two in pairwise(turns) if one.label != two.label)
    return sorted(turns, key=lambda turn: turn.start or 0.0) if changes < len(latest) else turns


def _holds_dialogues(table: Table) -> bool:
    """Whether most cells of the dialogue column have turns of several speakers in them."""
    asked = [cells[table.places["dialogue"]] for _, cells in table.rows[:ASKED_ROWS]]
    talks = [_turns_of(cell.split("\n")) for cell in asked if cell.strip()]
    dialogues = sum(1 for talk in talks if len({turn.label for turn in talk}) > 1)
    return dialogues > 0.5 * len(talks)


def _turns_of(lines: list[str]) -> list[DraftTurn]:
    return _bracketed(lines) or converse(lines).turns


def _by_turn(table: Table, source: Source) -> list[Draft]:
    """Rows as turns, a program for each value of the column that tells conversations apart."""
    key_column = _conversation_column(table)
    drafts: dict[str, Draft] = {}
    links = _labels_of_links(table)
    is_each_named = _names_each_row(table)
    held = _roles_of_names(table)
    for _, cells in table.rows:
        key = cells[key_column].strip() if key_column is not None else ""
        draft = drafts.setdefault(key, Draft())
        row = {kind: " ".join(cells[place].split()) for kind, place in table.places.items()}
        said = cells[table.places["text"]]
        if not row["text"]:
            continue
        start, end = (time_of(row.get(edge, ""), _unit(table, edge)) for edge in ("start", "end"))
        if start is not None and end is not None and end < start:
            end = None
        label = row["speaker"].rstrip(" :") or _role_alone(row, held)
        if label and label in links:
            draft.refused[label] = "it stands once, over a link"
        elif label:
            section = row.get("section") or None
            draft.turns.append(DraftTurn(label, _paragraphs(said), start, end, section))
            if row.get("role") and row["role"] != label:
                draft.speakers.setdefault(label, row["role"])
        elif draft.turns and not is_each_named:
            draft.turns[-1].paragraphs += _paragraphs(said)
            draft.turns[-1].end = end or draft.turns[-1].end
        else:
            section = row.get("section") or None
            draft.turns.append(DraftTurn(UNNAMED, _paragraphs(said), start, end, section))
        _describe(draft, row)
    for key, draft in drafts.items():
        draft.turns = _in_time(draft.turns)
        if len(drafts) > 1:
            draft.key = key or "none"
            draft.title = draft.title or f"{title_from_path(source.path)} {draft.key}"
    return list(drafts.values())


def _names_each_row(table: Table) -> bool:
    """Whether each row has its speaker: then a row without one is nobody's."""
    return named_each([cells[table.places["speaker"]].strip() for _, cells in table.rows])


def _roles_of_names(table: Table) -> set[str]:
    """The roles of those who have a name."""
    if "role" not in table.places:
        return set()
    role, speaker = table.places["role"], table.places["speaker"]
    return {" ".join(cells[role].split()) for _, cells in table.rows if cells[speaker].strip()}


def _role_alone(row: dict[str, str], held: set[str]) -> str:
    """The role of somebody without a name, as a label: `customer`; nobody named has it."""
    role = row.get("role", "")
    return role if role not in held and label_shape.key(role) in label_shape.WHO | ROLES else ""


def _labels_of_links(table: Table) -> set[str]:
    """Labels that stand once, over a link, where others come again: `MORE INFO`."""
    labels = [cells[table.places["speaker"]].strip().rstrip(" :") for _, cells in table.rows]
    counts = Counter(label for label in labels if label)
    if max(counts.values(), default=0) < 2:
        return set()
    said = (cells[table.places["text"]] for _, cells in table.rows)
    return {
        label
        for label, text in zip(labels, said, strict=True)
        if counts[label] == 1 and LINK.search(text)
    }


def _by_voice(table: Table) -> Draft:
    """Rows with times and no speaker, as Whisper writes them: one voice without a name."""
    draft = Draft()
    pieces = []
    for _, cells in table.rows:
        row = {kind: " ".join(cells[place].split()) for kind, place in table.places.items()}
        start, end = (time_of(row.get(edge, ""), _unit(table, edge)) for edge in ("start", "end"))
        pieces.append(Piece(None, " ".join(plain(row["text"]).split()), start, end))
        _describe(draft, row)
    draft.turns = turns(with_labels(pieces))
    return draft


def _unit(table: Table, edge: str) -> float:
    """How many seconds a number in the column of starts or of ends counts for."""
    if edge not in table.places:
        return 1.0
    # Whisper counts thousandths, which are whole numbers.
    is_whisper = [folded(name) for name in table.header] == ["start", "end", "text"] and not any(
        "." in cells[table.places[edge]] for _, cells in table.rows[:ASKED_ROWS]
    )
    return 0.001 if is_whisper or folded(table.header[table.places[edge]]).endswith(" ms") else 1.0


def _conversation_column(table: Table) -> int | None:
    """The column that names the conversation of a row, where rows share its values."""
    place = table.places.get("key")
    if place is None or place in (table.places["speaker"], table.places["text"]):
        return None
    values = {cells[place] for _, cells in table.rows}
    return place if 2 * len(values) <= len(table.rows) else None


def _by_program(table: Table, source: Source) -> list[Draft]:
    """Rows as programs."""
    dialogue = table.places["dialogue"]
    keys = _keys(table)
    drafts = []
    for (_, cells), key in zip(table.rows, keys, strict=True):
        lines = cells[dialogue].split("\n")
        draft = Draft()
        draft.turns = _bracketed(lines)
        if not draft.turns:
            talk = converse(lines)
            draft.turns, draft.refused = talk.turns, talk.refused
        draft.key = key if len(table.rows) > 1 else None
        _describe(draft, {kind: " ".join(cells[p].split()) for kind, p in table.places.items()})
        if draft.title is None and draft.key:
            draft.title = f"{title_from_path(source.path)} {key}"
        drafts.append(draft)
    return drafts


def _keys(table: Table) -> list[str]:
    """What tells the rows apart: the first column, id or other, whose short values all differ.

    Where there is none, the numbers of the rows do.
    """
    columns = [place for place in range(len(table.header)) if place != table.places["dialogue"]]
    if "key" in table.places:
        columns.insert(0, table.places["key"])
    for place in columns:
        keys = [" ".join(cells[place].split()) for _, cells in table.rows]
        if len(set(keys)) == len(keys) and all(1 <= len(key) <= LONGEST_KEY for key in keys):
            return keys
    return [str(number) for number in range(1, len(table.rows) + 1)]


def _bracketed(lines: list[str]) -> list[DraftTurn]:
    """The turns of lines that open with `[label]`; none where most lines do not.

    A label with nothing behind it is a turn too, in which nothing was understood:
    the turns keep the numbers that they have in the source.
    """
    matches = [BRACKETED.match(line) for line in lines]
    names = [match and " ".join(match[1].split()) for match in matches]
    labels = [name if name and name.casefold() not in SOUNDS else None for name in names]
    counts = Counter(label for label in labels if label)
    if counts.total() < 0.5 * sum(1 for line in lines if line.strip()) or not counts:
        return []
    found: list[DraftTurn] = []
    for line, match, label in zip(lines, matches, labels, strict=True):
        if match and label:
            found.append(DraftTurn(label, [line[match.end() :]]))
        elif found:
            found[-1].paragraphs.append(line)
    for turn in found:
        text = " ".join(" ".join(turn.paragraphs).split())
        turn.paragraphs = [text] if text else []
    return found


def _paragraphs(cell: str) -> list[str]:
    blocks = (" ".join(block.split()) for block in BLANK_LINE.split(plain(cell)))
    return [block for block in blocks if block]


def _describe(draft: Draft, row: dict[str, str]) -> None:
    """Take what the first row that says it says about the program."""
    draft.title = draft.title or row.get("title") or None
    draft.series = draft.series or row.get("series") or None
    draft.date = draft.date or iso_date(row.get("date", ""))
    draft.language = draft.language or row.get("language") or None
    draft.url = draft.url or row.get("url") or None
    draft.media_url = draft.media_url or row.get("media") or None
