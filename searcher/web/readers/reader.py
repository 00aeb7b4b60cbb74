"""The process of a reader: `python -m searcher.web.readers.reader`, which the pool starts."""

import contextlib
import io
import os
import signal
import sys
from typing import BinaryIO

from searcher.web.exchange.answer import Answer
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.readers import frames
from searcher.web.readers.frames import Kind, framed
from searcher.web.routes import Site


def main() -> None:
    """Answer the requests on standard input until it ends."""
    # Ctrl-C reaches every process of a terminal; the one that listens ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = sys.stdin.buffer
    # Nothing but frames is written to the pipe: what others print goes to standard error.
    with os.fdopen(os.dup(1), "wb", buffering=0) as answers:
        os.dup2(2, 1)
        # Either error says that the process that listens has ended.
        with contextlib.suppress(EOFError, BrokenPipeError):
            _serve(requests, answers)


def _serve(requests: BinaryIO, answers: io.RawIOBase) -> None:
    _, sent = frames.read(requests)
    with Site(Settings.from_bytes(sent)) as site:
        _write(answers, framed(Kind.READY, site.problem().encode()))
        while True:
            _, head = frames.read(requests)
            _, body = frames.read(requests)
            _answer(site.answer(Request.from_bytes(head, body)), answers)


def _answer(answer: Answer, out: io.RawIOBase) -> None:
    if isinstance(answer.body, bytes):
        # One write wakes the other side once.
        parts = framed(Kind.PART, answer.body) if answer.body else b""
        _write(out, framed(Kind.HEAD, answer.head()) + parts + framed(Kind.END))
        return
    _write(out, framed(Kind.HEAD, answer.head()))
    # If this raises, the process ends, and the client gets an answer that is visibly cut.
    with io.BufferedWriter(_Parts(out), frames.PART) as body:
        answer.body(body)
    _write(out, framed(Kind.END))


class _Parts(io.RawIOBase):
    """A stream that writes frames."""

    def __init__(self, out: io.RawIOBase) -> None:
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        view = memoryview(content).cast("B")  # type: ignore[arg-type]
        if view.nbytes:
            _write(self._out, framed(Kind.PART, bytes(view)))
        return view.nbytes


def _write(out: io.RawIOBase, content: bytes) -> None:
    """Write all of it: a pipe takes as much as fits."""
    view = memoryview(content)
    while view:
        view = view[out.write(view) :]


if __name__ == "__main__":
    main()
