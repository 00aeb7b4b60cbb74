"""Builds quotes from an index: the turns that match, their programs and neighbours."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus.model import Turn
from index.library.library import Library
from searcher.matching.exchanges import FARTHEST
from searcher.query.tier import Tier
from searcher.quotes.quote import Highlight, Quote


class Match(NamedTuple):
    """A document of the index that matches.

    Attributes:
        document: its number.
        score, tier, highlights, explanation, question_highlights: as in `Quote`.
        with_answer: whether its answer matches, which is read, too.
    """

    document: int
    score: float
    tier: Tier | None
    highlights: Sequence[Highlight] = ()
    explanation: tuple[tuple[str, float], ...] = ()
    question_highlights: Sequence[Highlight] = ()
    with_answer: bool = False


def build_quotes(
    library: Library, matches: Iterable[Match], *, context: int = 0, questions: bool = True
) -> list[Quote]:
    """The quotes for matches.

    Args:
        library: the index that was searched.
        matches: the documents.
        context: how many turns before and after each quote to read.
        questions: whether to read the turn that each quote answers.

    Raises:
        LookupError: a turn has no program.
    """
    return [*each_quote(library, matches, context=context, questions=questions)]


def each_quote(
    library: Library, matches: Iterable[Match], *, context: int = 0, questions: bool = True
) -> Iterator[Quote]:
    """The quotes of `build_quotes`, each when it is asked for."""
    before: tuple[Turn, ...] = ()
    after: tuple[Turn, ...] = ()
    question: Turn | None = None
    for document, score, tier, highlights, explanation, question_highlights, answer in matches:
        program, turn = library.turn(document)
        entry = library.entry(program)
        if entry is None:
            raise LookupError(f"turn {turn.number} of {program!r} has no program")
        if context:
            before = _around(library, document, program, range(-context, 0))
            after = _around(library, document, program, range(1, context + 1))
        if answer:
            through = _through_answer(library, document, program, turn.speaker)
            after = max(through, after[:context], key=len)
        if questions:
            question = _question(library, document, program, turn.speaker)
        yield Quote(
            entry.program, turn, score, tier, highlights, before, after, question, explanation,
            (), question_highlights,
        )  # fmt: skip


def _around(
    library: Library, document: int, program: str, distances: Iterable[int]
) -> tuple[Turn, ...]:
    """The turns at some distances from a document, in the same program."""
    turns = (library.neighbour(document, program, distance) for distance in distances)
    return tuple(turn for turn in turns if turn is not None)


def _through_answer(
    library: Library, document: int, program: str, speaker: str
) -> tuple[Turn, ...]:
    """The turns after a document up to the first one by another speaker of its program."""
    turns: list[Turn] = []
    for distance in range(1, FARTHEST + 1):
        turn = library.neighbour(document, program, distance)
        if turn is None:
            break
        turns.append(turn)
        if turn.speaker != speaker:
            break
    return tuple(turns)


def _question(library: Library, document: int, program: str, speaker: str) -> Turn | None:
    """The last turn before a document by another speaker of its program."""
    for distance in range(1, FARTHEST + 1):
        turn = library.neighbour(document, program, -distance)
        if turn is None or turn.speaker != speaker:
            return turn
    return None
