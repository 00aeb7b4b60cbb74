"""A concordance: each match on a line, with what is said before and after it (key word in context).

A line is a value of an engine, and knows no terminal. Lines are read one by one while somebody
takes them, so a concordance may have more lines than fit into memory.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.model import Program, Turn
from searcher.concordance.kwic.orders import KwicOrder
from searcher.query.filters import EVERYTHING, Filters
from searcher.query_text import query_text
from searcher.quotes.quote import program_record, turn_record
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.query.tier import Tier

#: How much of the turn is in `left` and in `right`, in characters.
CONTEXT = 100
#: A longer word is cut, such as a whole sentence in a script without blanks.
LONGEST_WORD = 30
#: How many neighbouring words on a side the lines are sorted by.
SORTED_BY = 5


class KwicLine(NamedTuple):
    """One match in its context.

    Attributes:
        program: the program, without its turns.
        turn: the turn.
        start, end: the characters of the match in the text of the turn.
    """

    program: Program
    turn: Turn
    start: int
    end: int

    @property
    def match(self) -> str:
        """What matches, on one line."""
        return _on_one_line(self.turn.text[self.start : self.end])

    @property
    def left(self) -> str:
        """What is said before it in the turn, on one line: whole words, at most `CONTEXT` long."""
        return self.before(CONTEXT)

    @property
    def right(self) -> str:
        """What is said after it in the turn, as `left`."""
        return self.after(CONTEXT)

    def before(self, most: int) -> str:
        """What is said before the match: at most so many characters, from a whole word on."""
        text, start = self.turn.text, self.start
        said = _on_one_line(text[max(0, start - 2 * most) : start])
        if len(said) <= most and start <= 2 * most:
            return said
        kept = said[-most:] if most else ""
        if len(said) > most and said[-most - 1] == " ":
            return kept
        blank = kept[: LONGEST_WORD + 1].find(" ")
        return kept[blank + 1 :].lstrip() or kept

    def after(self, most: int) -> str:
        """What is said after the match: at most so many characters, up to a whole word."""
        text, end = self.turn.text, self.end
        said = _on_one_line(text[end : end + 2 * most])
        if len(said) <= most and len(text) - end <= 2 * most:
            return said
        if len(said) > most and said[most] == " ":
            return said[:most]
        kept = said[:most]
        blank = kept.rfind(" ", max(0, most - LONGEST_WORD - 1))
        return (kept[:blank].rstrip() if blank >= 0 else "") or kept

    @property
    def at(self) -> float | None:
        """The seconds at which the match is said, or else the turn begins; if known."""
        if not self.turn.moments:
            return self.turn.start
        known = [seconds for offset, seconds in self.turn.moments if offset <= self.start]
        return max(known, default=self.turn.start)

    @property
    def link(self) -> str | None:
        """A link to that moment, where the program has a recording or a page."""
        return self.program.moment(self.at)

    def to_dict(self) -> dict[str, Any]:
        """The line as `searcher kwic --json` prints it, without `type` and `schema`."""
        return {
            "program": program_record(self.program),
            "turn": turn_record(self.turn),
            "span": [self.start, self.end],
            "left": self.left,
            "match": self.match,
            "right": self.right,
            "at": self.at,
            "link": self.link,
        }


class Kwic(Value):
    """A concordance: how much was found, and the lines.

    It is an iterator over the lines, which are read while they are taken.

    Attributes:
        query: the arguments of the search.
        total: how many matches there are.
        turns: how many turns match: the total of the same search with `--strict`.
        tier: the tier in which they match; None for a search that is matched exactly as typed,
            and if nothing was found.
        lines: the lines of the page.
        order: their order.
        shown: how many lines there are on the page.
        offset: how many were skipped.
        synonyms: the synonyms that were searched for, too, by the words that were typed.
        filters: the filters of the search.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     found = archive.kwic("M protein", sort="right", limit=2)
    ...     for line in found:
    ...         print(line.before(20), "|", line.match, "|", line.after(20))
    the factory and the  | M protein |  about the
    protein is a stable  | M protein | , and I look at it
    """

    query: tuple[str, ...]
    total: int
    turns: int
    tier: "Tier | None"
    lines: Iterator[KwicLine]
    order: KwicOrder = KwicOrder.TEXT
    shown: int = 0
    offset: int = 0
    synonyms: Mapping[str, tuple[str, ...]] = {}
    filters: Filters = EVERYTHING

    def __iter__(self) -> Iterator[KwicLine]:
        return self.lines

    @property
    def query_text(self) -> str:
        """The search as one line; several arguments are quoted as for a shell."""
        return query_text(self.query)

    def __repr__(self) -> str:
        tier = f", tier {self.tier}" if self.tier else ""
        return f"<Kwic of {' '.join(self.query)!r}: {self.total:,} in {self.turns:,} turns{tier}>"


def _on_one_line(text: str) -> str:
    """A text in which each run of blanks, line ends and tabs is one blank."""
    if "  " not in text and "\n" not in text and text.isprintable():
        return text
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"
