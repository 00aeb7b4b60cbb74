"""A person as their page shows them: programs in the order of time, years, ends, words, askers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from corpus.model import Program, Turn
from index.turn_record import Entry
from searcher.concordance.counts.by import By
from searcher.concordance.counts.counts import NOTHING, Group
from searcher.concordance.counts.talk_share import Share, TalkShare
from searcher.concordance.counts.trends import over_time
from searcher.concordance.words.keywords import Keywords
from searcher.query.light_words import LIGHT
from searcher.quotes.quote import Quote
from searcher.safe_text import counted, one_line
from searcher.web.view import address as pages
from searcher.web.view import groups, plots
from searcher.web.view.dates import Date, date_of


class Appeared(NamedTuple):
    """A program in which a person speaks.

    Attributes:
        id: of the program.
        title, series: of the program.
        date: its date, or None.
        page: the page of the program.
        words, turns, of: how many words and turns they have, of how many turns.
    """

    id: str
    title: str
    series: str
    date: Date | None
    page: str
    words: int
    turns: int
    of: int


class Telling(NamedTuple):
    """A word that somebody says more than others, with how often, and the quotes of it."""

    word: str
    times: int
    address: str


class Asker(NamedTuple):
    """Somebody whom a person answers.

    Attributes:
        name: who.
        page: their page, or "".
        turns: how many of their turns are answered.
        share: their share of all turns that are answered.
    """

    name: str
    page: str
    turns: int
    share: str


def appeared(said: TalkShare, entries: Mapping[str, Entry]) -> list[Appeared]:
    """The programs in which a person speaks, in the order of time; those without a date first.

    Args:
        said: what they say, by program.
        entries: the programs by their ids.
    """
    found = ((entries.get(share.value or ""), share) for share in said.groups)
    known = [(entry, share) for entry, share in found if entry is not None]
    known.sort(key=lambda one: (one[0].program.date or "", one[0].program.id))
    return [_appeared(entry, share) for entry, share in known]


def _appeared(entry: Entry, share: Share) -> Appeared:
    about = entry.program
    return Appeared(
        about.id,
        one_line(about.title) or about.id,
        one_line(about.series or ""),
        date_of(about.date),
        pages.program(about.id),
        share.words,
        share.turns,
        entry.turns,
    )


def years(programs: Iterable[Appeared]) -> tuple[plots.Plot, list[Group]] | None:
    """How much a person says in each year, as a plot and as groups; None if no year is known."""
    known: dict[str, Group] = {}
    for one in programs:
        if one.date is not None:
            year = one.date.iso[:4]
            more = Group(year, 0, one.turns, 1, one.words)
            known[year] = known[year].plus(more) if year in known else more
    if not known:
        return None
    every = over_time(By.YEAR, [known[year] for year in sorted(known)])
    joined = [_joined(every[part]) for part in plots.steps(len(every))]
    told = [
        f"{one.value}: {counted(one.words, 'word')} in {counted(one.programs, 'program')}"
        for one in joined
    ]
    plot = plots.columns([one.value or "" for one in joined], [one.words for one in joined], told)
    return plot, [one for one in every if one.turns]


def _joined(some: Sequence[Group]) -> Group:
    """Neighbouring years as one, named after the first and the last of them."""
    first, last = some[0].value, some[-1].value
    whole = NOTHING._replace(value=first if len(some) == 1 else f"{first}–{last}")
    for one in some:
        whole = whole.plus(one)
    return whole


def ends(name: str, first: Program | None, last: Program | None) -> list[Quote]:
    """The first and the last turn of a person, each with what it answers.

    Args:
        name: the person.
        first: the first program in which they speak, with its turns.
        last: the last one.
    """
    found: list[Quote] = []
    for program, is_last in ((first, False), (last, True)):
        turns = program.turns if program else ()
        places = [place for place, turn in enumerate(turns) if turn.speaker == name]
        if program and places:
            place = places[-1 if is_last else 0]
            question = _before(turns, place)
            about = program.without_turns()
            found.append(Quote(about, turns[place], 0.0, None, question=question))
    if len(found) == 2 and found[0] == found[1]:
        found.pop()
    return found


def _before(turns: Sequence[Turn], place: int) -> Turn | None:
    """The last turn before one by another speaker."""
    speaker = turns[place].speaker
    return next((turn for turn in reversed(turns[:place]) if turn.speaker != speaker), None)


def telling(
    found: Keywords, most: int, search: Sequence[tuple[str, object]], *, asked: bool = False
) -> list[Telling]:
    """The strongest keywords that say something about a subject, with the quotes of each.

    Args:
        found: the keywords.
        most: how many are wanted.
        search: what else their search asks with.
        asked: whether they are words of questions: then the search is for the answers.
    """
    words = [one for one in found if one.word not in LIGHT and not one.word.isdecimal()]
    return [
        Telling(
            one.word,
            one.together,
            pages.of("/search", (("q", f'{"asked:" * asked}"{one.word}"'), *search)),
        )
        for one in words[:most]
    ]


def askers(found: TalkShare, most: int) -> list[Asker]:
    """Whom a person answers, most turns first.

    Args:
        found: the turns that they answer, by speaker.
        most: how many people are wanted.
    """
    people = sorted(found.groups, key=lambda one: -one.turns)[:most]
    return [
        Asker(
            one_line(one.value or ""),
            groups.speaker(one.value or "", one.program),
            one.turns,
            groups.percent(one.turns, found.total.turns),
        )
        for one in people
    ]
