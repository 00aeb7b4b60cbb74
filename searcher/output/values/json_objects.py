"""Answers as objects of JSON: the type of each object and its keys, as `docs/json.md` has them.

The printer of JSON Lines writes them a line each; the API of the web makes one document of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.model import Program, Turn
from corpus.paths import as_text
from searcher.quotes.quote import turn_record

if TYPE_CHECKING:
    # A search prints quotes without the readers, and seldom suggests anything.
    from corpus.load import Parsed
    from index.library.status import Status
    from index.turn_record import Entry
    from searcher.citation.citation import Citation
    from searcher.concordance.kwic.kwic import Kwic
    from searcher.concordance.words.collocates import Collocates
    from searcher.concordance.words.keywords import Keywords
    from searcher.engines.every import Every
    from searcher.engines.results import Results
    from searcher.engines.speaker_list import Speaker
    from searcher.packet.check import CheckedPacket
    from searcher.passages.passage import Passage
    from searcher.quotes.quote import Quote
    from searcher.suggest.hint import Hint
    from searcher.suggest.suggestion import Suggestion
    from searcher.verify.verdict import Checked

#: Raise it if a key is removed or changes its meaning. `docs/json.md` has its history.
SCHEMA = 1

#: The type of an object, and its keys.
Line = tuple[str, dict[str, Any]]


def whole(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """An object with its type and the number of the schema before its keys."""
    return {"type": kind, "schema": SCHEMA, **fields}


def results(found: "Results", offset: int) -> Iterator[Line]:
    """The quotes of a search, then its summary."""
    for rank, quote in enumerate(found.quotes, start=offset + 1):
        yield "quote", {"rank": rank, **quote.to_dict()}
    yield "summary", _summary(found, offset, len(found.quotes))


def every(found: "Every") -> Iterator[Line]:
    """Every quote of a search, then its summary."""
    rank = 0
    for rank, quote in enumerate(found, start=1):
        yield "quote", {"rank": rank, **quote.to_dict()}
    yield "summary", _summary(found.found, 0, rank)


def alert(search: str, quote: "Quote") -> Line:
    """A new quote of a search that somebody waits for.

    Args:
        search: its words, or the name that it is saved under.
        quote: the quote.
    """
    return "alert", {"search": search, **quote.to_dict()}


def citations(cited: Iterable["Citation"]) -> Iterator[Line]:
    """Citations, each with the place that is cited."""
    # A search prints quotes without it.
    from searcher.citation.pieces import plain_text

    for one in cited:
        work = one.work
        record = {
            "style": one.style.value,
            "kind": work.kind.value,
            "reference": plain_text(one.reference),
            "in_text": plain_text(one.in_text),
            "program": work.program,
            "turn": work.turn,
            "at": work.seconds,
            "url": work.url or None,
        }
        yield "citation", record


def kwic(found: "Kwic") -> Iterator[Line]:
    """Each line of a concordance, then its summary."""
    for each in found.lines:
        yield "kwic", each.to_dict()
    record = _of_matches(found) | {
        "shown": found.shown, "offset": found.offset, "order": found.order,
    }  # fmt: skip
    yield "summary", record


def collocates(found: "Collocates") -> Iterator[Line]:
    """Each collocate, then the summary."""
    for record in found.to_dicts():
        yield "word", record
    summary = _of_matches(found) | {
        "matches": found.matches, "near": found.near, "words": found.words,
        "measure": found.measure, "window": list(found.window), "minimum": found.minimum,
        "shown": len(found),
    }  # fmt: skip
    yield "summary", summary


def keywords(found: "Keywords") -> Iterator[Line]:
    """Each keyword, then the summary."""
    for record in found.to_dicts():
        yield "word", record
    summary = {
        "filters": dict(found.filters),
        "versus": None if found.versus is None else dict(found.versus),
        "turns": found.turns, "words": found.words, "programs": found.programs,
        "reference_turns": found.reference_turns, "reference_words": found.reference_words,
        "measure": found.measure, "minimum": found.minimum,
        "least_programs": found.least_programs, "total": found.total, "shown": len(found),
    }  # fmt: skip
    yield "summary", summary


def programs(entries: Iterable["Entry"]) -> Iterator[Line]:
    """Each program, with the number of its turns."""
    for entry in entries:
        yield "program", {**entry.program.to_dict(), "turns": entry.turns}


def speakers(people: Iterable["Speaker"]) -> Iterator[Line]:
    """Each speaker."""
    for person in people:
        yield "speaker", asdict(person)


def status(found: "Status") -> Line:
    """What an index is."""
    record = asdict(found)
    record |= {"path": as_text(found.path), "changed": found.changed.isoformat("T", "seconds")}
    record["roots"] = [
        {"path": as_text(root.path), "files": root.files, "is_there": root.is_there}
        for root in found.roots
    ]
    record["copies"] = [
        {"path": as_text(copy), "copy_of": as_text(original)} for copy, original in found.copies
    ]
    return "status", record


def transcripts(parsed: Iterable["Parsed"], *, explain: bool) -> Iterator[Line]:
    """Each program that was read, with its turns; explained, with refused labels."""
    for one in parsed:
        refused = {"refused": one.refused} if explain else {}
        yield "transcript", {**_transcript(one.program), **refused}


def verdicts(found: "Checked") -> Iterator[Line]:
    """Each verdict, then their summary."""
    for verdict in found.verdicts:
        yield "verdict", verdict.to_dict()
    yield (
        "summary",
        {
            "draft": found.draft,
            "checked": len(found.verdicts),
            "right": sum(verdict.is_right for verdict in found.verdicts),
            "verdicts": {ruling.value: count for ruling, count in found.counts().items()},
            "unchecked": [one.to_dict() for one in found.unchecked],
            "seconds": round(found.seconds, 6),
        },
    )


def packet(found: "CheckedPacket") -> Iterator[Line]:
    """Each thing of a packet that was checked, then their summary."""
    for line in found.lines:
        yield "check", line.to_dict()
    yield (
        "summary",
        {
            "packet": found.folder,
            "made": found.packet.made,
            "version": found.packet.version,
            "query": found.packet.search_text,
            "quotes": len(found.packet.quotes),
            "sha256": found.sha256,
            "hold": found.count(holds=True),
            "fail": found.count(holds=False),
            "seconds": round(found.seconds, 6),
        },
    )


def passage(found: "Passage") -> Line:
    """The program with the turns that are shown."""
    matches = found.matches
    spans = matches.spans if matches is not None else {}
    record = _transcript(found.program)
    for turn in record["turns"]:
        turn["spans"] = [list(span) for span in spans.get(turn["number"], ())]
        turn["link"] = found.program.moment(turn["start"])
    record |= {
        "total": found.total,
        "turn": found.turn,
        "moment": list(found.moment) if found.moment else None,
        "matches": None,
    }
    if matches is not None:
        record["matches"] = {
            "query": matches.query,
            "tier": matches.tier,
            "turns": list(matches.turns),
            "hit": matches.hit,
        }
    return "passage", record


def _transcript(program: Program) -> dict[str, Any]:
    """Every field of a program, and every field of each of its turns."""
    return {**program.to_dict(), "turns": list(map(_whole_turn, program.turns))}


def _whole_turn(turn: Turn) -> dict[str, Any]:
    """Every field of a turn: a field that is new in the model is printed, too."""
    record = turn_record(turn)
    return record | {n: getattr(turn, n) for n in Turn.__match_args__ if n != "corrections"}


def _summary(found: "Results", offset: int, shown: int) -> dict[str, Any]:
    record: dict[str, Any] = {
        "query": found.query_text,
        "total": found.total,
        "shown": shown,
        "offset": offset,
        "next_offset": found.next_offset,
        "tier": found.tier,
        "seconds": round(found.seconds, 6),
    }
    if found.suggestions:
        record["suggestions"] = list(map(_suggestion, found.suggestions))
    if found.hints:
        record["hints"] = list(map(_hint, found.hints))
    if found.synonyms:
        record["synonyms"] = dict(found.synonyms)
    if found.unmatched:
        record["unmatched"] = dict(found.unmatched)
    if found.by_meaning:
        record["by_meaning"] = True
    if found.is_approximate:
        record["approximate"] = True
    if found.missing_shards:
        record["missing_shards"] = found.missing_shards
    if found.facets is not None:
        # Few searches want them.
        from searcher.output.values.count_json import facets

        record["facets"] = facets(found.facets)
    return record


def _of_matches(found: "Kwic | Collocates") -> dict[str, Any]:
    """What the summaries of a concordance and of collocates have in common."""
    record: dict[str, Any] = {
        "query": found.query_text,
        "total": found.total,
        "turns": found.turns,
        "tier": found.tier,
    }
    if found.synonyms:
        record["synonyms"] = dict(found.synonyms)
    return record


def _hint(hint: "Hint") -> dict[str, Any]:
    return {
        "kind": hint.kind,
        "typed": hint.typed,
        "near": hint.near,
        "search": hint.search,
        "count": hint.count,
    }


def _suggestion(near: "Suggestion") -> dict[str, Any]:
    return {"asked": near.asked, "said": near.said, "turns": near.turns}
