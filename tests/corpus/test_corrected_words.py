"""Words of a turn corrected by hand: put in and taken out."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.corrected_words import (
    Change,
    as_in_source,
    corrected,
    in_source,
    in_text,
    source_text,
    spans_in_text,
    touched,
)
from corpus.model import Turn

TURN = Turn(1, "Ann", "Ann", "We met Clarence in the pd L one trial.",
            moments=((0, 1.0), (7, 2.0), (23, 3.0), (26, 3.5), (28, 4.0), (32, 5.0)))  # fmt: skip
CHANGES = (Change(23, 31, "PD-L1", 1), Change(7, 15, "Clarens", 2))


def test_both_texts() -> None:
    """The turn has the corrected text, and what the file has can be read of it."""
    turn = corrected(TURN, CHANGES)
    assert turn.text == "We met Clarens in the PD-L1 trial."
    said = [(turn.text[one.start : one.end], one.source, one.number) for one in turn.corrections]
    assert said == [
        ("Clarens", "Clarence", 2), ("PD-L1", "pd L one", 1),
    ]  # fmt: skip
    assert source_text(turn) == TURN.text
    assert as_in_source(turn) == TURN
    assert turn.moments == ((0, 1.0), (7, 2.0), (22, 3.0), (28, 5.0))


def test_places() -> None:
    """A place before, inside and after corrected words, in both directions."""
    turn = corrected(TURN, CHANGES)
    assert [in_text(turn, place) for place in (0, 7, 9, 15, 23, 26, 31, 38)] == [
        0, 7, 7, 14, 22, 22, 27, 34,
    ]  # fmt: skip
    assert [in_source(turn, place) for place in (0, 7, 9, 14, 22, 24, 27, 34)] == [
        0, 7, 7, 15, 23, 23, 31, 38,
    ]  # fmt: skip
    assert spans_in_text(turn, [(26, 27), (28, 37), (0, 2)]) == [(22, 27), (22, 33), (0, 2)]
    assert [one.number for one in touched(turn, [(0, 8)])] == [2]
    assert touched(turn, [(14, 22)]) == ()


@given(st.data())
def test_whatever_is_corrected_can_be_undone(data: st.DataObject) -> None:
    """The text and every moment come back, and each place outside is the same in both texts."""
    text = data.draw(st.text("ab \n", min_size=1, max_size=30))
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b]
    changes = [
        Change(start, end, data.draw(st.text("xyz", min_size=1, max_size=5)), number)
        for number, (start, end) in enumerate(pairs)
    ]
    times = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    moments = tuple((at, float(number)) for number, at in enumerate(times))
    turn = Turn(1, "A", "A", text, moments=moments)
    made = corrected(turn, changes)
    assert as_in_source(made) == turn
    for place in range(len(text) + 1):
        if not any(start < place < end for start, end, *_ in changes):
            assert in_source(made, in_text(made, place)) == place
