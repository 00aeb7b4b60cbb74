"""The place of a passage in a whole program."""

import random

import pytest

from index.annotation.talk import Passage, Talk

TURNS = (
    "who has the key to the lighthouse this winter", "the keeper of the ferry has it i think",
    "almost", "and does the lamp still turn by clockwork or has it a motor now",
    "it turns by a motor since the flood and the clockwork stands in the school", "good",
    "then we should ask the school whether children may wind it once a year", "almost", "almost",
    "they would love that but the spring is dangerous when it is wound up", "good",
)  # fmt: skip


def _passage(place: int, turns: tuple[str, ...] = TURNS) -> Passage:
    padded = ("", *turns, "")
    return Passage(padded[place][-100:], padded[place + 1], padded[place + 2][:100])


@pytest.mark.parametrize("place", range(len(TURNS)))
def test_where_nothing_has_changed(place: int) -> None:
    """Each turn is where it is, however short."""
    found = Talk(TURNS).turn_of(_passage(place))
    assert found in (place, None)
    assert (found is None) == (sum(map(len, _passage(place))) < 60)


@pytest.mark.parametrize("seed", range(30))
def test_other_turns_and_other_words(seed: int) -> None:
    """Where some words have changed and turns were joined: the turn with the words, or none."""
    chance = random.Random(seed)
    new: list[list[str]] = []
    places = []
    for turn in TURNS:
        words = [chance.choice(["hm", word[::-1]]) if chance.random() < 0.05 else word
                 for word in turn.split()]  # fmt: skip
        if new and chance.random() < 0.3:
            new[-1] += words
        else:
            new.append(words)
        places.append(len(new) - 1)
    talk = Talk([" ".join(words) for words in new])
    found = [talk.turn_of(_passage(place)) for place in range(len(TURNS))]
    assert all(one in (None, place) for one, place in zip(found, places, strict=True))
    long = [place for place, turn in enumerate(TURNS) if len(turn) > 60]
    assert sum(found[place] is not None for place in long) >= len(long) - 1


def test_a_turn_that_is_cut() -> None:
    """The part with most of it."""
    words = TURNS[4].split()
    turns = (*TURNS[:4], " ".join(words[:4]), " ".join(words[4:]), *TURNS[5:])
    assert Talk(turns).turn_of(_passage(4)) == 5


def test_of_two_one_is_another_word_now() -> None:
    """It cannot be told which: none is taken."""
    changed = (*TURNS[:8], "utmost", *TURNS[9:])
    assert Talk(changed).turn_of(_passage(7)) is None
    assert Talk(changed).turn_of(_passage(8)) is None


def test_what_is_not_there() -> None:
    """Other talk, the same talk twice, and no talk."""
    other = "the roses behind the chapel bloom early when the snow melts and nobody cuts them"
    assert Talk(TURNS).turn_of(Passage("", other, "")) is None
    assert Talk(TURNS * 2).turn_of(_passage(3)) is None
    assert Talk(()).turn_of(_passage(3)) is None
    assert Talk(("", "")).turn_of(_passage(3)) is None
