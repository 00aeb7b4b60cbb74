"""An answer: its status, its headers and its body, which may be written bit by bit."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import BinaryIO

from searcher.value import Value
from searcher.web.exchange.json_bytes import json_bytes

HTML = "text/html; charset=utf-8"
TEXT = "text/plain"
JSON = "application/json"
JSON_LINES = "application/jsonl"
#: An error for a program, as RFC 9457 says.
PROBLEM = "application/problem+json"
#: The header by which a reader names a file that the process that listens sends. No client sees it.
FILE = "searcher-file"

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
        headers = dict(self.headers)
        # What has no body has neither a type nor a length.
        if self.status != HTTPStatus.NOT_MODIFIED:
            headers = {"content-type": self.media_type, **headers}
            if isinstance(self.body, bytes):
                headers["content-length"] = str(len(self.body))
        return json.dumps({"status": self.status, "headers": headers}).encode()


def as_json(record: object, *, status: int = 200, media_type: str = JSON) -> Answer:
    """An object as an answer."""
    return Answer(json_bytes(record), status, media_type)


def elsewhere(address: str) -> Answer:
    """An answer that sends a browser to another address of this server."""
    return Answer(b"", 303, "text/plain", {"location": address})


def as_file(path: str, media_type: str) -> Answer:
    """A file of this machine as an answer.

    Args:
        path: where it is, absolute and without links.
        media_type: what it is.
    """
    return Answer(b"", 200, media_type, {FILE: path})
