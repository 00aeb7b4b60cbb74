"""Each kind of answer as a header and rows of plain values: what CSV, HTML and sheets are made of.

A new kind of answer is one function here that returns a `Table`, and one method of `RowsPrinter`.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from corpus.model import Program, Turn
from corpus.paths import as_text
from searcher.citation.pieces import plain_text
from searcher.output.values.table import Row, Table
from searcher.query_text import query_text
from searcher.quotes.corrected import pair

if TYPE_CHECKING:
    # A search prints quotes without the readers.
    from corpus.load import Parsed
    from index.library.status import Status
    from index.turn_record import Entry
    from searcher.archive.misheard import Misheard
    from searcher.citation.citation import Citation
    from searcher.concordance.kwic.kwic import Kwic, KwicLine
    from searcher.concordance.words.collocates import Collocates
    from searcher.concordance.words.keywords import Keywords
    from searcher.engines.corrected import CorrectedWords
    from searcher.engines.marked import Marked
    from searcher.engines.speaker_list import Speaker
    from searcher.kept.saved import SavedSearch
    from searcher.packet.check import CheckedPacket
    from searcher.passages.passage import Passage
    from searcher.query.filters import Value as FilterValue
    from searcher.quotes.quote import Quote
    from searcher.verify.verdict import Checked, Difference, Verdict

#: Between the values of one cell, such as the topics of a program.
BETWEEN = "; "


_QUOTE = (
    "rank", "speaker", "role", "text", "title", "series", "date", "program", "turn", "at", "link",
    "asked_by", "question", "before", "after", "tier", "score", "also_in", "path", "corrected",
)  # fmt: skip


def quotes(found: "Iterable[Quote]", *, offset: int = 0) -> Table:
    """Quotes, the one after `offset` others first."""
    rows = (_quote(rank, quote) for rank, quote in enumerate(found, start=offset + 1))
    return Table("quotes", _QUOTE, rows)


def _quote(rank: int, quote: "Quote") -> Row:
    program, turn, question = quote.program, quote.turn, quote.question
    return (
        rank,
        turn.speaker,
        turn.role,
        turn.text,
        program.title,
        program.series,
        program.date,
        program.id,
        turn.number,
        quote.at,
        quote.link,
        question.speaker if question else None,
        question.text if question else None,
        _beside(quote.before),
        _beside(quote.after),
        quote.tier.value if quote.tier else None,
        round(quote.score, 4),
        BETWEEN.join(quote.also_in) or None,
        as_text(program.path),
        _corrected(turn),
    )


def _corrected(turn: Turn) -> str | None:
    """What was corrected by hand in a turn; None if nothing was."""
    return BETWEEN.join(pair(turn, one) for one in turn.corrections) or None


def _beside(turns: Iterable[Turn]) -> str | None:
    """Neighbouring turns in one cell, a paragraph each."""
    return "\n\n".join(f"{turn.speaker}: {turn.text}" for turn in turns) or None


def citations(cited: "Iterable[Citation]") -> Table:
    """Citations, each with the quote that it is for."""
    header = ("style", "reference", "in_text", "program", "turn", "text")
    rows = (
        (
            one.style.value,
            plain_text(one.reference),
            plain_text(one.in_text),
            one.work.program,
            one.work.turn,
            one.work.text,
        )
        for one in cited
    )
    return Table("citations", header, rows)


_KWIC = (
    "left", "match", "right", "speaker", "role", "title", "series", "date", "program", "turn",
    "at", "link", "path", "corrected",
)  # fmt: skip


def kwic(found: "Kwic") -> Table:
    """The lines of a concordance."""
    return Table("matches", _KWIC, map(_kwic, found.lines))


def _kwic(line: "KwicLine") -> Row:
    program, turn = line.program, line.turn
    return (
        line.left.strip(),
        line.match,
        line.right.strip(),
        turn.speaker,
        turn.role,
        program.title,
        program.series,
        program.date,
        program.id,
        turn.number,
        line.at,
        line.link,
        as_text(program.path),
        _corrected(turn),
    )


_COLLOCATE = ("word", "together", "expected", "measure", "score", "frequency")
_KEYWORD = (
    "word", "together", "expected", "measure", "score", "reference", "rate", "reference_rate",
    "log_likelihood", "log_ratio", "difference", "programs", "dispersion",
)  # fmt: skip


def collocates(found: "Collocates") -> Table:
    """The collocates of a search: the columns are the keys of the JSON."""
    return _words("collocates", found.to_dicts(), _COLLOCATE)


def keywords(found: "Keywords") -> Table:
    """The keywords of some turns: the columns are the keys of the JSON."""
    return _words("keywords", found.to_dicts(), _KEYWORD)


def _words(name: str, records: "Iterable[dict[str, Any]]", keys: tuple[str, ...]) -> Table:
    return Table(name, keys, (tuple(record[key] for key in keys) for record in records))


_PROGRAM = (
    "program", "title", "series", "date", "language", "topics", "participants", "turns", "url",
    "media_url", "format", "path",
)  # fmt: skip


def programs(entries: "Iterable[Entry]") -> Table:
    """The programs of an index."""
    return Table("programs", _PROGRAM, (_program(one.program, one.turns) for one in entries))


def _program(program: Program, turns: int) -> Row:
    return (
        program.id,
        program.title,
        program.series,
        program.date,
        program.language,
        BETWEEN.join(program.topics) or None,
        BETWEEN.join(person.name for person in program.participants) or None,
        turns,
        program.url,
        program.media_url,
        program.format,
        as_text(program.path),
    )


def speakers(people: "Iterable[Speaker]") -> Table:
    """The speakers of an index."""
    header = ("speaker", "roles", "labels", "programs", "turns", "program", "title")
    rows = (
        (
            person.name,
            BETWEEN.join(person.roles) or None,
            BETWEEN.join(person.labels),
            person.programs,
            person.turns,
            person.program,
            person.title,
        )
        for person in people
    )
    return Table("speakers", header, rows)


def marks(found: "Iterable[Marked]") -> Table:
    """Tags and notes with their turns; these are empty where the turn is gone."""
    keys = ("code", "note", "program", "title", "turn", "speaker", "start", "text", "made")
    return _words("tags and notes", (one.to_dict() for one in found), keys)


def corrections(found: "Iterable[CorrectedWords]") -> Table:
    """Corrections of words with their turns."""
    keys = ("number", "state", "wrong", "right", "program", "title", "turn", "speaker", "text",
            "made")  # fmt: skip
    return _words("corrections", (one.to_dict() for one in found), keys)


def misheard(found: "Iterable[Misheard]") -> Table:
    """Places where words may be corrected."""
    keys = ("place", "title", "speaker", "start", "before", "wrong", "right", "after")
    return _words("places", (one.to_dict() for one in found), keys)


def saved(found: "Iterable[SavedSearch]") -> Table:
    """Saved searches."""
    header = ("name", "search", "filters", "added", "run")
    rows = (
        (
            one.name,
            query_text(one.query),
            BETWEEN.join(_filter(name, value) for name, value in one.filters.items()) or None,
            one.added,
            one.run,
        )
        for one in found
    )
    return Table("saved searches", header, rows)


def _filter(name: str, value: "FilterValue") -> str:
    return f"{name}: {value if isinstance(value, str) else ', '.join(value)}"


def status(found: "Status") -> Table:
    """What an index is: a row for each fact, then for its folders and its copies."""
    facts: list[Row] = [
        ("path", as_text(found.path), None),
        ("programs", found.programs, None),
        ("turns", found.turns, None),
        ("speakers", found.speakers, None),
        ("voices", found.voices, None),
        ("corrections", found.corrections, None),
        ("encoded", found.encoded, None),
        ("bytes", found.size, None),
        ("changed", found.changed.isoformat("T", "seconds"), None),
        ("changes", found.generation, None),
        ("version", found.version, None),
        ("restricted", found.restricted, None),
        ("redacted", found.redacted, None),
        ("restricted_people", found.restricted_people, None),
        ("pseudonyms", found.pseudonyms, None),
    ]
    facts += [
        ("root", as_text(root.path), f"{root.files} files" if root.is_there else "not there now")
        for root in found.roots
    ]
    facts += [("copy", as_text(copy), as_text(original)) for copy, original in found.copies]
    return Table("status", ("fact", "value", "more"), facts)


_TURN = (
    "program", "title", "date", "turn", "section", "speaker", "label", "role", "start", "end",
    "text",
)  # fmt: skip


def transcripts(parsed: "Iterable[Parsed]", *, explain: bool = False) -> Table:
    """The turns of programs; explained, the labels that were refused, too, with the reason."""
    if not explain:
        return Table("turns", _TURN, (row for one in parsed for row in _turns(one.program)))
    return Table("turns", (*_TURN, "refused"), (row for one in parsed for row in _explained(one)))


def _turns(program: Program) -> Iterator[Row]:
    for turn in program.turns:
        yield (
            program.id,
            program.title,
            program.date,
            turn.number,
            turn.section,
            turn.speaker,
            turn.label,
            turn.role,
            turn.start,
            turn.end,
            turn.text,
        )


def _explained(parsed: "Parsed") -> Iterator[Row]:
    program = parsed.program
    for row in _turns(program):
        yield (*row, None)
    for label, reason in parsed.refused.items():
        empty = (None,) * (len(_TURN) - 7)
        yield (program.id, program.title, program.date, None, None, None, label, *empty, reason)


_VERDICT = (
    "line", "quote", "verdict", "claimed", "ascribed", "speaker", "program", "title", "date",
    "turn", "at", "link", "said", "near", "differences", "corrected",
)  # fmt: skip


def verdicts(found: "Checked") -> Table:
    """The verdicts on quotations, then the quotations that were not checked."""
    rows: list[Row] = [*map(_verdict, found.verdicts)]
    empty = (None,) * (len(_VERDICT) - 5)
    rows += [
        (one.line, one.text, "not checked", *empty, one.reason, None) for one in found.unchecked
    ]
    return Table("verdicts", _VERDICT, rows)


def packet(found: "CheckedPacket") -> Table:
    """What was checked of a packet."""
    holds = {True: "yes", False: "no", None: None}
    rows = ((one.kind, one.name, one.state, holds[one.holds], one.note) for one in found.lines)
    return Table("packet", ("kind", "name", "state", "holds", "note"), rows)


def _verdict(verdict: "Verdict") -> Row:
    place = verdict.places[0] if verdict.places else verdict.nearest
    ascribed = {True: "yes", False: "no", None: None}[verdict.ascribed]
    known = (verdict.line, verdict.text, verdict.ruling.value, verdict.claimed, ascribed)
    differences = BETWEEN.join(map(_difference, verdict.differences)) or None
    if place is None:
        return (*known, *(None,) * (len(_VERDICT) - 7), differences, None)
    quote = place.quote
    return (
        *known,
        quote.turn.speaker,
        quote.program.id,
        quote.program.title,
        quote.program.date,
        quote.turn.number,
        quote.at,
        quote.link,
        quote.turn.text,
        round(place.near, 3),
        differences,
        place.correction_note or None,
    )


def _difference(one: "Difference") -> str:
    """A difference as words: what was said, and what was quoted."""
    change = f"{one.said} > {one.quoted}" if one.said and one.quoted else one.said or one.quoted
    meaning = f" ({one.meaning})" if one.meaning else ""
    return f"{one.kind.value}{meaning}: {change}"


def passage(found: "Passage") -> Table:
    """The turns that are shown of a program, with what matches in each, and a link to each."""
    spans = found.matches.spans if found.matches is not None else {}
    rows = (
        (
            *row,
            BETWEEN.join(turn.text[start:end] for start, end in spans.get(turn.number, ())) or None,
            found.program.moment(turn.start),
        )
        for turn, row in zip(found.program.turns, _turns(found.program), strict=True)
    )
    return Table("turns", (*_TURN, "matches", "link"), rows)
