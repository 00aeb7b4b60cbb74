"""The first page: a form, what the archive holds, and searches that find something in it."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from index.turn_record import Entry
from searcher.engines.speaker_list import Speaker
from searcher.parameters.parameter import Parameter
from searcher.safe_text import one_line
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call
from searcher.web.pages.search import WORDS
from searcher.web.pages.template import page
from searcher.web.view.address import of
from searcher.web.view.examples import Example, examples
from searcher.web.view.programs import Listed, latest_first, listed

#: What fills the form: another page leads here with words.
PARAMETERS = (
    *WORDS,
    Parameter("speaker", "Who says it."),
    Parameter("series", "The series."),
    Parameter("since", "From this date on."),
    Parameter("until", "Up to this date."),
)
#: How many programs and series are shown.
_PROGRAMS, _SERIES = 6, 12


class Series(NamedTuple):
    """A series.

    Attributes:
        name: of the series.
        programs: how many programs it has.
        address: the list of them.
    """

    name: str
    programs: int
    address: str


class Holdings(NamedTuple):
    """What an archive holds.

    Attributes:
        programs, turns, speakers: how many; voices that only a recording names are not counted.
        first, last: the years of its programs, or "".
        series: the series with most programs.
        more_series: how many series there are besides.
        latest: the latest programs.
    """

    programs: int
    turns: int
    speakers: int
    first: str
    last: str
    series: list[Series]
    more_series: int
    latest: list[Listed]


def answer(call: Call) -> Answer:
    """What there is to search, and how."""
    filled = call.arguments(PARAMETERS)
    archive = call.archive
    return page(
        call,
        "front",
        filled=filled,
        holds=call.kept(
            "holdings",
            lambda: _holdings(latest_first(archive.programs()), archive.speakers()),
        ),
        examples=examples_here(call),
    )


def examples_here(call: Call) -> list[Example]:
    """Searches that find something in the archive."""
    archive = call.archive
    return call.kept("examples", lambda: examples(archive, latest_first(archive.programs())))


def _holdings(entries: Sequence[Entry], speakers: Sequence[Speaker]) -> Holdings:
    years = sorted({entry.program.date[:4] for entry in entries if entry.program.date})
    counts = Counter(entry.program.series for entry in entries if entry.program.series)
    often = sorted(counts, key=lambda name: (-counts[name], name))
    return Holdings(
        len(entries),
        sum(entry.turns for entry in entries),
        sum(person.program is None for person in speakers),
        *((years[0], years[-1]) if years else ("", "")),
        [
            Series(one_line(name), counts[name], of("/programs", (("series", name),)))
            for name in often[:_SERIES]
        ],
        max(0, len(often) - _SERIES),
        [*map(listed, entries[:_PROGRAMS])],
    )
