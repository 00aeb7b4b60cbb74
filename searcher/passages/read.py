"""Reads a passage: which turns are shown, and what matches in them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from searcher.engines.request import Request
from searcher.errors import PassageUnknown, RequestError
from searcher.passages.lookup import look_up, of_result
from searcher.passages.passage import Matches, Passage, Wanted, checksum
from searcher.passages.place import Time, Turns, split
from searcher.quotes.quote import Quote, Span, Spans
from searcher.safe_text import clock, counted

if TYPE_CHECKING:
    from corpus.model import Turn
    from index.turn_record import Entry
    from searcher.engines.engine import Engine
    from searcher.engines.results import Results

#: How many turns are shown before and after one that was asked for.
AROUND = 2


def read(wanted: Wanted, engine: "Engine") -> Passage:
    """The passage that is wanted.

    Raises:
        PassageUnknown: there is no such program, turn, time or hit.
        RequestError: an option has an invalid value.
        QueryError: the search cannot be read.
    """
    _check(wanted)
    notices = list(wanted.notices)
    if wanted.result is None:
        entry, place = look_up(wanted.name, engine)
    else:
        entry, place = of_result(wanted.result, engine), split(wanted.name)[1]
    target = None
    if wanted.result is not None and place is None and wanted.hit is None:
        target = _again(wanted, entry, engine, notices)
    found = _search(wanted, entry, target, engine) if wanted.find else None
    hits = sorted({quote.turn.number for quote in found}) if found is not None else []
    moment = None
    if wanted.hit is not None:
        target = _hit(wanted.hit, hits, entry)
    if target is not None:
        place = Turns(target, target)
    elif isinstance(place, Time):
        place, moment = _at(place, entry, engine)
    first, last, turn = _numbers(place, entry, wanted.context)
    shown = replace(entry.program, turns=engine.turns(entry.program, first, last))
    matches = None
    if found is not None:
        spans = _spans(found, first, last)
        query = found.query_and_synonyms
        matches = Matches(query, found.tier, tuple(hits), spans, wanted.hit, wanted.filters)
    return Passage(shown, entry.turns, turn, moment, matches, tuple(notices))


def _check(wanted: Wanted) -> None:
    """Refuse options that cannot be; callers may not be type-checked.

    Raises:
        RequestError: an option has an invalid value.
    """
    if type(wanted.name) is not str:
        raise RequestError(f"{wanted.name!r}: the name of a program must be a string")
    for name, least in (("context", 0), ("hit", 1)):
        value = getattr(wanted, name)
        if value is not None and (type(value) is not int or value < least):
            raise RequestError(f"{name}={value!r}: it must be a whole number of {least} or more")
    if wanted.hit is not None and not wanted.find:
        raise RequestError(f"hit={wanted.hit}: a hit needs a search")


def _numbers(
    place: Turns | None, entry: "Entry", context: int | None
) -> tuple[int, int, int | None]:
    """The first and the last turn to show, and the one that was asked for.

    Raises:
        PassageUnknown: the program has no such turn.
    """
    total = entry.turns
    if place is None:
        return 1, total, None
    last = total if place.last is None else place.last
    wrong = place.first if place.first < 1 or place.first > total else last if last < 1 else None
    if wrong is not None:
        raise PassageUnknown(
            f"{entry.program.id} has no turn {wrong:,}; it has {counted(total, 'turn')}, from 1"
        )
    if last < place.first:
        raise PassageUnknown(f"turns {place.first}-{last}: the first one comes after the last one")
    one = place.first == last
    around = (AROUND if one else 0) if context is None else context
    return max(1, place.first - around), min(total, last + around), place.first if one else None


def _again(wanted: Wanted, entry: "Entry", engine: "Engine", notices: list[str]) -> int:
    """The number of the turn that a search has found, which may have another one by now.

    Raises:
        PassageUnknown: nothing in the program says the same.
    """
    result = wanted.result
    assert result is not None
    there = engine.turns(entry.program, result.turn, result.turn)
    if there and checksum(there[0]) == result.checksum:
        return result.turn
    same = [
        turn.number
        for turn in engine.turns(entry.program, 1, entry.turns)
        if checksum(turn) == result.checksum
    ]
    if not same:
        raise PassageUnknown(
            f"the index has changed since the search: turn {result.turn} of {entry.program.id} "
            "is not there any more; search again"
        )
    number = min(same, key=lambda one: abs(one - result.turn))
    notices.append(f"the index has changed since the search: turn {result.turn} is now {number}")
    return number


def _search(wanted: Wanted, entry: "Entry", target: int | None, engine: "Engine") -> "Results":
    """What a search finds in a program, in the first tier that has a match.

    If somebody comes from a result of a later tier, that one counts, too.
    """
    program = entry.program
    request = Request(
        wanted.find,
        wanted.filters,
        limit=entry.turns,
        strict=True,
        synonyms=wanted.synonyms,
        sounds_like=wanted.sounds_like,
        copies=True,
        hints=False,
    )
    found = engine.search_in(program, request)
    if target is not None and all(quote.turn.number != target for quote in found):
        every = engine.search_in(program, replace(request, strict=False))
        found = _up_to(target, every) or found
    return found


def _up_to(target: int, found: "Results") -> "Results | None":
    """The quotes up to the tier in which a turn was found; None if it was not."""
    tiers = [quote.tier for quote in found if quote.turn.number == target]
    if not tiers:
        return None
    order = list(dict.fromkeys(quote.tier for quote in found))
    kept = order[: order.index(tiers[0]) + 1]
    quotes = tuple(quote for quote in found if quote.tier in kept)
    return found.replaced(quotes=quotes, tier=tiers[0])


def _hit(number: int, hits: Sequence[int], entry: "Entry") -> int:
    """The turn of a hit.

    Raises:
        PassageUnknown: there are fewer.
    """
    if 1 <= number <= len(hits):
        return hits[number - 1]
    turns = counted(len(hits), "turn")
    raise PassageUnknown(
        f"there is no hit {number:,}: {turns} of {entry.program.id} "
        f"{'matches' if len(hits) == 1 else 'match'}"
    )


def _spans(found: "Results", first: int, last: int) -> dict[int, Spans]:
    """What matches in the turns from one number to another, and in the questions among them."""
    spans: dict[int, Spans] = {}
    for quote in found:
        for number, matched in _of_quote(quote, first, last):
            known = spans.get(number, ())
            spans[number] = matched if not known else tuple(sorted({*known, *matched}))
    return {number: matched for number, matched in spans.items() if matched}


def _of_quote(quote: Quote, first: int, last: int) -> list[tuple[int, Spans]]:
    pairs = []
    if first <= quote.turn.number <= last:
        pairs.append((quote.turn.number, quote.spans))
    if quote.question is not None and first <= quote.question.number <= last:
        pairs.append((quote.question.number, quote.question_spans))
    return pairs


def _at(place: Time, entry: "Entry", engine: "Engine") -> tuple[Turns, Span | None]:
    """The turns at a time, and what is said at that moment.

    Raises:
        PassageUnknown: the program has no times, or ends before.
    """
    turns = [turn for turn in engine.turns(entry.program, 1, entry.turns) if turn.start is not None]
    if not turns:
        raise PassageUnknown(f"{entry.program.id} has no times; give a turn: {entry.program.id}:1")
    end = max(_last_time(turn) for turn in turns)
    if place.start > end and (turns[-1].end is not None or place.start > end + _UNKNOWN_END):
        raise PassageUnknown(
            f"{entry.program.id} ends at {clock(end)}; it has no {clock(place.start)}"
        )
    first = _turn_at(place.start, turns)
    if place.end is None:
        return Turns(first.number, first.number), _moment(place.start, first)
    if place.end < place.start:
        raise PassageUnknown(f"{clock(place.start)} comes after {clock(place.end)}")
    return Turns(first.number, _turn_at(place.end, turns).number), None


#: How long the last turn may go on, in seconds, if nothing says when it ends.
_UNKNOWN_END = 600


def _last_time(turn: "Turn") -> float:
    known = [turn.start or 0.0, turn.end or 0.0, *(seconds for _, seconds in turn.moments)]
    return max(known)


def _turn_at(seconds: float, turns: "Sequence[Turn]") -> "Turn":
    """The last turn that has begun at a time; the first one before any has.

    Times are shown and typed in whole seconds: what begins at 9.4 is there at 0:09.
    """
    begun = [turn for turn in turns if turn.start is not None and int(turn.start) <= seconds]
    return max(begun, key=lambda turn: (turn.start, turn.number), default=turns[0])


def _moment(seconds: float, turn: "Turn") -> Span | None:
    """What a turn says between the last time before a moment and the next one."""
    moments = turn.moments
    place = bisect_right([int(when) for _, when in moments], seconds)
    if not moments or not place:
        return None
    end = moments[place][0] if place < len(moments) else len(turn.text)
    return moments[place - 1][0], end
