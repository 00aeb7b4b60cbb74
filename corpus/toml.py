"""TOML that somebody else may have written, parsed in bounded time."""

import stat
from pathlib import Path
from typing import Any

#: The most bytes of a file.
LARGEST = 1 << 22
_NEWLINE = b"\n"
#: The most dots in a line. The time to read a key grows with the square of its parts, and a
#: key cannot be longer than a line.
_DOTS = 500


def read(path: Path) -> dict[str, Any]:
    """The tables of a file.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no regular file, not TOML, or too large.
        RecursionError: it is too deep.
    """
    return loads(text_of(path))


def text_of(path: Path, largest: int | None = None) -> str:
    """The text of a file, with the line ends of TOML.

    Args:
        path: the file.
        largest: the most bytes that it may have; None for `LARGEST`.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no regular file, no UTF-8, or too large.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("it is no regular file")
    largest = LARGEST if largest is None else largest
    with path.open("rb") as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise ValueError(f"it has more than {largest:,} bytes")
    return decoded(data).replace("\r\n", "\n").replace("\r", "\n")


def decoded(data: bytes) -> str:
    """The text of bytes; the mark that some editors put before UTF-8 is no part of it.

    Raises:
        ValueError: they are no UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The decoder counts from behind the mark.
        before = error.object[: error.start]
        raise ValueError(
            f"it is no UTF-8: line {before.count(_NEWLINE) + 1} has the byte "
            f"0x{error.object[error.start]:02x}; save it as UTF-8"
        ) from None


def loads(text: str) -> dict[str, Any]:
    """The tables of a text.

    Raises:
        ValueError: it is not TOML, or it is too large.
        RecursionError: it is too deep.
    """
    # Most folders and indexes have no such file, and start without the parser.
    import tomllib

    if len(text) > LARGEST:
        raise ValueError(f"it has {len(text):,} characters; at most {LARGEST:,} are allowed")
    for number, line in enumerate(text.splitlines(), start=1):
        if (dots := line.count(".")) > _DOTS:
            raise ValueError(f"line {number} has {dots:,} dots; at most {_DOTS:,} are allowed")
    return tomllib.loads(text)
