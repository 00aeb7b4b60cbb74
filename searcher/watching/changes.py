"""When files in folders have changed, and rest.

The system tells of changes (inotify and its like, by watchfiles). A burst of them is one change.
A file that is still being written is waited for: until nothing was told for a second, and size and
time of each changed file are what they were. What the system does not tell, such as changes on a
drive of the network, is found by a look now and then.
"""

import os
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import watchfiles

from corpus.errors import CorpusError
from corpus.files.left_out import IGNORE

#: Seconds without a change after which files rest.
REST = 1.0
#: Seconds after which files are read that never rest, as a log in which somebody writes.
PATIENCE = 30.0
#: Seconds after which folders are looked at in any case.
LOOK = 600.0
#: How often changes are asked for, and for how long they are gathered at most, in milliseconds.
_STEP, _GATHER = 250, 1_000

_ADVICE = (
    "raise the limit (on Linux `sysctl fs.inotify.max_user_watches=1000000`), or let the files be "
    "polled: WATCHFILES_FORCE_POLLING=1"
)

#: The device and the number of a file or a folder; None where there is none.
_Identity = tuple[int, int] | None
#: The size and the time of a file; None where there is none.
_Stamp = tuple[int, int] | None


def rounds(
    roots: Sequence[Path], index: Path, is_wanted: Callable[[], bool] = lambda: True
) -> Iterator[None]:
    """Yield at once, again when the folders are watched, and then whenever files have changed.

    A folder that vanishes or is replaced, such as a drive that is unmounted, is watched again when
    it is there.

    Args:
        roots: files and folders, absolute and without links.
        index: the folder of the index, in which changes do not count.
        is_wanted: asked once a second; the iterator ends when it says no.

    Raises:
        CorpusError: the system cannot watch so many folders.
    """
    yield
    # What has changed between that look and the beginning of the watch is told by nobody.
    waiting = _Waiting(due=True)
    while True:
        seen = [_identity(root) for root in roots]
        there = [root for root, one in zip(roots, seen, strict=True) if one is not None]
        for told in _told(there):
            if not is_wanted():
                return
            waiting.note([path for path in told if counts(Path(path), roots, index)])
            if seen != [_identity(root) for root in roots]:
                waiting.due = True
                break
            if waiting.is_over():
                waiting = _Waiting()
                yield


def counts(path: Path, roots: Sequence[Path], index: Path) -> bool:
    """Whether the change of a file may change what is read: hidden files are not read."""
    if path.is_relative_to(index):
        return False
    for root in roots:
        if path.is_relative_to(root):
            parts = path.relative_to(root).parts
            return not any(part.startswith(".") and part != IGNORE for part in parts)
    return False


class _Waiting:
    """Changed files that are waited for.

    Attributes:
        due: whether the folders are to be looked at, whatever has changed.
    """

    def __init__(self, *, due: bool = False) -> None:
        self.due = due
        self._began = self._changed = time.monotonic()
        self._files: dict[str, _Stamp] = {}

    def note(self, paths: Collection[str]) -> None:
        """Note what has changed since the last time."""
        now = time.monotonic()
        if paths:
            if not self._files:
                self._began = now
            self._changed = now
            self._files |= {path: _stamp(path) for path in paths}

    def is_over(self) -> bool:
        """Whether the folders are to be looked at now."""
        now = time.monotonic()
        if not self._files:
            return self.due or now - self._began > LOOK
        if now - self._began > PATIENCE:
            return True
        if now - self._changed < REST:
            return False
        stamps = {path: _stamp(path) for path in self._files}
        if stamps != self._files:
            # It was written in a way of which the system does not tell.
            self._files, self._changed = stamps, now
            return False
        return True


def _told(paths: Sequence[Path]) -> Iterator[Collection[str]]:
    """The paths of changed files, as they are told; none at least once a second."""
    if not paths:
        while True:
            time.sleep(REST)
            yield ()
    try:
        for changes in watchfiles.watch(
            *paths,
            watch_filter=None,
            debounce=_GATHER,
            step=_STEP,
            rust_timeout=int(REST * 1000),
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield {path for _, path in changes}
    except FileNotFoundError:
        # It has vanished since it was looked at.
        yield ()
    except OSError as error:
        reason = f"the system cannot watch it ({error.strerror or error})"
        raise CorpusError(paths[0], reason, advice=_ADVICE) from error


def _identity(path: Path) -> _Identity:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _stamp(path: str) -> _Stamp:
    try:
        found = os.stat(path)  # noqa: PTH116 - a text is what the system tells
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
