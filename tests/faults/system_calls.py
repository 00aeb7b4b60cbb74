"""Errors of the system at every call of a change, made by strace outside of the process.

The layer of `errors` sees the calls of Python; this sees those of the system, in all threads
and workers. It is left out where strace is not installed.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.faults.forks import IS_LINUX, Ended, forked
from tests.faults.judge import judged
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import (
    Stage,
    a_correction,
    a_merge,
    a_removal,
    a_repair,
    an_update,
    first_run,
    places,
    prepared,
    same_names,
    spread,
)

STAGES = (an_update, a_correction, first_run, a_merge, a_removal, a_repair)
CALLS = "openat,write,fsync,rename,unlink,mkdir,mmap,close,ftruncate,flock,getdents64,read"
ERRORS = ("ENOSPC", "EIO", "EMFILE", "EACCES", "ENOMEM")

ROW = "errors by strace"

_LINE = re.compile(r"(?:\d+ +)?(?P<name>\w+)\((?P<rest>.*)")
#: The signal on which a process begins with the change; until then it makes no call.
_BEGIN = signal.SIGUSR1


class Place(NamedTuple):
    """A call on the index: what is called, and how often it was called before, and this time."""

    name: str
    number: int


#: How often a call is tried again that was not on the index.
_AGAIN = 5


class NotTraced(Exception):
    """The system lets strace trace nothing."""


def tries(*, short: bool) -> Tries:
    """An error at each call of each change; the kinds take turns."""
    for make in STAGES[:2] if short else STAGES:
        if not IS_LINUX or shutil.which("strace") is None:
            yield ROW, "not tried here: strace is not installed"
            return
        with places() as root:
            stage = prepared(make, root)
            try:
                found = list(_places(stage))
            except NotTraced as error:
                yield ROW, f"not tried here: {error}"
                return
            for number in spread(range(len(found)), 2 if short else None):
                error_name = ERRORS[number % len(ERRORS)]
                row = f"{error_name} by strace: {stage.name}"
                yield row, _one(stage, found[number], error_name)


def _strace(stage: Stage, directory: Path, *options: str) -> Ended:
    """Make the change in a fork of this process that strace is attached to.

    A fork has imported what it needs. So its calls are those of the change, and a try takes a
    tenth of the time of a command.
    """

    @contextlib.contextmanager
    def traced(child: int) -> Iterator[None]:
        command = ["strace", "-f", "-y", "-o", str(stage.root / "log"), *options, "-p", str(child)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr
            said = tracer.stderr.readline().strip()
            if "attached" not in said:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                raise NotTraced(said)
            os.kill(child, _BEGIN)
            yield

    def work() -> int:
        with same_names(stage):
            signal.sigwait([_BEGIN])
            return stage.run(directory)

    # A fork inherits it: the signal waits until it is asked for.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [_BEGIN])
    try:
        return forked(work, stage.root / "printed", limit=120, beside=traced)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
    inject = f"inject={place.name}:error={error}:when={place.number}"
    for _ in range(_AGAIN):
        directory = stage.copy("try")
        ended = _strace(stage, directory, "-e", f"trace={place.name}", "-e", inject)
        if _hit(stage, directory):
            break
    else:
        return Outcome(Verdict.SURVIVED, tries=0)
    what = f"{error} at {place.name} {place.number} by strace"
    return judged(stage, directory, ended, what, again=True)


def _hit(stage: Stage, directory: Path) -> bool:
    """Whether the error was at a call on the index.

    A timer that looks at the memory makes calls of its own, so the numbers of the others may
    differ from those that were noted. An error at a transcript leaves that file out, rightly.
    """
    lines = (stage.root / "log").read_text("utf-8", "replace").splitlines()
    made = [line for line in lines if "(INJECTED)" in line]
    return bool(made) and all(str(directory) in line for line in made)
