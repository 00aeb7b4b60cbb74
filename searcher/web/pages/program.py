"""The page of a program: who speaks, the recording, and the whole transcript."""

import dataclasses
from collections.abc import Callable
from typing import Any, NamedTuple

from corpus.model import Program
from index.turn_record import Entry
from searcher.archive import Archive
from searcher.concordance.counts.by import By
from searcher.concordance.counts.talk_share import TalkShare
from searcher.errors import PassageUnknown
from searcher.output.layout.speaker_colours import speaker_numbers
from searcher.output.text.heading import TIERS
from searcher.output.values.attribution import web_address
from searcher.parameters.filters import filters_in
from searcher.parameters.parameter import Kind, Parameter
from searcher.passages.passage import Passage
from searcher.query.filters import Filters
from searcher.safe_text import clock, counted, one_line, shortened
from searcher.syntax.lexer import plain_words
from searcher.web.exchange.answer import Answer, elsewhere
from searcher.web.exchange.handler import Call
from searcher.web.pages.filtered import searched, told
from searcher.web.pages.search import MATCHING
from searcher.web.pages.template import page
from searcher.web.view import address as pages
from searcher.web.view import groups
from searcher.web.view.address import Asked
from searcher.web.view.dates import date_of
from searcher.web.view.marks import all_marks
from searcher.web.view.recording import recording_of
from searcher.web.view.said import language
from searcher.web.view.transcript import Marked, spoken

#: A longer program is shown in pages of so many turns.
TURNS = 1_500

#: What a transcript can be downloaded as, by the name of the format.
DOWNLOADS = {
    "text": "text", "md": "Markdown", "html": "HTML", "docx": "Word", "csv": "CSV",
    "jsonl": "JSON",
}  # fmt: skip
#: The formats of what has times.
CAPTIONS = {"srt": "SRT", "vtt": "WebVTT"}

PARAMETERS = (
    *(one for one in MATCHING if one.name != "program"),
    Parameter("turn", "The number of the turn to show.", Kind.NUMBER, None, 1, 999_999_999),
)
DEFAULTS = {one.name: one.default for one in PARAMETERS}


class Share(NamedTuple):
    """How much somebody says in a program.

    Attributes:
        name: who; "not known who" if nobody is named.
        by: the page of the speaker, or "".
        colour: the number of the speaker's colour; None if nobody is named.
        role: the role, or "".
        labels: other labels that they speak under.
        words, turns, asked: how many words and turns they have, and turns with a question mark.
        share: their share of all words.
    """

    name: str
    by: str
    colour: int | None
    role: str
    labels: tuple[str, ...]
    words: int
    turns: int
    asked: int
    share: str


def answer(call: Call, name: str) -> Answer:
    """The page of the program with an id."""
    asked = call.arguments(PARAMETERS)
    entry = call.archive.entry(name)
    if entry is None:
        return elsewhere(_canonical(call.archive, name))
    total = entry.turns
    wanted = asked["turn"] or 1
    if wanted > total:
        raise PassageUnknown(
            f"{shortened(name, 60)} has no turn {wanted:,}; it has {counted(total, 'turn')}, from 1"
        )
    first = (wanted - 1) // TURNS * TURNS + 1
    passage = _read(call.archive, entry, first, asked)
    program = passage.program
    this = Asked(pages.program(name), asked, DEFAULTS)
    hits = passage.matches.turns if passage.matches else ()
    to = _to(this, range(first, first + TURNS), is_whole=passage.is_whole)
    marked = Marked(hits, passage.matches.spans if passage.matches else {})
    talk = call.archive.talk_share(By.SPEAKER, program=name)
    voices = {share.value for share in talk.groups if share.program is not None}

    def by(speaker: str) -> str:
        return groups.speaker(speaker, name if speaker in voices else None)

    marks = call.kept("marks", lambda: all_marks(call.archive))
    turns = [
        turn._replace(marks=marks.on(program.id, turn.number))
        for turn in spoken(program, marked, by, to, media=call.settings.media)
    ]
    return page(
        call,
        "program",
        q=asked["q"],
        asked=this,
        filters=told(asked),
        everywhere=searched(asked).at("/search"),
        **_known(call, program, name),
        duration=_duration(program) if passage.is_whole else "",
        shares=_shares(talk, program, by),
        total_words=talk.total.words,
        turns=turns,
        sections=[turn for turn in turns if turn.section],
        total=total,
        hits=hits,
        first_hit=to(hits[0]) if hits else "",
        last_hit=to(hits[-1]) if hits else "",
        meaning=_meaning(passage, asked["q"]),
        to=to,
        pages_of=_pages(this, first, total),
    )


