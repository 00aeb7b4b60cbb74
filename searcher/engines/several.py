"""Several engines that are searched as one, such as the indexes of two folders."""

import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from heapq import merge
from typing import TYPE_CHECKING, Any

from searcher.engines.every import Every
from searcher.engines.request import Request
from searcher.engines.results import Results
from searcher.engines.speaker_list import Speaker
from searcher.engines.united_results import KEYS, page_of, strictest
from searcher.quotes.quote import Quote
from searcher.ranking.orders import Order

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.model import Program, Turn
    from index.turn_record import Entry
    from searcher.concordance.counts.counts import Counts
    from searcher.concordance.counts.dispersion import Dispersion
    from searcher.concordance.counts.roll_call import RollCall
    from searcher.concordance.counts.talk_share import TalkShare
    from searcher.concordance.kwic.kwic import Kwic
    from searcher.concordance.words.keyness_counts import KeynessCounts
    from searcher.concordance.words.neighbour_counts import NeighbourCounts
    from searcher.engines.concordance_request import KeynessRequest, KwicRequest, WindowRequest
    from searcher.engines.corrected import CorrectedWords
    from searcher.engines.count_request import CountRequest, TalkRequest
    from searcher.engines.engine import Engine
    from searcher.engines.marked import Marked
    from searcher.verify.candidate import Candidates


