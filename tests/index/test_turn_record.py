"""What is stored of turns and programs comes back, every field of it, by each way of writing."""

import json
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import RamStorage
from whoosh.index import open_dir

from corpus.model import Program, Turn
from index import turn_record
from index.library.library import Library
from index.update.update import write_programs
from index.whoosh_codec.schema import SCHEMA
from index.workers.batch import batch
from tests.dataclass_values import of_dataclass, texts
from tests.whoosh.documents import whoosh_documents

programs = st.builds(
    lambda program, turns: replace(
        program, turns=tuple(replace(turn, number=n) for n, turn in enumerate(turns, 1))
    ),
    of_dataclass(Program),
    st.lists(of_dataclass(Turn), min_size=1, max_size=3),
)


def records_of_batch(program: Program) -> list[dict[str, Any]]:
    """What the writer of batches stores."""
    made = batch([program])
    (run,) = made.records
    ends = run.lengths.cumsum().tolist()
    records = [json.loads(run.data[a:b]) for a, b in pairwise([0, *ends])]
    for document, entry in made.entries.items():
        records[document] |= json.loads(entry)
    return records


def records_of_whoosh(program: Program) -> list[dict[str, Any]]:
    """What Whoosh's own writer stores, in an index in memory."""
    index = RamStorage().create_index(SCHEMA)
    writer = index.writer()
    for document in whoosh_documents(program):
        writer.add_document(**document)
    writer.commit()
    with index.reader() as reader:
        return [*reader.all_stored_fields()]


def assert_whole(records: list[dict[str, Any]], program: Program) -> None:
    """The records have all of a program."""
    assert tuple(map(turn_record.read_turn, records)) == program.turns
    assert {record["program"] for record in records} == {program.id}
    entry = turn_record.read_entry(records[0])
    assert entry.program == program.without_turns()
    assert entry.turns == sum(entry.turns_by.values()) == len(program.turns)
    assert not any("entry" in record for record in records[1:])


@pytest.mark.slow
@given(programs)
def test_a_batch_stores_every_field(program: Program) -> None:
    """Whatever characters are in it."""
    assert_whole(records_of_batch(program), program)


@settings(max_examples=20)
@given(programs.filter(lambda program: program.id))
def test_whoosh_stores_every_field(program: Program) -> None:
    """The documents for Whoosh's writer hold the same."""
    assert_whole(records_of_whoosh(program), program)


@pytest.mark.slow
@given(programs)
def test_both_writers_store_the_same(program: Program) -> None:
    """The strings that are joined are the JSON of the records."""
    made = [json.loads(json.dumps(document)) for document in whoosh_documents(program)]
    records = records_of_batch(program)
    assert [record["turn"] for record in records] == [document["turn"] for document in made]
    assert records[0]["entry"] == made[0]["entry"]


@given(programs)
def test_a_program_comes_back_from_json(program: Program) -> None:
    """`to_dict` and `from_dict`, through JSON."""
    head = program.without_turns()
    assert head.to_dict().keys() == {field.name for field in fields(Program)}
    assert Program.from_dict(json.loads(json.dumps(head.to_dict()))) == head


def test_a_library_reads_every_field(tmp_path: Path) -> None:
    """Through the files of an index."""

    @settings(max_examples=10)
    @given(programs.filter(lambda program: program.id and program.path))
    def check(program: Program) -> None:
        with TemporaryDirectory(dir=tmp_path) as folder:
            write_programs(Path(folder), [program])
            library = Library.open(Path(folder))
            read = library.transcript(program.id)
            library.close()
        assert read == program

    check()


def test_whoosh_reads_every_field(tmp_path: Path) -> None:
    """As stored fields, through the files of an index."""

    @settings(max_examples=10)
    @given(programs.filter(lambda program: program.id and program.path))
    def check(program: Program) -> None:
        with TemporaryDirectory(dir=tmp_path) as folder:
            write_programs(Path(folder), [program])
            with open_dir(folder).reader() as reader:
                assert_whole([*reader.all_stored_fields()], program)

    check()


@given(of_dataclass(Turn), texts)
def test_unknown_fields_are_ignored(turn: Turn, value: str) -> None:
    """What a later version stores besides does not keep this one from reading."""
    record = {"turn": turn_record.turn_values(turn) | {"a field to come": value}}
    assert turn_record.read_turn(json.loads(json.dumps(record))) == turn
    program = Program("a", "A", "a.md", "markdown", turns=(turn,))
    entry = turn_record.entry_values(program)
    entry["program"]["a field to come"] = value
    assert turn_record.read_entry({"entry": entry}).program == program.without_turns()
