"""Workers whose parent ends: they end too, and hold neither the lock nor a pipe."""

import contextlib
import os
import signal
import sys
import time
from pathlib import Path

from corpus import load
from corpus.source import Source
from index.update.update import update
from tests.faults.forks import IS_LINUX, forked
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import Stage, first_run_of_workers, places, prepared

SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")
#: Seconds after which a worker must have ended.
_SOON = 5.0
ROUNDS = 5


def tries(*, short: bool) -> Tries:
    """Each signal to a parent alone, while its workers read."""
    if not IS_LINUX:
        yield "workers whose parent ends", "not tried here: processes are looked at as on Linux"
        return
    with places() as root:
        stage = prepared(first_run_of_workers, root)
        for _ in range(1 if short else ROUNDS):
            for name in SIGNALS:
                yield f"workers whose parent gets {name}", _ended(stage, name)


def _ended(stage: Stage, name: str) -> Outcome:
    directory = stage.copy("try")
    begun = stage.root / "begun"
    begun.mkdir(exist_ok=True)
    for path in begun.iterdir():
        path.unlink()
    reading, writing = os.pipe()

    def work() -> int:
        os.close(reading)
        parse = load.parse

        def slow(file: load.File, source: Source | None = None) -> list[load.Parsed]:
            (begun / str(os.getpid())).touch()
            if len(list(begun.iterdir())) == 2:
                os.kill(os.getppid(), getattr(signal, name))
            time.sleep(30)
            return parse(file, source)

        load.parse = slow
        os.dup2(writing, 1)  # what a caller would read
        sys.stdout = os.fdopen(1, "w", closefd=False)
        return stage.run(directory)

    forked(work, stage.root / "printed")
    os.close(writing)
    workers = [int(path.name) for path in begun.iterdir()]
    what = f"{name}: workers {workers}"
    try:
        if len(workers) != 2:
            return Outcome(Verdict.WRONG, f"{what} were expected to be two")
        until = time.monotonic() + _SOON
        while any(map(_runs, workers)) and time.monotonic() < until:
            time.sleep(0.01)
        if left := [worker for worker in workers if _runs(worker)]:
            return Outcome(Verdict.CRASHED, f"{what}: {left} still run")
        os.set_blocking(reading, False)
        with contextlib.suppress(BlockingIOError):
            while os.read(reading, 1 << 16):
                pass
            update(directory, [stage.transcripts], workers=1)
            return Outcome(Verdict.SURVIVED)
        return Outcome(Verdict.LOST, f"{what}: the pipe of the caller is held open")
    except Exception as error:
        return Outcome(Verdict.LOST, f"{what}: {type(error).__name__}: {error}")
    finally:
        os.close(reading)
        for worker in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)


def _runs(process: int) -> bool:
    """Whether a process has not ended; one that nobody has waited for has."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
