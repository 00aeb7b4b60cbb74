"""What a search matches: the turns of its strictest tier, and every match in them.

Concordances, counts and collocations share it, so that all of them count the same matches.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from searcher.matching.arrays import Ints, Turns
from searcher.matching.evaluate import Evaluator
from searcher.matching.occurrences import Occurrences, match_counts, occurrences
from searcher.query.query_tree import Tree
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.query.tier import Tier


class Matched(Value):
    """The turns of the first tier that has a match: those that `searcher WORDS --strict` finds.

    Attributes:
        evaluator: of the search.
        tier: the tier; None for a search that is matched exactly as typed, and if nothing
            was found.
        tree: what the turns match.
        turns: their numbers in the index, sorted.
        synonyms: the synonyms that were searched for, by the words that were typed.
    """

    evaluator: Evaluator
    tier: "Tier | None"
    tree: Tree
    turns: Turns
    synonyms: Mapping[str, tuple[str, ...]]

    def occurrences(self, turns: Turns | None = None) -> Occurrences:
        """The matches in the turns, or in some of them, in the order of the text.

        A turn of which only a field, its question or its answer matches has none.
        """
        return occurrences(self.evaluator, self.tree, self.turns if turns is None else turns)

    def counts(self) -> Ints:
        """How many matches each of the turns has; mostly faster than `occurrences`."""
        return match_counts(self.evaluator, self.tree, self.turns)
