"""A node that gives canned answers, on loopback."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl


class Answer(NamedTuple):
    """What a node answers."""

    status: int
    body: Any


#: What a node answers to a request, by its method and path without what follows a question mark.
Answers = Callable[[str, str], Answer]
#: The same, with what follows the question mark, and with the body.
Served = Callable[[str, str, Mapping[str, str], bytes], Answer]

ABOUT = Answer(200, {"version": {"distribution": "opensearch", "number": "2.19.6"}})


def error(status: int, kind: str, reason: str) -> Answer:
    """An error as a cluster says it."""
    return Answer(status, {"error": {"type": kind, "reason": reason}, "status": status})


class Node:
    """A node, and what it was asked.

    Attributes:
        url: its address as one of `--engine`, without the name of an index.
        asked: the requests.
    """

    def __init__(self, served: Served) -> None:
        self.asked: list[str] = []
        node = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                sent = self.rfile.read(int(self.headers.get("content-length") or 0))
                path, _, query = self.path.partition("?")
                node.asked.append(f"{self.command} {path}")
                found = served(self.command, path, dict(parse_qsl(query)), sent)
                data = (
                    found.body if isinstance(found.body, bytes) else json.dumps(found.body).encode()
                )
                self.send_response(found.status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer  # noqa: N815 - its names

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"opensearch+http://{self.host}"
        self._thread.start()

    def close(self) -> None:
        """Stop it."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def node(answers: Answers | Mapping[str, Answer]) -> Iterator[Node]:
    """A node with answers; a table has paths, and every other path is not there."""
    if callable(answers):
        answer = answers
    else:
        table = answers

        def answer(_: str, path: str) -> Answer:
            return table.get(path, error(404, "not_found", path))

    with served(lambda method, path, *_: answer(method, path)) as opened:
        yield opened


@contextmanager
def served(answers: Served) -> Iterator[Node]:
    """A node whose answers depend on all of a request."""
    opened = Node(answers)
    try:
        yield opened
    finally:
        opened.close()
