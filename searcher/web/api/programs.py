"""`/api/v1/programs`: the programs of the archive, and one of them."""

from typing import TYPE_CHECKING, Any

from searcher.errors import PassageUnknown, RequestError
from searcher.mcp.tools.listed import words_in, words_parameter
from searcher.output.values import json_objects
from searcher.parameters.parameter import Kind, Parameter
from searcher.parameters.shape import either
from searcher.safe_text import shortened
from searcher.syntax.date_ranges import DateRange, NoDate, date_range
from searcher.web.api.endpoint import Endpoint
from searcher.web.api.objects import listed, page_summary, single
from searcher.web.api.shapes import LIST_SUMMARY, PROGRAM, document
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call

if TYPE_CHECKING:
    from index.turn_record import Entry

PAGE = (
    Parameter("limit", "How many to return.", Kind.NUMBER, 50, 0, 1_000),
    Parameter("offset", "How many to skip.", Kind.NUMBER, 0, 0, 1_000_000),
)
EVERY = Parameter(
    "all", "All of them, as JSON Lines, in place of a page.", Kind.FLAG, default=False
)

PARAMETERS = (
    words_parameter("id, title, series, date, topics or names of speakers"),
    Parameter("series", "Only those of a series with these words.", most=200),
    Parameter("topic", "Only those with a topic with these words.", most=200),
    Parameter("speaker", "Only those in which a person whose name has these words speaks.",
              most=200),
    Parameter("since", "Only those of this year, month or day and later.", most=200),
    Parameter("until", "Only those of this year, month or day and earlier.", most=200),
    Parameter("sort", "The order; -date: the latest first. Programs without a date are the last.",
              Kind.CHOICE, "id", choices=("id", "date", "-date", "title")),
    *PAGE,
    EVERY,
)  # fmt: skip


def _all(call: Call) -> Answer:
    """A page of the programs, or all of them, then the summary."""
    asked = call.exactly(PARAMETERS)
    found = _sorted(_found(call.archive.programs(), asked), asked["sort"])
    total, offset = len(found), asked["offset"]
    if asked["all"]:
        refuse_page(call)
    else:
        found = found[offset : offset + asked["limit"]]
    lines = [*json_objects.programs(found), page_summary(total, len(found), offset)]
    return listed(call, lines, every=asked["all"])


def refuse_page(call: Call) -> None:
    """Refuse a page beside all.

    Raises:
        RequestError: one is asked for.
    """
    if given := [name for name in ("limit", "offset") if call.has(name)]:
        raise RequestError(f"all=true returns all of them; leave out {' and '.join(given)}")


def _found(entries: "list[Entry]", asked: dict[str, Any]) -> "list[Entry]":
    has_words = words_in(asked["words"])
    in_series, has_topic, has_speaker = (
        words_in(asked[name]) for name in ("series", "topic", "speaker")
    )
    days = _days(asked)

    def is_wanted(entry: "Entry") -> bool:
        one = entry.program
        return (
            has_words(one.id, one.title, one.series, one.date, *one.topics, *entry.turns_by)
            and in_series(one.series)
            and (not asked["topic"] or any(map(has_topic, one.topics)))
            and (not asked["speaker"] or any(map(has_speaker, entry.turns_by)))
            and (days is None or (one.date is not None and days.holds(one.date)))
        )

    return [entry for entry in entries if is_wanted(entry)]


def _days(asked: dict[str, Any]) -> DateRange | None:
    since, until = asked["since"], asked["until"]
    for name in ("since", "until"):
        try:
            _ = asked[name] and date_range(f">={asked[name]}")
        except NoDate as error:
            raise RequestError(f"{name}={shortened(asked[name], 40)!r}: {error}") from None
    if since is None and until is None:
        return None
    return DateRange(
        **({"first": date_range(f">={since}").first} if since else {}),
        **({"last": date_range(f"<={until}").last} if until else {}),
    )


def _sorted(found: "list[Entry]", sort: str) -> "list[Entry]":
    if sort == "id":
        return found
    if sort == "title":
        return sorted(found, key=lambda entry: entry.program.title.casefold())
    dated = [entry for entry in found if entry.program.date]
    dated.sort(key=lambda entry: entry.program.date or "", reverse=sort == "-date")
    return dated + [entry for entry in found if not entry.program.date]


def _one(call: Call, id: str) -> Answer:  # noqa: A002 - it is the name in the address
    """One program.

    Raises:
        PassageUnknown: there is none with this id.
    """
    call.exactly(())
    entry = call.archive.entry(id)
    if entry is None:
        raise PassageUnknown(f"no program has the id {shortened(id, 80)!r}")
    (line,) = json_objects.programs([entry])
    return single(line)


PROGRAMS = Endpoint(
    "/programs",
    "The programs",
    "A program is one transcript. What is known of each, without its turns.",
    _all,
    document(PROGRAM, LIST_SUMMARY),
    PARAMETERS,
    either((PROGRAM, LIST_SUMMARY)),
)
ONE_PROGRAM = Endpoint(
    "/programs/{id}",
    "One program",
    "What is known of a program, without its turns.",
    _one,
    PROGRAM,
    parts=(("id", "The id of the program; it may have slashes."),),
    may_lack=True,
)
