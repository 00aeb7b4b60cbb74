"""Corrections of words survive whatever becomes of the files and of the programs that write."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import searcher
from corpus.model import Program
from index.errors import IndexProblem
from index.library.check import check
from index.library.manifest import UNCORRECTED, Manifest
from index.update.repair import repair
from index.update.update import update
from index.word_corrections.corrections import WordCorrectionsFile
from searcher.engines.corrected import State
from tests.conftest import REPOSITORY, Run

Talk = list[tuple[str, str]]


def _write(path: Path, talk: Talk) -> None:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("\n\n".join(f"{who}: {said}" for who, said in talk) + "\n")


@pytest.fixture
def talk(sample_programs: list[Program]) -> Talk:
    """A sample, as labels and texts."""
    (program,) = [one for one in sample_programs if one.id == "m-protein"]
    return [(turn.label or "A", " ".join(turn.text.split())) for turn in program.turns]


@pytest.fixture
def index(talk: Talk, tmp_path: Path) -> Path:
    """An index of two talks, in the first of which words were corrected."""
    _write(tmp_path / "talks" / "first.txt", talk)
    _write(tmp_path / "talks" / "second.txt", [("Ann", "A protein of yours."), ("Bo", "No.")])
    update(tmp_path / "index", [tmp_path / "talks"])
    with searcher.open(tmp_path / "index") as archive:
        places = archive.misheard("protein", "Proteyn", program="first")
        assert len(archive.correct(*places)) == len(places) > 10
    return tmp_path / "index"


def _made(index: Path) -> list[tuple[str, int]]:
    with searcher.open(index) as archive:
        found = archive.corrections()
    return [
        (one.program.id, one.turn.number)
        for one in found
        if one.state == State.MADE and one.program is not None and one.turn is not None
    ]


def test_where_it_is_indexed_again(index: Path, talk: Talk, tmp_path: Path) -> None:
    """A file that is touched, that gets another turn, that is read from another folder."""
    before = _made(index)
    os.utime(tmp_path / "talks" / "first.txt", (1, 1))
    update(index, [tmp_path / "talks"])
    assert _made(index) == before
    _write(tmp_path / "talks" / "first.txt", [("Cy", "Welcome to all of you."), *talk])
    update(index, [tmp_path / "talks"])
    assert _made(index) == [(program, turn + 1) for program, turn in before]
    (tmp_path / "talks").rename(tmp_path / "moved")
    update(index, [tmp_path / "moved"], prune=True)
    assert len(_made(index)) == len(before)
    (tmp_path / "moved" / "first.txt").rename(tmp_path / "moved" / "renamed.txt")
    update(index, [tmp_path / "moved"])
    assert {program for program, _ in _made(index)} == {"renamed"}
    with searcher.open(index) as archive:
        assert archive.search("proteyn", program="renamed").total == 10
        assert archive.search('"protein"', program="renamed").total == 10
    assert check(index).broken == ()


def test_another_transcription(index: Path, talk: Talk, tmp_path: Path) -> None:
    """One word in twenty is another one: most are made again, and none at a wrong place."""
    chance = random.Random(3)
    again = []
    for who, said in talk:
        words = said.split()
        for place in range(len(words)):
            if chance.random() < 0.05:
                words[place] = chance.choice(["um", words[place][::-1], "", "the other"])
        again.append((who, " ".join(filter(None, words)) or "Hm."))
    before = _made(index)
    _write(tmp_path / "talks" / "first.txt", again)
    update(index, [tmp_path / "talks"])
    after = _made(index)
    assert len(after) > 0.8 * len(before)
    assert set(after) <= set(before)
    with searcher.open(index) as archive:
        for one in archive.corrections():
            if one.turn is not None and one.words is not None:
                assert one.words.source.casefold() == "protein"
                assert again[one.turn.number - 1][0] == talk[one.turn.number - 1][0]


def test_what_is_gone_comes_back(index: Path, talk: Talk, tmp_path: Path) -> None:
    """A correction whose words are gone is kept, and listed as gone."""
    before = _made(index)
    _write(tmp_path / "talks" / "first.txt", [("Ann", "Something else."), ("Bo", "Indeed.")])
    update(index, [tmp_path / "talks"])
    with searcher.open(index) as archive:
        assert {one.state for one in archive.corrections()} == {State.GONE}
        assert {one.wrong.casefold() for one in archive.corrections()} == {"protein"}
    assert update(index, [tmp_path / "talks"]).unchanged == 2
    _write(tmp_path / "talks" / "first.txt", talk)
    update(index, [tmp_path / "talks"])
    assert _made(index) == before


def test_another_name_of_the_speaker(index: Path, run: Run) -> None:
    """Neither takes the other away."""
    before = _made(index)
    with searcher.open(index) as archive:
        name = archive.speakers()[0].name
    assert run("speakers", "rename", name, "Somebody New", "--index", index).status == 0
    assert _made(index) == before
    with searcher.open(index) as archive:
        assert archive.search("proteyn", speaker="somebody").total > 0


def test_a_repair(index: Path) -> None:
    """Without a segment, without the words of the files, without the manifest."""
    before = _made(index)
    manifest = Manifest.read(index)
    assert manifest.corrected.segment is not None
    (index / manifest.corrected.segment.name).write_bytes(b"")
    assert len(check(index).broken) == 1
    repair(index)
    assert _made(index) == before
    for name in ("manifest.json", max(manifest.segments, key=lambda one: one.left).name):
        (index / name).write_bytes(b"{")
        repair(index)
        assert (_made(index), check(index).broken) == (before, ())
    with searcher.open(index) as archive:
        archive.uncorrect(*[one.number for one in archive.corrections()])
    assert Manifest.read(index).corrected == UNCORRECTED


def _process(code: str, *arguments: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL)


_CORRECT = """
import sys, searcher
index, first, last = sys.argv[1:]
for number in range(int(first), int(last)):
    with searcher.open(index) as archive:
        archive.correct(*archive.misheard(f"word{number}", f"right{number}"))
