"""Counts as tables of plain values, for the formats of tables and for one line a group."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from searcher.concordance.counts.by import OVER_TIME, By
from searcher.concordance.counts.counts import Group
from searcher.concordance.counts.trends import over_time
from searcher.output.values.table import Row, Table

if TYPE_CHECKING:
    from searcher.concordance.counts.comparison import Comparison
    from searcher.concordance.counts.counts import Counts
    from searcher.concordance.counts.counts import Table as Counted
    from searcher.concordance.counts.dispersion import Dispersion
    from searcher.concordance.counts.roll_call import RollCall
    from searcher.concordance.counts.talk_share import TalkShare
    from searcher.quotes.quote import Quote

Of = TypeVar("Of")


def shown(by: By, groups: Sequence[Of], limit: int | None) -> Sequence[Of]:
    """As many groups as are wanted: the first, or in the order of time the latest."""
    if limit is None or len(groups) <= limit:
        return groups
    return groups[len(groups) - limit :] if by in OVER_TIME else groups[:limit]


def groups_of(table: "Counted") -> Sequence[Group]:
    """The groups that are printed: those that match, or all years or months without a gap."""
    return over_time(table.by, table.groups) if table.by in OVER_TIME else table.matched


def known_and_unknown(table: "Counted", limit: int | None) -> Iterator[Group]:
    """The groups that are printed, and last the turns whose group is not known, if any match."""
    yield from shown(table.by, groups_of(table), limit)
    if table.unknown.turns:
        yield table.unknown


def share(part: int, whole: int) -> float | None:
    """A part of a whole, from 0 to 1; None of nothing."""
    return round(part / whole, 6) if whole else None


_COUNT = (
    "by", "value", "title", "program", "matches", "turns", "programs", "words", "rate", "share",
)  # fmt: skip


def counts(found: "Counts", limit: int | None = None) -> Table:
    """How often something is said, by group."""
    rows: Iterator[Row] = (
        (
            table.by.value,
            group.value,
            group.title,
            group.program,
            group.matches,
            group.turns,
            group.programs,
            group.words,
            round(group.rate, 4),
            share(group.matches, found.total.matches),
        )
        for table in found.tables
        for group in known_and_unknown(table, limit)
    )
    return Table("counts", _COUNT, rows)


def comparison(found: "Comparison", limit: int | None = None) -> Table:
    """Two searches side by side."""
    header = (
        "by", "value", "title", "program", "words", "matches", "rate", "versus_matches",
        "versus_rate", "log_likelihood", "log_ratio",
    )  # fmt: skip
    pairs = [*shown(found.by, found.pairs, limit)]
    if found.unknown.one.turns or found.unknown.other.turns:
        pairs.append(found.unknown)
    rows: Iterator[Row] = (
        (
            found.by.value,
            pair.one.value,
            pair.one.title,
            pair.one.program,
            pair.one.words,
            pair.one.matches,
            round(pair.one.rate, 4),
            pair.other.matches,
            round(pair.other.rate, 4),
            round(pair.log_likelihood, 4),
            round(pair.log_ratio, 4),
        )
        for pair in pairs
    )
    return Table("comparison", header, rows)


def talk_share(found: "TalkShare", limit: int | None = None) -> Table:
    """How much everybody says."""
    header = (
        "by", "value", "title", "program", "words", "turns", "mean", "asked", "answered", "share",
    )  # fmt: skip
    shares = [*shown(found.by, found.groups, limit)]
    if found.unknown.turns:
        shares.append(found.unknown)
    rows: Iterator[Row] = (
        (
            found.by.value,
            one.value,
            one.title,
            one.program,
            one.words,
            one.turns,
            round(one.mean, 2),
            one.asked,
            one.answered,
            share(one.words, found.total.words),
        )
        for one in shares
    )
    return Table("talk", header, rows)


def roll_call(found: "RollCall") -> Table:
    """Everyone who said it, then those who were asked and did not, with no matches."""
    header = (
        "name", "recording", "matches", "turns", "programs", "first_date", "first_program",
        "first_turn", "first_at", "last_date", "last_program", "last_turn", "last_at", "text",
        "question",
    )  # fmt: skip
    said: Iterator[Row] = (
        (
            person.group.value,
            person.group.program,
            person.group.matches,
            person.group.turns,
            person.group.programs,
            *_moment(person.first),
            *_moment(person.last),
            person.best.turn.text,
            None,
        )
        for person in found.said
    )
    asked: Iterator[Row] = (
        (
            silent.name,
            silent.program,
            0,
            0,
            0,
            *_moment(silent.answer),
            *_moment(silent.answer),
            silent.answer.turn.text,
            silent.answer.question.text if silent.answer.question else None,
        )
        for silent in found.asked
    )
    return Table("people", header, [*said, *asked])


def _moment(quote: "Quote") -> Row:
    return quote.program.date, quote.program.id, quote.turn.number, quote.at


def dispersion(found: "Dispersion") -> Table:
    """A row for each match: its program, and how many words of it are before the match."""
    header = ("program", "title", "date", "words", "place", "part")
    rows: Iterator[Row] = (
        (
            row.program.id,
            row.program.title,
            row.program.date,
            row.words,
            place,
            round(place / row.words, 4),
        )
        for row in found.rows
        for place in row.places
    )
    return Table("places", header, rows)
