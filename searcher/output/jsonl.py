"""The printer of JSON Lines: one object per line, as `docs/json.md` documents them."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

from corpus.model import Program, Turn
from corpus.paths import as_text
from searcher.quotes.quote import turn_record

if TYPE_CHECKING:
    # A search prints quotes without the readers, and seldom suggests anything.
    from corpus.load import Parsed
    from index.library.status import Status
    from index.turn_record import Entry
    from searcher.citation.citation import Citation
    from searcher.engines.every import Every
    from searcher.engines.results import Results
    from searcher.engines.speaker_list import Speaker
    from searcher.passages.passage import Again, Passage
    from searcher.suggest.hint import Hint
    from searcher.suggest.suggestion import Suggestion

#: Raise it if a key is removed or changes its meaning. `docs/json.md` has its history.
SCHEMA = 1

# JSON escapes the control characters of ASCII. Terminals obey those up to U+009F, too,
# and a lone surrogate, from an argument that is not UTF-8, cannot be encoded.
_UNPRINTABLE = re.compile("[\x7f-\x9f\ud800-\udfff]")


def printer(out: TextIO) -> "JsonLinesPrinter":
    """The printer of JSON Lines on a stream."""
    return JsonLinesPrinter(out)


class JsonLinesPrinter:
    """Writes one JSON object per line; notices are part of the objects."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        # Every terminal can print ASCII, and it is the same JSON.
        self._ascii = "utf" not in (out.encoding or "utf-8").lower()

    def results(self, found: "Results", *, offset: int = 0, rows: int | None = None) -> None:
        """Write the quotes of a search, then its summary."""
        for rank, quote in enumerate(found.quotes, start=offset + 1):
            self._write("quote", {"rank": rank, **quote.to_dict()})
        self._write("summary", _summary(found, offset, len(found.quotes)))

    def every(self, found: "Every") -> None:
        """Write every quote of a search, then its summary."""
        rank = 0
        for rank, quote in enumerate(found, start=1):
            self._write("quote", {"rank": rank, **quote.to_dict()})
        self._write("summary", _summary(found.found, 0, rank))

    def citations(self, cited: Iterable["Citation"]) -> None:
        """Write citations, each with the place that is cited."""
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
            self._write("citation", record)

    def programs(self, entries: Iterable["Entry"]) -> None:
        """Write each program in an index, with the number of its turns."""
        for entry in entries:
            self._write("program", {**entry.program.to_dict(), "turns": entry.turns})

    def status(self, found: "Status") -> None:
        """Write what an index is."""
        record = asdict(found)
        record |= {"path": as_text(found.path), "changed": found.changed.isoformat("T", "seconds")}
        record["roots"] = [
            {"path": as_text(root.path), "files": root.files, "is_there": root.is_there}
            for root in found.roots
        ]
        record["copies"] = [
            {"path": as_text(copy), "copy_of": as_text(original)} for copy, original in found.copies
        ]
        self._write("status", record)

    def speakers(self, people: Iterable["Speaker"]) -> None:
        """Write each speaker in an index."""
        for person in people:
            self._write("speaker", asdict(person))

    def transcripts(self, parsed: Iterable["Parsed"], *, explain: bool = False) -> None:
        """Write each program that was read, with its turns; explained, with refused labels."""
        for one in parsed:
            refused = {"refused": one.refused} if explain else {}
            self._write("transcript", {**_transcript(one.program), **refused})
            # Reading the next file may take a while.
            self._out.flush()

    def passage(self, found: "Passage", again: "Again") -> None:
        """Write the program with the turns that are shown, as one object."""
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
        self._write("passage", record)

    def _write(self, kind: str, fields: dict[str, Any]) -> None:
        record = {"type": kind, "schema": SCHEMA, **fields}
        self._out.write(f"{line(record, ascii_only=self._ascii)}\n")


def line(record: dict[str, Any], *, ascii_only: bool = False) -> str:
    """An object as one line of JSON that is safe to print in a terminal."""
    return _UNPRINTABLE.sub(
        lambda match: f"\\u{ord(match[0]):04x}", json.dumps(record, ensure_ascii=ascii_only)
    )


def _transcript(program: Program) -> dict[str, Any]:
    """Every field of a program, and every field of each of its turns."""
    return {**program.to_dict(), "turns": list(map(_whole_turn, program.turns))}


def _whole_turn(turn: Turn) -> dict[str, Any]:
    """Every field of a turn: a field that is new in the model is printed, too."""
    return turn_record(turn) | {name: getattr(turn, name) for name in Turn.__match_args__}


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
