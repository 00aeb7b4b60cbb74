"""Weighted edit distances from one word to many words at once.

The edits are insertion, deletion and substitution of a symbol (R. Wagner, M. Fischer: The
string-to-string correction problem. Journal of the ACM 21(1), 1974) and transposition of
two neighbours (F. Damerau, see `searcher.query.fuzzy`). A symbol is a letter or a sound, a
number below 256. The table is filled for all words together, a symbol at a time. Words that
are too far already are dropped.

`searcher.query.fuzzy` has a table of its own: an edit costs 1 there and at most two are allowed,
so it fills five diagonals only. Here edits have weights, and the distances from every prefix and
every suffix of the word are needed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

#: The cost of a whole edit. Cheaper edits cost 1 to 3.
WHOLE = 4

#: The most symbols of a compared word: the sum of the costs of two words is below 256.
LONGEST = 30

#: If at least this share of the words may still be near, the others are not dropped.
_MOST = 0.75

#: The symbol that ends each word.
BREAK = ord("\n")


class Costs:
    """The costs of edits.

    Args:
        gaps: the cost of inserting or deleting a symbol, from 1 on; others cost `WHOLE`.
        pairs: the cost of substituting one of two symbols for the other; others cost `WHOLE`.
        doubled: symbols that cost 1 to insert or delete after the same symbol.
    """

    def __init__(
        self, gaps: Mapping[str, int], pairs: Mapping[str, int], doubled: Iterable[str]
    ) -> None:
        self.gap = np.full(256, WHOLE, np.uint8)
        for symbol, cost in gaps.items():
            self.gap[ord(symbol)] = cost
        self.pair = np.full((256, 256), WHOLE, np.uint8)
        np.fill_diagonal(self.pair, 0)
        for both, cost in pairs.items():
            one, other = map(ord, both)
            self.pair[one, other] = self.pair[other, one] = cost
        self._again = self.gap.copy()
        self._again[[ord(symbol) for symbol in doubled]] = 1

    def gaps(self, symbols: Bytes, before: Bytes) -> Bytes:
        """The costs of deleting symbols, each of which follows the one in `before`."""
        again, gap = looked_up(self._again, symbols), looked_up(self.gap, symbols)
        return np.where(symbols == before, again, gap)

    def gaps_of(self, word: Bytes) -> list[int]:
        """The cost of deleting each symbol of a word."""
        return [*self.gap[word[:1]].tolist(), *self.gaps(word[1:], word[:-1]).tolist()]


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one array, each followed by a `BREAK`; some may be empty.

    Attributes:
        symbols: of all words.
        starts: where each word starts.
        lengths: how many symbols each has.
    """

    symbols: Bytes
    starts: Ints
    lengths: Ints

    @classmethod
    def of(cls, symbols: Bytes) -> "Words":
        """The words before the breaks."""
        ends = np.flatnonzero(symbols == BREAK)
        starts = np.zeros_like(ends)
        starts[1:] = ends[:-1] + 1
        return cls(symbols, starts, ends - starts)

    def __getitem__(self, row: int) -> Bytes:
        start = self.starts[row]
        return self.symbols[start : start + self.lengths[row]]


