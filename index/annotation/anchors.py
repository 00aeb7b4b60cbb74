"""Where the turns of marks are now: by what is said, whatever became of number and program.

A turn with the same words in the program of the mark is sure. Else it is the turn that is most
alike: in the program of the mark, and then in all others, where what stands around it must be
alike, too: an opening or an advertisement is said in many programs. A file that was transcribed
again has some other words, so the texts are compared letter by letter (Indel similarity,
rapidfuzz). A mark never goes to a turn of which it is not clear that it is the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from corpus.model import Turn
from index.annotation.marks import LONGEST, Mark
from index.annotation.surroundings import letters
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
#: A turn with less of the text than this is only a part of it.
_WHOLE = 0.85
#: By how many of the rarest words a turn is looked for in other programs, how many of the turns
#: with most of them are compared, and in how many turns a word may be.
_RAREST, _COMPARED, _COMMON = 12, 20, 20_000
#: In how many other programs a short text is looked for, with what is said around it.
_PROGRAMS = 3


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
    """A turn that may be the one.

    Attributes:
        alike: how alike it is, in percent.
        around: how alike what is around it is.
        document: the turn.
        is_part: whether it has only a part of the text, or much more than it.
        share: how much of the text it can have at most.
    """

    alike: float
    around: float
    document: int
    is_part: bool = False
    share: float = 1.0


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
        self._exact = letters(mark.exact)
        self._words = set(self._exact.split())
        self._around = letters(mark.prefix), letters(mark.suffix)
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
            if self._is_sure(near) and near.around > _SAME:
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
        talk = self._talk(places)
        turn = talk.turn_of(self._passage)
        if turn is None and self._nearest is not None:
            turn = talk.turn_of(self._nearest)
        return None if turn is None else places[turn]

    @property
    def _nearest(self) -> Passage | None:
        """The passage with the turns beside it only; None where that may be another one's."""
        prefix, suffix = self._mark.prefix, self._mark.suffix
        near = Passage(
            letters(prefix[prefix.rfind("\n") + 1 :]),
            self._exact,
            letters(suffix.partition("\n")[0]),
        )
        return None if self._exact in near.before or self._exact in near.after else near

    @property
    def _is_long(self) -> bool:
        return len(self._exact) >= SHORT

    def _talk(self, places: Sequence[int]) -> Talk:
        return Talk([letters(self._turns.text_of_file(each)) for each in places])

    def _same(self, document: int) -> bool:
        return self._text(document) == self._exact

    def _text(self, document: int) -> str:
        return letters(self._turns.text_of_file(document)[:LONGEST])

    def _near(self, document: int, places: Sequence[int] | None) -> _Near:
        text = self._text(document)
        words = set(text.split())
        if 2 * len(words & self._words) < min(len(words), len(self._words)):
            # To compare all letters takes a hundred times as long.
            return _Near(0.0, 0.0, document)
        share = min(1.0, len(text) / max(1, len(self._exact)))
        is_part = share < _WHOLE
        alike = fuzz.ratio(text, self._exact, score_cutoff=ALIKE)
        if not alike and min(len(text), len(self._exact)) >= SHORT:
            # Turns may have been joined, or one cut in two.
            is_part = True
            alike = fuzz.partial_ratio(text, self._exact, score_cutoff=ALIKE + 10)
            alike = alike and ALIKE + (alike - ALIKE) / 10
        if not alike:
            return _Near(0.0, 0.0, document)
        return _Near(
            alike, self._around_of(document, places), document, is_part, share if is_part else 1.0
        )

    def _around_of(self, document: int, places: Sequence[int] | None) -> float:
        """How alike what stands around a turn is, in percent; over as many turns as are kept."""
        before, after = self._around
        there = "\n".join(
            (self._beside(document, -1, len(before), places),
             self._beside(document, 1, len(after), places))
        )  # fmt: skip
        return fuzz.ratio(there, "\n".join(self._around))

    def _beside(self, document: int, step: int, enough: int, places: Sequence[int] | None) -> str:
        """So many letters before a turn, where the step is -1, or after it."""
        parts: list[str] = []
        there = document + step
        while enough > 0 and (places is None or places[0] <= there <= places[-1]):
            try:
                text = self._turns.text_of_file(there)
            except (LookupError, ValueError):
                # Which program it is of does not matter where the texts are alike.
                break
            # Not all characters are letters.
            if some := letters(text[-2 * enough :] if step < 0 else text[: 2 * enough]):
                parts.append(some[-enough:] if step < 0 else some[:enough])
                enough -= len(some) + 1
            there += step
        return " ".join(parts[::step])

    def _is_sure(self, near: _Near) -> bool:
        """Whether a turn of the program of the mark may be its turn."""
        if near.alike < ALIKE:
            return False
        enough = _SHORT_AND_SAME if near.alike > _SAME else SHORT
        return len(self._exact) >= enough or near.around >= _AROUND_ALIKE

    def _best(self, near: Iterable[_Near]) -> int | None:
        """The turn that is most alike, with what is around it, if it is so clearly."""
        every = [*near]
        # Parts of a text, or texts with a part of another one, only where nothing is the whole.
        sure = [one for one in every if not one.is_part] or every
        sure.sort(key=_rank, reverse=True)
        if not sure:
            return None
        first, others = sure[0], sure[1:]
        if first.alike > _SAME and first.around > _SAME:
            # Where nothing has changed, it is enough that no other one is the same.
            is_clear = not any(one.alike > _SAME and one.around > _SAME for one in others)
        else:
            # The same may be said twice: of two that are alike what is around them counts, too.
            is_clear = not any(_rank(first) - _rank(one) < _CLEAR for one in others)
            # And one of them may be in parts now.
            is_clear &= first.is_part or all(one.around <= first.around + _CLEAR for one in every)
        return first.document if is_clear else None

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


def _rank(near: _Near) -> float:
    # Of a text that was cut the larger part is taken.
    return near.alike + near.around + 200 * near.share
