"""TOML that somebody else may have written, parsed in bounded time."""

from typing import Any

#: The most bytes of a file.
LARGEST = 1 << 22
#: The most dots in a line. The time to read a key grows with the square of its parts, and a
#: key cannot be longer than a line.
_DOTS = 500


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
