"""Values: what is to be shown of a program, and what is shown."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from corpus.model import Program, Turn
from searcher.query.filters import EVERYTHING, Filters
from searcher.quotes.quote import Span, Spans
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.query.tier import Tier


class Result(Value):
    """A turn that a search found, as it is remembered.

    Attributes:
        program, path: the id and the file of its program.
        turn: its number.
        checksum: of its text; see `checksum`.
    """

    program: str
    path: str
    turn: int
    checksum: int


class Wanted(Value):
    """What is to be shown.

    Attributes:
        name: a program with a place in it, as they are typed: `m-protein:12`.
        context: how many turns before and after the place; None for the usual number.
        find: a search whose matches are marked; empty for none.
        hit: the number of a turn that the search finds in the program, from 1: it is shown in
            place of the whole program.
        filters, synonyms, sounds_like: as in a request.
        result: the program and the turn that a search has found; then `name` is a number, which
            may have a place after it.
        notices: what whoever asks should know already.
    """

    name: str
    context: int | None = None
    find: tuple[str, ...] = ()
    hit: int | None = None
    filters: Filters = EVERYTHING
    synonyms: bool = True
    sounds_like: bool = False
    result: Result | None = None
    notices: tuple[str, ...] = ()


class Matches(Value):
    """What a search finds in a program.

    Attributes:
        query: the search as one line, with its synonyms.
        tier: the tier that was found; None for a search that is matched as typed.
        turns: the numbers of the turns that match, ascending.
        spans: what matches in the turns that are shown, by their numbers.
        hit: which of `turns` is shown, from 1; None if none was asked for.
        filters: what every match matches besides.
    """

    query: str
    tier: "Tier | None"
    turns: tuple[int, ...]
    spans: Mapping[int, Spans]
    hit: int | None = None
    filters: Filters = EVERYTHING


class Passage(Value):
    """A program with the turns that are shown.

    Attributes:
        program: the program; its turns are those that are shown.
        total: how many turns the program has.
        turn: the number of the turn that was asked for; None for a whole program or a range.
        moment: what is said at the time that was asked for, as a range of characters of that
            turn; None if the turn does not say so exactly.
        matches: what the search finds; None if there is no search.
        notices: what whoever asked should know, a line each.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     shown = archive.passage("m-protein:6", context=1)
    >>> [turn.number for turn in shown.program.turns], shown.turn, shown.total
    ([5, 6, 7], 6, 15)
    """

    program: Program
    total: int
    turn: int | None = None
    moment: Span | None = None
    matches: Matches | None = None
    notices: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all turns of the program are shown."""
        return len(self.program.turns) == self.total


class Again(Value):
    """The command that showed a passage, to be typed again for what follows.

    Attributes:
        program: the id of the program, or the number of a result.
        find: the search as it was typed; empty where the number of a result implies it.
        options: other options, such as those for the index.
        context: how many turns before and after a hit were asked for, if somebody did.
        next_result: the number of the next result of the last search; None if there is none.
    """

    program: str
    find: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    context: int | None = None
    next_result: int | None = None

    def typed(self, *, place: str = "", hit: int | None = None) -> str:
        """The command for a place or for a hit of the search, as it is typed in a shell."""
        words = ["searcher", "show", f"{self.program}:{place}" if place else self.program]
        words += [part for one in self.find for part in ("--find", one)]
        words += self.options
        if hit is not None:
            words += [] if self.context is None else ["-C", str(self.context)]
            words += ["--hit", str(hit)]
        return _quoted(words)

    def result_typed(self, number: int) -> str:
        """The command for a result of the last search."""
        return _quoted(["searcher", "show", str(number), *self.options])


def _quoted(words: list[str]) -> str:
    # JSON needs no command.
    import shlex

    return shlex.join(words)


def checksum(turn: Turn) -> int:
    """A number by which the text of a turn is found again."""
    # Only whoever remembers results needs it.
    from zlib import crc32

    return crc32(turn.text.encode("utf-8", "surrogatepass"))
