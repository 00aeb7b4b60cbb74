"""Printers of citations for other programs: an entry for each quote or program."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING
from zlib import crc32

from searcher.citation.work import Work, of_quote, of_turn
from searcher.output.messages import notices
from searcher.output.values.attribution import address
from searcher.quotes.quote import at
from searcher.safe_text import clock, warn

if TYPE_CHECKING:
    from index.turn_record import Entry
    from searcher.citation.citation import Citation
    from searcher.engines.every import Every
    from searcher.engines.results import Results
    from searcher.passages.passage import Again, Passage

_NO_KEY = re.compile(r"[^A-Za-z0-9]+")
#: How much of the id of a program is in a key.
_LONGEST = 60


class WorksPrinter(ABC):
    """Prints what is cited in a format of bibliographies; a subclass writes the entries."""

    @abstractmethod
    def works(self, works: Iterable[Work]) -> None:
        """Write an entry for each work, before the next one is read."""

    def results(self, found: "Results", *, offset: int = 0, rows: int | None = None) -> None:
        """Write an entry for each quote of a search."""
        self.works(map(of_quote, found.quotes))
        for notice in notices.notices(found, offset=offset):
            warn(notice)

    def every(self, found: "Every") -> None:
        """Write an entry for every quote of a search."""
        self.works(map(of_quote, found))
        for notice in notices.notices(found.found):
            warn(notice)

    def programs(self, entries: "Iterable[Entry]") -> None:
        """Write an entry for each program in an index."""
        self.works(of_turn(entry.program) for entry in entries)

    def passage(self, found: "Passage", again: "Again") -> None:
        """Write an entry for the turn that was asked for, or for the program."""
        self.works([of_passage(found)])

    def citations(self, cited: "Iterable[Citation]") -> None:
        """Write an entry for each work that is cited, whatever the style."""
        self.works(one.work for one in cited)


def of_passage(found: "Passage") -> Work:
    """The turn that was asked for, at its first match or at the moment; else the program."""
    turn = next((one for one in found.program.turns if one.number == found.turn), None)
    if turn is None:
        return of_turn(found.program)
    spans = found.matches.spans.get(turn.number, ()) if found.matches is not None else ()
    first = spans[0] if spans else found.moment
    return of_turn(found.program, turn, at(turn, first[0] if first else 0))


def key(work: Work) -> str:
    """The name of an entry, of ASCII: the same in every run, another one for another turn."""
    name = _NO_KEY.sub("-", work.program).strip("-")[:_LONGEST].lower()
    if name != work.program:
        # Two ids may have the same letters.
        name = f"{name or 'program'}-{crc32(work.program.encode(errors='replace')):08x}"
    return name if work.turn is None else f"{name}-{work.turn}"


def where(work: Work) -> str:
    """The turn and the moment: `turn 6, 1:26`; "" for a program."""
    time = "" if work.seconds is None or work.turn is None else clock(work.seconds)
    return ", ".join(filter(None, ("" if work.turn is None else f"turn {work.turn}", time)))


def link(work: Work) -> str:
    """The address of a work, which ends no entry."""
    return address(work.url)
