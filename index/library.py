"""An index opened for reading: its turns, its programs, its words and their postings.

This is the seam between the index and the search. Documents are numbered over
all segments; postings come as arrays, without those of deleted documents.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

import numpy as np
import numpy.typing as npt

from corpus.model import Program, Turn
from index import memory
from index.columnar.lengths import rounded
from index.columnar.reader import SegmentColumns
from index.documents import OPENING, Entry, read_entry, read_turn
from index.errors import IndexDamaged
from index.manifest import Manifest, Segment
from index.registry import Registry

Ints = npt.NDArray[np.int64]
Unsigned = npt.NDArray[np.unsignedinteger[Any]]

#: The length in words that each code of a length stands for, as Whoosh rounds lengths.
LENGTHS: npt.NDArray[np.float64] = rounded().astype(np.float64)

Asked = TypeVar("Asked", bytes, list[bytes])

#: Documents, and for each a frequency or a position.
_Read = tuple[npt.NDArray[np.uint32], Unsigned]

#: The language of a program that does not tell it, and what it is taken to be.
UNKNOWN, ENGLISH = "", "en"

#: Bytes of what is remembered of fields that were asked for.
_REMEMBERED = 1 << 25

#: Programs, and sets of languages, that are remembered.
_ENTRIES, _LANGUAGES = 256, 256

# Records have no blanks around them, for which `decode` looks.
_decode = json.JSONDecoder().raw_decode

_NONE: npt.NDArray[np.uint32] = np.empty(0, np.uint32)


class _Part(NamedTuple):
    """A segment in the numbering of the whole index.

    Attributes:
        first: the number of its first document.
        kept: whether each of its documents is still there; None where all are.
    """

    columns: SegmentColumns
    first: int
    kept: npt.NDArray[np.bool_] | None


class Library:
    """An index opened for reading.

    Use it as a context manager, or call `close`. The turns of a program are
    neighbours, in their order.
    """

    def __init__(self, path: Path, manifest: Manifest, registry: Registry) -> None:
        self.path = path
        self.registry = registry
        self.size = sum(segment.documents for segment in manifest.segments)
        self.turn_count = sum(segment.left for segment in manifest.segments)
        self._parts: list[_Part] = []
        # The quotes of one search are of a few programs, and those of the next of the same.
        self._entry = lru_cache(_ENTRIES)(self._read_entry)
        self._of_languages = lru_cache(_LANGUAGES)(self._mark_languages)
        self._holding = lru_cache(max(1, _REMEMBERED // max(1, self.size)))(self._mark_holding)
        first = 0
        for segment in manifest.segments:
            self._parts.append(_Part(_open(path, segment), first, _kept(segment)))
            first += segment.documents
        self._firsts = [part.first for part in self._parts]

    @classmethod
    def open(cls, path: Path) -> "Library":
        """Open the index in a directory.

        Raises:
            IndexProblem: there is none, another version made it, or it is damaged.
        """
        memory.keep_freed()
        return cls(path, Manifest.read(path), Registry.read(path))

    def close(self) -> None:
        """Let go of the files."""
        for part in self._parts:
            part.columns.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    # What was said

    def documents(self) -> Ints:
        """The numbers of all documents that are not deleted, ascending."""
        return np.flatnonzero(self._kept)

    def turn(self, document: int) -> tuple[str, Turn]:
        """The id of its program, and the turn of a document, its speaker by the registry."""
        stored = self._stored(document)
        program: str = stored["program"]
        return program, self.registry.named(program, read_turn(stored))

    def neighbour(self, document: int, program: str, distance: int) -> Turn | None:
        """The turn `distance` documents away, if it is of the same program."""
        other = document + distance
        if not 0 <= other < self.size or not self._kept[other]:
            return None
        found, turn = self.turn(other)
        return turn if found == program else None

    def entry(self, program: str) -> Entry | None:
        """What is known of a program, or None where there is none with this id."""
        return self._entry(program)

    def _read_entry(self, program: str) -> Entry | None:
        documents, _ = self.postings("program", program)
        return read_entry(self._stored(int(documents[0]))) if len(documents) else None

    def entries(self) -> Iterator[Entry]:
        """Every program, in the order of the index."""
        for document in self.postings("opening", OPENING)[0].tolist():
            yield read_entry(self._stored(document))

    def transcript(self, program: str) -> Program | None:
        """A program with all of its turns, or None where there is none with this id."""
        documents, _ = self.postings("program", program)
        if not len(documents):
            return None
        turns = tuple(self.turn(document)[1] for document in documents.tolist())
        return replace(read_entry(self._stored(int(documents[0]))).program, turns=turns)

    # Who speaks, and in which program

    @cached_property
    def program_numbers(self) -> Ints:
        """A number for each document: that of its program, from 1; 0 where it is deleted."""
        opens = np.zeros(self.size, np.int64)
        opens[self.postings("opening", OPENING)[0]] = 1
        return np.where(self._kept, np.cumsum(opens), 0)

    @cached_property
    def speaker_numbers(self) -> Ints:
        """A number for each document: two are the same where the registry has one name for both."""
        known: dict[str, int] = {}
        numbers = self._numbered(
            "person", lambda name: known.setdefault(self.registry.name("", name), len(known))
        )
        for said in reversed(self.registry.corrections):
            for program, name in said.only:
                turns, _ = self.postings("program", program)
                spoken, _ = self.postings("person", name)
                if len(turns):
                    there = spoken[(spoken >= turns[0]) & (spoken <= turns[-1])]
                    numbers[there] = known.setdefault(said.name, len(known))
        return numbers

    def value_numbers(self, field: str) -> Ints:
        """A number for each document, by the order of its value in a field of whole values.

        Documents without a value have -1.
        """
        ranks = {value: rank for rank, value in enumerate(self.vocabulary(field))}
        return self._numbered(field, ranks.__getitem__)

    def _numbered(self, field: str, number: Callable[[str], int]) -> Ints:
        numbers = np.full(self.size, -1, np.int64)
        for part in self._parts:
            found = part.columns.range_postings(field, *part.columns.word_range(field, ""))
            if found is not None:
                each = np.array([number(word.decode()) for word in found.words], np.int64)
                numbers[found.documents + part.first] = np.repeat(each, np.diff(found.starts))
        return numbers

    # Languages

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the programs, without regions; `UNKNOWN` where some have none."""
        codes = list(self.vocabulary("lang"))
        if codes in ([], [ENGLISH]):
            # A program that does not tell its language is taken to be in English.
            return (ENGLISH,)
        found = []
        known = 0
        for code in codes:
            if count := len(self._in_language(code)):
                found.append(code)
                known += count
        return (*found, UNKNOWN) if known < self.turn_count else tuple(found)

    def of_languages(self, codes: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        """Whether each document is of a program in one of some languages."""
        return self._of_languages(codes)

    def _mark_languages(self, codes: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        marked = np.zeros(self.size, bool)
        for code in codes:
            marked[self._in_language(code)] = True
        if UNKNOWN in codes:
            unknown = np.ones(self.size, bool)
            for code in self.vocabulary("lang"):
                unknown[self._in_language(code)] = False
            marked |= unknown
        return marked

    def _in_language(self, code: str) -> npt.NDArray[np.uint32]:
        # Behind the first word of a tag stand its script and its region: pt-BR.
        documents, positions = self.occurrences("lang", code)
        first: npt.NDArray[np.uint32] = documents[positions == 0]
        return first

    # Words and their postings

    def has(self, field: str, word: str) -> bool:
        """Whether a field holds a word in a document that is not deleted."""
        return self.document_frequency(field, word) > 0

    def document_frequency(self, field: str, word: str) -> int:
        """How many documents that are not deleted hold a word."""
        encoded = word.encode()
        count = 0
        for part in self._parts:
            if part.kept is None:
                count += part.columns.document_frequency(field, encoded)
            else:
                count += int(part.kept[part.columns.postings(field, encoded)[0]].sum())
        return count

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[str]:
        """The words of a field that begin with `prefix`, in the order of their UTF-8 bytes."""
        ranges = ((part.columns, part.columns.word_range(field, prefix)) for part in self._parts)
        yield from _united([columns.words(field, low, high) for columns, (low, high) in ranges])

    def words_containing(self, field: str, piece: str) -> Iterator[str]:
        """The words of a field that hold `piece`, in the order of their UTF-8 bytes."""
        encoded = piece.encode()
        yield from _united([part.columns.words_containing(field, encoded) for part in self._parts])

    def words_ending(self, field: str, piece: str) -> Iterator[str]:
        """The words of a field that end with `piece`, in the order of their UTF-8 bytes."""
        encoded = piece.encode()
        yield from _united([part.columns.words_ending(field, encoded) for part in self._parts])

    def words_beginning_or_ending(
        self, field: str, first: str, last: str, letters: tuple[int, int]
    ) -> Iterator[str]:
        """The words that begin with a piece or end with one, in the order of their UTF-8 bytes.

        Args:
            field: the field.
            first: what they begin with.
            last: what they end with.
            letters: how many letters they have, at least and at most.
        """
        pieces = first.encode(), last.encode()
        yield from _united(
            [
                part.columns.words_beginning_or_ending(field, *pieces, letters)
                for part in self._parts
            ]
        )

    def vocabulary_lines(self, field: str) -> Iterator[bytes]:
        """The words of a field as UTF-8, a line each: one text for each segment."""
        for part in self._parts:
            if (found := part.columns.field(field)) is not None:
                # Made once a segment for every search that looks at all words.
                yield found.vocabulary.lines

    def postings(self, field: str, word: str) -> tuple[npt.NDArray[np.uint32], Unsigned]:
        """The documents that hold a word, ascending, and how often it stands in each."""
        return self._kept_of(field, word.encode(), SegmentColumns.postings)

    def postings_of(
        self, field: str, words: Sequence[str]
    ) -> tuple[npt.NDArray[np.uint32], Unsigned]:
        """The same of several words, one word and one segment after the other."""
        encoded = [word.encode() for word in words]
        return self._kept_of(field, encoded, SegmentColumns.postings_of)

    def holding(self, field: str, words: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        """Whether each document holds one of some words; not to be changed.

        The last ones are remembered: who searches what one person says, or one series,
        asks for the same again and again.
        """
        return self._holding(field, words)

    def _mark_holding(self, field: str, words: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        marked = np.zeros(self.size, bool)
        marked[self.postings_of(field, words)[0].astype(np.int64)] = True
        return marked

    def occurrences(self, field: str, word: str) -> tuple[npt.NDArray[np.uint32], Unsigned]:
        """The document of every occurrence of a word, ascending, and its position there."""
        return self._kept_of(field, word.encode(), SegmentColumns.occurrences)

    def _kept_of(
        self, field: str, asked: Asked, read: Callable[[SegmentColumns, str, Asked], _Read]
    ) -> _Read:
        """What is read of all segments, without deleted documents."""
        found: list[_Read] = []
        for part in self._parts:
            documents, counted = read(part.columns, field, asked)
            if part.kept is not None and len(documents):
                kept = part.kept[documents]
                documents, counted = documents[kept], counted[kept]
            if len(documents):
                numbered = documents + np.uint32(part.first) if part.first else documents
                found.append((numbered, counted))
        return _joined(found)

    def occurrences_in(
        self, field: str, word: str, documents: npt.NDArray[np.integer[Any]]
    ) -> tuple[npt.NDArray[np.uint32], Unsigned]:
        """As `occurrences`, in these documents only; they are ascending and not deleted."""
        encoded = word.encode()
        found: list[tuple[npt.NDArray[np.uint32], Unsigned]] = []
        for part in self._parts:
            edges = (part.first, part.first + part.columns.document_count)
            low, high = np.searchsorted(documents, edges)
            if low == high:
                continue
            wanted = documents[low:high] - part.first
            here, positions = part.columns.occurrences_in(field, encoded, wanted)
            if len(here):
                found.append((here + np.uint32(part.first), positions))
        return _joined(found)

    def phrase(
        self,
        field: str,
        words: Sequence[Sequence[str]],
        within: npt.NDArray[np.integer[Any]] | None = None,
    ) -> npt.NDArray[np.uint32] | None:
        """The document of every match of a phrase, ascending; None where it must be put together.

        Only a field whose words are kept in order tells what stands beside a word.

        Args:
            field: the field.
            words: for each word of the phrase its forms.
            within: documents in which a match is looked for, ascending; None for all.
        """
        encoded = [[form.encode() for form in forms] for forms in words]
        wanted = None
        if within is not None:
            wanted = np.zeros(self.size, bool)
            wanted[within] = True
        found: list[npt.NDArray[np.uint32]] = []
        for part in self._parts:
            kept = part.kept
            if wanted is not None:
                kept = wanted[part.first : part.first + part.columns.document_count]
            documents = part.columns.phrase(field, encoded, kept)
            if documents is None:
                return None
            found.append(documents + np.uint32(part.first))
        return np.concatenate(found) if found else _NONE

    def length_codes(self, documents: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.uint8]:
        """The code of how many words each of some documents has; see `LENGTHS`."""
        codes: npt.NDArray[np.uint8] = self._length_codes.take(documents)
        return codes

    @cached_property
    def _length_codes(self) -> npt.NDArray[np.uint8]:
        codes = [part.columns.length_codes("text") for part in self._parts]
        if len(codes) == 1:
            return codes[0]
        return np.concatenate(codes) if codes else np.empty(0, np.uint8)

    @cached_property
    def mean_length(self) -> float:
        """How many words a document has on average; as in Whoosh deleted ones count."""
        total = sum(part.columns.total_length("text") for part in self._parts)
        return total / max(1, self.size)

    @cached_property
    def _kept(self) -> npt.NDArray[np.bool_]:
        kept = [
            part.kept if part.kept is not None else np.ones(part.columns.document_count, bool)
            for part in self._parts
        ]
        return np.concatenate(kept) if kept else np.empty(0, bool)

    def _stored(self, document: int) -> dict[str, Any]:
        parts = self._parts
        part = parts[0] if len(parts) == 1 else parts[bisect_right(self._firsts, document) - 1]
        stored: dict[str, Any] = _decode(part.columns.records[document - part.first].decode())[0]
        return stored


def _united(words: Sequence[Iterable[bytes]]) -> Iterator[str]:
    """The words of several segments, which are ascending, each once."""
    if len(words) == 1:
        return map(bytes.decode, words[0])
    return (word.decode() for word, _ in groupby(merge(*words)))


def _joined(
    found: list[tuple[npt.NDArray[np.uint32], Unsigned]],
) -> tuple[npt.NDArray[np.uint32], Unsigned]:
    if not found:
        return _NONE, _NONE
    if len(found) == 1:
        return found[0]
    return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])


def _open(path: Path, segment: Segment) -> SegmentColumns:
    try:
        columns = SegmentColumns.open(path / segment.name)
    except OSError as error:
        raise IndexDamaged(
            path / segment.name,
            f"the segment cannot be opened ({error.strerror})",
            "delete the folder and index the transcripts again",
        ) from error
    if columns.document_count != segment.documents:
        columns.close()
        raise IndexDamaged(
            path / segment.name,
            f"the segment has {columns.document_count} documents, not {segment.documents}",
            "delete the folder and index the transcripts again",
        )
    return columns


def _kept(segment: Segment) -> npt.NDArray[np.bool_] | None:
    if not segment.deleted:
        return None
    kept = np.ones(segment.documents, bool)
    for start, end in segment.deleted:
        kept[start:end] = False
    return kept
