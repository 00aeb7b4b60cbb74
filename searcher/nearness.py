"""What is said near something else, as parts of a query tree that Whoosh's searcher answers too.

Both are kinds of `whoosh.query.Sequence`. Whoosh finds two parts with a gap as
they are meant here, distances from 1 between the nearer ends. For more than two
words in any order it goes from pair to pair: "a b c" with two between is found in
`a x x b x x c`, which is no window, and not in `b a c` with c far from b. So a
window brings a matcher of its own.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from whoosh import matching
from whoosh import query as whoosh
from whoosh.query.spans import Span, SpanWrappingMatcher
from whoosh.util import make_binary_tree

from searcher.anyof import leaf

#: Different classes of words that share words, in one window: every set of them is counted.
MOST_OVERLAPPING = 6


class _Positional(whoosh.Sequence):
    """A sequence whose gaps are a part of what it asks; Whoosh compares only the words."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._asked() == other._asked()

    def __hash__(self) -> int:
        return hash(self._asked())

    def _asked(self) -> tuple[Any, ...]:
        return (type(self).__name__, tuple(self.subqueries), self.slop, self.ordered)


class Near(_Positional):
    """Two parts at most `slop` positions from each other, not overlapping; words are 1 apart.

    A part is a word, a class of words, a phrase, or an `Or` of those; phrases are
    measured from their nearer ends. `ordered`: the first part before the second.
    """


class Window(_Positional):
    """Words in any order, each at another position, the last at most `slop` after the first."""

    def __init__(
        self, subqueries: Sequence[whoosh.Query], slop: int, ordered: bool = False,
        boost: float = 1.0,
    ) -> None:  # fmt: skip
        super().__init__(list(subqueries), slop, ordered, boost)

    def needed(self) -> Iterator[tuple[list[int], int]]:
        """What a window must hold: of these words together (their numbers) so many places.

        Two words that share no form never want the same place. Where they share one,
        as `a*` and `ab*`, every set of them needs as many places as it has words
        (P. Hall: On Representatives of Subsets. J. London Math. Soc. 10, 1935).
        """
        for group in self._overlapping():
            for size in range(1, len(group) + 1):
                for classes in combinations(group, size):
                    yield [same[0] for same in classes], sum(map(len, classes))

    def can_be_told_apart(self) -> bool:
        """Whether `needed` is short."""
        return all(len(group) <= MOST_OVERLAPPING for group in self._overlapping())

    def _overlapping(self) -> list[list[list[int]]]:
        """The words in groups that share forms; in a group the numbers of equal words."""
        same: dict[frozenset[str], list[int]] = {}
        for number, word in enumerate(self.subqueries):
            same.setdefault(frozenset(leaf(word)[1]), []).append(number)
        groups: list[tuple[set[str], list[list[int]]]] = []
        for forms, numbers in same.items():
            joined: tuple[set[str], list[list[int]]] = (set(forms), [numbers])
            apart = []
            for group in groups:
                if group[0] & forms:
                    joined = (joined[0] | group[0], group[1] + joined[1])
                else:
                    apart.append(group)
            groups = [*apart, joined]
        return [numbers for _, numbers in groups]

    def _matcher(self, subs: Sequence[whoosh.Query], searcher: Any, context: Any) -> Any:
        context = context.set(needs_current=True)
        return _WindowMatcher([part.matcher(searcher, context) for part in subs], self.slop)


class _WindowMatcher(SpanWrappingMatcher):
    """The windows of a turn, by trying every place of every word: for Whoosh's searcher."""

    def __init__(self, words: list[Any], slop: int) -> None:
        self.words = words
        self.slop = slop
        wrapping: Any = super()  # Whoosh's matchers have no types
        wrapping.__init__(make_binary_tree(matching.IntersectionMatcher, words))

    def copy(self) -> Any:
        return _WindowMatcher([word.copy() for word in self.words], self.slop)

    def replace(self, minquality: float = 0) -> Any:
        active: Any = self.is_active
        return self if active() else matching.NullMatcher()

    def _get_spans(self) -> list[Any]:
        places = [[span.start for span in word.spans()] for word in self.words]
        windows = []
        for start in sorted({place for word in places for place in word}):
            held = [[p for p in word if start <= p <= start + self.slop] for word in places]
            if _each_has_one(held):
                windows.append(Span(start, max(p for word in held for p in word)))
        return windows


def _each_has_one(held: list[list[int]]) -> bool:
    """Whether every word can have a place of its own (Kuhn's augmenting paths)."""
    taken: dict[int, int] = {}

    def settle(word: int, seen: set[int]) -> bool:
        for place in held[word]:
            if place not in seen:
                seen.add(place)
                if place not in taken or settle(taken[place], seen):
                    taken[place] = word
                    return True
        return False

    return all(settle(word, set()) for word in range(len(held)))
