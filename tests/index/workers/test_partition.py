"""What is read or written by each process: all of it once, in order, and about as much by each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import File
from corpus.model import Program, Turn
from index.workers import partition
from index.workers.partition import Reading

#: Characters of programs, or bytes of files; a batch has 100 here.
SIZES = st.lists(st.one_of(st.integers(0, 30), st.integers(0, 500)), max_size=60)
WORKERS = st.integers(1, 5)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small batches."""
    monkeypatch.setattr(partition, "BATCH", 100)
    monkeypatch.setattr(partition, "WORTH_A_PROCESS", 20)


def programs(sizes: list[int]) -> list[Program]:
    """A program of each size, of one turn."""
    return [
        Program(str(number), "T", "p", "f", turns=(Turn(1, "A", "A", "x" * size),))
        for number, size in enumerate(sizes)
    ]


def length(some: list[Program]) -> int:
    """How much is said in programs."""
    return sum(len(program.turns[0].text) for program in some)


@given(SIZES, WORKERS)
def test_programs_in_shares(sizes: list[int], workers: int) -> None:
    """None is lost, a batch is too large by one program at most, and the last ones are alike."""
    given = programs(sizes)
    shares = [list(share) for share in partition.shares(iter(given), workers)]
    assert [program for share in shares for batch in share for program in batch] == given
    # Each program counts for one character more than it has.
    largest = max(sizes, default=0) + 1
    for batch in (batch for share in shares for batch in share):
        assert batch
        assert length(batch) <= 100 + largest
    last = [sum(map(length, share)) for share in shares[-workers:]]
    if len(shares) >= workers:
        assert max(last) - min(last) <= 2 * largest + 20 * workers


def test_programs_are_read_only_when_they_are_needed() -> None:
    """No more of them than there are workers to write them: a corpus need not fit the memory."""
    read = 0

    def endless() -> Iterator[Program]:
        nonlocal read
        (program,) = programs([99])
        while True:
            read += 1
            yield program

    shares = partition.shares(endless(), 2)
    for number in range(1, 50):
        next(shares)
        # Two batches a share, for this one and two workers.
        assert read <= 2 * number + 2 * 2 + 1


@given(SIZES, WORKERS)
def test_files_in_tasks(sizes: list[int], workers: int) -> None:
    """The same of files: their order, and about as many bytes for each worker."""
    readings = [
        Reading(File(Path(str(number)), str(number), None), str(number), None)
        for number in range(len(sizes))
    ]
    size_of = dict(zip([reading.file.path for reading in readings], sizes, strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partition, "_size", size_of.__getitem__)
        tasks = list(partition.tasks(readings, lambda: Path("segment"), workers))
    assert [reading for task in tasks for reading in task.readings] == readings
    total, largest = sum(sizes), max(sizes, default=0)
    wanted = max(1, -(-total // min(100, max(total // workers + 1, 20))))
    assert len(tasks) <= wanted + workers
    for task in tasks:
        assert sum(size_of[r.file.path] for r in task.readings) <= 100 + largest
