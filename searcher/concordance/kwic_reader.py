"""Reads the lines of a concordance from an index, a block of turns at a time."""

from collections.abc import Iterator

import numpy as np

from corpus.model import Program
from index.library.library import Library
from index.text.tokenizer import places
from searcher.concordance.kwic import KwicLine
from searcher.matching.arrays import Ints
from searcher.matching.occurrences import Occurrences

#: How many lines are read at a time: few at first, so that the first ones are there at once. Turns
#: of a block are read in the order of the index, in which many are in one block of records.
_FIRST, _MOST, _GROWTH = 64, 1 << 14, 4


def read_lines(library: Library, found: Occurrences, rows: Ints | None) -> Iterator[KwicLine]:
    """The lines of matches, one by one.

    Args:
        library: the index.
        found: the matches, in the order of the text.
        rows: which of them, in the order that is wanted; None for all, in the order of the text.

    Raises:
        index.errors.IndexDamaged: a turn cannot be read.
    """
    if rows is None:
        yield from _in_text_order(library, found)
        return
    low, size = 0, _FIRST
    while low < len(rows):
        block = rows[low : low + size]
        order = block.argsort(kind="stable")
        read = [*_in_text_order(library, found.rows(block.take(order)))]
        back = np.empty(len(order), np.int64)
        back[order] = np.arange(len(order))
        yield from map(read.__getitem__, back.tolist())
        low, size = low + size, min(size * _GROWTH, _MOST)


def _in_text_order(library: Library, found: Occurrences) -> Iterator[KwicLine]:
    programs = _Programs(library)
    low = 0
    while low < len(found):
        some = found.rows(slice(low, low + _MOST))
        low += _MOST
        # Python's integers are much faster than items of an array.
        yield from _read(
            library, programs, some.turns.tolist(), some.first.tolist(), some.last.tolist()
        )


class _Programs:
    """The program of the last turn that was read: most turns have the program of the one before."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._id = ""
        self._program: Program | None = None

    def program(self, program_id: str, turn: int) -> Program:
        """The program with an id, without its turns.

        Raises:
            LookupError: a turn has no program.
        """
        if self._program is None or program_id != self._id:
            entry = self._library.entry(program_id)
            if entry is None:
                raise LookupError(f"turn {turn} of {program_id!r} has no program")
            self._id, self._program = program_id, entry.program
        return self._program


def _read(
    library: Library, programs: _Programs, turns: list[int], first: list[int], last: list[int]
) -> Iterator[KwicLine]:
    """The lines of matches that are given row by row; each turn is read once."""
    low, count = 0, len(turns)
    while low < count:
        document = turns[low]
        high = low + 1
        while high < count and turns[high] == document:
            high += 1
        program_id, turn = library.turn(document)
        program = programs.program(program_id, turn.number)
        wanted = sorted({*first[low:high], *last[low:high]})
        spans = places(turn.text, wanted)
        for row in range(low, high):
            yield KwicLine(program, turn, spans[first[row]][0], spans[last[row]][1])
        low = high
