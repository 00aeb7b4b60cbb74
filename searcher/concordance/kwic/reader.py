"""Reads the lines of a concordance from an index, a block of turns at a time."""

from collections.abc import Iterator

import numpy as np

from corpus.model import Program
from index.library.library import Library
from index.text.tokenizer import places
from searcher.concordance.kwic.certain_words import CertainWords
from searcher.concordance.kwic.kwic import KwicLine
from searcher.matching.arrays import Ints, starts_of_runs
from searcher.matching.occurrences import Occurrences
from searcher.query.query_tree import Tree

#: How many lines are read at a time: few at first, so that the first ones are there at once. Turns
#: of a block are read in the order of the index, in which many are in one block of records.
_FIRST, _MOST, _GROWTH = 64, 1 << 14, 4


class LineReader:
    """Reads the lines of one concordance.

    Args:
        library: the index.
        found: all matches, in the order of the text.
        tree: what they match.
    """

    def __init__(self, library: Library, found: Occurrences, tree: Tree) -> None:
        self._library = library
        self._found = found
        self._words = CertainWords(tree)
        runs = starts_of_runs(found.turns)
        self._counts = np.diff(np.append(runs, len(found)))
        self._run = np.repeat(np.arange(len(runs)), self._counts)
        self._starts = runs

    def lines(self, rows: Ints | range) -> Iterator[KwicLine]:
        """Some of the lines, one by one.

        Args:
            rows: which of the matches, in the order that is wanted; a range is in the order of
                the text.

        Raises:
            index.errors.IndexDamaged: a turn cannot be read.
        """
        if isinstance(rows, range):
            for low in range(rows.start, rows.stop, _MOST):
                yield from self._in_text_order(np.arange(low, min(low + _MOST, rows.stop)))
            return
        low, size = 0, _FIRST
        while low < len(rows):
            block = rows[low : low + size]
            order = block.argsort(kind="stable")
            read = [*self._in_text_order(block.take(order))]
            back = np.empty(len(order), np.int64)
            back[order] = np.arange(len(order))
            yield from map(read.__getitem__, back.tolist())
            low, size = low + size, min(size * _GROWTH, _MOST)

    def _in_text_order(self, rows: Ints) -> Iterator[KwicLine]:
        """The lines of ascending rows; each turn is read once."""
        library, programs = self._library, _Programs(self._library)
        run = self._run.take(rows)
        # Python's integers are much faster than items of an array.
        turns = self._found.turns.take(rows).tolist()
        first, last = self._found.first.take(rows).tolist(), self._found.last.take(rows).tolist()
        counts = self._counts.take(run).tolist()
        nth = (rows - self._starts.take(run)).tolist()
        low, count = 0, len(turns)
        while low < count:
            document = turns[low]
            high = low + 1
            while high < count and turns[high] == document:
                high += 1
            program_id, turn = library.turn(document)
            program = programs.program(program_id, turn.number)
            known = self._words.spans(turn.text, counts[low])
            if known is not None:
                for row in range(low, high):
                    yield KwicLine(program, turn, *known[nth[row]])
            else:
                at = places(turn.text, sorted({*first[low:high], *last[low:high]}))
                for row in range(low, high):
                    yield KwicLine(program, turn, at[first[row]][0], at[last[row]][1])
            low = high


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
