"""TOML read in bounded time: such files stand in folders that other people made.

The parser of the standard library takes the square of the parts of a key: forty kilobytes
of `a.a.a.a` take it minutes.
"""

import re
import stat
from pathlib import Path
from typing import Any

#: The most bytes of a file: some ten thousand entries that people wrote by hand.
MOST_BYTES = 1_000_000
#: The most parts of a key, `a.b.c`: files that are read here have three.
MOST_PARTS = 32

_PART = r"(?:[\w-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
_DEEP = re.compile(rf"(?<![\w\"'-]){_PART}(?:[ \t]*\.[ \t]*{_PART}){{{MOST_PARTS}}}")


def read(path: Path, *, most: int = MOST_BYTES, encoding: str = "utf-8") -> dict[str, Any]:
    """The tables of a file.

    Args:
        path: the file.
        most: how many bytes it may have.
        encoding: how it is encoded.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no regular file, too large, no TOML, or nested too deeply.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise ValueError("it is no regular file")
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        size = max(found.st_size, len(data))
        raise ValueError(f"it has {size:,} bytes; at most {most:,} are allowed")
    return loads(data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n"))


def loads(text: str) -> dict[str, Any]:
    """The tables of a text.

    Raises:
        ValueError: it is no TOML, or is nested too deeply.
    """
    import tomllib  # most folders and indexes have no such file, and do without the parser

    if deep := _DEEP.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        raise ValueError(f"line {line}: a key has more than {MOST_PARTS} parts")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("values are nested too deeply") from error
