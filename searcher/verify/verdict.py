"""The verdict on a quotation: how it differs from what was said, by whom and where it was said."""

from enum import StrEnum
from typing import Any

from corpus.corrected_words import touched
from corpus.model import Corrected
from searcher.quotes.corrected import note
from searcher.quotes.quote import Quote, Span
from searcher.value import Value


class Ruling(StrEnum):
    """How a quotation compares to what was said."""

    VERBATIM = "verbatim"
    CLEANED = "cleaned"
    ALTERED = "altered"
    STITCHED = "stitched"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not found"


class Kind(StrEnum):
    """How a part of a quotation differs from what was said."""

    # These leave a quotation `cleaned`.
    FILLER = "filler"
    REPETITION = "repetition"
    FALSE_START = "false start"
    INTERJECTION = "interjection"
    OMITTED = "omitted"
    BRACKETED = "bracketed"
    CONTRACTION = "contraction"
    NUMBER = "number"
    SPELLING = "spelling"
    PUNCTUATION = "punctuation"
    CASE = "case"
    # These alter it.
    INSERTED = "inserted"
    DELETED = "deleted"
    REPLACED = "replaced"


#: The differences that alter a quotation.
ALTERING = frozenset((Kind.INSERTED, Kind.DELETED, Kind.REPLACED))


class Difference(Value):
    """A part of a quotation that differs from what was said.

    Attributes:
        kind: how it differs.
        quoted: the words of the quotation; empty if something was left out.
        said: the words that were said; empty if something was added.
        span: where `quoted` is in the quotation (characters), or where `said` was left out.
        meaning: what may change the meaning, such as `negation`; None if nothing is known to.
        speaker: who said an interjection that was left out; else None.
    """

    kind: Kind
    quoted: str
    said: str
    span: Span
    meaning: str | None = None
    speaker: str | None = None

    @property
    def alters(self) -> bool:
        """Whether a quotation with this difference is altered."""
        return self.kind in ALTERING or self.meaning is not None

    def to_dict(self) -> dict[str, Any]:
        """The difference as in JSON."""
        return {
            "kind": self.kind.value,
            "quoted": self.quoted,
            "said": self.said,
            "span": list(self.span),
            "meaning": self.meaning,
            "speaker": self.speaker,
        }


class Place(Value):
    """Where a quotation, or a part of it, was said.

    Attributes:
        quote: the turn with its program; the spans are what was quoted.
        part: which part of the quotation was said there (characters).
        near: the share of its words that were said there, in order: from 0 to 1.
        as_in_file: whether the quotation has words of the file that were corrected by hand.
    """

    quote: Quote
    part: Span
    near: float
    as_in_file: bool = False

    @property
    def corrections(self) -> tuple[Corrected, ...]:
        """The words of what was quoted that were corrected by hand."""
        return touched(self.quote.turn, self.quote.spans)

    @property
    def correction_note(self) -> str:
        """What is told of them; empty if there are none."""
        told = note(self.quote.turn, self.quote.spans)
        return f"{told}; the quotation has the words of the file" if self.as_in_file else told

    def to_dict(self) -> dict[str, Any]:
        """The place as in JSON."""
        record = self.quote.to_dict()
        named = {name: record[name] for name in ("program", "turn", "spans", "at", "link")}
        found = {**named, "part": list(self.part), "near": round(self.near, 3)}
        if self.corrections:
            found["as_in_file"] = self.as_in_file
        return found


class Verdict(Value):
    """What is known of a quotation.

    Attributes:
        text: the quotation.
        ruling: how it compares to what was said.
        claimed: who is claimed to have said it; None if nobody is named.
        ascribed: whether the claimed speaker said it; None if nobody is claimed, or if nothing
            was found.
        places: where it was said, the best first; of a stitched quotation the place of each
            part, in the order of the parts.
        differences: how it differs from what was said at the first place, or at the places of its
            parts; those that change the meaning come first.
        said: how many turns say exactly these words; the places are the first of them.
        nearest: if it was not found, the place that comes nearest.
        is_guess: whether the claimed speaker is a guess, as for "she said" in a draft.
        line: the line or paragraph of the draft, from 1; None without a draft.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     verdict = archive.verify("iron forgives a lot, but it will forgive thirty winters")
    >>> verdict.ruling.value, verdict.speaker
    ('altered', 'Tamsin Pellow')
    >>> [(one.said, one.quoted, one.meaning) for one in verdict.differences]
    [("won't", 'will', 'negation')]
    """

    text: str
    ruling: Ruling
    claimed: str | None
    ascribed: bool | None
    places: tuple[Place, ...]
    differences: tuple[Difference, ...] = ()
    said: int = 0
    nearest: Place | None = None
    is_guess: bool = False
    line: int | None = None

    @property
    def speaker(self) -> str | None:
        """Who said it, or its first part; None if it was not found."""
        return self.places[0].quote.turn.speaker if self.places else None

    @property
    def is_right(self) -> bool:
        """Whether it may be printed: verbatim or cleaned, and not ascribed to somebody else."""
        return self.ruling in (Ruling.VERBATIM, Ruling.CLEANED) and self.ascribed is not False

    def to_dict(self) -> dict[str, Any]:
        """The verdict as `searcher verify --json` prints it, without `type` and `schema`."""
        return {
            "quote": self.text,
            "verdict": self.ruling.value,
            "speaker": self.speaker,
            "claimed": self.claimed,
            "guessed": self.is_guess,
            "ascribed": self.ascribed,
            "places": [place.to_dict() for place in self.places],
            "differences": [one.to_dict() for one in self.differences],
            "said": self.said,
            "nearest": self.nearest.to_dict() if self.nearest else None,
            "line": self.line,
        }


class Unchecked(Value):
    """A quotation of a draft that was not checked.

    Attributes:
        text: the quotation.
        reason: why not.
        line: the line or paragraph of the draft, from 1.
        is_short: whether it is a word or two, which needs no check.
    """

    text: str
    reason: str
    line: int
    is_short: bool = False

    def to_dict(self) -> dict[str, Any]:
        """It as in JSON."""
        return {"quote": self.text, "reason": self.reason, "line": self.line}


class Checked(Value):
    """The quotations of a draft with their verdicts.

    Attributes:
        verdicts: the verdicts, in the order of the draft.
        unchecked: the quotations that were not checked.
        draft: the name of the draft; None if a quotation was given.
        seconds: how long it took.
    """

    verdicts: tuple[Verdict, ...]
    unchecked: tuple[Unchecked, ...]
    draft: str | None
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether there is a quotation, and all are verbatim or cleaned and rightly ascribed."""
        left = [one for one in self.unchecked if not one.is_short]
        every = bool(self.verdicts) and not left
        return every and all(verdict.is_right for verdict in self.verdicts)

    def counts(self) -> dict[Ruling, int]:
        """How many verdicts there are of each kind."""
        return {
            ruling: sum(verdict.ruling == ruling for verdict in self.verdicts) for ruling in Ruling
        }
