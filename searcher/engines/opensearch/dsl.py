"""Query trees as queries of OpenSearch: which turns match.

A query finds all turns that match a tree. Where OpenSearch cannot say exactly which these are, it
finds others, too; then it is not exact, and the turns are read and compared here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Any, NamedTuple

from index.opensearch.mapping import LANGUAGE, token
from searcher.errors import RequestError
from searcher.query.query_tree import (
    And,
    Answered,
    AnyWord,
    Asked,
    Listed,
    Near,
    Not,
    OneOf,
    Or,
    Phrase,
    Tree,
    Window,
    Within,
    Word,
    Written,
    field_of,
)

Query = dict[str, Any]
#: The keys of the turns that match a part which depends on other turns.
Join = Callable[["Asked | Answered | Within"], Sequence[int]]

#: A phrase of alternatives is written out, if it is not more phrases than these.
_MOST_PHRASES = 64
#: The most words that are looked for at their places in one part of a search, and the most that are
#: scored: a cluster refuses queries of more than 1,024 clauses.
_MOST_PLACES, _MOST_SCORED = 400, 300

EVERYTHING: Query = {"match_all": {}}
NOTHING: Query = {"match_none": {}}


class Translated(NamedTuple):
    """A query that finds all turns that match a tree.

    Attributes:
        query: in the language of OpenSearch.
        exact: whether it finds no others.
    """

    query: Query
    exact: bool = True


class Translator:
    """Translates trees.

    Args:
        join: finds the turns that match a part which depends on other turns.
    """

    def __init__(self, join: Join) -> None:
        self._join = join

    def translate(self, tree: Tree) -> Translated:
        """The query of a tree."""
        match tree:
            case Word():
                return Translated(_word(tree))
            case OneOf(parts) | Or(parts):
                return _any_of([self.translate(part) for part in parts])
            case And(parts):
                return self._all_of(parts)
            case Not(part):
                inner = self.translate(part)
                # Turns that match the query and not the part would be missing.
                return (
                    Translated(_not(inner.query)) if inner.exact else Translated(EVERYTHING, False)
                )
            case Phrase():
                return self._phrase(tree)
            case Near(left, right):
                return self._near(tree, left, right)
            case Window():
                return self._window(tree)
            case Written(part):
                return Translated(self.translate(part).query, False)
            case Asked() | Answered() | Within():
                return Translated({"terms": {"key": list(self._join(tree))}})
            case Listed(()):
                return Translated(NOTHING)
            case Listed():
                raise RequestError(
                    "speakers.toml: a speaker who is corrected by label is not searched for in a "
                    "cluster; correct the transcripts, and index them again"
                )
        raise TypeError(f"{tree!r} matches no turn by itself")

    def _all_of(self, parts: Sequence[Tree]) -> Translated:
        wanted = [self.translate(part) for part in parts if not isinstance(part, Not)]
        negated = [self.translate(part.part) for part in parts if isinstance(part, Not)]
        excluded = [one.query for one in negated if one.exact]
        query: Query = {"bool": {"filter": [one.query for one in wanted], "must_not": excluded}}
        exact = all(one.exact for one in wanted) and len(excluded) == len(negated)
        return Translated(query, exact)

    def _phrase(self, tree: Phrase) -> Translated:
        written = [*islice(_written_out(tree), _MOST_PHRASES + 1)]
        places = sum(_forms_in(words) for words in written)
        if len(written) > _MOST_PHRASES or places > _MOST_PLACES:
            return Translated(self._holding(tree.words), False)
        return _any_of([self._words_in_a_row(words) for words in written])

    def _words_in_a_row(self, words: Sequence[Word | AnyWord]) -> Translated:
        held = [word for word in words if isinstance(word, Word)]
        if any(not word.forms for word in held):
            return Translated(NOTHING)
        if len(words) == 1:
            return Translated(_word(held[0]))
        field = field_of(held[0])
        exact = not any(word.only for word in held) and len(held) == len(words)
        if all(len(word.forms) == 1 for word in held) and len(held) == len(words):
            said = " ".join(token(word.forms[0]) for word in held)
            return Translated({"match_phrase": {field: said}}, exact)
        rules = [_forms(word) for word in held]
        gaps = len(words) - len(held)
        return Translated({"intervals": {field: _in_order(rules, gaps)}}, exact)

    def _holding(self, parts: Sequence[Tree]) -> Query:
        """Turns that have all of some parts, wherever."""
        found = [self.translate(part).query for part in parts if not isinstance(part, AnyWord)]
        return {"bool": {"filter": found}}

    def _near(self, tree: Near, left: Tree, right: Tree) -> Translated:
        both = Translated(self._holding((left, right)), False)
        some, others = _single(left), _single(right)
        if some is None or others is None or _share_forms([*some, *others]):
            return both
        if any(not word.forms for word in (*some, *others)):
            return Translated(NOTHING)
        rule: Query = {
            "all_of": {
                "intervals": [_row(some), _row(others)],
                "max_gaps": tree.distance - 1,
                "mode": "ordered" if tree.ordered else "unordered_no_overlap",
            }
        }
        exact = len(some) == len(others) == 1 and not any(w.only for w in (*some, *others))
        if not exact or _forms_in([*some, *others]) > _MOST_PLACES:
            # A minimal interval of one side can hide a nearer one of the other.
            return both
        return Translated({"intervals": {field_of(tree): rule}})

    def _window(self, tree: Window) -> Translated:
        words = tree.words
        if any(not word.forms for word in words):
            return Translated(NOTHING)
        many = _forms_in(words) > _MOST_PLACES
        if _share_forms(words) or any(word.only for word in words) or many:
            return Translated(self._holding(words), False)
        gaps = tree.width + 1 - len(words)
        if gaps < 0:
            return Translated(NOTHING)
        rule = {
            "all_of": {
                "intervals": [_forms(word) for word in words],
                "max_gaps": gaps,
                "mode": "unordered",
            }
        }
        return Translated({"intervals": {field_of(words[0]): rule}})


def all_of(*queries: Query | None) -> Query:
    """Turns that match all of some queries, without a score."""
    return {"bool": {"filter": [query for query in queries if query is not None]}}


def scoring(tree: Tree) -> list[Query]:
    """Queries that score turns about as the local engine does: words and phrases by BM25."""
    return [*islice(_scoring(tree), _MOST_SCORED)]


def _scoring(tree: Tree) -> Iterator[Query]:
    match tree:
        case Word(field, forms) if field == "text":
            yield from ({"term": {field: token(form)}} for form in forms)
        case Phrase() if field_of(tree) == "text":
            for words in islice(_written_out(tree), _MOST_PHRASES):
                held = [word for word in words if isinstance(word, Word)]
                if all(len(word.forms) == 1 for word in held) and len(held) == len(words):
                    yield {"match_phrase": {"text": " ".join(token(w.forms[0]) for w in held)}}
                else:
                    for word in held:
                        yield from _scoring(word)
        case Near(left, right):
            yield from _scoring(left)
            yield from _scoring(right)
        case And(parts) | Or(parts) | OneOf(parts) | Window(parts):
            for part in parts:
                yield from _scoring(part)
        case Written(part) | Within(part):
            yield from _scoring(part)


def _word(word: Word) -> Query:
    only = dict(word.only)
    free = [token(form) for form in word.forms if form not in only]
    shoulds: list[Query] = [{"terms": {word.field: free}}] if free else []
    by_codes: dict[tuple[str, ...], list[str]] = {}
    for form, codes in only.items():
        by_codes.setdefault(codes, []).append(token(form))
    shoulds += (
        all_of({"terms": {word.field: forms}}, {"terms": {LANGUAGE: list(codes)}})
        for codes, forms in by_codes.items()
    )
    if not shoulds:
        return NOTHING
    return shoulds[0] if len(shoulds) == 1 else _either(shoulds)


def _either(queries: Sequence[Query]) -> Query:
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def _not(query: Query) -> Query:
    return {"bool": {"must_not": [query]}}


def _any_of(parts: Sequence[Translated]) -> Translated:
    if not parts:
        return Translated(NOTHING)
    if len(parts) == 1:
        return parts[0]
    return Translated(_either([one.query for one in parts]), all(one.exact for one in parts))


def _written_out(tree: Phrase) -> Iterator[tuple[Word | AnyWord, ...]]:
    """The phrases of words that a phrase with alternatives stands for."""
    each: list[list[tuple[Word | AnyWord, ...]]] = []
    for word in tree.words:
        if isinstance(word, OneOf):
            each.append([some for part in word.parts for some in _alternatives(part)])
        else:
            each.append([(word,)])
    for chosen in product(*each):
        yield tuple(word for some in chosen for word in some)


def _alternatives(part: Word | Phrase) -> Iterator[tuple[Word | AnyWord, ...]]:
    if isinstance(part, Word):
        yield (part,)
    else:
        yield from _written_out(part)


def _single(tree: Tree) -> Sequence[Word] | None:
    """The words of a side of a nearness: one, or those of a phrase; None if it is another part."""
    if isinstance(tree, Word):
        return (tree,)
    if isinstance(tree, Phrase):
        words = [word for word in tree.words if isinstance(word, Word)]
        return words if len(words) == len(tree.words) else None
    return None


def _forms_in(words: Iterable["Word | AnyWord"]) -> int:
    return sum(len(word.forms) for word in words if isinstance(word, Word))


def _share_forms(words: Sequence[Word]) -> bool:
    forms = [form for word in words for form in word.forms]
    return len(set(forms)) < len(forms)


def _forms(word: Word) -> Query:
    rules: list[Query] = [{"match": {"query": token(form)}} for form in word.forms]
    return rules[0] if len(rules) == 1 else {"any_of": {"intervals": rules}}


def _row(words: Sequence[Word]) -> Query:
    rules = [_forms(word) for word in words]
    return rules[0] if len(rules) == 1 else _in_order(rules, 0)


def _in_order(rules: Sequence[Query], gaps: int) -> Query:
    return {"all_of": {"intervals": list(rules), "max_gaps": gaps, "mode": "ordered"}}
