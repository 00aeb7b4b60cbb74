"""`searcher watch`: what it prints, and how it ends."""

import importlib.util
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

import searcher
from index.library.check import check
from index.library.file_names import LOCK
from index.library.library import Library
from index.lock import WriteLock
from index.update.update import update
from tests.conftest import REPOSITORY, Run

TALK = "Ann: Who keeps the orchard?\n\nBo: My aunt does.\n\nAnn: Really?\n\nBo: Yes.\n"
#: Seconds after which a line that does not come is a fault.
LIMIT = 60


class Watch:
    """The command in a process of its own, whose lines are waited for."""

    def __init__(self, *arguments: str | Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "searcher", "watch", *map(str, arguments)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=REPOSITORY,
        )  # fmt: skip
        self._readers: list[threading.Thread] = []
        assert self.process.stdout
        assert self.process.stderr
        self.out = self._lines(self.process.stdout)
        self.err = self._lines(self.process.stderr)

    def _lines(self, stream: IO[str]) -> "queue.Queue[str]":
        lines: queue.Queue[str] = queue.Queue()

        def read() -> None:
            with stream:
                for line in stream:
                    lines.put(line)

        self._readers.append(threading.Thread(target=read))
        self._readers[-1].start()
        return lines

    def quote(self) -> dict[str, Any]:
        """The next line of JSON."""
        return dict(json.loads(self.out.get(timeout=LIMIT)))

    def said(self, words: str) -> str:
        """The next line on standard error with some words."""
        while words not in (line := self.err.get(timeout=LIMIT)):
            pass
        return line

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal; the exit status."""
        self.process.send_signal(number)
        status = self.process.wait(LIMIT)
        for reader in self._readers:
            reader.join()
        return status


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """A folder with a transcript."""
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "a.txt").write_text(TALK)
    return tmp_path / "talks"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Where the index is, or will be."""
    return tmp_path / "index"


@pytest.fixture
def started() -> Iterator[list[Watch]]:
    """The processes of a test, which end with it."""
    watches: list[Watch] = []
    yield watches
    for watch in watches:
        watch.end(signal.SIGTERM)


