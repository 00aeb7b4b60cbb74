"""Query trees as queries of the plugin: which turns match exactly, with our scores.

The plugin is in `searcher/engines/opensearch/plugin/`.
"""

from collections.abc import Sequence
from typing import Any

from index.opensearch.mapping import token
from searcher.engines.opensearch.dsl import (
    EVERYTHING,
    NOTHING,
    Join,
    Query,
    Translated,
    Translator,
)
from searcher.matching.postings import Postings
from searcher.query.query_tree import (
    And,
    Answered,
    AnyWord,
    Asked,
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
    children,
    field_of,
)
from searcher.ranking.conversation import Conversation
from searcher.ranking.parameters import DEFAULT

#: The parameters of the ranking that the plugin is told.
_PARAMETERS = (
    "saturation", "shortness", "relative", "around", "question", "near", "near_saturation",
    "nearness", "about", "length", "without_telling_words", "named",
)  # fmt: skip


class PluginTranslator(Translator):
    """Translates trees for a cluster with the plugin.

    Args:
        join: finds the turns that match a part which depends on other turns, where the plugin
            cannot.
        joins: whether the plugin knows who speaks as this index does.
    """

    def __init__(self, join: Join, *, joins: bool) -> None:
        super().__init__(join)
        self._joins = joins

    def translate(self, tree: Tree) -> Translated:
        """The query of a tree."""
        match tree:
            case Phrase() | Near() | Window() if has_positions(tree):
                return Translated(_said(tree))
            case Asked(part) | Answered(part) if self._joins:
                query, exact = self.translate(part)
                if exact:
                    name = "searcher_asked" if isinstance(tree, Asked) else "searcher_answered"
                    return Translated({name: {"query": query}})
            case Within(left, right, turns) if self._joins:
                some, others = self.translate(left), self.translate(right)
                if some.exact and others.exact:
                    sides = {"left": some.query, "right": others.query, "turns": turns}
                    return Translated({"searcher_within": sides})
        return super().translate(tree)

    def scored(self, tree: Tree, postings: Postings, mean: float) -> Query:
        """The query of an exact tree, with the scores of the local engine.

        Args:
            tree: what turns match.
            postings: knows how rare words are.
            mean: the mean number of words of a turn.
        """

        def scored(part: Tree) -> Query:
            match part:
                case And(parts):
                    wanted = [scored(each) for each in parts if not isinstance(each, Not)]
                    unwanted = [
                        self.translate(each.part).query for each in parts if isinstance(each, Not)
                    ]
                    # All turns but some have no score.
                    every = [] if wanted else [EVERYTHING]
                    return {"bool": {"must": wanted, "filter": every, "must_not": unwanted}}
                case Or(parts):
                    if not parts:
                        return NOTHING
                    should = [scored(each) for each in parts]
                    return {"bool": {"should": should, "minimum_should_match": 1}}
                case Asked(each) | Answered(each) if self._joins:
                    name = "searcher_asked" if isinstance(part, Asked) else "searcher_answered"
                    return {name: {"query": scored(each)}}
                case Within(left, right, turns) if self._joins:
                    sides = {"left": scored(left), "right": scored(right), "turns": turns}
                    return {"searcher_within": sides}
                case Word() | OneOf() | Phrase() | Near() | Window():
                    if has_positions(part) and field_of(part) == "text":
                        return _said(part, weight=postings.weight(part), mean=mean)
            # It does not count for the order.
            return {"bool": {"filter": [self.translate(part).query]}}

        return scored(tree)


def conversation(
    known: Conversation, translator: Translator, documents: Sequence[Query], query: Query
) -> Query:
    """The ranking as conversation of the turns that match a query.

    Args:
        known: the ranking, which knows its words.
        translator: of the cluster.
        documents: the turns of each person whom the search names.
        query: which turns are ranked.
    """
    order = list(known.words.weights)
    words = []
    for form in order:
        word = known.words.trees[form]
        about = [translator.translate(word.in_field(field)).query for field in ("title", "topic")]
        words.append(
            {
                "tree": _part(word),
                "relatives": [token(other) for other in known.words.relatives(form)],
                "weight": known.words.weights[form],
                "informative": form in known.words.informative,
                "about": {"bool": {"should": about, "minimum_should_match": 1}},
            }
        )
    return {
        "searcher_conversation": {
            "query": query,
            "mean": known.mean_length,
            "words": words,
            "pairs": [[order.index(left), order.index(right)] for left, right in known.words.pairs],
            "named": [
                {"query": each, "strength": person.strength}
                for each, person in zip(documents, known.words.named, strict=True)
            ],
            "parameters": {name: getattr(DEFAULT, name) for name in _PARAMETERS},
        }
    }


def has_positions(tree: Tree) -> bool:
    """Whether a tree is of words only, which the plugin finds at their places."""
    return not isinstance(tree, Written) and all(map(has_positions, children(tree)))


def _said(tree: Tree, **scoring: float) -> Query:
    return {"searcher_said": {"field": field_of(tree), "tree": _part(tree), **scoring}}


def _part(tree: Tree) -> dict[str, Any]:
    """A tree of words as the plugin reads it."""
    match tree:
        case Word(_, forms, only):
            said: dict[str, Any] = {"word": [token(form) for form in forms]}
            limited = {token(form): list(codes) for form, codes in only}
            return said | ({"only": limited} if limited else {})
        case AnyWord():
            return {"any": True}
        case Phrase(words):
            return {"phrase": [_part(word) for word in words]}
        case OneOf(parts) | Or(parts):
            return {"one_of": [_part(part) for part in parts]}
        case Near(left, right, distance, ordered):
            sides = {"left": _part(left), "right": _part(right)}
            return {"near": {**sides, "distance": distance, "ordered": ordered}}
        case Window(words, width):
            needed = [{"words": some, "count": count} for some, count in tree.needed()]
            words_of = [_part(word) for word in words]
            return {"window": {"words": words_of, "width": width, "needed": needed}}
    raise TypeError(f"no part of a request: {tree!r}")
