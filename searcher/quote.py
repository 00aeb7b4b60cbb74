"""A quote: a turn that matches, with its program and the talk around it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.model import Program, Turn
from index.library import Library
from searcher.exchange import FARTHEST
from searcher.spans import Coloured, characters, found


@dataclass(frozen=True, slots=True)
class Quote:
    """A turn that matches a search.

    Attributes:
        program: the program, without its turns.
        turn: the turn.
        score: how well it matches, comparable within its tier.
        tier: the tier in which it was found; None for a search taken at its word.
        spans: what matches, as pairs of character offsets in the turn's text.
        before, after: neighbouring turns, in their order, as many as were asked for.
        question: the turn that it answers: the last one before it by another speaker.
        explanation: the parts of the score, by name, where it was to be explained.
        instead: what was said where other words were typed, in a search for what sounds
            alike.
    """

    program: Program
    turn: Turn
    score: float
    tier: str | None
    spans: tuple[tuple[int, int], ...]
    before: tuple[Turn, ...] = ()
    after: tuple[Turn, ...] = ()
    question: Turn | None = None
    explanation: tuple[tuple[str, float], ...] = ()
    instead: tuple[str, ...] = ()


class Match(NamedTuple):
    """A document of the index that matches.

    Attributes:
        document: its number.
        score, tier: as those of the quote.
        coloured: what is coloured in its text, wherever it stands.
        positions: the first and the last word of what is coloured besides.
        explanation: the parts of the score, where they are wanted.
    """

    document: int
    score: float
    tier: str | None
    coloured: Sequence[Coloured] = ()
    positions: Sequence[tuple[int, int]] = ()
    explanation: tuple[tuple[str, float], ...] = ()


def quotes(library: Library, matches: Iterable[Match], *, context: int = 0) -> Iterator[Quote]:
    """The quotes for matches, each with `context` turns before and after it."""
    programs: dict[str, Program] = {}
    for match in matches:
        program, turn = library.turn(match.document)
        if program not in programs:
            entry = library.entry(program)
            if entry is None:
                raise LookupError(f"turn {turn.number} of {program!r} has no program")
            programs[program] = entry.program
        yield _quote(library, match, programs[program], turn, context)


def _quote(library: Library, match: Match, of: Program, turn: Turn, context: int) -> Quote:
    document, program = match.document, of.id
    before = [library.neighbour(document, program, -far) for far in range(context, 0, -1)]
    after = [library.neighbour(document, program, far) for far in range(1, context + 1)]
    if match.positions:
        spans = characters(turn.text, match.positions)
    else:
        spans = found(turn.text, match.coloured)
    return Quote(
        of,
        turn,
        match.score,
        match.tier,
        spans,
        tuple(filter(None, before)),
        tuple(filter(None, after)),
        _question(library, document, program, turn.speaker),
        match.explanation,
    )


def _question(library: Library, document: int, program: str, speaker: str) -> Turn | None:
    for distance in range(1, FARTHEST + 1):
        turn = library.neighbour(document, program, -distance)
        if turn is None or turn.speaker != speaker:
            return turn
    return None
