"""The whole index in a cluster, as far as words, programs and numbers of turns are concerned."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from index.opensearch.excerpt import Excerpt
from index.opensearch.mapping import TURNS
from index.turn_record import Entry
from searcher.matching.evaluate import Evaluator
from searcher.query.query_tree import And, Tree

if TYPE_CHECKING:
    from index.library.library import Ints
    from searcher.engines.opensearch.finder import Finder
    from searcher.matching.arrays import Turns

#: Up to so many turns that match are listed; of more, only their number is known.
LISTED = 5_000


class Whole(Excerpt):
    """All programs of an index, and no turn of them. A search is planned with it."""

    def __init__(self, finder: "Finder") -> None:
        super().__init__(finder.source, [], {})

    def entry(self, program: str) -> Entry | None:
        """The program with this id, without its turns, or None if there is none."""
        place = self._source.catalogue.places.get(program)
        return None if place is None else self._source.catalogue.entry(place)

    def entries(self) -> Iterator[Entry]:
        """Every program, in the order of the index."""
        return self._source.catalogue.entries()

    @property
    def program_numbers(self) -> "Ints":
        """The numbers of programs, by the keys of turns."""
        return _Programs()  # type: ignore[return-value]


class _Programs:
    """The number of the program of each turn, by its key."""

    def __getitem__(self, keys: "Ints") -> "Ints":
        return keys >> TURNS


class WholeEvaluator(Evaluator):
    """Matches in the whole index. A turn is its key.

    It is for hints and suggestions, which ask how many turns match, and which, if they are few.
    """

    def __init__(self, finder: "Finder", library: Whole) -> None:
        super().__init__(library)
        self._finder = finder

    def match(self, tree: Tree, within: "Turns | None" = None) -> "Turns":
        """The keys of the turns that match, sorted; if they are many, as many numbers.

        Args:
            tree: what they match.
            within: what this returned for another tree, which must match, too.
        """
        if isinstance(within, _Matching):
            tree = And((within.tree, tree))
        total = self._finder.matching(tree)
        if total > LISTED:
            keys = np.zeros(total, np.int64)
        else:
            keys = np.array(sorted(self._finder.keys(tree)), np.int64)
        found = keys.view(_Matching)
        found.tree = tree
        return found


class _Matching(np.ndarray):
    """The keys of turns, with the tree that they match."""

    tree: Tree