class _Owners:
    """Counts how many use an engine."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 1

    def another(self) -> "_Owners":
        """Count one more."""
        with self._lock:
            self._count += 1
        return self

    def leave(self) -> bool:
        """Count one less; whether there is none any more."""
        with self._lock:
            self._count -= 1
            return self._count == 0


class SeveralEngines:
    """An engine over other engines.

    Each one answers by itself, and the answers are merged: tier by tier, in the order of the
    request. How rare a word is, each engine knows for itself only, so scores of two engines
    are comparable as far as these talk about the same things.
    """

    def __init__(self, engines: "Sequence[Engine]") -> None:
        self._engines = engines
        self._owners = {id(engine): _Owners() for engine in engines}

    def renewed(self, *, thorough: bool = False) -> "SeveralEngines | None":
        """The same engines, those that have changed renewed; None where none has changed.

        Raises:
            index.errors.IndexProblem: there is something new, and it cannot be read.
        """
        newer: list[Engine | None] = []
        try:
            newer.extend(engine.renewed(thorough=thorough) for engine in self._engines)
        except BaseException:
            for engine in filter(None, newer):
                engine.close()
            raise
        if not any(newer):
            return None
        pairs = list(zip(self._engines, newer, strict=True))
        renewed = SeveralEngines([new or old for old, new in pairs])
        for old, new in pairs:
            if new is None:
                # It is closed by whichever of the two lets go of it last.
                renewed._owners[id(old)] = self._owners[id(old)].another()
        return renewed

    def corrected(self) -> "list[CorrectedWords]":
        """The corrections of words of all engines."""
        return [one for engine in self._engines for one in engine.corrected()]

    def marked(self) -> "list[Marked]":
        """The tags and notes of all indexes."""
        return [one for engine in self._engines for one in engine.marked()]

    @property
    def folder(self) -> "Path | None":
        """The folder of the only index; None for several: what is kept belongs to one."""
        return self._engines[0].folder if len(self._engines) == 1 else None

    @property
    def state(self) -> str:
        """The names of all states, in their order."""
        return "".join(engine.state for engine in self._engines)

    def search(self, request: Request) -> Results:
        """The quotes of one page, and the total.

        Raises:
            searcher.errors.QueryError: the search cannot be read.
        """
        last = request.offset + request.limit
        each = [engine.search(replace(request, offset=0, limit=last)) for engine in self._engines]
        return page_of(each, request)

    def every(self, request: Request) -> Every:
        """Every quote of the first tier that has a match in any engine, merged as they are read.

        Raises:
            searcher.errors.QueryError: the search cannot be read.
            searcher.errors.RequestError: they are to be sorted by relevance.
        """
        request.refuse_relevance()
        found = self.search(replace(request, limit=0, offset=0))
        each = [engine.every(request) for engine in self._engines]
        streams = [one.quotes for one in each if one.found.total and one.found.tier == found.tier]
        latest = request.order == Order.LATEST
        key = KEYS[request.order]

        def placed(quote: Quote) -> tuple[bool, Any]:
            undated = request.order != Order.PROGRAM and quote.program.date is None
            return undated != latest, key(quote)

        return Every(found, merge(*streams, key=placed, reverse=latest))

    def kwic(self, request: "KwicRequest") -> "Kwic":
        """A concordance of all indexes: their lines are merged in the order of the request.

        In the order of the text, those of one index follow those of another one.

        Raises:
            searcher.errors.QueryError: the search cannot be read.
        """
        # Most calls are searches.
        from searcher.concordance.kwic.merge import merged

        wanted = replace(
            request,
            offset=0,
            limit=None if request.limit is None else request.offset + request.limit,
        )
        each = [engine.kwic(wanted) for engine in self._engines]
        return merged(each, request.order, request.page)

    def neighbours(self, request: "WindowRequest") -> "NeighbourCounts":
        """The words near the matches of a search: the sums."""
        from searcher.concordance.words.neighbour_counts import united

        each = [engine.neighbours(request) for engine in self._engines]
        return united(each, strictest((one.tier, one.turns) for one in each))

    def keyness(self, request: "KeynessRequest") -> "KeynessCounts":
        """The words of two sets of turns: the sums."""
        from searcher.concordance.words.keyness_counts import united

        return united([engine.keyness(request) for engine in self._engines])

    def search_in(self, program: "Program", request: Request) -> Results:
        """As `search`, in one program only."""
        engine = self._having(program)
        return (engine or self._engines[0]).search_in(program, request)

    def count(self, request: "CountRequest") -> "Counts":
        """How often something is said, by group: the sums."""
        # Most archives are searched only; so below.
        from searcher.concordance.counts.counts import united

        each = [engine.count(request) for engine in self._engines]
        return united(each, strictest((one.tier, one.total.turns) for one in each))

    def talk_share(self, request: "TalkRequest") -> "TalkShare":
        """How much everybody says: the sums."""
        from searcher.concordance.counts.talk_share import united

        return united([engine.talk_share(request) for engine in self._engines])

    def roll_call(self, request: Request) -> "RollCall":
        """Everyone who said something, and who was asked and did not."""
        from searcher.concordance.counts.roll_call import united

        # Who says it in one archive may be silent in another one.
        everybody = replace(request, limit=sys.maxsize)
        each = [engine.roll_call(everybody) for engine in self._engines]
        tier = strictest((one.tier, one.total.turns) for one in each)
        return united(each, tier, request.limit)

    def dispersion(self, request: Request) -> "Dispersion":
        """Where something is said in each program."""
        from searcher.concordance.counts.dispersion import united

        each = [engine.dispersion(request) for engine in self._engines]
        tier = strictest((one.tier, one.programs) for one in each)
        return united(each, tier, request.limit)

    def programs(self) -> "list[Entry]":
        """The programs with their numbers of turns, by id."""
        entries = (entry for engine in self._engines for entry in engine.programs())
        return sorted(entries, key=lambda entry: entry.program.id)

    def speakers(self) -> list[Speaker]:
        """Everybody who speaks, most turns first; people of one name are one person."""
        people: dict[tuple[str, str | None], Speaker] = {}
        for number, engine in enumerate(self._engines):
            for person in engine.speakers():
                # A voice of one recording is nobody else.
                key = person.name, person.program and f"{number} {person.program}"
                known = people.get(key)
                people[key] = person if known is None else _joined(known, person)
        return sorted(
            people.values(), key=lambda person: (-person.turns, person.name, person.program or "")
        )

    def program(self, program_id: str) -> "Program | None":
        """The program with this id and its turns; None, too, if two engines have one."""
        found = [one for engine in self._engines if (one := engine.program(program_id)) is not None]
        return found[0] if len(found) == 1 else None

    def candidates(self, words: tuple[str, ...], speaker: str | None) -> "Candidates":
        """The candidates of all engines; of those that say the words exactly, if any does."""
        # A search does not need it.
        from searcher.verify.candidate import Candidates

        each = [engine.candidates(words, speaker) for engine in self._engines]
        exact = sum(found.exact for found in each)
        return Candidates(
            tuple(
                candidate for found in each if found.exact or not exact for candidate in found.found
            ),
            exact,
        )

    def entry(self, program_id: str) -> "Entry | None":
        """The program with this id, without its turns; None, too, if two engines have one.

        Its file tells two apart: `called` knows both.
        """
        found = [one for engine in self._engines if (one := engine.entry(program_id)) is not None]
        return found[0] if len(found) == 1 else None

    def called(self, name: str) -> "list[Entry]":
        """The programs that a name may mean, by id; see `program_names.called`.

        Of what the engines found, those of the most exact kind count.
        """
        # Few names are looked up.
        from searcher.engines.program_names import called

        return called(name, [entry for engine in self._engines for entry in engine.called(name)])

    def turns(self, program: "Program", first: int, last: int) -> "tuple[Turn, ...]":
        """The turns of a program from one number to another, as far as there are any.

        Of two programs with the same id it is the one of the same file.
        """
        engine = self._having(program)
        return engine.turns(program, first, last) if engine is not None else ()

    def _having(self, program: "Program") -> "Engine | None":
        """The engine that has a program; of several, the one that has it of the same file."""
        having = [(one, entry) for one in self._engines if (entry := one.entry(program.id))]
        same = [engine for engine, entry in having if entry.program.path == program.path]
        return next(iter(same or [engine for engine, _ in having]), None)

    def close(self) -> None:
        """Close all engines that no newer one of these has."""
        for engine in self._engines:
            if self._owners[id(engine)].leave():
                engine.close()


def _joined(one: Speaker, other: Speaker) -> Speaker:
    return replace(
        one,
        labels=tuple(dict.fromkeys((*one.labels, *other.labels))),
        roles=tuple(dict.fromkeys((*one.roles, *other.roles))),
        programs=one.programs + other.programs,
        turns=one.turns + other.turns,
    )
