"""The record of a packet as JSON. A folder may come from a stranger: all of it is checked."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from index import atomic
from searcher.packet.checksums import size_inside
from searcher.packet.packet import (
    MOST,
    RECORD,
    SUMS,
    Packet,
    PacketFile,
    PacketProblem,
    PacketQuote,
    Source,
    SourceKind,
)
from searcher.safe_text import shortened

#: Raise it if a key is removed or changes its meaning.
VERSION = 1
KIND = "searcher packet"
#: The most bytes of a record and of a list of checksums that are read.
LARGEST = 64 << 20
#: What files of a packet may be called: a name, or a name in one folder. No name begins with a dot.
PATH = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/)?[A-Za-z0-9][A-Za-z0-9_.-]{0,199}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
#: The most files: a clip for each quote, and the others.
_MOST_FILES = MOST + 100
_LONGEST = 10_000
#: A file has no more bytes than this: a number that is larger is made up.
_LARGEST_SIZE = 1 << 50

Each = TypeVar("Each")


def encoded(packet: Packet) -> bytes:
    """The record as the bytes of a file in ASCII, a line for each source, quote and file."""
    head = {
        "kind": KIND, "version": VERSION, "made": packet.made, "searcher": packet.version,
        "search": packet.search, "index": packet.index, "restricted": packet.restricted,
    }  # fmt: skip
    lines = [f"{_json(name)}: {_json(value)}" for name, value in head.items()]
    for name in ("sources", "quotes", "files"):
        members = ",\n".join(f"  {_json(_fields(one))}" for one in getattr(packet, name))
        lines.append(f"{_json(name)}: [\n{members}\n ]" if members else f"{_json(name)}: []")
    return ("{\n " + ",\n ".join(lines) + "\n}\n").encode("ascii")


def read(folder: Path) -> tuple[Packet, bytes]:
    """The record of the packet in a folder, and the bytes of its file.

    Raises:
        PacketProblem: the folder is no packet, or its record is not as this program writes it.
    """
    if not folder.is_dir():
        raise PacketProblem(f"{folder}: there is no such folder; name that of a packet")
    data = bytes_of(folder, RECORD)
    if data is None:
        raise PacketProblem(
            f"{folder} is no packet: it has no {RECORD}; name a folder that `searcher packet` made"
        )
    try:
        record = json.loads(data)
        if not isinstance(record, dict) or record.get("kind") != KIND:
            raise ValueError(f'its "kind" is not "{KIND}"')
        version = _number(record["version"])
        if version > VERSION:
            raise PacketProblem(
                f"{folder / RECORD} has version {version}, this program reads {VERSION}; "
                "use the newer searcher that made it"
            )
        return _packet(record), data
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        what = f"it has no {error}" if isinstance(error, KeyError) else shortened(str(error), 120)
        raise PacketProblem(
            f"{folder / RECORD} is no record of a packet: {what}; restore a copy of it"
        ) from error


def bytes_of(folder: Path, name: str) -> bytes | None:
    """The bytes of a file of a packet; None if there is no regular file, or it is a link.

    Raises:
        PacketProblem: it is larger than any that this program writes, or it cannot be read.
    """
    try:
        if size_inside(folder, name) is None:
            return None
        return atomic.read(folder / name, LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise PacketProblem(f"{folder / name} cannot be read: {error.strerror}") from error


def _packet(record: dict[str, Any]) -> Packet:
    packet = Packet(
        _text(record["made"]),
        _text(record["searcher"]),
        _object(record["search"]),
        _object(record["index"]),
        _truth(record["restricted"]),
        _each(record["sources"], 2 * MOST, _source),
        _each(record["quotes"], MOST, _quote),
        _each(record["files"], _MOST_FILES, _file),
    )
    names = [one.path for one in packet.files]
    if len({*names, RECORD, SUMS}) != len(names) + 2:
        raise ValueError("a file is listed twice")
    return packet


def _source(record: Any) -> Source:
    sha256 = _optional(_sha256, record["sha256"])
    kind = SourceKind(_text(record["kind"]))
    return Source(_text(record["path"]), kind, sha256, _optional(_number, record["size"]))


def _quote(record: Any) -> PacketQuote:
    return PacketQuote(
        _number(record["number"]),
        _text(record["program"]),
        _text(record["title"]),
        _number(record["turn"]),
        _text(record["speaker"]),
        _long_text(record["text"]),
        _optional(_long_text, record["file_text"]),
        _optional(_seconds, record["at"]),
        _optional(_text, record["link"]),
        _text(record["source"]),
        _optional(_text, record["recording"]),
        _optional(_path, record["clip"]),
        _object(record["citations"]),
    )


def _file(record: Any) -> PacketFile:
    return PacketFile(_path(record["path"]), _sha256(record["sha256"]), _number(record["size"]))


def _fields(value: Source | PacketQuote | PacketFile) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__match_args__}


def _json(value: Any) -> str:
    # A terminal obeys one control character of ASCII that JSON does not escape.
    return json.dumps(value).replace("\x7f", "\\u007f")


def _each(value: Any, most: int, read_one: Callable[[Any], Each]) -> tuple[Each, ...]:
    if not isinstance(value, list) or len(value) > most:
        raise TypeError(f"{shortened(repr(value)[:200], 40)} is no list of at most {most:,}")
    return tuple(map(read_one, value))


def _optional(read_one: Callable[[Any], Each], value: Any) -> Each | None:
    return None if value is None else read_one(value)


def _text(value: Any, longest: int = _LONGEST) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise TypeError(f"{_shown(value)} is no text of at most {longest:,} characters")
    # Half of a character is in no text of ours, and no path has a null.
    value.encode()
    if "\0" in value:
        raise ValueError(f"{_shown(value)} has a null")
    return value


def _long_text(value: Any) -> str:
    return _text(value, LARGEST)


def _path(value: Any) -> str:
    text = _text(value)
    if not PATH.fullmatch(text):
        raise ValueError(f"{_shown(value)} is the name of no file of a packet")
    return text


def _sha256(value: Any) -> str:
    text = _text(value)
    if not _SHA256.fullmatch(text):
        raise ValueError(f"{_shown(value)} is no SHA-256")
    return text


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= _LARGEST_SIZE:
        raise TypeError(f"{_shown(value)} is no number")
    return value


def _seconds(value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value < _LARGEST_SIZE:
        raise TypeError(f"{_shown(value)} is no time")
    return float(value)


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError(f"{_shown(value)} is neither true nor false")
    return value


def _object(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"{_shown(value)} is no object")
    return value


def _shown(value: Any) -> str:
    return shortened(repr(value[:60] if isinstance(value, str) else value)[:200], 60)


def names(packet: Packet) -> Iterable[str]:
    """The files of a packet, with its record and its list of checksums."""
    return (*(one.path for one in packet.files), RECORD, SUMS)
