"""Aligns the words of a quotation with the words of a candidate.

RapidFuzz finds the stretch of the candidate that is most like the quotation, and aligns both by
Levenshtein's distance over words. Alignments of equal distance can tear a run of words apart, so
words are then moved next to their neighbours.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio, partial_ratio_alignment

from corpus.model import Turn
from index.text.tokenizer import Word
from index.text.tokenizer import forms as forms_of
from index.text.tokenizer import words as words_of
from searcher.verify.candidate import Candidate
from searcher.verify.fillers import without_fillers
from searcher.verify.quotation import QuotedWord
from searcher.verify.wording import has_negation

#: In the pairs of an alignment: a word of the quotation that was not said there.
UNMATCHED = -1
#: Words of a candidate that the quotation does not have.
_OTHER = -1
#: How many words longer than the quotation a stretch of the candidate can be on each side: fillers
#: that were left out make it longer.
_SLACK = 8
#: At the edge of an alignment, fewer words than this that are farther away than their number are
#: there by chance.
_FEW = 3
#: An ellipsis can leave out so many words, and the parts are still one alignment.
FAR = 60


class Said:
    """A candidate that is split into words.

    Attributes:
        candidate: the candidate.
        forms: its words as in the index, turn by turn.
    """

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self.forms: list[str] = []
        self._starts: list[int] = []
        for turn in candidate.turns:
            self._starts.append(len(self.forms))
            self.forms += forms_of(turn.text)
        self._words: dict[int, list[Word]] = {}

    def turn_number(self, place: int) -> int:
        """The index in the candidate of the turn of a word."""
        return bisect_right(self._starts, place) - 1

    def turn(self, place: int) -> Turn:
        """The turn of a word."""
        return self.candidate.turns[self.turn_number(place)]

    def span(self, place: int) -> tuple[int, int]:
        """The characters of a word in its turn."""
        turn = self.turn_number(place)
        if turn not in self._words:
            # Of most candidates that are looked at they are not needed.
            self._words[turn] = [*words_of(self.candidate.turns[turn].text)]
        word = self._words[turn][place - self._starts[turn]]
        return word.start, word.end

    def text(self, first: int, last: int) -> str:
        """What is said from the word `first` up to, and without, the word `last`."""
        if first >= last:
            return ""
        begin, end = self.turn_number(first), self.turn_number(last - 1)
        start, stop = self.span(first)[0], self.span(last - 1)[1]
        turns = [turn.text for turn in self.candidate.turns[begin : end + 1]]
        if begin == end:
            return turns[0][start:stop]
        return " ".join([turns[0][start:], *turns[1:-1], turns[-1][:stop]])


def likeness(quoted: Sequence[QuotedWord], said: Said) -> float:
    """How like a quotation the most similar stretch of a candidate is, from 0 to 100."""
    ours, theirs = _numbered(quoted, said)
    return partial_ratio(ours, theirs) if theirs else 0.0


def align(quoted: Sequence[QuotedWord], said: Said) -> list[int]:
    """For each word of a quotation the place of the word in a candidate, or `UNMATCHED`.

    The places are ascending.
    """
    ours, theirs = _numbered(quoted, said)
    if not theirs:
        return [UNMATCHED] * len(ours)
    if (place := _place_of_all(ours, theirs)) is not None:
        return [*range(place, place + len(ours))]
    low, high = _stretch(ours, theirs, [n for n, word in enumerate(quoted) if word.after_gap])
    pairs = [UNMATCHED] * len(ours)
    for block in Levenshtein.opcodes(ours, theirs[low:high]):
        if block.tag == "equal":
            for step in range(block.src_end - block.src_start):
                pairs[block.src_start + step] = low + block.dest_start + step
    _pull_together(pairs, ours, theirs)
    gaps = {n for n, word in enumerate(quoted) if word.after_gap}
    language = said.candidate.program.language

    def content(low: int, high: int) -> int:
        between = said.forms[low:high]
        if len(between) <= _FEW and has_negation(between):
            # What is left out in `I [don't really] know` must be seen.
            return 0
        return sum(end - start for start, end in without_fillers(between, language))

    _drop_chance(pairs, gaps, content)
    _attach_edges(pairs, ours, theirs, content)
    return pairs


def _numbered(quoted: Sequence[QuotedWord], said: Said) -> tuple[list[int], list[int]]:
    """The words of both as numbers; one number for all that the quotation does not have."""
    numbers: dict[str, int] = {}
    ours = [numbers.setdefault(word.form, len(numbers)) for word in quoted]
    return ours, [numbers.get(form, _OTHER) for form in said.forms]


def _stretch(ours: list[int], theirs: list[int], gaps: Sequence[int]) -> tuple[int, int]:
    """The range of a candidate in which a quotation is aligned.

    The longest part between ellipses is placed first, and the other parts next to it.
    """
    edges = [0, *gaps, len(ours)]
    parts = sorted(pairwise(edges), key=lambda part: part[0] - part[1])
    low, high = _most_like(ours[slice(*parts[0])], theirs, 0, len(theirs))
    first, last = low, high
    for start, end in sorted(parts[1:]):
        part = ours[start:end]
        reach = len(part) + FAR + _SLACK
        if start < parts[0][0]:
            found = _most_like(part, theirs, max(0, low - reach - parts[0][0]), low)
            first = min(first, found[0])
        else:
            found = _most_like(part, theirs, last, min(len(theirs), last + reach))
            last = max(last, found[1])
    slack = _SLACK + len(ours) // 3
    return max(0, first - slack), min(len(theirs), last + slack)


def _most_like(part: list[int], theirs: list[int], low: int, high: int) -> tuple[int, int]:
    """The stretch between two places that is most like a part."""
    if high - low <= len(part):
        return low, high
    found = partial_ratio_alignment(part, theirs[low:high])
    if found is None:
        return low, high
    return low + found.dest_start, low + found.dest_end


def _place_of_all(ours: list[int], theirs: list[int]) -> int | None:
    """The first place where all words were said in a row; None if they were not."""
    size = len(ours)
    place = -1
    while True:
        try:
            place = theirs.index(ours[0], place + 1)
        except ValueError:
            return None
        if theirs[place : place + size] == ours:
            return place


def _pull_together(pairs: list[int], ours: list[int], theirs: list[int]) -> None:
    """Move whole runs of words next to their neighbours, where the same words were said."""
    runs = _runs(pairs)
    # To the left of the next run, the last pair of runs first.
    for number in range(len(runs) - 2, -1, -1):
        (start, end), (following, _) = runs[number], runs[number + 1]
        to = pairs[following] - (following - start)
        if pairs[start] < to and theirs[to : to + end - start] == ours[start:end]:
            pairs[start:end] = range(to, to + end - start)
    runs = _runs(pairs)
    for (_, before), (start, end) in pairwise(runs):
        to = pairs[before - 1] + 1 + start - before
        if to < pairs[start] and theirs[to : to + end - start] == ours[start:end]:
            pairs[start:end] = range(to, to + end - start)


def _runs(pairs: Sequence[int]) -> list[tuple[int, int]]:
    """The runs of words that were said in a row, as ranges."""
    runs: list[tuple[int, int]] = []
    for n, place in enumerate(pairs):
        if place == UNMATCHED:
            continue
        if runs and runs[-1][1] == n and place == pairs[n - 1] + 1:
            runs[-1] = runs[-1][0], n + 1
        else:
            runs.append((n, n + 1))
    return runs


def _drop_chance(pairs: list[int], gaps: set[int], content: Callable[[int, int], int]) -> None:
    """Let go of a few words at the edges that are far from the others.

    Args:
        pairs: the alignment.
        gaps: the words of the quotation with an ellipsis before them.
        content: how many words between two places of the candidate are no fillers.
    """
    for order in (range(len(pairs)), range(len(pairs) - 1, -1, -1)):
        places = [n for n in order if pairs[n] != UNMATCHED]
        begin = 0
        for end in range(1, len(places)):
            if end - begin >= _FEW:
                break
            low, high = sorted((places[end - 1], places[end]))
            if not gaps.isdisjoint(range(low + 1, high + 1)):
                break
            if content(pairs[low] + 1, pairs[high]) - (high - low - 1) > end - begin:
                for n in places[begin:end]:
                    pairs[n] = UNMATCHED
                begin = end


def _attach_edges(
    pairs: list[int], ours: list[int], theirs: list[int], content: Callable[[int, int], int]
) -> None:
    """Match words at the edges that only fillers part from the others: `yeah, I mean, no`.

    Args:
        pairs: the alignment.
        ours: the words of the quotation as numbers.
        theirs: those of the candidate.
        content: how many words between two places of the candidate are no fillers; 0 if they are
            few and negate.
    """
    matched = [n for n, place in enumerate(pairs) if place != UNMATCHED]
    if not matched:
        return
    edges = ((range(matched[0] - 1, -1, -1), -1), (range(matched[-1] + 1, len(ours)), 1))
    for unmatched, step in edges:
        for n in unmatched:
            beside = pairs[n - step]
            near = (beside + step * (k + 1) for k in range(_SLACK + 1))
            at = next((k for k in near if 0 <= k < len(theirs) and theirs[k] == ours[n]), None)
            if at is None or content(min(beside, at) + 1, max(beside, at)):
                break
            pairs[n] = at
