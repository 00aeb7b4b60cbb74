"""The colour of each speaker: the same name has the same colour in every program and every run."""

from functools import lru_cache
from zlib import crc32

#: Colours of the 256 of a terminal that have a contrast of 3.9 to 5.5 with white and with black,
#: so that they can be read on light and on dark. None is near red: matches are red.
PALETTE = (31, 130, 134, 64, 63, 30, 100, 32, 132, 28)


@lru_cache(maxsize=1024)
def speaker_style(name: str) -> str:
    """The style of a name: bold, so that it stands out without colour, too.

    Case and blanks make no difference. Two names may share a colour: their names tell them apart.
    """
    folded = " ".join(name.casefold().split())
    number = crc32(folded.encode("utf-8", "replace"))
    return f"1;38;5;{PALETTE[number % len(PALETTE)]}"
