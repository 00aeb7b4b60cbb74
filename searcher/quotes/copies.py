"""Quotes of copies of one talk, shown once.

A talk may be in an index several times: as text and as captions, in two folders, or written down
twice. The same words in two programs are no copy by themselves, because many people say "Yes, of
course."
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cache

import numpy as np

from corpus.model import Turn
from searcher.quotes.quote import Quote

#: Turns with fewer letters are no copies: everybody says "Yes, of course."
SHORT = 12
#: Nobody says as many letters twice in the same words, or nearly the same.
LONG = 200
#: How many of the runs of three words of two long turns are in both, of those that are in one.
ALIKE = 0.6
#: By how many runs of letters a turn is looked for, and how many letters each has.
LEAST = 4
_RUN = 16
#: With how many of the next longer turns the length of a turn is compared.
_NEIGHBOURS = 5
#: What was said on so many occasions is a common phrase, and is not compared further.
COMMON = 20
#: How many turns before and after a quote are compared, and how many must be the same, in thirds.
NEAR = 3
ENOUGH = 2

_NO_LETTERS = re.compile(r"\W+")
#: The same for ASCII, which takes a tenth of the time.
_LOWER = bytes(range(256)).lower()
_NO_ASCII_LETTERS = bytes(c for c in range(128) if _NO_LETTERS.match(chr(c)))
#: Odd numbers, whose products with all letters of a run decide its order among the others.
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)

Texts = tuple[str, ...]
#: Of a quote: the length of its text, its place among the quotes, and the id of its program.
_Turn = tuple[int, int, str]
_Group = list[int]


def said(turn: Turn | None) -> str:
    """What is said in a turn, as letters only: captions may lack marks and capitals."""
    if turn is None:
        return ""
    if turn.text.isascii():
        return turn.text.encode().translate(_LOWER, _NO_ASCII_LETTERS).decode()
    return _NO_LETTERS.sub("", turn.text.lower())


class Copies:
    """Finds the copies among quotes, of which more may follow.

    Args:
        around: the texts of the turns around a quote, by its place among the quotes.
    """

    def __init__(self, around: Callable[[int], Texts]) -> None:
        self._around = cache(around)
        self._keys: dict[int, list[Hashable]] = {}

    def groups(self, quotes: Sequence[Quote]) -> list[list[int]]:
        """The places of quotes in groups: each holds a quote and its copies in other programs.

        A copy is said by the same person, as far as both say who speaks. A long turn has nearly
        the same words in a copy; a short one has the same words, and most of the turns around it
        are the same, too. Groups and places are in the order of the quotes.
        """
        groups: list[_Group] = []
        by_key: dict[Hashable, list[_Group]] = {}
        possible = _possible_copies(quotes)
        for place, quote in enumerate(quotes):
            keys = self._keys_of(place, quote) if place in possible else []
            near = (group for key in keys for group in by_key.get(key, ())[:COMMON])
            for group in near:
                if _may_be_copy(quotes, group, place) and self._is_copy(quotes, group[0], place):
                    group.append(place)
                    break
            else:
                groups.append([place])
                for key in keys:
                    by_key.setdefault(key, []).append(groups[-1])
        return groups

    def _keys_of(self, place: int, quote: Quote) -> list[Hashable]:
        if place not in self._keys:
            self._keys[place] = list(_keys(quote))
        return self._keys[place]

    def _is_copy(self, quotes: Sequence[Quote], one: int, other: int) -> bool:
        """Whether two quotes say the same, and in the same talk."""
        texts = said(quotes[one].turn), said(quotes[other].turn)
        if min(map(len, texts)) < LONG:
            return texts[0] == texts[1] and _same(self._around(one), self._around(other))
        if texts[0] == texts[1]:
            return True
        some, others = _runs(quotes[one]), _runs(quotes[other])
        return len(some & others) >= ALIKE * len(some | others)


def as_one(quotes: Sequence[Quote], group: Sequence[int]) -> Quote:
    """The first quote of a group that names its speaker, with the other programs."""
    if len(group) == 1:
        return quotes[group[0]]
    named = [place for place in group if quotes[place].turn.label is not None]
    shown = quotes[(named or group)[0]]
    others = (quotes[place].program.id for place in group)
    return shown.replaced(also_in=tuple(each for each in others if each != shown.program.id))


def _possible_copies(quotes: Sequence[Quote]) -> set[int]:
    """The places of quotes that may have copies, by who speaks and by the length of the text.

    Most pages have few, and to compare what is said takes much longer.
    """
    by_speaker: dict[str | None, list[_Turn]] = {}
    every: list[_Turn] = []
    for place, quote in enumerate(quotes):
        turn = quote.turn
        one = len(turn.text), place, quote.program.id
        every.append(one)
        by_speaker.setdefault(turn.speaker if turn.label is not None else None, []).append(one)
    # Where nobody is named, anybody may speak.
    compared = [every] if None in by_speaker else by_speaker.values()
    return {place for turns in compared if len(turns) > 1 for place in _alike(turns)}


def _alike(turns: list[_Turn]) -> Iterator[int]:
    """The places of turns as long as one of another program, or nearly as long."""
    turns.sort()
    for number, (length, place, program) in enumerate(turns):
        for longer, other, program_of_other in turns[number + 1 : number + 1 + _NEIGHBOURS]:
            if length < ALIKE * longer:
                break
            if program != program_of_other:
                yield place
                yield other


def _keys(quote: Quote) -> Iterator[Hashable]:
    """What a quote has in common with its copies: its letters, or one of a few runs of letters.

    Of two sets that are alike, the least values of a hash are likely to be the same (A. Broder:
    On the resemblance and containment of documents. SEQUENCES 1997).
    """
    text = said(quote.turn)
    if len(text) >= SHORT:
        yield text
    if len(text) >= LONG:
        encoded = text.encode()
        count = len(encoded) - _RUN + 1
        # Each number is eight bytes of the text, and the next one begins a byte later.
        parts = np.ndarray(count + _RUN // 2, np.uint64, encoded, strides=(1,))
        hashes = parts[:count] * _MIX[0]
        hashes += parts[_RUN // 2 :] * _MIX[1]
        hashes.partition(LEAST)
        yield from hashes[:LEAST].tolist()


def _runs(quote: Quote) -> set[tuple[str, ...]]:
    """The runs of three words in the text of a quote."""
    words = quote.turn.text.lower().split()
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}


def _may_be_copy(quotes: Sequence[Quote], group: Sequence[int], place: int) -> bool:
    """Whether a quote is of another program than those of a group, and of the same person."""
    quote = quotes[place]
    others = [quotes[each] for each in group]
    if any(other.program.id == quote.program.id for other in others):
        return False
    if len({other.tier for other in (*others, quote)}) > 1:
        return False
    named = {each.turn.speaker for each in (*others, quote) if each.turn.label is not None}
    return len(named) < 2


def _same(one: Texts, other: Texts) -> bool:
    """Whether most of the turns around two quotes are the same."""
    pairs = [pair for pair in zip(one, other, strict=True) if any(pair)]
    equal = sum(left == right for left, right in pairs)
    return bool(pairs) and 3 * equal >= ENOUGH * len(pairs)
