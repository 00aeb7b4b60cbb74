"""A query tree as Whoosh's own searcher answers it, scored as `searcher.matching.bm25` scores.

Whoosh finds the turns and the places with its own postings, matchers and spans. What
counts as one word here, a class, a phrase, what is near, becomes one matcher with a
score for each turn; AND, OR and NOT stay Whoosh's.

Whoosh finds two parts with a gap as they are meant here, distances from 1 between the
nearer ends. For more than two words in any order it goes from pair to pair: "a b c"
with two between is found in `a x x b x x c`, which is no window, and not in `b a c`
with c far from b. So a window brings a matcher of its own.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from whoosh import matching
from whoosh import query as whoosh
from whoosh.query.spans import Span, SpanWrappingMatcher
from whoosh.searching import SearchContext, Searcher
from whoosh.util import make_binary_tree

from searcher.matching import bm25
from searcher.query.query_tree import (
    And,
    Near,
    Not,
    OneOf,
    Or,
    Phrase,
    Tree,
    Window,
    Word,
    children,
)

#: Whoosh's OR of many parts loses turns that score nothing.
NEXT_TO_NOTHING = 1e-7

K1, B = bm25.K1, bm25.B


def found(searcher: Searcher, tree: Tree) -> dict[int, float]:
    """The turns that Whoosh's searcher finds for a tree, and their scores."""
    results = searcher.search(scored(tree), limit=None)
    scores = {document: score for score, document in results.top_n}
    assert len(results) == len(scores)
    return scores


def translated(tree: Tree) -> whoosh.Query:
    """The same tree of Whoosh's classes."""
    match tree:
        case Word(field, (form,)):
            return whoosh.Term(field, form)
        case Word(field, forms):
            return AnyOf(field, forms)
        case Phrase(words):
            return whoosh.Sequence([translated(word) for word in words])
        case Near(left, right, distance, ordered):
            return whoosh.Sequence([translated(left), translated(right)], distance, ordered)
        case Window(words, width):
            return _Window([translated(word) for word in words], width)
        case And(parts):
            return whoosh.And([translated(part) for part in parts])
        case OneOf(parts) | Or(parts):
            return whoosh.Or([translated(part) for part in parts])
        case Not(part):
            return whoosh.Not(translated(part))
    raise TypeError(f"Whoosh has nothing of this kind: {tree!r}")


def scored(tree: Tree) -> whoosh.Query:
    """A tree of Whoosh's classes whose words, phrases and nearness score as one word."""
    match tree:
        case Not():
            # Whoosh scores what is not there with 1; its AndNot may let the first turn pass.
            return whoosh.ConstantScoreQuery(whoosh.Not(scored(tree.part)), NEXT_TO_NOTHING)
        case And(parts):
            return whoosh.And([scored(part) for part in parts])
        case Or(parts):
            return whoosh.Or([scored(part) for part in parts])
    return Scored(tree)


class AnyOf(whoosh.MultiTerm):
    """One of several words."""

    def __init__(self, fieldname: str, words: tuple[str, ...]) -> None:
        self.fieldname = fieldname
        self.words = words
        self.boost = 1.0

    def _btexts(self, ixreader: Any) -> list[bytes]:
        encoded = (word.encode() for word in self.words)
        return [word for word in encoded if (self.fieldname, word) in ixreader]


class Scored(whoosh.Query):
    """A part that counts as one word."""

    def __init__(self, tree: Tree) -> None:
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


def weight(tree: Tree, parent: Any) -> float:
    """The rarity of a word, or of the words of a phrase together; names weigh nothing."""
    if isinstance(tree, Word) and tree.field != "text":
        return NEXT_TO_NOTHING
    if isinstance(tree, Phrase | Near | Window):
        return sum(weight(part, parent) for part in children(tree))
    holding = sum(len(list(spans(tree, leaf))) for leaf, _ in parent.leaf_searchers())
    return bm25.rarity(holding, parent.doc_count())


def frequencies(tree: Tree, searcher: Any) -> Iterator[tuple[int, int]]:
    """How often a part matches in each turn that it matches in."""
    if isinstance(tree, Word) and tree.field != "text":
        yield from ((document, 1) for document in translated(tree).matcher(searcher).all_ids())
        return
    if isinstance(tree, OneOf):
        every = [dict(frequencies(part, searcher)) for part in tree.parts]
        for document in sorted({document for counts in every for document in counts}):
            yield document, sum(counts.get(document, 0) for counts in every)
        return
    places = dict(spans(tree, searcher))
    if not isinstance(tree, Near | Window):
        yield from ((document, len(set(some))) for document, some in places.items())
        return
    sides = [dict(spans(part, searcher)) for part in children(tree)]
    for document, some in places.items():
        first = set(sides[0][document])
        if isinstance(tree, Window):
            kept = {
                p for p in first if any(w.start <= p.start <= w.start + tree.width for w in some)
            }
        else:
            kept = {a for a in first if any(_near(tree, a, b) for b in sides[1][document])}
        yield document, len(kept)


def _near(tree: Near, left: Any, right: Any) -> bool:
    before = not tree.ordered or left.is_before(right)
    return before and bool(1 <= left.distance_to(right) <= tree.distance)


def spans(tree: Tree, searcher: Any) -> Iterator[tuple[int, list[Any]]]:
    """The turns that Whoosh finds in a segment, with the spans that it finds there."""
    matcher = translated(tree).matcher(searcher, SearchContext(needs_current=True))
    while matcher.is_active():
        yield matcher.id(), list(matcher.spans())
        matcher.next()


class _Window(whoosh.Sequence):
    """Words in any order, each at another position."""

    def __init__(
        self, subqueries: Sequence[whoosh.Query], slop: int, ordered: bool = False,
        boost: float = 1.0,
    ) -> None:  # fmt: skip
        super().__init__(list(subqueries), slop, ordered, boost)

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
