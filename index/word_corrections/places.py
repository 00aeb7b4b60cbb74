"""Where the words of a correction are in the text of a turn, whatever became of the turn.

A file that was transcribed again has other words in places. The words of a correction are found
again by what stands around them, and only where that is clear: rather gone than wrong.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from corpus.corrected_words import Change, as_in_source, corrected
from corpus.model import Turn
from index.text.tokenizer import Word, forms, words
from index.word_corrections.corrections import WordCorrection

#: How many characters before and after the words are kept.
AROUND = 60
#: How alike what stands around must be, in percent.
_ALIKE = 60.0
#: By how much the best place must be better than the next best one.
_CLEAR = 3.0
_POSSESSIVE = "'s"


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


def found_again(one: WordCorrection, text: str) -> Said | None:
    """The place of a correction in a text as the file has it; None if it is gone or unclear."""
    places = said(one.wrong, text)
    if not places:
        return None
    if (one.nth <= len(places)) and around(text, places[one.nth - 1]) == (one.before, one.after):
        return places[one.nth - 1]
    alike = sorted(((_alike(one, text, place), place) for place in places), reverse=True)
    best, place = alike[0]
    if best < _ALIKE:
        return None
    if len(alike) > 1 and best - alike[1][0] < _CLEAR:
        return None
    return place


def _alike(one: WordCorrection, text: str, place: Said) -> float:
    """How alike what stands around a place is, in percent."""
    before, after = around(text, place)
    return fuzz.ratio(f"{before}\n{after}", f"{one.before}\n{one.after}")


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
