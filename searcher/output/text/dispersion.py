"""Dispersion for people: a line a program, from its first word to its last one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from searcher.output.layout.charts import CHART, NOWHERE, levels
from searcher.output.layout.grid import shortened as fitting
from searcher.output.layout.styled import QUIET, TITLE, Line, Run, columns, run
from searcher.output.streams.terminal import Terminal
from searcher.output.text.heading import TIERS
from searcher.safe_text import counted, one_line, shortened

if TYPE_CHECKING:
    from searcher.concordance.counts.dispersion import Dispersed, Dispersion

#: The most columns of a title and of a line of matches.
_TITLE, _LINE = 40, 72
#: From this width on the numbers have a head.
_WIDE = 50
#: Narrower lines of matches say little: the titles are shortened for them.
_NARROWEST = 16


def dispersion(found: "Dispersion", terminal: Terminal) -> Iterator[Line]:
    """The lines of a dispersion."""
    if not found.programs:
        return
    query = shortened(" ".join(found.query))
    matches = "match" if found.matches == 1 else "matches"
    meaning = TIERS[found.tier] if len(query.split()) > 1 else ""
    yield from terminal.wrap(
        run(f"{found.matches:,} {matches}", TITLE),
        run(f" in {counted(found.programs, 'program')} for {query}"),
        run(f", {meaning}" if meaning else "", QUIET),
    )
    if not found.rows:
        return
    yield []
    numbers = [f"{len(row.places):,}" for row in found.rows]
    head = "matches" if terminal.width >= _WIDE else ""
    number = max(map(len, [*numbers, head]))
    titles = max(columns(_title(row)) for row in found.rows)
    least = _NARROWEST if terminal.width >= _WIDE else _NARROWEST // 2
    title = max(1, min(titles, _TITLE, terminal.width - number - 4 - least))
    wide = min(_LINE, terminal.width - title - number - 4)
    if wide < 1:
        wide, title = max(1, terminal.width - number - 2), 0
    before = title + 2 if title else 0
    binned = [row.in_parts(wide) for row in found.rows]
    most = max(max(row) for row in binned)
    ends = f"start{'end'.rjust(wide - 5)}" if wide >= 10 else ""
    yield [Run(f"{'':{before}}{ends:<{wide}}  {head:>{number}}".rstrip(), QUIET)]
    for row, parts, count in zip(found.rows, binned, numbers, strict=True):
        name = fitting([run(_title(row))], title) if title else []
        blanks = before - columns("".join(one.text for one in name))
        yield [
            *name,
            Run(" " * blanks),
            *_coloured(levels(parts, most, NOWHERE)),
            Run(f"  {count:>{number}}"),
        ]
    if more := found.programs - len(found.rows):
        yield from terminal.wrap(run(f"… and {counted(more, 'more program')}", QUIET))


def _title(row: "Dispersed") -> str:
    return one_line(row.program.title or row.program.id)


def _coloured(text: str) -> Iterator[Run]:
    """Matches in the colour of charts, and quietly where nothing is said."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or (text[end] == NOWHERE) != (text[start] == NOWHERE):
            yield Run(text[start:end], QUIET if text[start] == NOWHERE else CHART)
            start = end
