"""An answer: its status, its headers and its body, which may be written bit by bit."""

import json
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from searcher.value import Value

HTML = "text/html; charset=utf-8"
JSON = "application/json"
JSON_LINES = "application/jsonl"
#: An error for a program, as RFC 9457 says.
PROBLEM = "application/problem+json"

#: Writes a body into a stream, as long as somebody reads it.
Writer = Callable[[BinaryIO], None]


class Answer(Value):
    """An answer.

    Attributes:
        body: the whole body, or what writes it.
        status: the status of HTTP.
        media_type: what the body is.
        headers: further headers by name.
    """

    body: bytes | Writer
    status: int = 200
    media_type: str = HTML
    headers: Mapping[str, str] = {}

    def head(self) -> bytes:
        """What comes before the body, for another process."""
        record: dict[str, Any] = {
            "status": self.status,
            "headers": {"content-type": self.media_type, **self.headers},
        }
        if isinstance(self.body, bytes):
            record["headers"]["content-length"] = str(len(self.body))
        return json.dumps(record).encode()


def as_json(record: object, *, status: int = 200, media_type: str = JSON) -> Answer:
    """An object as an answer."""
    # Keys of errors and of results are what a client sees: no character needs an escape.
    made = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate, from bytes that are no UTF-8, cannot be encoded.
    return Answer(made.encode(errors="replace"), status, media_type)


def elsewhere(address: str) -> Answer:
    """An answer that sends a browser to another address of this server."""
    return Answer(b"", 303, "text/plain", {"location": address})
