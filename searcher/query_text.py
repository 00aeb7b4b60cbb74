"""A search as one line, as people read it above its results."""

import shlex
from collections.abc import Sequence


def query_text(arguments: Sequence[str]) -> str:
    """The arguments of a search; several are quoted as for a shell."""
    return arguments[0] if len(arguments) == 1 else shlex.join(arguments)
