"""Indexes and folders that somebody made up: nothing is run, nothing outside changes, no hang.

Each command that opens an index is run on each, in a process with little memory and little time.
"""

import errno
import json
import os
import pickle
import resource
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from index import checksummed_json
from index.library.manifest import NAME, Manifest
from searcher import cli
from tests.faults.forks import CRASHED, Ended, forked
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import ONE, Stage, an_update, places, prepared, warmed

#: Seconds and bytes that a command may take. Where a fault is planted, it need not be waited for
#: as long as on a busy machine.
_LIMIT = float(os.environ.get("FAULTS_LIMIT", "90"))
#: The seconds of a processor that it may use, which a busy machine does not change.
_PROCESSOR = 10
_MEMORY = 3 << 30

#: The commands that open an index.
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("search", "talk"),
    ("search", "sho*", "--format", "jsonl"),
    ("programs",),
    ("speakers",),
    ("check",),
    ("status",),
    ("speakers", "role", "Ann", "host"),
    ("index", "{talks}"),
)

#: Makes a hostile index of one that is whole; it is given the folder, and one outside.
Attack = Callable[[Path, Path], None]


class Bomb:
    """What a pickle would run."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> Any:
        """Make a file when it is read."""
        return os.system, (f"touch {self.target}",)


def tries(*, short: bool) -> Tries:
    """Each attack under each command, then hostile folders and names."""
    with places() as root:
        stage = prepared(an_update, root)
        attacks = list(_attacks(stage))
        for command in COMMANDS:
            warmed(_command(stage, stage.copy("warm"), command))
        for number, (name, attack) in enumerate(attacks):
            if short and number % 4:
                continue
            for command in COMMANDS[:: 3 if short else 1]:
                yield "hostile indexes", _tried(stage, name, attack, command)
        for name, make in FOLDERS.items():
            yield "hostile folders and names", _indexed(stage, name, make)


def _tried(stage: Stage, name: str, attack: Attack, command: tuple[str, ...]) -> Outcome:
    directory, outside = stage.copy("try"), stage.root / "outside"
    shutil.rmtree(outside, ignore_errors=True)
    outside.mkdir()
    (outside / "victim").write_text("mine")
    (outside / "secret.md").write_text("**Eve:** A secret.\n\n**Ann:** Indeed.\n")
    attack(directory, outside)
    before = _seen(outside)
    what = f"{name}, {' '.join(command)}"
    ended = _bounded(_command(stage, directory, command), stage)
    if ended.status not in (0, 1, 2) or "Traceback" in ended.printed:
        return Outcome(Verdict.CRASHED, f"{what}: {ended}")
    if _seen(outside) != before:
        return Outcome(Verdict.LOST, f"{what}: files outside changed: {_seen(outside)}")
    if "A secret" in ended.printed or "secret" in ended.printed.partition("victim")[0]:
        return Outcome(Verdict.WRONG, f"{what}: a file outside was read: {ended.printed}")
    return Outcome(Verdict.SURVIVED)


def _command(stage: Stage, directory: Path, command: tuple[str, ...]) -> Callable[[], int]:
    """What runs a command on an index."""
    arguments = [part.replace("{talks}", str(stage.transcripts)) for part in command]
    return lambda: cli.run([*arguments[:1], "--index", str(directory), *arguments[1:]])


def _bounded(work: Callable[[], int], stage: Stage) -> Ended:
    def limited() -> int:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        # The fork has the time of its own only.
        resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR, _PROCESSOR))
        return work()

    return forked(limited, stage.root / "printed", limit=_LIMIT)


def _seen(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


# Attacks on an index


def _attacks(stage: Stage) -> Iterator[tuple[str, Attack]]:
    """Every attack with its name."""
    names = sorted(path.name for path in stage.before.iterdir())
    for name in [*names, "speakers.toml", "synonyms.toml"]:
        kind = "a segment" if name.endswith(".columns") else name
        for what, make in _INSTEAD.items():
            yield f"{what} as {kind}", _instead(name, make)
    for name, member, value in _MEMBERS:
        yield f"{member} = {str(value)[:40]} in {name}", _member(name, member, value)
    for what, change in _HEADERS.items():
        yield f"a segment with {what}", _header(change)
    for what, text in _TOML.items():
        for name in ("speakers.toml", "synonyms.toml"):
            yield f"{what} in {name}", _text(name, text)
    yield "a pickle that runs a command", _pickle


def _instead(name: str, make: Callable[[Path, Path], object]) -> Attack:
    def attack(directory: Path, outside: Path) -> None:
        path = directory / name
        path.unlink(missing_ok=True)
        make(path, outside)

    return attack


def _device(name: str) -> Callable[[Path, Path], None]:
    return lambda path, outside: path.symlink_to(name)


_INSTEAD: dict[str, Callable[[Path, Path], object]] = {
    "a pipe": lambda path, outside: os.mkfifo(path),
    "a folder": lambda path, outside: path.mkdir(),
    "a link outside": lambda path, outside: path.symlink_to(outside / "victim"),
    "a link to nothing": lambda path, outside: path.symlink_to(outside / "nothing"),
    "a link to itself": lambda path, outside: path.symlink_to(path),
    "an endless file": _device("/dev/zero"),
    "an empty file": lambda path, outside: path.write_bytes(b""),
}


def _deep(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


_HUGE = 10**12
#: A source that says that it is a copy of another one, which is gone.
_COPY: dict[str, Any] = {
    "size": 1, "modified": 1, "digest": "", "programs": [], "speakers": [], "copy_of": "/nowhere",
}  # fmt: skip
_MEMBERS: tuple[tuple[str, str, Any], ...] = (
    ("manifest.json", "generation", _HUGE),
    ("manifest.json", "generation", -1),
    ("manifest.json", "generation", 10**400),
    ("manifest.json", "version", 10**9),
    ("manifest.json", "version", "<script>"),
    ("manifest.json", "segments", "x"),
    ("manifest.json", "segments.0.name", "../outside/victim"),
    ("manifest.json", "segments.0.name", "a\0b"),
    ("manifest.json", "segments.0.name", "x" * 5000),
    ("manifest.json", "segments.0.name", "\x1b]0;owned\x07"),
    ("manifest.json", "segments.0.documents", _HUGE),
    ("manifest.json", "segments.0.deleted", [[0, _HUGE]]),
    ("manifest.json", "segments.0.deleted", [[5, 1]]),
    ("manifest.json", "segments.0.identity", None),
    ("manifest.json", "toc", "x"),
    ("sources", "files", []),
    ("sources", "files./etc/passwd", {"root": "/", "size": 1}),
    ("sources", "files./etc/passwd", {**_COPY, "root": "/"}),
    ("sources", "files./dev/zero", {**_COPY, "root": None}),
    ("people", "names", {"Ann": 5}),
    ("people", "names", {f"Ann {n}": "Ben" for n in range(50_000)}),
)


def _file(directory: Path, name: str) -> Path:
    return directory / name if name == NAME else next(directory.glob(f"{name}-*.json"))


def _member(name: str, member: str, value: Any) -> Attack:
    """A record with another value, and the right checksum."""

    def attack(directory: Path, outside: Path) -> None:
        path = _file(directory, name)
        record = checksummed_json.decode(path, path.read_bytes())
        record.pop("checksum")
        *parents, last = member.split(".", 2) if name == NAME else member.split(".", 1)
        place = record
        for parent in parents:
            place = place[int(parent) if parent.isdigit() else parent]
        place[last] = value
        path.write_bytes(checksummed_json.encode(record))

    return attack


Header = dict[str, Any]


def _set(*keys: Any, value: Any) -> Callable[[Header], None]:
    def change(header: Header) -> None:
        place: Any = header
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value

    return change


def _arrays(change: Callable[[list[Any]], None]) -> Callable[[Header], None]:
    def all_of_them(header: Header) -> None:
        for array in header["arrays"].values():
            change(array)

    return all_of_them


_HEADERS: dict[str, Callable[[Header], None]] = {
    "documents = 10**12": _set("attributes", "documents", value=_HUGE),
    "documents = -1": _set("attributes", "documents", value=-1),
    "documents as text": _set("attributes", "documents", value="many"),
    "no documents": lambda header: header["attributes"].pop("documents"),
    "no fields": _set("attributes", "fields", value={}),
    "fields that are a list": _set("attributes", "fields", value=[1]),
    "no arrays": _set("arrays", value={}),
    "attributes that are deep": _set("attributes", value=_deep(500)),
    "objects in arrays": _arrays(lambda array: array.__setitem__(0, "|O")),
    "arrays of 10**9-byte items": _arrays(lambda array: array.__setitem__(0, "|V1000000000")),
    "negative places": _arrays(lambda array: array.__setitem__(2, -64)),
    "counts below 0": _arrays(lambda array: array.__setitem__(1, -1)),
    "counts of 10**12": _arrays(lambda array: array.__setitem__(1, _HUGE)),
    "counts of 1": _arrays(lambda array: array.__setitem__(1, 1)),
    "counts of 0": _arrays(lambda array: array.__setitem__(1, 0)),
    "wider items": _arrays(lambda array: array.__setitem__(0, "|i1")),
}

_FIXED = struct.Struct("<8sIIQQI")


def with_header(data: bytes, change: Callable[[Header], None], *, sums: bool = True) -> bytes:
    """A segment with another header, and the right checksums of all that is in it."""
    magic, version, order, length, _, _ = _FIXED.unpack_from(data)
    start = _FIXED.size + 4
    header = json.loads(data[start : start + length])
    body = data[-(-(start + length) // 64) * 64 :]
    change(header)
    if sums and isinstance(header["arrays"], dict):
        for array in header["arrays"].values():
            _sum(array, body)
    packed = json.dumps(header, separators=(",", ":")).encode()
    base = -(-(start + len(packed)) // 64) * 64
    fixed = _FIXED.pack(magic, version, order, len(packed), base + len(body), zlib.crc32(packed))
    head = fixed + struct.pack("<I", zlib.crc32(fixed)) + packed
    return head + bytes(base - len(head)) + body


def _sum(array: list[Any], body: bytes) -> None:
    """Write the checksum of what is at the place of an array."""
    try:
        size = int(array[0][2:]) * array[1]
        array[3] = zlib.crc32(body[array[2] : array[2] + size])
    except (ValueError, TypeError, OverflowError):
        pass  # it is no array, and is refused as such


def unbind(directory: Path) -> None:
    """Let a manifest take any segment in the place of its own."""
    for number in range(len(Manifest.read(directory).segments)):
        _member(NAME, f"segments.{number}.identity", None)(directory, directory)


def _header(change: Callable[[Header], None]) -> Attack:
    def attack(directory: Path, outside: Path) -> None:
        unbind(directory)
        for path in directory.glob("*.columns"):
            path.write_bytes(with_header(path.read_bytes(), change))

    return attack


_TOML = {
    "deep arrays": "x = " + "[" * 5000,
    "a key of 40 KB": "a" * 40_000 + " = 1",
    "a key of 10,000 parts": "a" + ".a" * 10_000 + " = 1",
    "50,000 tables": "[[speaker]]\nname = 'Ann'\n" * 50_000,
    "a NUL": "name = '\0'",
    "other bytes": "\udcff\udcfe",
}


def _text(name: str, text: str) -> Attack:
    def attack(directory: Path, outside: Path) -> None:
        (directory / name).write_bytes(text.encode("utf-8", "surrogateescape"))

    return attack


def _pickle(directory: Path, outside: Path) -> None:
    data = pickle.dumps(Bomb(outside / "owned"))
    for path in directory.glob("*.toc"):
        path.write_bytes(data)
    record = checksummed_json.decode(directory / NAME, (directory / NAME).read_bytes())
    record.pop("checksum")
    (directory / NAME).write_bytes(checksummed_json.encode({**record, "toc": zlib.crc32(data)}))


# Attacks on a folder


def _names(folder: Path) -> None:
    for name in (b"\xff\xfe.md", b"a\nb.md", b"\x1b[31m.md", b"-rf.md", "\u202egnp.md".encode()):
        with open(bytes(folder) + b"/" + name, "wb") as file:  # noqa: PTH123
            file.write(ONE.replace("first", repr(name)).encode())


def _links(folder: Path) -> None:
    (folder / "round").symlink_to(folder)
    (folder / "self.md").symlink_to(folder / "self.md")
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "memory.txt").symlink_to("/proc/self/mem")


def _long_path(folder: Path) -> None:
    here = folder
    for _ in range(60):
        here = here / ("d" * 60)
        try:
            here.mkdir()
        except OSError as error:
            assert error.errno == errno.ENAMETOOLONG
            return


FOLDERS: dict[str, Callable[[Path], object]] = {
    "odd names": _names,
    "links": _links,
    "a pipe": lambda folder: os.mkfifo(folder / "pipe.txt"),
    "deep folders": _long_path,
    "a file of NULs": lambda folder: _fill(folder / "nul.txt", b"\0" * (1 << 20)),
    "a huge file of nothing": lambda folder: os.truncate(_fill(folder / "huge.mp4", b"x"), 2 << 30),
    "a rule that is deep": lambda folder: _fill(folder / "transcripts.toml", b"x = " + b"[" * 5000),
    "patterns": lambda folder: _fill(folder / ".searcherignore", b"[" * 10_000 + b"\n**/" * 2000),
}


def _fill(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _indexed(stage: Stage, name: str, make: Callable[[Path], object]) -> Outcome:
    """A hostile folder, read into a new index."""
    place = stage.root / "hostile"
    shutil.rmtree(place, ignore_errors=True)
    folder = place / "talks"
    folder.mkdir(parents=True)
    (folder / "good.md").write_text(ONE)
    make(folder)
    arguments = ["index", str(folder), "--index", str(place / "index")]
    ended = _bounded(lambda: cli.run(arguments), stage)
    if ended.status not in (0, 2) or ended.status == CRASHED or "Traceback" in ended.printed:
        return Outcome(Verdict.CRASHED, f"{name}: {ended}")
    if "root:" in ended.printed:
        return Outcome(Verdict.WRONG, f"{name}: a file outside was read")
    found = _bounded(lambda: cli.run(["search", "first", "--index", str(place / "index")]), stage)
    if ended.status == 0 and found.status != 0:
        return Outcome(Verdict.LOST, f"{name}: the good file is not found: {ended} {found}")
    return Outcome(Verdict.SURVIVED)
