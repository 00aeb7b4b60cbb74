"""An engine without an index: it reads every word of every turn of some programs.

It shows that not only the local engine can implement the protocol, and says what the conformance
tests expect. The `Oracle` decides which turns match.
"""

import hashlib
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from corpus.model import Program, Turn
from corpus.people.generic_names import is_generic_name
from index.text.tokenizer import words
from index.turn_record import Entry
from searcher.concordance.counts.by import FACETS
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
from searcher.engines.every import Every
from searcher.engines.marked import Marked
from searcher.engines.program_names import called
from searcher.engines.request import Request
from searcher.engines.results import Results
from searcher.engines.speaker_list import Speaker
from searcher.errors import QueryError, RequestError
from searcher.query.filters import Filters
from searcher.query.light_words import LIGHT
from searcher.query.question import is_question
from searcher.query.tier import Tier
from searcher.quotes.quote import Quote, Span
from searcher.ranking.orders import Order
from searcher.syntax.lexer import is_plain, joined_words, query_words
from searcher.syntax.syntax_tree import (
    And,
    Answered,
    Asked,
    Dated,
    Field,
    Node,
    Not,
    Or,
    Plain,
    Within,
    Written,
)
from searcher.verify.candidate import Candidate, Candidates
from tests.searcher.engines import scan_concordance, scan_counts
from tests.searcher.typed_oracle import FARTHEST, Oracle, as_read, beside_fields, language


class Found(NamedTuple):
    """A turn that matches: its program and turn by their places, and the marked characters."""

    program: int
    turn: int
    tier: Tier | None
    spans: tuple[Span, ...]


class KnownSpans(NamedTuple):
    """A highlight that has its character spans."""

    known: tuple[Span, ...]

    def spans(self, text: str) -> Sequence[Span]:
        """The spans, whatever the text."""
        return self.known


