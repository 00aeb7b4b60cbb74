"""What an index is made of: its segments, the version of the program, the files read.

`manifest.json` is small and is read whenever an index is opened. What only an
update needs, the files that the index was made of, is in `sources-N.json`.
The manifest is replaced last and in one step; until then the index is as it was.
Both carry a checksum (`index.checksummed_json`).
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from corpus.paths import from_text
from index import atomic, checksummed_json
from index.errors import IndexDamaged, IndexMissing, IndexOutdated
from index.fields import VERSION

NAME = "manifest.json"
KIND = "transcript-searcher index"
#: The bytes of a manifest in which its kind stands.
_HEAD = 1 << 10

#: What a segment may be called: the name of a file in the folder of the index.
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")

Read = TypeVar("Read")


class Segment(NamedTuple):
    """A segment of the index.

    Attributes:
        name: its file in the directory.
        document_count: how many documents it has, deleted ones included.
        deleted: ranges of deleted documents, ascending: the first, and the one after
            the last.
        identity: the checksum of its header, by which another segment in its place is known;
            None where it is not compared.
    """

    name: str
    document_count: int
    deleted: tuple[tuple[int, int], ...] = ()
    identity: int | None = None

    @property
    def left(self) -> int:
        """How many documents are not deleted."""
        return self.document_count - sum(end - start for start, end in self.deleted)


class SourceFile(NamedTuple):
    """A file as it was when it was read.

    Attributes:
        root: the folder or the feed that was given, or None where the file itself was.
        size: bytes.
        modified: nanoseconds since the epoch.
        digest: BLAKE2b of its content, in hexadecimal.
        programs: the ids of the programs in it.
        speakers: the names of everybody who speaks in them.
        encoding, language: what was given by hand when it was read, or None.
        beside: the digest of what stood beside it; empty where nothing did.
        copy_of: the file that has the same content and is in the index instead, or None.
        speech: the digest of what is said, where another file has its name but for the
            suffix; else empty.
        changed: when anything of it was changed last, nanoseconds since the epoch; 0 where it
            is not known, 1 where it may have been changed again in the same moment.
    """

    root: str | None
    size: int
    modified: int
    digest: str
    programs: tuple[str, ...]
    speakers: tuple[str, ...]
    encoding: str | None = None
    language: str | None = None
    beside: str = ""
    copy_of: str | None = None
    speech: str = ""
    changed: int = 0

    def found_by(self, path: str) -> Path:
        """What is given to read a file that is there again: its folder, its feed, else itself.

        Args:
            path: the file, as text.
        """
        root = Path(from_text(self.root or path))
        return root if root.exists() else Path(from_text(path))

    def is_unchanged(self, found: os.stat_result) -> bool:
        """Whether a file still has the size and the time that it had."""
        return (self.size, self.modified) == (found.st_size, found.st_mtime_ns)


#: What is known of a file that is not in the index.
NO_SOURCE = SourceFile(None, 0, 0, "", (), ())


class Restrictions(NamedTuple):
    """What may not be shown, and by which rules it was kept apart.

    Attributes:
        segments: those with the programs that may not be shown, or not as they are. Nobody
            opens them who does not ask for them.
        ids: pairs of the id of such a program and the id under which it is shown instead.
        by_hand: a digest of the corrections that protect people; empty if none does.
        names: a digest of these and of the names that are theirs.
    """

    segments: tuple[Segment, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    by_hand: str = ""
    names: str = ""


#: Nothing is kept apart.
UNRESTRICTED = Restrictions()


class CorrectedTurn(NamedTuple):
    """A turn in which words were corrected by hand.

    Attributes:
        program: the id of its program.
        turn: its number.
        edges: of each correction, four positions of words: where the words of the file begin and
            end in the text of the file, and where the corrected words do in the text of the turn.
    """

    program: str
    turn: int
    edges: tuple[int, ...]


class CorrectedWords(NamedTuple):
    """The corrections of words that are in the turns of an index.

    Attributes:
        places: of each correction its number, the id of its program, and the number of its turn.
        segment: the corrected turns that everybody sees, with the words that the files have.
        turns: these turns, in the order of the documents of that segment.
        gone: the numbers of those whose words were looked for and are not there.
    """

    places: tuple[tuple[int, str, int], ...] = ()
    segment: Segment | None = None
    turns: tuple[CorrectedTurn, ...] = ()
    gone: tuple[int, ...] = ()


#: Nothing is corrected.
UNCORRECTED = CorrectedWords()


@dataclass(slots=True)
class Manifest:
    """The segments of an index, in the order of their documents.

    Attributes:
        generation: how many commits there were; the other files have it in their names.
        segments: the segments that everybody sees.
        toc: the checksum of what Whoosh reads; None where it is not compared.
        restrictions: what only those see who ask for it.
        corrected: the corrections of words that are in its turns.
    """

    generation: int = 0
    segments: list[Segment] = field(default_factory=list)
    toc: int | None = None
    restrictions: Restrictions = UNRESTRICTED
    corrected: CorrectedWords = UNCORRECTED

    @property
    def every_segment(self) -> list[Segment]:
        """All segments with turns, also those that nobody sees who does not ask for them."""
        return [*self.segments, *self.restrictions.segments]

    @property
    def every_file(self) -> list[Segment]:
        """The files of all segments, also of that with the words that were corrected."""
        other = self.corrected.segment
        return [*self.every_segment, *([other] if other is not None else [])]

    @classmethod
    def read(cls, directory: Path) -> "Manifest":
        """The manifest of the index in `directory`.

        Raises:
            IndexMissing: there is none.
            IndexOutdated: another version of the program wrote it.
            IndexDamaged: it is no manifest, or not what was written.
            IndexUnreadable: the system cannot read it.
        """
        try:
            record = checksummed_json.decode(
                directory / NAME, checksummed_json.load(directory / NAME)
            )
        except (FileNotFoundError, NotADirectoryError):
            raise IndexMissing(directory) from None
        if not isinstance(record, dict) or record.get("kind") != KIND:
            raise IndexDamaged(directory, f"{NAME} is none of a transcript index")
        if record.get("version") != VERSION:
            raise IndexOutdated(directory, record.get("version"), VERSION)
        if "checksum" not in record:
            raise IndexDamaged(directory, f"{NAME} does not end as it was written")

        def read() -> "Manifest":
            segments = [_segment(segment) for segment in _list(record["segments"])]
            return cls(
                _number(record["generation"]),
                segments,
                _number_or_none(record["toc"]),
                _restrictions(record.get("restrictions", {})),
                _corrected(record["corrected"]) if "corrected" in record else UNCORRECTED,
            )

        return _checked(directory, NAME, read)

    def write(self, directory: Path) -> None:
        """Replace the manifest of the index in `directory` in one step.

        All files that it lists must be on the disk already. When this returns, so is it.
        """
        head = {"kind": KIND, "version": VERSION, "generation": self.generation}
        segments = [_segment_record(segment) for segment in self.segments]
        record = {**head, "segments": segments, "toc": self.toc}
        if self.restrictions != UNRESTRICTED:
            listed = [_segment_record(segment) for segment in self.restrictions.segments]
            record["restrictions"] = self.restrictions._asdict() | {"segments": listed}
        if self.corrected != UNCORRECTED:
            other = self.corrected.segment
            kept = other and _segment_record(other)
            record["corrected"] = self.corrected._asdict() | {"segment": kept}
        atomic.replace(directory / NAME, checksummed_json.encode(record))


def is_index(folder: Path) -> bool:
    """Whether a folder is that of an index, of whatever version."""
    try:
        with atomic.reading(folder / NAME) as file:
            return f'"kind": "{KIND}"'.encode() in file.read(_HEAD)
    except OSError:
        return False


def read_sources(directory: Path, generation: int) -> dict[str, SourceFile]:
    """The files that a generation of an index was made of, by their absolute path.

    Raises:
        IndexFileGone: the file with their list is not there.
        IndexDamaged: it is not what was written.
        IndexUnreadable: the system cannot read it.
    """
    name = sources_name(generation)
    record = checksummed_json.read(directory / name, generation)
    return _checked(
        directory, name, lambda: {path: source_of(value) for path, value in record["files"].items()}
    )


def write_sources(directory: Path, generation: int, sources: dict[str, SourceFile]) -> None:
    """Write the files that a generation is made of."""
    files = {path: source._asdict() for path, source in sources.items()}
    checksummed_json.write(
        directory / sources_name(generation), {"generation": generation, "files": files}
    )


def sources_name(generation: int) -> str:
    """The file with the sources of a generation."""
    return f"sources-{generation}.json"


def _checked(directory: Path, name: str, read: Callable[[], Read]) -> Read:
    try:
        return read()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        reason = f"{name} has a part missing or wrong ({error})"
        raise IndexDamaged(directory, reason) from error


def _segment_record(segment: Segment) -> dict[str, Any]:
    return {
        "name": segment.name,
        "documents": segment.document_count,
        "deleted": segment.deleted,
        "identity": segment.identity,
    }


def _segment(record: Any) -> Segment:
    name = _text(record["name"])
    if not _FILE_NAME.fullmatch(name):
        raise ValueError(f"a segment that is called {name[:100]!r}")
    document_count = _number(record["documents"])
    deleted = tuple((_number(start), _number(end)) for start, end in _list(record["deleted"]))
    edges = [0, *(edge for pair in deleted for edge in pair), document_count]
    if edges != sorted(edges):
        raise ValueError(f"deleted documents of {name} that it does not have")
    return Segment(name, document_count, deleted, _number_or_none(record["identity"]))


def _restrictions(record: Any) -> Restrictions:
    return Restrictions(
        tuple(_segment(segment) for segment in _list(record.get("segments", []))),
        tuple((_text(program), _text(shown)) for program, shown in record.get("ids", [])),
        _text(record.get("by_hand", "")),
        _text(record.get("names", "")),
    )


def _corrected(record: Any) -> CorrectedWords:
    other = record["segment"]
    found = CorrectedWords(
        tuple((_number(n), _text(p), _number(t)) for n, p, t in _list(record["places"])),
        None if other is None else _segment(other),
        tuple(
            CorrectedTurn(_text(program), _number(turn), tuple(map(_number, _list(edges))))
            for program, turn, edges in _list(record["turns"])
        ),
        tuple(map(_number, _list(record["gone"]))),
    )
    if len(found.turns) != (found.segment.document_count if found.segment else 0):
        raise ValueError("corrected turns that its segment does not have")
    if any(len(turn.edges) % 4 for turn in found.turns):
        raise ValueError("corrected words with no place")
    return found


def source_of(record: Any) -> SourceFile:
    """The source in a record of JSON; TypeError, KeyError or ValueError where it is none."""
    return SourceFile(
        _text_or_none(record["root"]),
        _number(record["size"]),
        _number(record["modified"]),
        _text(record["digest"]),
        tuple(_text(name) for name in _list(record["programs"])),
        tuple(_text(name) for name in _list(record["speakers"])),
        _text_or_none(record.get("encoding")),
        _text_or_none(record.get("language")),
        _text(record.get("beside", "")),
        _text_or_none(record.get("copy_of")),
        _text(record.get("speech", "")),
        _number(record.get("changed", 0)),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is no number")
    return value


def _number_or_none(value: Any) -> int | None:
    return None if value is None else _number(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value
