"""The tool `search`: quotes, each below the question that it answers."""

from collections.abc import Iterator, Mapping
from typing import Any

import searcher
from searcher.mcp.answers import said
from searcher.mcp.answers.tool import Tool
from searcher.mcp.tools.hints import HINT, hint_lines, hints
from searcher.parameters.filters import FILTER_PARAMETERS, filters_in
from searcher.parameters.parameter import REQUIRED, Kind, Parameter
from searcher.parameters.shape import NUMBER, TEXT, maybe, record, several
from searcher.safe_text import counted, shortened

#: The most quotes of one answer, and how many there are without a limit.
MOST, USUAL = 50, 10

#: The search language in a few lines.
LANGUAGE = """\
maintenance — the word in any inflection; case and accents do not count
M protein — several words: as a phrase first, then all in one turn, then all in a question and its \
answer, then some of them; `tier` says which
"M protein" — in double quotes: exactly these words in this order
AND OR NOT ( ) — operators, in upper case; NOT or -word excludes
plateau NEAR/8 panic — at most 8 words apart; WITHIN/2 — at most 2 turns apart
mainten* m?eloma myleoma~ — wildcards, a misspelled word; /mi?elom.*/ — a regular expression
speaker:abelson program:id series: topic: role: date:2018..2020 lang:en — fields
asked:(speaker:lee risk) — turns that answer such a turn; answered:risk — those it answers"""

_SORTS = ("relevance", "date", "-date", "program")
_TIERS = {
    "phrase": "the words as a phrase",
    "all": "all the words in one turn",
    "exchange": "all the words in a question and its answer",
    "any": "some of the words",
}

_SHAPE = record(
    query=TEXT,
    total=NUMBER,
    tier=maybe(TEXT),
    shown=NUMBER,
    offset=NUMBER,
    next_offset=maybe(NUMBER),
    quotes=several(
        record(
            rank=NUMBER,
            tier=maybe(TEXT),
            quote=said.QUOTED,
            question=maybe(said.QUOTED),
            also_in=several(TEXT),
        )
    ),
    hints=several(HINT),
)


def _answer(archive: searcher.Archive, arguments: Mapping[str, Any]) -> dict[str, Any]:
    options = {name: arguments[name] for name in ("limit", "offset", "strict", "sounds_like")}
    found = archive.search(
        arguments["query"], sort=arguments["sort"], **options, **filters_in(arguments)
    )
    offset = arguments["offset"]
    quotes = [_quote(rank, quote) for rank, quote in enumerate(found, start=offset + 1)]
    return {
        "query": found.query_and_synonyms,
        "total": found.total,
        "tier": found.tier.value if found.tier else None,
        "shown": len(quotes),
        "offset": offset,
        "next_offset": _next(found, is_strict=arguments["strict"]),
        "quotes": quotes,
        "hints": hints(found),
    }


def _next(found: searcher.Results, *, is_strict: bool) -> int | None:
    """The offset of the next page, which may be of a less exact tier; None if there is none."""
    is_last = is_strict or found.tier is None or found.tier == "any"
    at_end = found.next_offset is None or found.next_offset >= found.total
    return None if is_last and at_end else found.next_offset


def _quote(rank: int, quote: searcher.Quote) -> dict[str, Any]:
    return {
        "rank": rank,
        "tier": quote.tier.value if quote.tier else None,
        "quote": said.quoted(quote),
        "question": said.question(quote),
        "also_in": [*quote.also_in],
    }


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    query = shortened(answer["query"], 200)
    if not answer["total"]:
        yield f"Nothing found for {query}."
    else:
        tier = f" (tier {answer['tier']}: {_TIERS[answer['tier']]})" if answer["tier"] else ""
        yield f"{counted(answer['total'], 'turn')} in all for {query}{tier}."
        yield _page(answer)
    yield from hint_lines(answer["hints"])
    for one in answer["quotes"]:
        tier = f" [tier {one['tier']}]" if one["tier"] != answer["tier"] else ""
        yield ""
        if one["question"]:
            yield from said.lines_of(one["question"], mark="question of ")
        yield from said.lines_of(one["quote"], mark=f"{one['rank']}.{tier} ")
        if one["also_in"]:
            yield f"(the same talk is in {', '.join(one['also_in'])})"


def _page(answer: dict[str, Any]) -> str:
    shown, offset = answer["shown"], answer["offset"]
    if not shown:
        return f"None is shown: offset={offset} is past the end."
    more = answer["next_offset"]
    which = (
        "the next ones"
        if more is not None and more < answer["total"]
        else "less exact ones, if any"
    )
    last = f"; {which}: offset={more}" if more is not None else ""
    return f"Quotes {offset + 1}-{offset + shown}{last}."


SEARCH = Tool(
    "search",
    "Search what was said",
    "Find what people said in the transcripts: quotes with speaker, program, turn and link, each "
    "with the question that it answers. Quote only what is returned, word for word, and name the "
    "speaker, the program and the link. The query:\n" + LANGUAGE,
    (
        Parameter("query", "What to look for, in the search language.", default=REQUIRED),
        *FILTER_PARAMETERS,
        Parameter("limit", "How many quotes to return.", Kind.NUMBER, USUAL, 1, MOST),
        Parameter("offset", "How many quotes to skip.", Kind.NUMBER, 0, 0, 1_000_000),
        Parameter("sort", "The order; -date: the latest first.", Kind.CHOICE, "relevance",
                  choices=_SORTS),
        Parameter("strict", "Only the strictest tier that has a match.", Kind.FLAG, default=False),
        Parameter("sounds_like", "Also words that sound alike: for misheard names in automatic "
                  "transcripts.", Kind.FLAG, default=False),
    ),
    _SHAPE,
    _answer,
    _lines,
)  # fmt: skip
