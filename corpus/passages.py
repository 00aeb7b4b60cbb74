"""Text of one unnamed voice, parted into passages that a quote can show.

A recording without speaker names would be one turn of an hour: no quote could
say where in it something is said. A passage ends with a sentence, after a
minute or at a pause.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONG_ENOUGH = 60.0
PAUSE = 5.0
SENTENCE_ENDS = (".", "!", "?", "…", ".”", '."', "。", "？", "！")
# Captions made by machines have no sentences; they end somewhere.
TOO_LONG = 120.0


@dataclass(frozen=True, slots=True)
class Piece:
    """What is said between two times, in seconds; the end may be unknown."""

    start: float
    end: float | None
    text: str


def passages(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Neighbouring pieces that belong together, in their order."""
    gathered: list[Piece] = []
    for piece in pieces:
        if gathered and _parted(gathered, piece):
            yield gathered
            gathered = []
        gathered.append(piece)
    if gathered:
        yield gathered


def _parted(gathered: list[Piece], following: Piece) -> bool:
    last = gathered[-1]
    length = following.start - gathered[0].start
    ended = last.text.endswith(SENTENCE_ENDS)
    silent = last.end is not None and following.start - last.end >= PAUSE
    return length >= TOO_LONG or (ended and length >= LONG_ENOUGH) or silent
