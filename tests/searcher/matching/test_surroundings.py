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
from searcher.matching.surroundings import STRETCH, Surroundings

REACH = 50
#: How many words are in a stretch.
WORDS = REACH * STRETCH


def program(name: str, lengths: list[int]) -> Program:
    """A program of turns of these lengths, in words."""
    turns = tuple(Turn(i, "Ann", "Ann", "dam " * n) for i, n in enumerate(lengths, start=1))
    return Program(name, "T", name, "f", participants=(Participant("Ann", ("Ann",)),), turns=turns)


PROGRAMS = [
    program("short", [3, 1, 8]),
    program("long", [40, 7, 300, 12, 900, 5, 60] * 12),
    # A turn that is longer than two stretches.
    program("lecture", [5, 2 * WORDS + 77, 9, 30, WORDS, 4]),
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
        counts = np.random.default_rng(5).integers(0, 4, library.size)
        turns = counts.nonzero()[0].astype(np.uint32)
        documents = np.arange(library.size, dtype=np.uint32)[some]
        surroundings = Surroundings(library)
        around = surroundings.of(documents, REACH)
        found = around.sums(surroundings.prefix_sums(turns, counts[turns], REACH))
        most = around.spread(around.at_most(turns, counts[turns]))
        for document, near, limit in zip(documents.tolist(), found.tolist(), most, strict=True):
            here, at = places[document]
            said = [
                (int(counts[other]), abs(at - place))
                for other, (there, place) in enumerate(places)
                if there == here and abs(at // WORDS - place // WORDS) <= 1
            ]
            expected = sum(count * math.exp(-apart / REACH) for count, apart in said)
            assert near == pytest.approx(expected, rel=1e-9, abs=1e-9)
            assert limit == sum(count for count, _ in said)


def test_nothing(tmp_path: Path) -> None:
    """No turns have no surroundings, and what nobody says is around none."""
    write_programs(tmp_path, PROGRAMS)
    none, nothing = np.empty(0, np.uint32), np.empty(0, np.uint8)
    with Library.open(tmp_path) as library:
        surroundings = Surroundings(library)
        documents = np.arange(library.size, dtype=np.uint32)
        said = surroundings.prefix_sums(documents, np.ones(len(documents)), REACH)
        unsaid = surroundings.prefix_sums(none, nothing, REACH)
        assert not len(surroundings.of(none, REACH).sums(said))
        everywhere = surroundings.of(documents, REACH)
        assert not everywhere.sums(unsaid).any()
        assert not everywhere.at_most(none, nothing).any()
