"""Counts without an index: every turn of some programs is looked at, one by one."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.model import Program, Turn
from corpus.people.generic_names import is_generic_name
from index.text.tokenizer import words
from searcher.concordance.counts.by import OVER_TIME, By
from searcher.concordance.counts.counts import Counts, Group, Table
from searcher.concordance.counts.dispersion import Dispersed, Dispersion
from searcher.concordance.counts.roll_call import Asked, RollCall, Said, in_time
from searcher.concordance.counts.talk_share import Share, TalkShare
from searcher.engines.count_request import CountRequest, TalkRequest
from searcher.engines.request import Request
from searcher.engines.results import Results
from searcher.query.filters import EVERYTHING, Filters
from searcher.quotes.quote import Quote

#: More than any sample has turns.
ALL = 1_000_000

#: The rest of a sentence that ends in a question mark.
_QUESTION = r"(?:[^.!?。！？؟]|[.!?。！？؟](?=\w))*[?？؟](?!\w)"

#: The value of a group, and the recording of a voice that only this one names.
Key = tuple[str | None, str | None]


class Scanned(NamedTuple):
    """What a scan looks at.

    Attributes:
        programs: the programs, in the order of the index.
        search: a function from a request to its quotes.
        allowed: whether filters leave a turn of a program.
    """

    programs: Sequence[Program]
    search: Callable[[Request], Results]
    allowed: Callable[[Filters, Program, Turn], bool]

    def turns(self, filters: Filters, *, asked: bool = False) -> Iterator[tuple[Program, Turn]]:
        """The turns that filters leave, or those that these answer, in the order of the text."""
        for program in self.programs:
            left = [turn for turn in program.turns if self.allowed(filters, program, turn)]
            questions = [question for turn in left if (question := _before(program, turn))]
            for turn in program.turns:
                if turn in (questions if asked else left):
                    yield program, turn

    def strict(self, request: Request) -> Results:
        """All quotes of the strictest tier."""
        return self.search(replace(request, limit=ALL, offset=0, strict=True, facets=False))


def keys(by: By, program: Program, turn: Turn) -> list[Key]:
    """The groups of a turn; one without a value if it is not known."""
    date = program.date or ""
    match by:
        case By.SPEAKER:
            only = program.id if is_generic_name(turn.speaker) else None
            return [(turn.speaker, only)]
        case By.TOPIC:
            return [(topic, None) for topic in program.topics] or [(None, None)]
    value = {
        By.ROLE: turn.role,
        By.PROGRAM: program.id,
        By.SERIES: program.series,
        By.YEAR: date[:4],
        By.MONTH: date[:7] if len(date) >= 7 else None,
    }[by]
    return [(value or None, None)]


def count(request: CountRequest, scanned: Scanned) -> Counts:
    """How often something is said, by group."""
    found = scanned.strict(request.search)
    tables = tuple(_table(by, found, request.search.filters, scanned) for by in request.by)
    total = Group(
        None,
        sum(len(quote.spans) for quote in found),
        len(found),
        len({quote.program.id for quote in found}),
        sum(map(_words, scanned.turns(request.search.filters))),
    )
    return Counts(found.tier, total, tables, {}, found.query, request.search.filters)


def _table(by: By, found: Results, filters: Filters, scanned: Scanned) -> Table:
    matches, turns, spoken = Counter[Key](), Counter[Key](), Counter[Key]()
    programs: defaultdict[Key, set[str]] = defaultdict(set)
    for quote in found:
        for key in keys(by, quote.program, quote.turn):
            matches[key] += len(quote.spans)
            turns[key] += 1
            programs[key].add(quote.program.id)
    for program, turn in scanned.turns(filters):
        for key in keys(by, program, turn):
            spoken[key] += _words((program, turn))
    groups = [
        Group(key[0], matches[key], turns[key], len(programs[key]), spoken[key],
              _title(by, key, scanned), key[1])
        for key in spoken | turns
    ]  # fmt: skip
    unknown = [group for group in groups if group.value is None]
    known = [group for group in groups if group.value is not None]
    if by in OVER_TIME:
        known.sort(key=lambda group: group.value or "")
    else:
        known.sort(key=lambda g: (-g.matches, -g.turns, g.value or "", g.program or ""))
    several = by == By.TOPIC and any(len(p.topics) > 1 for p in scanned.programs)
    return Table(by, tuple(known), (unknown or [Group(None, 0, 0, 0, 0)])[0], several)


def _title(by: By, key: Key, scanned: Scanned) -> str | None:
    titles = {program.id: program.title for program in scanned.programs}
    return titles.get(key[0] or "") if by == By.PROGRAM else titles.get(key[1] or "")


def _words(spoken: tuple[Program, Turn]) -> int:
    return sum(1 for _ in words(spoken[1].text))


def talk_share(request: TalkRequest, scanned: Scanned) -> TalkShare:
    """How much everybody says."""
    shares: dict[Key, Share] = {}
    total = Share(None, 0, 0, 0, 0)
    for program, turn in scanned.turns(request.filters, asked=request.asked):
        question = _before(program, turn)
        more = Share(
            None, 1, _words((program, turn)), int(_asks(turn)),
            int(
                question is not None and question.number == turn.number - 1 and _asks(question)
            ),
        )  # fmt: skip
        total = total.plus(more)
        for key in keys(request.by, program, turn):
            named = Share(key[0], 0, 0, 0, 0, _title(request.by, key, scanned), key[1])
            shares[key] = shares.get(key, named).plus(more)
    known = [share for share in shares.values() if share.value is not None]
    unknown = [share for share in shares.values() if share.value is None]
    if request.by in OVER_TIME:
        known.sort(key=lambda share: share.value or "")
    else:
        known.sort(key=lambda share: (-share.words, share.value or "", share.program or ""))
    several = request.by == By.TOPIC and any(len(p.topics) > 1 for p in scanned.programs)
    unknown_share = (unknown or [Share(None, 0, 0, 0, 0)])[0]
    return TalkShare(request.by, total, tuple(known), unknown_share, several, request.filters)


def _asks(turn: Turn) -> bool:
    """Whether a turn has a question mark that is not part of an address."""
    return re.search(r"\?(?![A-Za-z0-9_=&/%.])|[？؟]", turn.text) is not None


def _before(program: Program, turn: Turn) -> Turn | None:
    """The last turn before one by another speaker, if it is not too far."""
    for other in reversed(program.turns[max(0, turn.number - 21) : turn.number - 1]):
        if other.speaker != turn.speaker:
            return other
    return None


def roll_call(request: Request, scanned: Scanned) -> RollCall:
    """Everyone who said it, and who was asked and did not."""
    found = scanned.strict(request)
    counts = count(CountRequest(request, (By.SPEAKER,)), scanned)
    order = [program.id for program in scanned.programs]

    def in_order(quote: Quote) -> tuple[object, ...]:
        return *in_time(quote), order.index(quote.program.id), quote.turn.number

    by_person: defaultdict[Key, list[Quote]] = defaultdict(list)
    for quote in found:
        by_person[keys(By.SPEAKER, quote.program, quote.turn)[0]].append(quote)
    said = []
    for group in counts.tables[0].groups:
        quotes = sorted(by_person.get((group.value, group.program), ()), key=in_order)
        if quotes:
            dated = [quote for quote in quotes if quote.program.date] or quotes
            best = max(quotes, key=lambda quote: quote.score)
            said.append(Said(group, quotes[0], dated[-1], best))
    asked = sorted(_asked(request, found, scanned, by_person), key=lambda one: in_order(one.answer))
    first: dict[Key, Asked] = {}
    for one in asked:
        first.setdefault((one.name, one.program), one)
    return RollCall(
        found.tier,
        tuple(said[: request.limit]),
        tuple(first.values())[: request.limit],
        counts.total,
        len(said),
        len(first),
        found.query,
        request.filters,
    )


def _asked(
    request: Request, found: Results, scanned: Scanned, sayers: Iterable[Key]
) -> Iterator[Asked]:
    """Every answer to a question that says it, by somebody who never says it."""
    everywhere = scanned.strict(replace(request, filters=EVERYTHING))
    questions = {
        (quote.program.id, quote.turn.number): quote
        for quote in everywhere
        if quote.tier == found.tier
    }
    for program, turn in scanned.turns(request.filters):
        question = _before(program, turn)
        key = keys(By.SPEAKER, program, turn)[0]
        asking = questions.get((program.id, question.number)) if question else None
        if asking is None or key in sayers or turn.label is None:
            continue
        after = [asking.turn.text[end:] for _, end in asking.spans]
        if any(re.match(_QUESTION, rest, re.DOTALL) for rest in after):
            answer = Quote(program.without_turns(), turn, 0.0, found.tier, question=asking.turn,
                           question_highlights=asking.highlights)  # fmt: skip
            yield Asked(key[0] or "", key[1], answer)


def dispersion(request: Request, scanned: Scanned) -> Dispersion:
    """Where something is said in each program."""
    found = scanned.strict(request)
    rows = []
    for program in scanned.programs:
        places: list[int] = []
        before = matching = 0
        quotes = {q.turn.number: q for q in found if q.program.id == program.id}
        for turn in program.turns:
            spoken = [word.start for word in words(turn.text)]
            if turn.number in quotes:
                matching += 1
                spans = quotes[turn.number].spans
                places += [before + spoken.index(start) for start, _ in spans]
            before += len(spoken)
        if places:
            rows.append(Dispersed(program.without_turns(), before, matching, tuple(sorted(places))))
    rows.sort(key=lambda row: -len(row.places))
    matches = sum(len(row.places) for row in rows)
    return Dispersion(
        found.tier, tuple(rows[: request.limit]), matches, len(rows), found.query, request.filters
    )
