"""Chicago, 17th edition, notes and bibliography: 14.211-213 (interviews), 14.217 (talks), 14.267
(podcasts), 14.294 (hearings).
"""

from searcher.citation import dates
from searcher.citation.pieces import Piece, Pieces, commas, italic, quoted, sentences
from searcher.citation.work import Kind, Work
from searcher.safe_text import clock

#: What a talk or a meeting is called in parentheses.
_EVENTS = {Kind.TALK: "lecture", Kind.MEETING: "meeting"}


def note(work: Work) -> Pieces:
    """The note, with the moment."""
    date, url = dates.chicago(work.date), work.url
    time = "" if work.seconds is None else clock(work.seconds)
    who = " and ".join(name.whole for name in work.authors[:3])
    if work.kind is Kind.HEARING:
        return _ended([*_hearing(work), *_after(time, url)])
    if work.kind in _EVENTS:
        where = ", ".join(filter(None, (_EVENTS[work.kind], work.series, date)))
        title = Piece(f"{quoted(work.title)} ({where})")
        return _ended(commas(who, title, time, url))
    rest = (_by(work), work.series and italic(work.series), date, _medium(work), time, url)
    some = [Piece(quoted(work.title, ",")), Piece(" "), *commas(*rest)]
    return _ended([*([Piece(f"{who}, ")] if who else []), *some])


def bibliography(work: Work) -> Pieces:
    """The entry in the bibliography."""
    date, url = dates.chicago(work.date), work.url
    time = "" if work.seconds is None else clock(work.seconds)
    who = " and ".join(
        [name.turned for name in work.authors[:1]] + [name.whole for name in work.authors[1:3]]
    )
    if work.kind is Kind.HEARING:
        return sentences(_hearing(work), [url])
    title = [quoted(work.title, ".")]
    if work.kind in _EVENTS:
        kind = _EVENTS[work.kind].capitalize()
        return sentences([who], title, commas(kind, work.series, date), [time], [url])
    by = _by(work)
    where = commas(work.series and italic(work.series), date)
    medium = commas(_medium(work).capitalize(), time)
    return sentences([who], title, [by[:1].upper() + by[1:]], where, medium, [url])


def _hearing(work: Work) -> list[Piece]:
    said = f" (statement of {work.speaker.whole})" if work.speaker else ""
    return [italic(work.title), Piece(f" ({dates.chicago(work.date)}){said}")]


def _by(work: Work) -> str:
    """Who asks, unless that is who is cited."""
    if work.kind not in (Kind.INTERVIEW, Kind.PODCAST) or not work.hosts or work.speaks_as_host:
        return ""
    names = [name.whole for name in work.hosts]
    last = names.pop()
    return f"interview by {', '.join(names)}{' and ' if names else ''}{last}"


def _medium(work: Work) -> str:
    """What was cited: the recording, or else its transcript."""
    if work.kind is Kind.PODCAST and not work.hosts:
        return f"podcast, {work.medium}" if work.medium else "podcast"
    return work.medium or "transcript"


def _after(*parts: str) -> list[Piece]:
    return [Piece(f", {part}") for part in parts if part]


def _ended(pieces: list[Piece]) -> Pieces:
    """A note ends with a full stop, after an address too."""
    return (*pieces, Piece("."))
