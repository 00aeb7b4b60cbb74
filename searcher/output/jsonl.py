"""Quotes, programs and speakers as JSON Lines: one object a line, for other programs.

    search    {"type": "quote", "schema": 1, "rank", "score", "tier",
               "program": {"id", "title", "series", "date", "topics", "url", "media_url", "path"},
               "turn": turn, "spans": [[start, end], …], "at", "link", "before": [turn, …],
               "after": [turn, …], "question": turn or null}, with --explain
              "explanation": [{"part", "score"}, …] too, and with --sounds-like
              "instead": [what was said where other words were typed, …]
              and last {"type": "summary", "schema": 1, "query", "total", "shown",
                        "tier", "seconds"}, where little is found with
              "suggestions": [{"asked": [word, …], "said": [word, …], "turns"}, …] too, and
              where synonyms were looked for with "synonyms": {words typed: [words, …]} too
    parse     every field of `corpus.model.Program`, with "turns": [turn, …]; with --explain
              "refused": {label: reason} too
    programs  {"type": "program", "schema": 1, "turns": 4, …the fields of a program}
    speakers  {"type": "speaker", "schema": 1, "name", "labels", "roles", "programs", "turns",
               "program", "title"}, the last two null but for a voice of one recording

A turn is {"number", "label", "speaker", "role", "section", "start", "end", "text"}.
Offsets count characters (code points) of the turn's text, times are seconds,
what is not known is null. `tier` is null for a search that is taken at its word.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.model import Program, Turn
from index.stored import Entry
from searcher.archive import Results
from searcher.engines.speakers import Speaker
from searcher.quotes.quote import Quote

if TYPE_CHECKING:
    # A search prints quotes without the readers, and seldom suggests.
    from corpus.load import Parsed
    from searcher.suggest.suggest import Suggestion

#: Raised with every change that a reader of the output would notice.
SCHEMA = 1

# JSON escapes the control characters of ASCII; a terminal obeys these too.
_CONTROLS = {code: f"\\u{code:04x}" for code in (0x7F, *range(0x80, 0xA0))}


def line(record: dict[str, Any]) -> str:
    """An object as one line of JSON."""
    return json.dumps(record, ensure_ascii=False).translate(_CONTROLS)


def results(found: Results, *, offset: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of a search: its quotes, then the summary."""
    for rank, quote in enumerate(found.quotes, start=offset + 1):
        yield _quote(quote, rank)
    summary: dict[str, Any] = {
        "type": "summary",
        "schema": SCHEMA,
        "query": found.typed,
        "total": found.total,
        "shown": len(found.quotes),
        "tier": found.tier,
        "seconds": round(found.seconds, 6),
    }
    if found.suggestions:
        summary["suggestions"] = [_suggestion(one) for one in found.suggestions]
    if found.synonyms:
        summary["synonyms"] = {words: list(others) for words, others in found.synonyms.items()}
    yield summary


def program(parsed: Program) -> dict[str, Any]:
    """Every field of a program, with its turns."""
    return {**parsed.to_dict(), "turns": [turn(part) for part in parsed.turns]}


def parsed(read: "Parsed", *, explain: bool = False) -> dict[str, Any]:
    """A program as it was read, with the labels that were refused if it is to be explained."""
    fields = program(read.program)
    return {**fields, "refused": read.refused} if explain else fields


def entry(listed: Entry) -> dict[str, Any]:
    """A program of the index, with the number of its turns."""
    fields = listed.program.to_dict()
    return {"type": "program", "schema": SCHEMA, **fields, "turns": listed.turns}


def speaker(person: Speaker) -> dict[str, Any]:
    """A person of the index."""
    return {"type": "speaker", "schema": SCHEMA, **asdict(person)}


def turn(said: Turn) -> dict[str, Any]:
    """A turn."""
    return {
        "number": said.number,
        "label": said.label,
        "speaker": said.speaker,
        "role": said.role,
        "section": said.section,
        "start": said.start,
        "end": said.end,
        "text": said.text,
    }


def _suggestion(suggestion: "Suggestion") -> dict[str, Any]:
    return {
        "asked": list(suggestion.asked),
        "said": list(suggestion.said),
        "turns": suggestion.turns,
    }


def _quote(quote: Quote, rank: int) -> dict[str, Any]:
    of = quote.program
    record: dict[str, Any] = {
        "type": "quote",
        "schema": SCHEMA,
        "rank": rank,
        "score": round(quote.score, 4),
        "tier": quote.tier,
        "program": {
            "id": of.id,
            "title": of.title,
            "series": of.series,
            "date": of.date,
            "topics": list(of.topics),
            "url": of.url,
            "media_url": of.media_url,
            "path": of.path,
        },
        "turn": turn(quote.turn),
        "spans": [list(span) for span in quote.spans],
        "at": quote.at,
        "link": quote.link,
        "before": [turn(other) for other in quote.before],
        "after": [turn(other) for other in quote.after],
        "question": turn(quote.question) if quote.question else None,
    }
    if quote.instead:
        record["instead"] = list(quote.instead)
    if quote.explanation:
        parts = [{"part": part, "score": round(score, 4)} for part, score in quote.explanation]
        record["explanation"] = parts
    return record
