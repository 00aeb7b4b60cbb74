"""The process of a reader: `python -m searcher.web.readers.reader`, which the pool starts."""

import contextlib
import gc
import io
import json
import os
import signal
import sys
from itertools import count
from typing import BinaryIO

from searcher.time_limit import OutOfTime, TimeLimit
from searcher.web.errors import problem_of
from searcher.web.exchange.answer import Writer
from searcher.web.exchange.problem import TOO_SLOW
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.readers import frames
from searcher.web.readers.frames import Kind, framed, framed_pair
from searcher.web.routes import Site

#: After so many answers all garbage is collected: what an index that was changed leaves behind is
#: large, and of few objects.
_GARBAGE = 200
#: Otherwise garbage is looked for after so many new objects. Python does so after 700, which is
#: several times an answer, and an answer leaves none.
_YOUNG = 10_000
#: They are answered before the first client asks, because the first search loads most modules.
_WARMING = tuple(Request("GET", path, "q=and+so") for path in ("/api/v1/search", "/search"))


class Stopped(Exception):
    """Nobody reads the rest of an answer."""


def main() -> None:
    """Answer the requests on standard input until it ends."""
    # These reach every process of a terminal or a service; the one that listens ends this one.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    requests = sys.stdin.buffer
    # Nothing but frames is written to the pipe: what others print goes to standard error.
    with os.fdopen(os.dup(1), "wb", buffering=0) as answers:
        os.dup2(2, 1)
        # Either error says that the process that listens has ended.
        with contextlib.suppress(EOFError, BrokenPipeError):
            _serve(requests, answers)


def _serve(requests: BinaryIO, answers: io.RawIOBase) -> None:
    _, content = frames.read(requests)
    limits, settings = frames.pair(content)
    _limit_memory(json.loads(limits)["memory"])
    limit = TimeLimit()
    with Site(Settings.from_bytes(settings)) as site:
        problem = site.problem()
        if not problem:
            for request in _WARMING:
                site.answer(request)
        # What is there now stays: garbage is looked for among what is made later.
        gc.collect()
        gc.freeze()
        gc.set_threshold(_YOUNG)
        _write(answers, framed(Kind.READY, problem.encode()))
        for number in count(1):
            _, content = frames.read(requests)
            _answer(site, limit, content, requests, answers)
            if number % _GARBAGE == 0:
                gc.collect()


def _answer(
    site: Site, limit: TimeLimit, content: bytes, requests: BinaryIO, answers: io.RawIOBase
) -> None:
    """Answer one request."""
    head, body = frames.pair(content)
    seconds, record = json.loads(head)
    request = Request.from_record(record, body)
    try:
        answer = limit.within(seconds, lambda: site.answer(request))
    except OutOfTime:
        # It may have ended in the middle of anything.
        site.forget()
        answer = site.refusal(TOO_SLOW, request)
    if isinstance(answer.body, bytes):
        _write(answers, framed_pair(Kind.WHOLE, answer.head(), answer.body))
    else:
        _write(answers, framed(Kind.BEGIN, answer.head()))
        _stream(answer.body, requests, answers)


def _stream(write: Writer, requests: BinaryIO, answers: io.RawIOBase) -> None:
    """Write a body, as long as somebody reads it."""
    parts = _Parts(requests, answers)
    try:
        body = io.BufferedWriter(parts, frames.PART)
        write(body)
        if not body.closed:
            body.flush()
    except Stopped:
        pass
    except (EOFError, BrokenPipeError):
        raise
    except Exception as error:
        # The client gets an answer that is visibly cut.
        problem_of(error)
        parts.end(Kind.BROKEN)
        return
    parts.end(Kind.END)


class _Parts(io.RawIOBase):
    """A stream that writes frames, one for each that asks to go on."""

    def __init__(self, requests: BinaryIO, out: io.RawIOBase) -> None:
        self._requests = requests
        self._out = out
        self._is_stopped = False

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, content: object) -> int:
        """Write a part when it is asked for.

        Raises:
            Stopped: nobody reads it.
        """
        view = memoryview(content).cast("B")  # type: ignore[arg-type]
        # A buffer that is deleted writes what it still has.
        if self._is_stopped or not view.nbytes:
            return view.nbytes
        if frames.read(self._requests)[0] is Kind.STOP:
            self._is_stopped = True
            raise Stopped
        _write(self._out, framed(Kind.PART, bytes(view)))
        return view.nbytes

    def end(self, kind: Kind) -> None:
        """Say that no more parts come, when another one is asked for."""
        if not self._is_stopped:
            self._is_stopped = True
            frames.read(self._requests)
        _write(self._out, framed(kind))


def _write(out: io.RawIOBase, content: bytes) -> None:
    """Write all of it: a pipe takes as much as fits."""
    view = memoryview(content)
    while view:
        view = view[out.write(view) :]


def _limit_memory(most: int) -> None:
    """Let no answer take more memory than this, in bytes; pages of files do not count.

    Where a system has no such limit, there is none.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):
        # Windows has no such module.
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


if __name__ == "__main__":
    main()
