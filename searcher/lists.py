"""Lists and tuples of answers that a notebook shows as tables. Else they are as any other."""

from importlib import import_module
from typing import TypeVar

One = TypeVar("One")


def _html(listed: object) -> str | None:
    # The output knows the answers, and these know no output: it is looked up when it is needed.
    html: str | None = import_module("searcher.output.notebook").html(listed)
    return html


class ListOf(list[One]):
    """A list of answers, such as programs."""

    def _repr_html_(self) -> str | None:
        """What Jupyter shows in place of the `repr`; None for the `repr`."""
        return _html(self)


class TupleOf(tuple[One, ...]):
    """A tuple of answers, such as tags."""

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        """What Jupyter shows in place of the `repr`; None for the `repr`."""
        return _html(self)