def _write(path: Path, text: str) -> None:
    """Write a file as editors do."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text)
    part.replace(path)


def _programs(index: Path) -> list[str]:
    with Library.open(index) as library:
        return sorted(entry.program.id for entry in library.entries())


@pytest.mark.slow
def test_new_matches_are_told_once(talks: Path, index: Path, started: list[Watch]) -> None:
    """By content: added, moved, removed, added again, beside a file that cannot be read."""
    update(index, [talks])
    with searcher.open(index) as archive:
        archive.save("mine", "quince")
    watch = Watch("--alert", "orchard", "--alert", "orchard speaker:bo", "--saved", "mine",
                  "--json", "--index", index)  # fmt: skip
    started.append(watch)
    assert str(talks) in watch.said("watching")
    _write(talks / "b.txt", TALK.replace("My aunt", "The orchard of my aunt"))
    found = [watch.quote() for _ in range(3)]
    assert [(one["type"], one["search"], one["program"]["id"], one["turn"]["number"])
            for one in found] == [
        ("alert", "orchard", "b", 1), ("alert", "orchard", "b", 2),
        ("alert", "orchard speaker:bo", "b", 2),
    ]  # fmt: skip
    (talks / "b.txt").rename(talks / "c.txt")
    watch.said("moved")
    (talks / "bad.json").write_text("{")
    watch.said("bad.json")
    (talks / "c.txt").unlink()
    watch.said("its file is gone")
    (talks / "sub").mkdir()
    _write(talks / "sub" / "d.txt", "Ann: Is there a quince?\n\nBo: No.\n\n" * 2 + "Ann: Oh.\n")
    assert [(one["search"], one["program"]["id"]) for one in (watch.quote(), watch.quote())] == [
        ("mine", "sub/d")
    ] * 2
    (talks / "a.txt").unlink()
    watch.said("its file is gone")
    assert watch.end() == 0
    assert watch.out.empty()
    assert _programs(index) == ["sub/d"]
    with searcher.open(index) as archive, archive.news() as news:
        assert news.total == 0, "the saved search has told it"


@pytest.mark.slow
def test_lines_for_people(talks: Path, index: Path, started: list[Watch]) -> None:
    """The quotes alone are on standard output; without an index one is made."""
    watch = Watch(talks, "--alert", "orchard", "--index", index)
    started.append(watch)
    assert "1 program, 4 turns added" in watch.said("program")
    watch.said("watching")
    _write(talks / "b.txt", TALK.replace("My aunt", "The \x1b[31m orchard of my aunt"))
    assert "orchard: 2 new quotes" in watch.said("new quote")
    assert watch.out.get(timeout=LIMIT) == "b:1: Ann: Who keeps the orchard?\n"
    assert watch.out.get(timeout=LIMIT) == "b:2: Bo: The ␛[31m orchard of my aunt does.\n"


@pytest.mark.slow
def test_a_folder_that_vanishes(talks: Path, index: Path, started: list[Watch]) -> None:
    """Its programs stay, and it is followed again when it is there again."""
    watch = Watch(talks, "--alert", "orchard", "--json", "--index", index)
    started.append(watch)
    watch.said("watching")
    talks.rename(talks.with_name("away"))
    watch.said("it is not there, and the index has 1 file from there")
    assert _programs(index) == ["a"]
    talks.with_name("away").rename(talks)
    _write(talks / "b.txt", TALK.replace("My aunt", "My niece"))
    assert watch.quote()["program"]["id"] == "b"
    _write(talks / "c.txt", TALK.replace("My aunt", "My son"))
    assert watch.quote()["program"]["id"] == "c"
    assert watch.end() == 0


@pytest.mark.slow
def test_another_program_that_writes(talks: Path, index: Path, started: list[Watch]) -> None:
    """It is waited for, and a signal ends that, too."""
    watch = Watch(talks, "--alert", "orchard", "--json", "--index", index)
    started.append(watch)
    watch.said("watching")
    lock = WriteLock(index / LOCK)
    lock.acquire(LIMIT)
    _write(talks / "b.txt", TALK.replace("My aunt", "My niece"))
    watch.said("waiting for it")
    lock.release()
    assert watch.quote()["program"]["id"] == "b"
    lock.acquire(LIMIT)
    _write(talks / "c.txt", TALK.replace("My aunt", "My son"))
    watch.said("waiting for it")
    assert watch.end(signal.SIGINT) == 0
    lock.release()
    assert not check(index).broken


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_it(name: str, talks: Path, index: Path, started: list[Watch]) -> None:
    """With status 0 and a whole index."""
    watch = Watch(talks, "--index", index)
    started.append(watch)
    watch.said("watching")
    assert watch.end(getattr(signal, name)) == 0
    assert not check(index).broken


@pytest.mark.slow
def test_a_closed_pipe_ends_it(talks: Path, index: Path) -> None:
    """At once, also where nothing is to be told."""
    with subprocess.Popen(
        [sys.executable, "-m", "searcher", "watch", str(talks), "--alert", "x", "--index", index],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=REPOSITORY,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        while "watching" not in process.stderr.readline():
            pass
        process.stdout.close()
        assert process.wait(LIMIT) == 0
        assert process.stderr.read() == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["none/where"], "there is no such file or folder"),
        (["dust"], "To search for these words: searcher search watch dust"),
        (["-"], "standard input does not change"),
        ([".", "--alert", "(orchard"], "(orchard"),
        (["--saved", "mine"], "there is no index here"),
        ([], "there is no index here"),
        ([".", "--lang", "nope"], "no known language"),
        ([".", "--engine", "opensearch+http://x/y"], "reads the files of an index on this machine"),
    ],
)
def test_what_is_typed_wrong(arguments: list[str], told: str, index: Path, run: Run) -> None:
    """Status 2, and no index is made."""
    done = run("watch", *arguments, "--index", index)
    assert (done.status, done.out, told in done.err) == (2, "", True), done.err
    assert not index.exists()


def test_without_the_extra(talks: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says how to install it; the help is there."""
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "watchfiles" else found(name)
    )
    done = run("watch", talks)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "pip install 'transcript-searcher[watch]'" in done.err
    assert run("watch", "--help").status == 0
