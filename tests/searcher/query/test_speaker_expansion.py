"""The turns of a person who is named exactly: of nobody whose name only has the same words."""

from pathlib import Path

import pytest

import searcher
from corpus.model import WITHHELD, Participant, Program, Turn
from index.correction.corrector import Corrector
from index.update.update import update, write_programs
from searcher.archive import Archive
from searcher.concordance.counts.by import By

TALKS = {
    "one": ("Greg", "Greg Foster", "Speaker 1", "Ann Lee"),
    "two": ("GREG", "Greg Allen", "Speaker 1", "Mary Ann Lee"),
    "three": ("Foster Greg", "Ann", "Lee", "Greg"),
}


def a_talk(name: str, people: tuple[str, ...]) -> Program:
    """A program in which each of some people speaks twice."""
    turns = [
        Turn(number, label, label, f"We mended the wall {number} times.")
        for number, label in enumerate((*people, *people), 1)
    ]
    named = tuple(Participant(one, (one,)) for one in people)
    path = f"/talks/{name}.md"
    return Program(name, f"Talk {name}", path, "test", participants=named, turns=tuple(turns))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of people whose names have the same words."""
    write_programs(tmp_path, [a_talk(*each) for each in TALKS.items()])
    return tmp_path


def check(archive: Archive) -> None:
    """Everybody who is listed has the turns of this name, and nobody else's."""
    people = archive.speakers()
    assert len(people) > 8
    for person in people:
        expected = {
            (entry.program.id, turn.number)
            for entry in archive.programs()
            if person.program in (None, entry.program.id)
            and (program := archive.program(entry.program.id))
            for turn in program.turns
            if turn.speaker == person.name
        }
        filters = searcher.Filters(speaker=f"={person.name}", program=person.program)
        found = archive.search("wall", filters=filters, limit=100, copies=True)
        assert {(quote.program.id, quote.turn.number) for quote in found} == expected
        assert found.total == len(expected) == person.turns


def test_a_name_is_one_person(folder: Path) -> None:
    """Without the sign all of the words are enough."""
    with searcher.open(folder) as archive:
        check(archive)
        assert archive.search("wall", speaker="Greg").total == 12
        assert archive.search("wall", speaker="=Foster").total == 0
        assert archive.search("wall", speaker="=").total == 0
        both = archive.search("wall", speaker=["=Greg Allen", "Foster"])
        assert both.total == 6


def test_the_registry_names_people(folder: Path) -> None:
    """A person who was renamed, merged or split by hand is found under the new name only."""
    with Corrector(folder) as corrector:
        corrector.rename("Speaker 1", "Bo Ek", "two")
        corrector.merge("Greg Foster", "Foster Greg")
    with searcher.open(folder) as archive:
        check(archive)
        assert archive.search("wall", speaker="=Bo Ek").total == 2
        assert archive.search("wall", speaker="=Greg Foster").total == 4
        assert archive.search("wall", speaker="=Foster Greg").total == 0


def test_turns_that_are_gone(tmp_path: Path) -> None:
    """What was removed, or is withheld, is no turn of anybody, with a search and without one."""
    talks, index = tmp_path / "talks", tmp_path / "index"
    talks.mkdir()
    for number in range(12):
        said = f"**Ann Lee:** We mended wall {number}.\n\n**Bo Ek:** And the roof.\n\n"
        (talks / f"talk-{number}.md").write_text(f"{said}**Cy Dow:** Yes.\n")
    update(index, [talks], workers=1)
    (talks / "talk-3.md").unlink()
    (index / "speakers.toml").write_text('[[speaker]]\nname = "Cy Dow"\nrestricted = true\n')
    (talks / "talk-4.md").write_text("**Ann Lee:** We mended it.\n\n**Bo Ek:** No.\n")
    update(index, [talks], workers=1)
    (talks / "talk-5.md").unlink()
    update(index, [talks], workers=1)
    with searcher.open(index) as archive:
        for name, turns in (("Ann Lee", 10), ("Bo Ek", 10), ("Cy Dow", 0), (WITHHELD, 0)):
            found = archive.search("NOT zzz", speaker=f"={name}", limit=50, copies=True)
            assert (found.total, len(found)) == (turns, turns)
            assert {"talk-3", "talk-5"}.isdisjoint(quote.program.id for quote in found)
            for by in (By.PROGRAM, By.SPEAKER, By.YEAR):
                assert archive.talk_share(by, speaker=f"={name}").total.turns == turns


@pytest.mark.parametrize("typed", ["speaker:tr*", "speaker:zz*", 'speaker:"zz* lee"', "role:zz*"])
def test_a_pattern_of_no_word_is_nobody(typed: str, folder: Path) -> None:
    """Also where names of one person were found to be linked, or were corrected."""
    people = (Participant("Ann Lee", ("A",)), Participant("Dr. Lee", ("MS. LEE",)))
    turns = (Turn(1, "A", "Ann Lee", "The wall."), Turn(2, "MS. LEE", "Dr. Lee", "The wall."))
    linked = Program("four", "Four", "/talks/four.md", "test", participants=people, turns=turns)
    write_programs(folder, [linked])
    with Corrector(folder) as corrector:
        corrector.rename("Speaker 1", "Bo Ek", "two")
        corrector.role("Bo Ek", "mason")
    with searcher.open(folder) as archive:
        assert archive.search(typed).total == 0
