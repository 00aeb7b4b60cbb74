"""A command line up to the cursor, as the shell splits it: nothing in it is expanded or run."""

from typing import NamedTuple

#: Where the words of these end, outside of quotes.
_BLANKS = " \t\n"
#: What a backslash escapes inside of double quotes.
_IN_DOUBLE = '\\"$`'


class Cursor(NamedTuple):
    """What is before the cursor.

    Attributes:
        words: the whole words before the one at the cursor, without their quotes.
        word: what is typed of that one, without its quotes; empty if nothing is.
        raw: the same as it is typed.
        quote: the quote that is open at the cursor, or nothing.
    """

    words: tuple[str, ...]
    word: str
    raw: str
    quote: str


def cursor(line: str, *, is_fish: bool = False) -> Cursor:
    """Split a command line up to the cursor.

    Args:
        line: the command line of one command, as it is typed.
        is_fish: whether a backslash escapes inside of single quotes, as in fish.
    """
    words: list[str] = []
    typed: list[str] = []
    start, quote, place = -1, "", 0
    while place < len(line):
        character = line[place]
        if start < 0 and character in _BLANKS:
            place += 1
            continue
        start = place if start < 0 else start
        if not quote and character in _BLANKS:
            words.append("".join(typed))
            typed, start = [], -1
        elif not quote and character in "'\"":
            quote = character
        elif character == quote:
            quote = ""
        elif character == "\\" and _escapes(line[place + 1 : place + 2], quote, is_fish=is_fish):
            place += 1
            typed.append(line[place : place + 1])
        else:
            typed.append(character)
        place += 1
    return Cursor(tuple(words), "".join(typed), line[start:] if start >= 0 else "", quote)


def _escapes(following: str, quote: str, *, is_fish: bool) -> bool:
    """Whether a backslash before a character is no character itself."""
    if quote == '"':
        return bool(following) and following in _IN_DOUBLE
    if quote == "'":
        return is_fish and bool(following) and following in "\\'"
    return True
