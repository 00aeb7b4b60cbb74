"""Parts of a long turn for an assistant: whole sentences, so that no cut turns a meaning around."""

from bisect import bisect_right
from collections.abc import Sequence

from searcher.quotes.excerpt import excerpt, sentences
from searcher.quotes.quote import Span


def parts(text: str, spans: Sequence[Span], enough: int) -> list[Span]:
    """The sentences with a match and those after and before the first one, in order.

    A sentence that is longer than all that is wanted is cut between words: talk without
    punctuation has no sentences.

    Args:
        text: what is said.
        spans: what matches, in order; without a match the parts are from the start.
        enough: about how many characters are wanted.
    """
    found = sentences(text)
    if len(text) <= enough or not found:
        return [(found[0][0], found[-1][1])] if found else []
    begins = [start for start, _ in found]
    # A turn may have thousands of sentences, and as many matches.
    holding = {max(0, bisect_right(begins, start) - 1) for start, _ in spans}
    matched = sorted(holding) or [0]
    first = matched[0]
    if found[first][1] - found[first][0] > enough:
        return [*excerpt(text, spans, enough).parts]
    chosen: dict[int, int] = {}

    def fits(number: int) -> bool:
        start, end = found[number]
        chosen.setdefault(number, end - start)
        if sum(chosen.values()) > enough:
            del chosen[number]
        return number in chosen

    for number in matched:
        fits(number)
    for others in (range(first + 1, len(found)), range(first - 1, -1, -1)):
        for number in others:
            if not fits(number):
                break
    return _joined(found, sorted(chosen))


def _joined(found: Sequence[Span], chosen: Sequence[int]) -> list[Span]:
    """Sentences as ranges of characters; neighbours are one range."""
    ranges: list[Span] = []
    before = -2
    for number in chosen:
        start, end = found[number]
        if number == before + 1:
            start = ranges.pop()[0]
        ranges.append((start, end))
        before = number
    return ranges
