"""Which files an index was made of, and which version of the program made it."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from index.errors import IndexDamaged, IndexMissing, IndexOutdated
from index.schema import VERSION

NAME = "manifest.json"
KIND = "transcript-searcher index"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was when it was read.

    Attributes:
        root: the folder that was given, or None where the file itself was.
        size: bytes.
        modified: nanoseconds since the epoch.
        programs: the ids of the programs in it.
        speakers: the names of everybody who speaks in them.
    """

    root: str | None
    size: int
    modified: int
    programs: tuple[str, ...]
    speakers: tuple[str, ...]

    def is_unchanged(self, found: os.stat_result) -> bool:
        """Whether a file still has the size and the time that it had."""
        return (self.size, self.modified) == (found.st_size, found.st_mtime_ns)


@dataclass(slots=True)
class Manifest:
    """The sources of an index by their absolute path."""

    sources: dict[str, SourceFile] = field(default_factory=dict)

    @classmethod
    def read(cls, directory: Path) -> "Manifest":
        """The manifest of the index in `directory`.

        Raises:
            IndexMissing: there is none.
            IndexOutdated: another version of the program wrote it.
            IndexDamaged: it is no manifest.
        """
        path = directory / NAME
        try:
            record = json.loads(path.read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            raise IndexMissing(directory) from None
        except (OSError, ValueError, RecursionError) as error:
            raise _damaged(directory, f"{NAME} cannot be read ({error})") from error
        if not isinstance(record, dict) or record.get("kind") != KIND:
            raise _damaged(directory, f"{NAME} is none of a transcript index")
        if record.get("version") != VERSION:
            raise IndexOutdated(directory, record.get("version"), VERSION)
        try:
            return cls({path: _source(value) for path, value in record["sources"].items()})
        except (AttributeError, KeyError, TypeError) as error:
            raise _damaged(directory, f"{NAME} has a part missing ({error})") from error

    def write(self, directory: Path) -> None:
        """Replace the manifest of the index in `directory` in one step."""
        record = {
            "kind": KIND,
            "version": VERSION,
            "sources": {path: asdict(source) for path, source in self.sources.items()},
        }
        temporary = directory / f"{NAME}.{os.getpid()}"
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(record, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(directory / NAME)


def _source(record: Any) -> SourceFile:
    root, size, modified = record["root"], record["size"], record["modified"]
    programs, speakers = record["programs"], record["speakers"]
    well_typed = (
        isinstance(root, str | None)
        and isinstance(size, int)
        and isinstance(modified, int)
        and isinstance(programs, list)
        and isinstance(speakers, list)
        and all(isinstance(name, str) for name in (*programs, *speakers))
    )
    if not well_typed:
        raise TypeError(f"sources: {record!r}")
    return SourceFile(root, size, modified, tuple(programs), tuple(speakers))


def _damaged(directory: Path, reason: str) -> IndexDamaged:
    return IndexDamaged(directory, reason, "delete the folder and index the transcripts again")
