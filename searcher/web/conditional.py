"""Answers that clients keep: each has a name, and is not made again for a client that has it."""

from hashlib import blake2b

from searcher import __version__
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings


def name_of(request: Request, settings: Settings, state: str) -> str:
    """The name of the answer to a request (`ETag`): another one whenever it may be different.

    Args:
        request: the request.
        settings: how the archive is served; pages have its title and its recordings.
        state: the state of the index.

    Returns:
        A weak name: how long a search took is another number each time.
    """
    wanted = [request.headers.get(name, "") for name in ("accept", "accept-language")]
    served = (settings.title, settings.media)
    asked = (__version__, served, state, request.base, request.path, request.query, wanted)
    return f'W/"{blake2b(repr(asked).encode(errors="replace"), digest_size=12).hexdigest()}"'


def has(request: Request, name: str) -> bool:
    """Whether a client has the answer with a name already, as its `If-None-Match` says."""
    kept = request.headers.get("if-none-match", "")
    # Names are compared without their weakness (RFC 9110, 13.1.2). Whether there is anything for
    # `*` is known only when the answer was made.
    return name.removeprefix("W/") in [one.strip().removeprefix("W/") for one in kept.split(",")]


def is_anew(request: Request) -> bool:
    """Whether a client wants an answer that is made anew (`Cache-Control: no-cache`)."""
    wanted = request.headers.get("cache-control", "").lower().split(",")
    return "no-cache" in [one.strip() for one in wanted]


def unchanged(name: str) -> Answer:
    """The answer to a client that has it already."""
    return Answer(b"", 304, headers=_headers(name))


def named(answer: Answer, name: str) -> Answer:
    """An answer with its name, if it is one that may be kept."""
    if answer.status != 200:
        return answer
    return answer.replaced(headers={**_headers(name), **answer.headers})


def _headers(name: str) -> dict[str, str]:
    # A client asks each time, because a commit of the index may come at any moment.
    return {"etag": name, "cache-control": "no-cache", "vary": "accept, accept-language"}
