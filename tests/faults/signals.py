"""A signal before and after every call on files of an index."""

import os
import signal

from tests.faults.judge import judged
from tests.faults.layer import Call
from tests.faults.outcome import Outcome, Tries
from tests.faults.stages import Stage, chosen, disturbed, places, prepared, spread

SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")


def tries(*, short: bool) -> Tries:
    """Each signal, to the process alone and to its group, at each call of each stage.

    A process without workers is its group. What SIGKILL leaves before a call is what it leaves
    after the call before.
    """
    for make in chosen(short=short):
        with places() as root:
            stage = prepared(make, root)
            for name in SIGNALS:
                for group in (False, True) if stage.workers > 1 else (False,):
                    to = "its group" if group else "the process"
                    row = f"{name} to {to}: {stage.name}"
                    for number in spread(range(len(stage.calls)), 2 if short else None):
                        for after in (True,) if name == "SIGKILL" else (False, True):
                            yield row, _one(stage, name, group, number, after)


def _one(stage: Stage, name: str, group: bool, number: int, after: bool) -> Outcome:
    directory = stage.copy("try")
    sent = getattr(signal, name)

    def hook(call: Call) -> None:
        if (call.number, call.after) == (number, after):
            if group:
                os.killpg(0, sent)
            else:
                os.kill(os.getpid(), sent)

    ended = disturbed(stage, directory, hook)
    what = f"{name} {'after' if after else 'before'} call {number}, {stage.calls[number]}"
    return judged(stage, directory, ended, what, again=number % 5 == 0, killed=True)
