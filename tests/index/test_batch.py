"""What is stored of a turn is put together of strings, and is the JSON of all it has."""

import json

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Program, Turn
from index.batch import batch
from index.documents import read_entry, read_turn

texts = st.text(max_size=12)
maybe = st.one_of(st.none(), texts)
times = st.one_of(st.none(), st.floats(0, 1e6))
turns = st.builds(
    Turn, st.just(1), texts, texts, texts, role=maybe, start=times, end=times, section=maybe
)


@given(turns, texts)
def test_a_turn_comes_back_as_it_was(turn: Turn, program_id: str) -> None:
    """Every field of it, whatever signs are in it, and its program with it."""
    program = Program(program_id, "T", "p", "f", turns=(turn,))
    (record,) = batch([program]).records
    stored = json.loads(record)
    assert read_turn(stored) == turn
    assert stored["program"] == program_id
    assert read_entry(stored).program == program.without_turns()
