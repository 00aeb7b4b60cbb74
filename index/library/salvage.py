"""What is left of an index whose manifest cannot be read: which state, and which segments.

The manifest alone says which turns of a segment are deleted. Without it a program is trusted
only if the list of sources names it, if every segment of that state is whole, and if one
segment only has the program: then that is where its turns are. All others are read again.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpus.model import REDACTED
from index import checksummed_json
from index.columnar.reader import SegmentColumns
from index.errors import IndexDamaged, IndexProblem, refusing_unsound
from index.fields import PROGRAM_ID
from index.library import file_names
from index.library.manifest import NAME, Segment, SourceFile, read_sources
from index.turn_record import decoded, read_entry

_SOURCES = re.compile(r"sources-([0-9]{1,18})\.json")
#: The random part of the name of a segment, as the list for Whoosh has it.
_ID_OF_SEGMENT = re.compile(rb"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")

_NEW = (
    "make a new index with `searcher index FOLDER --index NEW`, and copy speakers.toml, "
    "synonyms.toml, saved.json, tags.json and words.json there"
)


def is_left(directory: Path) -> bool:
    """Whether a folder without a manifest has a list of sources, as an index has."""
    try:
        return any(_SOURCES.fullmatch(path.name) for path in directory.iterdir())
    except OSError:
        return False


def segment_files(directory: Path) -> list[str]:
    """The names of all files in a folder that are named as segments are."""
    return sorted(path.name for path in directory.iterdir() if file_names.is_segment(path.name))


def last_sources(directory: Path) -> tuple[int, dict[str, SourceFile]]:
    """The newest state whose list of sources can be read, and that list.

    Raises:
        IndexDamaged: no list of sources can be read.
    """
    found = (_SOURCES.fullmatch(path.name) for path in directory.iterdir())
    for generation in sorted((int(match[1]) for match in found if match), reverse=True):
        try:
            return generation, read_sources(directory, generation)
        except IndexDamaged:
            continue
    raise IndexDamaged(
        directory, f"{NAME} and the list of sources cannot be read, so it cannot be repaired", _NEW
    )


def nothing_readable(directory: Path) -> IndexDamaged:
    """The error where no file of the sources is there; nothing is removed then."""
    return IndexDamaged(
        directory,
        f"{NAME} cannot be read, and the files that the index was made of are not there",
        f"make them available again and repeat this, or {_NEW}",
    )


def trusted_segments(
    directory: Path, generation: int, sources: dict[str, SourceFile]
) -> list[Segment]:
    """The segments of a state, with all turns deleted but those of trusted programs.

    There are none if it is not known which segments the state has, or if one is not whole.
    """
    try:
        toc = checksummed_json.load(directory / file_names.toc_name(generation))
    except (OSError, IndexProblem):
        return []
    names = {
        f"{file_names.INDEX}_{found.decode()}{file_names.SUFFIX}"
        for found in _ID_OF_SEGMENT.findall(toc)
    }
    listed = {program for source in sources.values() for program in source.programs}
    opened: dict[str, SegmentColumns] = {}
    try:
        for name in sorted(names):
            opened[name] = SegmentColumns.open(directory / name)
            opened[name].verify()
        having = Counter(word for columns in opened.values() for word in _programs(columns))
        trusted = {program for program in listed if having[program.encode()] == 1}
        # What was withheld of a program is in no segment of the list.
        trusted -= {program for columns in opened.values() for program in _redacted(columns)}
        with refusing_unsound(directory):
            return [_segment(name, columns, trusted) for name, columns in opened.items()]
    except IndexProblem:
        return []
    finally:
        for columns in opened.values():
            columns.close()


def _programs(columns: SegmentColumns) -> Iterator[bytes]:
    return columns.words(PROGRAM_ID.name, *columns.word_range(PROGRAM_ID.name, ""))


def _redacted(columns: SegmentColumns) -> Iterator[str]:
    """The programs of which only the public version is there."""
    for _, entry in columns.entries.holding(b'"access":"' + REDACTED.encode()):
        yield read_entry(decoded(entry)).program.id


def _segment(name: str, columns: SegmentColumns, trusted: set[str]) -> Segment:
    """A segment with all turns deleted but those of some programs."""
    deleted = np.ones(columns.document_count + 2, bool)
    deleted[[0, -1]] = False
    for program in trusted:
        deleted[1 + columns.postings(PROGRAM_ID.name, program)[0].astype(np.int64)] = False
    edges = np.flatnonzero(deleted[1:] != deleted[:-1]).tolist()
    ranges = tuple(zip(edges[::2], edges[1::2], strict=True))
    return Segment(name, columns.document_count, ranges, columns.identity)