"""


@pytest.fixture
def numbered(tmp_path: Path) -> Path:
    """An index of a talk with many words that can be corrected."""
    talk = [("Ann" if n % 2 else "Bo", f"It is word{n} and nothing else {n}.") for n in range(60)]
    _write(tmp_path / "many.txt", talk)
    update(tmp_path / "many", [tmp_path / "many.txt"])
    return tmp_path / "many"


@pytest.mark.slow
def test_two_at_once(numbered: Path) -> None:
    """No correction is lost, and no number is given twice."""
    processes = [_process(_CORRECT, numbered, n, n + 8) for n in (0, 20)]
    assert [process.wait() for process in processes] == [0, 0]
    kept, last = WordCorrectionsFile(numbered).kept()
    assert (len(kept), last, len({one.number for one in kept})) == (16, 16, 16)
    assert len(_made(numbered)) == 16
    with searcher.open(numbered) as archive:
        assert archive.search('"right3" OR "right25"').total == 2


@pytest.mark.slow
def test_kills(numbered: Path) -> None:
    """After each of them the index is whole, and has what the file says or gets it."""
    chance = random.Random(5)
    for number in range(25):
        before = len(WordCorrectionsFile(numbered).kept().corrections)
        process = _process(_CORRECT, numbered, number, number + 1)
        time.sleep(0.25 + 0.25 * chance.random())
        process.send_signal(signal.SIGKILL)
        process.wait()
        after = len(WordCorrectionsFile(numbered).kept().corrections)
        assert after in (before, before + 1)
        assert check(numbered).broken == ()
        with searcher.open(numbered) as archive:
            states = {one.state for one in archive.corrections()}
        assert states <= {State.MADE, State.WAITING}
    update(numbered, [numbered.parent / "many.txt"])
    assert len(_made(numbered)) == len(WordCorrectionsFile(numbered).kept().corrections)


def test_nothing_is_kept_of_what_cannot_be_written(
    numbered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a correction nor an undoing comes into the index later."""

    def fail(*_: object) -> None:
        raise IndexProblem("x", "the disk is full", "make room")

    def refused(call: Callable[[], object]) -> None:
        kept = WordCorrectionsFile(numbered).kept().corrections
        with monkeypatch.context() as broken:
            broken.setattr(Manifest, "write", fail)
            with pytest.raises(IndexProblem):
                call()
        assert WordCorrectionsFile(numbered).kept().corrections == kept

    with searcher.open(numbered) as archive:
        places = archive.misheard("word3", "right3")
        refused(lambda: archive.correct(*places))
        assert archive.search("right3").total == 0
        (made,) = archive.correct(*places)
        refused(lambda: archive.uncorrect(made.number))
        assert archive.search("right3").total == 1
