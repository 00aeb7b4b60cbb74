"""The tools `who_said` and `list_speakers`: everybody who said something, and who speaks."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import searcher
from searcher.mcp.answers import said
from searcher.mcp.answers.tool import Tool
from searcher.mcp.tools.listed import PAGE_PARAMETERS, paged, words_in, words_parameter
from searcher.parameters.filters import FILTER_PARAMETERS, filters_in
from searcher.parameters.parameter import REQUIRED, Kind, Parameter
from searcher.parameters.shape import NUMBER, TEXT, maybe, record, several
from searcher.safe_text import counted, one_line, plain, shortened

if TYPE_CHECKING:
    from searcher.concordance.counts.roll_call import Asked, Said
    from searcher.engines.speaker_list import Speaker

#: The most people of each kind of a roll call, and how many there are without a limit.
MOST, USUAL = 50, 20

_ROLL_CALL = record(
    query=TEXT,
    tier=maybe(TEXT),
    matches=NUMBER,
    turns=NUMBER,
    programs=NUMBER,
    said_by=NUMBER,
    asked_only=NUMBER,
    said=several(
        record(
            speaker=TEXT, only_in=maybe(TEXT), matches=NUMBER, turns=NUMBER, programs=NUMBER,
            best=said.QUOTED, first=said.QUOTED, last=said.QUOTED,
        )
    ),
    asked=several(record(speaker=TEXT, question=maybe(said.QUOTED), answer=said.QUOTED)),
)  # fmt: skip


def _who_said(archive: searcher.Archive, arguments: Mapping[str, Any]) -> dict[str, Any]:
    found = archive.roll_call(arguments["query"], limit=arguments["limit"], **filters_in(arguments))
    return {
        "query": arguments["query"],
        "tier": found.tier.value if found.tier else None,
        "matches": found.total.matches,
        "turns": found.total.turns,
        "programs": found.total.programs,
        "said_by": found.said_by,
        "asked_only": found.asked_of,
        "said": [_person(person) for person in found.said],
        "asked": [_silent(person) for person in found.asked],
    }


def _person(person: "Said") -> dict[str, Any]:
    group = person.group
    return {
        "speaker": one_line(group.value or person.best.turn.speaker),
        "only_in": plain(group.program) if group.program else None,
        "matches": group.matches,
        "turns": group.turns,
        "programs": group.programs,
        **{name: said.quoted(getattr(person, name), said.SHORT) for name in _QUOTES},
    }


#: The quotes of a person.
_QUOTES = ("best", "first", "last")


def _silent(person: "Asked") -> dict[str, Any]:
    return {
        "speaker": one_line(person.name),
        "question": said.question(person.answer),
        "answer": said.quoted(person.answer, said.SHORT),
    }


def _roll_call_lines(answer: dict[str, Any]) -> Iterator[str]:
    query = shortened(answer["query"], 200)
    if not answer["said_by"]:
        yield f"Nobody said {query}."
    else:
        people = "1 speaker" if answer["said_by"] == 1 else f"{answer['said_by']:,} speakers"
        tier = f" (tier {answer['tier']})" if answer["tier"] else ""
        yield (
            f"{people} in all said {query}{tier}: {counted(answer['turns'], 'turn')} of "
            f"{counted(answer['programs'], 'program')}. {_shown(answer['said'])}"
        )
    for number, one in enumerate(answer["said"], start=1):
        voice = f" (a voice of program {one['only_in']})" if one["only_in"] else ""
        yield ""
        yield (
            f"{number}. {one['speaker']}{voice}: {counted(one['turns'], 'turn')} of "
            f"{counted(one['programs'], 'program')}"
        )
        for names, quote in _once(one):
            yield from said.lines_of(quote, mark=f"{names}: ")
    if answer["asked_only"]:
        yield ""
        yield (
            f"Asked about it, and never said it: {answer['asked_only']:,} in all. "
            f"{_shown(answer['asked'])}"
        )
    for one in answer["asked"]:
        if one["question"]:
            yield from said.lines_of(one["question"], mark="question of ")
        yield from said.lines_of(one["answer"], mark="answer of ")


def _once(person: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The quotes of a person, each once, with what it is: `best and first`."""
    quotes = [person[name] for name in _QUOTES]
    for place, quote in enumerate(quotes):
        if quote not in quotes[:place]:
            yield " and ".join(n for n, q in zip(_QUOTES, quotes, strict=True) if q == quote), quote


def _shown(people: list[dict[str, Any]]) -> str:
    return f"{len(people):,} shown."


_SPEAKERS = record(
    total=NUMBER,
    shown=NUMBER,
    offset=NUMBER,
    next_offset=maybe(NUMBER),
    speakers=several(
        record(
            speaker=TEXT, labels=several(TEXT), roles=several(TEXT), programs=NUMBER,
            turns=NUMBER, only_in=maybe(TEXT),
        )
    ),
)  # fmt: skip
#: The most labels and roles of a person: automatic transcripts have hundreds of spellings.
_MOST_NAMES = 12


def _list_speakers(archive: searcher.Archive, arguments: Mapping[str, Any]) -> dict[str, Any]:
    is_wanted = words_in(arguments["words"])
    people = [one for one in archive.speakers() if is_wanted(one.name, *one.labels, *one.roles)]
    return paged("speakers", people, _speaker, arguments)


def _speaker(person: "Speaker") -> dict[str, Any]:
    return {
        "speaker": one_line(person.name),
        "labels": [*map(one_line, person.labels[:_MOST_NAMES])],
        "roles": [*map(one_line, person.roles[:_MOST_NAMES])],
        "programs": person.programs,
        "turns": person.turns,
        "only_in": plain(person.program) if person.program else None,
    }


def _speaker_lines(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{counted(answer['total'], 'speaker')} in all, most turns first."
    for one in answer["speakers"]:
        others = [label for label in one["labels"] if label != one["speaker"]]
        parts = [one["speaker"], f"a voice of program {one['only_in']}" * bool(one["only_in"]),
                 ", ".join(one["roles"]), f"labels: {', '.join(others)}" * bool(others),
                 counted(one["turns"], "turn"), counted(one["programs"], "program")]  # fmt: skip
        yield f"- {' · '.join(part for part in parts if part)}"
    if answer["next_offset"] is not None:
        yield f"(the next ones: offset={answer['next_offset']})"


WHO_SAID = Tool(
    "who_said",
    "Who said it",
    "A roll call: everybody who said something, most often first, each with the best, the first "
    "and the last quote; then those who were "
    "asked about it and never said it. Use it for questions such as: who talked about X, who said "
    "it first. The query is that of search.",
    (
        Parameter("query", "What was said, in the search language.", default=REQUIRED),
        *FILTER_PARAMETERS,
        Parameter("limit", "How many people of each kind to return.", Kind.NUMBER, USUAL, 1, MOST),
    ),
    _ROLL_CALL,
    _who_said,
    _roll_call_lines,
)

LIST_SPEAKERS = Tool(
    "list_speakers",
    "List the speakers",
    "The people who speak in the transcripts, most turns first, with the labels that transcripts "
    "print for them, their roles and their numbers of programs and turns. Use it to find the name "
    "for the filter `speaker` of search. `only_in`: a voice that only this program names.",
    (words_parameter("name, labels or roles"), *PAGE_PARAMETERS),
    _SPEAKERS,
    _list_speakers,
    _speaker_lines,
)
