"""What is coloured in a quote: the characters of the words and phrases that match."""

from collections.abc import Iterable, Sequence

from index.analysis import places
from index.finding import Near, Phrase
from searcher import tree
from searcher.tree import Tree

Spans = tuple[tuple[int, int], ...]

#: What can be found in a text.
Coloured = Phrase | Near

_IN_A_FIELD = (tree.Word, tree.OneOf, tree.Phrase, tree.Near, tree.Window)


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
            sides = told(left), told(right)
            phrases = [[p for p in side or () if isinstance(p, Phrase)] for side in sides]
            return None if None in sides else [Near(*phrases, distance, ordered=ordered)]
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


def found(text: str, coloured: Sequence[Coloured]) -> Spans:
    """The character spans of what is coloured in a text, in order, overlapping ones joined."""
    if len(coloured) == 1:
        spans = coloured[0].spans(text)
        return tuple(spans) if len(spans) < 2 else _joined(spans)
    return _joined(sorted({span for one in coloured for span in one.spans(text)}))


def characters(text: str, matches: Iterable[tuple[int, int]]) -> Spans:
    """The character spans of matches in a text, in order, overlapping ones joined.

    Args:
        text: the text of a turn.
        matches: first and last position of each match, in order.
    """
    matches = list(matches)
    found = places(text, sorted({position for match in matches for position in match}))
    return _joined((found[first][0], found[last][1]) for first, last in matches)


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            earlier = joined.pop()
            start, end = earlier[0], max(end, earlier[1])
        joined.append((start, end))
    return tuple(joined)
