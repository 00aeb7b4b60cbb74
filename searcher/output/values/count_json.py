"""Counts as objects of JSON: the type of each line and its keys, as `docs/json.md` has them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from searcher.output.values.count_rows import known_and_unknown, share, shown
from searcher.output.values.json_objects import Line
from searcher.query_text import query_text

if TYPE_CHECKING:
    from searcher.concordance.counts.comparison import Comparison
    from searcher.concordance.counts.counts import Counts, Group, Table
    from searcher.concordance.counts.dispersion import Dispersion
    from searcher.concordance.counts.roll_call import RollCall
    from searcher.concordance.counts.talk_share import TalkShare
    from searcher.query.tier import Tier


def counts(found: "Counts", limit: int | None) -> Iterator[Line]:
    """A line for each group, then the sums."""
    printed = 0
    for table in found.tables:
        for group in known_and_unknown(table, limit):
            whole = found.total.matches
            yield (
                "count",
                {
                    "by": table.by.value,
                    **_group(group),
                    "share": share(group.matches, whole),
                },
            )
            printed += 1
    yield (
        "summary",
        {
            "query": query_text(found.query),
            "tier": _tier(found.tier),
            **_sums(found.total),
            "groups": {table.by.value: len(table.matched) for table in found.tables},
            "shown": printed,
            "seconds": round(found.seconds, 6),
            **({"synonyms": dict(found.synonyms)} if found.synonyms else {}),
        },
    )


def facet_groups(table: "Table") -> list["Group"]:
    """The groups of a field in which turns match, those of most turns first."""
    groups = [group for group in known_and_unknown(table, None) if group.turns]
    return sorted(groups, key=lambda group: -group.turns)


def facets(found: "Counts") -> dict[str, Any]:
    """The facets of a search: for each field its values, those of most turns first."""
    return {
        table.by.value: [
            {"value": group.value, "title": group.title, "program": group.program,
             "turns": group.turns, "matches": group.matches}
            for group in facet_groups(table)
        ]
        for table in found.tables
    }  # fmt: skip


def comparison(found: "Comparison", limit: int | None) -> Iterator[Line]:
    """A line for each group, then the sums; of two values the second is that of `versus`."""
    pairs = [*shown(found.by, found.pairs, limit)]
    if found.unknown.one.turns or found.unknown.other.turns:
        pairs.append(found.unknown)
    for pair in pairs:
        one, other = pair.one, pair.other
        yield (
            "comparison",
            {
                "by": found.by.value,
                "value": one.value,
                "title": one.title,
                "program": one.program,
                "words": one.words,
                "matches": [one.matches, other.matches],
                "turns": [one.turns, other.turns],
                "rate": [round(one.rate, 4), round(other.rate, 4)],
                "log_likelihood": round(pair.log_likelihood, 4),
                "log_ratio": round(pair.log_ratio, 4),
            },
        )
    total = found.total
    yield (
        "summary",
        {
            "query": query_text(found.one.query),
            "versus": query_text(found.other.query),
            "tier": [_tier(found.one.tier), _tier(found.other.tier)],
            "words": total.one.words,
            "matches": [total.one.matches, total.other.matches],
            "turns": [total.one.turns, total.other.turns],
            "rate": [round(total.one.rate, 4), round(total.other.rate, 4)],
            "log_likelihood": round(total.log_likelihood, 4),
            "log_ratio": round(total.log_ratio, 4),
            "shown": len(pairs),
            "seconds": round(found.one.seconds + found.other.seconds, 6),
        },
    )


def talk_share(found: "TalkShare", limit: int | None) -> Iterator[Line]:
    """A line for each group, then the sums."""
    shares = [*shown(found.by, found.groups, limit)]
    if found.unknown.turns:
        shares.append(found.unknown)
    for one in shares:
        yield (
            "talk",
            {
                "by": found.by.value,
                "value": one.value,
                "title": one.title,
                "program": one.program,
                "turns": one.turns,
                "words": one.words,
                "mean": round(one.mean, 4),
                "asked": one.asked,
                "answered": one.answered,
                "share": share(one.words, found.total.words),
            },
        )
    total = found.total
    yield (
        "summary",
        {
            "turns": total.turns,
            "words": total.words,
            "mean": round(total.mean, 4),
            "asked": total.asked,
            "answered": total.answered,
            "groups": {found.by.value: len(found.groups)},
            "shown": len(shares),
            "seconds": round(found.seconds, 6),
        },
    )


def roll_call(found: "RollCall") -> Iterator[Line]:
    """A line for everyone who said it, then for those who were asked and did not; the sums."""
    for person in found.said:
        yield (
            "said",
            {
                **_group(person.group),
                "first": person.first.to_dict(),
                "last": person.last.to_dict(),
                "best": person.best.to_dict(),
            },
        )
    for silent in found.asked:
        yield (
            "asked",
            {
                "value": silent.name,
                "program": silent.program,
                "answer": silent.answer.to_dict(),
            },
        )
    yield (
        "summary",
        {
            "query": query_text(found.query),
            "tier": _tier(found.tier),
            **_sums(found.total),
            "said": found.said_by,
            "asked": found.asked_of,
            "shown": len(found.said) + len(found.asked),
            "seconds": round(found.seconds, 6),
        },
    )


def dispersion(found: "Dispersion") -> Iterator[Line]:
    """A line for each program with its matches, then the sums."""
    for row in found.rows:
        program = row.program
        yield (
            "dispersion",
            {
                "program": program.id,
                "title": program.title,
                "date": program.date,
                "matches": len(row.places),
                "turns": row.turns,
                "words": row.words,
                "places": row.places,
            },
        )
    yield (
        "summary",
        {
            "query": query_text(found.query),
            "tier": _tier(found.tier),
            "matches": found.matches,
            "programs": found.programs,
            "shown": len(found.rows),
            "seconds": round(found.seconds, 6),
        },
    )


def _group(group: "Group") -> dict[str, Any]:
    return {
        "value": group.value,
        "title": group.title,
        "program": group.program,
        **_sums(group),
    }


def _sums(group: "Group") -> dict[str, Any]:
    return {
        "matches": group.matches,
        "turns": group.turns,
        "programs": group.programs,
        "words": group.words,
        "rate": round(group.rate, 4),
    }


def _tier(tier: "Tier | None") -> str | None:
    return tier.value if tier else None
