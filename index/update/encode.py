"""Encoding an index: a vector for each passage that has none yet.

What is encoded is written now and then to parts, so that an interrupt loses a few passages at most.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index import atomic
from index.errors import IndexProblem, PartInterrupted
from index.library.file_names import LOCK
from index.library.listing import Listing
from index.library.manifest import Manifest
from index.lock import WriteLock
from index.meaning import names, vectors
from index.meaning.encoder import BATCH, Encoder
from index.meaning.quantised import Floats, quantised
from index.meaning.vectors import Part, VectorFile
from index.update.align import align, known, parts
from index.update.places import Place, places

#: Passages that are sorted by length and encoded together, and those that are written at once.
_WINDOW = 8 * BATCH
_PART = 4 * _WINDOW

#: Called now and then with the passages that are encoded, and with how many are to be.
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Encoded:
    """What an encoding did.

    Attributes:
        passages: how many were encoded.
        known: how many had a vector already, or say what another one says.
        left: how many were not encoded, because it was interrupted.
        turns: how many turns of the index have vectors now.
        seconds: how long it took.
    """

    passages: int = 0
    known: int = 0
    left: int = 0
    turns: int = 0
    seconds: float = 0.0


class _Work(NamedTuple):
    """What is to be encoded: how many passages, and how many are known."""

    new: int
    known: int


def model_of(directory: Path) -> Path | None:
    """The folder of the model of the vectors of an index; None for the installed one.

    Raises:
        IndexProblem: there is no index, or another version made it.
    """
    Manifest.read(directory)
    try:
        file = VectorFile(directory / names.NAME)
    except IndexProblem:
        return None  # there are no vectors, or they are made anew
    file.close()
    return file.folder


def encode(
    directory: Path, encoder: Encoder, progress: Progress | None = None, *, wait: float = 0.0
) -> Encoded:
    """Encode the passages of an index that have no vector yet.

    The index can be searched and changed meanwhile. An interrupt keeps what is encoded by then;
    the next encoding goes on from there.

    Args:
        directory: the index.
        encoder: what makes the vectors. Those of another model are dropped in the end.
        progress: called after each window of passages.
        wait: seconds to wait for another process that encodes or writes the index.

    Raises:
        IndexProblem: the index cannot be read or written, or is being encoded.
        MeaningProblem: the model cannot be run.
        PartInterrupted: an interrupt came when vectors were written already.
    """
    before = _written(directory)
    try:
        return _encoded(directory, encoder, progress, wait)
    except KeyboardInterrupt as interrupt:
        if _written(directory) == before:
            raise
        raise PartInterrupted from interrupt


def _written(directory: Path) -> dict[str, int]:
    """The files of vectors, each with what tells it from another one of its name."""
    paths = [path for path in (directory / names.NAME, *parts(directory)) if path.exists()]
    return {path.name: path.stat().st_ino for path in paths}


def _encoded(directory: Path, encoder: Encoder, progress: Progress | None, wait: float) -> Encoded:
    began = time.perf_counter()
    done = Encoded()
    lock = WriteLock(directory / names.LOCK)
    with closing(Listing.open(directory)) as listing:
        lock.acquire(wait)
        try:
            _encode(directory, listing, encoder, progress or (lambda *_: None), done)
            if done.passages or parts(directory) or not _is_current(directory, encoder.identity):
                _take_up(directory, encoder.identity, wait)
        finally:
            lock.release()
    done.turns = vectors.covered(directory, Manifest.read(directory).generation) or 0
    done.seconds = time.perf_counter() - began
    return done


def _take_up(directory: Path, identity: str, wait: float) -> None:
    lock = WriteLock(directory / LOCK)
    lock.acquire(wait)
    try:
        align(directory, identity)
    finally:
        lock.release()


def _is_current(directory: Path, identity: str) -> bool:
    """Whether the vectors of an index are those of its state and of a model."""
    files = known(directory, identity)
    generation = Manifest.read(directory).generation
    current = any(file.path.name == names.NAME and file.generation == generation for file in files)
    for file in files:
        file.close()
    return current


def _encode(
    directory: Path, listing: Listing, encoder: Encoder, progress: Progress, done: Encoded
) -> None:
    """Encode what is new, and write it to parts. An interrupt ends it, not the caller."""
    files = known(directory, encoder.identity)
    keys = {key for file in files for key, _ in file.part.rows()}
    for file in files:
        file.close()
    work = _counted(listing, keys)
    done.known = work.known
    progress(0, work.new)
    part = _PartWriter(directory, encoder)
    try:
        new = _new(listing, set(keys))
        while window := list(islice(new, _WINDOW)):
            part.add(window)
            done.passages += len(window)
            progress(done.passages, work.new)
    except KeyboardInterrupt:
        done.left = work.new - done.passages
    finally:
        part.save()


def _counted(listing: Listing, keys: set[bytes]) -> _Work:
    total = sum(
        1
        for container, segment in zip(listing.containers, listing.manifest.segments, strict=True)
        for _ in places(container, segment.deleted)
    )
    new = sum(1 for _ in _new(listing, set(keys)))
    return _Work(new, total - new)


def _new(listing: Listing, keys: set[bytes]) -> Iterator[Place]:
    """The passages whose hash is not in a set, which grows."""
    for container, segment in zip(listing.containers, listing.manifest.segments, strict=True):
        for place in places(container, segment.deleted):
            if place.key not in keys:
                keys.add(place.key)
                yield place


class _PartWriter:
    """Vectors that are written to a new part whenever there are enough of them."""

    def __init__(self, directory: Path, encoder: Encoder) -> None:
        self._directory = directory
        self._encoder = encoder
        #: The hashes and the vectors of each window.
        self._encoded: list[tuple[list[bytes], Floats]] = []

    def add(self, window: list[Place]) -> None:
        """Encode passages."""
        found = self._encoder.encode([place.text for place in window])
        self._encoded.append(([place.key for place in window], found))
        if sum(len(keys) for keys, _ in self._encoded) >= _PART:
            self.save()

    def save(self) -> None:
        """Write what was encoded and is not written yet."""
        if not self._encoded:
            return
        keys = b"".join(key for some, _ in self._encoded for key in some)
        rows = np.concatenate([each for _, each in self._encoded])
        file = vectors.writer(
            self._directory, self._encoder.identity, self._encoder.dimensions, self._encoder.folder
        )
        vectors.append(file, Part(keys, quantised(rows)))
        file.save(self._directory / names.new_part())
        atomic.flush_folder(self._directory)
        self._encoded = []
