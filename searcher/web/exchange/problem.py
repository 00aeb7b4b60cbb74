"""A problem: what went wrong with a request, for people and for programs."""

from http import HTTPStatus

from searcher.errors import QueryError
from searcher.value import Value


class Problem(Value):
    """What went wrong.

    Attributes:
        kind: a word for programs, such as `query`.
        status: the status of HTTP.
        detail: a sentence for people.
        error: the error of a search that cannot be read, with its place.
        headers: further headers.
    """

    kind: str
    status: HTTPStatus
    detail: str
    error: QueryError | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """The same for all problems of its kind."""
        return TITLES[self.kind]


#: The kinds of problems, and their titles.
TITLES = {
    "query": "The search cannot be read",
    "request": "The request has a value that it cannot have",
    "not-found": "There is nothing here",
    "method": "The method is not possible here",
    "too-large": "The request is too large",
    "refused": "You may not see this",
    "host": "The server has another name",
    "busy": "Too many requests at once",
    "too-often": "Too many requests in a short time",
    "too-slow": "The answer would take too long",
    "index": "The index cannot be read",
    "failed": "The server has failed",
}
