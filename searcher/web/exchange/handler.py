"""What a handler gets, and where it stands in the table of addresses."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from searcher.archive import Archive
from searcher.parameters.parameter import Parameter, read_text
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings


class Call:
    """A request with what is needed to answer it.

    Attributes:
        settings: how the archive is served.
        request: the request.
    """

    def __init__(self, settings: Settings, archive: Archive | None, request: Request) -> None:
        self.settings = settings
        self.request = request
        self._archive = archive

    @property
    def archive(self) -> Archive:
        """The archive, which a page about an error does without."""
        assert self._archive is not None
        return self._archive

    def arguments(self, parameters: tuple[Parameter, ...]) -> dict[str, Any]:
        """What the address asks for, checked.

        Raises:
            RequestError: a value that cannot be, or a name that is not known.
        """
        return read_text(parameters, self.request.fields)

    @cached_property
    def posted(self) -> dict[str, str]:
        """The fields of a form that was sent, the last value of each."""
        return dict(self.request.form)


class Handler(NamedTuple):
    """An address and what answers it.

    Attributes:
        path: as Starlette writes patterns: `/program/{name:path}`.
        answer: gets the call, and what the pattern names.
        methods: what it can be asked with.
    """

    path: str
    answer: Callable[..., Answer]
    methods: tuple[str, ...] = ("GET",)
