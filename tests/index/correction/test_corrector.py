"""Corrections in any order, compared with a plain model of who is who."""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.correction.corrector import Corrector
from index.errors import CorrectionRefused
from index.library.library import Library
from index.update.update import update
from searcher.archive import Archive

#: A program's id and a label in it.
Pair = tuple[str, str]

PROGRAMS = {
    "one": ("MS. TRAN", "MR. POE", "Q", "A", "Speaker 1"),
    "two": ("MS. ROWE", "MR. POE", "Q", "A", "Host"),
    "three": ("Bo Lund", "MS. ROWE", "Q", "Host", "Speaker 1"),
}
GENERIC = {"Q", "A", "Host", "Speaker 1"}
SEEDS = range(12)
STEPS = 25


@dataclass(eq=False)
class Person:
    """Somebody in the model; a voice of one recording has no name."""

    name: str | None
    pairs: set[Pair]

    @property
    def shown(self) -> str:
        """The name as it is listed."""
        if self.name is not None:
            return self.name
        ((program, label),) = self.pairs
        return f"{label} in {program.title()}"


class Model:
    """Each pair of a program and a label belongs to one person."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        for program, labels in PROGRAMS.items():
            for label in labels:
                self.add({(program, label)}, label)

    def add(self, pairs: set[Pair], label: str) -> None:
        """Somebody of their own; a real name is one person's in all programs."""
        if label in GENERIC:
            self.people += [Person(None, {pair}) for pair in pairs]
            return
        known = next((person for person in self.people if person.name == label), None)
        if known is None:
            self.people.append(Person(label, set(pairs)))
        else:
            known.pairs |= pairs

    def take(self, pairs: set[Pair]) -> None:
        """Take pairs from whoever has them."""
        for person in self.people:
            person.pairs -= pairs
        self.people = [person for person in self.people if person.pairs]

    def merge(self, one: Person, other: Person, program: str | None) -> bool:
        """Join two sets of pairs; False if it is to be refused."""
        pairs = {pair for pair in other.pairs if program in (None, pair[0])}
        if one is other:
            return False
        one.name = one.shown
        self.take(pairs)
        one.pairs |= pairs
        return True

    def rename(self, one: Person, new: str) -> bool:
        """Change the name only; False if it is to be refused."""
        labels = {label for other in self.people if other is not one for _, label in other.pairs}
        if new == one.shown or new in labels or any(new == other.shown for other in self.people):
            return False
        one.name = new
        return True

    def split(self, one: Person, label: str) -> bool:
        """Take the pairs with a label out; False if it is to be refused."""
        pairs = {pair for pair in one.pairs if pair[1] == label}
        if label == one.shown:
            return False
        names = {f"{label} in {p.title()}" for p, _ in pairs} if label in GENERIC else {label}
        left = {other.shown for other in self.people if other.pairs - pairs}
        same = {
            other.shown for other in self.people if {pair[1] for pair in other.pairs} <= {label}
        }
        if names & left and not names & left <= same:
            return False
        self.take(pairs)
        self.add(pairs, label)
        return True

    def names(self) -> dict[Pair, str]:
        """The name of each turn."""
        return {pair: one.name or pair[1] for one in self.people for pair in one.pairs}

    def listed(self) -> dict[str, tuple[int, int]]:
        """The programs and the turns of everybody."""
        return {
            one.shown: (len({program for program, _ in one.pairs}), 2 * len(one.pairs))
            for one in self.people
        }


@pytest.fixture(scope="module")
def transcripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three transcripts in which each label has two turns."""
    folder = tmp_path_factory.mktemp("programs")
    for program, labels in PROGRAMS.items():
        lines = (f"{label}: The words of {program} {n}." for n, label in enumerate(labels * 2))
        (folder / f"{program}.txt").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture
def directory(transcripts: Path, tmp_path: Path) -> Path:
    """An index of them."""
    update(tmp_path / "index", [transcripts], workers=1)
    return tmp_path / "index"


def names(directory: Path) -> dict[Pair, str]:
    """The name of each turn, by its program and its label."""
    with Library.open(directory) as library:
        turns = [library.turn(document) for document in range(library.size)]
    return {(program, str(turn.label)): turn.speaker for program, turn in turns}


def listed(directory: Path) -> dict[str, tuple[int, int]]:
    """The programs and the turns of everybody who is listed."""
    with Archive.open(directory) as archive:
        return {
            f"{who.name} in {who.title}" if who.title else who.name: (who.programs, who.turns)
            for who in archive.speakers()
        }


def correct(directory: Path, method: str, *arguments: str | None) -> bool:
    """Whether a correction was made, and was not refused."""
    before = (directory / "speakers.toml").read_bytes() if _has_file(directory) else b""
    try:
        with Corrector(directory) as corrector:
            getattr(corrector, method)(*arguments)
    except CorrectionRefused:
        after = (directory / "speakers.toml").read_bytes() if _has_file(directory) else b""
        assert after == before
        return False
    return True


def _has_file(directory: Path) -> bool:
    return (directory / "speakers.toml").exists()


@pytest.mark.parametrize("seed", SEEDS)
def test_any_corrections(directory: Path, seed: int) -> None:
    """After each of them every turn has the name that the model gives it."""
    drawn, model, done = random.Random(seed), Model(), []
    typed: tuple[str | None, ...]
    program: str | None
    assert names(directory) == model.names()
    for step in range(STEPS):
        one = drawn.choice(model.people)
        name = one.shown
        voices = sorted(f"{label} in {p.title()}" for p, label in one.pairs if label in GENERIC)
        if voices and drawn.random() < 0.3:
            # Where a voice is merged, its name still stands for the person.
            name = drawn.choice(voices)
            if any(name == other.shown for other in model.people if other is not one):
                name = one.shown
        kind = drawn.choice(["merge", "merge in", "rename", "rename in", "split", "split", "role"])
        if kind == "role":
            typed = (name, "guest", None)
            expected, one.name = True, one.shown
            made = correct(directory, "role", *typed)
        elif kind == "rename in":
            program, new = drawn.choice(sorted(one.pairs))[0], f"Name {step}"
            typed = (one.shown, new, program)
            pairs = {pair for pair in one.pairs if pair[0] == program}
            model.take(pairs)
            model.people.append(Person(new, pairs))
            expected, made = True, correct(directory, "rename", *typed)
        elif kind.startswith("merge"):
            other = drawn.choice(model.people)
            program = drawn.choice(sorted(other.pairs))[0] if kind == "merge in" else None
            typed = (name, other.shown, program)
            expected = model.merge(one, other, program)
            made = correct(directory, "merge", *typed)
        elif kind == "rename":
            new = drawn.choice(["Zed Orr", f"Name {step}", "MR. POE", "Q in One", "Host"])
            typed = (name, new, None)
            expected = model.rename(one, new)
            made = correct(directory, "rename", *typed)
        else:
            label = drawn.choice(sorted(one.pairs))[1]
            if one.name is None:
                continue
            typed = (name, label, None)
            expected = model.split(one, label)
            made = correct(directory, "split", *typed)
        done.append((kind, *typed, expected))
        assert made == expected, str(done)
        assert names(directory) == model.names(), str(done)
        assert listed(directory) == model.listed(), str(done)
    assert names(directory) != Model().names()
