"""The help page on the search language, laid out with rich."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from searcher.output.streams.console import text
from searcher.syntax.reference import RULES, SECTIONS, Row

HEADING = "bold"
TYPED = "bold cyan"
QUIET = "dim"

#: In a narrower terminal the explanation is below what is typed, not beside it.
TWO_COLUMNS = 64
#: Indentation of an explanation beside what is typed, and in a narrow terminal. If what is typed
#: reaches the first one, the explanation is below it.
BESIDE, BELOW = 26, 4


def syntax(console: Console) -> None:
    """Print the search language: everything that a search can contain, with examples."""
    for line in _syntax(console):
        console.print(line, no_wrap=True, crop=False, overflow="ignore")


def _syntax(console: Console) -> Iterator[Text]:
    for rule in RULES:
        yield from _wrapped([text(rule.replace("`", ""))], console, 0)
        yield Text()
    for section in SECTIONS:
        yield from _wrapped([text(section.heading, HEADING)], console, 0)
        yield Text()
        for row in section.rows:
            yield from _row(row, console)
            yield Text()
    end = text("To try an example on the sample transcripts: searcher demo WORDS", QUIET)
    yield from _wrapped([end], console, 0)


def _row(row: Row, console: Console) -> Iterator[Text]:
    """The ways to type something, and its explanation beside them or below."""
    examples = [text(f"searcher {example}", QUIET) for example in row.examples]
    means = [text(row.means.replace("`", "")), *examples]
    if console.width < TWO_COLUMNS:
        yield from _wrapped([text(", ".join(row.typed), TYPED)], console, 2)
        yield from _wrapped(means, console, BELOW)
        return
    typed = list(_wrapped([text(each, TYPED) for each in row.typed], console, 2))
    explained = _wrapped(means, console, BESIDE)
    if any(line.cell_len >= BESIDE for line in typed):
        yield from typed
        yield from explained
        return
    for one, other in zip_longest(typed, explained):
        if one is None:
            yield other
        elif other is None:
            yield one
        else:
            yield one.append_text(other[one.cell_len :])


def _wrapped(lines: Iterable[Text], console: Console, indent: int) -> Iterator[Text]:
    """Wrap and indent lines, and strip spaces at their ends."""
    for line in lines:
        for wrapped in line.wrap(console, max(console.width - indent, 1)):
            wrapped.rstrip()
            yield Text(" " * indent).append_text(wrapped)
