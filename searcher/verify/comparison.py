"""The differences between a quotation and what was said, from their alignment."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise

from index.text.tokenizer import forms
from searcher.quotes.quote import Span
from searcher.verify import number_signs
from searcher.verify.alignment import UNMATCHED, Said
from searcher.verify.fillers import without_fillers
from searcher.verify.quotation import Quotation
from searcher.verify.stage_directions import stage_directions
from searcher.verify.verdict import Difference, Kind
from searcher.verify.wording import change_of_meaning, equal_words, has_negation

#: A turn of another speaker with at most so many words does not interrupt a quotation.
INTERJECTION = 12
#: At the ends of a quotation up to so many words that were not said replace those said there.
_EDGE = 3
#: Longer beginnings of a sentence that was begun again, marked by a dash, are no false starts;
#: nor are those without a dash.
_FALSE_START, _RESTART = 8, 4
_DASHES = ("-", "–", "—", "―", "…", "...")
_PAUSES = frozenset(",;–—―…，、")
_ENDS_OF_SENTENCES = frozenset(".!?。！？")


class Comparison:
    """A part of a quotation beside the candidate with which it is aligned.

    Args:
        quotation: the quotation.
        part: the first word of the part, and the one after its last.
        said: the candidate.
        pairs: for each word of the part its place in the candidate; at least one has a place.
    """

    def __init__(self, quotation: Quotation, part: Span, said: Said, pairs: Sequence[int]) -> None:
        self._quotation = quotation
        self._words = quotation.words[slice(*part)]
        self._said = said
        self._pairs = pairs
        self._language = said.candidate.program.language
        self._matched = [n for n, place in enumerate(pairs) if place != UNMATCHED]

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What differs in words, in the order of the quotation."""
        return tuple(self._found())

    @cached_property
    def range(self) -> Span:
        """The words of the candidate that were quoted: the first, and the one after the last."""
        first, last = self._matched[0], self._matched[-1]
        before, after = self._edges
        return self._pairs[first] - before, self._pairs[last] + 1 + after

    @property
    def near(self) -> float:
        """The share of the words that were said, in order; words left out count against it."""
        alien = missing = 0
        for one in self.differences:
            if one.kind in (Kind.REPLACED, Kind.INSERTED):
                alien += len(forms(one.quoted))
            elif one.kind == Kind.DELETED:
                missing += len(forms(one.said))
        size = len(self._words)
        return max(0, size - alien) / (size + missing)

    @cached_property
    def _edges(self) -> Span:
        """How many words of the candidate the unmatched words at each end replace."""
        first, last = self._matched[0], self._matched[-1]
        quoted = [word.form for word in self._words]
        low, high = self._pairs[first], self._pairs[last]
        sizes = range(1, _EDGE + 2)
        preceding = [self._in_turn_of(low, low - size, low) for size in sizes]
        following = [self._in_turn_of(high, high + 1, high + 1 + size) for size in sizes]
        return _edge(quoted[:first], preceding), _edge(quoted[last + 1 :], following)

    def _in_turn_of(self, place: int, low: int, high: int) -> list[str]:
        """The words from `low` to `high`, if all are in the turn of the word `place`."""
        said = self._said
        inside = low >= 0 and high <= len(said.forms)
        if not inside or len({*map(said.turn_number, (place, low, high - 1))}) > 1:
            return []
        return self._forms(low, high)

    def _found(self) -> Iterator[Difference]:
        first, last = self._matched[0], self._matched[-1]
        low, high = self.range
        yield from self._block(0, first, low, self._pairs[first])
        for one, other in pairwise(self._matched):
            yield from self._other_signs(one)
            yield from self._block(one + 1, other, self._pairs[one] + 1, self._pairs[other])
        yield from self._other_signs(last)
        yield from self._block(last + 1, len(self._words), self._pairs[last] + 1, high)

    def _other_signs(self, at: int) -> Iterator[Difference]:
        """The difference in the signs of a number that was said."""
        word, place = self._words[at], self._pairs[at]
        if word.form[:1].isdigit():
            text, span = self._said.turn(place).text, self._said.span(place)
            found = number_signs.difference(
                self._quotation.text, (word.start, word.end), text, span
            )
            yield from [found] if found else []

    def _block(self, start: int, end: int, low: int, high: int) -> Iterator[Difference]:
        """The differences between two words that match.

        They are the words of the quotation from `start` to `end`, and those of the candidate from
        `low` to `high`.
        """
        added = self._added(start, end)
        if added:
            text = self._quotation.text[added[0] : added[1]]
            said = self._said.text(low, high) if start == end else ""
            found = Difference(Kind.BRACKETED, text, said, added)
            hidden = [] if start < end or has_negation(forms(text)) else self._forms(low, high)
            yield _without_negation(found, hidden)
            if start == end:
                return
        if start == end and low == high:
            return
        low, high, interjections = self._without_interjections(start, low, high)
        yield from interjections
        gap = next(
            (n for n in range(start, min(end + 1, len(self._words))) if self._words[n].after_gap),
            None,
        )
        if gap is not None and high > low:
            # The words next to the ellipsis are compared, and it leaves out the rest.
            size = min(end - start, high - low)
            split = high - size if gap == start else low + size
            left_out = (low, split) if gap == start else (split, high)
            if left_out[0] < left_out[1]:
                yield self._omitted(start if gap == start else end, *left_out)
            low, high = (split, high) if gap == start else (low, split)
        if start == end:
            yield from self._left_out(start, low, high)
        elif low == high:
            yield self._difference(Kind.INSERTED, start, end, low, high)
        else:
            yield from self._replaced(start, end, low, high)

    def _replaced(self, start: int, end: int, low: int, high: int) -> Iterator[Difference]:
        """Words of the quotation that stand in place of others."""
        quoted = [word.form for word in self._words[start:end]]
        if kind := equal_words(quoted, self._forms(low, high)):
            yield self._difference(Kind(kind), start, end, low, high)
            return
        runs = [(low, high)]
        if high - low > len(quoted):
            kept = self._kept(low, high)
            runs = kept or runs
        if len(runs) == 1:
            first, last = runs[0]
            yield from self._fillers(start, [(low, first), (last, high)])
            kind = equal_words(quoted, self._forms(first, last)) or Kind.REPLACED
            yield self._difference(Kind(kind), start, end, first, last)
        else:
            yield self._difference(Kind.REPLACED, start, end, low, high)

    def _left_out(self, at: int, low: int, high: int) -> Iterator[Difference]:
        """Words of the candidate that the quotation left out without an ellipsis."""
        shift = self._shift(low, high)
        at, low, high = at + shift, low + shift, high + shift
        place = low
        for first, last in self._kept(low, high):
            yield from self._fillers(at, [(place, first)])
            yield self._difference(self._kind_left_out(first, last), at, at, first, last)
            place = last
        yield from self._fillers(at, [(place, high)])

    def _shift(self, low: int, high: int) -> int:
        """By how many words what was left out begins later, so that no word of weight is left out.

        Of `yeah, I mean, I would` either `I mean` or `mean I` is left out in `yeah I would`.
        """
        size = min(high - low, _FALSE_START)
        for shift in (n for k in range(size) for n in (k, -k)):
            first, last = min(low, low + shift), max(high, high + shift)
            same = self._forms(low, low + shift) == self._forms(high, high + shift)
            if shift < 0:
                same = self._forms(low + shift, low) == self._forms(high + shift, high)
            if first < 0 or last > len(self._said.forms) or not same:
                continue
            begin = low + shift
            runs = self._kept(begin, high + shift)
            if all(self._kind_left_out(*run) != Kind.DELETED for run in runs):
                return shift
        return 0

    def _fillers(self, at: int, runs: Sequence[Span]) -> Iterator[Difference]:
        for low, high in runs:
            if low < high:
                yield self._difference(Kind.FILLER, at, at, low, high)

    def _kind_left_out(self, low: int, high: int) -> Kind:
        """Why words were left out: they are said again, or are a sentence begun again."""
        run = self._forms(low, high)
        size = len(run)
        following = self._forms(high, high + 2 * size + _FALSE_START)
        kept = without_fillers(following, self._language)
        next_words = [word for a, b in kept for word in following[a:b]]
        if next_words[:size] == run or (low >= size and self._forms(low - size, low) == run):
            return Kind.REPETITION
        if has_negation(run):
            return Kind.DELETED
        end = self._said.span(high - 1)[1]
        after = self._said.turn(high - 1).text[end : end + 4].lstrip("\"'”’ ")
        if size <= _FALSE_START and after.startswith(_DASHES):
            return Kind.FALSE_START
        if size <= _RESTART and next_words[:1] == run[:1] and size > 1:
            return Kind.FALSE_START
        return Kind.DELETED

    def _omitted(self, at: int, low: int, high: int) -> Difference:
        """Words that an ellipsis leaves out. Inside of a sentence it must not drop a negation."""
        found = self._difference(Kind.OMITTED, at, at, low, high)
        return _without_negation(found, self._forms(low, high))

    def _without_interjections(
        self, start: int, low: int, high: int
    ) -> tuple[int, int, list[Difference]]:
        """The words between two matches without short turns of others in between."""
        said = self._said
        if low == 0 or high >= len(said.forms):
            return low, high, []
        before, after = said.turn_number(low - 1), said.turn_number(high)
        speaker = said.turn(low - 1).speaker
        found: list[Difference] = []
        for number in range(before + 1, after):
            turn = said.candidate.turns[number]
            places = [n for n in range(low, high) if said.turn_number(n) == number]
            if turn.speaker != speaker and len(places) <= INTERJECTION:
                at, text = self._at(start), turn.text.strip()
                found.append(Difference(Kind.INTERJECTION, "", text, at, None, turn.speaker))
                if places and places[0] == low:
                    low = places[-1] + 1
                elif places and places[-1] == high - 1:
                    high = places[0]
        return low, high, found

    def _difference(self, kind: Kind, start: int, end: int, low: int, high: int) -> Difference:
        words = self._words[start:end]
        quoted = [word.form for word in words]
        said = self._forms(low, high)
        span = (words[0].start, words[-1].end) if words else self._at(start)
        altering = kind in (Kind.INSERTED, Kind.DELETED, Kind.REPLACED)
        return Difference(
            kind,
            self._quotation.text[slice(*span)] if words else "",
            self._said.text(low, high),
            span,
            change_of_meaning(quoted, said) if altering else None,
        )

    def _at(self, start: int) -> Span:
        """The place in the quotation, between two words, where something was left out."""
        at = self._words[start].start if start < len(self._words) else self._words[-1].end
        return at, at

    def _added(self, start: int, end: int) -> Span | None:
        """The words in brackets before the word `end`, and after the one before `start`."""
        begin = self._words[start - 1].end if start else 0
        stop = self._words[end].start if end < len(self._words) else len(self._quotation.text)
        found = [span for span in self._quotation.brackets if begin <= span[0] and span[1] <= stop]
        return (found[0][0], found[-1][1]) if found else None

    def _forms(self, low: int, high: int) -> list[str]:
        return self._said.forms[max(low, 0) : high]

    def _kept(self, low: int, high: int) -> list[Span]:
        """The runs of words of the candidate that are no fillers and no stage directions."""
        found: list[Span] = []
        for is_direction, places in groupby(range(low, high), self._is_direction):
            if not is_direction:
                first, *rest = places
                last = rest[-1] + 1 if rest else first + 1
                before = self._before(first, last)
                runs = without_fillers(self._forms(first, last), self._language, before)
                found += [(first + start, first + end) for start, end in runs]
        return found

    def _is_direction(self, place: int) -> bool:
        start, _ = self._said.span(place)
        return any(a < start < b for a, b in stage_directions(self._said.turn(place).text))

    def _before(self, low: int, high: int) -> str:
        """The word before some words of the candidate, unless pauses set those apart.

        In `I would, you know, go` they are fillers, in `if you know the way` they are not.
        """
        said = self._said
        if not low or (self._has_pause(low) and (high == len(said.forms) or self._has_pause(high))):
            return ""
        return said.forms[low - 1]

    def _has_pause(self, place: int) -> bool:
        """Whether a comma or a dash stands before a word of the candidate, or a turn begins."""
        said = self._said
        turn = said.turn_number(place)
        if said.turn_number(place - 1) != turn:
            return True
        between = said.candidate.turns[turn].text[said.span(place - 1)[1] : said.span(place)[0]]
        return not _PAUSES.isdisjoint(between)


def _without_negation(found: Difference, left_out: Sequence[str]) -> Difference:
    """A difference, with its meaning if what was left out negates the rest of a sentence."""
    ends = not _ENDS_OF_SENTENCES.isdisjoint(found.said)
    return found.replaced(meaning="negation") if not ends and has_negation(left_out) else found


def _edge(quoted: Sequence[str], near: Sequence[Sequence[str]]) -> int:
    """How many words that were said the unmatched words at an end of the quotation replace.

    Args:
        quoted: the unmatched words.
        near: the one word next to the match, the two words, and so on; none if there are no so
            many words in the turn.
    """
    if not 0 < len(quoted) <= _EDGE:
        return 0
    for size, said in enumerate(near, start=1):
        if said and equal_words(quoted, said):
            return size
    return max(
        (size for size, said in enumerate(near, 1) if said and size <= len(quoted)), default=0
    )
