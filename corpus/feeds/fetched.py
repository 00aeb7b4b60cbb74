"""What was fetched for the feeds of a folder: which file was at which address.

It is a JSON file in the folder of the transcripts that were fetched. A stranger may have written
it: a name that is none of a file in that folder is not believed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: The folder of what was fetched, beside the feed, and the file in it that says what.
FOLDER, NAME = "transcripts", "transcripts-fetched.json"
#: The lock of whoever fetches; it is beside the file.
LOCK = "transcripts-fetched.lock"
_VERSION = 1
_LARGEST = 64 << 20


@dataclass(frozen=True, slots=True)
class Saved:
    """An address that was fetched.

    Attributes:
        file: the name of the file; a transcript is in the folder, a feed beside the folder.
        etag, modified: what the server said of that state, for the next request.
    """

    file: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What was fetched: feeds and transcripts by their addresses."""

    feeds: dict[str, Saved] = field(default_factory=dict)
    transcripts: dict[str, Saved] = field(default_factory=dict)

    def encoded(self) -> bytes:
        """The bytes of the file."""
        tables = {"feeds": self.feeds, "transcripts": self.transcripts}
        record = {
            name: {
                url: {"file": one.file, "etag": one.etag, "modified": one.modified}
                for url, one in sorted(table.items())
            }
            for name, table in tables.items()
        }
        text = json.dumps({"version": _VERSION, **record}, ensure_ascii=False, indent=1)
        return f"{text}\n".encode("utf-8", "replace")


def read(folder: Path) -> Record:
    """What was fetched into a folder; nothing where the record is missing, broken or newer."""
    path = folder / NAME
    try:
        if path.stat().st_size > _LARGEST:
            return Record()
        record = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return Record()
    if not isinstance(record, dict) or record.get("version") != _VERSION:
        return Record()
    return Record(_table(record.get("feeds")), _table(record.get("transcripts")))


def is_name(name: object) -> bool:
    """Whether a text is the name of a file in a folder, and no way out of it."""
    return (
        isinstance(name, str)
        and 0 < len(name) <= 255
        and not name.startswith(".")
        and not any(sign in name for sign in "/\\:\0")
    )


def _table(value: object) -> dict[str, Saved]:
    if not isinstance(value, dict):
        return {}

    def text(one: dict[str, Any], key: str) -> str | None:
        found = one.get(key)
        # It becomes a header of a request.
        if not isinstance(found, str) or len(found) > 1000:
            return None
        return found if found.isascii() and found.isprintable() else None

    return {
        url: Saved(one["file"], text(one, "etag"), text(one, "modified"))
        for url, one in value.items()
        if isinstance(one, dict) and is_name(one.get("file"))
    }
