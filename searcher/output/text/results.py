"""The quotes of a search for people, grouped by program; on a small screen as many as fit."""

from collections.abc import Iterable, Iterator, Mapping
from operator import ne
from typing import TYPE_CHECKING

from searcher.output.layout.styled import QUIET, Line, run
from searcher.output.streams.terminal import Terminal
from searcher.output.text.heading import TIERS, heading
from searcher.output.text.quotes import program_lines, quote_lines
from searcher.quotes.excerpt import ENOUGH
from searcher.quotes.quote import Quote
from searcher.ranking.orders import Order

if TYPE_CHECKING:
    # A search prints quotes without the readers.
    from searcher.engines.results import Results
    from searcher.quotes.quote import Quote

#: On a small screen long turns are shortened to this part of it, so that several fit.
SHARE = 6
#: Lines of the screen that are kept: the command above, the hint to go on, the next command.
_FREE = 4


class ResultsText:
    """Lays out the quotes of a search.

    Args:
        terminal: where they are printed.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def print_fitted(self, found: "Results", offset: int, rows: int) -> None:
        """Print as many quotes as fit, at least one, and how to see the next ones."""
        rows -= len(list(self._terminal.wrap(*heading(found, offset, 1)))) + _FREE
        lines: list[Line] = []
        shown = 0
        enough = min(ENOUGH, rows * self._terminal.width // SHARE)
        for page in self._pages(found, offset, enough):
            if shown and len(page) > rows:
                break
            lines = page
            shown += 1
        self._print(heading(found, offset, shown))
        self._terminal.print(lines)
        following = offset + shown if shown < len(found.quotes) else found.next_offset
        if following is not None and (shown < len(found.quotes) or following < found.total):
            longer = f", or --limit {len(found.quotes)} to scroll" * (shown < len(found.quotes))
            self._terminal.print([[]])
            read_on = f". Read on: searcher show {offset + 1}" * self._terminal.numbers
            self._print([run(f"More: --offset {following}{longer}{read_on}", QUIET)])

    def _pages(self, found: "Results", offset: int, enough: int) -> Iterator[list[Line]]:
        """The lines of the first quote, of the first two quotes, and so on."""
        programs = [(quote.tier, quote.program.id, quote.program.path) for quote in found.quotes]
        lines: list[Line] = []
        if sum(map(ne, programs, programs[1:])) + 1 == len(set(programs)):
            for block in self.blocks(found, offset, enough):
                lines = [*lines, *block]
                yield lines
            return
        # The quotes of a program are put together, so a later one may come before an earlier one.
        for count in range(1, len(found.quotes) + 1):
            some = found.replaced(quotes=found.quotes[:count])
            yield [line for block in self.blocks(some, offset, enough) for line in block]

    def blocks(self, found: "Results", offset: int, enough: int = ENOUGH) -> Iterator[list[Line]]:
        """The lines of each quote, with the headings above it; see `quote_lines`."""
        groups: dict[tuple[str | None, str, str], list[Quote]] = {}
        for quote in found.quotes:
            program = quote.program
            groups.setdefault((quote.tier, program.id, program.path), []).append(quote)
        ranks = {id(quote): rank for rank, quote in enumerate(found.quotes, start=offset + 1)}
        return self.grouped(groups.values(), found, enough, ranks)

    def grouped(
        self,
        groups: Iterable[Iterable[Quote]],
        found: "Results",
        enough: int,
        ranks: Mapping[int, int],
    ) -> Iterator[list[Line]]:
        """The lines of each quote; each group is of one tier and of one program.

        Those that have a rank, by their `id`, have it before them.
        """
        shown, undated = found.tier, False
        by_date = found.order in (Order.DATE, Order.LATEST)
        for quotes in groups:
            lines: list[Line] = []
            is_first = True
            for quote in quotes:
                if is_first and quote.tier != shown:
                    shown, undated = quote.tier, False
                    lines.append([])
                    lines += self._terminal.wrap(run(f"Less exact: {TIERS[shown]}", QUIET))
                if is_first and by_date and not undated and quote.program.date is None:
                    undated = True
                    lines.append([])
                    lines += self._terminal.wrap(run("Programs without a date come last:", QUIET))
                if is_first:
                    lines.append([])
                    lines += program_lines(quote.program, self._terminal)
                    is_first = False
                lines.append([])
                # `searcher show NUMBER` is for whoever types the next command.
                rank = ranks.get(id(quote)) if self._terminal.numbers else None
                lines += quote_lines(quote, self._terminal, enough, rank)
                yield lines
                lines = []

    def _print(self, runs: Line, *, indent: int = 0) -> None:
        self._terminal.print(self._terminal.wrap(*runs, indent=indent))
