"""A path at which there is no file that can be read: what is there instead, and the errors."""

import re
from pathlib import Path

from corpus.errors import CorpusError

#: An address of the web in a path, which has lost one of its slashes.
ADDRESS = re.compile(r"(?<![^/])(?:https?|ftp):/.*", re.IGNORECASE | re.DOTALL)


def is_absent(path: Path) -> bool:
    """Whether the system says that there is nothing at a path; an error of another kind is no."""
    try:
        return not path.exists()
    except OSError:
        return False


def missing(path: Path) -> CorpusError:
    """The error of a path that does not exist; it may be an address."""
    if (address := ADDRESS.search(str(path))) is None:
        return CorpusError(path, "there is no such file or folder", advice="check the path")
    return CorpusError(
        address[0], "addresses are not fetched", advice="save the page, then name the file"
    )


def not_regular(path: Path) -> CorpusError:
    """The error for a pipe, a socket or a device, which may never end."""
    return CorpusError(
        path,
        "it is no file but a pipe, a socket or a device",
        advice="to read from a pipe give - as the path",
    )
