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
    from searcher.concordance.counts.comparison import Comparison
    from searcher.concordance.counts.counts import Counts
    from searcher.concordance.counts.dispersion import Dispersion
    from searcher.concordance.counts.roll_call import RollCall
    from searcher.concordance.counts.talk_share import TalkShare
    from searcher.concordance.kwic.kwic import Kwic
    from searcher.concordance.words.collocates import Collocates
    from searcher.concordance.words.keywords import Keywords
    from searcher.engines.every import Every
    from searcher.engines.results import Results
    from searcher.engines.speaker_list import Speaker
    from searcher.output.values.count_json import Line
    from searcher.passages.passage import Again, Passage
    from searcher.suggest.hint import Hint
    from searcher.suggest.suggestion import Suggestion
    from searcher.verify.verdict import Checked

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

    def counts(self, found: "Counts", *, limit: int | None = None) -> None:
        """Write each group, then the summary."""
        # A search counts nothing; so below.
        from searcher.output.values import count_json

        self._lines(count_json.counts(found, limit))

    def comparison(self, found: "Comparison", *, limit: int | None = None) -> None:
        """Write each group, then the summary."""
        from searcher.output.values import count_json

        self._lines(count_json.comparison(found, limit))

    def talk_share(self, found: "TalkShare", *, limit: int | None = None) -> None:
        """Write each group, then the summary."""
        from searcher.output.values import count_json

        self._lines(count_json.talk_share(found, limit))

    def roll_call(self, found: "RollCall") -> None:
        """Write each person, then the summary."""
        from searcher.output.values import count_json

        self._lines(count_json.roll_call(found))

    def dispersion(self, found: "Dispersion") -> None:
        """Write each program, then the summary."""
        from searcher.output.values import count_json

        self._lines(count_json.dispersion(found))

    def _lines(self, lines: "Iterable[Line]") -> None:
        for kind, fields in lines:
            self._write(kind, fields)

    def kwic(self, found: "Kwic", *, width: int | None = None) -> None:
        """Write each line of a concordance, then its summary."""
        for each in found.lines:
            self._write("kwic", each.to_dict())
        record = _of_matches(found) | {
            "shown": found.shown, "offset": found.offset, "order": found.order,
        }  # fmt: skip
        self._write("summary", record)

    def collocates(self, found: "Collocates") -> None:
        """Write each collocate, then the summary."""
        for record in found.to_dicts():
            self._write("word", record)
        summary = _of_matches(found) | {
            "matches": found.matches, "near": found.near, "words": found.words,
            "measure": found.measure, "window": list(found.window), "minimum": found.minimum,
            "shown": len(found),
        }  # fmt: skip
        self._write("summary", summary)

    def keywords(self, found: "Keywords") -> None:
        """Write each keyword, then the summary."""
        for record in found.to_dicts():
            self._write("word", record)
        summary = {
            "filters": dict(found.filters),
            "versus": None if found.versus is None else dict(found.versus),
            "turns": found.turns, "words": found.words, "programs": found.programs,
            "reference_turns": found.reference_turns, "reference_words": found.reference_words,
            "measure": found.measure, "minimum": found.minimum,
            "least_programs": found.least_programs, "total": found.total, "shown": len(found),
        }  # fmt: skip
        self._write("summary", summary)

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

    def verdicts(self, found: "Checked") -> None:
        """Write each verdict, then their summary."""
        for verdict in found.verdicts:
            self._write("verdict", verdict.to_dict())
        self._write(
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
    made = json.dumps(record, ensure_ascii=ascii_only)
    # Most texts are printable, which is found in a tenth of the time.
    if made.isprintable():
        return made
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", made)


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
