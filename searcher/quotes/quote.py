"""A quote: a turn that matches, with its program and the talk around it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpus.model import Program, Turn
from index.library.library import Library
from searcher.matching.exchanges import FARTHEST
from searcher.quotes.highlights import Coloured, found


class Quote(NamedTuple):
    """A turn that matches a search.

    Attributes:
        program: the program, without its turns.
        turn: the turn.
        score: how well it matches, comparable within its tier.
        tier: the tier in which it was found; None for a search taken at its word.
        coloured: what matches, to be found in the turn's text.
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
    coloured: Sequence[Coloured]
    before: tuple[Turn, ...] = ()
    after: tuple[Turn, ...] = ()
    question: Turn | None = None
    explanation: tuple[tuple[str, float], ...] = ()
    instead: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """What matches, as pairs of character offsets in the text of the turn; found when asked."""
        return found(self.turn.text, self.coloured)

    @property
    def at(self) -> float | None:
        """The seconds at which the first match is said, or else the turn begins; if known."""
        first = min((start for start, _ in self.spans), default=0)
        before = (seconds for offset, seconds in self.turn.moments if offset <= first)
        return max(before, default=self.turn.start)

    @property
    def link(self) -> str | None:
        """A link to that moment, where the program has a recording or a page."""
        return self.program.moment(self.at)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quote) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[object, ...]:
        # The same places may be found in several ways.
        return tuple(self._replace(coloured=()))


class Match(NamedTuple):
    """A document of the index that matches.

    Attributes:
        document: its number.
        score, tier: as those of the quote.
        coloured: what is coloured in its text.
        explanation: the parts of the score, where they are wanted.
    """

    document: int
    score: float
    tier: str | None
    coloured: Sequence[Coloured] = ()
    explanation: tuple[tuple[str, float], ...] = ()


def quotes(
    library: Library, matches: Iterable[Match], *, context: int = 0, questions: bool = True
) -> list[Quote]:
    """The quotes for matches.

    Args:
        library: what was searched.
        matches: the turns.
        context: how many turns before and after each come with it.
        questions: whether the turn that it answers comes with it.

    Raises:
        LookupError: a turn has no program.
    """
    made: list[Quote] = []
    before: tuple[Turn, ...] = ()
    after: tuple[Turn, ...] = ()
    question: Turn | None = None
    for document, score, tier, coloured, explanation in matches:
        program, turn = library.turn(document)
        entry = library.entry(program)
        if entry is None:
            raise LookupError(f"turn {turn.number} of {program!r} has no program")
        if context:
            before = _around(library, document, program, range(-context, 0))
            after = _around(library, document, program, range(1, context + 1))
        if questions:
            question = _question(library, document, program, turn.speaker)
        quote = Quote(
            entry.program, turn, score, tier, coloured, before, after, question, explanation
        )
        made.append(quote)
    return made


def _around(
    library: Library, document: int, program: str, distances: Iterable[int]
) -> tuple[Turn, ...]:
    """The turns so far away that are of the same program."""
    turns = (library.neighbour(document, program, distance) for distance in distances)
    return tuple(turn for turn in turns if turn is not None)


def _question(library: Library, document: int, program: str, speaker: str) -> Turn | None:
    for distance in range(1, FARTHEST + 1):
        turn = library.neighbour(document, program, -distance)
        if turn is None or turn.speaker != speaker:
            return turn
    return None
