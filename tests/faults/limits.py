"""Real limits: files that may not grow, few descriptors, a disk that is full."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.forks import IS_LINUX, forked
from tests.faults.judge import judged
from tests.faults.outcome import Outcome, Tries
from tests.faults.stages import Stage, chosen, places, prepared, same_names, spread

#: The bytes of a page: a disk in memory is full after so many of them.
_PAGE = 4096


def tries(*, short: bool) -> Tries:
    """Each stage under limits of each size."""
    for make in chosen(short=short):
        with places() as root:
            stage = prepared(make, root)
            largest = max(path.stat().st_size for path in (stage.root / "whole").rglob("*"))
            # The system stores a part of a write that meets the limit.
            for size in spread(range(0, largest + 64, 64), 4 if short else 120):
                limit = (resource.RLIMIT_FSIZE, size)
                yield f"short writes: {stage.name}", _limited(stage, limit, f"{size} bytes a file")
            for count in spread(range(3, 24), 3 if short else None):
                limit = (resource.RLIMIT_NOFILE, count)
                yield f"few open files: {stage.name}", _limited(stage, limit, f"{count} files")
            row = f"a full disk: {stage.name}"
            if not IS_LINUX or os.geteuid() != 0:
                yield row, "not tried here: only root, on Linux, can mount a small disk"
                continue
            for pages in spread(range(1, 24), 3 if short else None):
                yield row, _full(stage, pages)


def _limited(stage: Stage, limit: tuple[int, int], what: str) -> Outcome:
    directory = stage.copy("try")

    def work() -> int:
        kind, value = limit
        resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))
        with same_names(stage):
            return stage.run(directory)

    # What it prints is not limited: it goes to a pipe of the parent.
    ended = forked(work, stage.root / "printed", piped=True)
    return judged(stage, directory, ended, what, again=True)


def _full(stage: Stage, pages: int) -> Outcome:
    """The change on a disk that has room for so many pages."""
    with memory_disk(stage.root / "disk", pages + _pages(stage.before)) as disk:
        directory = disk / "index"
        if stage.before.exists():
            shutil.copytree(stage.before, directory)
        ended = forked(lambda: stage.run(directory), stage.root / "printed")
        return judged(stage, directory, ended, f"{pages} pages left", again=False)


def _pages(folder: Path) -> int:
    """The pages of a disk in memory that a folder takes."""
    if not folder.exists():
        return 1
    return 2 + sum(-(-path.stat().st_size // _PAGE) for path in folder.iterdir())


@contextmanager
def memory_disk(place: Path, pages: int) -> Iterator[Path]:
    """Mount a disk in memory of so many pages."""
    place.mkdir(exist_ok=True)
    options = f"size={pages * _PAGE}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
