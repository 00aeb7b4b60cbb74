"""Whether the files of an index are what was written: all of them, read whole."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index import checksummed_json
from index.columnar.reader import SegmentColumns
from index.errors import IndexDamaged, IndexFileGone, IndexMissing, IndexProblem
from index.library import file_names, salvage
from index.library.manifest import NAME, Manifest, read_sources, sources_name
from index.library.segments import open_segment
from index.meaning import names
from index.registry import corrections, registry

#: How often the check begins anew because the index was changed meanwhile.
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Health:
    """What is whole and what is broken.

    Attributes:
        whole: the files that are what was written.
        broken: for each other file what is wrong.
    """

    whole: tuple[str, ...]
    broken: tuple[IndexProblem, ...]


def check(directory: Path) -> Health:
    """Read all files of an index and compare their checksums.

    Raises:
        IndexMissing: there is no index, and nothing is left of one.
        IndexOutdated: another version of the program made it.
        IndexUnreadable: the system cannot read the manifest.
    """
    for _ in range(_TRIES):
        try:
            manifest = Manifest.read(directory)
        except IndexDamaged as error:
            return _without_manifest(directory, error)
        except IndexMissing:
            if not salvage.is_left(directory):
                raise
            return _without_manifest(directory, IndexFileGone(directory / NAME))
        found = _check(directory, manifest)
        gone = any(isinstance(problem, IndexFileGone) for problem in found.broken)
        if not gone or not _has_changed(directory, manifest):
            return found
    return found


def _has_changed(directory: Path, manifest: Manifest) -> bool:
    try:
        return Manifest.read(directory).generation != manifest.generation
    except IndexProblem:
        return True


def _check(directory: Path, manifest: Manifest) -> Health:
    generation = manifest.generation
    parts: list[tuple[str, Callable[[], object]]] = [
        (segment.name, _verifier(partial(open_segment, directory, segment)))
        for segment in manifest.every_file
    ]
    parts += [
        (sources_name(generation), lambda: read_sources(directory, generation)),
        (registry.name_of(generation), lambda: registry.read_links(directory, generation)),
        (file_names.toc_name(generation), lambda: _verify_toc(directory, manifest)),
    ]
    if (directory / names.NAME).exists():
        parts.append((names.NAME, lambda: _verify_vectors(directory, generation)))
    return _health([NAME], [], [*parts, *_written_by_hand(directory)])


def _without_manifest(directory: Path, problem: IndexProblem) -> Health:
    """Which segments are whole although the manifest, which lists them, is not."""
    parts: list[tuple[str, Callable[[], object]]] = [
        (name, _verifier(partial(SegmentColumns.open, directory / name)))
        for name in salvage.segment_files(directory)
    ]
    return _health([], [problem], [*parts, *_written_by_hand(directory)])


def _written_by_hand(directory: Path) -> list[tuple[str, Callable[[], object]]]:
    if not (directory / corrections.NAME).exists():
        return []
    return [(corrections.NAME, lambda: corrections.read(directory))]


def _health(
    whole: list[str], broken: list[IndexProblem], parts: Sequence[tuple[str, Callable[[], object]]]
) -> Health:
    for name, verify in parts:
        try:
            verify()
        except IndexProblem as problem:
            broken.append(problem)
        else:
            whole.append(name)
    return Health(tuple(whole), tuple(broken))


def _verifier(opened: Callable[[], SegmentColumns]) -> Callable[[], None]:
    def verify() -> None:
        columns = opened()
        try:
            columns.verify()
        finally:
            columns.close()

    return verify


def _verify_vectors(directory: Path, generation: int) -> None:
    """Compare the vectors, and their generation."""
    # Few indexes have vectors; reading them needs NumPy.
    from index.meaning.vectors import Vectors

    vectors = Vectors(directory, generation)
    try:
        vectors.file.verify()
    finally:
        vectors.close()


def _verify_toc(directory: Path, manifest: Manifest) -> None:
    """Compare what Whoosh reads. It is not parsed: it is a pickle."""
    path = directory / file_names.toc_name(manifest.generation)
    try:
        data = checksummed_json.load(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexFileGone(path) from error
    if manifest.toc not in (None, zlib.crc32(data)):
        raise IndexDamaged(path, "the file is damaged (its checksum is wrong)")