class Comparison:
    """Compares a word with others, without empty ones and those longer than `LONGEST`.

    Args:
        word: the word, of at most `LONGEST` symbols.
        words: the other words.
        costs: the costs of edits.
        most: the largest distance to find.

    Attributes:
        gaps: the cost of deleting each symbol of the word.
        weight: the sum of `gaps`, which is the length of the word in costs.
    """

    def __init__(self, word: Bytes, words: Words, costs: Costs, most: int) -> None:
        self.word = word
        self.most = most
        self.gaps = costs.gaps_of(word)
        self.weight = sum(self.gaps)
        self._words = words
        self._costs = costs

    @cached_property
    def before(self) -> tuple[Ints, Bytes]:
        """The distances of other words from each prefix of the word.

        Returns:
            The rows of the words that are near enough to some prefix, and for each of them
            len(word) + 1 distances: the first from the empty prefix, the last from the whole
            word. A distance above `most` may be larger than the true one.
        """
        return self._distances(self.word, self._words.starts, 1)

    @cached_property
    def after(self) -> tuple[Ints, Bytes]:
        """As `before`, from each suffix of the word; the first distance is from the whole word."""
        ends = self._words.starts + self._words.lengths - 1
        rows, distances = self._distances(self.word[::-1], ends, -1)
        return rows, distances[::-1]

    def _distances(self, word: Bytes, edges: Ints, step: int) -> tuple[Ints, Bytes]:
        rows, rest, paid = self._candidates
        lengths, places = self._words.lengths[rows], edges[rows]
        table = _Table(word, self._costs, len(rows))
        found = [np.empty(0, np.int64)]
        cells = [np.empty((len(word) + 1, 0), np.uint8)]
        number = 0
        while len(rows):
            table.append(self._words.symbols[places])
            number += 1
            least = table.least()
            longer = int(np.searchsorted(-lengths, -number))
            ended = np.flatnonzero(least[longer:] <= self.most) + longer
            found.append(rows[ended])
            cells.append(table.of(ended))
            # A transposition costs at least as much as the two symbols by themselves, so
            # a word that is dropped between the two cannot come back after them.
            rest = rest - paid[places]
            near = least[:longer] + rest[:longer] <= self.most
            rows, rest = rows[:longer], rest[:longer]
            lengths, places = lengths[:longer], places[:longer] + step
            table.begin(longer)
            # To drop few words takes longer than to go on with them.
            if np.count_nonzero(near) < _MOST * longer:
                kept = near.nonzero()[0]
                rows, rest = rows.take(kept), rest.take(kept)
                lengths, places = lengths.take(kept), places.take(kept)
                table.keep(kept)
        return np.concatenate(found), np.concatenate(cells, axis=1)

    @cached_property
    def _candidates(self) -> tuple[Ints, Bytes, Bytes]:
        """The rows of words that may be near to a part of the word, the longest first.

        Also returns a lower bound of the cost of each of these words, and of each symbol of all
        words: its cost against the most similar symbol of the word.
        """
        words = self._words
        least = np.minimum(self._costs.gap, self._costs.pair[self.word].min(axis=0, initial=WHOLE))
        least[BREAK] = 0
        paid = looked_up(least, words.symbols)
        if not len(words.starts):
            return words.starts, paid, paid
        # A doubled symbol may cost less to delete.
        doubled = words.symbols[1:] == words.symbols[:-1]
        paid[1:][doubled] = 0
        paid[:-1][doubled] = 0
        sums = np.add.reduceat(paid, words.starts, dtype=np.uint8)
        longest = min(LONGEST, len(self.word) + self.most)
        near = (sums <= self.most) & (words.lengths > 0) & (words.lengths <= longest)
        rows = np.flatnonzero(near)
        rows = rows[np.argsort(-words.lengths[rows], kind="stable")]
        return rows, sums[rows], paid


class _Table:
    """The last columns of the table: the costs to make each prefix of `letters`."""

    def __init__(self, letters: Bytes, costs: Costs, count: int) -> None:
        self._letters: list[int] = letters.tolist()
        self._costs = costs
        self._gaps = [np.uint8(gap) for gap in costs.gaps_of(letters)]
        column = np.cumsum([0, *self._gaps]).tolist()
        self._column = [np.full(count, cost, np.uint8) for cost in column]
        self._older: list[Bytes] = []
        self._last: Bytes | None = None

    def append(self, symbols: Bytes) -> None:
        """Read the next symbol of each word."""
        letters, last, before = self._letters, self._last, self._column
        pair = self._costs.pair
        if last is None:
            gap = looked_up(self._costs.gap, symbols)
        else:
            gap = self._costs.gaps(symbols, last)
        instead = {letter: looked_up(pair[letter], symbols) for letter in set(letters)}
        column = [before[0] + gap]
        for i, letter in enumerate(letters):
            best = before[i] + instead[letter]
            np.minimum(best, before[i + 1] + gap, out=best)
            np.minimum(best, column[i] + self._gaps[i], out=best)
            if i and last is not None:
                exchanged = (symbols == letters[i - 1]) & (last == letter)
                paid = self._older[i - 1] + np.uint8(WHOLE)
                np.minimum(best, paid, out=best, where=exchanged)
            column.append(best)
        self._older, self._column, self._last = before, column, symbols

    def least(self) -> Bytes:
        """The distance of the symbols read so far of each word from the nearest prefix."""
        least: Bytes = np.minimum.reduce(self._column)
        return least

    def of(self, words: Ints) -> Bytes:
        """The last column of some words."""
        return np.stack([cells[words] for cells in self._column])

    def begin(self, count: int) -> None:
        """Drop all words but the first ones."""
        self._each(lambda cells: cells[:count])

    def keep(self, words: Ints) -> None:
        """Drop all words but some."""
        self._each(lambda cells: cells.take(words))

    def _each(self, change: Callable[[Bytes], Bytes]) -> None:
        self._column = [*map(change, self._column)]
        self._older = [*map(change, self._older)]
        self._last = None if self._last is None else change(self._last)


def looked_up(table: Bytes, symbols: Bytes) -> Bytes:
    """The values of a table with 256 entries for symbols.

    It is twice as fast as indexing, which would convert the symbols to integers.
    """
    found = bytearray(symbols.tobytes().translate(table.tobytes()))
    return np.frombuffer(found, np.uint8)
