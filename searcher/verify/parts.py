"""The parts of a quotation that is put together from several places."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from searcher.query.light_words import LIGHT
from searcher.quotes.quote import Span
from searcher.verify.alignment import UNMATCHED
from searcher.verify.evidence import Evidence, Witnesses
from searcher.verify.quotation import Quotation

#: A part with fewer words may be anywhere by chance, unless an ellipsis sets it apart. The fewer
#: words it has, the more of them are no light words.
_FEWEST_AT_GAP = 3
_FEWEST = {5: 2, 6: 1, 7: 1, 8: 0}
#: So much of a part that an ellipsis sets apart must have been said where it is found. Of others
#: nothing may be altered: what is like a few common words is everywhere.
_NEAR = 0.8
#: A quotation has at most so many parts.
_MOST = 12
#: The candidates that are looked at for the first part.
_CANDIDATES = 8
#: What a word costs that was not said, where a word that was said counts 1.
_UNSAID = 1.5


def parts_of(
    quotation: Quotation, witnesses: Witnesses, known: Sequence[Evidence]
) -> list[Evidence]:
    """The parts of a quotation that were said somewhere, in their order.

    Of the words between two ellipses, the longest run that was said in one place is a part; so
    is, of the words before and after it, the longest run that was said in another place.

    Args:
        quotation: the quotation.
        witnesses: find the evidence for a part.
        known: the evidence for the whole quotation.
    """
    edges = [0, *(n for n, word in enumerate(quotation.words) if word.after_gap)]
    edges.append(len(quotation.words))
    left: list[tuple[Span, Sequence[Evidence] | None]] = [
        (part, known if len(edges) == 2 else None) for part in pairwise(edges)
    ]
    parts: list[Evidence] = []
    while left and len(parts) < _MOST:
        part, candidates = left.pop()
        if not _is_specific(part, quotation):
            continue
        if candidates is None:
            candidates = witnesses.evidence(part)[0]
        best = _best(candidates[:_CANDIDATES])
        if best is None:
            continue
        (low, high), one = best
        low, high = _widened((low, high), part, quotation)
        if not _is_specific((low, high), quotation):
            continue
        found = [*_without_seams((low, high), one, witnesses, quotation)]
        at_gap = _is_at_gap((low, high), quotation)
        if not all(each.is_clean or (at_gap and each.near >= _NEAR) for each in found):
            continue
        parts += found
        left += [((part[0], low), None), ((high, part[1]), None)]
    return sorted(parts, key=lambda one: one.part)


def _best(candidates: Sequence[Evidence]) -> tuple[Span, Evidence] | None:
    """The evidence with the heaviest run of words, and that run."""
    best: tuple[Span, Evidence] | None = None
    most = 0.0
    for one in candidates:
        weight, (low, high) = _heaviest_run(one.pairs)
        if weight > most:
            most = weight
            best = (one.part[0] + low, one.part[0] + high), one
    return best


def _heaviest_run(pairs: Sequence[int]) -> tuple[float, Span]:
    """The run with the greatest sum: 1 for a word said next to the one before, less for others."""
    most, run = 0.0, (0, 0)
    weight, start = 0.0, 0
    for n, place in enumerate(pairs):
        if weight <= 0:
            weight, start = 0.0, n
        if place == UNMATCHED:
            weight -= _UNSAID
        else:
            weight += 1.0 if n == start or place == pairs[n - 1] + 1 else 0.5
        if weight > most:
            most, run = weight, (start, n + 1)
    return most, run


def _widened(run: Span, part: Span, quotation: Quotation) -> Span:
    """A run with one word more at an edge, if an ellipsis or the quotation ends there."""
    low, high = run
    words = quotation.words
    if low - 1 == part[0] and (low == 1 or words[low - 1].after_gap):
        low -= 1
    if high + 1 == part[1] and (high + 1 == len(words) or words[high + 1].after_gap):
        high += 1
    return low, high


def _is_specific(part: Span, quotation: Quotation) -> bool:
    """Whether a part has enough words not to be anywhere by chance."""
    start, end = part
    words = quotation.words
    size = end - start
    if size <= 0:
        return False
    if _is_at_gap(part, quotation):
        return size >= _FEWEST_AT_GAP
    content = sum(word.form not in LIGHT for word in words[start:end])
    return (size in _FEWEST and content >= _FEWEST[size]) or size > max(_FEWEST)


def _is_at_gap(part: Span, quotation: Quotation) -> bool:
    """Whether an ellipsis stands before or after a part."""
    start, end = part
    words = quotation.words
    return words[start].after_gap or (end < len(words) and words[end].after_gap)


def _without_seams(
    part: Span, one: Evidence, witnesses: Witnesses, quotation: Quotation
) -> Iterator[Evidence]:
    """A part as it is, or the parts between its seams."""
    offset = one.part[0]
    low, high = part
    cuts = [offset + seam for seam in one.seams(quotation) if low < offset + seam < high]
    for start, end in zip([low, *cuts], [*cuts, high], strict=True):
        pairs = one.pairs[start - offset : end - offset]
        if (found := witnesses.compared((start, end), one.said, pairs)) is not None:
            yield found
