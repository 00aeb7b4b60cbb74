"""Places where words may have been misheard, which a person looks at before a correction."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from corpus.corrected_words import as_in_source, in_source, in_text, source_text
from corpus.model import WITHHELD, Program, Turn
from searcher.engines.request import Request
from searcher.errors import PassageUnknown, RequestError
from searcher.query.filters import Filters
from searcher.query.tier import Tier
from searcher.ranking.orders import Order
from searcher.value import Value

if TYPE_CHECKING:
    from index.word_corrections.corrections import WordCorrection, WordCorrectionsFile
    from searcher.archive.anchoring import Anchors
    from searcher.engines.engine import Engine
    from searcher.engines.every import Every
    from searcher.quotes.quote import Quote

#: How much is shown before and after the words, in characters.
AROUND = 60


class Misheard(Value):
    """Words of a turn that may be corrected.

    Attributes:
        program: the program, without its turns.
        turn: the turn.
        start, end: the words: characters of the text of the turn.
        nth: which of the places in the turn with such words it is, from 1; those that were
            corrected count.
        right: the words that were said instead.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     (place,) = archive.misheard("thirty winters", "thirteen winters")
    >>> place.address, place.words, place.right
    ('lighthouse:2/1', 'thirty winters', 'thirteen winters')
    """

    program: Program
    turn: Turn
    start: int
    end: int
    nth: int
    right: str

    @property
    def words(self) -> str:
        """The words that may be corrected."""
        return self.turn.text[self.start : self.end]

    @property
    def address(self) -> str:
        """The place as it is typed: `lighthouse:2/1`, the first one in turn 2."""
        return f"{self.program.id}:{self.turn.number}/{self.nth}"

    @property
    def before(self) -> str:
        """What stands before the words: whole words of it."""
        text, first = self.turn.text, self.start - AROUND
        if first > 0:
            blank = text.find(" ", first, self.start - 1)
            first = blank + 1 if blank >= 0 else first
        return text[max(0, first) : self.start]

    @property
    def after(self) -> str:
        """What stands after them, in the same way."""
        text, last = self.turn.text, self.end + AROUND
        if last < len(text):
            blank = text.rfind(" ", self.end + 1, last)
            last = blank if blank >= 0 else last
        return text[self.end : last]

    def to_dict(self) -> dict[str, Any]:
        """The place as `searcher correct --everywhere --json` prints it."""
        return {
            "place": self.address,
            "program": self.program.id,
            "title": self.program.title,
            "turn": self.turn.number,
            "nth": self.nth,
            "speaker": self.turn.speaker,
            "start": self.turn.start,
            "wrong": self.words,
            "right": self.right,
            "before": self.before,
            "after": self.after,
        }


def in_turn(program: Program, turn: Turn, spoken: Sequence[str], right: str) -> Iterator[Misheard]:
    """The places in a turn where some words are said that are not right already.

    Words that were corrected by hand before are none. They count all the same: the number of a
    place stays what it is while others of a list are corrected.

    Args:
        program: the program.
        turn: the turn.
        spoken: the words, each as it may be said.
        right: what they are to be.
    """
    # Few searches correct anything.
    from index.word_corrections.places import said

    file = source_text(turn)
    found: list[tuple[int, int]] = []
    for words in spoken:
        for start, end in said(words, file):
            if not any(start < last and first < end for first, last in found):
                found.append((start, end))
    for nth, (start, end) in enumerate(sorted(found), start=1):
        if file[start:end] == right or _is_corrected(turn, start, end):
            continue
        first = in_text(turn, start)
        yield Misheard(program, turn, first, first + end - start, nth, right)


def _is_corrected(turn: Turn, start: int, end: int) -> bool:
    """Whether some words of the file were corrected by hand, or a part of them."""
    corrected = ((in_source(turn, one.start), len(one.source)) for one in turn.corrections)
    return any(start < first + size and first < end for first, size in corrected)


def file_of(engine: "Engine") -> "WordCorrectionsFile":
    """The file of the corrections of words.

    Raises:
        RequestError: the archive is no single index.
    """
    # As above; so below.
    from index.word_corrections.corrections import WordCorrectionsFile

    folder = engine.folder
    if folder is None:
        raise RequestError(
            "words are corrected in one index on this machine: open one, and copy it to a cluster"
        )
    return WordCorrectionsFile(folder)


def named(engine: "Engine", at: str) -> tuple[Program, Turn]:
    """The turn that somebody names, and its program without turns.

    Raises:
        PassageUnknown: there is none, or no turn is named.
    """
    from searcher.passages.passage import Wanted
    from searcher.passages.read import read

    passage = read(Wanted(at, 0), engine)
    turn = next((one for one in passage.program.turns if one.number == passage.turn), None)
    if turn is None:
        raise PassageUnknown(f"{at!r} names no turn; give one, such as {passage.program.id}:1")
    if turn.text == WITHHELD:
        raise PassageUnknown(f"turn {turn.number} of {passage.program.id} is withheld")
    return passage.program.without_turns(), turn


def saying(
    engine: "Engine", wrong: str, right: str, filters: Filters, *, sounds_like: bool
) -> Iterator[tuple["Quote", list[str]]]:
    """The turns that say some words, each with the words as they are said there.

    Args:
        engine: what is searched.
        wrong: the words.
        right: what was said instead.
        filters: which turns are looked at.
        sounds_like: whether to look for words that sound like either of them, too.
    """
    from index.text.tokenizer import forms

    said = " ".join(forms(wrong))
    for quote in _every(engine, f'"{said}" OR "{said}\'s"', filters):
        yield quote, [wrong]
    if not sounds_like:
        return
    known = [forms(right), forms(wrong)]
    for typed in (wrong, right):
        words = " ".join(forms(typed))
        for quote in _every(engine, words, filters, sounds_like=True):
            if len(forms(typed)) > 1 and quote.tier != Tier.PHRASE:
                continue
            spoken = dict.fromkeys(
                _name(quote.turn.text[start:end], right) for start, end in quote.spans
            )
            if heard := [each for each in spoken if forms(each) not in known[:1]]:
                yield quote, [wrong, *heard]


def _name(heard: str, right: str) -> str:
    """What was heard, without the ending of a possessive that the right words do not have."""
    possessive = re.compile(r"['’]s$", re.IGNORECASE)
    return heard if possessive.search(right) else possessive.sub("", heard)


def _every(
    engine: "Engine", argument: str, filters: Filters, *, sounds_like: bool = False
) -> "Every":
    request = Request(
        (argument,),
        filters,
        order=Order.PROGRAM,
        strict=True,
        synonyms=False,
        sounds_like=sounds_like,
        copies=True,
        questions=False,
    )
    return engine.every(request)


def anchored(anchors: "Anchors", place: Misheard) -> "WordCorrection":
    """The correction of some words, with all by which its place is found again."""
    from index.word_corrections.corrections import WordCorrection
    from index.word_corrections.places import Said, around, said

    text = as_in_source(place.turn).text
    mark = anchors.mark(place.program.id, place.turn.number, text=text)
    here = Said(in_source(place.turn, place.start), in_source(place.turn, place.end))
    words = text[here.start : here.end]
    every = said(words, text)
    before, after = around(text, here)
    return WordCorrection(
        number=0,
        wrong=" ".join(words.split()),
        right=place.right,
        before=before,
        after=after,
        nth=every.index(here) + 1 if here in every else 1,
        exact=mark.exact,
        prefix=mark.prefix,
        suffix=mark.suffix,
        program=mark.program,
        turn=mark.turn,
        made=mark.made,
    )
