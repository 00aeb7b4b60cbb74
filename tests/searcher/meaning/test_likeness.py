"""The likeness of turns is that of their passages: compared with loops over all of them."""

from pathlib import Path

import numpy as np
import pytest

from corpus.model import Participant, Program, Turn
from index.library.library import Library
from index.meaning.vectors import Vectors
from index.update.encode import encode
from index.update.update import write_programs
from searcher.meaning.likeness import NEIGHBOURS, Likeness
from tests.index.meaning.models import WordEncoder


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """An index of three programs; one is not encoded."""
    words = ("bread", "car", "water", "doctor", "nothing")
    random = np.random.default_rng(2)

    def program(name: str, turns: int) -> Program:
        said = (
            " ".join(random.choice(words, random.integers(1, 150)).tolist()) for _ in range(turns)
        )
        made = tuple(Turn(n, "Ann", "Ann", text) for n, text in enumerate(said, start=1))
        return Program(name, name, "", "", turns=made, participants=(Participant("Ann", ("Ann",)),))

    write_programs(tmp_path, [program("one", 30), program("two", 12)])
    encode(tmp_path, WordEncoder())
    write_programs(tmp_path, [program("new", 9)])
    return tmp_path


def test_likeness(directory: Path) -> None:
    """Of each turn, alone and together with others."""
    with Library.open(directory) as library:
        likeness, ranges, near, programs = opened(library)
        expected = np.zeros(library.size)
        for row, (first, last) in enumerate(ranges):
            total = weight = 0.0
            for distance in range(-len(NEIGHBOURS), len(NEIGHBOURS) + 1):
                share = (1.0, *NEIGHBOURS)[abs(distance)]
                weight += share
                other = row + distance
                if 0 <= other < len(ranges) and programs[ranges[other][0]] == programs[first]:
                    total += share * max(near[other], 0)
            for document in range(first, last + 1):
                expected[document] = max(expected[document], total / weight)
        documents = np.arange(library.size, dtype=np.uint32)
        before = likeness.was_used
        assert likeness.of(documents) == pytest.approx(expected, abs=1e-5)
        assert (before, likeness.was_used) == (False, True)
        assert likeness.of(documents[::3]) == pytest.approx(expected[::3], abs=1e-5)
        assert len(likeness.of(documents[:0])) == 0
        assert (expected == 0).sum() == 9


@pytest.mark.parametrize("count", [0, 1, 5, 1000])
@pytest.mark.parametrize("least", [-1.0, 0.5])
@pytest.mark.parametrize("filtered", [False, True])
def test_nearest(directory: Path, count: int, least: float, filtered: bool) -> None:
    """The turns of the best passages, of all turns or of some."""
    with Library.open(directory) as library:
        likeness, ranges, near, _ = opened(library)
        every = range(library.size)
        allowed = [document for document in every if not filtered or document % 7 == 1]
        rows = [
            row
            for row, (first, last) in enumerate(ranges)
            if near[row] >= least and any(first <= one <= last for one in allowed)
        ]
        rows.sort(key=lambda row: -near[row])
        expected = {
            document
            for row in rows[:count]
            for document in range(ranges[row][0], ranges[row][1] + 1)
            if document in allowed
        }
        given = np.array(allowed, np.uint32) if filtered else None
        assert likeness.nearest(count, least, given).tolist() == sorted(expected)


Opened = tuple[Likeness, list[tuple[int, int]], list[float], list[int]]


def opened(library: Library) -> Opened:
    """The likeness of a question, with the documents and the cosine of each passage."""
    vectors = Vectors(library.path, library.generation)
    near = vectors.cosines(WordEncoder().encode(["my car and a loaf"])[0])
    # No two passages are equally near.
    near += np.linspace(0, 1e-4, len(near), dtype=np.float32)
    ranges = list(zip(vectors.file.first.tolist(), vectors.file.last.tolist(), strict=True))
    programs = library.program_numbers
    return Likeness(vectors, programs, near), ranges, near.tolist(), programs.tolist()
