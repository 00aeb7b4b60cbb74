"""A reader with handlers that do what none should, for the tests of the pool.

python odd_reader.py
"""

import os
import time
from typing import BinaryIO

from searcher.web import routes
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call, Handler
from searcher.web.readers import reader


def process(call: Call) -> Answer:
    """Its id."""
    return Answer(str(os.getpid()).encode())


def forever(call: Call) -> Answer:
    """Computes without an end, and catches what handlers may catch."""
    while True:
        try:
            sum(range(1_000))
        except Exception:
            continue


def stubborn(call: Call) -> Answer:
    """Catches even what no handler may catch."""
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            continue


def short(call: Call) -> Answer:
    """Takes a moment."""
    time.sleep(0.1)
    return Answer(str(os.getpid()).encode())


def greedy(call: Call) -> Answer:
    """Takes more memory than there may be."""
    return Answer(bytes(1 << 31))


def end(call: Call) -> Answer:
    """Ends its process."""
    os._exit(3)


def garbage(call: Call) -> Answer:
    """Writes what is no frame."""
    os.write(3, b"?" * 100)
    time.sleep(10)
    return Answer(b"")


def large(call: Call) -> Answer:
    """A large answer at once."""
    return Answer(b"0123456789" * 300_000)


def long(call: Call) -> Answer:
    """An answer part by part: as many lines as are asked for."""
    lines = int(call.request.query)

    def write(out: BinaryIO) -> None:
        for line in range(lines):
            out.write(b"%09d\n" % line)

    return Answer(write)


def broken(call: Call) -> Answer:
    """An answer part by part that cannot be finished."""

    def write(out: BinaryIO) -> None:
        out.write(b"a" * 200_000)
        raise ValueError("no more")

    return Answer(write)


def echo(call: Call) -> Answer:
    """What was sent."""
    return Answer(call.request.body)


ODD = (process, forever, stubborn, short, greedy, end, garbage, large, long, broken, echo)

if __name__ == "__main__":
    odd = tuple(Handler(f"/{one.__name__}", one, ("GET", "POST")) for one in ODD)
    routes.ROUTES = (*routes._routes(odd), *routes.ROUTES)
    reader.main()
