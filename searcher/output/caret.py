"""The error of a search that cannot be parsed, with a caret under the place."""

import re

from rich.cells import cell_len

from searcher.errors import QueryError
from searcher.safe_text import one_line, plain

#: How many columns of the search are shown.
WIDTH = 72

# Words of a reason that are longer than this are shortened.
_LONG = re.compile(r"\S{41,}")


def lines(error: QueryError) -> str:
    """Four lines: the reason, the search, the caret, and an example of a valid search.

    The caret is in the right column even after characters that are two columns wide.
    """
    source = plain(error.source.replace("\n", " "))
    before, after = source[: error.place], source[error.place :]
    # The text after the place gets up to a third of the width, the text before it the rest.
    before = _last(before, WIDTH - min(cell_len(after[:WIDTH]), WIDTH // 3))
    after = _first(after, WIDTH - cell_len(before))
    reason = _LONG.sub(lambda match: f"{match[0][:40]}…", one_line(error.reason))
    shown = f"  {before}{after}".rstrip()
    under = " " * cell_len(before)
    return f"searcher: {reason}\n{shown}\n  {under}^\nFor example: searcher {error.example}\n"


def _first(text: str, width: int) -> str:
    """The beginning of a text that fits into `width` columns."""
    # A combining character needs no column: keep more characters than columns at first.
    cut = text[: width * 4]
    while cut and cell_len(cut) > width:
        cut = cut[:-1]
    return cut if cut == text else f"{cut}…"


def _last(text: str, width: int) -> str:
    """The end of a text that fits into `width` columns."""
    cut = text[-width * 4 :]
    while cut and cell_len(cut) > width:
        cut = cut[1:]
    return cut if cut == text else f"…{cut}"
