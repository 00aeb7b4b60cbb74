"""A file of what somebody keeps in the folder of an index: whole, locked, of a known version."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from index import atomic, checksummed_json
from index.errors import CommitInterrupted, IndexDamaged, IndexLocked, KeptProblem
from index.lock import WriteLock

Read = TypeVar("Read")

#: The seconds that a change waits for another one.
WAIT = 10.0
_VERSION = "version"


class KeptFile:
    """A record in JSON with a checksum, which several programs may change.

    Args:
        folder: the folder of the index.
        name: the file, without its suffix `.json`; the lock is beside it.
        version: what this program writes; it reads nothing newer.
    """

    def __init__(self, folder: Path, name: str, version: int) -> None:
        self.path = folder / f"{name}.json"
        self._lock = folder / f"{name}.lock"
        self._version = version

    def read(self, understand: Callable[[Any], Read]) -> Read:
        """What is kept; an empty record is understood where there is no file.

        Args:
            understand: makes values of the record, and may fail as it likes.

        Raises:
            KeptProblem: the file is broken, or a newer version of this program wrote it.
            index.errors.IndexUnreadable: the system cannot read it.
        """
        try:
            record = checksummed_json.decode(self.path, checksummed_json.load(self.path))
        except FileNotFoundError:
            return understand({})
        except IndexDamaged as error:
            raise self._broken(error.reason) from error
        version = record.get(_VERSION) if isinstance(record, dict) else None
        if type(version) is not int or version < 1:
            raise self._broken("the file has no version")
        if version > self._version:
            reason = f"the file has version {version}, this program reads {self._version}"
            raise KeptProblem(self.path, reason, "use the newer searcher that wrote it")
        try:
            return understand(record)
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            reason = f"the file is not as this program writes it ({type(error).__name__}: {error})"
            raise self._broken(reason) from error

    def write(self, record: dict[str, Any]) -> None:
        """Replace what is kept; the lock must be held."""
        atomic.replace(self.path, checksummed_json.encode({_VERSION: self._version, **record}))

    @contextlib.contextmanager
    def locked(self, wait: float = WAIT) -> Iterator[None]:
        """Hold the lock in the block.

        Raises:
            KeptProblem: another program holds it for longer than `wait` seconds.
            index.errors.IndexUnreadable: the folder cannot be written.
            CommitInterrupted: an interrupt came when the file was replaced already.
        """
        lock = WriteLock(self._lock)
        try:
            lock.acquire(wait)
        except IndexLocked as error:
            reason = "another program is changing this file"
            raise KeptProblem(self.path, reason, "wait until it has ended") from error
        before = self._on_disk()
        try:
            try:
                self._remove_unfinished()
                yield
            finally:
                lock.release()
        except KeyboardInterrupt as interrupt:
            lock.release()  # it may have come just before
            if self._on_disk() != before:
                raise CommitInterrupted from interrupt
            raise

    def _on_disk(self) -> tuple[int, int] | None:
        """By what the file is known: a change puts another one in its place."""
        try:
            found = self.path.lstat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def _remove_unfinished(self) -> None:
        """Remove what a program left that was killed while it wrote; the lock must be held."""
        for path in self.path.parent.glob(f"{self.path.name}.*"):
            if path.name != self.path.name == atomic.final_name(path.name):
                path.unlink(missing_ok=True)

    def _broken(self, reason: str) -> KeptProblem:
        return KeptProblem(
            self.path, reason, "restore a copy of it, or move it away and begin anew"
        )


def made_of(kind: type[Read], stored: Mapping[str, Any]) -> Read:
    """A value of what is stored of it.

    Args:
        kind: a dataclass whose fields are texts and whole numbers.
        stored: a key for each field.

    Raises:
        LookupError, TypeError: there is no such key, or its value is of another type.
    """
    values = {}
    for field in fields(kind):  # type: ignore[arg-type]  # mypy has no bound for a dataclass
        value = values[field.name] = stored[field.name]
        if type(value) is not field.type:
            raise TypeError(f"{field.name} is {value!r:.40}")
    return kind(**values)
