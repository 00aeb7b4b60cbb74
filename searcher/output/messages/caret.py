"""The error of a search that cannot be parsed, with a caret under the place."""

import re
import shutil

from rich.cells import cell_len

from searcher.errors import QueryError
from searcher.safe_text import one_line, plain, wrapped

#: How many columns of the search are shown, if the terminal has so many.
WIDTH = 72

# Words of a reason that are longer than this are shortened.
_LONG = re.compile(r"\S{41,}")


def lines(error: QueryError) -> str:
    """Four lines: the reason, the search, the caret, and an example of a valid search.

    The caret is in the right column even after characters that are two columns wide. If the
    search is blank, there is nothing to point at, and only the reason and the example are said.
    """
    reason = _LONG.sub(lambda match: f"{match[0][:40]}…", one_line(error.reason))
    said = wrapped(f"searcher: {reason}")
    example = wrapped(f"For example: searcher {error.example}") + "\n"
    source = plain(error.source.replace("\n", " "))
    if not source.strip():
        return f"{said}\n{example}"
    # Two columns are for the indent, three for the marks of a cut and for the caret.
    width = max(10, min(WIDTH, shutil.get_terminal_size().columns - 5))
    before, after = source[: error.place], source[error.place :]
    # The text after the place gets up to a third of the width, the text before it the rest.
    before = _last(before, width - min(cell_len(after[:width]), width // 3))
    after = _first(after, width - cell_len(before))
    shown = f"  {before}{after}".rstrip()
    under = " " * cell_len(before)
    return f"{said}\n{shown}\n  {under}^\n{example}"


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
