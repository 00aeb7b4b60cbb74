"""What an update writes to: a folder on this machine, or another place that can be changed."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from index.library.manifest import SourceFile
    from index.lock import Inherited


class Change(Protocol):
    """A change to an index; `index.update.transaction.Transaction` says what its methods do."""

    sources: "dict[str, SourceFile]"

    @property
    def directory(self) -> Path:
        """The folder with the corrections."""

    @property
    def lock(self) -> "Inherited | None":
        """What a forked process inherits of the lock of the index, and must not hold."""

    @property
    def is_behind(self) -> bool:
        """Whether somebody corrected something by hand that is not in the index yet."""

    def hidden(self) -> set[str]:
        """The ids of the programs that may not be shown, or not under these ids."""

    def new_segment(self) -> Path:
        """A file for a new segment."""

    def add(self, segment: Path, document_count: int) -> None:
        """Take up a segment that was written."""

    def drop(self, programs: Iterable[str]) -> None:
        """Delete the turns of programs that were there before this change."""

    def drop_added(self, programs: Iterable[str]) -> int:
        """Delete the turns of programs from everywhere; how many of those just added are gone."""

    def commit(self) -> None:
        """Make the change visible."""


class Destination(Protocol):
    """An index that is in no folder on this machine."""

    def refuse_missing(self) -> None:
        """Refuse it if there is none.

        Raises:
            index.errors.IndexProblem: there is none.
        """

    def change(self, wait: float) -> AbstractContextManager[Change]:
        """A change to it; it waits so many seconds for another process that writes it."""
