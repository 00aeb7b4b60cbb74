"""Errors of the system at every call of a change, made by strace outside of the process.

The layer of `errors` sees the calls of Python; this sees those of the system, in all threads
and workers. It is left out where strace is not installed.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.faults.outcome import Outcome, Tries
from tests.faults.stages import (
    IS_LINUX,
    Ended,
    Stage,
    a_correction,
    an_update,
    judged,
    places,
    prepared,
    spread,
)

REPOSITORY = Path(__file__).resolve().parents[2]
CALLS = "openat,write,fsync,rename,unlink,mkdir,mmap,close,ftruncate,flock,getdents64,read"
ERRORS = ("ENOSPC", "EIO", "EMFILE", "EACCES", "ENOMEM")

_LINE = re.compile(r"(?:\d+ +)?(?P<name>\w+)\((?P<rest>.*)")


class Place(NamedTuple):
    """A call on the index: what is called, and how often it was called before, and this time."""

    name: str
    number: int


def tries(*, short: bool) -> Tries:
    """An error at each call of an update and of a correction; the kinds take turns."""
    for make in (an_update, a_correction):
        name = make.__name__.partition("_")[2]
        if not IS_LINUX or shutil.which("strace") is None:
            yield f"errors by strace: {name}", "not tried here: strace is not installed"
            continue
        with places() as root:
            stage = prepared(make, root)
            found = list(_places(stage))
            for number in spread(range(len(found)), 2 if short else None):
                error = ERRORS[number % len(ERRORS)]
                yield f"{error} by strace: {name}", _one(stage, found[number], error)


def _strace(stage: Stage, directory: Path, *options: str) -> Ended:
    """Make the change under strace, in a process whose calls are always the same."""
    command = [sys.executable, "-c", "import sys; from searcher.cli import main; main()"]
    traced = ["strace", "-f", "-y", "-o", str(stage.root / "log")]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*traced, *options, *command, *stage.command(directory)],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=120,
    )
    return Ended(done.returncode, done.stdout + done.stderr)


def _places(stage: Stage) -> Iterator[Place]:
    """The calls of the main thread on the index."""
    directory = stage.copy("try")
    ended = _strace(stage, directory, "-e", f"trace={CALLS}")
    assert ended.status == 0, ended
    lines = (stage.root / "log").read_text("utf-8", "replace").splitlines()
    main = lines[0].split()[0]
    counts: Counter[str] = Counter()
    for line in lines:
        if line.split()[0] != main or not (called := _LINE.match(line)):
            continue
        counts[called["name"]] += 1
        if str(directory) in called["rest"]:
            yield Place(called["name"], counts[called["name"]])


def _one(stage: Stage, place: Place, error: str) -> Outcome:
    directory = stage.copy("try")
    inject = f"inject={place.name}:error={error}:when={place.number}"
    ended = _strace(stage, directory, "-e", f"trace={place.name}", "-e", inject)
    what = f"{error} at {place.name} {place.number} by strace"
    return judged(stage, directory, ended, what, again=True)
