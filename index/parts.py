"""Programs, some at a time."""

from collections.abc import Iterable, Iterator

from corpus.model import Program


def in_parts(programs: Iterable[Program], turns: int) -> Iterator[list[Program]]:
    """Programs in parts of about so many turns, so that one part at a time is in memory."""
    part: list[Program] = []
    size = 0
    for program in programs:
        part.append(program)
        size += len(program.turns)
        if size >= turns:
            yield part
            part, size = [], 0
    if part:
        yield part
