"""A misspelled name is taken for a speaker's only where nothing else can be meant."""

from pathlib import Path

import pytest

from corpus.model import Participant, Program, Turn
from index.library.library import Library
from index.update.update import write_programs
from searcher.ranking.mistyped_names import FAR_MORE_OFTEN, MistypedNames

#: Speakers, and how many turns each has.
PEOPLE = {
    "Gerhard Lazo": 3,
    "Dr. Ida Halvorsen": 2,
    "Sandra Johnson": 4,
    "Pia Jonsson": 3,
    "Merlin Ash": 2,
    "Zoë Brandýs": 1,
    "Conrad Damper": 2,
    "Django Bell": 1,
    "Rosalind O'Leary": 2 * FAR_MORE_OFTEN + 2,
}
SAID = (
    "The dampers were shut when we came to Vienna.",
    "Djanco is a program, and djanco is written by many; djanco it is.",
    "I spoke of djanco.",
    "Was it O'Leery, or Halversen?",
)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> MistypedNames:
    """An index of people whose names are near to words and to one another."""
    directory: Path = tmp_path_factory.mktemp("mistyped")
    spoken = [(name, "We went on.") for name, count in PEOPLE.items() for _ in range(count)]
    spoken += [("Merlin Ash", text) for text in SAID]
    turns = tuple(
        Turn(number, name, name, text) for number, (name, text) in enumerate(spoken, start=1)
    )
    people = tuple(Participant(name, (name,)) for name in PEOPLE)
    write_programs(
        directory, [Program("talk", "A talk", "talk", "f", participants=people, turns=turns)]
    )
    return MistypedNames(Library.open(directory))


def _meant(names: MistypedNames, word: str, said: int = 0, *, anywhere: bool = False) -> str:
    return dict(names.meant({word: said}, anywhere=anywhere)).get(word, "")


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("gerhart", "gerhard"), ("gerard", "gerhard"), ("gehrard", "gerhard"),
        ("halvorson", "halvorsen"), ("halverson", "halvorsen"), ("brandis", "brandys"),
        ("oleary", "o'leary"), ("rosalynd", "rosalind"),
    ],
)  # fmt: skip
def test_one_near_name(names: MistypedNames, word: str, name: str) -> None:
    """One letter wrong, or two in a long name."""
    assert _meant(names, word) == _meant(names, word, anywhere=True) == name


@pytest.mark.parametrize(
    "word",
    [
        # Another name is as near; far from all; too short; spelled right; light; a title.
        "johsson", "zyxwvut", "lazu", "gerhard", "about", "professor", "",
        # Somebody talks about what is spelled almost so.
        "djanko",
    ],
)  # fmt: skip
def test_nobody_is_meant(names: MistypedNames, word: str) -> None:
    """What can be something else is left as it is."""
    assert _meant(names, word) == ""


def test_the_first_letter(names: MistypedNames) -> None:
    """Berlin may be a place; but if it is asked what Berlin said, it is a name."""
    assert _meant(names, "berlin") == "merlin"
    assert _meant(names, "berlin", anywhere=True) == ""


@pytest.mark.parametrize(
    ("word", "said", "name"),
    [("gerhart", 1, ""), ("o'leery", 1, "o'leary"), ("o'leery", 2, "o'leary"), ("o'leery", 3, "")],
)
def test_what_is_said(names: MistypedNames, word: str, said: int, name: str) -> None:
    """A word that is said is no misspelled name, unless it is a rare error of transcribers."""
    assert _meant(names, word, said) == name
