"""The words and postings of all segments of an index, read as one.

Documents are numbered over all segments. Postings are arrays without deleted documents.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

import numpy as np
import numpy.typing as npt

from index.columnar.container import Container
from index.columnar.lengths import rounded
from index.columnar.reader import SegmentColumns
from index.fields import FIRST_HIDDEN, HIDDEN, OPENING
from index.library import allocator
from index.library.listing import open_container
from index.library.manifest import Segment

Ints = npt.NDArray[np.int64]
Unsigned = npt.NDArray[np.unsignedinteger[Any]]

#: The length in words of each length code, as Whoosh rounds lengths.
LENGTHS: npt.NDArray[np.float64] = rounded().astype(np.float64)

Keys = TypeVar("Keys", bytes, list[bytes])

#: Documents, and a frequency or a position for each.
Read = tuple[npt.NDArray[np.uint32], Unsigned]

#: The size of the cache of `holding`, in bytes.
_CACHED = 1 << 25

_NONE: npt.NDArray[np.uint32] = np.empty(0, np.uint32)


class OpenedSegment(NamedTuple):
    """A segment, and where its documents are in the numbering of the index.

    Attributes:
        columns: the segment.
        first: the number in the index of its first document.
        kept: whether each of its documents can be found; None if all can be.
        present: whether each of them is not deleted; None if no document is. What only holds the
            place of a turn that is withheld is there, and cannot be found.
    """

    columns: SegmentColumns
    first: int
    kept: npt.NDArray[np.bool_] | None
    present: npt.NDArray[np.bool_] | None


class Segments:
    """The segments of an index, opened for reading.

    Use it as a context manager, or call `close`.

    Args:
        path: the directory of the index.
        segments: as its manifest lists them.
        containers: their files, if they are open already; they are closed with the index.
        withholding: whether turns may be withheld.

    Attributes:
        path: the directory.
        paths: the directory, or those of several indexes that are read as one.
        size: the number of documents, deleted ones included.
        turn_count: the number of documents that are not deleted.

    Raises:
        IndexProblem: a segment cannot be read.
    """

    def __init__(
        self,
        path: Path,
        segments: Sequence[Segment],
        containers: Sequence[Container] | None = None,
        *,
        withholding: bool = False,
    ) -> None:
        allocator.keep_freed_memory()
        self.path = path
        self.paths: tuple[Path, ...] = (path,)
        self._withholding = withholding
        self.size = sum(segment.document_count for segment in segments)
        self.turn_count = sum(segment.left for segment in segments)
        self._holding = lru_cache(max(1, _CACHED // max(1, self.size)))(self._mark_holding)
        self._segments: list[OpenedSegment] = []
        first = 0
        try:
            for number, segment in enumerate(segments):
                opened = containers[number] if containers else open_container(path, segment)
                columns = SegmentColumns(opened, opened)
                present = kept = _kept(segment)
                if withholding and (withheld := _withheld(columns)).any():
                    kept = ~withheld if present is None else present & ~withheld
                    self.turn_count -= int(
                        np.count_nonzero(withheld if present is None else present & withheld)
                    )
                self._segments.append(OpenedSegment(columns, first, kept, present))
                first += segment.document_count
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the files, and drop what was cached of them."""
        self._holding.cache_clear()
        vars(self).pop("_length_codes", None)
        for segment in self._segments:
            segment.columns.close()

    def release(self) -> None:
        """Free the memory of the pages that were read: whoever reads everything calls it often."""
        for segment in self._segments:
            segment.columns.release()

    def refuse_shorter(self) -> None:
        """Refuse files that were cut since they were opened: to read them ends the process.

        Raises:
            IndexDamaged: a segment was cut.
        """
        for segment in self._segments:
            segment.columns.refuse_shorter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def documents(self) -> Ints:
        """The numbers of all documents that can be found, ascending."""
        return np.flatnonzero(self._kept)

    @property
    def is_whole(self) -> bool:
        """Whether it has all turns of an index; an excerpt has not."""
        return True

    def known(self) -> Ints:
        """The numbers of the documents whose words are known: all that are not deleted."""
        return self.documents()

    def only_known(self, documents: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
        """Those of some documents whose words are known."""
        return documents

    @property
    def findable(self) -> npt.NDArray[np.bool_]:
        """Whether each document can be found; do not change it."""
        return self._kept

    @property
    def opened(self) -> Sequence[OpenedSegment]:
        """The segments, in the order of their documents."""
        return self._segments

    # Words

    @cached_property
    def worded(self) -> list[SegmentColumns]:
        """The segments whose words are those of the index."""
        return [segment.columns for segment in self._segments]

    def has(self, field: str, word: str) -> bool:
        """Whether a field holds a word in a document that is not deleted."""
        return self.document_frequency(field, word) > 0

    def document_frequency(self, field: str, word: str) -> int:
        """The number of documents, without deleted ones, that hold a word."""
        encoded = word.encode()
        count = 0
        for segment in self._segments:
            if segment.kept is None:
                count += segment.columns.document_frequency(field, encoded)
            else:
                count += int(segment.kept[segment.columns.postings(field, encoded)[0]].sum())
        return count

    def turns_with(self, tree: Hashable, found: int, language: str | None = None) -> int:
        """How many documents match a part of a search, of which `found` were found here.

        These are all, unless this is an excerpt of an index.

        Args:
            tree: the part, or the name and the word of a field.
            found: how many documents here match it.
            language: only in programs of this language.
        """
        return found

    def turns_with_pairs(
        self, pairs: Sequence[tuple[str, str]]
    ) -> dict[tuple[str, str], int] | None:
        """How many documents say each pair of words as a phrase; None if postings say so."""
        return None

    def with_turns_of(self, words: Sequence[str]) -> Self:
        """What has all documents with all of some words."""
        return self

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[str]:
        """The words of a field that begin with `prefix`, in the order of their UTF-8 bytes."""
        ranges = ((columns, columns.word_range(field, prefix)) for columns in self.worded)
        # It is no generator, which would take longer for each of a hundred words than all the rest.
        return _united([columns.words(field, low, high) for columns, (low, high) in ranges])

    def words_containing(self, field: str, piece: str) -> Iterator[str]:
        """The words of a field that contain `piece`, in the order of their UTF-8 bytes."""
        encoded = piece.encode()
        yield from _united([columns.words_containing(field, encoded) for columns in self.worded])

    def words_ending(self, field: str, piece: str) -> Iterator[str]:
        """The words of a field that end with `piece`, in the order of their UTF-8 bytes."""
        encoded = piece.encode()
        yield from _united([columns.words_ending(field, encoded) for columns in self.worded])

    def words_beginning_or_ending(
        self, field: str, first: str, last: str, letters: tuple[int, int]
    ) -> Iterator[str]:
        """The words that begin with `first` or end with `last`, in the order of their UTF-8 bytes.

        Args:
            field: the field.
            first: a prefix.
            last: a suffix.
            letters: the least and the greatest number of letters of a word.
        """
        pieces = first.encode(), last.encode()
        yield from _united(
            [columns.words_beginning_or_ending(field, *pieces, letters) for columns in self.worded]
        )

    def vocabulary_lines(self, field: str) -> Iterator[bytes]:
        """The words of a field as UTF-8, one per line: one text per segment."""
        for columns in self.worded:
            if (found := columns.field(field)) is not None:
                # Cached: every search over all words uses it.
                yield found.vocabulary.lines

    # Postings

    def postings(self, field: str, word: str) -> tuple[npt.NDArray[np.uint32], Unsigned]:
        """The documents that hold a word, ascending, and its frequency in each."""
        return self._kept_of(field, word.encode(), SegmentColumns.postings)

    def postings_of(
        self, field: str, words: Sequence[str]
    ) -> tuple[npt.NDArray[np.uint32], Unsigned]:
        """As `postings`, for several words; the documents are not ascending."""
        encoded = [word.encode() for word in words]
        return self._kept_of(field, encoded, SegmentColumns.postings_of)

    def holding(self, field: str, words: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        """Whether each document holds one of some words.

        The array is cached, so do not change it: several searches in a row are often for one
        person or one series.
        """
        return self._holding(field, words)

    def _mark_holding(self, field: str, words: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        marked = np.zeros(self.size, bool)
        marked[self.postings_of(field, words)[0].astype(np.int64)] = True
        return marked

    def occurrences(self, field: str, word: str) -> tuple[npt.NDArray[np.uint32], Unsigned]:
        """The document, ascending, and the position of every occurrence of a word."""
        return self._kept_of(field, word.encode(), SegmentColumns.occurrences)

    def _kept_of(
        self,
        field: str,
        words: Keys,
        read: Callable[[SegmentColumns, str, Keys], Read],
    ) -> Read:
        """Read all segments, and leave out deleted documents."""
        found: list[Read] = []
        for segment in self._segments:
            documents, counted = read(segment.columns, field, words)
            if segment.kept is not None and len(documents):
                kept = segment.kept[documents]
                documents, counted = documents[kept], counted[kept]
            if len(documents):
                numbered = documents + np.uint32(segment.first) if segment.first else documents
                found.append((numbered, counted))
        return _joined(found)

    def occurrences_in(
        self, field: str, word: str, documents: npt.NDArray[np.integer[Any]]
    ) -> tuple[npt.NDArray[np.uint32], Unsigned]:
        """As `occurrences`, in some documents only. These are ascending and not deleted."""
        encoded = word.encode()
        found: list[tuple[npt.NDArray[np.uint32], Unsigned]] = []
        for segment in self._segments:
            edges = (segment.first, segment.first + segment.columns.document_count)
            low, high = np.searchsorted(documents, edges)
            if low == high:
                continue
            wanted = documents[low:high] - segment.first
            here, positions = segment.columns.occurrences_in(field, encoded, wanted)
            if len(here):
                found.append((here + np.uint32(segment.first), positions))
        return _joined(found)

    def phrase(
        self,
        field: str,
        words: Sequence[Sequence[str]],
        within: npt.NDArray[np.integer[Any]] | None = None,
    ) -> npt.NDArray[np.uint32] | None:
        """The document of every match of a phrase, ascending; None if the field has no sequence.

        Args:
            field: the field.
            words: the forms of each word of the phrase.
            within: the documents to search, ascending; None for all.
        """
        encoded = [[form.encode() for form in forms] for forms in words]
        wanted = None
        if within is not None:
            wanted = np.zeros(self.size, bool)
            wanted[within] = True
        found: list[npt.NDArray[np.uint32]] = []
        for segment in self._segments:
            kept = segment.kept
            if wanted is not None:
                kept = wanted[segment.first : segment.first + segment.columns.document_count]
            documents = segment.columns.phrase(field, encoded, kept)
            if documents is None:
                return None
            found.append(documents + np.uint32(segment.first))
        return np.concatenate(found) if found else _NONE

    # Lengths

    def length_codes(self, documents: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.uint8]:
        """The length codes of some documents; see `LENGTHS`."""
        codes: npt.NDArray[np.uint8] = self._length_codes.take(documents)
        return codes

    @cached_property
    def _length_codes(self) -> npt.NDArray[np.uint8]:
        codes = [segment.columns.length_codes("text") for segment in self._segments]
        if len(codes) == 1:
            return codes[0]
        return np.concatenate(codes) if codes else np.empty(0, np.uint8)

    @cached_property
    def lengths(self) -> Ints:
        """The number of words of each document; of a deleted one 0."""
        each = [segment.columns.lengths("text") for segment in self._segments]
        lengths = np.concatenate(each).astype(np.int64) if each else np.empty(0, np.int64)
        return np.where(self._kept, lengths, 0)

    @cached_property
    def mean_length(self) -> float:
        """The mean number of words of a document. Deleted documents count, as in Whoosh."""
        total = sum(segment.columns.total_length("text") for segment in self._segments)
        return total / max(1, self.size)

    @cached_property
    def _kept(self) -> npt.NDArray[np.bool_]:
        return self._every([segment.kept for segment in self._segments])

    @cached_property
    def _present(self) -> npt.NDArray[np.bool_]:
        """Whether each document is not deleted."""
        return self._every([segment.present for segment in self._segments])

    def _every(self, masks: Sequence[npt.NDArray[np.bool_] | None]) -> npt.NDArray[np.bool_]:
        every = [
            mask if mask is not None else np.ones(segment.columns.document_count, bool)
            for segment, mask in zip(self._segments, masks, strict=True)
        ]
        return np.concatenate(every) if every else np.empty(0, bool)


def _withheld(columns: SegmentColumns) -> npt.NDArray[np.bool_]:
    """Whether each document of a segment only holds the place of a turn that is withheld."""
    marked = np.zeros(columns.document_count, bool)
    for word in (HIDDEN, FIRST_HIDDEN):
        marked[columns.postings(OPENING, word.encode())[0]] = True
    return marked


def _united(words: Sequence[Iterable[bytes]]) -> Iterator[str]:
    """The union of the words of several segments; those of each are ascending."""
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


def open_segment(path: Path, segment: Segment) -> SegmentColumns:
    """Open a segment, and make sure that it is the one that the manifest lists.

    Raises:
        IndexProblem: as `open_container`.
    """
    container = open_container(path, segment)
    return SegmentColumns(container, container)


def _kept(segment: Segment) -> npt.NDArray[np.bool_] | None:
    if not segment.deleted:
        return None
    kept = np.ones(segment.document_count, bool)
    for start, end in segment.deleted:
        kept[start:end] = False
    return kept
