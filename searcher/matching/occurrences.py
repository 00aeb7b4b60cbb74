"""The occurrences of a query tree: every match, as arrays of turns and of word positions.

A match is what a quote marks in its turn:

- of a word in all its inflections, a pattern, a fuzzy word, an expression or synonyms: each place
  where one of the forms is said; of a phrase: all of its words together,
- of AND, OR and WITHIN: the matches of each part that the turn matches,
- of NEAR, ONEAR and a window: the words or phrases that take part, each by itself,
- of NOT, of a field, of `asked:` and `answered:`: none. They only decide which turns match.

Matches that share a word are one match, from the first word of them to the last one: `the the`
matches "the the the" once. Matches that only touch are two.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from searcher.matching.arrays import Ints, Turns, rows, starts_of_runs
from searcher.matching.evaluate import Evaluator
from searcher.matching.positions import STRIDE, Matches, turns_of
from searcher.query.query_tree import (
    And,
    Answered,
    Asked,
    Listed,
    Not,
    OneOf,
    Or,
    Phrase,
    Tree,
    Within,
    Word,
    children,
    field_of,
)
from searcher.value import Value


class Occurrences(Value):
    """The matches of a search, in the order of the text. A row is a match.

    Attributes:
        turns: the number of its turn in the index.
        first: the position of its first word in the turn; the first word of a turn has 0.
        last: the position of its last word.
    """

    turns: Turns
    first: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.turns)

    def rows(self, numbers: npt.NDArray[np.integer[Any]] | slice) -> "Occurrences":
        """Some of the matches, by their rows."""
        return Occurrences(self.turns[numbers], self.first[numbers], self.last[numbers])


def occurrences(evaluator: Evaluator, tree: Tree, turns: Turns) -> Occurrences:
    """The matches of a tree in turns that match it.

    Args:
        evaluator: of the search.
        tree: what the turns match.
        turns: sorted; each of them must match the tree.
    """
    first, last = _merged(_matches(evaluator, tree, turns))
    documents = turns_of(first)
    # Whatever the turn is, the lower half of a global position is the position.
    return Occurrences(documents, first & (STRIDE - 1), last & (STRIDE - 1))


def match_counts(evaluator: Evaluator, tree: Tree, turns: Turns) -> Ints:
    """How many matches each of some turns has: `occurrences`, counted.

    If no two matches can share a word, the frequencies of the posting lists are added up, and no
    position is read.

    Args:
        evaluator: of the search.
        tree: what the turns match.
        turns: sorted; each of them must match the tree.

    Returns:
        A count for each turn; 0 where only a field or another turn matches.
    """
    counts = np.zeros(len(turns), np.int64)
    size = evaluator.library.size
    parts = _counted_apart(tree)
    if parts is None:
        found = occurrences(evaluator, tree, turns).turns
        runs = starts_of_runs(found)
        counts[turns.searchsorted(found[runs])] = np.diff(np.append(runs, len(found)))
        return counts
    for part in parts:
        postings = evaluator.postings.known(part, turns)
        held, where = rows(postings.documents, turns, size)
        counts[held] += postings.frequencies[where]
    if len(parts) > 1 and (forms := evaluator.library.source_forms) is not None:
        # A corrected word and that of the file are one match.
        corrected = turns[np.isin(turns, forms.documents)]
        found = occurrences(evaluator, tree, corrected).turns
        counts[turns.searchsorted(corrected)] = [np.count_nonzero(found == t) for t in corrected]
    return counts


def _matches(evaluator: Evaluator, tree: Tree, turns: Turns) -> list[Matches]:
    """The matches of a tree in turns that match it, part by part; some may overlap."""
    match tree:
        case Not() | Listed() | Asked() | Answered():
            return []
        case And(parts):
            return [one for part in parts for one in _matches(evaluator, part, turns)]
        case Or() | Within():
            return [
                one
                for part in children(tree)
                for one in _matches(evaluator, part, _matching(evaluator, part, turns))
            ]
    return [] if field_of(tree) != "text" else evaluator.postings.positions.shown(tree, turns)


def _matching(evaluator: Evaluator, part: Tree, turns: Turns) -> Turns:
    """The turns that match a part; of what has positions, these alone say which."""
    if isinstance(part, And | Or | Within):
        return evaluator.match(part, turns)
    return turns


def _merged(parts: Sequence[Matches]) -> Matches:
    """Several matches as one list, sorted, those that share a word as one."""
    if not parts:
        nothing: Ints = np.empty(0, np.int64)
        return Matches(nothing, nothing)
    if len(parts) == 1 and parts[0].last is parts[0].first:
        # Single words do not overlap.
        return parts[0]
    first = np.concatenate([part.first for part in parts])
    last = np.concatenate([part.last for part in parts])
    order = first.argsort(kind="stable")
    first, last = first.take(order), last.take(order)
    ends = np.maximum.accumulate(last)
    new = np.ones(len(first), bool)
    np.greater(first[1:], ends[:-1], out=new[1:])
    begins = new.nonzero()[0]
    if not len(begins):
        return Matches(first, last)
    return Matches(first.take(begins), ends.take(np.append(begins[1:], len(first)) - 1))


def _counted_apart(tree: Tree) -> list[Tree] | None:
    """The words and phrases whose frequencies sum to the number of matches; None if they do not.

    They do if no word of one of them can be a word of another match.
    """
    parts: list[Tree] = []
    pending = [tree]
    while pending:
        part = pending.pop()
        match part:
            case Not() | Listed() | Asked() | Answered():
                continue
            case Word() | OneOf() | Phrase() if field_of(part) != "text":
                continue
            case And(several):
                pending += several
            case Or(several) if not any(isinstance(one, And | Within) for one in several):
                pending += several
            case OneOf(several):
                pending += several
            case Word():
                parts.append(part)
            case Phrase(words) if all(isinstance(word, Word) for word in words):
                if _overlaps_itself(part):
                    return None
                parts.append(part)
            case _:
                return None
    forms = [_forms(part) for part in parts]
    if any(not one.isdisjoint(other) for one, other in combinations(forms, 2)):
        return None
    return parts


def _forms(part: Tree) -> set[str]:
    return set(part.forms) if isinstance(part, Word) else set().union(*map(_forms, children(part)))


def _overlaps_itself(phrase: Phrase) -> bool:
    """Whether the end of one match of a phrase can be the beginning of the next one."""
    forms = [_forms(word) for word in phrase.words]
    return any(
        all(not one.isdisjoint(other) for one, other in zip(forms[shift:], forms, strict=False))
        for shift in range(1, len(forms))
    )
