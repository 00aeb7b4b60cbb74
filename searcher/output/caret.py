"""A search that cannot be read, as lines with a caret under the place."""

import re

from rich.cells import cell_len

from searcher.errors import QueryError
from searcher.safe_text import one_line, plain

#: Columns of the search that are shown around the place.
WIDTH = 72

#: A piece of a reason that is longer than this is shortened.
_LONG = re.compile(r"\S{41,}")


def lines(error: QueryError) -> str:
    """What is wrong, the search with a caret under the place, and a search that can be read.

    The caret stands in the column of the place, however wide the signs before it are.
    """
    source = plain(error.source.replace("\n", " "))
    before, behind = source[: error.place], source[error.place :]
    # What stands before is what was read; what comes is shown as far as there is room.
    before = _last(before, WIDTH - min(cell_len(behind[:WIDTH]), WIDTH // 3))
    behind = _first(behind, WIDTH - cell_len(before))
    reason = _LONG.sub(lambda match: f"{match[0][:40]}…", one_line(error.reason))
    shown = f"  {before}{behind}".rstrip()
    under = " " * cell_len(before)
    return f"searcher: {reason}\n{shown}\n  {under}^\nsuch as: searcher {error.example}\n"


def _first(text: str, width: int) -> str:
    """The beginning of a text, as far as it fits."""
    # No sign needs more columns than two, and some need none: what is cut off first is long.
    cut = text[: width * 4]
    while cut and cell_len(cut) > width:
        cut = cut[:-1]
    return cut if cut == text else f"{cut}…"


def _last(text: str, width: int) -> str:
    """The end of a text, as far as it fits."""
    cut = text[-width * 4 :]
    while cut and cell_len(cut) > width:
        cut = cut[1:]
    return cut if cut == text else f"…{cut}"
