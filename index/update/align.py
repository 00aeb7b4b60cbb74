"""The vectors of an index brought in line with its state: rows for its passages, in their order.

A vector is known by the hash of what is said, so that it outlives another place, another name and
another segment. Whoever calls this holds the lock of the index.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index import atomic
from index.errors import IndexProblem
from index.library.listing import Listing
from index.meaning import names, vectors
from index.meaning.quantised import Quantised
from index.meaning.vectors import KEY, Part, VectorFile
from index.update.places import places

Ints = npt.NDArray[np.int64]


class _Rows(NamedTuple):
    """Passages of the new state.

    Attributes:
        file: where the vector of each is.
        rows: its row in that file.
        first, last: the first and the last document of each, in the new state.
    """

    file: VectorFile
    rows: Ints
    first: Ints
    last: Ints


def parts(directory: Path) -> list[Path]:
    """The files of vectors that were not taken up yet."""
    return sorted(path for path in directory.iterdir() if names.is_part(path.name))


def known(directory: Path, model: str | None = None) -> list[VectorFile]:
    """The files of vectors of one model: that of the index first, then parts.

    Args:
        directory: the index.
        model: its identity; None for that of the file of the index.

    Files that are damaged, or are of another model, are left out: their passages are encoded again.
    """
    found: list[VectorFile] = []
    for path in (directory / names.NAME, *parts(directory)):
        try:
            file = VectorFile(path)
            file.verify()
        except IndexProblem:
            continue
        if model in (None, file.model):
            model = file.model
            found.append(file)
        else:
            file.close()
    return found


def align(directory: Path, model: str | None = None) -> None:
    """Write the vectors of the state of an index anew, and remove the parts.

    Segments of which nothing has changed keep their passages; those of others are cut again, and
    looked up by what is said in them. What was not encoded yet is left out.

    Args:
        directory: the index.
        model: the identity of a model; vectors of others are dropped. None for that of the file.

    Raises:
        IndexProblem: the index cannot be read.
        OSError: the file cannot be written.
    """
    done = parts(directory)
    files = known(directory, model)
    if not files:
        return
    listing = Listing.open(directory)
    try:
        _write(directory, listing, files)
    finally:
        listing.close()
        for file in files:
            file.close()
    for path in done:
        path.unlink(missing_ok=True)


def _write(directory: Path, listing: Listing, files: list[VectorFile]) -> None:
    main = files[0]
    new = vectors.writer(directory, main.model, main.dimensions, main.folder)
    known_rows = _Known(files)
    segments = []
    first = 0
    for number, segment in enumerate(listing.manifest.segments):
        segments.append((segment.name, first, segment.document_count))
        kept = None if len(files) > 1 else _kept(main, segment.name, first, segment.deleted)
        found = known_rows.of(listing, number, first) if kept is None else [kept]
        for rows in found:
            part = rows.file.part
            keys = np.frombuffer(part.keys, f"V{KEY}")[rows.rows]
            some = Quantised(part.vectors.components[rows.rows], part.vectors.scales[rows.rows])
            vectors.append(new, Part(keys.tobytes(), some))
            new.append("passages.first", rows.first.astype(np.uint32))
            new.append("passages.last", rows.last.astype(np.uint32))
        first += segment.document_count
    new.append("passages.first", np.empty(0, np.uint32))
    new.append("passages.last", np.empty(0, np.uint32))
    new.attributes |= {"generation": listing.manifest.generation, "segments": segments}
    new.save(directory / names.NAME)
    atomic.flush_folder(directory)


def _kept(
    file: VectorFile, name: str, first: int, deleted: Iterable[tuple[int, int]]
) -> _Rows | None:
    """The passages of a segment that the file knows; None if it does not."""
    for segment in file.segments:
        if segment.name == name:
            break
    else:
        return None
    here = (file.first >= segment.first) & (file.first < segment.first + segment.documents)
    for start, end in deleted:
        here &= ~((file.first >= segment.first + start) & (file.first < segment.first + end))
    rows = np.flatnonzero(here)
    shift = first - segment.first
    return _Rows(
        file, rows, file.first[rows].astype(np.int64) + shift,
        file.last[rows].astype(np.int64) + shift,
    )  # fmt: skip


class _Known:
    """The vectors of some files, by the hashes of what is said."""

    def __init__(self, files: list[VectorFile]) -> None:
        self._files = files

    @cached_property
    def _where(self) -> dict[bytes, tuple[VectorFile, int]]:
        # Mostly no passage is looked up.
        return {key: (file, row) for file in self._files for key, row in file.part.rows()}

    def of(self, listing: Listing, number: int, first: int) -> Iterator[_Rows]:
        """The passages of a segment that have vectors: runs of them that are in one file."""
        deleted = listing.manifest.segments[number].deleted
        run: list[tuple[int, int, int]] = []
        of_run: VectorFile | None = None
        for place in places(listing.containers[number], deleted):
            found = self._where.get(place.key)
            if found is None:
                continue
            file, row = found
            if of_run is not None and file is not of_run:
                yield _rows(of_run, run)
                run = []
            of_run = file
            run.append((row, place.first + first, place.last + first))
        if of_run is not None:
            yield _rows(of_run, run)


def _rows(file: VectorFile, run: list[tuple[int, int, int]]) -> _Rows:
    rows, first, last = np.array(run, np.int64).reshape(-1, 3).T
    return _Rows(file, rows, first, last)
