"""An excerpt of an index in a cluster: some programs, of which some turns were read.

It is a library as any other, so whatever computes on a library computes on it. A turn that was not
read has its place, its speaker and its length, and says nothing. Words, and how many turns have
them, are those of the whole index: they come from the catalogue.
"""

import re
import tempfile
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.model import Program
from index.columnar.inverted import Inverted
from index.columnar.records_writer import Run
from index.columnar.writer import Batch, write_segment
from index.errors import IndexDamaged
from index.fields import COLUMNS, FIRST, LANGUAGE, OPENING, TEXT, Kind, people_of
from index.inversion.invert import invert, invert_whole
from index.library.library import ENGLISH, UNKNOWN, Library
from index.library.listing import Listing
from index.library.manifest import Manifest, Segment
from index.opensearch.catalogue import Catalogue
from index.opensearch.columns import WholeVocabulary
from index.opensearch.mapping import key, of_key
from index.opensearch.outline import Outline
from index.text.tokenizer import words
from index.turn_record import decoded

#: How many turns of the whole index have a word or match a part of a search; if it has a code,
#: in programs of this language only.
Counted = Callable[[Hashable, str | None], int]
#: Reads turns by their keys: the record of each that is there.
Fetch = Callable[[Sequence[int]], Mapping[int, bytes]]
#: How many turns say each of some pairs of words as a phrase, without pairs that nobody says.
Pairs = Callable[[Sequence[tuple[str, str]]], dict[tuple[str, str], int]]

_SEGMENT = "excerpt.segment"


class Source(NamedTuple):
    """What an excerpt is of.

    Attributes:
        catalogue: of the index.
        fetch: reads further turns.
        counted: counts turns of the whole index.
        pairs: counts turns that say pairs of words.
        holding: an excerpt with turns that have all of some words.
    """

    catalogue: Catalogue
    fetch: Fetch
    counted: Counted
    pairs: Pairs
    holding: Callable[[Sequence[str]], "Excerpt"]


