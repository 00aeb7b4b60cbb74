"""One build, or one cold search, of one engine: the process that `process` starts.

python -m tests.bench.worker build ENGINE DIRECTORY PROGRAMS EVERY TIMES [--stream]
python -m tests.bench.worker search ENGINE DIRECTORY SEARCH
"""

import gc
import json
import os
import resource
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from corpus.model import Program
from tests.bench import engine, process, turns
from tests.bench.kinds import Search


class Built(NamedTuple):
    """What a build took.

    Attributes:
        seconds: without reading the programs.
        megabytes: the peak of the process, and of the largest one it started for every
            core: no less than was needed, as what processes share is counted in each.
        turn_count: how many turns were indexed.
    """

    seconds: float
    megabytes: float
    turn_count: int


def build(
    name: str, directory: Path, pickled: Path, *, every: int = 1, times: int = 1, stream: bool
) -> Built:
    """Build an index of every so manieth program, so many times over.

    Args:
        name: the engine.
        directory: where to; it is made.
        pickled: the programs.
        every: 10 for a tenth of the programs.
        times: 10 for ten times the programs, under other ids.
        stream: read the programs while building, for the peak of memory, which
            then holds no more than the engine keeps; else before, for the time.
    """
    chosen = engine.load(name)
    counted = 0

    def counting(programs: Iterable[Program]) -> Iterable[Program]:
        nonlocal counted
        for program in programs:
            counted += len(program.turns)
            yield program

    programs: Iterable[Program] = turns.some(pickled, every)
    if not stream:
        programs = list(programs)
        # Else the objects of the corpus are searched for garbage again and again.
        gc.freeze()
    began = time.perf_counter()
    chosen.build(directory, counting(turns.repeated(programs, times)))
    seconds = time.perf_counter() - began
    child = process.peak(resource.RUSAGE_CHILDREN)
    megabytes = process.peak(resource.RUSAGE_SELF) + child * (os.cpu_count() or 1)
    return Built(seconds, megabytes, counted)


def search(name: str, directory: Path, record: str) -> list[str]:
    """Open an index and search it once."""
    fields = json.loads(record)
    opened = engine.load(name).open(directory)
    try:
        return opened.top(Search(**{**fields, "words": tuple(fields["words"])}))
    finally:
        opened.close()


def main(arguments: list[str]) -> None:
    """Do what the arguments say, print the result as JSON."""
    task, name, directory, *rest = arguments
    if task == "search":
        print(json.dumps(search(name, Path(directory), rest[0])))
        return
    pickled, every, times = Path(rest[0]), int(rest[1]), int(rest[2])
    built = build(
        name, Path(directory), pickled, every=every, times=times, stream="--stream" in rest
    )
    print(json.dumps(built))


if __name__ == "__main__":
    main(sys.argv[1:])
