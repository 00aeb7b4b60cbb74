"""Readers beside a writer: each answer is of one state, and of none before the last one seen.

Each commit writes one number into every program. An answer with two numbers is of two states.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from index.library.library import Library
from index.update.update import update
from searcher.archive import Archive
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import places
from tests.faults.state import state

COMMITS = 100
PROGRAMS = 3
#: Readers of each kind.
READERS = 4

#: Reads the numbers that an index holds, again and again.
Read = Callable[[], set[int]]


def write(folder: Path, number: int) -> None:
    """Write a number into every transcript."""
    for program in range(PROGRAMS):
        path = folder / f"{program}.md"
        told = f"**Ann:** In talk {program} the number is n{number}."
        path.write_text(f"{told}\n\n**Ben:** So it is {number}.\n")
        os.utime(path, ns=(number, number))


def tries(*, short: bool) -> Tries:
    """Readers of each kind beside the commits of one writer."""
    commits = 12 if short else COMMITS
    with places() as root:
        folder, directory = root / "talks", root / "index"
        folder.mkdir()
        write(folder, 0)
        update(directory, [folder], workers=1)
        readers = [
            (name, _reader(kind, directory, root / f"{name}-{number}", commits))
            for name, kind in KINDS.items()
            for number in range(1 if short else READERS)
        ]
        for number in range(1, commits + 1):
            write(folder, number)
            update(directory, [folder], workers=1)
        (root / "end").touch()
        for name, (child, printed) in readers:
            _, status = os.waitpid(child, 0)
            row = f"{name} reader beside {commits} commits"
            if os.waitstatus_to_exitcode(status):
                yield row, Outcome(Verdict.CRASHED, printed.read_text()[-600:])
                continue
            for verdict, detail, count in json.loads(printed.read_text()):
                yield row, Outcome(Verdict(verdict), detail, count)
        held = state(directory)
        whole = held is not None and all(f"n{commits}." in texts[0] for texts in held[0].values())
        yield (
            "the writer beside readers",
            Outcome(Verdict.SURVIVED if whole else Verdict.LOST, str(held), commits),
        )


def _numbers(archive: Archive) -> set[int]:
    quotes = archive.search("number", limit=20)
    words = [quote.turn.text.rstrip(".").split()[-1] for quote in quotes]
    assert len(words) == PROGRAMS, words
    return {int(word.removeprefix("n")) for word in words}


def _held(directory: Path) -> Iterator[set[int]]:
    """One archive that stays open, and sees each commit between two searches."""
    with Archive.open(directory) as archive:
        while True:
            yield _numbers(archive)


def _reopened(directory: Path) -> Iterator[set[int]]:
    """An archive that is opened for each search."""
    while True:
        with Archive.open(directory) as archive:
            yield _numbers(archive)


def _pinned(directory: Path) -> Iterator[set[int]]:
    """A state that stays as it was opened, although its files are removed."""
    with Library.open(directory) as library:
        while True:
            texts = [library.turn(number)[1].text for number in library.documents().tolist()]
            assert len(texts) == 2 * PROGRAMS
            yield {int(text.rstrip(".").split()[-1].removeprefix("n")) for text in texts}


def _cold(directory: Path) -> Iterator[set[int]]:
    """The command, started for each search."""
    words = ["search", "number", "--index", str(directory), "--format", "jsonl", "--limit", "20"]
    while True:
        done = subprocess.run(
            [sys.executable, "-m", "searcher", *words], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done
        found = [json.loads(line) for line in done.stdout.splitlines()]
        texts = [row["turn"]["text"] for row in found if row["type"] == "quote"]
        assert len(texts) == PROGRAMS, texts
        yield {int(text.rstrip(".").split()[-1].removeprefix("n")) for text in texts}


KINDS = {"held": _held, "reopened": _reopened, "pinned": _pinned, "cold": _cold}


def _reader(
    kind: Callable[[Path], Iterator[set[int]]], directory: Path, printed: Path, commits: int
) -> tuple[int, Path]:
    """Start a reader, which ends when the writer has ended."""
    child = os.fork()
    if child:
        return child, printed
    status = 1
    try:
        end = directory.parent / "end"
        last = None if kind is _pinned else commits
        printed.write_text(json.dumps(list(_watched(kind(directory), end, last))))
        status = 0
    except BaseException as error:
        printed.write_text(f"{type(error).__name__}: {error}")
    os._exit(status)


def _watched(
    read: Iterator[set[int]], end: Path, commits: int | None
) -> Iterator[tuple[str, str, int]]:
    """The verdict on what a reader reads, until the end and once more after it.

    Args:
        read: what it reads.
        end: a file that is there when the writer has ended.
        commits: the number that it must see then; None if it must never see another.
    """
    last, good = -1, 0
    while True:
        ended = end.exists()
        found = next(read)
        stays = commits is not None or last in (-1, *found)
        sees = commits is None or not ended or commits in found
        if len(found) != 1 or min(found) < last or not stays or not sees:
            yield Verdict.WRONG, f"after {last}: {found}", 1
        else:
            good += 1
        last = min(found)
        if ended:
            break
        time.sleep(0)
    yield Verdict.SURVIVED, "", good
