"""A query tree as Whoosh's own searcher answers it, scored as `searcher.rank` scores.

Whoosh finds the turns and the places with its own postings, matchers and spans. What
counts as one word here, a class, a phrase, what is near, becomes one matcher with a
score for each turn; AND, OR and NOT stay Whoosh's.
"""

from collections.abc import Iterator
from typing import Any

from whoosh import matching
from whoosh import query as whoosh
from whoosh.searching import SearchContext, Searcher

from searcher import rank
from searcher.nearness import Near, Window

#: Whoosh's OR of many parts loses turns that score nothing.
NEXT_TO_NOTHING = 1e-7

K1, B = rank.DEFAULT.saturation, rank.DEFAULT.length


def found(searcher: Searcher, tree: Any) -> dict[int, float]:
    """The turns that Whoosh's searcher finds for a tree, and their scores."""
    results = searcher.search(converted(tree), limit=None)
    scores = {document: score for score, document in results.top_n}
    assert len(results) == len(scores)
    return scores


def converted(tree: Any) -> whoosh.Query:
    """A tree whose words, classes, phrases and nearness score as one word."""
    match tree:
        case whoosh.Not():
            # Whoosh scores what is not there with 1; its AndNot may let the first turn pass.
            return whoosh.ConstantScoreQuery(whoosh.Not(converted(tree.query)), NEXT_TO_NOTHING)
        case whoosh.And():
            return whoosh.And([converted(part) for part in tree.subqueries])
        case whoosh.Or():
            return whoosh.Or([converted(part) for part in tree.subqueries])
    return Scored(tree)


class Scored(whoosh.Query):  # type: ignore[misc]
    """A part that counts as one word."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self.boost = 1.0

    def estimate_size(self, ixreader: Any) -> int:
        """Whoosh sorts parts by this."""
        return 1

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """The turns of a segment, each with its score."""
        counted = list(frequencies(self.tree, searcher))
        if not counted:
            return matching.NullMatcher()
        parent = searcher.get_parent()
        heavy = weight(self.tree, parent)
        mean = parent.field_length("text") / parent.doc_count_all()
        scores = []
        for document, count in counted:
            norm = K1 * (1 - B + B * searcher.doc_field_length(document, "text") / max(mean, 1.0))
            scores.append(heavy * count * (K1 + 1) / (count + norm))
        return matching.ListMatcher([document for document, _ in counted], scores)


def weight(tree: Any, parent: Any) -> float:
    """The rarity of a word, or of the words of a phrase together; names weigh nothing."""
    if isinstance(tree, whoosh.Term) and tree.fieldname != "text":
        return NEXT_TO_NOTHING
    if isinstance(tree, whoosh.Sequence):
        return sum(weight(part, parent) for part in tree.subqueries)
    holding = sum(len(list(spans(tree, leaf))) for leaf, _ in parent.leaf_searchers())
    return rank.rarity(holding, parent.doc_count())


def frequencies(tree: Any, searcher: Any) -> Iterator[tuple[int, int]]:
    """How often a part matches in each turn that it matches in."""
    if isinstance(tree, whoosh.Term) and tree.fieldname != "text":
        yield from ((document, 1) for document in tree.matcher(searcher).all_ids())
        return
    places = dict(spans(tree, searcher))
    if not isinstance(tree, Near | Window):
        yield from ((document, len(set(some))) for document, some in places.items())
        return
    sides = [dict(spans(part, searcher)) for part in tree.subqueries]
    for document, some in places.items():
        first = set(sides[0][document])
        if isinstance(tree, Window):
            kept = {
                p for p in first if any(w.start <= p.start <= w.start + tree.slop for w in some)
            }
        else:
            kept = {a for a in first if any(_near(tree, a, b) for b in sides[1][document])}
        yield document, len(kept)


def _near(tree: Near, left: Any, right: Any) -> bool:
    before = not tree.ordered or left.is_before(right)
    return before and 1 <= left.distance_to(right) <= tree.slop


def spans(tree: Any, searcher: Any) -> Iterator[tuple[int, list[Any]]]:
    """The turns that Whoosh finds in a segment, with the spans that it finds there."""
    matcher = tree.matcher(searcher, SearchContext(needs_current=True))
    while matcher.is_active():
        yield matcher.id(), list(matcher.spans())
        matcher.next()
