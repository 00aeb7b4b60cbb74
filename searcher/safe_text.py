"""Text that is safe to print in a terminal, and lines on standard error."""

import re
import sys

#: Lines longer than this are hard to read, however wide the terminal is.
WIDEST = 100
#: Punctuation that most encodings lack, and what is written for it.
_SIMILAR = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-",
     "─": "-", "▸": ">", "•": "*", "«": '"', "»": '"', "\u00a0": " ", "│": "|", "┤": "+", "█": "#",
     # Blocks from below, and blocks from a side: those of half a column and more are seen.
     "▁": "_", "▂": "_", "▃": "-", "▄": "-", "▅": "=", "▆": "=", "▇": "#",
     "▏": " ", "▎": " ", "▍": " ", "▌": "#", "▐": "#", "▋": "#", "▊": "#", "▉": "#"}
)  # fmt: skip
_NO_CHARACTERS = dict.fromkeys(
    (*range(0xFDD0, 0xFDF0), *(plane + end for plane in range(0, 0x110000, 0x10000)
                               for end in (0xFFFE, 0xFFFF))), 0xFFFD,
)  # fmt: skip
# What a spreadsheet takes for the beginning of a formula, and what hides one; the full-width forms
# are those of Japanese and Chinese keyboards.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROL = ("\t", "\r")
#: Shorter lines are not wrapped.
NARROWEST = 20

# A character that moves the cursor, changes colours or changes the reading direction is
# replaced by one visible character, so that the offsets of matches stay valid.
_VISIBLE = {code: 0x2400 + code for code in range(32)} | {0x7F: 0x2421}
_VISIBLE |= dict.fromkeys(
    (*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD
)
_VISIBLE |= {ord("\t"): ord(" "), 0x2028: ord(" "), 0x2029: ord(" ")}
del _VISIBLE[ord("\n")]

# Bytes of an argument that could not be decoded; they cannot be encoded for printing.
_SURROGATE = re.compile("[\ud800-\udfff]")
# Most texts have none of these characters, and need no work.
_UNSAFE = re.compile(f"[{re.escape(''.join(map(chr, _VISIBLE)))}\ud800-\udfff]")


def plain(text: str) -> str:
    """Text of the same length, without control characters other than line ends."""
    # Most texts are printable, which is found in a tenth of the time.
    if text.isprintable() or not _UNSAFE.search(text):
        return text
    return _SURROGATE.sub("\ufffd", text.translate(_VISIBLE))


def plain_xml(text: str) -> str:
    """Text as `plain`, without what Unicode says is no character: XML and HTML forbid it."""
    safe = plain(text)
    return safe if safe.isascii() else safe.translate(_NO_CHARACTERS)


def one_line(text: str) -> str:
    """Text that is safe to print, on one line."""
    return " ".join(plain(text).split())


def inert(text: str) -> str:
    """Text that a spreadsheet takes for text: before what would begin a formula is a quote mark.

    Programs strip blanks before they look for a formula (OWASP: CSV Injection).
    """
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_CONTROL) else text


def shortened(text: str, most: int = 120) -> str:
    """Text on one line, at most so many characters long."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def replacing(encoding: str) -> str:
    """The name of the error handler that replaces what an encoding lacks, for its streams."""
    if encoding.lower().startswith("utf"):
        return "replace"
    # Most outputs are in UTF-8.
    import codecs

    codecs.register_error("searcher.replace", _similar)
    return "searcher.replace"


def _similar(error: UnicodeError) -> tuple[str, int]:
    """Characters of ASCII that look like those that cannot be encoded, else question marks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    similar = text.translate(_SIMILAR).encode("ascii", "replace").decode("ascii")
    return similar, error.end


def clock(seconds: float) -> str:
    """A time as on a clock: `1:26`, `1:02:03`."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 turn`, `7,770 turns`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def warn(message: str) -> None:
    """Print one line on standard error."""
    sys.stderr.write(wrapped(f"searcher: {one_line(message)}") + "\n")


def wrapped(line: str) -> str:
    """A line for standard error: wrapped between words if that is a terminal."""
    if len(line) < NARROWEST or not sys.stderr.isatty():
        return line
    # Programs that read the line need it whole, and most lines are short.
    import shutil
    import textwrap

    width = min(WIDEST, shutil.get_terminal_size().columns)
    return textwrap.fill(
        line, max(width, 2), subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
