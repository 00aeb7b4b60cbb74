"""Names by their words: a name is compared with those only that can be the same person.

Comparing every name with every other one took minutes for a file that lists thousands.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Generic, TypeVar

T = TypeVar("T")

Words = tuple[str, ...]


class NameIndex(Generic[T]):
    """Values under the words of names, as `resolution.name_words` gives them."""

    def __init__(self, names: Iterable[tuple[Words, T]] = ()) -> None:
        self._whole: defaultdict[Words, list[T]] = defaultdict(list)
        # Of names of several words: by the first or the last, by both, by the last word and
        # the initial, and these where the first word is that initial.
        self._edge: defaultdict[str, list[T]] = defaultdict(list)
        self._pair: defaultdict[Words, list[T]] = defaultdict(list)
        self._initial: defaultdict[Words, list[T]] = defaultdict(list)
        self._abbreviated: defaultdict[Words, list[T]] = defaultdict(list)
        for words, value in names:
            self.add(words, value)

    def add(self, words: Words, value: T) -> None:
        """Put a value under the words of its name."""
        if len(words) < 2:
            self._whole[words].append(value)
            return
        first, last = words[0], words[-1]
        for word in {first, last}:
            self._edge[word].append(value)
        self._pair[last, first].append(value)
        self._initial[last, first[0]].append(value)
        if len(first) == 1:
            self._abbreviated[last, first].append(value)

    def near(self, words: Words) -> Iterator[T]:
        """The values whose names `resolution.same_person` may find alike, and few others."""
        if len(words) < 2:
            return chain(self._whole.get(words, ()), *map(self._at_edge, words))
        first, last = words[0], words[-1]
        single = (self._whole.get((word,), ()) for word in {first: 0, last: 0})
        if len(first) == 1:
            return chain(*single, self._initial.get((last, first), ()))
        return chain(
            *single,
            self._pair.get((last, first), ()),
            self._abbreviated.get((last, first[0]), ()),
        )

    def _at_edge(self, word: str) -> Iterable[T]:
        return self._edge.get(word, ())
