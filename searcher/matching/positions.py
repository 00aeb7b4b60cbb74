"""The positions of words, phrases and nearby words, as sorted arrays.

A global position is one number, turn * STRIDE + position in the turn. So a phrase is an
intersection of shifted arrays, and nearness is a binary search. STRIDE is greater than any
position plus any distance, so nothing reaches from one turn into the next.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from itertools import groupby
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from index.columnar.sorted_arrays import insertion_points
from index.fields import TEXT
from index.library.library import Library
from index.text.tokenizer import as_written, places
from searcher.matching.arrays import (
    Counts,
    Ints,
    both,
    common,
    count_within,
    distinct,
    is_dense,
    merged,
    sorted_runs,
)
from searcher.query.query_tree import (
    AnyWord,
    Near,
    OneOf,
    Or,
    Phrase,
    Tree,
    Window,
    Word,
    Written,
    field_of,
)

Turns = npt.NDArray[np.uint32]

#: With more forms, and more turns, all positions of a word are read and then filtered by a mask:
#: a lookup takes a few microseconds per form, and a binary search per form and turn.
_MANY_FORMS, _MANY_TURNS = 32, 512

#: If one word is in this many times as many turns as the other, only the positions in turns with
#: both are read. Below, all of them are read, which needs no lookup.
_READ_ALL_RATIO = 8
#: If one turn in so many of those with the rarer word has the other one, too, the positions in the
#: other turns are left out before they are sorted.
_FEW_TOGETHER = 2

#: Greater than any position.
STRIDE = 1 << 32
_SHIFT = 32


def global_positions(turns: Turns, positions: npt.NDArray[Any]) -> Ints:
    """Turns and positions as global positions."""
    places = turns.astype(np.int64)
    # A shift is several times faster than a multiplication.
    places <<= _SHIFT
    places += positions
    return places


def turns_of(places: Ints) -> Turns:
    """The turns of global positions."""
    return (places >> _SHIFT).astype(np.uint32)


class PostingList(Protocol):
    """The turns with a word; see `searcher.matching.postings`."""

    @property
    def documents(self) -> Turns:
        """The turns, sorted."""

    def in_all_turns(self, size: int) -> Counts:
        """How often each turn of the index, which has `size` turns, says it."""

    def __len__(self) -> int:
        """How many turns there are."""


class Matches(NamedTuple):
    """The matches of a part of a search.

    Attributes:
        first: the global position of the first word of each match, sorted.
        last: the global position of its last word.
    """

    first: Ints
    last: Ints

    def only(self, kept: npt.NDArray[np.bool_]) -> "Matches":
        """The matches where `kept` is true."""
        numbers = kept.nonzero()[0]
        first = self.first.take(numbers)
        return Matches(first, first if self.last is self.first else self.last.take(numbers))


class PositionFinder:
    """Finds positions in one library.

    Args:
        library: the index.
        posting_list: a function from a word to its posting list.
        elsewhere: finds them in the words that the files have where words were corrected; None
            if none was.
    """

    def __init__(
        self,
        library: Library,
        posting_list: Callable[[Word], PostingList],
        elsewhere: "PositionFinder | None" = None,
    ) -> None:
        self._library = library
        self._posting_list = posting_list
        self._elsewhere = elsewhere

    def counted(self, tree: Tree, within: Turns | None) -> Ints:
        """One global position for each match that counts for the frequency, sorted.

        For nearness these are the matches of the left part. For a window they are the
        occurrences of its first word with the other words around them.
        """
        found = self._counted(tree, within)
        others = self._of_files(lambda finder, rows: [finder._counted(tree, rows)], tree, within)
        return _beside(found, others[0]).first if others else found.first

    def of_files(self, tree: Tree, within: Turns | None) -> Turns:
        """The turns of which the files have a match where words were corrected, sorted."""
        found = self._of_files(lambda finder, rows: [finder._counted(tree, rows)], tree, within)
        return distinct(np.sort(turns_of(found[0].first))) if found else np.empty(0, np.uint32)

    def _of_files(
        self,
        find: "Callable[[PositionFinder, Turns | None], list[Matches]]",
        tree: Tree,
        within: Turns | None,
    ) -> list[Matches]:
        """What is found in the text of the files, at its places in the corrected text.

        It is an empty list where nothing was corrected.
        """
        forms = self._library.source_forms
        if self._elsewhere is None or forms is None or field_of(tree) != TEXT:
            return []
        rows = None if within is None else forms.rows(within)
        return [
            Matches(forms.firsts(one.first), forms.lasts(one.last))
            for one in find(self._elsewhere, rows)
        ]

    def _counted(self, tree: Tree, within: Turns | None) -> Matches:
        if isinstance(tree, Near):
            left, right = self._sides(tree, within)
            return left.only(_has_near(left, right, tree.distance, ordered=tree.ordered))
        turns = self._candidates(tree, within)
        if isinstance(tree, Window):
            first = self._window(tree, turns)[0]
            return Matches(first, first)
        return self._matches(tree, turns)

    def shown(self, tree: Tree, turns: Turns) -> list[Matches]:
        """The matches to highlight: of a word, of a phrase, or of each part of a nearness."""
        found = self._shown(tree, turns)
        others = self._of_files(
            lambda finder, rows: finder._shown(
                tree, np.empty(0, np.uint32) if rows is None else rows
            ),
            tree,
            turns,
        )
        return list(map(_beside, found, others)) if others else found

    def _shown(self, tree: Tree, turns: Turns) -> list[Matches]:
        turns = self._candidates(tree, turns)
        match tree:
            case Near():
                return list(self._near(tree, turns))
            case Window():
                return [Matches(word, word) for word in self._window(tree, turns)]
        return [self._matches(tree, turns)]

    def _candidates(self, tree: Tree, within: Turns | None) -> Turns:
        """The turns that hold all words of a part; only turns in `within` if it is given."""
        match tree:
            case Word():
                held = self._posting_list(tree).documents
                return held if within is None else self._in_both(within, held)
            case OneOf(parts) | Or(parts):
                return merged([self._candidates(part, within) for part in parts])
            case Phrase(words) | Window(words):
                turns = [
                    self._candidates(word, None) for word in words if not isinstance(word, AnyWord)
                ]
            case Written(part):
                turns = [self._candidates(part, None)]
            case Near(left, right):
                turns = [self._candidates(left, None), self._candidates(right, None)]
            case _:
                raise _no_positions(tree)
        if within is not None:
            turns.append(within)
        return reduce(self._in_both, sorted(turns, key=len))

    def _sides(self, tree: Near, within: Turns | None) -> tuple[Matches, Matches]:
        """The matches of both parts of a nearness; at least those in turns with both."""
        if within is None and isinstance(tree.left, Word) and isinstance(tree.right, Word):
            lists = self._posting_list(tree.left), self._posting_list(tree.right)
            fewer, more = sorted(map(len, lists))
            # Reading all positions of two words is faster than those in turns with both.
            if more < fewer * _READ_ALL_RATIO:
                mask = self._together(*lists)
                left, right = (self._keys(word, None, mask) for word in (tree.left, tree.right))
                return Matches(left, left), Matches(right, right)
        turns = self._candidates(tree, within)
        return self._matches(tree.left, turns), self._matches(tree.right, turns)

    def _together(self, one: PostingList, other: PostingList) -> npt.NDArray[np.bool_] | None:
        """Whether each turn has both words; None if most turns with one of them do."""
        size = self._library.size
        fewer = min(len(one), len(other))
        if not is_dense(fewer, size):
            return None
        mask = np.minimum(one.in_all_turns(size), other.in_all_turns(size)) != 0
        return mask if int(np.count_nonzero(mask)) * _FEW_TOGETHER < fewer else None

    def _matches(self, tree: Tree, turns: Turns | None) -> Matches:
        """The matches of a word, a phrase, or an `Or` of those, in some turns or in all."""
        match tree:
            case Word():
                keys = self._keys(tree, turns)
                return Matches(keys, keys)
            case OneOf(parts) | Or(parts):
                return _united([self._matches(part, turns) for part in parts])
            case Phrase(words):
                single = {n: word for n, word in enumerate(words) if isinstance(word, Word)}
                if len(single) + sum(isinstance(word, AnyWord) for word in words) < len(words):
                    return reduce(_joined, [self._matches(word, turns) for word in words])
                first = self._phrase_starts(single, turns)
                return Matches(first, first + (len(words) - 1))
            case Written(part, typed):
                return self._written(self._matches(part, turns), typed)
        raise _no_positions(tree)

    def _phrase_starts(self, words: Mapping[int, Word], turns: Turns | None) -> Ints:
        """The global positions at which a phrase of words begins; words by their place in it."""
        of_words = self._keys_of(words.values(), turns)
        rarest, *others = sorted(words, key=lambda n: len(of_words[words[n]]))
        first = of_words[words[rarest]] - rarest
        for offset in others:
            # The candidates are shifted: they are fewer than the positions of the other word.
            first = common(first + offset, of_words[words[offset]]) - offset
        return first

    def _written(self, matches: Matches, typed: tuple[str, ...]) -> Matches:
        """The matches of words that are written as they were typed: the texts are read."""
        kept = np.zeros(len(matches.first), bool)
        found = enumerate(divmod(place, STRIDE) for place in matches.first.tolist())
        for turn, here in groupby(found, lambda match: match[1][0]):
            text = self._library.text(turn)
            # Most texts have the words in another case only.
            whole = as_written(text)
            if not all(word in whole for word in typed):
                continue
            rows = {row: position for row, (_, position) in here}
            at = {position + n for position in rows.values() for n in range(len(typed))}
            spans = places(text, sorted(at))
            for row, position in rows.items():
                kept[row] = all(
                    as_written(text[slice(*spans[position + n])]) == word
                    for n, word in enumerate(typed)
                )
        return matches.only(kept)

    def _near(self, tree: Near, turns: Turns) -> tuple[Matches, Matches]:
        """The matches of each part that have a match of the other part near them."""
        left, right = self._matches(tree.left, turns), self._matches(tree.right, turns)
        kept = _has_near(left, right, tree.distance, ordered=tree.ordered)
        right_near = _preceded(right, left, tree.distance)
        if not tree.ordered:
            right_near |= _followed(right, left, tree.distance)
        return left.only(kept), right.only(right_near)

    def _window(self, tree: Window, turns: Turns) -> list[Ints]:
        """For each word its global positions that are in a window with all the others."""
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
        """The global positions of words in some turns; equal words are read once."""
        return {word: self._keys(word, turns) for word in dict.fromkeys(words)}

    def _keys(
        self, word: Word, turns: Turns | None, mask: npt.NDArray[np.bool_] | None = None
    ) -> Ints:
        """The global positions of a word in some turns, or in all; `mask` leaves out some."""
        every = turns is None or (len(word.forms) > _MANY_FORMS and len(turns) > _MANY_TURNS)
        only = dict(word.only)
        keys = []
        for form in word.forms:
            if turns is None or every:
                documents, positions = self._library.occurrences(word.field, form)
                if mask is not None:
                    rows = mask.take(documents).nonzero()[0]
                    documents, positions = documents.take(rows), positions.take(rows)
            else:
                documents, positions = self._library.occurrences_in(word.field, form, turns)
            if form in only:
                kept = self._library.of_languages(only[form])[documents]
                documents, positions = documents[kept], positions[kept]
            if len(documents):
                keys.append(global_positions(documents, positions))
        if not keys:
            return np.empty(0, np.int64)
        found = keys[0] if len(keys) == 1 else sorted_runs(keys)
        if every and turns is not None:
            mask = np.zeros(self._library.size, bool)
            mask[turns] = True
            found = found[mask.take(found >> _SHIFT)]
        return found


def _no_positions(tree: Tree) -> TypeError:
    return TypeError(f"only words and phrases have positions: {tree!r}")


def _united(parts: list[Matches]) -> Matches:
    """The union of several matches, sorted, without duplicates."""
    first = np.concatenate([part.first for part in parts])
    last = np.concatenate([part.last for part in parts])
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    new = np.ones(len(first), bool)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    return Matches(first[new], last[new])


def _beside(found: Matches, others: Matches) -> Matches:
    """Matches, and those of others that share no word with one of them."""
    if not len(others.first):
        return found
    before = np.searchsorted(found.first, others.last, "right")
    ends = np.maximum.accumulate(found.last) if len(found.last) else found.last
    last = np.append(-1, ends).take(before)
    return _united([found, others.only(last < others.first)])


def _joined(left: Matches, right: Matches) -> Matches:
    """The matches of a left part that a right part follows directly.

    Matches of a part can differ in length, so several others may follow one match.
    """
    low = np.searchsorted(right.first, left.last + 1)
    counts = np.searchsorted(right.first, left.last + 1, "right") - low
    first = np.repeat(left.first, counts)
    # For each left match the rows of the matches that follow it, from `low` on.
    offset = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    last = right.last[np.repeat(low, counts) + offset]
    return _united([Matches(first, last)])


def _has_near(
    some: Matches, others: Matches, distance: int, *, ordered: bool
) -> npt.NDArray[np.bool_]:
    """Whether each match has one of the others near it; if ordered, only after it."""
    if some.last is some.first and others.last is others.first:
        return _has_word_near(some.first, others.first, distance, ordered=ordered)
    near = _followed(some, others, distance)
    return near if ordered else near | _preceded(some, others, distance)


def _has_word_near(
    some: Ints, others: Ints, distance: int, *, ordered: bool
) -> npt.NDArray[np.bool_]:
    """As `_has_near`, for single words: one binary search finds the neighbours on both sides."""
    if not len(others):
        return np.zeros(len(some), bool)
    place = insertion_points(others, some)
    after = others.take(place, mode="clip")
    near: npt.NDArray[np.bool_] = (after > some) & (after <= some + distance)
    if (after == some).any():
        # The same word may be on both sides.
        next_one = others.take(place + 1, mode="clip")
        near |= (after == some) & (next_one > some) & (next_one <= some + distance)
    if not ordered:
        before = others.take(place - 1, mode="clip")
        near |= (before < some) & (before >= some - distance)
    return near


def _followed(some: Matches, others: Matches, distance: int) -> npt.NDArray[np.bool_]:
    """Whether one of the others begins at most `distance` after the end of each match."""
    if not len(others.first):
        return np.zeros(len(some.first), bool)
    after = np.searchsorted(others.first, some.last, "right")
    nearest = others.first.take(after, mode="clip")
    near: npt.NDArray[np.bool_] = (nearest > some.last) & (nearest <= some.last + distance)
    return near


def _preceded(some: Matches, others: Matches, distance: int) -> npt.NDArray[np.bool_]:
    """Whether one of the others ends at most `distance` before the start of each match."""
    if not len(others.last):
        return np.zeros(len(some.first), bool)
    ends = others.last if others.last is others.first else np.sort(others.last, kind="stable")
    before = np.searchsorted(ends, some.first) - 1
    nearest = ends.take(before, mode="clip")
    near: npt.NDArray[np.bool_] = (nearest < some.first) & (nearest >= some.first - distance)
    return near
