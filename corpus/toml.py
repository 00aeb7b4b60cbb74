"""TOML that somebody else may have written, parsed in bounded time."""

import stat
from pathlib import Path
from typing import Any

#: The most bytes of a file.
LARGEST = 1 << 22
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
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("it is no regular file")
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"it has more than {LARGEST:,} bytes")
    return loads(data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n"))


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
