"""The page of counts: how often something is said, by whom, when and where."""

from typing import Any

from searcher.concordance.counts.by import By
from searcher.output.text.heading import TIERS
from searcher.parameters.filters import filters_in
from searcher.parameters.parameter import Kind, Parameter
from searcher.syntax.lexer import plain_words
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call
from searcher.web.pages.filtered import searched, told
from searcher.web.pages.search import MATCHING, matching
from searcher.web.pages.template import page
from searcher.web.view.address import Asked
from searcher.web.view.counted import rows, trend
from searcher.web.view.groups import TITLES, Key, named, percent
from searcher.web.view.roll import called, dispersed, silent

#: How many groups are shown, and at most if somebody wants all of them; people; programs.
GROUPS, MOST_GROUPS, PEOPLE, PROGRAMS = 30, 2_000, 20, 20

PARAMETERS = (
    *MATCHING,
    Parameter("by", "What to count by.", Kind.CHOICE, By.SPEAKER.value, choices=tuple(By)),
    Parameter("all", "Show all groups, not only the first ones.", Kind.FLAG, False),
)


def answer(call: Call) -> Answer:
    """The counts of a search; without one, who talks how much."""
    asked = call.arguments(PARAMETERS)
    by = By(asked["by"])
    limit = MOST_GROUPS if asked["all"] else GROUPS
    this = Asked("/counts", asked, {one.name: one.default for one in PARAMETERS})
    values: dict[str, Any] = {
        "asked": this,
        "q": asked["q"],
        "by": by,
        "titles": TITLES,
        "filters": told(asked),
    }
    if not asked["q"]:
        return page(call, "talk", **values, **_talk(call, asked, by, limit))
    search = searched(asked)
    timed = By.MONTH if by == By.MONTH else By.YEAR
    narrowed = matching(asked)
    found = call.archive.count(asked["q"], by=dict.fromkeys((by, timed)), **narrowed)
    roll = call.archive.roll_call(asked["q"], limit=PEOPLE, **narrowed)
    places = call.archive.dispersion(asked["q"], limit=PROGRAMS, **narrowed)
    table = found.table(by)
    shown, others = rows(table, found.total, search, limit)
    return page(
        call,
        "counts",
        **values,
        found=found,
        meaning=TIERS[found.tier] if len(plain_words(asked["q"])) > 1 else "",
        table=table,
        rows=shown,
        others=others,
        share_of="matches" if found.total.matches else "turns",
        timed=timed,
        trend=trend(found.table(timed)),
        undated=found.table(timed).unknown,
        roll=roll,
        called=[*called(roll, search)],
        silent=[*silent(roll, search)],
        places=places,
        dispersed=[*dispersed(places, search)],
        search=search,
    )


def _talk(call: Call, asked: dict[str, Any], by: By, limit: int) -> dict[str, Any]:
    """Who talks how much."""
    found = call.archive.talk_share(by, **filters_in(asked))
    search = searched(asked)
    shares = [
        (named(by, Key(one.value, one.title, one.program), search), one,
         percent(one.words, found.total.words))
        for one in (*found.groups[:limit], *([found.unknown] if found.unknown.turns else ()))
    ]  # fmt: skip
    return {
        "found": found,
        "shares": shares,
        "others": max(0, len(found.groups) - limit),
    }
