"""Where the words of a correction are in a text, whatever became of it."""

import random

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Turn
from index.word_corrections.corrections import WordCorrection
from index.word_corrections.places import around, found_again, said, with_corrections

TEXT = "We met Clarence. Clarence's view, and CLARENCE again: the pd-L, one trial."


def correction(number: int, wrong: str, right: str, text: str, nth: int = 1) -> WordCorrection:
    """A correction of words of a text."""
    before, after = around(text, said(wrong, text)[nth - 1])
    return WordCorrection(number, wrong, right, before, after, nth, text, "", "", "a", 1, "")


def test_where_words_are_said() -> None:
    """In any case, with any signs between them, and without the ending of a possessive."""
    found = [TEXT[start:end] for start, end in said("clarence", TEXT)]
    assert found == ["Clarence", "Clarence", "CLARENCE"]
    assert [TEXT[start:end] for start, end in said("PD L one", TEXT)] == ["pd-L, one"]
    assert said("clar", TEXT) == said("", TEXT) == said("...", TEXT) == []
    assert len(said("no no", "no no no no no")) == 2


def test_the_place_that_is_meant() -> None:
    """Of several places the one with the same words around it."""
    for nth in (1, 2, 3):
        one = correction(1, "clarence", "Clarens", TEXT, nth)
        assert found_again(one, TEXT) == said("clarence", TEXT)[nth - 1]
    second = correction(1, "clarence", "Clarens", TEXT, 2)
    changed = TEXT.replace("We met Clarence. ", "Well. ")
    assert found_again(second, changed) == said("clarence", changed)[0]
    assert found_again(second, "Clarence is no friend of anybody in this other talk here.") is None
    assert found_again(second, "Nobody is named.") is None


def test_where_it_is_not_clear_nothing_is_changed() -> None:
    """The same is said twice, and the words of the file are others."""
    text = "yes Clarence yes yes Clarence yes"
    one = correction(1, "clarence", "Clarens", "yes Clarence yes", 1)
    assert found_again(one, text) is None


def test_two_corrections_of_one_word() -> None:
    """The older one counts, and each is told."""
    ours = [correction(2, "met Clarence", "met Clara", TEXT), correction(1, "clarence", "X", TEXT)]
    made = with_corrections(Turn(1, "A", "A", TEXT), ours)
    assert made.made == {1}
    assert made.turn.text.startswith("We met X. Clarence's")


def test_corrections_are_made_anew() -> None:
    """Of a turn with others only those that are wanted are left."""
    turn = Turn(1, "A", "A", TEXT)
    one, other = (
        correction(1, "clarence", "Clarens", TEXT, 2),
        correction(2, "pd L one", "PD-L1", TEXT),
    )
    both = with_corrections(turn, [one, other]).turn
    assert both.text == "We met Clarence. Clarens's view, and CLARENCE again: the PD-L1 trial."
    assert with_corrections(both, [other]).turn == with_corrections(turn, [other]).turn
    assert with_corrections(both, []).turn == turn


@given(st.integers(0, 10_000), st.integers(1, 3))
def test_after_another_transcription(seed: int, nth: int) -> None:
    """With other words here and there it is the same place, or none."""
    chance = random.Random(seed)
    words = [chance.choice("the a river kettle boat house crew we saw and then".split())
             for _ in range(80)]  # fmt: skip
    for number, place in enumerate((10, 40, 70), start=1):
        words[place] = f"Clarence x{number}"
    one = correction(1, "clarence", "Clarens", " ".join(words), nth)
    again = [f"y{n}" if chance.random() < 0.05 and "Cl" not in word else word
             for n, word in enumerate(words)]  # fmt: skip
    text = " ".join(again)
    found = found_again(one, text)
    assert found is None or text[found.end :].split()[0] == f"x{nth}"
