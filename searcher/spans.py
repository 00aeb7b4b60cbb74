"""From the positions of words to characters: what is coloured in a quote."""

from collections.abc import Iterable

from index.analysis import places


def characters(text: str, matches: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The character spans of matches in a text, in order, overlapping ones joined.

    Args:
        text: the text of a turn.
        matches: first and last position of each match, in order.
    """
    matches = list(matches)
    found = places(text, sorted({position for match in matches for position in match}))
    joined: list[tuple[int, int]] = []
    for first, last in matches:
        start, end = found[first][0], found[last][1]
        if joined and start < joined[-1][1]:
            earlier = joined.pop()
            start, end = earlier[0], max(end, earlier[1])
        joined.append((start, end))
    return tuple(joined)
