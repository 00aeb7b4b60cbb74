"""Where the turns of marks are now."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import samples
from corpus.model import Program
from index.annotation import anchors
from index.annotation.marks import AROUND, LONGEST, Mark
from index.annotation.surroundings import Surroundings
from index.library.library import Library
from index.update.update import update

Talk = list[tuple[str, str]]


def _write(path: Path, talk: Talk) -> None:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("\n\n".join(f"{who}: {said}" for who, said in talk) + "\n")


def _marks(program: str, texts: list[str]) -> list[Mark]:
    around = Surroundings(texts)
    return [
        Mark("code", "", text[:LONGEST], *around.of(place), program, place + 1, "")
        for place, text in enumerate(texts)
    ]


def _older(program: str, texts: list[str]) -> list[Mark]:
    """As they were made when only one turn before and after was kept."""
    padded = ["", *texts, ""]
    return [
        Mark("code", "", text[:LONGEST], padded[place][-AROUND:], padded[place + 2][:AROUND],
             program, place + 1, "")
        for place, text in enumerate(texts)
    ]  # fmt: skip


def _places(index: Path, marks: list[Mark]) -> list[tuple[str, int] | None]:
    with Library.open(index) as library:
        found = anchors.documents(marks, library)
        turns = [None if each is None else library.turn(each) for each in found]
    return [None if each is None else (each[0], each[1].number) for each in turns]


@pytest.fixture
def talk(sample_programs: list[Program]) -> Talk:
    """A sample, as labels and texts."""
    (program,) = [one for one in sample_programs if one.id == "m-protein"]
    return [(turn.label or "A", " ".join(turn.text.split())) for turn in program.turns]


def _again(talk: Talk, share: float, chance: random.Random) -> Talk:
    """The same talk, transcribed again: some words are other ones, some are missing."""
    made = []
    for who, said in talk:
        words = said.split()
        for place in range(len(words)):
            if chance.random() < share:
                words[place] = chance.choice(["um", words[place][::-1], "", "the other"])
        made.append((who, " ".join(filter(None, words)) or "Hm."))
    return made


@pytest.mark.parametrize("made", [_marks, _older])
def test_where_nothing_has_changed(
    made: Callable[[str, list[str]], list[Mark]],
    samples_index: Path,
    sample_programs: list[Program],
) -> None:
    """Every turn of the samples is found where it is, but for copies by their hints."""
    for program in sample_programs:
        marks = made(program.id, [turn.text for turn in program.turns])
        wanted = [(program.id, turn.number) for turn in program.turns]
        assert _places(samples_index, marks) == wanted


@pytest.mark.parametrize("seed", range(5))
def test_a_file_that_was_transcribed_again(tmp_path: Path, talk: Talk, seed: int) -> None:
    """With 5 % of the words changed, turns put before it, other names, in another file."""
    chance = random.Random(seed)
    _write(tmp_path / "a" / "talk.txt", talk)
    again = [(f"Dr. {who}", said) for who, said in _again(talk, 0.05, chance)]
    opening = [("Dr. Beatriz Lindqvist", "Welcome back."), ("Dr. Samuel Adeyinka", "Hello to you.")]
    _write(tmp_path / "b" / "moved.txt", [*opening, *again])
    with samples.files() as files:
        others = [file for file in files if "m-protein" not in str(file)]
        update(tmp_path / "index", [tmp_path / "b", *others])
    marks = _marks("talk", [said for _, said in talk])
    found = _places(tmp_path / "index", marks)
    long = [n for n, (_, said) in enumerate(talk) if len(said) >= anchors.SHORT]
    assert len(long) > 8
    for number, place in enumerate(found):
        assert place in (None, ("moved", number + 3)), "no mark goes to another turn"
        if number in long:
            assert place is not None, talk[number]


def test_the_same_words_twice(tmp_path: Path) -> None:
    """What stands around tells them apart; where it does not, none is taken."""
    talk = [
        ("Ann", "Is the gate of the upper field shut?"), ("Bo", "Yes."),
        ("Ann", "And did somebody feed the grey horse?"), ("Bo", "Yes."),
        ("Ann", "Then we can all go home before it rains."), ("Bo", "Good."),
    ]  # fmt: skip
    marks = _marks("talk", [said for _, said in talk])
    _write(tmp_path / "talks" / "talk.txt", [("Bo", "Hello."), ("Ann", "Hello, Bo."), *talk[2:]])
    update(tmp_path / "index", [tmp_path / "talks"])
    assert _places(tmp_path / "index", marks) == [
        None, None, ("talk", 3), ("talk", 4), ("talk", 5), ("talk", 6),
    ]  # fmt: skip
    _write(tmp_path / "talks" / "talk.txt", [("Ann", "So?"), ("Bo", "Yes.")] * 2)
    update(tmp_path / "index", [tmp_path / "talks"])
    assert _places(tmp_path / "index", marks) == [None] * 6


_RUN = [
    ("Ann", "Who has rung the bell of the old chapel?"), ("Bo", "Almost."), ("Cy", "Almost."),
    ("Di", "Almost."), ("Ed", "Almost."), ("Ann", "Then let us hear it once more tomorrow."),
]  # fmt: skip


def test_a_run_of_the_same_word(tmp_path: Path) -> None:
    """Where nothing has changed each is found; else none is taken for the one beside it."""
    marks = _marks("talk", [said for _, said in _RUN])
    path = tmp_path / "talks" / "talk.txt"
    welcome = [("Ann", "Welcome to the parish hall, all of you.")]
    for talk, moved in (
        (_RUN, 0),
        ([*welcome, *_RUN], 1),
        ([*welcome * 2, *_RUN], 2),
    ):
        _write(path, talk)
        update(tmp_path / "index", [path])
        found = _places(tmp_path / "index", marks)
        assert found == [("talk", number + moved) for number in range(1, 7)]
    for talk, said_by in (
        # Two are joined, one is another word, one is missing, there is one more.
        ([*_RUN[:2], ("Cy", "Almost. Almost."), *_RUN[4:]], {1: {2}, 2: {3}, 3: {3}, 4: {4}}),
        ([*welcome, *_RUN[:3], ("Di", "Utmost."), *_RUN[4:]], {1: {3}, 2: {4}, 3: {5}, 4: {6}}),
        ([*welcome, *_RUN[:2], *_RUN[3:]], {1: {3}, 2: set(), 3: {4}, 4: {5}}),
        ([*_RUN[:2], ("Zoe", "Almost."), *_RUN[2:]], {1: {2}, 2: {4}, 3: {5}, 4: {6}}),
    ):
        _write(path, talk)
        update(tmp_path / "index", [path])
        found = _places(tmp_path / "index", marks)
        for place, right in said_by.items():
            told = found[place]
            assert told is None or told[1] in right, (place, told, talk)


def test_long_words_said_twice(tmp_path: Path) -> None:
    """The number is no proof: another turn that says the same may have it by now."""
    oath = ("Clerk", "Do you swear that what you will say is true, and all that you know of it?")
    talk = [
        ("Ann", "The first witness is the miller of Harrow."), oath, ("Miller", "I do, all of it."),
        ("Ann", "Then hear the second, who keeps the lock."), oath, ("Keeper", "So I swear."),
    ]  # fmt: skip
    marks = _marks("talk", [said for _, said in talk])
    before = [(f"Z{n}", f"Some more is said before the hearing, part {n}.") for n in range(3)]
    _write(tmp_path / "talks" / "talk.txt", [*before, *talk])
    update(tmp_path / "index", [tmp_path / "talks"])
    assert _places(tmp_path / "index", marks) == [("talk", number + 4) for number in range(6)]


def test_a_turn_that_is_cut_in_two(tmp_path: Path, talk: Talk) -> None:
    """The part that has most of it is taken."""
    marks = _marks("talk", [said for _, said in talk])
    place = max(range(len(talk)), key=lambda n: len(talk[n][1]))
    who, said = talk[place]
    cut = said.index(" ", 2 * len(said) // 3)
    parts = [(who, said[:cut]), ("Zoe", "Aha, I see."), (who, said[cut:])]
    _write(tmp_path / "talks" / "talk.txt", [*talk[:place], *parts, *talk[place + 1 :]])
    update(tmp_path / "index", [tmp_path / "talks"])
    assert _places(tmp_path / "index", marks)[place] == ("talk", place + 1)


def test_what_many_programs_say(tmp_path: Path, talk: Talk) -> None:
    """An opening goes to no other program when its own one is gone."""
    opening = "Welcome to the show, in which two neighbours talk about what is in bloom."
    _write(tmp_path / "talks" / "other.txt", [("Ann", opening), *talk])
    update(tmp_path / "index", [tmp_path / "talks"])
    after = "Today we look at the roses behind the chapel."
    assert _places(tmp_path / "index", _marks("a", [opening, after])[:1]) == [None]


def test_what_is_gone(samples_index: Path) -> None:
    """No turn says anything like it; an empty text is nowhere."""
    marks = _marks(
        "gone", ["Nobody has ever said this about the purple elephants of Mars.", "", "?"]
    )
    assert _places(samples_index, marks) == [None, None, None]
