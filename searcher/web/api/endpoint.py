"""An endpoint of the API: what answers it, and what it can be asked with and answers."""

from collections.abc import Callable
from typing import NamedTuple

from searcher.parameters.parameter import Parameter
from searcher.parameters.shape import Shape
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Handler

#: Every address of the API begins with this.
ROOT = "/api/v1"


class Posted(NamedTuple):
    """What can be sent to an endpoint with `POST`, in place of parameters in its address.

    Attributes:
        parameters: the members of an object of JSON.
        text: what a body of plain text means.
        rule: further keywords of JSON Schema: which members go together.
    """

    parameters: tuple[Parameter, ...]
    text: str
    rule: Shape


class Endpoint(NamedTuple):
    """An address of the API.

    Attributes:
        path: below `ROOT`; what stands in braces is a part of the path.
        title: what it answers, in a few words.
        means: the same in sentences.
        answer: answers a call; it gets what the braces name, too.
        shape: the shape of the document.
        parameters: what the address can be asked with.
        line: the shape of a line of JSON Lines; None where there are none.
        parts: what the parts of the path mean, by name.
        posted: what can be sent to it.
        may_lack: whether what is asked for may not be there.
        is_kept: whether a client may keep the answer until the index changes.
    """

    path: str
    title: str
    means: str
    answer: Callable[..., Answer]
    shape: Shape
    parameters: tuple[Parameter, ...] = ()
    line: Shape | None = None
    parts: tuple[tuple[str, str], ...] = ()
    posted: Posted | None = None
    may_lack: bool = False
    is_kept: bool = True

    @property
    def name(self) -> str:
        """A name for programs: `search`, `programs-id`."""
        return self.path.strip("/").replace("/", "-").replace("{", "").replace("}", "")

    def handler(self) -> Handler:
        """The row in the table of addresses."""
        # An id may have slashes.
        path = ROOT + self.path.replace("}", ":path}")
        methods = ("GET", "POST") if self.posted else ("GET",)
        return Handler(path, self.answer, methods, self.is_kept)
