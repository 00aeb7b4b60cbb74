"""Which handler answers which address, and what an error is in HTTP."""

import contextlib
import re
from collections.abc import Callable
from typing import NamedTuple, Self

from starlette.routing import compile_path

from searcher.archive import Archive
from searcher.errors import SearcherError
from searcher.web import api, conditional, media, pages, tools
from searcher.web.errors import MethodRefused, NotThere, problem_of
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call, Handler
from searcher.web.exchange.kept import Kept
from searcher.web.exchange.problem import Problem
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.remembered import Remembered

#: Addresses that begin so are for programs: their errors are JSON.
FOR_PROGRAMS = ("/api/", "/mcp")


class Route(NamedTuple):
    """An address with its handler.

    Attributes:
        pattern: what a path must match.
        methods: what it can be asked with.
        handler: answers.
        is_kept: whether clients may keep the answer until the index changes.
    """

    pattern: re.Pattern[str]
    methods: tuple[str, ...]
    handler: Callable[..., Answer]
    is_kept: bool


def _routes(handlers: tuple[Handler, ...]) -> tuple[Route, ...]:
    return tuple(
        Route(compile_path(each.path)[0], each.methods, each.answer, each.is_kept)
        for each in handlers
    )


ROUTES = _routes((*api.HANDLERS, *pages.HANDLERS, *media.HANDLERS, *tools.HANDLERS))


class Site:
    """A site in a process that answers; a context manager. The archive is opened when needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._archive: Archive | None = None
        self._kept = Kept()
        self._remembered = Remembered()

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
            self._archive = Archive.open(*self.settings.places)
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
        except MemoryError as error:
            # What the archive remembers may be what is too much.
            self.forget()
            return self.refusal(problem_of(error), request)
        except Exception as error:
            problem = problem_of(error)
            if problem.kind == "index":
                # What is open stays what it is, also when the file that was damaged is whole again.
                self.forget()
            return self.refusal(problem, request)

    def refusal(self, problem: Problem, request: Request) -> Answer:
        """A problem as an answer: JSON to a program, a page to a person."""
        if request.path.startswith(FOR_PROGRAMS):
            return api.problems.answer(problem, request)
        return pages.problem.answer(Call(self.settings, None, request), problem)

    def forget(self) -> None:
        """Open the archive anew for the next request, and keep no answer."""
        self._remembered.clear()
        archive, self._archive = self._archive, None
        if archive is not None:
            # Something of a call that was broken off may hold its files still.
            with contextlib.suppress(Exception):
                archive.close()

    def _answer(self, request: Request) -> Answer:
        method = "GET" if request.method == "HEAD" else request.method
        allowed: set[str] = set()
        for route in ROUTES:
            if found := route.pattern.match(request.path):
                if method in route.methods:
                    return self._made(route, request, found.groupdict())
                allowed.update(route.methods)
        if allowed:
            raise MethodRefused(request.method, sorted(allowed))
        raise NotThere(request.path)

    def _made(self, route: Route, request: Request, parts: dict[str, str]) -> Answer:
        """The answer of a route, unless the client has it already or it was made before."""
        call = Call(self.settings, self.archive, request, self._kept)
        if not route.is_kept or request.method == "POST":
            return route.handler(call, **parts)
        name = conditional.name_of(request, self.settings, self.archive.state)
        if conditional.has(request, name):
            return conditional.unchanged(name)
        if not conditional.is_anew(request) and (known := self._remembered.get(name)) is not None:
            return known
        answer = conditional.named(route.handler(call, **parts), name)
        self._remembered.keep(name, answer)
        return answer
