"""Text that is safe to print on a terminal, and lines on standard error."""

import re
import sys

#: A line that is longer than this is hard to read, however wide the terminal is.
WIDEST = 100

# What would move the cursor, change colours or turn the reading direction is shown
# as a sign of the same length, so that the places of matches stay what they are.
_VISIBLE = {code: 0x2400 + code for code in range(32)} | {0x7F: 0x2421}
_VISIBLE |= dict.fromkeys(
    (*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD
)
_VISIBLE |= {ord("\t"): ord(" "), 0x2028: ord(" "), 0x2029: ord(" ")}
del _VISIBLE[ord("\n")]


# What was no text in the encoding of the terminal: it could not be printed.
_HALF = re.compile("[\ud800-\udfff]")


def plain(text: str) -> str:
    """Text without anything that a terminal would obey, as long as it was."""
    return _HALF.sub("\ufffd", text.translate(_VISIBLE))


def one_line(text: str) -> str:
    """Text that is safe to print, on one line."""
    return " ".join(plain(text).split())


def shortened(text: str, most: int = 120) -> str:
    """Text on one line, cut where it is long."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 turn`, `7,770 turns`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def warn(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"searcher: {one_line(message)}\n")
