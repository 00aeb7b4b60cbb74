"""What is stored of a turn is put together of strings, and is the JSON of all it has."""

import json
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Program, Turn
from index.stored import read_entry, read_turn
from index.update.batch import batch

texts = st.text(max_size=12)
maybe = st.one_of(st.none(), texts)
times = st.one_of(st.none(), st.floats(0, 1e6))
turns = st.builds(
    Turn, st.just(1), texts, texts, texts, role=maybe, start=times, end=times, section=maybe
)


@given(st.lists(turns, min_size=1, max_size=4), texts)
def test_turns_come_back_as_they_were(said: list[Turn], program_id: str) -> None:
    """Every field of them, whatever signs are in it, and their program with the first."""
    numbered = tuple(replace(turn, number=number) for number, turn in enumerate(said, 1))
    program = Program(program_id, "T", "p", "f", turns=numbered)
    (run,) = batch([program]).records
    ends = run.lengths.cumsum().tolist()
    records = [json.loads(run.data[a:b]) for a, b in pairwise([0, *ends])]
    assert [read_turn(stored) for stored in records] == [*numbered]
    assert {stored["program"] for stored in records} == {program_id}
    assert read_entry(records[0]).program == program.without_turns()
    assert not any("entry" in stored for stored in records[1:])
