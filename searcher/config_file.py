"""The config file: where it is, what it holds, and on which line."""

import os
import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Names another file; empty, or the null device, for none.
ENVIRONMENT = "SEARCHER_CONFIG"
#: The most bytes of a file. Nobody types so many.
LARGEST = 1 << 16

# They are compiled when a file is read: most people have none.
_HEADER = r"\s*\[{1,2}\s*(?P<table>[^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$"
_KEY = r"""\s*(?P<key>(?:[\w.-]|"[^"]*"|'[^']*'|\s*\.\s*)+?)\s*="""
_DELIMITERS = ('"""', "'''")


def place() -> str | None:
    """Where the file is, or would be; None if the environment says that there is none."""
    named = os.environ.get(ENVIRONMENT)
    if named is not None:
        return named if named not in ("", os.devnull) else None
    if sys.platform == "win32":
        # It takes a while to load.
        from platformdirs import user_config_path

        return str(user_config_path("searcher", appauthor=False) / "config.toml")
    base = os.environ.get("XDG_CONFIG_HOME", "")
    # The standard says that a relative path does not count.
    if not os.path.isabs(base):  # noqa: PTH117 - paths are slower, and this is asked at each start
        home = os.path.expanduser("~")  # noqa: PTH111 - as above
        if home == "~":
            return None
        base = f"{home}/.config"
    return f"{base}/searcher/config.toml"


def existing() -> str | None:
    """The file that holds, if there is one. One that the environment names must be there."""
    path = place()
    if path is None:
        return None
    return path if ENVIRONMENT in os.environ or os.path.lexists(path) else None


def read(path: str) -> tuple[str, dict[str, Any]]:
    """The text of a file, and its tables.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no regular file, not TOML, or too large.
    """
    # Most people have no such file, and start without what reads it.
    from pathlib import Path

    from corpus import toml

    try:
        text = toml.text_of(Path(path), LARGEST)
        return text, toml.loads(text)
    except RecursionError:
        raise ValueError("its tables are too deep") from None


def line_of(text: str, keys: "Sequence[str]") -> int | None:
    """The line of a key, from 1; None if it is written in a way that is not found.

    Args:
        text: a file that is valid TOML.
        keys: the names of its tables, and its own.
    """
    table: list[str] = []
    inside = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if inside:
            inside = "" if inside in line else inside
            continue
        if header := re.match(_HEADER, line):
            table = _parts(header["table"])
            if table == list(keys):
                return number
        elif found := re.match(_KEY, line):
            path = [*table, *_parts(found["key"])]
            # A table may stand on one line: `search = {limit = 3}`.
            if path == list(keys[: len(path)]):
                return number
        inside = next((sign for sign in _DELIMITERS if line.count(sign) % 2), "")
    return None


def _parts(key: str) -> list[str]:
    return [part.strip().strip("\"'") for part in key.split(".")]
