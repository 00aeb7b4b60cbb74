"""A person whom a question names is a speaker first; a word that is a name, too, stays a word."""

from pathlib import Path

import pytest

from corpus.model import Participant, Program, Turn
from index.update.update import write_programs
from searcher.archive import Archive

FILLER = "We had a long drive and the weather was fine that day."
PEOPLE = {
    "ship": ["Gerhard Lazo", "Jerod Sand"],
    "court": ["Justice Elena Kagen", "Dr. Ida Halvorsen"],
    "garden": ["Mark Rust", "May Lund"],
    "other": ["Ann Lee"],
}
SAID = {
    "ship": [
        (1, "Gerhard always told me that backups matter, and Gerhard was right about backups."),
        (0, "We copy the database every night and keep seven backups of it."),
        (1, "And what else do you copy there, if I may ask?"),
        (0, FILLER),
    ],
    "court": [
        (1, "Kagen wrote about patents, and patents are what Kagen knows, says Halvorsen."),
        (0, "A law on patents should say plainly what is owned."),
        (1, "Cramps come with that drug in the first weeks."),
        (0, "Halvorsen told us of cramps, and cramps are what Halvorsen treats."),
    ],
    "garden": [
        (0, FILLER),
        (1, "Rust is on the roses, and rust spreads in a wet summer; rust is a fungus."),
        (0, "They are mine, and I water them."),
        *[(1, "Rust again on the leaves, and more rust to come, I fear.")] * 8,
    ],
    # Elsewhere nobody says any of it.
    "other": [(0, FILLER)] * 60,
}


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Three talks in which people say one another's names."""
    directory: Path = tmp_path_factory.mktemp("named")
    programs = []
    for name, said in SAID.items():
        people = PEOPLE[name]
        turns = tuple(
            Turn(number, people[who], people[who], text)
            for number, (who, text) in enumerate(said, start=1)
        )
        participants = tuple(Participant(one, (one,)) for one in people)
        programs.append(Program(name, "A talk", name, "f", participants=participants, turns=turns))
    write_programs(directory, programs)
    return Archive.open(directory)


@pytest.mark.parametrize(
    ("typed", "program", "turn"),
    [
        ("what did Gerhard say about backups", "ship", 2),
        ("what did gerhard say about backups?", "ship", 2),
        ("what did Gerhart say about backups", "ship", 2),
        ("what did G. Lazo say about backups", "ship", 2),
        ("Gerhard Lazo on backups", "ship", 2),
        ("gerhard on backups", "ship", 2),
        ("according to Gerhard, how many backups", "ship", 2),
        ("what did Justice Kagen think about patents", "court", 2),
        ("Kagen's opinion on patents", "court", 2),
        ("did Dr. Halvorsen mention cramps", "court", 3),
    ],
)
def test_who_is_named_comes_first(talks: Archive, typed: str, program: str, turn: int) -> None:
    """Their turns on the subject come before the turns of others that say their name."""
    quote = talks.search(typed).quotes[0]
    assert (quote.program.id, quote.turn.number) == (program, turn)


@pytest.mark.parametrize(
    "typed",
    [
        "what is rust on roses",
        "Rust on roses",
        "how does Rust spread on roses",
        "will rust spread on the roses",
        "what may rust do to the roses",
    ],
)
def test_a_word_that_is_a_name_stays_a_word(talks: Archive, typed: str) -> None:
    """Mark Rust says nothing of rust: who says it comes first."""
    assert talks.search(typed).quotes[0].turn.speaker == "May Lund"


def test_of_two_people_the_one_who_is_meant(talks: Archive) -> None:
    """By capital letters and place, `May` is somebody, and `may` is a word."""
    named = talks.search("what did May say about roses", explain=True).quotes[0]
    assert named.turn.speaker == "May Lund"
    parts = [part for part, _ in named.explanation]
    assert "speaker is named in the search" in parts
    word = talks.search("what may happen to the roses", explain=True)
    assert not any("named" in part for quote in word for part, _ in quote.explanation)


@pytest.mark.parametrize(
    ("typed", "words", "name"),
    [
        ("what did Gerhart say about backups", "gerhart", "Gerhard Lazo"),
        ("what did Gerhart Lazo say about backups", "gerhart", "Gerhard Lazo"),
        ("Does anyone agree with Gerhart about backups", "gerhart", "Gerhard Lazo"),
        ("what did Mr. Halverson say about cramps", "halverson", "Dr. Ida Halvorsen"),
        ("what is Gerhart's opinion on backups", "gerhart's", "Gerhard Lazo"),
        ('what did "Gerhart" say about backups', "gerhart", "Gerhard Lazo"),
        ("gerhart on backups", "gerhart", "Gerhard Lazo"),
    ],
)
def test_a_misspelled_name_is_said_to_be_one(
    talks: Archive, typed: str, words: str, name: str
) -> None:
    """The speaker is named in a hint, and nothing is suggested for the word."""
    found = talks.search(typed)
    (hint,) = (hint for hint in found.hints if hint.kind == "named")
    assert (hint.typed, hint.near) == (words, name)
    assert hint.count == talks.search(hint.search).total > 0
    assert all(words not in near.asked for near in found.suggestions)
    assert found.quotes[0].turn.speaker == name


def test_a_first_name_that_nobody_has(talks: Archive) -> None:
    """Beside a surname it does not count, unless it is a word that is said."""
    quote = talks.search("what did Gerolf Lazo say about backups").quotes[0]
    assert (quote.program.id, quote.turn.number) == ("ship", 2)


@pytest.mark.parametrize(
    "typed",
    ["what did the weather say about backups", "how do wetter backups work", "Backups in Zyxwv?",
     "what did Gerhard say about backups", "what did gerolf say about backups"],
)  # fmt: skip
def test_nobody_is_taken_for_a_speaker(talks: Archive, typed: str) -> None:
    """Words that are said, names that are right, and what is near to no name."""
    assert all(hint.kind != "named" for hint in talks.search(typed).hints)
