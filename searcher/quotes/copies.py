"""Quotes of copies of one talk, shown once.

A talk may be in an index several times: as text and as captions, or in two folders. The same
words in two programs are no copy by themselves, because many people say "Yes, of course."
"""

import re
from collections.abc import Callable, Sequence

from corpus.model import Turn
from searcher.quotes.quote import Quote

#: Turns with fewer letters are no copies: everybody says "Yes, of course."
SHORT = 12
#: Nobody says as many letters twice in the same words.
LONG = 200
#: What was said on so many occasions is a common phrase, and is not compared further.
COMMON = 20
#: How many turns before and after a quote are compared, and how many must be the same, in thirds.
NEAR = 3
ENOUGH = 2

_NO_LETTERS = re.compile(r"\W+")

#: The texts of the turns around a quote, by its place among the quotes.
Around = Callable[[int], tuple[str, ...]]


def said(turn: Turn | None) -> str:
    """What is said in a turn, as letters only: captions may lack marks and capitals."""
    return _NO_LETTERS.sub("", turn.text.lower()) if turn is not None else ""


def copies(quotes: Sequence[Quote], around: Around) -> list[list[int]]:
    """The places of quotes in groups: each holds a quote and its copies in other programs.

    A copy is said by the same person, as far as both say who speaks. Most of the turns around
    it are the same, too, unless it is long. Groups and places are in the order of the quotes.
    """
    groups: list[list[int]] = []
    by_text: dict[str, list[list[int]]] = {}
    for place, quote in enumerate(quotes):
        text = said(quote.turn)
        same = by_text.setdefault(text, [])
        for group in same if len(text) >= SHORT and len(same) < COMMON else ():
            if _is_copy(quotes, group, place) and (
                len(text) >= LONG or _same(around(group[0]), around(place))
            ):
                group.append(place)
                break
        else:
            same.append([place])
            groups.append(same[-1])
    return groups


def as_one(quotes: Sequence[Quote], group: Sequence[int]) -> Quote:
    """The first quote of a group that names its speaker, with the other programs."""
    if len(group) == 1:
        return quotes[group[0]]
    named = [place for place in group if quotes[place].turn.label is not None]
    shown = quotes[(named or group)[0]]
    others = (quotes[place].program.id for place in group)
    return shown.replaced(also_in=tuple(each for each in others if each != shown.program.id))


def _is_copy(quotes: Sequence[Quote], group: Sequence[int], place: int) -> bool:
    """Whether a quote is of another program than those of a group, and of the same person."""
    quote = quotes[place]
    others = [quotes[each] for each in group]
    if any(other.program.id == quote.program.id for other in others):
        return False
    if len({other.tier for other in (*others, quote)}) > 1:
        return False
    named = {each.turn.speaker for each in (*others, quote) if each.turn.label is not None}
    return len(named) < 2


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether most of the turns around two quotes are the same."""
    pairs = [pair for pair in zip(one, other, strict=True) if any(pair)]
    equal = sum(left == right for left, right in pairs)
    return bool(pairs) and 3 * equal >= ENOUGH * len(pairs)
