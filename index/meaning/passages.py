"""Programs cut into passages of about 80 words: a long turn, a part of it, or several short ones.

A short turn does not say what it is about, and a program is about too much.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

#: How many words a passage has, and how many it never exceeds.
WORDS, MOST = 80, 100
#: A turn of so many words is a passage of its own.
ALONE = 40
#: A word. Scripts without spaces have words of any length: so many letters of them are one.
_WORD = re.compile(r"\S{1,12}")


class Passage(NamedTuple):
    """A passage of one program.

    Attributes:
        first, last: its first and its last turn, counted from 0.
        text: what is said in it.
    """

    first: int
    last: int
    text: str


def passages(texts: Iterable[str]) -> Iterator[Passage]:
    """Cut a program into passages; together they hold all that is said, in its order.

    Args:
        texts: what is said in each turn of one program.
    """
    first, size = 0, 0
    said: list[str] = []
    last = 0
    for number, text in enumerate(texts):
        for words, piece in _pieces(text):
            alone = words >= ALONE
            if said and (alone or size + words > MOST):
                yield Passage(first, last, "\n".join(said))
                said, size = [], 0
            if not said:
                first = number
            said.append(piece)
            size += words
            last = number
            if alone or size >= WORDS:
                yield Passage(first, last, "\n".join(said))
                said, size = [], 0
    if said:
        yield Passage(first, last, "\n".join(said))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text in equal parts of at most `WORDS` words, each with the number of its words."""
    places = [match.span() for match in _WORD.finditer(text)]
    count = -(-len(places) // WORDS)
    for number in range(count):
        start, end = (len(places) * edge // count for edge in (number, number + 1))
        yield end - start, text[places[start][0] : places[end - 1][1]]
