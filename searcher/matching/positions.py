"""Where words, phrases and what is near each other stand, as arrays of places.

A place is a number, turn * STRIDE + position: what is said together is an
intersection of shifted arrays, and what is near is found by halving. No position
is so large that a distance reaches from one turn into the next.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.columnar.sorted_arrays import insertion_points
from index.library.library import Library
from searcher.matching.arrays import Ints, both, common, count_within, merged
from searcher.query.query_tree import Near, OneOf, Or, Phrase, Tree, Window, Word

Turns = npt.NDArray[np.uint32]

#: Forms of a word, from which on its postings are read as a whole.
_MANY = 32

#: So many times as many turns hold one word as the other, from which on those with both are told.
_AS_MANY = 8

#: More than any turn has positions: a turn and a position are kept as one number.
STRIDE = 1 << 32
_SHIFT = 32


def places_of(turns: Turns, positions: npt.NDArray[Any]) -> Ints:
    """The places of positions in turns."""
    places = turns.astype(np.int64)
    # To shift is several times as fast as to multiply, or to divide.
    places <<= _SHIFT
    places += positions
    return places


def turns_of(places: Ints) -> Turns:
    """The turns of places."""
    return (places >> _SHIFT).astype(np.uint32)


class Matches(NamedTuple):
    """Where a part of a search matches.

    Attributes:
        first: the place of the first word of each match, ascending.
        last: that of its last word.
    """

    first: Ints
    last: Ints

    def only(self, kept: npt.NDArray[np.bool_]) -> "Matches":
        """The matches where `kept` is true."""
        numbers = kept.nonzero()[0]
        first = self.first.take(numbers)
        return Matches(first, first if self.last is self.first else self.last.take(numbers))


class Places:
    """Finds places in one library.

    Args:
        turns_with: the turns that hold a word or a class of words.
    """

    def __init__(self, library: Library, turns_with: Callable[[Word], Turns]) -> None:
        self._library = library
        self._turns_with = turns_with

    def counted(self, tree: Tree, within: Turns | None) -> Ints:
        """A place for each match of what is said together or near, ascending.

        Of two parts that are near it is the left one that counts, of a window its
        first word: how often is it said with the others around it?
        """
        if isinstance(tree, Near):
            everywhere = within is None and self._meet_often(tree)
            turns = None if everywhere else self._candidates(tree, within)
            left, right = self._matches(tree.left, turns), self._matches(tree.right, turns)
            return left.only(_beside(left, right, tree.distance, ordered=tree.ordered)).first
        turns = self._candidates(tree, within)
        match tree:
            case Window():
                return self._window(tree, turns)[0]
        return self._matches(tree, turns).first

    def shown(self, tree: Tree, turns: Turns) -> list[Matches]:
        """What is coloured: a word, a phrase, or each part of what is near."""
        turns = self._candidates(tree, turns)
        match tree:
            case Near():
                return list(self._near(tree, turns))
            case Window():
                return [Matches(word, word) for word in self._window(tree, turns)]
        return [self._matches(tree, turns)]

    def _candidates(self, tree: Tree, within: Turns | None) -> Turns:
        """The turns that hold all words of a part, of those in `within` if it is given."""
        match tree:
            case Word():
                held = self._turns_with(tree)
                return held if within is None else self._in_both(within, held)
            case OneOf(parts) | Or(parts):
                return merged([self._candidates(part, within) for part in parts])
            case Phrase(words) | Window(words):
                turns = [self._candidates(word, None) for word in words]
            case Near(left, right):
                turns = [self._candidates(left, None), self._candidates(right, None)]
            case _:
                raise _no_places(tree)
        if within is not None:
            turns.append(within)
        return reduce(self._in_both, sorted(turns, key=len))

    def _meet_often(self, tree: Near) -> bool:
        """Whether all places of two words are read sooner than those in turns that hold both."""
        if not (isinstance(tree.left, Word) and isinstance(tree.right, Word)):
            return False
        fewer, more = sorted(len(self._turns_with(word)) for word in (tree.left, tree.right))
        return more < fewer * _AS_MANY

    def _matches(self, tree: Tree, turns: Turns | None) -> Matches:
        """The matches of a word, a phrase, or one of several, in turns."""
        match tree:
            case Word():
                keys = self._keys(tree, turns)
                return Matches(keys, keys)
            case OneOf(parts) | Or(parts):
                return _united([self._matches(part, turns) for part in parts])
            case Phrase(words):
                single = [word for word in words if isinstance(word, Word)]
                if len(single) < len(words):
                    return reduce(_joined, [self._matches(word, turns) for word in words])
                first = self._one_behind_the_other(single, turns)
                return Matches(first, first + (len(words) - 1))
        raise _no_places(tree)

    def _one_behind_the_other(self, words: Sequence[Word], turns: Turns | None) -> Ints:
        """Where the first of some words stands that are said together in turns."""
        of_words = self._keys_of(words, turns)
        rarest, *others = sorted(range(len(words)), key=lambda n: len(of_words[words[n]]))
        first = of_words[words[rarest]] - rarest
        for offset in others:
            # What is left is shifted, and not the places of a word that may be many more.
            first = common(first + offset, of_words[words[offset]]) - offset
        return first

    def _near(self, tree: Near, turns: Turns) -> tuple[Matches, Matches]:
        """The matches of the left and of the right part that have the other near them."""
        left, right = self._matches(tree.left, turns), self._matches(tree.right, turns)
        kept = _beside(left, right, tree.distance, ordered=tree.ordered)
        beside = _preceded(right, left, tree.distance)
        if not tree.ordered:
            beside |= _followed(right, left, tree.distance)
        return left.only(kept), right.only(beside)

    def _window(self, tree: Window, turns: Turns) -> list[Ints]:
        """For each word its places that lie in a window with all the others."""
        of_words = self._keys_of(tree.words, turns)
        keys = [of_words[word] for word in tree.words]
        starts = merged(keys)
        for words, count in tree.needed():
            some = keys[words[0]] if len(words) == 1 else merged([keys[word] for word in words])
            starts = starts[count_within(some, starts, starts + tree.width) >= count]
        return [places[count_within(starts, places - tree.width, places) > 0] for places in keys]

    def _in_both(self, some: Turns, others: Turns) -> Turns:
        return both(some, others, self._library.size)

    def _keys_of(self, words: Iterable[Word], turns: Turns | None) -> dict[Word, Ints]:
        """Where words stand in some turns; a word that is there twice is read once."""
        return {word: self._keys(word, turns) for word in dict.fromkeys(words)}

    def _keys(self, word: Word, turns: Turns | None) -> Ints:
        """Where a word stands in some turns, or in all."""
        # To look the same turns up for each of many words takes longer than to read them all.
        every = turns is None or (len(word.forms) > _MANY and len(turns) > _MANY * 16)
        only = dict(word.only)
        keys = []
        for form in word.forms:
            if turns is None or every:
                documents, positions = self._library.occurrences(word.field, form)
            else:
                documents, positions = self._library.occurrences_in(word.field, form, turns)
            if form in only:
                kept = self._library.of_languages(only[form])[documents]
                documents, positions = documents[kept], positions[kept]
            if len(documents):
                keys.append(places_of(documents, positions))
        if not keys:
            return np.empty(0, np.int64)
        found = keys[0] if len(keys) == 1 else np.concatenate(keys)
        if every and turns is not None:
            mask = np.zeros(self._library.size, bool)
            mask[turns] = True
            found = found[mask.take(found >> _SHIFT)]
        return found if len(keys) == 1 else np.sort(found)


def _no_places(tree: Tree) -> TypeError:
    return TypeError(f"what is near or together is said in words: {tree!r}")


def _united(parts: list[Matches]) -> Matches:
    """The matches of several, in order, each once."""
    first = np.concatenate([part.first for part in parts])
    last = np.concatenate([part.last for part in parts])
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    new = np.ones(len(first), bool)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    return Matches(first[new], last[new])


def _joined(left: Matches, right: Matches) -> Matches:
    """What begins with a left match and ends with a right one that stands right behind it.

    Where parts are of several lengths, one may be followed by several, and follow several.
    """
    low = np.searchsorted(right.first, left.last + 1)
    counts = np.searchsorted(right.first, left.last + 1, "right") - low
    first = np.repeat(left.first, counts)
    # For each left match the numbers from `low` on, as many as there are.
    behind = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    last = right.last[np.repeat(low, counts) + behind]
    return _united([Matches(first, last)])


def _beside(
    some: Matches, others: Matches, distance: int, *, ordered: bool
) -> npt.NDArray[np.bool_]:
    """Whether one of the others is near each, behind it where they are ordered."""
    if some.last is some.first and others.last is others.first:
        return _beside_words(some.first, others.first, distance, ordered=ordered)
    near = _followed(some, others, distance)
    return near if ordered else near | _preceded(some, others, distance)


def _beside_words(
    some: Ints, others: Ints, distance: int, *, ordered: bool
) -> npt.NDArray[np.bool_]:
    """The same for single words: one look finds those before and behind."""
    if not len(others):
        return np.zeros(len(some), bool)
    place = insertion_points(others, some)
    behind = others.take(place, mode="clip")
    near: npt.NDArray[np.bool_] = (behind > some) & (behind <= some + distance)
    if (behind == some).any():
        # A word may be one of both sides.
        next_one = others.take(place + 1, mode="clip")
        near |= (behind == some) & (next_one > some) & (next_one <= some + distance)
    if not ordered:
        before = others.take(place - 1, mode="clip")
        near |= (before < some) & (before >= some - distance)
    return near


def _followed(some: Matches, others: Matches, distance: int) -> npt.NDArray[np.bool_]:
    """Whether one of the others begins at most `distance` behind the end of each."""
    if not len(others.first):
        return np.zeros(len(some.first), bool)
    behind = np.searchsorted(others.first, some.last, "right")
    nearest = others.first.take(behind, mode="clip")
    near: npt.NDArray[np.bool_] = (nearest > some.last) & (nearest <= some.last + distance)
    return near


def _preceded(some: Matches, others: Matches, distance: int) -> npt.NDArray[np.bool_]:
    """Whether one of the others ends at most `distance` before the begin of each."""
    if not len(others.last):
        return np.zeros(len(some.first), bool)
    ends = others.last if others.last is others.first else np.sort(others.last)
    before = np.searchsorted(ends, some.first) - 1
    nearest = ends.take(before, mode="clip")
    near: npt.NDArray[np.bool_] = (nearest < some.first) & (nearest >= some.first - distance)
    return near
