"""The colour of each speaker: the same name has the same colour in every run."""

from collections.abc import Iterable
from zlib import crc32

from corpus.model import Program

#: Colours of the 256 of a terminal that have a contrast of 3.9 to 5.5 with white and with black,
#: so that they can be read on light and on dark. None is near red: matches are red.
PALETTE = (31, 130, 134, 64, 63, 30, 100, 32, 132, 28)


def speaker_styles(program: Program) -> dict[str, str]:
    """The style of each speaker of a program, by name: bold, to stand out without colour, too."""
    numbers = speaker_numbers(program)
    return {name: f"1;38;5;{PALETTE[number]}" for name, number in numbers.items()}


def speaker_numbers(program: Program) -> dict[str, int]:
    """The number of the colour of each speaker of a program, by name: the place in `PALETTE`.

    A name has its own colour, by a hash, in whatever program it is. Of two speakers of one
    program with the same colour, the one that the program lists later gets the next free one.
    More speakers than there are colours share them.
    """
    numbers: dict[str, int] = {}
    free = set(range(len(PALETTE)))
    for name in dict.fromkeys(_names(program)):
        number = _own_colour(name)
        while free and number not in free:
            number = (number + 1) % len(PALETTE)
        free.discard(number)
        numbers[name] = number
    return numbers


def _names(program: Program) -> Iterable[str]:
    """The names of the speakers: those that the program lists, as the turns have them."""
    name_of = {turn.label: turn.speaker for turn in program.turns if turn.label is not None}
    for person in program.participants:
        yield next((name_of[label] for label in person.labels if label in name_of), person.name)
    yield from name_of.values()


def _own_colour(name: str) -> int:
    """The number of the colour of a name; case and blanks make no difference."""
    folded = " ".join(name.casefold().split())
    return crc32(folded.encode("utf-8", "replace")) % len(PALETTE)
