"""A run, printed: tables with ratios, bars, means, and what was reached."""

import math
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tests.bench.engine import FTS5, OURS, STEMS, TANTIVY
from tests.bench.measure import Figure, Row, geometric_mean
from tests.bench.record import Record
from tests.bench.targets import Target, compared, targets

#: Characters of the longest bar.
BAR = 48
#: Columns, where the output is no terminal that has its own width.
WIDTH = 132


def show(record: Record, console: Console) -> None:
    """Print a run."""
    rows = record.rows
    console.print(Text(_heading(record)))
    console.print(_table(rows))
    console.print(
        Text("best (median); 2x: this project takes twice as much; ~: scaled from fewer turns")
    )
    searched = [row for row in rows if row.group == "warm"]
    if searched:
        console.print(_counts(searched))
        for line in bars(searched):
            console.print(Text(line))
    for line in means(rows):
        console.print(Text(line))
    console.print(_reached(targets(rows)))


def _heading(record: Record) -> str:
    corpus, machine = record.corpus, record.machine
    versions = ", ".join(f"{name} {version}" for name, version in record.versions.items())
    return (
        f"{corpus['name']}: {corpus['programs']:,} programs, {corpus['turns']:,} turns, "
        f"{corpus['words']:,} words, {corpus['megabytes']} MB\n"
        f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gib']} GiB, "
        f"{machine['system']}\n{versions}"
    )


def _engines(rows: Sequence[Row]) -> list[str]:
    """The engines of some rows, this project first."""
    found = dict.fromkeys(name for row in rows for name in row.figures)
    return sorted(found, key=lambda name: name != OURS)


def _table(rows: Sequence[Row]) -> Table:
    engines = _engines(rows)
    table = Table(title="What was measured", title_justify="left")
    table.add_column("row", no_wrap=True)
    for name in ("", *engines):
        table.add_column(name, justify="right", no_wrap=True)
    group = rows[0].group if rows else ""
    for row in rows:
        if row.group != group:
            table.add_section()
            group = row.group
        cells = (_cell(row, name) for name in engines)
        table.add_row(Text(row.name), Text(row.unit), *map(Text, cells))
    return table


def _cell(row: Row, name: str) -> str:
    if name not in row.figures:
        return "-"
    figure = row.figures[name]
    value = f"{'~' if figure.scaled else ''}{_number(figure.best)}"
    if figure.median != figure.best:
        value += f" ({_number(figure.median)})"
    ratio = row.ratio(OURS, name)
    return value if name == OURS or ratio is None else f"{value} {_number(ratio)}x"


def _number(value: float) -> str:
    """Three digits that count, no more than three behind the point."""
    if value >= 99.5:
        return f"{value:,.0f}"
    return f"{value:.{1 if value >= 9.95 else 2 if value >= 0.0995 else 3}f}"


def _counts(rows: Sequence[Row]) -> Table:
    engines = _engines(rows)
    table = Table(title="Turns that were found", title_justify="left")
    table.add_column("kind")
    table.add_column("search", overflow="fold")
    for name in (*engines, "the same?"):
        table.add_column(name, justify="right")
    said = {True: "yes", False: "NO", None: ""}
    for row in rows:
        found = (_found(row.figures.get(name)) for name in engines)
        table.add_row(Text(row.name), Text(row.detail), *found, said[row.same])
    return table


def _found(figure: Figure | None) -> str:
    if figure is None or figure.turns is None:
        return "-"
    return f"{figure.turns:,}{' of a part' if figure.scaled else ''}"


def bars(rows: Sequence[Row]) -> Iterator[str]:
    """The best of each kind as bars on a logarithmic scale: a bar a step longer takes longer."""
    values = [figure.best for row in rows for figure in row.figures.values()]
    low, high = min(values), max(values)
    span = math.log(high / low) or 1.0
    kinds = max(len(row.name) for row in rows)
    names = max(len(name) for row in rows for name in row.figures)
    yield f"ms of a warm search, logarithmic: {_number(low)} to {_number(high)}"
    for row in rows:
        label = row.name
        for name, figure in row.figures.items():
            length = 1 + round(math.log(figure.best / low) / span * (BAR - 1))
            mark = "█" if name == OURS else "▒"
            scaled = "~" if figure.scaled else ""
            yield f"{label:{kinds}} {name:{names}} {mark * length} {scaled}{_number(figure.best)}"
            label = ""


def means(rows: Sequence[Row]) -> Iterator[str]:
    """The geometric means over the kinds of search that a peer has too."""
    for peer in (TANTIVY, FTS5, STEMS):
        ratios = compared(rows, peer)
        mean = geometric_mean(ratios)
        if mean is not None:
            yield f"geometric mean of {len(ratios)} kinds, to {peer}: {_number(mean)}x"


def _reached(found: Sequence[Target]) -> Table:
    table = Table(title="What is to be reached", title_justify="left")
    for name in ("target", "limit", "this run", ""):
        table.add_column(name, justify="left" if name in ("target", "") else "right")
    said = {True: "reached", False: "missed", None: "not measured"}
    for target in found:
        bound = "at least" if target.at_least else "at most"
        value = "-" if target.value is None else f"{_number(target.value)} {target.unit}"
        limit = f"{bound} {target.limit:g} {target.unit}"
        table.add_row(Text(target.name), limit, value, said[target.reached])
    return table
