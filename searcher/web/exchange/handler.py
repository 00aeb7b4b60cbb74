"""What a handler gets, and where it stands in the table of addresses."""

from collections.abc import Callable
from typing import Any, NamedTuple

from searcher.archive import Archive
from searcher.parameters.parameter import Parameter, read_text
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.kept import Kept, Made
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings


class Call:
    """A request with what is needed to answer it.

    Attributes:
        settings: how the archive is served.
        request: the request.
    """

    def __init__(
        self,
        settings: Settings,
        archive: Archive | None,
        request: Request,
        kept: Kept | None = None,
    ) -> None:
        self.settings = settings
        self.request = request
        self._archive = archive
        self._kept = kept or Kept()

    @property
    def archive(self) -> Archive:
        """The archive, which a page about an error does without."""
        assert self._archive is not None
        return self._archive

    def kept(self, name: str, make: Callable[[], Made]) -> Made:
        """What is made once for each state of the archive; `name` is that of what makes it."""
        return self._kept.get(self.archive.state, name, make)

    def arguments(self, parameters: tuple[Parameter, ...]) -> dict[str, Any]:
        """What the address asks for, checked.

        Raises:
            RequestError: a value that cannot be, or a name that is not known.
        """
        return read_text(parameters, self.request.fields)

    def exactly(self, parameters: tuple[Parameter, ...]) -> dict[str, Any]:
        """As `arguments`, for a program: an empty value is no form that somebody left empty.

        Raises:
            RequestError: as `arguments`, or a value is empty.
        """
        return read_text(parameters, self.request.fields, is_form=False)

    def has(self, name: str) -> bool:
        """Whether the address says something under a name, be it what is the default."""
        return any(one == name and value.strip() for one, value in self.request.fields)


class Handler(NamedTuple):
    """An address and what answers it.

    Attributes:
        path: as Starlette writes patterns: `/program/{name:path}`.
        answer: gets the call, and what the pattern names.
        methods: what it can be asked with.
        is_kept: whether the answer to a `GET` depends on nothing but its address and the index: a
            client keeps it, and asks next time whether it is still the same.
    """

    path: str
    answer: Callable[..., Answer]
    methods: tuple[str, ...] = ("GET",)
    is_kept: bool = False
