"""Synonyms: reads `synonyms.toml` in the folder of an index, and finds them in a search.

    MRD = "minimal residual disease"
    CAR-T = ["chimeric antigen receptor", "CAR T-cell therapy"]
    "heart attack" = "myocardial infarction"

The left side needs quotes if it has anything but letters of English, digits, `-` and `_`.

The sides of an entry are equal: if one is typed, in any inflection, the search is for the others,
too. A side in several entries has the other sides of all of them, but entries are not merged: with
`"physical therapy" = "PT"` and `"prothrombin time" = "PT"` a search for PT finds both, and one
for physical therapy does not find prothrombin time.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from pathlib import Path
from typing import Any, NamedTuple

from corpus import toml
from index import atomic
from index.errors import IndexDamaged
from searcher.inflect import inflections
from searcher.syntax.lexer import is_plain, plain_words

#: The most bytes and entries of the file: every command that searches reads it.
MOST_BYTES, MOST_ENTRIES = 200_000, 1_000
#: The most words and characters of a side.
MOST_WORDS, LONGEST = 20, 200
#: The most synonyms of a side, over all entries.
MOST_OTHERS = 20


class Side(NamedTuple):
    """One side of an entry: its text in the file, and its words in their form in the index."""

    text: str
    words: tuple[str, ...]


class Expansion(NamedTuple):
    """A word or a side that was typed, with its synonyms."""

    words: tuple[str, ...]
    synonyms: tuple[Side, ...] = ()


class Synonyms:
    """The synonyms of a file, or of several. Words are found in any inflection.

    Args:
        entries: the sides of each entry, all different.
    """

    def __init__(self, entries: Sequence[Sequence[Side]]) -> None:
        self.entries = entries
        # The synonyms of each side, by its words.
        self.others: dict[tuple[str, ...], dict[tuple[str, ...], Side]] = {}
        for sides in entries:
            for side in sides:
                others = self.others.setdefault(side.words, {})
                others |= {other.words: other for other in sides if other is not side}
        # The sides that begin with a word, the longest first.
        self._beginning_with: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(self.others, key=len, reverse=True):
            self._beginning_with.setdefault(words[0], []).append(words)
        self._vocabulary = sorted({word for words in self.others for word in words})
        self._known: dict[str, frozenset[str]] = {}

    def expand(self, words: Sequence[str]) -> Iterator[Expansion]:
        """Split words, from left to right, at the longest sides that they contain."""
        start = 0
        while start < len(words):
            sides = self._sides_at(words, start)
            end = start + (len(sides[0]) if sides else 1)
            typed = tuple(words[start:end])
            others = {key: other for side in sides for key, other in self.others[side].items()}
            if different := self._different(typed, others.values()):
                yield Expansion(typed, different)
                start = end
            else:
                yield Expansion(typed[:1])
                start += 1

    def _different(self, typed: tuple[str, ...], others: Iterable[Side]) -> tuple[Side, ...]:
        """The sides that are inflections neither of what was typed nor of one another."""
        kept: list[Side] = []
        for other in others:
            if not any(
                self._is_form_of(other.words, one) for one in (typed, *(k.words for k in kept))
            ):
                kept.append(other)
        return tuple(kept)

    def _sides_at(self, words: Sequence[str], start: int) -> list[tuple[str, ...]]:
        """The longest sides that begin at a word; inflections of each other all count."""
        begun = [
            side
            for form in self._forms(words[start])
            for side in self._beginning_with.get(form, ())
        ]
        begun.sort(key=len, reverse=True)
        matching = (
            side for side in begun if self._is_form_of(side, words[start : start + len(side)])
        )
        longest = next(matching, None)
        if longest is None:
            return []
        return [longest, *takewhile(lambda side: len(side) == len(longest), matching)]

    def _is_form_of(self, side: tuple[str, ...], words: Sequence[str]) -> bool:
        return len(side) == len(words) and all(
            one in self._forms(word) for one, word in zip(side, words, strict=True)
        )

    def _forms(self, word: str) -> frozenset[str]:
        """The words in sides that are inflections of a word."""
        if word not in self._known:
            self._known[word] = frozenset(inflections(word, self._words_with))
        return self._known[word]

    def _words_with(self, beginning: str) -> Iterator[str]:
        first = bisect_left(self._vocabulary, beginning)
        after = islice(self._vocabulary, first, None)
        return takewhile(lambda word: word.startswith(beginning), after)


def united(files: Sequence[Synonyms]) -> Synonyms:
    """The synonyms of several files, at least one: the entries of all of them."""
    if len(files) == 1:
        return files[0]
    return Synonyms([entry for one in files for entry in one.entries])


def read(path: Path) -> Synonyms:
    """The synonyms in a file.

    Raises:
        IndexDamaged: the file is not TOML, or an entry is not as documented.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _wrong(path, f"it has {size:,} bytes; at most {MOST_BYTES:,} are allowed")
        # Editors of Windows write a byte order mark first, which is not TOML.
        record = toml.loads(toml.decoded(atomic.read(path, MOST_BYTES)))
    except (OSError, ValueError, RecursionError) as error:
        raise _wrong(path, str(error)) from error
    if len(record) > MOST_ENTRIES:
        raise _wrong(path, f"it has {len(record):,} entries; at most {MOST_ENTRIES:,} are allowed")
    synonyms = Synonyms([_entry(path, left, right) for left, right in record.items()])
    for words, others in synonyms.others.items():
        if len(others) > MOST_OTHERS:
            has = f"{_shown(' '.join(words))} has {len(others)} others"
            raise _wrong(path, f"{has}; at most {MOST_OTHERS} are allowed")
    return synonyms


def _entry(path: Path, left: str, right: Any) -> list[Side]:
    """The sides of an entry, checked one by one."""
    where = f"entry {_shown(left)}"
    if isinstance(right, dict):
        raise _wrong(path, f"{where} is a table; a word with a dot needs quotes")
    texts = right if isinstance(right, list) else [right]
    if not texts or not all(isinstance(text, str) for text in texts):
        raise _wrong(path, f"{where}: what follows = must be text in quotes, or a list of texts")
    sides: dict[tuple[str, ...], Side] = {}
    for text in (left, *texts):
        side = Side(" ".join(text.split()), plain_words(text) if len(text) <= LONGEST else ())
        if len(text) > LONGEST or len(side.words) > MOST_WORDS:
            most = f"{MOST_WORDS} words and {LONGEST} characters are the most"
            raise _wrong(path, f"{where}: {_shown(text)} is too long, {most}")
        if not is_plain(text):
            raise _wrong(
                path, f"{where}: {_shown(text)} has operators of a search; a side has only words"
            )
        if not side.words:
            raise _wrong(path, f"{where}: there is no word in {_shown(text)}")
        if side.words in sides:
            raise _wrong(path, f"{where}: {_shown(text)} is there twice")
        sides[side.words] = side
    return list(sides.values())


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")


def _wrong(path: Path, reason: str) -> IndexDamaged:
    return IndexDamaged(
        path,
        reason,
        'correct or delete this file (an entry is MRD = "minimal residual disease"), '
        "or search with --no-synonyms",
    )
