"""What a search matches: the turns of its strictest tier, and every match in them.

Concordances, counts and collocations share it, so that all of them count the same matches.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from searcher.matching.arrays import Ints, Turns
from searcher.matching.evaluate import Evaluator
from searcher.matching.occurrences import Occurrences, match_counts, occurrences
from searcher.query.query_tree import (
    And,
    Answered,
    Asked,
    Not,
    Or,
    Tree,
    Within,
    children,
    field_of,
)
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
        filter: what the filters ask for, as a tree; None without filters.
    """

    evaluator: Evaluator
    tier: "Tier | None"
    tree: Tree
    turns: Turns
    synonyms: Mapping[str, tuple[str, ...]]
    filter: Tree | None = None

    def occurrences(self, turns: Turns | None = None) -> Occurrences:
        """The matches in the turns, or in some of them, in the order of the text.

        A turn of which only a field, its question or its answer matches has none.
        """
        return occurrences(self.evaluator, self.tree, self.turns if turns is None else turns)

    def counts(self) -> Ints:
        """How many matches each of the turns has; mostly faster than `occurrences`."""
        return match_counts(self.evaluator, self.tree, self.turns)

    def scope(self) -> Turns:
        """The turns in which the words are looked for: what the filters and fields leave, sorted.

        It is what a word near the matches is compared with, so `speaker:` in a search and the
        option `--speaker` mean the same.
        """
        parts = self.tree.parts if isinstance(self.tree, And) else (self.tree,)
        fields = tuple(part for part in parts if _is_about_fields(part))
        asked = (*fields, *([self.filter] if self.filter is not None else []))
        if not asked:
            return self.evaluator.library.documents().astype(np.uint32)
        return self.evaluator.match(And(asked))


def _is_about_fields(tree: Tree) -> bool:
    """Whether a part of a search only asks for fields, such as the speaker."""
    if isinstance(tree, And | Or | Not):
        return all(map(_is_about_fields, children(tree)))
    if isinstance(tree, Asked | Answered | Within):
        return False
    return field_of(tree) != "text"
