"""The session without Textual: a prompt with a history, for any terminal and for screen readers."""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

from searcher.live import reading
from searcher.live.answers import Found, Problem
from searcher.live.asked import Asked
from searcher.live.blocks import heading, of_hints
from searcher.live.problems import problem_of
from searcher.live.session import LITTLE, Session
from searcher.output.layout.styled import QUIET, Line, Run, run
from searcher.output.streams.terminal import Terminal, terminal, terminal_size
from searcher.output.text.results import SHARE, ResultsText
from searcher.quotes.excerpt import ENOUGH
from searcher.safe_text import counted, one_line

if TYPE_CHECKING:
    from searcher.quotes.quote import Quote

PROMPT = "search> "
#: How many turns are shown before and after a result.
AROUND = 2
#: How many results are read at once; as many of them are shown as fit.
PAGE = 10
#: Lines of the screen that are kept: the prompt, the heading, the line below.
_FREE = 5
#: Of a search that is too long to be one.
LONGEST = 2_000

HELP = """\
Type words, and Enter: quotes that say them, the best first.
  maintenance                the word in any inflection
  M protein                  as a phrase first, then less exact
  "M protein"                exactly these words
  speaker:abelson window     fields; searcher help syntax lists everything
A number reads around a result. An empty line shows more results.
  help                       this help; ? does the same
  q                          leave; so does Ctrl-D
To search for the word help, or for a number, put it in quotes: "help"."""


class Prompt:
    """Reads searches, and prints what is found.

    Args:
        session: what answers.
        lines: the lines that are typed, without their ends.
        out: where answers are printed.
    """

    def __init__(self, session: Session, lines: Iterator[str], out: TextIO) -> None:
        self._session = session
        self._lines = lines
        self._out = out
        self._found: Found | None = None
        self._quotes: list[Quote] = []
        self._shown = 0

    def run(self, first: str = "") -> None:
        """Answer until somebody leaves.

        Args:
            first: a search to begin with.
        """
        if first:
            self._print([[Run(f"{PROMPT}{one_line(first)}", QUIET)]])
            self._answer(first)
        else:
            self._guarded(self._greet)
        for typed in self._lines:
            line = typed.strip()
            if line.casefold() in ("q", "quit", "exit"):
                return
            self._answer(line)

    def _answer(self, line: str) -> None:
        if line.casefold() in ("help", "?"):
            self._out.write(f"{HELP}\n")
        elif not line:
            self._guarded(self._more)
        elif line.isdecimal() and len(line) < 7:
            self._guarded(lambda: self._read(int(line)))
        else:
            self._guarded(lambda: self._search(line[:LONGEST]))
        self._out.flush()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except KeyboardInterrupt:
            self._out.write("\ninterrupted; q leaves\n")
        except Exception as error:
            problem = problem_of(error)
            if problem is None:
                raise
            self._tell(problem)

    @property
    def _terminal(self) -> Terminal:
        """The terminal as it is now: its width may have changed."""
        return terminal(self._out).replaced(numbers=True)

    def _greet(self) -> None:
        """What the index holds, and how to begin."""
        held = self._session.overview()
        dated = f", {held.first} to {held.last}" if held.first else ""
        line = f"{counted(held.programs, 'program')}, {counted(held.turns, 'turn')}{dated}"
        if not held.programs:
            line = "the index is empty: searcher index FOLDER adds transcripts"
        self._print(self._terminal.wrap(run(f"{line}. Type words, or help, or q to leave.")))

    def _search(self, text: str) -> None:
        asked = Asked(text, self._session.options.filters, PAGE)
        found = self._session.found(asked)
        if found.problem is not None:
            self._tell(found.problem)
            return
        assert found.results is not None
        if found.results.total and len(found.results) < PAGE:
            found = found.replaced(results=self._session.less_exact(found))
        self._found, self._quotes, self._shown = found, [], 0
        self._take(found.results.quotes if found.results else ())
        assert found.results is not None
        if found.results.total:
            self._print(self._terminal.wrap(*heading(found)))
            self._show()
        if found.results.total < LITTLE and not found.as_beginning:
            hints = self._session.hints(asked)
            blocks = of_hints(hints, self._terminal.width)
            for block in blocks:
                self._print([*block.above, *block.lines])

    def _take(self, quotes: "Sequence[Quote]") -> None:
        self._quotes += quotes

    def _show(self) -> None:
        """Print the next results: as many as fit on the screen, at least one."""
        assert self._found is not None
        assert self._found.results is not None
        rows = terminal_size().lines - _FREE
        target = self._terminal
        enough = max(1, min(ENOUGH, rows * target.width // SHARE))
        lines: list[Line] = []
        shown = self._shown
        # Quotes of one program are put together, so a later one may come before an earlier one.
        for end in range(shown + 1, len(self._quotes) + 1):
            some = self._found.results.replaced(quotes=(*self._quotes[self._shown : end],))
            blocks = ResultsText(target).blocks(some, self._shown, enough)
            laid = [line for block in blocks for line in block]
            if lines and len(laid) > rows:
                break
            lines, shown = laid, end
        self._print(lines)
        self._shown = shown
        more = self._found.results.next_offset is not None or shown < len(self._quotes)
        keys = f"1 to {shown}: read around it" if shown > 1 else "1: read around it"
        line = f"{keys}{', Enter: more results' if more else ''}"
        self._print([[], *target.wrap(run(line, QUIET))])

    def _more(self) -> None:
        """Print more results of the last search."""
        found = self._found
        if found is None or found.results is None or not self._quotes:
            return
        offset = found.results.next_offset
        if self._shown >= len(self._quotes) and offset is not None:
            more = self._session.more(found, offset, PAGE)
            following = more.next_offset
            self._found = found.replaced(results=found.results.replaced(next_offset=following))
            self._take(more.quotes)
        if self._shown < len(self._quotes):
            self._show()
        else:
            self._print([[run("there are no more results", QUIET)]])

    def _read(self, number: int) -> None:
        """Print what is around a result."""
        if self._found is None or not 1 <= number <= len(self._quotes):
            has = f"the results are 1 to {len(self._quotes)}" if self._quotes else "search first"
            self._tell(Problem(f"there is no result {number}: {has}"))
            return
        passage = self._session.passage(self._found, self._quotes[number - 1], AROUND)
        laid = reading.laid(passage, self._terminal.width)
        self._print([*laid.title, *laid.lines])

    def _tell(self, problem: Problem) -> None:
        """What is wrong; below the search where it is, as far as that is known."""
        if problem.place is not None:
            self._print([[Run(" " * (len(PROMPT) + problem.place) + "^")]])
        self._print(self._terminal.wrap(run(problem.line)))

    def _print(self, lines: Iterable[Line]) -> None:
        self._terminal.print(lines)


def typed_lines() -> Iterator[str]:
    """The lines that somebody types at a prompt, with the history of this session.

    Ctrl-D ends them, and so does Ctrl-C.
    """
    with contextlib.suppress(ImportError):
        # Importing it is what gives `input` a history; Windows has none.
        import_module("readline")
    while True:
        try:
            yield input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            sys.stdout.write("\n")
            return
