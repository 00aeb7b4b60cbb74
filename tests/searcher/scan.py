"""A query tree answered by looking at every word of a turn, one by one."""

import math
from collections.abc import Sequence
from itertools import product

import numpy as np

from index.library import LENGTHS, Library
from searcher.tree import And, Near, Not, Or, Phrase, Tree, Window, Word, children

Span = tuple[int, int]


def matches(tree: Tree, text: Sequence[str], speaker: str) -> list[Span] | None:
    """Where a tree matches in the words of a turn, or None where it does not match."""
    match tree:
        case Not(part):
            return [] if matches(part, text, speaker) is None else None
        case And(parts):
            found = [matches(part, text, speaker) for part in parts]
            if any(part is None for part in found):
                return None
            return sorted({span for part in found for span in part or []})
        case Or(parts):
            some = [m for part in parts if (m := matches(part, text, speaker)) is not None]
            return sorted({span for part in some for span in part}) if some else None
        case Word("speaker", forms):
            return [] if speaker.lower() in forms else None
        case Near():
            pairs = near(tree, text)
            return sorted({span for pair in pairs for span in pair}) or None
        case Window():
            return sorted({span for word in windows(tree, text) for span in word}) or None
    return said(tree, text) or None


def said(tree: Tree, text: Sequence[str]) -> list[Span]:
    """Where a word or a phrase is said."""
    words = tree.words if isinstance(tree, Phrase) else [tree]
    wanted = [word.forms for word in words if isinstance(word, Word)]
    width = len(wanted)
    return [
        (start, start + width - 1)
        for start in range(len(text) - width + 1)
        if all(text[start + i] in forms for i, forms in enumerate(wanted))
    ]


def near(tree: Near, text: Sequence[str]) -> list[tuple[Span, Span]]:
    """The pairs of a left and a right part that are near each other."""
    left, right = (matches(part, text, "") or [] for part in (tree.left, tree.right))
    return [
        (a, b)
        for a, b in product(left, right)
        if 1 <= b[0] - a[1] <= tree.distance
        or (not tree.ordered and 1 <= a[0] - b[1] <= tree.distance)
    ]


def windows(tree: Window, text: Sequence[str]) -> list[set[Span]]:
    """For each word where it is said within a window of all."""
    words = [said(word, text) for word in tree.words]
    found: list[set[Span]] = [set() for _ in words]
    for start in range(len(text)):
        held = [[s for s in word if start <= s[0] <= start + tree.width] for word in words]
        if any(len({*places}) == len(words) for places in product(*held)):
            for word, spans in zip(found, held, strict=True):
                word.update(spans)
    return found


def frequency(tree: Tree, text: Sequence[str]) -> int:
    """How often a word, a phrase or a nearness matches: for nearness its first part."""
    match tree:
        case Near():
            return len({left for left, _ in near(tree, text)})
        case Window():
            return len(windows(tree, text)[0])
    return len(matches(tree, text, "") or ())


def weight(tree: Tree, texts: Sequence[Sequence[str]]) -> float:
    """The rarity of a word, of a class as of one word, of the words of a phrase together."""
    if isinstance(tree, Phrase | Near | Window):
        return sum(weight(part, texts) for part in children(tree))
    holding = sum(1 for text in texts if matches(tree, text, "") is not None)
    return math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))


def score(tree: Tree, library: Library, texts: dict[int, list[str]], document: int) -> float:
    """BM25 of a turn by hand: a class of words is one word, and so is a phrase.

    The mean length, and lengths as they are rounded, are the index's.
    """
    match tree:
        case Not() | Word("speaker"):
            return 0.0
        case And(parts) | Or(parts):
            return sum(score(part, library, texts, document) for part in parts)
    count = frequency(tree, texts[document])
    relative = LENGTHS[library.length_codes(np.array([document]))[0]] / library.mean_length
    norm = 1.2 * (0.6 + 0.4 * relative)
    return float(weight(tree, list(texts.values())) * count * 2.2 / (count + norm))
