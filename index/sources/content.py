"""Whether a file is what it was when it was read: by its size and times, or by its content."""

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path

from corpus.paths import as_text
from index import atomic
from index.library.manifest import SourceFile

#: Nanoseconds within which two changes of a file may get the same time: those of a file system
#: that keeps fine times, and of one that keeps seconds only.
_TICK, _COARSE_TICK = 50_000_000, 2_000_000_000
_COARSE = 1_000_000

#: The time of the last change of a file that may have been changed after it was read, with the
#: same time: its content is compared.
UNSETTLED = 1


class Content:
    """What is known of files in one run.

    A file with the size and the time of its last writing that it had is the same, if the system
    says that nothing at all has changed since (`st_ctime`). Where only that time differs, as
    after `touch -r` or a restored backup, the content is compared.

    Args:
        verify: compare the content of every file.
    """

    def __init__(self, *, verify: bool = False) -> None:
        self._verify = verify
        self._digests: dict[Path, str | None] = {}

    def is_unchanged(self, path: Path, known: SourceFile) -> bool:
        """Whether a file is what it was; False where it cannot be looked at."""
        try:
            found = path.stat()
        except OSError:
            return False  # reading it will say what is wrong
        if not known.is_unchanged(found):
            return False
        # An index of before has no such time.
        if not self._verify and known.changed in (0, found.st_ctime_ns):
            return True
        return self._read(path) == known.digest

    def digest(self, path: Path, known: SourceFile | None = None) -> str | None:
        """The digest of a file, or None where it cannot be read.

        Args:
            path: the file.
            known: what was known of it; it is believed where the file has not changed.
        """
        if known is not None and self.is_unchanged(path, known):
            return known.digest
        return self._read(path)

    def of_source(self, path: Path, sources: Mapping[str, SourceFile]) -> str | None:
        """The digest of a file that may be among some sources."""
        return self.digest(path, sources.get(as_text(path)))

    def _read(self, path: Path) -> str | None:
        if path not in self._digests:
            self._digests[path] = _digest(path)
        return self._digests[path]


def _digest(path: Path) -> str | None:
    try:
        # A list of sources may be a stranger's: a pipe or a device is no source.
        with atomic.reading(path) as file:
            hashed = hashlib.blake2b(digest_size=16)
            while piece := file.read(1 << 20):
                hashed.update(piece)
    except OSError:
        return None
    return hashed.hexdigest()


def changed(found: os.stat_result) -> int:
    """The time of the last change of a file that is about to be read; see `SourceFile.changed`."""
    newest = max(found.st_ctime_ns, found.st_mtime_ns)
    tick = _COARSE_TICK if newest % _COARSE == 0 else _TICK
    return found.st_ctime_ns if newest + tick < time.time_ns() else UNSETTLED
