"""What is cited: a program, or a turn in it, as the kind of work that it is."""

import re
from enum import StrEnum

from corpus.model import Program, Turn
from searcher.citation.names import Name, name_of
from searcher.quotes.quote import Quote
from searcher.safe_text import one_line
from searcher.value import Value


class Kind(StrEnum):
    """The kinds of works that manuals of citation know, as far as a transcript can be told."""

    PODCAST = "podcast"
    INTERVIEW = "interview"
    HEARING = "hearing"
    MEETING = "meeting"
    TALK = "talk"
    TRANSCRIPT = "transcript"


# The first kind of which a word stands in the title, the series or the path decides.
_WORDS = {
    Kind.HEARING: r"hearings?|testimony|depositions?|oral arguments?|subcommittee",
    Kind.INTERVIEW: r"interviews?|interviewed|in conversation with|q ?& ?a|fireside chat",
    Kind.PODCAST: r"podcasts?|episodes?|ep\.? ?\d+",
    Kind.MEETING: r"meetings?|minutes|stand-?ups?|council|committee|plenary|assembly|debates?"
    r"|socratic seminar",
    Kind.TALK: r"lectures?|keynotes?|speech|sermon|commencement address|conference|summit|workshop",
}
_KINDS = {
    kind: re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE)
    for kind, words in _WORDS.items()
}
# Formats in which only one kind of work is written.
_FORMATS = {
    "oyez": Kind.HEARING,
    "lecture": Kind.TALK,
    **dict.fromkeys(("bundestag", "canada", "australia", "hansard", "record"), Kind.MEETING),
}
_HOST = re.compile(r"\b(?:co-?)?(?:host|presenter|moderator)s?\b|\binterviewer\b", re.IGNORECASE)
_GUEST = re.compile(r"\b(?:guest|interviewee)s?\b", re.IGNORECASE)
_VIDEO = re.compile(r"youtu\.?be|vimeo|\.(?:mp4|m4v|mov|webm|mkv)(?:[?#]|$)", re.IGNORECASE)
_AUDIO = re.compile(r"\.(?:mp3|m4a|m4b|ogg|oga|opus|wav|flac|aac)(?:[?#]|$)", re.IGNORECASE)


class Work(Value):
    """A program, or a turn in it, as it is cited. Nothing is in it that is not known.

    Attributes:
        kind: what it is.
        title: its title.
        series: what it is a part of, or "".
        date: ISO 8601, as much of it as is known, or "".
        speaker: who says what is cited; None if that is not known, or if nothing is cited but
            the program.
        speaks_as_host: whether that is a host.
        hosts: who asks or leads, as far as the transcript says so.
        guests: who else speaks, in the order of the transcript.
        medium: `video`, `audio`, or "" where there is no recording, or it may be either.
        seconds: when it is said, or None.
        turn: the number of the turn, or None.
        program: the id of the program.
        url: the address of the moment, or else of the page or the recording, or "".
        language: of the program, or "".
        text: what is said, or "".
    """

    kind: Kind
    title: str
    series: str
    date: str
    speaker: Name | None
    speaks_as_host: bool
    hosts: tuple[Name, ...]
    guests: tuple[Name, ...]
    medium: str
    seconds: float | None
    turn: int | None
    program: str
    url: str
    language: str
    text: str

    @property
    def year(self) -> str:
        """The year, or ""."""
        return self.date[:4]

    @property
    def authors(self) -> tuple[Name, ...]:
        """Whose words are cited; of a whole program, those who made it what it is."""
        if self.turn is not None:
            return (self.speaker,) if self.speaker else ()
        if self.kind is Kind.PODCAST:
            return self.hosts or self.guests
        return self.guests if self.kind in (Kind.INTERVIEW, Kind.TALK) else ()


def of_quote(quote: Quote) -> Work:
    """A quote as it is cited, at its first match."""
    return of_turn(quote.program, quote.turn, quote.at)


def of_turn(program: Program, turn: Turn | None = None, at: float | None = None) -> Work:
    """A turn of a program as it is cited; without a turn, the program.

    Args:
        program: the program, with or without its turns.
        turn: what is cited.
        at: the seconds at which it is said; where the turn begins, if None.
    """
    hosts = [one.name for one in program.participants if _HOST.search(one.role or "")]
    others = [one.name for one in program.participants if one.name not in hosts]
    speaker = name_of(turn.speaker) if turn is not None and turn.label is not None else None
    seconds = turn.start if at is None and turn is not None else at
    web = [
        one for one in (program.url, program.media_url)
        if one and one.startswith(("https://", "http://"))
    ]  # fmt: skip
    moment = program.moment(seconds) or ""
    return Work(
        kind_of(program),
        one_line(program.title),
        one_line(program.series or ""),
        program.date or "",
        speaker,
        turn is not None and turn.speaker in hosts,
        tuple(filter(None, map(name_of, hosts))),
        tuple(filter(None, map(name_of, others))),
        _medium(program),
        seconds,
        turn.number if turn is not None else None,
        program.id,
        one_line(moment if moment.startswith(("https://", "http://")) else next(iter(web), "")),
        program.language or "",
        turn.text if turn is not None else "",
    )


def kind_of(program: Program) -> Kind:
    """The kind of a program, by its format, its title, its series, its path, and who speaks.

    A program of which nothing says so is a transcript: a wrong kind would be cited wrongly.
    """
    if program.format in _FORMATS:
        return _FORMATS[program.format]
    for text in (program.title, program.series or "", program.id):
        for kind, words in _KINDS.items():
            if words.search(text):
                return kind
    roles = [one.role or "" for one in program.participants]
    if any(map(_HOST.search, roles)):
        return Kind.PODCAST if program.series else Kind.INTERVIEW
    return Kind.INTERVIEW if any(map(_GUEST.search, roles)) else Kind.TRANSCRIPT


def _medium(program: Program) -> str:
    address = program.media_url or ""
    return "video" if _VIDEO.search(address) else "audio" if _AUDIO.search(address) else ""
