"""Power cuts on real file systems: the image of a disk as it is at each call of a change.

What a file system has not handed to its disk yet is not in the image, as after a power cut.
The copy is mounted, which plays back its journal, and the index on it is read. This needs
the rights to mount; a file system whose `mkfs` is not installed is named and left out.
"""

import gc
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.library.check import check
from tests.faults.forks import IS_LINUX, forked
from tests.faults.layer import Call, Layer
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import Stage, chosen, places, prepared, spread
from tests.faults.state import DAMAGED, held

#: Each file system, how it is made, and the megabytes of the smallest image that it allows.
SYSTEMS = {
    "ext4": (("mkfs.ext4", "-q", "-F", "-b", "1024"), 12),
    "xfs": (("mkfs.xfs", "-q", "-f"), 310),
    "btrfs": (("mkfs.btrfs", "-q", "-f"), 120),
}


def tries(*, short: bool) -> Tries:
    """A power cut after each call of each stage, and after its end, on each file system."""
    for system, (make_system, size) in SYSTEMS.items():
        row = f"power cut, {system} image"
        if why := _missing(make_system[0]):
            yield row, f"not tried here: {why}"
            continue
        for make in chosen(short=short):
            with places() as root:
                stage = prepared(make, root)
                blank = root / "blank.img"
                with blank.open("wb") as file:
                    file.truncate(size << 20)
                subprocess.run([*make_system, str(blank)], check=True, capture_output=True)
                for outcome in _cuts(stage, blank, 4 if short else None):
                    yield f"{row}: {stage.name}", outcome


def _missing(make_system: str) -> str:
    """Why a file system cannot be tried; empty where it can."""
    if not IS_LINUX or os.geteuid() != 0:
        return "images are mounted by root, on Linux"
    if shutil.which(make_system) is None:
        return f"{make_system} is not installed"
    if not Path("/dev/loop-control").exists():
        return "there are no loop devices"
    return ""


def _cuts(stage: Stage, blank: Path, most: int | None) -> Iterator[Outcome]:
    """The index on each image that is copied while a change is made."""
    image, images = stage.root / "disk.img", stage.root / "images"
    images.mkdir()
    _copy(blank, image)
    with mounted(image, stage.root / "mount") as disk:
        directory = disk / "index"
        if stage.before.exists():
            shutil.copytree(stage.before, directory)
            subprocess.run(["sync", "-f", str(disk)], check=True)
        moments = set(spread(range(len(stage.calls)), most))

        def hook(call: Call) -> None:
            if call.after and call.number in moments:
                _copy(image, images / f"{call.number:03}-{call.name}.img")

        def work() -> int:
            with Layer(directory, hook).installed():
                return stage.run(directory)

        ended = forked(work, stage.root / "printed")
        assert ended.status == 0, ended
        _copy(image, images / "end.img")
    for copy in sorted(images.iterdir()):
        with mounted(copy, stage.root / "mount") as disk:
            yield _judged(stage, disk / "index", copy.stem)
        copy.unlink()


def _judged(stage: Stage, directory: Path, moment: str) -> Outcome:
    what = f"{stage.name}, power cut at {moment}"
    try:
        # What is to be repaired is damaged before.
        found = held(directory)
        if moment == "end" and found != stage.new:
            return Outcome(Verdict.LOST, f"{what}: the finished change is gone: {found}")
        if found not in (stage.old, stage.new):
            return Outcome(Verdict.WRONG, f"{what}: holds {found}")
        if found not in (None, DAMAGED) and (broken := check(directory).broken):
            return Outcome(Verdict.LOST, f"{what}: {broken[0]}")
    except Exception as error:
        return Outcome(Verdict.LOST, f"{what}: {type(error).__name__}: {error}")
    return Outcome(Verdict.SURVIVED)


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    """Mount an image."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True, capture_output=True)
    try:
        yield place
    finally:
        gc.collect()  # a file that is still mapped keeps the file system busy
        subprocess.run(["umount", str(place)], check=True, capture_output=True)


def _copy(image: Path, copy: Path) -> None:
    """Copy an image as it is on the disk; what is empty in it takes no room."""
    subprocess.run(["cp", "--sparse=always", str(image), str(copy)], check=True)
