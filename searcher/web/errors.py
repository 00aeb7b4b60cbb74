"""What is wrong with a request, or with its answer, as a status of HTTP and a few words."""

import sys
from collections.abc import Sequence
from http import HTTPStatus
from traceback import format_exception

from corpus.errors import CorpusError
from index.errors import IndexProblem
from searcher.errors import ArchiveClosed, PassageUnknown, QueryError, SearcherError
from searcher.safe_text import one_line, shortened
from searcher.web.exchange.problem import Problem


class NotThere(SearcherError):
    """There is nothing at an address."""

    def __init__(self, path: str) -> None:
        super().__init__(f"there is nothing at {shortened(path, 80)}")


class MethodRefused(SearcherError):
    """An address cannot be asked with this method.

    Attributes:
        allowed: the methods that it can be asked with.
    """

    def __init__(self, method: str, allowed: Sequence[str]) -> None:
        super().__init__(f"{shortened(method, 20)} is not possible here; use {', '.join(allowed)}")
        self.allowed = allowed


def problem_of(error: Exception) -> Problem:
    """The problem that an exception is. What nobody expected is written to standard error."""
    match error:
        case QueryError():
            return Problem("query", HTTPStatus.BAD_REQUEST, one_line(str(error)), error)
        case NotThere() | PassageUnknown():
            return Problem("not-found", HTTPStatus.NOT_FOUND, one_line(str(error)))
        case MethodRefused():
            allow = (("allow", ", ".join(error.allowed)),)
            return Problem("method", HTTPStatus.METHOD_NOT_ALLOWED, str(error), headers=allow)
        case IndexProblem() | ArchiveClosed() | CorpusError() | OSError():
            # The message names folders of this machine, which are nobody's business.
            _report(error)
            what = "the index cannot be read now; try again later"
            return Problem("index", HTTPStatus.SERVICE_UNAVAILABLE, what, headers=_LATER)
        case SearcherError() | ValueError():
            return Problem("request", HTTPStatus.BAD_REQUEST, one_line(str(error)))
        case MemoryError():
            what = "there is not enough memory for this answer; ask for less"
            return Problem("busy", HTTPStatus.SERVICE_UNAVAILABLE, what, headers=_LATER)
    _report(error)
    return Problem(
        "failed", HTTPStatus.INTERNAL_SERVER_ERROR, "the server has failed; its log says where"
    )


_LATER = (("retry-after", "5"),)


def _report(error: Exception) -> None:
    if isinstance(error, SearcherError):
        print(f"searcher: {one_line(str(error))}", file=sys.stderr, flush=True)
    else:
        print("".join(format_exception(error)), file=sys.stderr, flush=True)
