"""Counts for people: tables with bars, trends over time, two searches side by side."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from searcher.concordance.counts.by import OVER_TIME, UNKNOWN, By
from searcher.concordance.counts.counts import NOTHING, Group, Table, per_thousand
from searcher.output.layout.charts import trend, two_sided
from searcher.output.layout.grid import Column, Grid
from searcher.output.layout.styled import ITALIC, QUIET, SPEAKER, TITLE, Line, Run, columns, run
from searcher.output.streams.terminal import Terminal
from searcher.output.text.heading import TIERS
from searcher.output.values.count_rows import groups_of
from searcher.safe_text import counted, one_line, shortened

if TYPE_CHECKING:
    from searcher.concordance.counts.comparison import Comparison, Pair
    from searcher.concordance.counts.counts import Counts
    from searcher.concordance.counts.talk_share import Share, TalkShare
    from searcher.query.filters import Filters

#: How many groups are shown if nothing else is wanted; of an overview; of years or months.
LIMIT, OF_OVERVIEW, OF_TIME = 20, 5, 40

MULTIPLE = {
    By.TOPIC: "A program can have several topics, and each counts: the groups sum to more than "
    "the total.",
}

#: A log-likelihood below this may well be chance.
_CHANCE = 3.84
_MEASURES = (
    "log ratio: 1 is twice as often, -1 half as often. log-likelihood: from 3.84 on p < 0.05, "
    "from 15.13 on p < 0.0001."
)


def counts(found: "Counts", terminal: Terminal, limit: int | None) -> Iterator[Line]:
    """The lines of counts; several tables are an overview. Of nothing there is none."""
    if not found.total.turns:
        return
    yield from terminal.wrap(*heading(found))
    overview = len(found.tables) > 1
    for table in found.tables:
        yield []
        most = limit or (OF_OVERVIEW if overview else None)
        if overview and table.by in OVER_TIME:
            yield from _trend(table, terminal)
            if table.unknown.turns:
                yield from terminal.wrap(run(_undated(table), QUIET))
            continue
        yield from _table(table, found.total, terminal.width, most)
        if table.is_multiple and table.by in MULTIPLE:
            yield from terminal.wrap(run(MULTIPLE[table.by], QUIET))
        if table.by in OVER_TIME and table.groups:
            yield []
            yield from _trend(table, terminal)


def heading(found: "Counts") -> list[Run]:
    """What was counted: the total and the rate."""
    total = found.total
    line = [
        run(_matches(total.matches), TITLE),
        run(f" in {counted(total.turns, 'turn')}"),
        run(f" for {shortened(query_text(found.query))}"),
    ]
    if (meaning := TIERS[found.tier]) and len(query_text(found.query).split()) > 1:
        line.append(run(f", {meaning}", QUIET))
    if total.words:
        line.append(run(f" · {rate(total.rate)} per 1,000 words", QUIET))
    return line


def query_text(query: Sequence[str]) -> str:
    """A search as one line."""
    return " ".join(query)


def rate(value: float) -> str:
    """A rate with two decimals; a very small one is not 0."""
    return "<0.01" if 0 < value < 0.005 else f"{value:,.2f}"


def _matches(count: int) -> str:
    return f"{count:,} match" if count == 1 else f"{count:,} matches"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"


def name(by: By, value: str | None, title: str | None, program: str | None) -> list[Run]:
    """The name of a group."""
    if by == By.PROGRAM and title:
        return [run(one_line(title)), run(f" · {one_line(value or '')}", QUIET)]
    line = [run(one_line(value or ""), SPEAKER if by == By.SPEAKER else "")]
    if program is not None:
        line += [run(" in ", QUIET), run(one_line(title or program), ITALIC)]
    return line


def parted(
    groups: Sequence[Group], by: By, limit: int | None
) -> tuple[list[Group], Group | None, int]:
    """The groups to show, and the others as one with their number; in time the latest are shown."""
    shown = list(groups)
    most = limit if limit is not None else OF_TIME if by in OVER_TIME else LIMIT
    if len(shown) <= most:
        return shown, None, 0
    others = shown[:-most] if by in OVER_TIME else shown[most:]
    shown = shown[-most:] if by in OVER_TIME else shown[:most]
    rest = NOTHING
    for group in others:
        rest = rest.plus(group)
    return shown, rest, len(others)


def _table(table: Table, total: Group, width: int, limit: int | None) -> list[Line]:
    groups = groups_of(table)
    shown, rest, others = parted(groups, table.by, limit)
    names: list[Line] = [name(table.by, g.value, g.title, g.program) for g in shown]
    rows = list(shown)
    # A count by matches, unless only other fields match.
    whole = total.matches or total.turns
    sizes = [group.matches if total.matches else group.turns for group in shown]
    if rest is not None:
        earlier = table.by in OVER_TIME
        place = 0 if earlier else len(rows)
        label = f"… and {others:,} {'earlier' if earlier else 'more'}"
        names.insert(place, [run(label, QUIET)])
        rows.insert(place, rest)
        sizes.insert(place, 0)
    if table.unknown.turns:
        # It has no bar: beside those of groups it would look like one of them.
        names.append([run(UNKNOWN[table.by], QUIET)])
        rows.append(table.unknown)
        sizes.append(0)
    names.append([run("total", TITLE)])
    rows.append(total)
    most = max(sizes, default=0)
    grid = Grid(
        table.by,
        names,
        (
            Column("matches", [f"{group.matches:,}" for group in rows]),
            Column("turns", [f"{group.turns:,}" for group in rows], 4),
            *(
                [Column("programs", [_programs(group, rest) for group in rows], 6)]
                if table.by != By.PROGRAM
                else []
            ),
            Column("per 1,000", [rate(g.rate) if g.words else "–" for g in rows], 2),
            Column("share", [_percent(g.matches or g.turns * (not total.matches), whole)
                             for g in rows], 5),
        ),
        [*(size / most if most else 0 for size in sizes), 0],
        below=1,
    )  # fmt: skip
    return grid.lines(width)


def _programs(group: Group, rest: Group | None) -> str:
    """The programs of a group; of several as one it is not known, for they may share some."""
    return "" if group is rest else f"{group.programs:,}"


def _trend(table: Table, terminal: Terminal) -> Iterator[Line]:
    """A trend of the rate; neighbouring months are one column where there are too many."""
    groups = groups_of(table)
    if not groups:
        return
    # Together the rates are not higher, so the label of the highest one is not longer.
    label = f"{max(group.rate for group in groups):,.2f}"
    room = max(1, terminal.width - len(label) - 2)
    step = -(-len(groups) // room)
    parts = [groups[at : at + step] for at in range(0, len(groups), step)]
    rates = [
        per_thousand(sum(one.matches for one in part), sum(one.words for one in part))
        for part in parts
    ]
    joined = f", {step} {table.by}s a column" if step > 1 else ""
    yield from terminal.wrap(run(f"per 1,000 words, by {table.by}{joined}", QUIET))
    names = [part[0].value or "" for part in parts]
    names[-1] = groups[-1].value or ""
    yield from trend(names, rates, terminal.width)


def _undated(table: Table) -> str:
    unknown = table.unknown
    programs = counted(unknown.programs, "program")
    return f"{UNKNOWN[table.by]}: {_matches(unknown.matches)} in {programs}"


def comparison(found: "Comparison", terminal: Terminal, limit: int | None) -> Iterator[Line]:
    """Two searches side by side."""
    if not (found.total.one.turns or found.total.other.turns):
        return
    yield from terminal.wrap(*heading(found.one))
    yield from terminal.wrap(*heading(found.other))
    yield []
    most = limit if limit is not None else OF_TIME if found.by in OVER_TIME else LIMIT
    shown = found.pairs[-most:] if found.by in OVER_TIME else found.pairs[:most]
    others = len(found.pairs) - len(shown)
    pairs = list(shown)
    names: list[Line] = [name(found.by, p.one.value, p.one.title, p.one.program) for p in pairs]
    if found.unknown.one.turns or found.unknown.other.turns:
        names.append([run(UNKNOWN[found.by], QUIET)])
        pairs.append(found.unknown)
    names.append([run("total", TITLE)])
    pairs.append(found.total)
    yield from _compared(found, names, pairs, terminal.width)
    if others:
        which = "earlier" if found.by in OVER_TIME else "more"
        yield from terminal.wrap(run(f"… and {others:,} {which}", QUIET))
    yield from terminal.wrap(run(_MEASURES, QUIET))


def _compared(
    found: "Comparison", names: list[Line], pairs: "Sequence[Pair]", width: int
) -> Iterator[Line]:
    heads = [shortened(query_text(counts.query), 14) for counts in (found.one, found.other)]
    grid = Grid(
        found.by,
        names,
        (
            Column(heads[0], [f"{pair.one.matches:,}" for pair in pairs]),
            Column("per 1,000", [rate(pair.one.rate) for pair in pairs], 5),
            Column(heads[1], [f"{pair.other.matches:,}" for pair in pairs]),
            Column("per 1,000", [rate(pair.other.rate) for pair in pairs], 5),
            Column("log-likelihood", [_likelihood(pair) for pair in pairs], 4),
            Column("log ratio", [f"{pair.log_ratio:+.2f}" for pair in pairs], 2),
        ),
        below=1,
    )
    lines = grid.lines(width)
    most = max((abs(pair.log_ratio) for pair in pairs), default=0)
    widths = [sum(columns(one.text) for one in line) for line in lines]
    used = max(widths)
    # Where nobody says the second search more often, the axis is next to the numbers.
    sides = 2 if any(pair.log_ratio < 0 for pair in pairs) else 1
    half = min(10, (width - used - 3) // sides)
    if half < 2 or not most:
        yield from lines
        return
    rows = iter(pairs)
    for number, line in enumerate(lines):
        # The bars of the rows are after the head and its rule, and around the rule of the total.
        if number < 2 or line == lines[1]:
            yield line
        else:
            pair = next(rows)
            blanks = used + 2 - widths[number]
            bar = two_sided(pair.log_ratio / most, half, left=sides == 2)
            yield [*line, Run(" " * blanks), *bar]


def _likelihood(pair: "Pair") -> str:
    return f"{pair.log_likelihood:,.1f}"


def talk_share(found: "TalkShare", terminal: Terminal, limit: int | None) -> Iterator[Line]:
    """How much everybody says."""
    total = found.total
    if not total.turns:
        return
    yield from terminal.wrap(
        run(counted(total.words, "word"), TITLE),
        run(f" in {counted(total.turns, 'turn')}"),
        run(f" · {_filtered(found.filters)}" if found.filters else "", QUIET),
    )
    yield []
    most = limit if limit is not None else OF_TIME if found.by in OVER_TIME else LIMIT
    shown = list(found.groups[-most:] if found.by in OVER_TIME else found.groups[:most])
    names: list[Line] = [name(found.by, s.value, s.title, s.program) for s in shown]
    sizes = [share.words for share in shown]
    others = len(found.groups) - len(shown)
    if others:
        hidden = found.groups[:others] if found.by in OVER_TIME else found.groups[most:]
        rest = hidden[0]
        for share in hidden[1:]:
            rest = rest.plus(share)
        place = 0 if found.by in OVER_TIME else len(shown)
        which = "earlier" if found.by in OVER_TIME else "more"
        names.insert(place, [run(f"… and {others:,} {which}", QUIET)])
        shown.insert(place, rest)
        sizes.insert(place, 0)
    if found.unknown.turns:
        names.append([run(UNKNOWN[found.by], QUIET)])
        shown.append(found.unknown)
        sizes.append(0)
    names.append([run("total", TITLE)])
    greatest = max(sizes, default=0)
    parts = [*(size / greatest if greatest else 0 for size in sizes), 0]
    yield from _shares(found, names, [*shown, total], parts).lines(terminal.width)
    if found.is_multiple and found.by in MULTIPLE:
        yield from terminal.wrap(run(MULTIPLE[found.by], QUIET))
    if not total.asked:
        note = "No turn has a question mark, so it is not known who asks."
        yield from terminal.wrap(run(note, QUIET))


def _shares(
    found: "TalkShare", names: list[Line], rows: "Sequence[Share]", parts: Sequence[float]
) -> Grid:
    return Grid(
        found.by,
        names,
        (
            Column("words", [f"{share.words:,}" for share in rows]),
            Column("turns", [f"{share.turns:,}" for share in rows], 2),
            Column("words a turn", [f"{share.mean:,.1f}" for share in rows], 6),
            Column("asked", [f"{share.asked:,}" for share in rows], 4),
            Column("answered", [f"{share.answered:,}" for share in rows], 4),
            Column("share", [_percent(share.words, found.total.words) for share in rows], 5),
        ),
        parts,
        below=1,
    )


def _filtered(filters: "Filters") -> str:
    each = (f"{name} {' or '.join(values)}" for name, values in filters.each())
    return shortened(", ".join(each))
