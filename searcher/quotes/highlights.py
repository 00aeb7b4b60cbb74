"""What is coloured in a quote: the characters of the words and phrases that match."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.text.occurrences import Near, Phrase
from index.text.tokenizer import places
from searcher.query import query_tree as tree
from searcher.query.query_tree import Tree

Spans = tuple[tuple[int, int], ...]


class Placed(NamedTuple):
    """What was found by the positions of its words.

    Attributes:
        positions: the first and the last one of each match, in order.
    """

    positions: Sequence[tuple[int, int]]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """From where to where each match reaches in the text of its turn (characters)."""
        found = places(text, sorted({at for match in self.positions for at in match}))
        return [(found[first][0], found[last][1]) for first, last in self.positions]


#: What can be found in a text.
Coloured = Phrase | Near | Placed

_IN_A_FIELD = (
    tree.Word,
    tree.OneOf,
    tree.Phrase,
    tree.Near,
    tree.Window,
)


def told(asked: Tree) -> list[Coloured] | None:
    """What is coloured wherever it stands in the text of a turn that matches a tree.

    None where it depends on more than the text: a word that counts in some languages
    only, an alternative that is met as a whole, words in a window.
    """
    if isinstance(asked, _IN_A_FIELD) and tree.field_of(asked) != "text":
        return []
    match asked:
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
            found = [told(part) for part in parts]
            return None if None in found else [one for some in found for one in some or ()]
        case tree.Within(left, right):
            return told(tree.Or((left, right)))
    return None


def _phrases(asked: Tree) -> list[Phrase] | None:
    """What a side of what is near is coloured with: words, phrases, or one of several."""
    coloured = told(asked)
    return None if coloured is None else [one for one in coloured if isinstance(one, Phrase)]


def found(text: str, coloured: Sequence[Coloured]) -> Spans:
    """The character spans of what is coloured in a text, in order, overlapping ones joined."""
    if len(coloured) == 1:
        spans = coloured[0].spans(text)
        return tuple(spans) if len(spans) < 2 else _joined(spans)
    return _joined(sorted({span for one in coloured for span in one.spans(text)}))


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            earlier = joined.pop()
            start, end = earlier[0], max(end, earlier[1])
        joined.append((start, end))
    return tuple(joined)
