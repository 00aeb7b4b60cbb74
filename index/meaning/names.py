"""The names of the files with vectors in the folder of an index."""

import os
import re

#: The vectors of the state of the index, and the lock of whoever makes new ones.
NAME = "vectors.columns"
LOCK = "vectors.lock"
_PART = re.compile(r"vectors-[0-9a-f]{16}\.columns")


def is_part(name: str) -> bool:
    """Whether a file has vectors that were not taken up yet."""
    return _PART.fullmatch(name) is not None


def new_part() -> str:
    """The name of a new file of vectors."""
    return f"vectors-{os.urandom(8).hex()}.columns"
