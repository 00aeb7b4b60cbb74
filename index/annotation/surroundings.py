"""What stands around a turn: so much of it that no other turn of the program has the same.

What is said in short is said often, such as "Almost." four times in a row. So what stands around it
goes on over the turns beside it, and where a hundred characters are the same for two turns it is
longer.
"""

import re
from collections.abc import Sequence

from index.annotation.marks import AROUND, FARTHEST

_NO_LETTERS = re.compile(r"\W+")


def letters(text: str) -> str:
    """What is said, without marks and capitals."""
    return _NO_LETTERS.sub(" ", text.lower()).strip()


class Surroundings:
    """What stands around each turn of a program.

    Args:
        texts: what is said in its turns, as the file has it.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            self._places.setdefault(letters(text), []).append(place)

    def of(self, place: int) -> tuple[str, str]:
        """What stands before and after a turn.

        Args:
            place: of the turn, from 0.
        """
        others = [one for one in self._places[letters(self._texts[place])] if one != place]
        size = AROUND
        while True:
            around = self._of(place, size)
            known = [*map(letters, around)]
            others = [one for one in others if self._shares(known, self._of(one, size))]
            if not others or size >= FARTHEST:
                return around
            size *= 2

    @staticmethod
    def _shares(known: Sequence[str], around: Sequence[str]) -> bool:
        """Whether the same stands on one side: of a run of one word both ends must be seen."""
        return any(letters(part) == one for part, one in zip(around, known, strict=True))

    def _of(self, place: int, size: int) -> tuple[str, str]:
        before: list[str] = []
        after: list[str] = []
        for parts, step in ((before, -1), (after, 1)):
            there, left = place + step, size
            while left > 0 and 0 <= there < len(self._texts):
                text = self._texts[there]
                parts.append(text[-left:] if step < 0 else text[:left])
                left -= len(text) + 1
                there += step
        return "\n".join(reversed(before))[-size:], "\n".join(after)[:size]
