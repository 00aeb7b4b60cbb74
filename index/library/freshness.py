"""Whether an index is still as it was when it was opened."""

import os
import time
from functools import cached_property
from pathlib import Path

from index.library.manifest import NAME
from index.meaning import names
from index.registry import corrections

#: Nanoseconds after which a change of a folder is sure to give it another time.
_TICK = 2_000_000_000

#: How many bytes of a hash are the name of a state.
_NAMED = 12

#: The files that make a difference.
_FILES = (NAME, corrections.NAME, "synonyms.toml", names.NAME, "tags.json")

_Stamp = tuple[int, int, int] | None


class Freshness:
    """The files that a change of an index replaces, as they were.

    Most of the time one look at the folder is enough: its time changes whenever a file in it
    is replaced. A time of a moment ago proves nothing, because another change may have the same.
    Many editors write a file in its place, which changes the time of no folder. Of `speakers.toml`
    that is looked for each time: it says who may be shown.

    Args:
        directory: the index. Make this before the index is opened, so that no change is missed.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._name = str(directory)
        self._settled = -1
        self._files = self._stamps()
        self._people_file = str(directory / corrections.NAME)
        self._people = self._files[_FILES.index(corrections.NAME)]

    @cached_property
    def state(self) -> str:
        """A name of these files as they were: another one after any change."""
        # Few ask for it.
        from hashlib import blake2b

        return blake2b(repr(self._files).encode(), digest_size=_NAMED).hexdigest()

    def is_current(self) -> bool:
        """Whether nothing has changed. Other files than `speakers.toml` that were changed in their
        places may be missed.
        """
        try:
            # Every search asks: `Path.stat` takes twice as long.
            changed = os.stat(self._name).st_mtime_ns  # noqa: PTH116
            if self._people is not None and _stamped(os.stat(self._people_file)) != self._people:  # noqa: PTH116
                return False
        except OSError:
            return self.is_same()
        if changed == self._settled:
            return True
        now = time.time_ns()
        if not self.is_same():
            return False
        if changed + _TICK < now:
            self._settled = changed
        return True

    def is_same(self) -> bool:
        """Whether all files that make a difference are what they were."""
        return self._stamps() == self._files

    def _stamps(self) -> tuple[_Stamp, ...]:
        return tuple(_stamp(self._directory / name) for name in _FILES)


def _stamp(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return _stamped(found)


def _stamped(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns
