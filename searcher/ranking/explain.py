"""Where a score comes from: its parts by name, which sum to it."""

from collections.abc import Iterator

import numpy as np

from searcher.matching.evaluate import BESIDE, Evaluator
from searcher.matching.positions import Turns
from searcher.query.query_tree import (
    And,
    Answered,
    Asked,
    Near,
    Not,
    OneOf,
    OneWord,
    Or,
    Phrase,
    Tree,
    Window,
    Within,
    Word,
)
from searcher.ranking.conversation import Conversation

#: The name of a part, and what it adds to the score.
Addend = tuple[str, float]


def literally(tree: Tree, evaluator: Evaluator, document: int) -> Iterator[Addend]:
    """The parts of the score of a turn in a tree that is taken at its word."""
    turn = np.array([document], np.uint32)
    if not len(evaluator.match(tree, turn)):
        return
    match tree:
        case Not():
            return
        case And(parts) | Or(parts):
            for part in parts:
                yield from literally(part, evaluator, document)
        case Within(left, right):
            for part in (left, right):
                yield from literally(part, evaluator, document)
        case Asked(part):
            yield from _beside(part, evaluator, evaluator.exchanges.questions[document], "question")
        case Answered(part):
            yield from _beside(part, evaluator, evaluator.exchanges.answers[document], "answer")
        case _:
            score = float(evaluator.score(tree, turn)[0])
            if score:
                yield f"says {named(tree)}", score


def _beside(part: Tree, evaluator: Evaluator, document: int, where: str) -> Iterator[Addend]:
    for name, score in literally(part, evaluator, int(document)):
        yield f"{where} {name}", BESIDE * score


def as_talk(talk: Conversation, ranked: Turns, documents: Turns) -> dict[int, tuple[Addend, ...]]:
    """The parts of the scores of some of the turns that were ranked as talk."""
    ordered = np.sort(documents)
    parts = talk.explained(ranked, ordered)
    return {
        document: tuple((part.name, float(part.scores[i])) for part in parts if part.scores[i])
        for i, document in enumerate(ordered.tolist())
    }


def named(tree: Tree) -> str:
    """A part of a search in words."""
    match tree:
        case Word(_, forms):
            return forms[0] if len(forms) < 2 else f"{forms[0]} or {len(forms) - 1} more"
        case Phrase(words):
            return " ".join(map(_first, words))
        case Near(left, right):
            return f"{named(left)} near {named(right)}"
        case Window(words):
            return ", ".join(word.forms[0] for word in words) + " together"
        case OneOf(parts) | Or(parts):
            return " or ".join(map(named, parts))
    return type(tree).__name__.lower()


def _first(word: OneWord) -> str:
    """A word of a phrase as it was typed."""
    return word.forms[0] if isinstance(word, Word) else named(word.parts[0])
