"""The highlights of the quotes of a search, derived from its query tree."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.text.occurrences import Near, Phrase
from index.text.tokenizer import places
from searcher.query import query_tree as tree
from searcher.query.query_tree import Tree
from searcher.quotes.quote import Highlight, Span


class Positions(NamedTuple):
    """A highlight that is given by the positions of its words.

    Attributes:
        matches: the positions of the first and the last word of each match, in order.
    """

    matches: Sequence[tuple[int, int]]

    def spans(self, text: str) -> list[Span]:
        """The character spans of each match in the text of the turn."""
        found = places(text, sorted({at for match in self.matches for at in match}))
        return [(found[first][0], found[last][1]) for first, last in self.matches]


_IN_A_FIELD = (
    tree.Word,
    tree.OneOf,
    tree.Phrase,
    tree.Near,
    tree.Window,
)


def highlights(query: Tree) -> list[Highlight] | None:
    """The highlights that are the same in every turn that matches a query tree.

    None if they depend on more than the text of the turn: on its language, on the alternative
    that it matches, or on the words in a window. Then they come from the positions of words: see
    `Positions`.
    """
    if isinstance(query, _IN_A_FIELD) and tree.field_of(query) != "text":
        return []
    match query:
        case tree.Word(_, forms, ()):
            return [Phrase([forms])] if forms else []
        case tree.Phrase(words):
            single = [word.forms for word in words if isinstance(word, tree.Word) and not word.only]
            return [Phrase(single)] if len(single) == len(words) else None
        case tree.Near(left, right, distance, ordered):
            some, others = _phrases(left), _phrases(right)
            if some is None or others is None:
                return None
            return [Near(some, others, distance, ordered=ordered)]
        case tree.Not() | tree.Asked() | tree.Answered():
            return []
        case tree.Or(parts) if any(isinstance(part, tree.And | tree.Within) for part in parts):
            return None
        case tree.And(parts) | tree.Or(parts) | tree.OneOf(parts):
            found = [highlights(part) for part in parts]
            return None if None in found else [one for some in found for one in some or ()]
        case tree.Within(left, right):
            return highlights(tree.Or((left, right)))
    return None


def asked(query: Tree) -> Tree | None:
    """What a query tree wants of the question of a turn; None if it wants nothing."""
    parts = list(_asked(query))
    return (parts[0] if len(parts) == 1 else tree.Or(tuple(parts))) if parts else None


def wants_answer(query: Tree) -> bool:
    """Whether a query tree wants something of the answer to a turn."""
    match query:
        case tree.Answered():
            return True
        case tree.And(parts) | tree.Or(parts):
            return any(map(wants_answer, parts))
        case tree.Within(left, right):
            return wants_answer(left) or wants_answer(right)
    return False


def _asked(query: Tree) -> Iterator[Tree]:
    match query:
        case tree.Asked(part):
            yield part
        case tree.And(parts) | tree.Or(parts):
            for part in parts:
                yield from _asked(part)
        case tree.Within(left, right):
            yield from _asked(left)
            yield from _asked(right)


def _phrases(operand: Tree) -> list[Phrase] | None:
    """The words and phrases of one part of a nearness; None as in `highlights`."""
    found = highlights(operand)
    return None if found is None else [one for one in found if isinstance(one, Phrase)]
