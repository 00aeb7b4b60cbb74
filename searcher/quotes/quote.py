"""A quote: a turn that matches, with its program and the talk around it."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from corpus.model import Program, Turn
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.query.tier import Tier

#: The first character of something in a text, and the one after its last.
Span = tuple[int, int]
Spans = tuple[Span, ...]

#: How much of the text of a turn is in its `repr`, in characters.
_SHOWN = 40


class Highlight(Protocol):
    """Something that is marked in the text of a quote."""

    def spans(self, text: str) -> Sequence[Span]:
        """The character spans of each match in a text."""


class Quote(Value):
    """A turn that matches a search.

    Attributes:
        program: the program, without its turns.
        turn: the turn.
        score: how well it matches, comparable within its tier.
        tier: the tier in which it was found; None for a search that is matched exactly
            as typed.
        highlights: what matches in the text of the turn; `spans` says where.
        before, after: neighbouring turns, in their order, if the search wanted context; after
            what `answered:` matches, at least those up to the answer.
        question: the turn that it answers: the last one before it by another speaker.
        explanation: the parts of the score, by name, if the search wanted an explanation.
        instead: the words that matched in place of those that were typed, in a search for
            words that sound alike.
        question_highlights: what matches in the text of the question; `question_spans` says
            where.
        also_in: the ids of other programs that hold the same talk, as copies of a file do.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     quote = archive.search("M protein")[0]
    >>> quote.turn.speaker, quote.program.id, quote.tier == "phrase"
    ('Dr. Samuel Adeyinka', 'm-protein', True)
    >>> [quote.turn.text[start:end] for start, end in quote.spans]
    ['M protein', 'M protein', 'M protein']
    """

    program: Program
    turn: Turn
    score: float
    tier: "Tier | None"
    highlights: Sequence[Highlight]
    before: tuple[Turn, ...]
    after: tuple[Turn, ...]
    question: Turn | None
    explanation: tuple[tuple[str, float], ...]
    instead: tuple[str, ...]
    question_highlights: Sequence[Highlight]
    also_in: tuple[str, ...]

    def __init__(
        self,
        program: Program,
        turn: Turn,
        score: float,
        tier: "Tier | None",
        highlights: Sequence[Highlight] = (),
        before: tuple[Turn, ...] = (),
        after: tuple[Turn, ...] = (),
        question: Turn | None = None,
        explanation: tuple[tuple[str, float], ...] = (),
        instead: tuple[str, ...] = (),
        question_highlights: Sequence[Highlight] = (),
        also_in: tuple[str, ...] = (),
    ) -> None:
        # A page has many quotes, and the constructor of `Value` takes four times as long.
        fields = self.__dict__
        fields["program"] = program
        fields["turn"] = turn
        fields["score"] = score
        fields["tier"] = tier
        fields["highlights"] = highlights
        fields["before"] = before
        fields["after"] = after
        fields["question"] = question
        fields["explanation"] = explanation
        fields["instead"] = instead
        fields["question_highlights"] = question_highlights
        fields["also_in"] = also_in

    @property
    def at(self) -> float | None:
        """The seconds at which the first match is said, or else the turn begins; if known."""
        return at(self.turn, self.spans[0][0] if self.spans else 0)

    @property
    def link(self) -> str | None:
        """A link to that moment, where the program has a recording or a page."""
        return self.program.moment(self.at)

    @cached_property
    def spans(self) -> Spans:
        """What matches, as pairs of character offsets in the text of the turn.

        They are in order and do not overlap. They are computed when first read: a program that
        shows only the text does not need them.
        """
        return spans_of(self.turn, self.highlights)

    @cached_property
    def question_spans(self) -> Spans:
        """What matches in the text of the question, as `spans`; empty if it did not match.

        The question matches in a search with `asked:`, and in the tiers in which a turn and its
        question are matched together.
        """
        if self.question is None:
            return ()
        return spans_of(self.question, self.question_highlights)

    def to_dict(self) -> dict[str, Any]:
        """The quote as `searcher search --json` prints it, without `type`, `schema` and `rank`.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     record = archive.search("M protein")[0].to_dict()
        >>> list(record)[:5]
        ['score', 'tier', 'program', 'turn', 'spans']
        >>> record["program"]["id"], record["turn"]["number"]
        ('m-protein', 6)
        """
        record: dict[str, Any] = {
            "score": round(self.score, 4),
            "tier": self.tier.value if self.tier else None,
            "program": program_record(self.program),
            "turn": turn_record(self.turn),
            "spans": [list(span) for span in self.spans],
            "at": self.at,
            "link": self.link,
            "before": [turn_record(turn) for turn in self.before],
            "after": [turn_record(turn) for turn in self.after],
            "question": None,
            "also_in": list(self.also_in),
        }
        if self.question:
            marked = [list(span) for span in self.question_spans]
            record["question"] = {**turn_record(self.question), "spans": marked}
        if self.instead:
            record["instead"] = list(self.instead)
        if self.explanation:
            parts = [{"part": part, "score": round(score, 4)} for part, score in self.explanation]
            record["explanation"] = parts
        return record

    def __repr__(self) -> str:
        text = self.turn.text
        text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        where = f"{self.program.id} turn {self.turn.number}"
        return f"<Quote {where}, {self.turn.speaker}: {text!r}>"

    def _compared(self) -> tuple[Any, ...]:
        # Two highlights of different kinds may mark the same characters.
        fields = (name for name in self.__match_args__ if not name.endswith("highlights"))
        return (*(getattr(self, name) for name in fields), self.spans, self.question_spans)


def at(turn: Turn, place: int) -> float | None:
    """The seconds at which a character of a turn is said, or else the turn begins; if known."""
    if not turn.moments:
        return turn.start
    before = (seconds for offset, seconds in turn.moments if offset <= place)
    return max(before, default=turn.start)


def program_record(program: Program) -> dict[str, Any]:
    """A program as in the JSON of a quote; `searcher programs` prints all of its fields."""
    # A page has many records: to name the fields takes a third of the time of `getattr`.
    return {
        "id": program.id,
        "title": program.title,
        "series": program.series,
        "date": program.date,
        # JSON has lists, not tuples.
        "topics": list(program.topics),
        "url": program.url,
        "media_url": program.media_url,
        "path": program.path,
    }


def turn_record(turn: Turn) -> dict[str, Any]:
    """A turn as in the JSON of a quote."""
    # As above.
    record: dict[str, Any] = {
        "number": turn.number,
        "label": turn.label,
        "speaker": turn.speaker,
        "role": turn.role,
        "section": turn.section,
        "start": turn.start,
        "end": turn.end,
        "text": turn.text,
    }
    if turn.corrections:
        record["corrections"] = corrections_record(turn)
    return record


def corrections_record(turn: Turn) -> list[dict[str, Any]]:
    """The corrected words of a turn as in JSON."""
    return [
        {
            "span": [one.start, one.end],
            "source": one.source,
            "number": one.number,
        }
        for one in turn.corrections
    ]


def spans_of(turn: Turn, highlights: Sequence[Highlight]) -> Spans:
    """The character spans of highlights in a turn, in order; those that overlap are joined.

    Where words were corrected, words that match in the text of the file count, too.
    """
    found = spans(turn.text, highlights)
    if not turn.corrections:
        return found
    # Few turns have corrections.
    from corpus.corrected_words import source_text, spans_in_text

    reading = [one for one in highlights if getattr(one, "reads_words", False)]
    others = spans_in_text(turn, spans(source_text(turn), reading))
    new = (one for one in others if not any(a < one[1] and one[0] < b for a, b in found))
    return _joined(sorted({*found, *new}))


def spans(text: str, highlights: Sequence[Highlight]) -> Spans:
    """The character spans of highlights in a text, in order; those that overlap are joined."""
    if len(highlights) == 1:
        found = highlights[0].spans(text)
        return tuple(found) if len(found) < 2 else _joined(found)
    return _joined(sorted({span for one in highlights for span in one.spans(text)}))


def _joined(found: Iterable[Span]) -> Spans:
    joined: list[Span] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            earlier = joined.pop()
            start, end = earlier[0], max(end, earlier[1])
        joined.append((start, end))
    return tuple(joined)
