"""Parts of a quotation beside the candidates that say them."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from corpus.corrected_words import spans_in_text, touched
from corpus.model import Turn
from searcher.quotes.quote import Quote, Span, Spans
from searcher.verify.alignment import FAR, UNMATCHED, Said, align, likeness
from searcher.verify.candidate import Finder
from searcher.verify.comparison import INTERJECTION, Comparison
from searcher.verify.people import is_named, names_of
from searcher.verify.print_marks import same_print
from searcher.verify.quotation import Quotation
from searcher.verify.verdict import Difference, Place

#: So many words may be left out without an ellipsis; more are a seam.
SEAM = 12
#: So many candidates, the most similar ones, are compared word by word.
_MOST_COMPARED = 8
#: Words that were said nearer to each other than this are marked as one.
_ONE_SPAN = 6


class _KnownSpans(NamedTuple):
    """A highlight that has its spans."""

    known: Spans

    def spans(self, text: str) -> Sequence[Span]:
        """The spans, whatever the text."""
        return self.known


class Evidence(NamedTuple):
    """A part of a quotation that was said, as far as it was.

    Attributes:
        part: the first word of the quotation, and the one after the last.
        said: the candidate.
        pairs: for each word of the part its place in the candidate.
        range: the words of the candidate that were quoted.
        near: the share of the words that were said, in order.
        differences: how it differs from the candidate, those that change the meaning first.
    """

    part: Span
    said: Said
    pairs: list[int]
    range: Span
    near: float
    differences: tuple[Difference, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing alters what was said."""
        return not any(one.alters for one in self.differences)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of who said it; none if the transcript names nobody."""
        return names_of(self.said.candidate.program, self.said.turn(self._first))

    @property
    def _first(self) -> int:
        return next(place for place in self.pairs if place != UNMATCHED)

    def seams(self, quotation: Quotation) -> list[int]:
        """The words of the part before which too much was left out to be one place."""
        found: list[int] = []
        before: int | None = None
        for n, place in enumerate(self.pairs):
            if place == UNMATCHED:
                continue
            if before is not None:
                between = range(before + 1, n + 1)
                gap = next(
                    (m for m in between if quotation.words[self.part[0] + m].after_gap), None
                )
                skipped = place - self.pairs[before] - (n - before)
                most = SEAM if gap is None else FAR
                if skipped > most or self._others_between(self.pairs[before], place):
                    found.append(n if gap is None else gap)
            before = n
        return found

    def _others_between(self, low: int, high: int) -> bool:
        """Whether another speaker says more than an interjection between two words."""
        said, turns = self.said, self.said.candidate.turns
        first, last = said.turn_number(low), said.turn_number(high)
        speaker = turns[first].speaker
        others = {n for n in range(first + 1, last) if turns[n].speaker != speaker}
        if not others:
            return False
        counts = Counter(map(said.turn_number, range(low, high)))
        return any(counts[other] > INTERJECTION for other in others)

    def places(self, quotation: Quotation) -> list[Place]:
        """The turns in which the part was said: mostly one."""
        candidate = self.said.candidate
        quoted = {place for place in self.pairs if place != UNMATCHED}
        of_turns: dict[int, list[Span]] = {}
        before = -1
        for place in sorted({*quoted, self.range[0], self.range[1] - 1}):
            start, end = self.said.span(place)
            spans = of_turns.setdefault(self.said.turn_number(place), [])
            if spans and place - before <= _ONE_SPAN:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
            before = place
        part = quotation.span(*self.part)
        return [
            self._place(candidate.turns[turn], part, spans)
            if not candidate.corrected
            else self._place_in_file(candidate.corrected[turn], part, spans)
            for turn, spans in of_turns.items()
        ]

    def _place(self, turn: Turn, part: Span, spans: Sequence[Span]) -> Place:
        known = _KnownSpans(tuple(spans))
        return Place(Quote(self.said.candidate.program, turn, self.near, None, (known,)), part,
                     self.near)  # fmt: skip

    def _place_in_file(self, turn: Turn, part: Span, spans: Sequence[Span]) -> Place:
        """A place whose words are those of the file: the turn as it was corrected."""
        found = self._place(turn, part, spans_in_text(turn, spans))
        return found.replaced(as_in_file=bool(touched(turn, found.quote.spans)))


class Witnesses:
    """Finds the evidence for parts of a quotation.

    Args:
        quotation: the quotation.
        claimed: who is claimed to have said it.
        find: finds candidates.
    """

    def __init__(self, quotation: Quotation, claimed: str | None, find: Finder) -> None:
        self._quotation = quotation
        self._claimed = claimed
        self._find = find

    def evidence(self, part: Span) -> tuple[list[Evidence], int]:
        """The evidence for a part, the best first, and how many turns say exactly its words."""
        words = tuple(word.form for word in self._quotation.words[slice(*part)])
        candidates = self._find(words, self._claimed)
        said = [*map(Said, candidates.found)]
        if not candidates.exact:
            quoted = self._quotation.words[slice(*part)]
            said.sort(key=lambda one: -likeness(quoted, one))
            said = said[:_MOST_COMPARED]
        found = [one for each in said if (one := self._in(each, part)) is not None]
        return sorted(found, key=self._rank), candidates.exact

    def compared(self, part: Span, said: Said, pairs: list[int]) -> Evidence | None:
        """The evidence of an alignment; None if no word was said there."""
        if all(place == UNMATCHED for place in pairs):
            return None
        comparison = Comparison(self._quotation, part, said, pairs)
        found = [*comparison.differences]
        if not found:
            span = self._quotation.span(*part)
            quoted, text = self._quotation.text[slice(*span)], said.text(*comparison.range)
            if kind := same_print(quoted, text):
                found.append(Difference(kind, quoted, text, span))
        found.sort(key=lambda one: one.meaning is None)
        return Evidence(part, said, pairs, comparison.range, comparison.near, tuple(found))

    def is_by_claimed(self, evidence: Evidence) -> bool:
        """Whether the claimed speaker said it."""
        return self._claimed is not None and is_named(self._claimed, evidence.names)

    def _in(self, said: Said, part: Span) -> Evidence | None:
        pairs = align(self._quotation.words[slice(*part)], said)
        return self.compared(part, said, _of_one_speaker(pairs, said))

    def _rank(self, one: Evidence) -> tuple[bool, bool, bool, float]:
        return (
            not one.is_clean,
            not self.is_by_claimed(one),
            bool(one.differences),
            -one.near,
        )


def _of_one_speaker(pairs: list[int], said: Said) -> list[int]:
    """The pairs in the turns of the speaker who says most of the words."""
    speakers = Counter(said.turn(place).speaker for place in pairs if place != UNMATCHED)
    if len(speakers) < 2:
        return pairs
    most = max(speakers, key=speakers.__getitem__)
    return [
        place if place != UNMATCHED and said.turn(place).speaker == most else UNMATCHED
        for place in pairs
    ]
