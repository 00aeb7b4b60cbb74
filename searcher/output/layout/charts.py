"""Charts of characters: bars, trends and dispersion, by eighths of a block."""

from collections.abc import Sequence

from searcher.output.layout.styled import QUIET, Line, Run, columns

#: The colour of charts. Without colour a bar is not bold: its first code is that of normal weight.
CHART = "22;38;5;30"

_FULL = "█"
#: A block from its left side on, by eighths.
_LEFT = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
#: A block from its lower side on, by eighths.
_LOWER = (" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█")
_HALF_LEFT, _HALF_RIGHT = "▐", "▌"

#: Where nothing is said in a line of dispersion.
NOWHERE = "·"

#: The rows of a trend.
_HEIGHT = 5
#: The most columns of one year or month in a trend.
_WIDEST = 6


def bar(part: float, width: int) -> str:
    """A bar of a part of `width` columns; what is not 0 has at least an eighth of one."""
    eighths = round(max(0.0, min(part, 1.0)) * width * 8)
    if not eighths and part > 0:
        eighths = 1
    return _FULL * (eighths // 8) + _LEFT[eighths % 8]


def two_sided(part: float, half: int, *, left: bool = True) -> list[Run]:
    """A bar from an axis to the right, or for a negative part to the left, `half` columns each.

    Without `left` there is no room for negative parts.
    """
    halves = min(round(abs(part) * half * 2), half * 2)
    length = _FULL * (halves // 2)
    before = after = ""
    if part < 0:
        before = _HALF_LEFT * (halves % 2) + length
    else:
        after = length + _HALF_RIGHT * (halves % 2)
    bar = [Run(before.rjust(half) if left else "", CHART), Run("│", QUIET), Run(after, CHART)]
    return [one for one in bar if one.text]


def levels(values: Sequence[float], most: float, nothing: str = " ") -> str:
    """A character for each value, as high as its part of the greatest one; 0 is `nothing`."""
    return "".join(
        _LOWER[max(1, round(8 * min(value / most, 1.0)))] if value > 0 and most > 0 else nothing
        for value in values
    )


def trend(names: Sequence[str], values: Sequence[float], width: int) -> list[Line]:
    """Values over time as columns next to each other.

    The highest value, the first name and the last one are beside them.

    Args:
        names: of each value, such as its year.
        values: 0 or more; there are no more than `width` less the labels.
        width: of the chart, in columns.
    """
    most = max(values, default=0.0)
    top = f"{most:,.2f}"
    wide = max(1, min(_WIDEST, (width - len(top) - 2) // max(1, len(values))))
    lines: list[Line] = []
    for row in reversed(range(_HEIGHT)):
        label = top if row == _HEIGHT - 1 else "0" if not row else ""
        heights = (value / most * _HEIGHT * 8 - 8 * row if most else 0 for value in values)
        blocks = [
            _LOWER[max(round(min(8, max(0, height))), 1 if value and not row else 0)]
            for height, value in zip(heights, values, strict=True)
        ]
        # Wide columns are set apart.
        gap = " " if wide > 2 else ""
        shown = "".join(block * (wide - len(gap)) + gap for block in blocks).rstrip()
        axis = "┤" if label else "│"
        lines.append([Run(f"{label:>{len(top)}} {axis}", QUIET), Run(shown, CHART)])
    room = wide * len(values)
    first, last = (names[0], names[-1]) if names else ("", "")
    both = f"{first}{last.rjust(room - columns(first))}" if len(names) > 1 else first
    if len(names) > 1 and room < len(first) + len(last) + 1:
        both = f"{first} … {last}"
    indent = max(0, min(len(top) + 2, width - columns(both)))
    lines.append([Run(f"{'':{indent}}{both}", QUIET)])
    return lines
