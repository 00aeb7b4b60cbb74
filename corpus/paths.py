"""Paths of files as text that can be written and printed, and read back."""

import re
from pathlib import PurePath

# Python keeps a byte of a file name that is not UTF-8 as a lone surrogate, which no file of
# text and no terminal takes. A backslash that looks like such an escape is escaped itself, so
# that two names never become one.
_ODD = re.compile("[\udc80-\udcff]|\\\\(?=x[0-9a-f]{2})")
_ESCAPED = re.compile(r"\\x([0-9a-f]{2})")
# Half of a character: valid in the names of some systems, and in no text.
_HALF = re.compile("[\ud800-\udfff]")
# The others stand for a byte of a name.
_HALF_OF_TEXT = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def as_text(path: PurePath | str) -> str:
    r"""A path as text: bytes that are not UTF-8 stand as `\xe9`; other paths are unchanged."""
    text = str(path)
    if text.isascii() and "\\x" not in text:
        return text
    return _ODD.sub(lambda odd: f"\\x{ord(odd[0]) & 0xFF:02x}", text)


def from_text(text: str) -> str:
    """The path that `as_text` wrote."""
    if "\\x" not in text:
        return text
    return _ESCAPED.sub(lambda found: _character(int(found[1], 16)), text)


def _character(byte: int) -> str:
    return chr(byte) if byte < 0x80 else chr(0xDC00 + byte)


def without_surrogates(text: str) -> str:
    """A text without lone surrogates, each replaced by U+FFFD."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def as_bytes(text: str) -> bytes:
    """A text with names of files as bytes that the system reads as these names."""
    return _HALF_OF_TEXT.sub("\ufffd", text).encode("utf-8", "surrogateescape")


def matched_name(path: PurePath, folder: PurePath) -> str:
    """The name of a file below a folder as patterns match it.

    The engine of patterns takes no lone surrogates: a byte that is not UTF-8 is one character.
    """
    return without_surrogates(path.relative_to(folder).as_posix())
