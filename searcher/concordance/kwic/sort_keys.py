"""The order of the lines of a concordance: by keys from the index, without reading a text."""

from collections.abc import Callable
from functools import cached_property

import numpy as np

from index.library.library import Library
from index.library.terms import Terms
from index.text.tokenizer import Word, words
from searcher.concordance.kwic.kwic import SORTED_BY, KwicLine
from searcher.concordance.kwic.orders import KwicOrder
from searcher.matching.arrays import Ints
from searcher.matching.occurrences import Occurrences

#: A key of a line: what lines are compared by, in whichever archive they are.
Key = tuple[object, ...]


class KwicSorter:
    """Sorts the matches of one library.

    Args:
        library: the index.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def rows(self, found: Occurrences, order: KwicOrder) -> Ints | None:
        """The rows of matches in an order; None if it is the order of the text, which they have."""
        match order:
            case KwicOrder.TEXT:
                return None
            case KwicOrder.LEFT:
                return self._by_words(found, found.first, range(-1, -SORTED_BY - 1, -1))
            case KwicOrder.RIGHT:
                return self._by_words(found, found.last, range(1, SORTED_BY + 1))
            case KwicOrder.MATCH:
                return self._by_words(found, found.first, range(SORTED_BY))
            case KwicOrder.SPEAKER:
                names, numbers = self._library.speakers
                ranked = sorted(range(len(names)), key=lambda number: speaker_key(names[number]))
                places = np.empty(len(names), np.int64)
                places[ranked] = np.arange(len(names))
                keys = places.take(numbers.take(found.turns))
            case KwicOrder.PROGRAM:
                keys = self._library.value_numbers("program").take(found.turns)
            case _:
                keys = self._library.value_numbers("date").take(found.turns)
                undated = keys < 0
                keys = -keys if order == KwicOrder.LATEST else keys
                # A program without a date comes last in both directions.
                keys[undated] = np.iinfo(np.int64).max
        return keys.argsort(kind="stable")

    def _by_words(self, found: Occurrences, places: Ints, distances: range) -> Ints:
        """The rows in the order of the words at some distances from each place.

        A place outside the turn, or beyond the match if that is sorted, comes before all words.
        """
        turns = found.turns.astype(np.int64)
        ends = self._library.lengths.take(turns)
        if distances[0] == 0:
            ends = found.last + 1
        keys = []
        asked = np.concatenate([places + distance for distance in distances])
        of = np.tile(turns, len(distances))
        inside = ((asked >= 0) & (asked < np.tile(ends, len(distances)))).nonzero()[0]
        numbers = np.full(len(asked), -1, np.int64)
        numbers[inside] = self._terms.at(of.take(inside), asked.take(inside))
        keys = [*numbers.reshape(len(distances), len(turns))]
        # The last key of `lexsort` is the first that is compared; it is stable.
        return np.lexsort(keys[::-1])

    @cached_property
    def _terms(self) -> Terms:
        return Terms(self._library)


def speaker_key(name: str) -> tuple[str, str]:
    """What names are sorted by: capitals do not count, unless that is all that differs."""
    return name.casefold(), name


def key_of(line: KwicLine, order: KwicOrder) -> Key:
    """What a line is sorted by, as a value that compares over archives."""
    match order:
        case KwicOrder.LEFT:
            return _neighbours(line, lambda word: word.end <= line.start, -1)
        case KwicOrder.RIGHT:
            return _neighbours(line, lambda word: word.start >= line.end, 1)
        case KwicOrder.MATCH:
            return _neighbours(line, lambda word: line.start <= word.start < line.end, 1)
        case KwicOrder.SPEAKER:
            return speaker_key(line.turn.speaker)
        case KwicOrder.PROGRAM:
            return (line.program.id,)
        case KwicOrder.DATE:
            return (line.program.date is None, line.program.date or "")
        case KwicOrder.LATEST:
            # A month is after its year, and comes before it here.
            return (line.program.date is None, [-ord(c) for c in line.program.date or ""] + [0])
    return ()


def _neighbours(line: KwicLine, wanted: Callable[[Word], bool], step: int) -> Key:
    """The first wanted words of a turn, from the match on."""
    found = [word.text for word in words(line.turn.text) if wanted(word)]
    return tuple(found[::step][:SORTED_BY])
