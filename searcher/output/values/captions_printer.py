"""The printer of a transcript as captions, for players and editors of video."""

from typing import TYPE_CHECKING, TextIO

from searcher.recording.captions import captions, untimed
from searcher.safe_text import counted, warn

if TYPE_CHECKING:
    from searcher.passages.passage import Again, Passage


class CaptionsPrinter:
    """Writes a cue for each moment of each turn, with its speaker."""

    def __init__(self, out: TextIO, name: str) -> None:
        self._out = out
        self._name = name

    def passage(self, found: "Passage", again: "Again") -> None:
        """Write the turns of a passage.

        Raises:
            NoTimes: it does not say when anything is said.
        """
        for line in captions(found.program, self._name):
            self._out.write(line)
        if left_out := untimed(found.program):
            what = counted(left_out, "turn")
            warn(f"{what} left out, of which it is not known when they are said")
