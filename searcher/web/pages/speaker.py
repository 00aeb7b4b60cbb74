"""The page of a person: programs, years, first and last quote, words, and who asks what."""

from collections.abc import Sequence
from typing import Any

from corpus.model import Program
from index.turn_record import Entry
from searcher.archive import Archive
from searcher.concordance.counts.by import By
from searcher.engines.speaker_list import Speaker
from searcher.errors import PassageUnknown
from searcher.parameters.parameter import Kind, Parameter
from searcher.query.filters import Filters
from searcher.safe_text import counted, one_line, shortened
from searcher.web.exchange.answer import Answer, elsewhere
from searcher.web.exchange.handler import Call
from searcher.web.pages.template import page
from searcher.web.view import address as pages
from searcher.web.view import groups
from searcher.web.view.person import Appeared, Telling, appeared, askers, ends, telling, years
from searcher.web.view.said import shown

#: How many words and people are listed, and how many keywords are looked at to find telling ones.
WORDS, PEOPLE, LOOKED_AT = 24, 10, 200
#: In an archive of more turns keywords take a second: there they are looked for when wanted.
MOST_TURNS = 100_000
#: How many programs are seen at once; the others are opened.
PROGRAMS = 20
#: About how many characters of a long turn are shown.
ENOUGH = 700

PARAMETERS = (
    Parameter("program", "The recording of a voice that only it names."),
    Parameter("words", "Show the words that this person says more than others.", Kind.FLAG, False),
)

Search = tuple[tuple[str, object], ...]


def answer(call: Call, name: str) -> Answer:
    """The page of the person who is listed under a name."""
    asked = call.arguments(PARAMETERS)
    archive = call.archive
    people = archive.speakers()
    found = [one for one in people if one.name == name and asked["program"] in (None, one.program)]
    if not found:
        return elsewhere(_labelled(people, name))
    if len(found) > 1:
        return page(call, "voices", name=one_line(name), voices=_voices(found))
    (person,) = found
    whose = Filters(speaker=f"={name}", program=person.program)
    search: Search = (("speaker", f"={name}"), ("program", person.program))
    entries = {entry.program.id: entry for entry in archive.programs()}
    is_large = sum(entry.turns for entry in entries.values()) > MOST_TURNS
    # In a large archive the words and the rest of the page would take too long together.
    shows = {"words": asked["words"] or not is_large, "rest": not (asked["words"] and is_large)}
    values = _rest(call, name, whose, entries) if shows["rest"] else {}
    page_of = pages.of(pages.speaker(name), search[1:])
    return page(
        call,
        "speaker",
        name=one_line(name),
        person=person,
        labels=[one_line(one) for one in person.labels if one != name],
        roles=[*map(one_line, person.roles)],
        recording=one_line(person.title or ""),
        kept=[(key, value) for key, value in search if value],
        shows=shows,
        words=_words(archive, whose, search) if shows["words"] else None,
        with_words=pages.of(pages.speaker(name), (*search[1:], ("words", True)), anchor="words"),
        whole=page_of,
        **values,
    )


def _rest(call: Call, name: str, whose: Filters, entries: dict[str, Entry]) -> dict[str, Any]:
    """What the page has beside words: totals, the ends, years, askers and programs."""
    archive = call.archive
    said = archive.talk_share(By.PROGRAM, filters=whose)
    programs = appeared(said, entries)
    asking = archive.talk_share(By.SPEAKER, asked=True, filters=whose)
    quotes = ends(name, *_first_and_last(archive, programs))
    return {
        "total": said.total,
        "quotes": [shown(one, media=call.settings.media, enough=ENOUGH) for one in quotes],
        "programs": programs[::-1],
        "few": PROGRAMS,
        "is_dated": bool(programs) and programs[-1].date is not None,
        "years": years(programs),
        "askers": askers(asking, PEOPLE),
        "answered": asking.total.turns,
    }


def _labelled(people: Sequence[Speaker], name: str) -> str:
    """The page of the one person who speaks under a label.

    Raises:
        PassageUnknown: nobody does, or several do.
    """
    folded = name.casefold()
    found = [
        one
        for one in people
        if folded in (one.name.casefold(), *(label.casefold() for label in one.labels))
    ]
    if len(found) == 1 and (there := groups.speaker(found[0].name, found[0].program)):
        return there
    known = f"{counted(len(found), 'speaker')} are" if found else "nobody is"
    raise PassageUnknown(f"{known} called {shortened(name, 60)}; choose one from the list")


def _voices(found: Sequence[Speaker]) -> list[dict[str, object]]:
    """The recordings that name a voice alike, each with its page."""
    return [
        {
            "title": one_line(one.title or one.name),
            "turns": one.turns,
            "address": groups.speaker(one.name, one.program),
        }
        for one in found
    ]


def _first_and_last(
    archive: Archive, programs: Sequence[Appeared]
) -> tuple[Program | None, Program | None]:
    """The first and the last program with their turns; of those with a date, if there are any."""
    known = [one for one in programs if one.date is not None] or programs
    if not known:
        return None, None
    first = archive.program(known[0].id)
    return first, first if len(known) == 1 else archive.program(known[-1].id)


def _words(archive: Archive, whose: Filters, search: Search) -> tuple[list[Telling], list[Telling]]:
    """What a person says, and what they are asked, more than others are."""
    says, asked = (
        archive.keywords(asked=one, filters=whose, limit=LOOKED_AT) for one in (False, True)
    )
    return telling(says, WORDS, search), telling(asked, WORDS, search, asked=True)
