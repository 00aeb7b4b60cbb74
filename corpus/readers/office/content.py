"""What an office document holds: paragraphs with a style and a bold opening, and tables."""

import re
from dataclasses import dataclass

HEADING = "heading"
TITLES = ("title", "subtitle")
#: A time that stands alone.
CLOCK = re.compile(
    r"[\[(]?\d{1,3}(?::\d{2}){1,2}(?:[.,]\d{1,3})?(?:\s?[-–—]\s?[\d:.,]{4,12})?[\])]?"
)


@dataclass(slots=True)
class Line:
    """A paragraph.

    Attributes:
        text: what is written.
        style: the name of its style in lower case; `heading 2` is a heading.
        bold: the bold words that it opens with, white space folded.
        rest: what stands behind them.
    """

    text: str
    style: str = ""
    bold: str = ""
    rest: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading, and no part of the text."""
        return self.style.startswith(HEADING) or self.style in TITLES


@dataclass(slots=True)
class Grid:
    """A table: its rows, and the paragraphs of each cell."""

    rows: list[list[list[Line]]]


Content = Line | Grid