@dataclass
class ScanEngine:
    """An engine over programs in memory, which are its order."""

    programs_read: Sequence[Program]
    closed: bool = False

    def __post_init__(self) -> None:
        self._programs = [*self.programs_read]
        self._oracle = Oracle(self._programs, {})
        # The next page of a search reads the same turns again.
        self._block = cache(self._read_block)
        self._words = cache(lambda text: [*words(text)])

    def search(self, request: Request) -> Results:
        """The quotes of one page, and the total."""
        if request.sounds_like:
            raise RequestError("sounds_like=True: this engine does not know how words sound")
        if request.all_words:
            raise RequestError("all_words=True: this engine has all tiers, or none")
        began = time.perf_counter()
        steps = self._steps(request)
        total: int = 0
        tier: Tier | None = None
        found: list[Found] = []
        seen: set[tuple[int, int]] = set()
        for step, tree in steps:
            try:
                block = self._block(step, tree, request.filters)
            except re.error as error:
                example = "'/mi?elom.*/'"
                raise QueryError(request.arguments[0], 0, str(error), example) from error
            if block and not total:
                total, tier = len(block), step
            found += sorted(
                (one for one in block if one[:2] not in seen), key=self._key(request.order)
            )
            seen |= {one[:2] for one in block}
            if total and request.strict:
                break
        page = found[request.offset : request.offset + request.limit]
        quotes = tuple(self._quote(one, request) for one in page)
        facets = self.count(CountRequest(request, FACETS)) if request.facets else None
        seconds = time.perf_counter() - began
        return Results(request.arguments, quotes, total, tier, seconds, facets=facets)

    def kwic(self, request: KwicRequest) -> Kwic:
        """Every match on a line."""
        return scan_concordance.kwic(request, self._scanned)

    def neighbours(self, request: WindowRequest) -> NeighbourCounts:
        """The words near the matches."""
        return scan_concordance.neighbours(request, self._scanned)

    def keyness(self, request: KeynessRequest) -> KeynessCounts:
        """The words of two sets of turns."""
        return scan_concordance.keyness(request, self._scanned)

    def every(self, request: Request) -> Every:
        """Every quote of the first tier that has a match."""
        request.refuse_relevance()
        most = sum(len(program.turns) for program in self._programs)
        found = self.search(replace(request, limit=most, offset=0, strict=True))
        return Every(found.replaced(quotes=()), iter(found.quotes))

    def search_in(self, program: Program, request: Request) -> Results:
        """As `search`, in one program only."""
        return self.search(request.within(program.id))

    def count(self, request: CountRequest) -> Counts:
        """How often something is said, by group."""
        return scan_counts.count(request, self._scanned)

    def talk_share(self, request: TalkRequest) -> TalkShare:
        """How much everybody says."""
        return scan_counts.talk_share(request, self._scanned)

    def roll_call(self, request: Request) -> RollCall:
        """Everyone who said something, and who was asked and did not."""
        return scan_counts.roll_call(request, self._scanned)

    def dispersion(self, request: Request) -> Dispersion:
        """Where something is said in each program."""
        return scan_counts.dispersion(request, self._scanned)

    @property
    def _scanned(self) -> scan_counts.Scanned:
        return scan_counts.Scanned(self._programs, self.search, self._oracle.allowed)

    def corrected(self) -> list[CorrectedWords]:
        """None: words are corrected beside an index."""
        return []

    def marked(self) -> list[Marked]:
        """None: nothing is kept beside programs in memory."""
        return []

    @property
    def folder(self) -> None:
        """None: the programs are in no folder."""
        return None

    @property
    def state(self) -> str:
        """A hash of all that was read."""
        return hashlib.sha256(repr(self.programs_read).encode()).hexdigest()

    def renewed(self, *, thorough: bool = False) -> None:
        """None: the programs stay what they are."""

    def programs(self) -> list[Entry]:
        """The programs with their numbers of turns, by id."""
        return [
            Entry(
                program.without_turns(),
                len(program.turns),
                Counter(turn.speaker for turn in program.turns),
            )
            for program in sorted(self._programs, key=lambda program: program.id)
        ]

    def speakers(self) -> list[Speaker]:
        """Everybody who takes part, most turns first."""
        people: dict[tuple[str, str | None], Speaker] = {}
        for program in self._programs:
            for person in program.participants:
                # A voice that only its recording names is somebody else in the next one.
                where = (
                    (program.id, program.title) if is_generic_name(person.name) else (None, None)
                )
                key = person.name, where[0]
                known = people.get(key, Speaker(person.name, (), (), 0, 0))
                people[key] = Speaker(
                    person.name,
                    tuple(dict.fromkeys((*known.labels, *person.labels))),
                    tuple(dict.fromkeys((*known.roles, *filter(None, [person.role])))),
                    known.programs + 1,
                    known.turns + sum(turn.speaker == person.name for turn in program.turns),
                    *where,
                )
        return sorted(
            people.values(), key=lambda person: (-person.turns, person.name, person.program or "")
        )

    def program(self, program_id: str) -> Program | None:
        """A program with its turns, or None where there is none with this id."""
        return next((program for program in self._programs if program.id == program_id), None)

    def candidates(self, words: tuple[str, ...], speaker: str | None) -> Candidates:
        """The turns that say exactly these words; else every program as one candidate."""
        exact = [
            Candidate(program.without_turns(), (turn,))
            for program in self._programs
            for turn in program.turns
            if _has_run([word.text for word in self._words(turn.text)], [*words])
        ]
        if exact:
            return Candidates(tuple(exact), len(exact))
        return Candidates(
            tuple(Candidate(one.without_turns(), one.turns) for one in self._programs if one.turns),
            0,
        )

    def entry(self, program_id: str) -> Entry | None:
        """A program without its turns, or None where there is none with this id."""
        return next((one for one in self.programs() if one.program.id == program_id), None)

    def called(self, name: str) -> list[Entry]:
        """The programs that a name may mean."""
        return called(name, self.programs())

    def turns(self, program: Program, first: int, last: int) -> tuple[Turn, ...]:
        """The turns of a program from one number to another."""
        return tuple(
            turn
            for known in self._programs
            if known.id == program.id
            for turn in known.turns
            if first <= turn.number <= last
        )

    def close(self) -> None:
        """Remember that it was closed; it has no files."""
        self.closed = True

    def _steps(self, request: Request) -> list[tuple[Tier | None, Node]]:
        """The tiers of a search with the syntax tree of each, or one tree without a tier."""
        arguments = [argument for argument in request.arguments if argument.strip()]
        if not arguments:
            raise QueryError(" ".join(request.arguments), 0, "there is no word", "maintenance")
        if len(arguments) > 1:
            arguments[-1] = arguments[-1].rstrip("?") or arguments[-1]
        tree = as_read(arguments)
        if not all(map(is_plain, arguments)):
            tiers = beside_fields(arguments)
            return [*zip((Tier.PHRASE, Tier.ALL), tiers, strict=True)] if tiers else [(None, tree)]
        typed = dict.fromkeys(words for each in arguments for words in joined_words(each))
        single: list[Node] = [*map(Plain, typed)]
        steps: list[tuple[Tier | None, Node]] = [(Tier.PHRASE, tree)]
        content = tuple(Plain(words) for words in typed if not LIGHT.issuperset(words))
        is_marked = request.arguments[-1].endswith("?")
        if is_question(query_words(arguments), marked=is_marked):
            return [*steps, (Tier.ANY, Or(content or tuple(single)))]
        if len(single) > 1:
            either: tuple[Node, ...] = tuple(Or((word, Asked(word))) for word in single)
            steps += [
                (Tier.ALL, And(tuple(single))),
                (Tier.EXCHANGE, And(either)),
                (Tier.ANY, Or(content or tuple(single))),
            ]
        return steps

    def _read_block(self, tier: Tier | None, tree: Node, filters: Filters) -> list[Found]:
        oracle = self._oracle
        return [
            Found(i, j, tier, self._spans(tree, program, j))
            for i, program in enumerate(self._programs)
            for j, turn in enumerate(program.turns)
            if oracle.allowed(filters, program, turn) and oracle.matches(tree, program, j)
        ]

    def _spans(self, tree: Node, program: Program, place: int) -> tuple[Span, ...]:
        """The characters of what matches in a turn, in order; some may overlap."""
        at = self._words(program.turns[place].text)
        positions = sorted(self._positions(tree, program, place))
        return tuple((at[first].start, at[last].end) for first, last in positions)

    def _positions(self, tree: Node, program: Program, place: int) -> set[Span]:
        """The positions of the words of what matches in the text of a turn."""
        match tree:
            case Not() | Asked() | Answered() | Field() | Dated():
                return set()
            case And(parts) | Or(parts):
                met = [part for part in parts if self._oracle.matches(part, program, place)]
                return {span for part in met for span in self._positions(part, program, place)}
            case Written(_, typed):
                return self._oracle.written(typed, program.turns[place].text)
            case Within(left, right):
                return self._positions(Or((left, right)), program, place)
        said = [word.text for word in self._words(program.turns[place].text)]
        return self._oracle.spans(tree, said, "text", language(program))

    def _key(self, order: Order) -> Callable[[Found], tuple[object, ...]]:
        """What turns of a tier are sorted by: most matches first, or by their programs."""
        dates = sorted({program.date for program in self._programs if program.date})

        def key(found: Found) -> tuple[object, ...]:
            program = self._programs[found.program]
            at = dates.index(program.date) if program.date else len(dates)
            first: float | str = -len(found.spans)
            match order:
                case Order.PROGRAM:
                    first = program.id
                case Order.DATE:
                    first = at
                case Order.LATEST:
                    first = -at if program.date else 1
            return first, found.program, found.turn

        return key

    def _quote(self, found: Found, request: Request) -> Quote:
        program, place = self._programs[found.program], found.turn
        turns = program.turns
        score = float(len(found.spans))
        return Quote(
            program.without_turns(),
            turns[place],
            score,
            found.tier,
            highlights=(KnownSpans(found.spans),),
            before=turns[max(0, place - request.context) : place],
            after=turns[place + 1 : place + 1 + request.context],
            question=_question(turns, place) if request.questions else None,
            explanation=(("matches", score),) if request.explain and score else (),
        )


def _question(turns: Sequence[Turn], place: int) -> Turn | None:
    """The last turn before one by another speaker, if it is not too far."""
    for turn in reversed(turns[max(0, place - FARTHEST) : place]):
        if turn.speaker != turns[place].speaker:
            return turn
    return None


def _has_run(said: list[str], words: list[str]) -> bool:
    """Whether some words are said in a row."""
    size = len(words)
    return any(said[start : start + size] == words for start in range(len(said) - size + 1))
