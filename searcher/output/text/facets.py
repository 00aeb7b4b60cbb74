"""The facets of a search for people: a line or two for each field, the most turns first."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from searcher.concordance.counts.by import OVER_TIME, UNKNOWN
from searcher.output.layout.styled import QUIET, TITLE, Line, Run, run
from searcher.output.streams.terminal import Terminal
from searcher.output.text.counts import name
from searcher.output.values.count_json import facet_groups

if TYPE_CHECKING:
    from searcher.concordance.counts.counts import Counts

#: The most values of a field.
MOST = 6
#: Below the names of the fields; on a terminal that is not so wide the names have their own lines.
_INDENT, _NARROW, _WIDE = 9, 2, 40


def facets(found: "Counts", terminal: Terminal) -> Iterator[Line]:
    """The fields that tell matching turns apart, each with its values and their turns."""
    indent = _INDENT if terminal.width >= _WIDE else _NARROW
    for table in found.tables:
        groups = facet_groups(table)
        if all(group.value is None for group in groups):
            continue
        shown = groups[:MOST]
        if table.by in OVER_TIME:
            shown.sort(key=lambda group: (group.value is None, group.value))
        line: list[Run] = []
        for group in shown:
            line += [run(" · ", QUIET)] if line else []
            if group.value is None:
                line.append(run(UNKNOWN[table.by], QUIET))
            else:
                line += name(table.by, group.value, group.title, group.program)
            # A blank at which no line is broken.
            line.append(run(f"\N{NO-BREAK SPACE}{group.turns:,}", QUIET))
        if more := len(groups) - len(shown):
            line.append(run(f" · {more:,}\N{NO-BREAK SPACE}more", QUIET))
        yield from _under(table.by, list(terminal.wrap(*line, indent=indent)), indent)


def _under(field: str, lines: list[Line], indent: int) -> Iterator[Line]:
    """The lines of a field, whose name is in the indentation of the first one, or above it."""
    if indent < _INDENT:
        yield [run(field, TITLE)]
        yield from lines
        return
    (_, *first), *others = lines
    yield [run(f"{field:<{indent}}", TITLE), *first]
    yield from others
