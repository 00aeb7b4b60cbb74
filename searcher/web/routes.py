"""Which handler answers which address, and what an error is in HTTP."""

import re
from collections.abc import Callable
from typing import NamedTuple, Self

from starlette.routing import compile_path

from searcher.archive import Archive
from searcher.errors import SearcherError
from searcher.web import api, pages
from searcher.web.errors import MethodRefused, NotThere, problem_of
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call, Handler
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings

#: Addresses below this are for programs: their errors are JSON.
API = "/api/"


class Route(NamedTuple):
    """An address with its handler.

    Attributes:
        pattern: what a path must match.
        methods: what it can be asked with.
        handler: answers.
    """

    pattern: re.Pattern[str]
    methods: tuple[str, ...]
    handler: Callable[..., Answer]


def _routes(handlers: tuple[Handler, ...]) -> tuple[Route, ...]:
    return tuple(Route(compile_path(each.path)[0], each.methods, each.answer) for each in handlers)


ROUTES = _routes((*api.HANDLERS, *pages.HANDLERS))


class Site:
    """A site in a process that answers; a context manager. The archive is opened when needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._archive: Archive | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._archive is not None:
            self._archive.close()

    @property
    def archive(self) -> Archive:
        """The archive, open.

        Raises:
            index.errors.IndexProblem: there is no index, or it cannot be read.
        """
        if self._archive is None:
            self._archive = Archive.open(*self.settings.paths)
        return self._archive

    def problem(self) -> str:
        """Why the index cannot be read, or ""."""
        try:
            _ = self.archive
        except SearcherError as error:
            return str(error)
        return ""

    def answer(self, request: Request) -> Answer:
        """The answer to a request; whatever goes wrong is an answer, too."""
        try:
            return self._answer(request)
        except Exception as error:
            problem = problem_of(error)
            if request.path.startswith(API):
                return api.problems.answer(problem, request)
            return pages.problem.answer(Call(self.settings, None, request), problem)

    def _answer(self, request: Request) -> Answer:
        method = "GET" if request.method == "HEAD" else request.method
        allowed: set[str] = set()
        for route in ROUTES:
            if found := route.pattern.match(request.path):
                if method in route.methods:
                    return route.handler(
                        Call(self.settings, self.archive, request), **found.groupdict()
                    )
                allowed.update(route.methods)
        if allowed:
            raise MethodRefused(request.method, sorted(allowed))
        raise NotThere(request.path)
