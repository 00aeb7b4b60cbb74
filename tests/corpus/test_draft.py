"""What a reader fills and a draft has no field for reaches the program and its turns."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus import load, sniff
from corpus.draft import Draft, DraftTurn
from corpus.metadata import front_matter
from corpus.model import Program, Turn
from corpus.source import Source


@dataclass(frozen=True, slots=True)
class MoodyTurn(Turn):
    """A turn with an attribute more."""

    mood: str | None = None


@dataclass(frozen=True, slots=True)
class Dialectal(Program):
    """A program with an attribute more."""

    language_variety: str | None = None


def test_other_attributes_are_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the turn and of the program, each by its name in the model; one not given is None."""

    class Reader:
        @staticmethod
        def read(_: Source) -> list[Draft]:
            cold = DraftTurn("Ann", ["It is cold."], attributes={"mood": "cross"})
            draft = Draft([cold, DraftTurn("Ben", ["It is."])])
            front_matter.apply(draft, {"dialect": "Northern", "title": "Cold"})
            front_matter.apply(draft, {"dialect": "Southern", "title": "Warm"})
            return [draft]

    monkeypatch.setattr(sniff, "choose", lambda _: ("labelled", Reader))
    monkeypatch.setattr(load, "Turn", MoodyTurn)
    monkeypatch.setattr(load, "Program", Dialectal)
    monkeypatch.setitem(front_matter.FIELDS, "dialect", "language_variety")
    path = tmp_path / "cold.txt"
    path.write_text("Ann: It is cold.")
    (file,) = load.find([path])
    (program,) = load.read(file)
    assert isinstance(program, Dialectal)
    assert (program.title, program.language_variety) == ("Cold", "Northern")
    moods = [(turn.speaker, turn.mood) for turn in program.turns if isinstance(turn, MoodyTurn)]
    assert moods == [("Ann", "cross"), ("Ben", None)]
