"""Styled lines as Textual draws them. Text is data: nothing in it is read as markup."""

from collections.abc import Iterable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from searcher.output.layout.styled import Line


@lru_cache(maxsize=256)
def style_of(code: str) -> Style:
    """The style of a run, from the code that a terminal would be sent: `1;31`."""
    if not code:
        return Style.null()
    (span,) = Text.from_ansi(f"\x1b[{code}mx\x1b[0m").spans
    style = span.style
    assert isinstance(style, Style)
    return style


def strip(line: Line, width: int, margin: str = "", margin_style: str = "") -> Strip:
    """A line as Textual draws it, exactly so wide."""
    segments = [Segment(one.text, style_of(one.style)) for one in line if one.text]
    if margin:
        segments.insert(0, Segment(margin, style_of(margin_style)))
    return Strip(segments).adjust_cell_length(width, Style.null())


def plain_text(lines: Iterable[Line]) -> str:
    """What lines say, without styles."""
    return "\n".join("".join(one.text for one in line).rstrip() for line in lines)
