"""The sums of what is said around turns, next to sums over every pair of turns."""

import math
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

from corpus.model import Participant, Program, Turn
from index.library.library import Library
from index.library.segments import LENGTHS
from index.update.update import write_programs
from searcher.matching.surroundings import REACH, STRETCH, Surroundings


def program(name: str, lengths: list[int]) -> Program:
    """A program of turns of these lengths, in words."""
    turns = tuple(Turn(i, "Ann", "Ann", "dam " * n) for i, n in enumerate(lengths, start=1))
    return Program(name, "T", name, "f", participants=(Participant("Ann", ("Ann",)),), turns=turns)


PROGRAMS = [
    program("short", [3, 1, 8]),
    program("long", [40, 7, 300, 12, 900, 5, 60] * 12),
    # A turn that is longer than two stretches.
    program("lecture", [5, 2 * STRETCH + 77, 9, 30, STRETCH, 4]),
    program("one", [1]),
]


def stretches(library: Library) -> list[tuple[int, float]]:
    """The program of each turn, and where its middle is in it, in words."""
    numbers = library.program_numbers.tolist()
    lengths = LENGTHS[library.length_codes(np.arange(library.size))].tolist()
    found = []
    for number in dict.fromkeys(numbers):
        here = [length for n, length in zip(numbers, lengths, strict=True) if n == number]
        ends = accumulate(here)
        found += [(number, end - length / 2) for end, length in zip(ends, here, strict=True)]
    return found


@pytest.mark.parametrize("some", [slice(None), slice(5, 40, 3), slice(0, 2), slice(90, 95)])
def test_sums(tmp_path: Path, some: slice) -> None:
    """What is in the stretch of a turn and in its neighbours counts, and nothing else."""
    write_programs(tmp_path, PROGRAMS)
    with Library.open(tmp_path) as library:
        places = stretches(library)
        counts = np.random.default_rng(5).integers(0, 4, library.size).astype(np.uint8)
        documents = np.arange(library.size, dtype=np.uint32)[some]
        found = Surroundings(library).around(counts, documents)
        for document, near in zip(documents.tolist(), found.tolist(), strict=True):
            here, at = places[document]
            expected = sum(
                int(counts[other]) * math.exp(-abs(at - place) / REACH)
                for other, (there, place) in enumerate(places)
                if there == here and abs(at // STRETCH - place // STRETCH) <= 1
            )
            assert near == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_nothing(tmp_path: Path) -> None:
    """No turns have no surroundings, and what nobody says is around none."""
    write_programs(tmp_path, PROGRAMS)
    with Library.open(tmp_path) as library:
        around = Surroundings(library).around
        none = np.zeros(library.size, np.uint8)
        assert not len(around(none, np.empty(0, np.uint32)))
        assert not around(none, np.arange(library.size, dtype=np.uint32)).any()
