"""The tool `list_programs`: the transcripts of the archive."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import searcher
from searcher.mcp.answers import address
from searcher.mcp.answers.address import SERVED, Address
from searcher.mcp.answers.tool import Tool
from searcher.mcp.tools.listed import PAGE_PARAMETERS, paged, words_in, words_parameter
from searcher.parameters.parameter import Kind, Parameter
from searcher.parameters.shape import NUMBER, TEXT, maybe, record, several, with_rare
from searcher.safe_text import counted, one_line, plain

if TYPE_CHECKING:
    from index.turn_record import Entry

#: The most speakers and topics of a program.
_MOST_NAMES = 12

_SHAPE = record(
    total=NUMBER,
    shown=NUMBER,
    offset=NUMBER,
    next_offset=maybe(NUMBER),
    programs=several(
        with_rare(
            record(
                program=TEXT, title=TEXT, series=maybe(TEXT), date=maybe(TEXT),
                topics=several(TEXT), speakers=several(TEXT), turns=NUMBER, link=maybe(TEXT),
                resource=TEXT,
            ),
            SERVED,
        )
    ),
)  # fmt: skip


def _answer(archive: searcher.Archive, arguments: Mapping[str, Any]) -> dict[str, Any]:
    is_wanted = words_in(arguments["words"])
    found = [entry for entry in archive.programs() if _has(entry, is_wanted)]
    if arguments["sort"] != "id":
        # Programs without a date come last in both orders.
        is_latest = arguments["sort"] == "-date"
        dated = [entry for entry in found if entry.program.date]
        dated.sort(key=lambda entry: entry.program.date or "", reverse=is_latest)
        found = dated + [entry for entry in found if not entry.program.date]
    return paged("programs", found, _program, arguments)


def _has(entry: "Entry", is_wanted: Callable[..., bool]) -> bool:
    one = entry.program
    return is_wanted(one.id, one.title, one.series, one.date, *one.topics, *entry.turns_by)


def _program(entry: "Entry") -> dict[str, Any]:
    program = entry.program
    people = sorted(entry.turns_by, key=lambda name: -entry.turns_by[name])
    return {
        "program": plain(program.id),
        "title": one_line(program.title),
        "series": one_line(program.series) if program.series else None,
        "date": one_line(program.date) if program.date else None,
        "topics": [*map(one_line, program.topics[:_MOST_NAMES])],
        "speakers": [*map(one_line, people[:_MOST_NAMES])],
        "turns": entry.turns,
        "link": address.link(program, None),
        "resource": str(Address(program.id)),
    }


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{counted(answer['total'], 'program')} in all."
    for one in answer["programs"]:
        people, turns = ", ".join(one["speakers"]), counted(one["turns"], "turn")
        parts = [f"program {one['program']}", one["title"], one["series"], one["date"], turns,
                 people, one["link"], one.get("page")]  # fmt: skip
        yield f"- {' · '.join(part for part in parts if part)}"
    if answer["next_offset"] is not None:
        yield f"(the next ones: offset={answer['next_offset']})"


LIST_PROGRAMS = Tool(
    "list_programs",
    "List the programs",
    "The programs of the archive: each is one transcript, with its id, title, series, date, "
    "speakers (most turns first), number of turns and link. Use it to find the id for show, or for "
    "the filter `program` of search.",
    (
        words_parameter("id, title, series, date, topics or names of speakers"),
        Parameter("sort", "The order; -date: the latest first.", Kind.CHOICE, "id",
                  choices=("id", "date", "-date")),
        *PAGE_PARAMETERS,
    ),
    _SHAPE,
    _answer,
    _lines,
)  # fmt: skip
