"""JSON files that carry a checksum of themselves and the generation they belong to.

    {
     "generation": 12,
     "files": {
      "/talks/one.md": {...},
      ...
     },
     "checksum": "5d1e0a42"
    }

Each member of the record, and of a table in it, has a line of its own. The checksum is of all bytes
before the comma that precedes it.
"""

import json
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from index import atomic
from index.errors import IndexDamaged, IndexFileGone, IndexUnreadable

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_SEAL = re.compile(rb',\n "checksum": "([0-9a-f]{8})"\n}\n')
_SEAL_LENGTH = len(b',\n "checksum": "00000000"\n}\n')


def encode(record: Mapping[str, Any]) -> bytes:
    """A record, which has at least one member, as the bytes of a file."""
    lines = (f"\n {_json(name)}: {_member(value)}" for name, value in record.items())
    body = ("{" + ",".join(lines)).encode("utf-8", "surrogatepass")
    return body + f',\n "checksum": "{zlib.crc32(body):08x}"\n}}\n'.encode()


def _member(value: Any) -> str:
    # With an indent `json` takes ten times as long: it is then written in Python.
    if not isinstance(value, dict) or not value:
        return _json(value)
    return "{" + ",".join(f"\n  {_json(k)}: {_json(v)}" for k, v in value.items()) + "\n }"


def _json(value: Any) -> str:
    return _ENCODER.encode(value)


def write(path: Path, record: Mapping[str, Any]) -> None:
    """Write a record to a file that appears whole or not at all; its folder is not flushed."""
    atomic.write(path, encode(record))


def load(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        FileNotFoundError, NotADirectoryError: there is none.
        IndexUnreadable: the system cannot read it.
    """
    try:
        return atomic.read(path)
    except (FileNotFoundError, NotADirectoryError):
        raise
    except OSError as error:
        raise IndexUnreadable(path, error) from error


def decode(path: Path, data: bytes) -> Any:
    """The record in the bytes of a file, whose checksum is checked if it has one.

    Raises:
        IndexDamaged: it is not what was written.
    """
    seal = _SEAL.fullmatch(data[-_SEAL_LENGTH:])
    if seal and zlib.crc32(data[:-_SEAL_LENGTH]) != int(seal[1], 16):
        raise IndexDamaged(path, "the file is damaged (its checksum is wrong)")
    try:
        record = json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise IndexDamaged(path, f"the file cannot be read ({error})") from error
    if not seal and isinstance(record, dict):
        record.pop("checksum", None)
    return record


def read(path: Path, generation: int) -> dict[str, Any]:
    """The record of a file that a generation of the index is made of.

    Raises:
        IndexFileGone: it is not there.
        IndexDamaged: it is not what was written, or it was written for another generation.
        IndexUnreadable: the system cannot read it.
    """
    try:
        record = decode(path, load(path))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexFileGone(path) from error
    if not isinstance(record, dict) or "checksum" not in record:
        raise IndexDamaged(path, "the file is damaged (it does not end as it was written)")
    if record.get("generation") != generation:
        raise IndexDamaged(path, f"the file is not of generation {generation}")
    return record
