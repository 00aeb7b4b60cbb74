"""The turns of a published archive, in files of a few turns each, for the quotes of a search."""

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from corpus.model import Program, Turn
from index.columnar.lengths import quantised, rounded
from searcher.matching.exchanges import FARTHEST
from searcher.publish import names, script
from searcher.quotes.corrected import signed
from searcher.safe_text import plain

#: How many turns are in one file: a quote loads one or two of them.
BLOCK = 64


class Turns:
    """The turns and programs of an archive, added one by one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._block: list[object] = []
        self._blocks = 0
        self._speakers: dict[str, int] = {}
        self._who = array("I")
        self._programs: list[object] = []
        self._count = 0

    def add(self, program: Program) -> None:
        """Add a program with its turns."""
        self._programs.append([
            names.of_program(program.id), plain(program.title), plain(program.series or ""),
            program.date or "", program.language or "", self._count,
        ])  # fmt: skip
        for turn, question in _with_questions(program.turns):
            self._who.append(self._speakers.setdefault(turn.speaker, len(self._speakers)))
            # The number of the turn in its program, and how many turns before is the question.
            self._block.append([turn.number, plain(signed(turn)), turn.start, question])
            self._count += 1
            if len(self._block) == BLOCK:
                self._write_block()

    def write(self, title: str, lengths: "array[int]") -> None:
        """Write the last block, and the table of all.

        Args:
            title: of the archive.
            lengths: how many words each turn has.
        """
        if self._block:
            self._write_block()
        table = {
            "title": title,
            "block": BLOCK,
            "programs": self._programs,
            "speakers": [*map(plain, self._speakers)],
            "who": [*self._who],
            # As the index rounds them: turns of about the same length are in the order of the text.
            "lengths": rounded().take(quantised(np.array(lengths))).tolist(),
            "mean": max(1.0, sum(lengths) / max(1, len(lengths))),
        }
        script.write(self._folder, "archive", table)

    def _write_block(self) -> None:
        script.write(self._folder, f"turns-{self._blocks}", self._block)
        self._block, self._blocks = [], self._blocks + 1


def _with_questions(turns: Iterable[Turn]) -> Iterator[tuple[Turn, int]]:
    """Each turn, and how many turns before it the question is: the last one of another speaker.

    It is 0 where there is none.
    """
    speaker, distance = None, 0
    for turn in turns:
        if speaker is not None and turn.speaker != speaker:
            distance = 1
        elif distance:
            distance = distance + 1 if distance < FARTHEST else 0
        yield turn, distance
        speaker = turn.speaker
