"""Corrections of turns in which names are replaced, found by what their files have.

Whoever corrects a word sees what everybody sees: "Participant 7 met clarence". The correction is
made in the turn as the file has it, and in a turn of few words the name is much of what it is found
by.
"""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from index.annotation.anchors import documents
from index.annotation.marks import LONGEST
from index.annotation.surroundings import Surroundings
from index.fields import PROGRAM_ID
from index.library.library import Library
from index.library.manifest import Manifest
from index.word_corrections.corrections import WordCorrection
from index.word_corrections.places import around, found_again, said


def as_in_files(directory: Path, corrections: Sequence[WordCorrection]) -> list[WordCorrection]:
    """Corrections as they are kept. They quote what their files have, names included.

    Args:
        directory: the index.
        corrections: corrections of turns as they may be shown.

    Raises:
        IndexProblem: the index cannot be read.
    """
    if not corrections:
        return []
    with ExitStack() as opened:
        public = opened.enter_context(closing(Library.open(directory)))
        if not public.hides:
            return [*corrections]
        whole = opened.enter_context(closing(Library.open(directory, restricted=True)))
        stored = {shown: program for program, shown in Manifest.read(directory).restrictions.ids}
        originals = _Originals(public, whole, stored)
        marks = [one.mark for one in corrections]
        places = documents(marks, public)
        return [
            one if document is None else originals.of(one, document)
            for one, document in zip(corrections, places, strict=True)
        ]


class _Originals:
    """The turns of programs as their files have them.

    Args:
        public: the index as everybody sees it.
        whole: the same with what may not be shown.
        stored: the ids of programs that are shown under other ones.
    """

    def __init__(self, public: Library, whole: Library, stored: dict[str, str]) -> None:
        self._public = public
        self._whole = whole
        self._stored = stored
        self._texts: dict[str, list[str]] = {}

    def of(self, one: WordCorrection, document: int) -> WordCorrection:
        """A correction found by what the file has; itself if its place there is not clear."""
        shown, turn = self._public.turn(document)
        program = self._stored.get(shown, shown)
        texts = self._texts_of(program)
        seen = self._public.text_of_file(document)
        if turn.number > len(texts):
            return one
        text = texts[turn.number - 1]
        place = found_again(one, seen)
        places, others = said(one.wrong, text), said(one.wrong, seen)
        if place not in others or len(places) != len(others):
            # The words are in the name, or in what stands in its place.
            return one
        here = places[others.index(place)]
        before, after = around(text, here)
        prefix, suffix = Surroundings(texts).of(turn.number - 1)
        return replace(
            one, before=before, after=after, nth=places.index(here) + 1, exact=text[:LONGEST],
            prefix=prefix, suffix=suffix, program=program, turn=turn.number,
        )  # fmt: skip

    def _texts_of(self, program: str) -> list[str]:
        if program not in self._texts:
            places = self._whole.postings(PROGRAM_ID.name, program)[0].tolist()
            self._texts[program] = [*map(self._whole.text_of_file, places)]
        return self._texts[program]
