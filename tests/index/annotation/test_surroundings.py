"""What stands around a turn, and that it tells turns apart."""

from hypothesis import given
from hypothesis import strategies as st

from index.annotation.marks import AROUND, FARTHEST
from index.annotation.surroundings import Surroundings, letters

_SAID = st.sampled_from(["Yes.", "No.", "Yes?", "Almost.", "", "Who has the key to the mill now?"])


def test_it_goes_on_over_short_turns() -> None:
    """Up to a hundred characters, and to the ends of the program."""
    texts = ["Ask the miller who has the key.", "Almost.", "Almost.", "Good.", "x" * 300]
    around = Surroundings(texts)
    assert around.of(1) == ("Ask the miller who has the key.", f"Almost.\nGood.\n{'x' * 86}")
    assert around.of(0) == ("", f"Almost.\nAlmost.\nGood.\n{'x' * 78}")
    assert around.of(4)[0].endswith("Almost.\nAlmost.\nGood.")


def test_a_long_run_of_the_same() -> None:
    """It is as long as it must be, and no longer than is kept."""
    around = Surroundings(["Who is here?", *["Yes."] * 60, "Good."])
    seen = {around.of(place) for place in range(1, 61)}
    assert len(seen) == 60
    assert max(len(before) for before, _ in seen) > AROUND
    longer = Surroundings(["Yes."] * 2_000).of(1_000)
    assert all(FARTHEST - len("Yes.") < len(part) <= FARTHEST for part in longer)


@given(st.lists(_SAID, min_size=1, max_size=40))
def test_each_side_tells_a_turn_from_all_that_say_the_same(texts: list[str]) -> None:
    """Unless all before it, or after it, is there."""
    around = Surroundings(texts)
    for place, text in enumerate(texts):
        before, after = around.of(place)
        assert "\n".join(texts[:place]).endswith(before)
        assert "\n".join(texts[place + 1 :]).startswith(after)
        for other, same in enumerate(texts):
            if other == place or letters(same) != letters(text):
                continue
            if len(before) > AROUND and len(before) < FARTHEST / 2:
                there = "\n".join(texts[:other])[-len(before) :]
                assert there != before or len(before) == len("\n".join(texts[:place]))
            if len(after) > AROUND and len(after) < FARTHEST / 2:
                there = "\n".join(texts[other + 1 :])[: len(after)]
                assert there != after or len(after) == len("\n".join(texts[place + 1 :]))
