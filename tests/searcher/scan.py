"""A query tree answered by looking at every word of a turn, one by one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from index.library.library import Library
from index.library.segments import LENGTHS
from index.text.tokenizer import words
from searcher.matching.evaluate import OTHER_TURN
from searcher.query.query_tree import (
    And,
    Answered,
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
    children,
)

Span = tuple[int, int]


@dataclass(frozen=True)
class Talk:
    """What is said in an index, by document: the words, who says them, and in which program."""

    texts: dict[int, list[str]]
    speakers: dict[int, str]
    programs: dict[int, str]

    @classmethod
    def of(cls, library: Library) -> "Talk":
        """All that is said in an index."""
        talk = cls({}, {}, {})
        for document in library.documents().tolist():
            talk.programs[document], turn = library.turn(document)
            talk.speakers[document] = turn.speaker
            talk.texts[document] = [word.text for word in words(turn.text)]
        return talk

    def question(self, document: int, step: int = -1) -> int | None:
        """The nearest turn of the program in a direction by somebody else; not too far."""
        for other in range(document + step, document + 21 * step, step):
            if self.programs.get(other) != self.programs[document]:
                return None
            if self.speakers[other] != self.speakers[document]:
                return other
        return None

    def around(self, document: int, distance: int) -> list[int]:
        """The turns of the program that are so near."""
        near = range(document - distance, document + distance + 1)
        return [n for n in near if self.programs.get(n) == self.programs[document]]


def matches(tree: Tree, talk: Talk, document: int) -> list[Span] | None:
    """Where a tree matches in the words of a turn, or None where it does not match."""
    match tree:
        case Not(part):
            return [] if matches(part, talk, document) is None else None
        case And(parts):
            found = [matches(part, talk, document) for part in parts]
            if any(part is None for part in found):
                return None
            return sorted({span for part in found for span in part or []})
        case Or(parts):
            return _either([matches(part, talk, document) for part in parts])
        case Within(left, right, turns):
            sides = [matches(part, talk, document) for part in (left, right)]
            near = talk.around(document, turns)
            for here, other in ((0, right), (1, left)):
                if sides[here] is not None and any(
                    matches(other, talk, n) is not None for n in near
                ):
                    return _either(sides)
            return None
        case Asked(part) | Answered(part):
            exchange = talk.question(document, -1 if isinstance(tree, Asked) else 1)
            return None if exchange is None or matches(part, talk, exchange) is None else []
        case Word("speaker", forms):
            return [] if talk.speakers[document].lower() in forms else None
    return spans(tree, talk.texts[document]) or None


def _either(some: Sequence[list[Span] | None]) -> list[Span] | None:
    met = [part for part in some if part is not None]
    return sorted({span for part in met for span in part}) if met else None


def spans(tree: Tree, text: Sequence[str]) -> list[Span]:
    """Where words, phrases and what is near is said."""
    match tree:
        case Near():
            return sorted({span for pair in near(tree, text) for span in pair})
        case Window():
            return sorted({span for word in windows(tree, text) for span in word})
        case OneOf(parts) | Or(parts):
            return sorted({span for part in parts for span in spans(part, text)})
        case Phrase(words):
            return phrases(words, text)
        case Word(_, forms):
            return [(place, place) for place, word in enumerate(text) if word in forms]
    raise TypeError(f"this has no places: {tree!r}")


def phrases(words: Sequence[Tree], text: Sequence[str]) -> list[Span]:
    """Where words are said one right after the other, each of them as long as it may be."""
    found = {(start, start - 1) for start in range(len(text))}
    for word in words:
        parts = spans(word, text)
        found = {(start, b) for start, end in found for a, b in parts if a == end + 1}
    return sorted(found)


def near(tree: Near, text: Sequence[str]) -> list[tuple[Span, Span]]:
    """The pairs of a left and a right part that are near each other."""
    left, right = (spans(part, text) for part in (tree.left, tree.right))
    return [
        (a, b)
        for a, b in product(left, right)
        if 1 <= b[0] - a[1] <= tree.distance
        or (not tree.ordered and 1 <= a[0] - b[1] <= tree.distance)
    ]


def windows(tree: Window, text: Sequence[str]) -> list[set[Span]]:
    """For each word where it is said within a window of all."""
    parts = [spans(word, text) for word in tree.words]
    found: list[set[Span]] = [set() for _ in parts]
    for start in range(len(text)):
        held = [[s for s in word if start <= s[0] <= start + tree.width] for word in parts]
        if any(len({*places}) == len(parts) for places in product(*held)):
            for word, places in zip(found, held, strict=True):
                word.update(places)
    return found


def frequency(tree: Tree, text: Sequence[str]) -> int:
    """How often a word, a phrase or a nearness matches: for nearness its first part."""
    match tree:
        case OneOf(parts):
            return sum(frequency(part, text) for part in parts)
        case Near():
            return len({left for left, _ in near(tree, text)})
        case Window():
            return len(windows(tree, text)[0])
    return len(spans(tree, text))


def weight(tree: Tree, texts: Sequence[Sequence[str]]) -> float:
    """The rarity of a word, of a class as of one word, of the words of a phrase together."""
    if isinstance(tree, Phrase | Near | Window):
        return sum(weight(part, texts) for part in children(tree))
    holding = sum(1 for text in texts if spans(tree, text))
    return math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))


def score(tree: Tree, library: Library, talk: Talk, document: int) -> float:
    """BM25 of a turn by hand: a class of words is one word, and so is a phrase.

    The mean length, and lengths as they are rounded, are the index's.
    """
    match tree:
        case Not() | Word("speaker"):
            return 0.0
        case And(parts):
            return sum(score(part, library, talk, document) for part in parts)
        case Or(parts):
            return sum(_score_where(part, library, talk, document) for part in parts)
        case Within(left, right):
            sides = (left, right)
            return sum(_score_where(part, library, talk, document) for part in sides)
        case Asked(part):
            return OTHER_TURN * _score_where(part, library, talk, talk.question(document))
        case Answered(part):
            return OTHER_TURN * _score_where(part, library, talk, talk.question(document, 1))
    texts = talk.texts
    count = frequency(tree, texts[document])
    relative = LENGTHS[library.length_codes(np.array([document]))[0]] / library.mean_length
    norm = 1.2 * (0.6 + 0.4 * relative)
    return float(weight(tree, list(texts.values())) * count * 2.2 / (count + norm))


def _score_where(tree: Tree, library: Library, talk: Talk, document: int | None) -> float:
    if document is None or matches(tree, talk, document) is None:
        return 0.0
    return score(tree, library, talk, document)
