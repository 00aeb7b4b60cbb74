"""Power cuts, by a model of a disk that keeps no more than it must.

The calls of a change are recorded. For each moment the model makes what a power cut may leave:
a file has what was flushed, or any part of what was written since; of the names that were
made, changed and removed since their folder was flushed, any may be there. File systems
that order or flush more than that leave fewer states. (After Pillai and others, "All File
Systems Are Not Created Equal", OSDI 2014, and Mohan and others, "CrashMonkey", OSDI 2018.)
"""

import hashlib
import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations
from pathlib import Path

from tests.faults.layer import Call, Layer
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import Stage, chosen, first_run_of_workers, places, prepared, spread
from tests.faults.state import held

#: How many changes of names may be there or not, each by itself; of more only some sets are tried.
_EACH = 5
_SETS = 12
#: The folder of the index whose change is recorded.
RECORDED = "recorded"
#: What a file has of the bytes that were not flushed.
CONTENTS = ("nothing", "half", "zeros", "all")


@dataclass(slots=True)
class File:
    """The bytes of a file, and those of them that are on the disk."""

    written: bytes = b""
    flushed: bytes = b""

    def left(self, content: str) -> bytes:
        """What may be left of it."""
        new = len(self.written) - len(self.flushed)
        if content == "nothing" or self.written == self.flushed:
            return self.flushed
        if content == "half":
            return self.written[: len(self.flushed) + new // 2]
        if content == "zeros":
            return self.flushed + bytes(max(0, new))
        return self.written


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the names in a folder: a name gets a file, None where it is removed."""

    folder: str
    names: tuple[tuple[str, File | None], ...]


@dataclass(slots=True)
class Disk:
    """The names and files of a folder, and what of them is on the disk.

    Attributes:
        names: each path and its file, as processes see it; a folder is a file without bytes.
        kept: those that are on the disk.
        pending: the changes of names since their folder was flushed.
    """

    names: dict[str, File] = field(default_factory=dict)
    kept: dict[str, File] = field(default_factory=dict)
    pending: list[Change] = field(default_factory=list)

    def change(self, *names: tuple[str, File | None]) -> None:
        """Change names."""
        self.pending.append(Change(os.path.dirname(names[-1][0]), names))  # noqa: PTH120
        _apply(self.names, names)

    def flush(self, path: str) -> None:
        """Put a file on the disk, or the names of a folder."""
        if path in self.names:
            self.names[path].flushed = self.names[path].written
        for change in self.pending:
            if change.folder == path:
                _apply(self.kept, change.names)
        self.pending = [change for change in self.pending if change.folder != path]

    def after_power_cuts(self) -> Iterator[dict[str, bytes]]:
        """Each state that a power cut may leave: the files by their paths."""
        numbers = range(len(self.pending))
        if len(numbers) <= _EACH:
            sets = chain.from_iterable(
                combinations(numbers, size) for size in range(len(numbers) + 1)
            )
        else:
            chance = random.Random(len(numbers))
            some = [tuple(n for n in numbers if chance.random() < 0.5) for _ in range(_SETS)]
            without = [tuple(n for n in numbers if n != left) for left in numbers]
            sets = chain((tuple(range(n)) for n in range(len(numbers) + 1)), without, some)
        for taken in sets:
            names = dict(self.kept)
            for number in taken:
                _apply(names, self.pending[number].names)
            for content in CONTENTS:
                yield {path: file.left(content) for path, file in names.items()}


def _apply(names: dict[str, File], changed: tuple[tuple[str, File | None], ...]) -> None:
    for name, file in changed:
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


class Recorder:
    """A hook that makes the calls on a disk of the model, too.

    Args:
        place: a folder with an index, all of which is on the disk.
    """

    def __init__(self, place: Path) -> None:
        self.disk = Disk()
        for path in place.rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            self.disk.names[str(path)] = File(data, data)
        self.disk.kept = dict(self.disk.names)
        #: For each number of a call the states that a power cut after it may leave.
        self.cuts: list[tuple[str, list[dict[str, bytes]]]] = []

    def __call__(self, call: Call) -> None:
        """Make the call on the model."""
        if not call.after:
            return
        disk, path = self.disk, call.path
        match call.name:
            case "open" if path not in disk.names and Path(path).is_file():
                disk.change((path, File()))
            case "mkdir":
                disk.change((path, File()))
            case "write":
                disk.names[path].written = disk.names[path].written + bytes(call.arguments[0])
            case "fsync":
                disk.flush(path)
            case "replace" | "rename":
                target = str(call.arguments[1])
                disk.change((path, None), (target, disk.names[path]))
            case "unlink" | "rmdir":
                disk.change((path, None))
            case _:
                return
        self.cuts.append((f"{call.name} {Path(path).name}", list(disk.after_power_cuts())))


def tries(*, short: bool) -> Tries:
    """A power cut after each call of each stage, and after its end."""
    for make in chosen(short=short):
        if make is first_run_of_workers:
            continue  # the calls of other processes are not recorded
        with places() as root:
            stage = prepared(make, root)
            directory = stage.copy(RECORDED)
            recorder = _recorded(stage, directory)
            moments = spread(range(len(recorder.cuts)), 6 if short else None)
            seen: set[str] = set()
            for number in moments:
                what, cuts = recorder.cuts[number]
                for files in cuts:
                    key = _key(files)
                    if key not in seen:
                        seen.add(key)
                        yield (
                            f"power cut, modelled: {stage.name}",
                            _judged(stage, directory, files, f"after {what}", ended=False),
                        )
            for files in recorder.disk.after_power_cuts():
                yield (
                    f"power cut after the end, modelled: {stage.name}",
                    _judged(stage, directory, files, "after the end", ended=True),
                )


def _recorded(stage: Stage, directory: Path) -> Recorder:
    """The change, recorded; the layer sees all writes, not only the first ones of a file."""
    place = _place(stage)
    recorder = Recorder(place)
    with Layer(place, recorder, every_write=True).installed():
        assert stage.run(directory) == 0
    for path, file in recorder.disk.names.items():
        if Path(path).is_file():
            assert Path(path).read_bytes() == file.written, f"{path} was not recorded"
    return recorder


def _place(stage: Stage) -> Path:
    return stage.root / RECORDED


def _judged(
    stage: Stage, directory: Path, files: dict[str, bytes], what: str, *, ended: bool
) -> Outcome:
    what = f"{stage.name}, power cut {what}"
    place = _place(stage)
    shutil.rmtree(place)
    place.mkdir()
    for path in sorted(map(Path, files)):
        # A name in a folder that is not there cannot be reached.
        if not path.parent.is_dir():
            continue
        if path == directory or path in directory.parents:
            path.mkdir()
        else:
            path.write_bytes(files[str(path)])
    try:
        # What is to be repaired is damaged before.
        found = held(directory)
    except Exception as error:
        return Outcome(Verdict.LOST, f"{what}: {type(error).__name__}: {error}")
    if ended and found != stage.new:
        return Outcome(Verdict.LOST, f"{what}: the finished change is gone")
    if found not in (stage.old, stage.new):
        return Outcome(Verdict.WRONG, f"{what}: holds {found}")
    return Outcome(Verdict.SURVIVED)


def _key(files: dict[str, bytes]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + hashlib.blake2b(files[path]).digest())
    return digest.hexdigest()
