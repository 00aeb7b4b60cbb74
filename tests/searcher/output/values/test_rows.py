"""Every kind of answer as rows, each as long as its header, of plain values."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.load import Parsed
from corpus.model import Program
from index.library.status import status
from index.turn_record import Entry
from searcher.archive import Archive
from searcher.output.values import rows
from searcher.output.values.table import Cell, Table


@pytest.fixture
def tables(
    archive: Archive, samples_index: Path, sample_programs: list[Program]
) -> dict[str, Table]:
    """A table of each kind, over the samples."""
    parsed = [Parsed(program, {"Note": "it stands once"}) for program in sample_programs]
    return {
        "quotes": rows.quotes(archive.search("M protein", limit=3, context=1), offset=4),
        "programs": rows.programs(archive.programs()),
        "speakers": rows.speakers(archive.speakers()),
        "status": rows.status(status(samples_index)),
        "turns": rows.transcripts(parsed),
        "explained": rows.transcripts(parsed, explain=True),
        "passage": rows.passage(archive.passage("standup@0:21", "spike")),
        "kwic": rows.kwic(archive.kwic("M protein")),
        "collocates": rows.collocates(archive.collocates("protein", minimum=1)),
        "keywords": rows.keywords(archive.keywords(speaker="adeyinka", minimum=1)),
    }


def records(table: Table) -> list[dict[str, Cell]]:
    """The rows of a table with the names of their columns."""
    return [dict(zip(table.header, row, strict=True)) for row in table.rows]


def test_each_row_is_as_long_as_the_header(tables: dict[str, Table]) -> None:
    """And holds plain values only."""
    for table in tables.values():
        found = list(table.rows)
        assert found
        assert {len(row) for row in found} == {len(table.header)}
        assert {type(cell) for row in found for cell in row} <= {str, int, float, type(None)}


def test_the_columns_have_names_of_their_own(tables: dict[str, Table]) -> None:
    """In lower case, without blanks, as the keys of the JSON."""
    for table in tables.values():
        assert len(set(table.header)) == len(table.header)
        assert all(name.isidentifier() and name == name.lower() for name in table.header)


def test_a_quote(tables: dict[str, Table], archive: Archive) -> None:
    """Who said what, where, to which question."""
    first, *_ = records(tables["quotes"])
    quote = archive.search("M protein", limit=1, context=1)[0]
    assert first["rank"] == 5
    assert first["speaker"] == quote.turn.speaker
    assert first["text"] == quote.turn.text
    assert first["program"] == quote.program.id
    assert first["turn"] == quote.turn.number
    assert first["question"] == (quote.question.text if quote.question else None)
    assert first["before"] == f"{quote.before[0].speaker}: {quote.before[0].text}"
    assert first["tier"] == "phrase"


def test_all_programs_and_speakers(tables: dict[str, Table], archive: Archive) -> None:
    """Each has a row, with its number of turns."""
    programs = {one["program"]: one["turns"] for one in records(tables["programs"])}
    assert programs == {entry.program.id: entry.turns for entry in archive.programs()}
    speakers = [(one["speaker"], one["turns"]) for one in records(tables["speakers"])]
    assert speakers == [(person.name, person.turns) for person in archive.speakers()]


def test_the_refused_labels_of_a_transcript(tables: dict[str, Table]) -> None:
    """They are in rows of their own, after the turns of their program."""
    refused = [one for one in records(tables["explained"]) if one["refused"]]
    assert {(one["label"], one["refused"]) for one in refused} == {("Note", "it stands once")}
    assert all(one["turn"] is None and one["text"] is None for one in refused)


def test_rows_are_read_one_by_one(archive: Archive) -> None:
    """The first row of a table is there before the second program is read."""
    read: list[str] = []

    def entries() -> Iterator[Entry]:
        for entry in archive.programs():
            read.append(entry.program.id)
            yield entry

    next(iter(rows.programs(entries()).rows))
    assert len(read) == 1


def test_a_passage(tables: dict[str, Table]) -> None:
    """The turns that are shown, and what matches in each."""
    found = records(tables["passage"])
    assert [row["turn"] for row in found] == [1, 2, 3, 4]
    assert [row["matches"] for row in found] == [None, "spike", None, None]
    assert found[1]["speaker"] == "Farah"
