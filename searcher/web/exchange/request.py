"""A request of a browser or a program, after the process that listens has let it in."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self
from urllib.parse import parse_qsl

from searcher.value import Value

#: The most fields of an address or a form that are read.
MOST_FIELDS = 200


class Request(Value):
    """A request.

    Attributes:
        method: `GET`, `HEAD` or `POST`.
        path: the address below the host, decoded, such as `/program/m-protein`.
        query: what follows the question mark, as it was sent.
        headers: those that answers depend on, by their names in lower case.
        base: the address of the server as its client knows it, such as `http://localhost:8765`.
        body: what was sent with it.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = {}
    base: str = ""
    body: bytes = b""

    @cached_property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The names and values in the address, in their order; bytes that are no UTF-8 as `�`.

        Raises:
            ValueError: there are too many.
        """
        return _fields(self.query)

    @cached_property
    def form(self) -> tuple[tuple[str, str], ...]:
        """The names and values of a form that was sent.

        Raises:
            ValueError: there are too many.
        """
        return _fields(self.body.decode(errors="replace"))

    def record(self) -> dict[str, Any]:
        """The request without its body, for JSON."""
        return {name: getattr(self, name) for name in self.__match_args__ if name != "body"}

    @classmethod
    def from_record(cls, record: Mapping[str, Any], body: bytes) -> Self:
        """The request that `record` was made of."""
        return cls(**record, body=body)


def _fields(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