class Excerpt(Library):
    """Some programs of an index in a cluster.

    Args:
        source: what it is of.
        places: the places of the programs in the catalogue, ascending.
        records: the turns that were read, by their keys; all are of these programs.
    """

    def __init__(self, source: Source, places: Sequence[int], records: Mapping[int, bytes]) -> None:
        catalogue = source.catalogue
        self._source = source
        self._places = list(places)
        self._outlines = [catalogue.outline(place) for place in self._places]
        self._starts = np.cumsum([0, *map(len, self._outlines)], dtype=np.int64)
        self._numbers = catalogue.numbers[np.array(self._places, np.int64)]
        documents = {self.document(each): record for each, record in records.items()}
        super().__init__(_written(catalogue, self._places, self._outlines, documents))
        self._known = np.array(sorted(documents), np.int64)
        #: Turns that were read later, by their documents, to be shown: no word of them is found.
        self._shown: dict[int, bytes] = {}
        self._whole = WholeVocabulary(catalogue)
        self.turn_count = catalogue.turns

    @property
    def places(self) -> Sequence[int]:
        """The places of its programs in the catalogue."""
        return self._places

    def document(self, each: int) -> int:
        """The document of a turn of one of the programs, by its key."""
        program, turn = of_key(each)
        return int(self._starts[np.searchsorted(self._numbers, program)]) + turn - 1

    def key(self, document: int) -> int:
        """The key of a document."""
        place = int(np.searchsorted(self._starts, document, "right")) - 1
        return key(int(self._numbers[place]), document - int(self._starts[place]) + 1)

    def show(self, documents: Iterator[int] | Sequence[int]) -> None:
        """Read turns that are to be shown, in one request."""
        wanted = {
            self.key(document): document
            for document in documents
            if 0 <= document < self.size and document not in self._shown
            and not super(Excerpt, self)._record(document)
        }  # fmt: skip
        if wanted:
            found = self._source.fetch(list(wanted))
            self._shown |= {wanted[each]: record for each, record in found.items()}

    def _record(self, document: int) -> bytes:
        if record := super()._record(document):
            return record
        if document not in self._shown:
            self.show([document])
        if document not in self._shown:
            raise IndexDamaged(
                self.path, f"turn {self.key(document)} is not in the cluster",
                "index the transcripts again",
            )  # fmt: skip
        return self._shown[document]

    @property
    def is_whole(self) -> bool:
        """It has some turns of an index."""
        return False

    def known(self) -> npt.NDArray[np.int64]:
        """The turns that were read."""
        return self._known

    def only_known(self, documents: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
        """Those of some turns that were read."""
        return documents[np.isin(documents, self._known)]

    # What the whole index has

    def turns_with(self, tree: Hashable, found: int, language: str | None = None) -> int:
        """How many turns of the whole index match a part of a search."""
        return self._source.counted(tree, language)

    def turns_with_pairs(
        self, pairs: Sequence[tuple[str, str]]
    ) -> dict[tuple[str, str], int] | None:
        """How many turns of the whole index say each of some pairs of words."""
        return self._source.pairs(pairs)

    def with_turns_of(self, words: Sequence[str]) -> "Excerpt":
        """An excerpt with the turns that have all of some words."""
        return self._source.holding(words)

    def document_frequency(self, field: str, word: str) -> int:
        """The number of turns of the whole index that have a word."""
        return self._whole.document_frequency(field, word)

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[str]:
        """The words of a field that begin with `prefix`."""
        return self._whole.vocabulary(field, prefix)

    def words_containing(self, field: str, piece: str) -> Iterator[str]:
        """The words of a field that contain `piece`."""
        return self._whole.words_containing(field, piece)

    def words_ending(self, field: str, piece: str) -> Iterator[str]:
        """The words of a field that end with `piece`."""
        return self._whole.words_ending(field, piece)

    def words_beginning_or_ending(
        self, field: str, first: str, last: str, letters: tuple[int, int]
    ) -> Iterator[str]:
        """The words that begin with `first` or end with `last`; see `Segments`."""
        return self._whole.words_beginning_or_ending(field, first, last, letters)

    def vocabulary_lines(self, field: str) -> Iterator[bytes]:
        """The words of a field as UTF-8, one per line."""
        return self._whole.vocabulary_lines(field)

    @cached_property
    def mean_length(self) -> float:
        """The mean number of words of a turn of the whole index."""
        return self._source.catalogue.mean_length

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the whole index; see `Library.languages`."""
        return languages_of(self._source.catalogue)

    def saying(
        self, patterns: Sequence[re.Pattern[bytes]], among: npt.NDArray[np.int64] | None = None
    ) -> npt.NDArray[np.bool_]:
        """Whether each turn has a question mark, the one pattern that outlines know."""
        return np.concatenate([np.empty(0, bool), *(one.asks for one in self._outlines)])


def languages_of(catalogue: Catalogue) -> tuple[str, ...]:
    """The languages of the programs of an index; see `Library.languages`."""
    turns: dict[str, int] = {}
    for entry in catalogue.entries():
        code = next((word.text for word in words(entry.program.language or "")), "")
        turns[code] = turns.get(code, 0) + entry.turns
    unknown = turns.pop(UNKNOWN, 0)
    held = catalogue.words(LANGUAGE.column.name)
    every = (
        [] if held is None else [held.vocabulary[n].decode() for n in range(len(held.vocabulary))]
    )
    if every in ([], [ENGLISH]):
        return (ENGLISH,)
    found = sorted((code for code in turns if turns[code]), key=str.encode)
    return (*found, UNKNOWN) if unknown else tuple(found)


# The segment of an excerpt


def _written(
    catalogue: Catalogue,
    places: Sequence[int],
    outlines: Sequence[Outline],
    records: Mapping[int, bytes],
) -> Listing:
    """An opened index of the programs; its file is gone when this returns."""
    size = sum(map(len, outlines))
    segments = [Segment(_SEGMENT, size)] if size else []
    manifest = Manifest(catalogue.state.generation, segments)
    with tempfile.TemporaryDirectory(prefix="searcher-", ignore_cleanup_errors=True) as folder:
        if size:
            batch = _batch(catalogue, places, outlines, records)
            write_segment(Path(folder) / _SEGMENT, batch, threads=1, durable=False)
        listing = Listing(Path(folder), manifest, catalogue.registry)
    # Its other files, such as the synonyms, are those of the catalogue.
    listing.path = catalogue.folder
    return listing


def _batch(
    catalogue: Catalogue,
    places: Sequence[int],
    outlines: Sequence[Outline],
    records: Mapping[int, bytes],
) -> Batch:
    """The documents of programs: all turns, of which some have their records and their words."""
    sizes = np.array([*map(len, outlines)], np.int64)
    size = int(sizes.sum())
    starts = np.cumsum(sizes) - sizes
    by_program = np.repeat(np.arange(len(outlines)), sizes)
    voices = np.array([len(one.voices) for one in outlines], np.int64)
    before = np.repeat(np.cumsum(voices) - voices, sizes)
    by_voice = np.concatenate([one.voice_of for one in outlines]) + before
    programs = [catalogue.entry(place).program for place in places]
    fields = dict(_columns(programs, outlines, by_program, by_voice))
    opens = np.ones(size, np.int64)
    opens[starts] = 0
    fields[OPENING] = invert_whole([FIRST, ""], opens)
    documents = sorted(records)
    lengths = np.concatenate([one.lengths for one in outlines]).astype(np.uint32)
    fields[TEXT] = _text([records[document] for document in documents], documents, lengths)
    held = np.zeros(size, np.int64)
    held[documents] = [len(records[document]) for document in documents]
    run = Run(b"".join(records[document] for document in documents), held)
    entries = {
        int(start): catalogue.encoded_entry(place)
        for start, place in zip(starts, places, strict=True)
    }
    return Batch(size, fields, [run], entries=entries)


def _columns(
    programs: Sequence[Program],
    outlines: Sequence[Outline],
    by_program: npt.NDArray[np.int64],
    by_voice: npt.NDArray[np.int64],
) -> Iterator[tuple[str, Inverted]]:
    """The fields that many turns share."""
    people = [people_of(program) for program in programs]
    speaking = [
        (number, one.speaking(voice))
        for number, one in enumerate(outlines)
        for voice in range(len(one.voices))
    ]
    opening = [(number, one.speaking(0)) for number, one in enumerate(outlines)]
    for column in COLUMNS:
        of_turn = bool(column.value.turn_attributes)
        values = [
            column.value.read(programs[number], turn, people[number])
            for number, turn in (speaking if of_turn else opening)
        ]
        which = by_voice if of_turn else by_program
        if column.kind is Kind.WHOLE:
            yield column.name, invert_whole(values, which)
        else:
            yield column.name, invert(values, which, lines=column.kind is Kind.LINES)


def _text(
    records: Sequence[bytes], documents: Sequence[int], lengths: npt.NDArray[np.uint32]
) -> Inverted:
    """The words of the turns that were read, and the lengths of all."""
    if not records:
        none = np.empty(0, np.uint32)
        return Inverted([], np.zeros(1, np.int64), none, none, none, lengths)
    found = invert([decoded(record)["turn"]["text"] for record in records])
    numbers = np.array(documents, np.uint32)
    return Inverted(
        found.words, found.starts, numbers[found.documents], found.frequencies, found.positions,
        lengths,
    )  # fmt: skip
