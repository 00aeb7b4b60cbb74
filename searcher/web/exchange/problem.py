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

    def record(self) -> dict[str, object]:
        """The members that RFC 9457 names; of a search that cannot be read also the place."""
        record: dict[str, object] = {
            "type": f"/api/v1/problems#{self.kind}",
            "title": self.title,
            "status": self.status.value,
            "detail": self.detail,
        }
        if (error := self.error) is not None:
            record |= {
                "source": error.source,
                "place": error.place,
                "example": error.plain_example,
            }
        return record


#: The kinds of problems, and their titles.
TITLES = {
    "query": "The search cannot be read",
    "request": "The request has a value that it cannot have",
    "not-found": "There is nothing here",
    "method": "The method is not possible here",
    "media-type": "What was sent has a form that is not read here",
    "too-large": "The request is too large",
    "refused": "You may not see this",
    "host": "The server has another name",
    "busy": "Too many requests at once",
    "too-often": "Too many requests in a short time",
    "too-slow": "The answer would take too long",
    "index": "The index cannot be read",
    "not-installed": "The server lacks a part",
    "failed": "The server has failed",
}

#: The answer to what takes too long.
TOO_SLOW = Problem(
    "too-slow",
    HTTPStatus.SERVICE_UNAVAILABLE,
    "this takes longer than the server allows; ask for less: rarer words, or a filter",
)
