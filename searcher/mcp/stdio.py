"""Serves an archive over standard input and output, until the client goes away."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mcp.server.stdio import stdio_server

import searcher
from searcher.mcp.computing import Threads
from searcher.mcp.server import server


def serve(archive: searcher.Archive) -> None:
    """Answer requests on standard input until it ends, or a signal ends the process.

    Nothing but the protocol is written to standard output: what others print while this runs goes
    to standard error.
    """
    with _ended_by_signals():
        try:
            asyncio.run(_serve(archive))
        except* (BrokenPipeError, ConnectionResetError):
            pass  # The client reads no more answers.


async def _serve(archive: searcher.Archive) -> None:
    made = server(Threads(archive))
    async with stdio_server() as (requests, answers):
        try:
            await made.run(requests, answers, made.create_initialization_options())
        except asyncio.CancelledError:
            # The client reads no more answers, and may have left its end of the input open.
            _leave()


def _leave(*_: Any) -> None:
    """End the process. No file is open for writing.

    A thread waits for the next line of the client, and only the client can wake it: an exit that
    waits for all threads would not end.
    """
    os._exit(0)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the process with status 0, as the end of the input does."""
    before = {each: signal.signal(each, _leave) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
