"""An error of the system at every call on files of an index, and writes that end half-way."""

import errno
import os

from tests.faults.judge import judged
from tests.faults.layer import Call
from tests.faults.outcome import Outcome, Tries
from tests.faults.stages import Stage, chosen, disturbed, places, prepared, spread

ERRORS = ("ENOSPC", "EIO", "EMFILE", "EACCES", "ENOMEM")
#: A write that stores a part, and then an error.
HALF = "half a write"


def tries(*, short: bool) -> Tries:
    """Each error before and after each call of each stage; half of each write."""
    for make in chosen(short=short):
        with places() as root:
            stage = prepared(make, root)
            calls = range(len(stage.calls))
            for name in ERRORS:
                for number in spread(calls, 3 if short else None):
                    # What was opened is open; what was written may be lost all the same.
                    done = stage.calls[number] in ("write", "flush", "fsync", "close", "replace")
                    for after in (False, True) if done else (False,):
                        yield f"{name}: {stage.name}", _one(stage, name, number, after=after)
            for number in (n for n in calls if stage.calls[n] == "write"):
                yield f"{HALF}: {stage.name}", _one(stage, HALF, number, after=False)


def _one(stage: Stage, name: str, number: int, *, after: bool) -> Outcome:
    directory = stage.copy("try")
    raised = errno.ENOSPC if name == HALF else getattr(errno, name)

    def hook(call: Call) -> None:
        if (call.number, call.after) == (number, after):
            if name == HALF:
                data = bytes(call.arguments[0])
                with open(call.path, "ab") as file:  # noqa: PTH123
                    file.write(data[: len(data) // 2])
            raise OSError(raised, os.strerror(raised), call.path)

    ended = disturbed(stage, directory, hook)
    what = f"{name} {'after' if after else 'before'} call {number}, {stage.calls[number]}"
    return judged(stage, directory, ended, what, again=number % 5 == 0)
