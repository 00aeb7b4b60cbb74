"""Explains a score: its parts by name, which sum to it."""

from collections.abc import Iterator

import numpy as np

from searcher.matching.evaluate import OTHER_TURN, Evaluator
from searcher.matching.positions import Turns
from searcher.query.query_tree import (
    And,
    Answered,
    AnyWord,
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
    Written,
)
from searcher.ranking.conversation import Conversation
from searcher.safe_text import counted

#: The name of a part, and what it adds to the score.
Addend = tuple[str, float]


def literal(tree: Tree, evaluator: Evaluator, document: int) -> Iterator[Addend]:
    """The parts of the BM25 score of a turn."""
    turn = np.array([document], np.uint32)
    if not len(evaluator.match(tree, turn)):
        return
    match tree:
        case Not():
            return
        case And(parts) | Or(parts):
            for part in parts:
                yield from literal(part, evaluator, document)
        case Within(left, right):
            for part in (left, right):
                yield from literal(part, evaluator, document)
        case Asked(part):
            question = evaluator.exchanges.questions[document]
            yield from _of_other_turn(part, evaluator, question, "question")
        case Answered(part):
            answer = evaluator.exchanges.answers[document]
            yield from _of_other_turn(part, evaluator, answer, "answer")
        case _:
            score = float(evaluator.score(tree, turn)[0])
            if score:
                yield f"says {described(tree)}", score


def _of_other_turn(part: Tree, evaluator: Evaluator, document: int, role: str) -> Iterator[Addend]:
    """The parts of the score of a question or an answer, at the weight at which they count."""
    for name, score in literal(part, evaluator, int(document)):
        yield f"{role} {name}", OTHER_TURN * score


def conversational(conversation: Conversation, documents: Turns) -> dict[int, tuple[Addend, ...]]:
    """The parts of the scores of turns that were ranked as conversation, one line for each part.

    Where a turn says words of the search, these have their weights: `says rust (4.2), learn (1.1)`.
    """
    ordered = np.sort(documents)
    parts = conversation.explained(ordered)
    weights = conversation.words.weights
    found: dict[int, tuple[Addend, ...]] = {}
    for row, document in enumerate(ordered.tolist()):
        lines: dict[str, tuple[list[str], float]] = {}
        for part in parts:
            if score := float(part.scores[row]):
                words, total = lines.get(part.name, ([], 0.0))
                weight = weights.get(part.words)
                words.append(part.words if weight is None else f"{part.words} ({weight:.2f})")
                lines[part.name] = words, total + score
        found[document] = tuple(
            (f"{name} {', '.join(words)}".rstrip(), total) for name, (words, total) in lines.items()
        )
    return found


def described(tree: Tree) -> str:
    """A part of a search in words."""
    match tree:
        case Word(_, forms):
            return (
                forms[0]
                if len(forms) < 2
                else f"{forms[0]} (or {counted(len(forms) - 1, 'other form')})"
            )
        case Phrase(words):
            return " ".join(map(_first_form, words))
        case Written(_, typed):
            return f"={' '.join(typed)}"
        case Near(left, right):
            return f"{described(left)} near {described(right)}"
        case Window(words):
            return ", ".join(word.forms[0] for word in words) + " together"
        case OneOf(parts) | Or(parts):
            return " or ".join(map(described, parts))
    return type(tree).__name__.lower()


def _first_form(word: OneWord | AnyWord) -> str:
    if isinstance(word, AnyWord):
        return "*"
    """A word of a phrase as it was typed."""
    return word.forms[0] if isinstance(word, Word) else described(word.parts[0])
