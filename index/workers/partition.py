"""Files and programs partitioned into batches: about as much for each core, in bounded memory."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.load import File
from corpus.model import Program
from index.library.manifest import SourceFile

#: The bytes of files that become one new segment. They bound the memory of a process.
BATCH = 14 << 20
#: The batches that one process writes: the memory of the first is used again by the others.
_OF_A_SHARE = 2
#: Fewer bytes than this are read in this process, because starting another takes longer.
WORTH_A_PROCESS = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """A file to read.

    Attributes:
        file: where it is, and the id that its path gives it.
        id: the id that it gets in the index.
        known: what the index knows of it from before, or None.
        again: read it again although its content is the same.
        is_export: another file has its name but for the suffix, and may say the same.
    """

    file: File
    id: str
    known: SourceFile | None
    again: bool = False
    is_export: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """Files that become one segment."""

    segment: Path
    readings: tuple[Reading, ...]


def tasks(readings: Iterable[Reading], name: Callable[[], Path], workers: int) -> Iterator[Task]:
    """Partition files into tasks of about BATCH bytes, as many for each worker, of equal size."""
    sized = [(reading, _size(reading.file.path)) for reading in readings]
    total = max(1, sum(size for _, size in sized))
    count = -(-total // min(BATCH, max(total // workers + 1, WORTH_A_PROCESS)))
    if count > workers:
        count = -(-count // workers) * workers
    part: list[Reading] = []
    done = made = 0
    for reading, size in sized:
        part.append(reading)
        done += size
        if done * count >= total * (made + 1):
            yield Task(name(), tuple(part))
            part, made = [], done * count // total
    if part:
        yield Task(name(), tuple(part))


def shares(programs: Iterable[Program], workers: int) -> Iterator[list[list[Program]]]:
    """The programs that have turns, in shares of _OF_A_SHARE batches.

    The last shares have equal sizes, so that no core waits long for another. To know which
    are the last, a share for each worker is read ahead.
    """
    held: deque[tuple[Program, int]] = deque()
    size = 0
    for program in programs:
        if not program.turns:
            continue  # nothing of it can be found
        # One more, so that a program without text is not left out.
        held.append((program, 1 + sum(len(turn.text) for turn in program.turns)))
        size += held[-1][1]
        if size > workers * _OF_A_SHARE * BATCH:
            share, taken = _first(held, _OF_A_SHARE * BATCH)
            size -= taken
            yield _batches(share, taken)
    for left in range(workers, 0, -1):
        if held:
            share, taken = _first(held, max(size // left, WORTH_A_PROCESS))
            size -= taken
            yield _batches(share, taken)


def _batches(share: deque[tuple[Program, int]], size: int) -> list[list[Program]]:
    """Programs in as few batches of about BATCH characters as possible, of equal size."""
    batches: list[list[Program]] = []
    for left in range(-(-size // BATCH) or 1, 0, -1):
        if share:
            batch, taken = _first(share, -(-size // left))
            size -= taken
            batches.append([program for program, _ in batch])
    return batches


def _first(held: deque[tuple[Program, int]], size: int) -> tuple[deque[tuple[Program, int]], int]:
    """The first programs with at least `size` characters, and how many they have."""
    found: deque[tuple[Program, int]] = deque()
    taken = 0
    while held and taken < max(size, 1):
        found.append(held.popleft())
        taken += found[-1][1]
    return found, taken


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # `perform` reports what is wrong with it