def _known(call: Call, program: Program, name: str) -> dict[str, Any]:
    """What is known of a program besides its turns."""
    return {
        "program": program,
        "title": one_line(program.title) or name,
        "date": date_of(program.date),
        "language": language(program.language),
        "source": web_address(program.url),
        "recording": recording_of(program, media=call.settings.media),
        "downloads": _downloads(program, name),
        "related": [
            {"title": one.title, "about": one.description, "address": web_address(one.url)}
            for one in program.related
        ],
    }


def _read(archive: Archive, entry: Entry, first: int, asked: dict[str, Any]) -> Passage:
    """The turns of a page, with what the search finds in the whole program."""
    name = entry.program.id
    find = [asked["q"]] if asked["q"] else []
    how: dict[str, Any] = {
        "filters": Filters(**filters_in({**asked, "program": None})),
        "synonyms": asked["synonyms"],
        "sounds_like": asked["sounds_like"],
    }
    last = min(first + TURNS - 1, entry.turns)
    if entry.turns > TURNS:
        found = archive.passage(f"{name}:{first}-{last}", *find, context=0, **how)
        if found.program.id == name:
            return found
    # The id of another program may end in what looks like a range.
    found = archive.passage(name, *find, **how)
    turns = found.program.turns[first - 1 : last]
    return found.replaced(program=dataclasses.replace(found.program, turns=turns))


def _canonical(archive: Archive, name: str) -> str:
    """The page of the one program that a name means.

    Raises:
        PassageUnknown: it means none or several.
    """
    found = archive.called(name)
    if len(found) == 1:
        return pages.program(found[0].program.id)
    known = f"{counted(len(found), 'program')} are" if found else "no program is"
    raise PassageUnknown(f"{known} called {shortened(name, 60)}; choose one from the list")


def _to(this: Asked, shown: range, *, is_whole: bool) -> Callable[[int], str]:
    """Makes the addresses of turns: on this page an anchor is enough."""

    def to(number: int) -> str:
        anchor = f"turn-{number}"
        if is_whole or number in shown:
            return f"#{anchor}"
        return f"{this.but(turn=number)}#{anchor}"

    return to


def _pages(this: Asked, first: int, total: int) -> list[tuple[str, str]]:
    """The pages of a long program: which turns they have, and their addresses; "" of this one."""
    if total <= TURNS:
        return []
    return [
        (
            f"{start:,} to {min(start + TURNS - 1, total):,}",
            "" if start == first else this.but(turn=start),
        )
        for start in range(1, total + 1, TURNS)
    ]


def _duration(program: Program) -> str:
    """How long the recording is, as far as the transcript says it, or ""."""
    end = program.turns[-1].end if program.turns else None
    return clock(end) if end else ""


def _shares(found: TalkShare, program: Program, by: Callable[[str], str]) -> list[Share]:
    """Who speaks, with most words first."""
    people = {person.name: person for person in program.participants}
    roles = {turn.speaker: turn.role for turn in program.turns if turn.role}
    colours = speaker_numbers(program)
    made = []
    for share in found.groups:
        name = share.value or ""
        person = people.get(name)
        role = roles.get(name) or (person.role if person else None)
        labels = tuple(one for one in (person.labels if person else ()) if one != name)
        made.append(
            Share(one_line(name), by(name), colours.get(name), one_line(role or ""),
                  tuple(map(one_line, labels)), share.words, share.turns, share.asked,
                  groups.percent(share.words, found.total.words))
        )  # fmt: skip
    return made


def _meaning(passage: Passage, q: str) -> str:
    """How exactly the turns match, if the search has several words."""
    tier = passage.matches.tier if passage.matches else None
    return TIERS[tier] if len(plain_words(q)) > 1 else ""


def _downloads(program: Program, name: str) -> list[tuple[str, str]]:
    """The formats of the transcript, with their addresses."""
    has_times = any(turn.start is not None or turn.moments for turn in program.turns)
    forms = DOWNLOADS | CAPTIONS if has_times else DOWNLOADS
    asked = (("of", "transcript"), ("program", name))
    return [
        (shown, pages.of("/download", (("format", form), *asked))) for form, shown in forms.items()
    ]
