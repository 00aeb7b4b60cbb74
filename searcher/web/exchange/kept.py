"""What is made once for a state of the archive: made again after a commit of the index."""

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")


class Kept:
    """Values by their names, for one state of an archive."""

    def __init__(self) -> None:
        self._state: str | None = None
        self._made: dict[str, object] = {}

    def get(self, state: str, name: str, make: Callable[[], Made]) -> Made:
        """A value, made if there is none for this state.

        Args:
            state: of the archive; see `Archive.state`.
            name: of the value: one name for one way to make it.
            make: makes it.
        """
        if state != self._state:
            self._state, self._made = state, {}
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]  # type: ignore[assignment]
        return made
