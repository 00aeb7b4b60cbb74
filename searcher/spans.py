"""What is coloured in a quote: the characters of the words and phrases that match."""

from collections.abc import Iterable, Sequence

from index.analysis import places
from index.finding import Phrase
from searcher import tree
from searcher.tree import Tree

Spans = tuple[tuple[int, int], ...]

_IN_A_FIELD = (tree.Word, tree.OneOf, tree.Phrase, tree.Near, tree.Window)


def told(asked: Tree) -> list[Phrase] | None:
    """The phrases that are coloured wherever they stand in a turn that matches a tree.

    None where it depends on more than the text of the turn: what is near something, a
    word that counts in some languages only, an alternative that is met as a whole.
    """
    found = _told(asked)
    if found is None:
        return None
    # A word is looked for once, with all forms that it is asked for in.
    single = [words[0] for words in found if len(words) == 1]
    together = [Phrase(words) for words in dict.fromkeys(found) if len(words) > 1]
    forms = dict.fromkeys(form for some in single for form in some)
    return [Phrase([tuple(forms)]), *together] if forms else together


def _told(asked: Tree) -> list[tuple[tuple[str, ...], ...]] | None:
    """The phrases of a tree, the forms of a word each."""
    if isinstance(asked, _IN_A_FIELD) and tree.field_of(asked) != "text":
        return []
    match asked:
        case tree.Word(_, forms, ()):
            return [(forms,)] if forms else []
        case tree.Phrase(words) if all(isinstance(word, tree.Word) for word in words):
            if any(_told(word) is None for word in words):
                return None
            return [tuple(word.forms for word in words if isinstance(word, tree.Word))]
        case tree.Not() | tree.Asked() | tree.Answered():
            return []
        case tree.Or(parts) if any(map(_is_conditional, parts)):
            return None
        case tree.And(parts) | tree.Or(parts) | tree.OneOf(parts):
            return _all_of(parts)
        case tree.Within(left, right):
            return _told(tree.Or((left, right)))
    return None


def _is_conditional(part: Tree) -> bool:
    """Whether a part of an `Or` is coloured only where all of it is met."""
    return isinstance(part, tree.And | tree.Within)


def _all_of(parts: Sequence[Tree]) -> list[tuple[tuple[str, ...], ...]] | None:
    found = [_told(part) for part in parts]
    if any(some is None for some in found):
        return None
    return [words for some in found for words in some or ()]


def of_phrases(text: str, phrases: Iterable[Phrase]) -> Spans:
    """The character spans of phrases in a text, in order, overlapping ones joined."""
    return _joined(sorted(span for phrase in phrases for span in phrase.spans(text)))


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
