"""Where the words of a correction are in the text of a turn, whatever became of the turn.

A file that was transcribed again has other words in places. The words of a correction are found
again by what stands around them, and only where that is clear: rather gone than wrong.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, Self

from corpus.corrected_words import Change, as_in_source, corrected
from corpus.model import Turn
from index.annotation.marks import FARTHEST, LONGEST
from index.text.tokenizer import Word, forms, words
from index.word_corrections.corrections import WordCorrection

#: How many characters before and after the words are kept.
AROUND = 60
#: How many words on each side are compared, and by how many they may be farther away or nearer.
_NEAREST, _SHIFT = 6, 2
#: Which part of them must be there, and by how much more at the best place than at the next best.
_ALIKE, _CLEAR = 0.5, 0.1
#: What a word counts that is farther away or nearer.
_SHIFTED = 0.6
#: Stands for the beginning and the end of a turn among its words.
_EDGE = "\n"
_POSSESSIVE = "'s"
#: The same at the beginning of what stands after a name.
_POSSESSED = re.compile(r"['’]s\b", re.IGNORECASE)


class Said(NamedTuple):
    """A place where words are said: characters of a text."""

    start: int
    end: int


def said(wrong: str, text: str) -> list[Said]:
    """Where some words are said in a text, in their order; places do not overlap.

    Capitals, accents and what is between the words do not count. Of `Clarence's` only the name
    is meant.
    """
    wanted = forms(wrong)
    if not wanted:
        return []
    tokens = list(words(text))
    found: list[Said] = []
    place = 0
    while place + len(wanted) <= len(tokens):
        here = tokens[place : place + len(wanted)]
        end = _end(here, wanted, text)
        if end is None:
            place += 1
        else:
            found.append(Said(here[0].start, end))
            place += len(wanted)
    return found


def _end(tokens: Sequence[Word], wanted: Sequence[str], text: str) -> int | None:
    """Where words end that are said here; None if they are not said."""
    if [token.text for token in tokens[:-1]] != wanted[:-1]:
        return None
    last = tokens[-1]
    if last.text == wanted[-1]:
        return last.end
    if last.text == wanted[-1] + _POSSESSIVE and text[last.end - 1] in "sS":
        return last.end - len(_POSSESSIVE)
    return None


def around(text: str, place: Said) -> tuple[str, str]:
    """What stands before and after a place."""
    return text[max(0, place.start - AROUND) : place.start], text[place.end : place.end + AROUND]


def bounded(one: WordCorrection) -> WordCorrection:
    """A correction from elsewhere with no more of what it is found by than is kept."""
    return replace(
        one,
        before=one.before[-AROUND:],
        after=one.after[:AROUND],
        exact=one.exact[:LONGEST],
        prefix=one.prefix[-FARTHEST:],
        suffix=one.suffix[:FARTHEST],
    )


def found_again(one: WordCorrection, text: str) -> Said | None:
    """The place of a correction in a text as the file has it; None if it is gone or unclear."""
    places = said(one.wrong, text)
    if not places:
        return None
    if one.nth <= len(places):
        place = places[one.nth - 1]
        is_same = text == one.exact or (
            text[:LONGEST] == one.exact and around(text, place) == (one.before, one.after)
        )
        if is_same:
            return place
    known = _Neighbours.of_place(one.before, one.after)
    near = {place: _Neighbours.of_place(*around(text, place)) for place in places}
    alike = sorted(((known.alike(there), place) for place, there in near.items()), reverse=True)
    best, place = alike[0]
    if best < _ALIKE or (len(alike) > 1 and best - alike[1][0] < _CLEAR):
        return None
    # If one of two is left, it must be the one that was corrected.
    there = near[place]
    others = max((each.alike(there) for each in _others(one)), default=0.0)
    return place if best - others >= _CLEAR else None


def _others(one: WordCorrection) -> Iterator["_Neighbours"]:
    """What stood around the same words, where they were said again near those corrected."""
    near = f"{one.before}{one.wrong}{one.after}"
    begins, ends = len(one.before) < AROUND, len(one.after) < AROUND
    for start, end in said(one.wrong, near):
        if not start <= len(one.before) < end:
            yield _Neighbours.of(near[:start], near[end:], begins=begins, ends=ends)


class _Neighbours(NamedTuple):
    """The words around a place, the nearest first; `_EDGE` where the turn begins or ends."""

    before: list[str]
    after: list[str]

    @classmethod
    def of_place(cls, before: str, after: str) -> Self:
        """Those of a place, of what `around` gives."""
        return cls.of(before, after, begins=len(before) < AROUND, ends=len(after) < AROUND)

    @classmethod
    def of(cls, before: str, after: str, *, begins: bool, ends: bool) -> Self:
        """The words of two texts.

        Args:
            before: what stands before the words.
            after: what stands after them.
            begins: whether the turn begins with it; else its first word may be cut.
            ends: whether the turn ends with it.
        """
        possessive = _POSSESSED.match(after)
        first, last = forms(before), forms(after[possessive.end() if possessive else 0 :])
        first = [_EDGE, *first] if begins else first[1:]
        last = [*last, _EDGE] if ends else last[:-1]
        return cls(first[::-1], last)

    def alike(self, other: Self) -> float:
        """Which part of the nearest words is there, too, at about the same distance."""
        wanted = spoken = ends = 0
        found = 0.0
        for known, there in ((self.before, other.before), (self.after, other.after)):
            for distance, word in enumerate(known[:_NEAREST]):
                wanted += 1
                if word == _EDGE:
                    # That both turns end somewhere near says little: only just there it counts.
                    ends += there[distance : distance + 1] == [_EDGE]
                else:
                    spoken += 1
                    found += _there(word, distance, there)
        # If words stood there, one at least must be left.
        return (found + ends) / wanted if wanted and (found or not spoken) else 0.0


def _there(word: str, distance: int, words: list[str]) -> float:
    """How sure a word is among some others: 1 if it has the same place, 0 if it is not there."""
    if words[distance : distance + 1] == [word]:
        return 1.0
    near = words[max(0, distance - _SHIFT) : distance + _SHIFT + 1]
    return _SHIFTED if word in near else 0.0


class Corrections(NamedTuple):
    """A turn with corrections.

    Attributes:
        turn: the turn.
        made: the numbers of the corrections that are in it.
    """

    turn: Turn
    made: frozenset[int]


def with_corrections(turn: Turn, wanted: Iterable[WordCorrection]) -> Corrections:
    """A turn with some corrections and no others.

    Where two of them would change one word, the older one does.
    """
    source = as_in_source(turn)
    changes: list[Change] = []
    for one in sorted(wanted, key=lambda one: one.number):
        place = found_again(one, source.text)
        if place is None or any(
            place.start < other.end and other.start < place.end for other in changes
        ):
            continue
        changes.append(Change(place.start, place.end, one.right, one.number))
    return Corrections(corrected(source, changes), frozenset(one.number for one in changes))
