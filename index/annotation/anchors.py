"""Where the turns of marks are now: by what is said, whatever became of number and program.

A turn with the same words in the program of the mark is sure. Else it is the turn that is most
alike: in the program of the mark, and then in all others, where what stands around it must be
alike, too: an opening or an advertisement is said in many programs. A file that was transcribed
again has some other words, so the texts are compared letter by letter (Indel similarity,
rapidfuzz). A mark never goes to a turn of which it is not clear that it is the same.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from corpus.model import Turn
from index.annotation.marks import AROUND, LONGEST, Mark
from index.annotation.talk import LEAST, Passage, Talk
from index.fields import PROGRAM_ID, TEXT
from index.text.tokenizer import forms

#: From this similarity on, in percent, two texts are one turn: every tenth word may be another.
ALIKE = 80.0
#: A shorter text is said often, and what stands around it must be alike, too.
SHORT = 60
_AROUND_ALIKE = 60.0
#: The same for a text that is said in the same program in just these words.
_SHORT_AND_SAME, _SAME = 20, 99.9
#: By how much the best turn must be better than the next best one.
_CLEAR = 3.0
#: By how many of the rarest words a turn is looked for in other programs, how many of the turns
#: with most of them are compared, and in how many turns a word may be.
_RAREST, _COMPARED, _COMMON = 12, 20, 20_000
#: In how many other programs a short text is looked for, with what is said around it.
_PROGRAMS = 3

_NO_LETTERS = re.compile(r"\W+")


class Turns(Protocol):
    """What is needed of an index; `index.library.library.Library` has it."""

    def postings(
        self, field: str, word: str
    ) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.unsignedinteger]]:
        """The documents that hold a word, ascending."""

    def document_frequency(self, field: str, word: str) -> int:
        """How many documents hold a word."""

    def text_of_file(self, document: int) -> str:
        """What is said in a document, as its file has it."""

    def turn(self, document: int) -> tuple[str, Turn]:
        """The id of the program, and the turn."""


class _Near(NamedTuple):
    """A turn that may be the one: how alike it is, and what is around it."""

    alike: float
    around: float
    document: int


def documents(marks: Sequence[Mark], turns: Turns) -> list[int | None]:
    """For each mark the document of its turn; None where it is gone.

    Args:
        marks: the marks.
        turns: the turns of the index, as they may be shown.
    """
    found = []
    moved: dict[str, str] = {}
    known: dict[tuple[str, str, str, str, int], int | None] = {}
    for mark in marks:
        # A turn may have several marks.
        key = mark.exact, mark.prefix, mark.suffix, mark.program, mark.turn
        if key not in known:
            finder = _Finder(replace(mark, program=moved.get(mark.program, mark.program)), turns)
            known[key] = place = finder.document()
            if place is not None and not len(turns.postings(PROGRAM_ID.name, mark.program)[0]):
                # The others of a program that is gone are looked for where this one is.
                moved.setdefault(mark.program, turns.turn(place)[0])
        found.append(known[key])
    return found


class _Finder:
    """Finds the turn of one mark."""

    def __init__(self, mark: Mark, turns: Turns) -> None:
        self._mark = mark
        self._turns = turns
        self._exact = _letters(mark.exact)
        self._words = set(self._exact.split())
        self._around = _letters(mark.prefix), _letters(mark.suffix)
        self._passage = Passage(self._around[0], self._exact, self._around[1])

    def document(self) -> int | None:
        """The document of the turn, or None."""
        places = self._places(self._mark.program)
        if (found := self._in_program(places)) is not None:
            return found
        is_short = len("".join(self._passage)) < LEAST
        if self._is_long or (is_short and not places):
            others = (self._near(each, None) for each in self._elsewhere(set(places)))
            alike, around = (_SAME, _SAME) if is_short else (ALIKE, _AROUND_ALIKE)
            return self._best(one for one in others if one.alike >= alike and one.around >= around)
        if places:
            # What is short is said in many programs.
            return None
        programs = dict.fromkeys(self._turns.turn(each)[0] for each in self._elsewhere(set()))
        each_found = (self._in_program(self._places(each)) for each in islice(programs, _PROGRAMS))
        some = [each for each in each_found if each is not None]
        return some[0] if len(some) == 1 else None

    def _places(self, program: str) -> list[int]:
        places: list[int] = self._turns.postings(PROGRAM_ID.name, program)[0].tolist()
        return places

    def _in_program(self, places: Sequence[int]) -> int | None:
        """The document of the turn, if it is one of those of a program."""
        hinted = self._mark.turn - 1
        if 0 <= hinted < len(places) and self._same(places[hinted]):
            near = self._near(places[hinted], places)
            if self._is_sure(near) and (self._is_long or near.around > _SAME):
                return near.document
        if not places:
            return None
        if self._is_long:
            near_ones = [self._near(each, places) for each in places]
            if (found := self._best(filter(self._is_sure, near_ones))) is not None:
                return found
        elif len("".join(self._passage)) < LEAST:
            near_ones = [self._near(each, places) for each in places]
            return self._best(filter(self._is_sure, near_ones))
        turn = self._talk(places).turn_of(self._passage)
        return None if turn is None else places[turn]

    @property
    def _is_long(self) -> bool:
        return len(self._exact) >= SHORT

    def _talk(self, places: Sequence[int]) -> Talk:
        return Talk([_letters(self._turns.text_of_file(each)) for each in places])

    def _same(self, document: int) -> bool:
        return self._text(document) == self._exact

    def _text(self, document: int) -> str:
        return _letters(self._turns.text_of_file(document)[:LONGEST])

    def _near(self, document: int, places: Sequence[int] | None) -> _Near:
        text = self._text(document)
        words = set(text.split())
        if 2 * len(words & self._words) < min(len(words), len(self._words)):
            # To compare all letters takes a hundred times as long.
            return _Near(0.0, 0.0, document)
        alike = fuzz.ratio(text, self._exact, score_cutoff=ALIKE)
        if not alike and min(len(text), len(self._exact)) >= SHORT:
            # Turns may have been joined, or one cut in two.
            alike = fuzz.partial_ratio(text, self._exact, score_cutoff=ALIKE + 10)
            alike = alike and ALIKE + (alike - ALIKE) / 10
        if not alike:
            return _Near(0.0, 0.0, document)
        return _Near(alike, self._around_of(document, places), document)

    def _around_of(self, document: int, places: Sequence[int] | None) -> float:
        """How alike what stands around a turn is, in percent."""
        before = after = ""
        if places is None:
            places = self._beside(document)
        if self._around[0] and document - 1 in places:
            before = _letters(self._turns.text_of_file(document - 1)[-AROUND:])
        if self._around[1] and document + 1 in places:
            after = _letters(self._turns.text_of_file(document + 1)[:AROUND])
        return fuzz.ratio("\n".join((before, after)), "\n".join(self._around))

    def _beside(self, document: int) -> list[int]:
        # Which program the neighbours are of does not matter where the texts are alike.
        kept = []
        for each in (document - 1, document + 1):
            try:
                self._turns.text_of_file(each)
            except (LookupError, ValueError):
                continue
            kept.append(each)
        return kept

    def _is_sure(self, near: _Near) -> bool:
        """Whether a turn of the program of the mark may be its turn."""
        if near.alike < ALIKE:
            return False
        enough = _SHORT_AND_SAME if near.alike > _SAME else SHORT
        return len(self._exact) >= enough or near.around >= _AROUND_ALIKE

    def _best(self, near: Iterable[_Near]) -> int | None:
        """The turn that is most alike, if it is so clearly."""
        sure = sorted(near, reverse=True)
        if not sure:
            return None
        first = sure[0]
        if len(sure) > 1 and first.alike - sure[1].alike < _CLEAR:
            # The same is said twice: what stands around it tells which one is meant.
            close = [one for one in sure if first.alike - one.alike < _CLEAR]
            close.sort(key=lambda one: -one.around)
            if close[0].around - close[1].around < _CLEAR:
                return None
            return close[0].document
        return first.document

    def _elsewhere(self, without: set[int]) -> Iterator[int]:
        """The turns of other programs with most of the rarest words, the best first."""
        mark = self._mark
        text = mark.exact if self._is_long else " ".join((mark.prefix, mark.exact, mark.suffix))
        words = dict.fromkeys(forms(text))
        counted = ((self._turns.document_frequency(TEXT, word), word) for word in words)
        rarest = sorted((count, word) for count, word in counted if 0 < count <= _COMMON)
        holding = [self._turns.postings(TEXT, word)[0] for _, word in rarest[:_RAREST]]
        if not holding:
            return
        documents, counts = np.unique(np.concatenate(holding), return_counts=True)
        best = np.argsort(-counts, kind="stable")[: _COMPARED + len(without)]
        some = (int(document) for document in documents[best].tolist())
        yield from islice((document for document in some if document not in without), _COMPARED)


def _letters(text: str) -> str:
    """What is said, without marks and capitals."""
    return _NO_LETTERS.sub(" ", text.lower()).strip()
