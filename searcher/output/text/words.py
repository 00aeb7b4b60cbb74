"""Tables of words for people: collocates and keywords, with as many columns as fit."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from searcher.output.layout import styled
from searcher.output.layout.styled import FOUND, QUIET, TITLE, run
from searcher.output.layout.table import Cell, table, text
from searcher.output.streams.terminal import Terminal
from searcher.output.text.heading import TIERS
from searcher.output.text.kwic import matches
from searcher.safe_text import counted, one_line, shortened
from searcher.syntax.lexer import plain_words

if TYPE_CHECKING:
    from searcher.concordance.words.collocates import Collocates
    from searcher.concordance.words.keywords import Keywords
    from searcher.query.filters import Filters


class Column(NamedTuple):
    """A column of figures.

    Attributes:
        name: its name.
        cells: the figure of each row, as text.
        rank: columns with a higher one are left out first where there is no room.
    """

    name: str
    cells: Sequence[str]
    rank: int


def print_collocates(found: "Collocates", terminal: Terminal) -> None:
    """Print what was counted, then a table of the collocates."""
    left, right = found.window
    window = f"{left} words on either side" if left == right else f"{left} before, {right} after"
    query = shortened(found.query_text)
    heading = [
        run(counted(found.total, "collocate"), TITLE),
        run(f" of {query}: {matches(found.matches)} in {counted(found.turns, 'turn')}"),
    ]
    if len(plain_words(found.query_text)) > 1 and (meaning := TIERS[found.tier]):
        heading.append(run(f", {meaning}", QUIET))
    heading.append(run(f" · {window}, at least {found.minimum:,} together", QUIET))
    if found.found and len(found) < found.total:
        heading.append(run(f" · the first {len(found):,}", QUIET))
    terminal.print(terminal.wrap(*heading))
    if found.found:
        columns = [
            Column("together", [f"{one.together:,}" for one in found], 1),
            Column("expected", [f"{one.expected:,.1f}" for one in found], 2),
            Column("in all", [f"{one.frequency:,}" for one in found], 3),
            Column(found.measure, [f"{one.score:,.2f}" for one in found], 0),
        ]
        _print_words([one.word for one in found], columns, terminal)


def print_keywords(found: "Keywords", terminal: Terminal) -> None:
    """Print what was compared, then a table of the keywords."""
    other = "all others" if found.versus is None else named(found.versus)
    heading = [
        run(counted(found.total, "keyword"), TITLE),
        run(f" of {named(found.filters)} "),
        run(f"({_size(found.turns, found.words)})", QUIET),
        run(f" against {other} "),
        run(f"({_size(found.reference_turns, found.reference_words)})", QUIET),
    ]
    least = f", in at least {counted(found.least_programs, 'program')}"
    heading.append(
        run(f" · said at least {found.minimum:,} times{least * (found.least_programs > 1)}", QUIET)
    )
    if found.found and len(found) < found.total:
        heading.append(run(f" · the first {len(found):,}", QUIET))
    terminal.print(terminal.wrap(*heading))
    if found.found:
        some = [
            Column("count", [f"{one.together:,}" for one in found], 1),
            Column("per 1,000", [f"{one.rate:,.2f}" for one in found], 2),
            Column("others", [f"{one.reference:,}" for one in found], 5),
            Column("others/1,000", [f"{one.reference_rate:,.2f}" for one in found], 2),
            Column("difference", [_percent(one.difference) for one in found], 7),
            Column("log-ratio", [f"{one.log_ratio:,.2f}" for one in found], 3),
            Column("programs", [f"{one.programs:,}" for one in found], 6),
            Column("DP", [_dispersion(one.dispersion) for one in found], 4),
            Column("log-likelihood", [f"{one.log_likelihood:,.2f}" for one in found], 3),
        ]
        # One program says nothing about how evenly a word is spread.
        some = [one for one in some if any(one.cells)]
        # The column that the words are sorted by is always there.
        some = [one._replace(rank=0) if one.name == found.measure else one for one in some]
        _print_words([one.word for one in found], some, terminal)


def named(filters: "Filters") -> str:
    """Filters as they are read: `speaker kagan, since 2019`."""
    parts = (f"{name} {' or '.join(values)}" for name, values in filters.each())
    return shortened(", ".join(parts))


def _print_words(words: Sequence[str], columns: Sequence[Column], terminal: Terminal) -> None:
    """Print a table of words with the columns of figures that fit, beside readable words."""
    shown = sorted(columns, key=lambda column: column.rank)
    widths = {id(column): 2 + max(len(column.name), *map(len, column.cells)) for column in columns}
    word = min(max(map(styled.columns, words)), _WORD)
    while len(shown) > 1 and word + sum(widths[id(one)] for one in shown) > terminal.width:
        # Columns of one rank belong together.
        last = shown[-1].rank
        shown = [one for one in shown if one.rank != last] or shown[:1]
    kept = [column for column in columns if column in shown]
    rows: list[tuple[Cell, ...]] = [
        (text(one_line(said), FOUND), *(text(column.cells[row]) for column in kept))
        for row, said in enumerate(words)
    ]
    # The name of a measure may be wider than its figures and the screen.
    needed = word + sum(widths[id(one)] for one in kept)
    names = ("word", *(column.name if needed <= terminal.width else "score" for column in kept))
    lines = table(names, rows, terminal.width, set(names[1:]))
    terminal.print([[], *lines])
    if left_out := [column.name for column in columns if column not in shown]:
        line = f"No room for: {', '.join(dict.fromkeys(left_out))}. --json has all."
        terminal.print([[], *terminal.wrap(run(line, QUIET))])


#: A word may take so many columns before figures are left out for it.
_WORD = 16


def _size(turns: int, words: int) -> str:
    return f"{counted(turns, 'turn')}, {counted(words, 'word')}"


def _percent(difference: float | None) -> str:
    return "never" if difference is None else f"{difference:+,.0f} %"


def _dispersion(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
