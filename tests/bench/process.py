"""Running a command in a process of its own: how long it takes, how much memory it needs.

A process inherits the peak of the one that started it. So this module, which
imports next to nothing, is run as a process itself, and starts the command.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).parents[2]

#: Kilobytes on Linux, bytes on macOS.
_UNIT = 1e6 if sys.platform == "darwin" else 1e6 / 1024


class Ran(NamedTuple):
    """What a command took.

    Attributes:
        seconds: from its start to its end.
        megabytes: the peak of the largest of its processes, including those it started.
        out: what it printed.
    """

    seconds: float
    megabytes: float
    out: str


def run(command: Sequence[str]) -> Ran:
    """Run a command in the folder of the repository.

    Raises:
        RuntimeError: it failed; with what it said about it.
    """
    measured = subprocess.run(
        [sys.executable, __file__, *command],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if measured.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {measured.stderr}")
    return Ran(**json.loads(measured.stdout))


def peak(who: int) -> float:
    """The peak of memory, in megabytes, of this process or of its largest child."""
    return resource.getrusage(who).ru_maxrss / _UNIT


def main(command: list[str]) -> int:
    """Run the command, print the figures."""
    began = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    seconds = time.perf_counter() - began
    ran = Ran(seconds, peak(resource.RUSAGE_CHILDREN), done.stdout)
    json.dump(ran._asdict(), sys.stdout)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
