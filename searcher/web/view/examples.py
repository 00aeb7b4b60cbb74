"""Searches that find something in this archive, to show what can be typed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from corpus.model import Program
from index.turn_record import Entry
from searcher.archive import Archive
from searcher.query.filters import EXACTLY, Filters
from searcher.query.light_words import LIGHT
from searcher.safe_text import counted, one_line
from searcher.web.view.address import of

#: How many programs are read, how many turns of each, and how many words of each are tried.
_PROGRAMS, _TURNS, _TRIED = 3, 120, 10
#: A word that is said in fewer turns shows little.
_ENOUGH = 2
#: A shorter word is seldom a subject, a longer one is no word, and can be too long to search
#: for; a word that begins with fewer letters may be any.
_SHORTEST, _LONGEST, _BEGINNING = 5, 40, 6

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Example(NamedTuple):
    """A search.

    Attributes:
        typed: as it is typed.
        means: what it finds.
        turns: how many turns it finds.
        address: its page.
    """

    typed: str
    means: str
    turns: str
    address: str


class _Tried(NamedTuple):
    typed: str
    means: str
    speaker: str = ""


class _Subject(NamedTuple):
    word: str
    speaker: str


def examples(archive: Archive, entries: Sequence[Entry]) -> list[Example]:
    """A few searches of different kinds, each of which finds something.

    Args:
        archive: what is searched.
        entries: its programs, the latest first; the subjects are those of the latest ones, or
            of some from all over the list where none has a date.
    """
    step = 1 if entries and entries[0].program.date else max(1, len(entries) // _PROGRAMS)
    ids = [entry.program.id for entry in entries[step // 2 :: step][:_PROGRAMS]]
    programs = [program for each in ids if (program := archive.program(each)) is not None]
    subjects = _subjects(archive, programs, sum(entry.turns for entry in entries))
    if not subjects:
        return []
    (word, speaker), (other, _) = subjects[0], subjects[-1]
    tried = [
        _Tried(word, "the word, in any inflection"),
        *_phrases(archive, programs),
        *([_Tried(f"{word} OR {other}", "either word")] if other != word else []),
        *([_Tried(word, f"said by {one_line(speaker)}", f"{EXACTLY}{speaker}")] if speaker else []),
        _Tried(f"asked:{word}", "what was answered when somebody asked about it"),
        _Tried(f"{word[:_BEGINNING]}*", "all words that begin so"),
    ]
    return [*_that_find(archive, tried)]


def _that_find(archive: Archive, tried: Sequence[_Tried]) -> Iterator[Example]:
    for one in tried:
        if turns := _turns(archive, one):
            address = of("/search", (("q", one.typed), ("speaker", one.speaker)))
            yield Example(one.typed, one.means, counted(turns, "turn"), address)


def _turns(archive: Archive, tried: _Tried) -> int:
    narrowed = Filters(speaker=tried.speaker or None)
    found = archive.search(
        tried.typed, limit=0, strict=True, questions=False, hints=False, filters=narrowed
    )
    return found.total


def _subjects(archive: Archive, programs: Sequence[Program], turns: int) -> list[_Subject]:
    """What each program is about, and who says that most: a word that others say seldom."""
    found: list[tuple[float, _Subject]] = []
    for program in programs:
        names = {word for one in program.participants for word in _said(one.name)}
        counts: Counter[str] = Counter()
        by: dict[str, Counter[str]] = {}
        for turn in program.turns[:_TURNS]:
            for word in _said(turn.text):
                if _tells(word) and word not in names:
                    counts[word] += 1
                    by.setdefault(word, Counter())[turn.speaker] += turn.label is not None
        scores: dict[str, float] = {}
        for word in sorted(counts, key=lambda word: (-counts[word], word))[:_TRIED]:
            saying = _turns(archive, _Tried(word, ""))
            if saying >= _ENOUGH:
                scores[word] = counts[word] * log(1 + turns / saying) ** 2
        if scores:
            word = max(scores, key=lambda word: (scores[word], word))
            # Who is not named has said nothing here.
            often = max(by[word], key=lambda name: (by[word][name], name))
            found.append((scores[word], _Subject(word, often if by[word][often] else "")))
    return [subject for _, subject in sorted(found, key=lambda one: -one[0])]


def _phrases(archive: Archive, programs: Sequence[Program]) -> list[_Tried]:
    """Two words that are said next to each other often here, and seldom elsewhere, as a phrase."""
    counts = Counter(
        pair
        for program in programs
        for turn in program.turns[:_TURNS]
        for pair in pairwise(_said(turn.text))
        if all(word not in LIGHT and 2 < len(word) <= _LONGEST for word in pair)
        and any(map(_tells, pair))
    )
    scores: dict[_Tried, float] = {}
    for pair in sorted(counts, key=lambda pair: (-counts[pair], pair))[:_TRIED]:
        tried = _Tried(f'"{" ".join(pair)}"', "exactly these words, in this order")
        if saying := _turns(archive, tried):
            # A phrase that is said once is shown only where no other one is.
            scores[tried] = (saying >= _ENOUGH) + counts[pair] / (_ENOUGH + saying)
    return [max(scores, key=lambda tried: (scores[tried], tried.typed))] if scores else []


def _said(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _tells(word: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST and word not in LIGHT
