"""The page of two searches side by side: which of them is said more, and may it be chance?"""

from typing import Any

from searcher.concordance.counts.by import OVER_TIME, By
from searcher.concordance.counts.comparison import compare
from searcher.parameters.parameter import Kind, Parameter
from searcher.safe_text import shortened
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call
from searcher.web.pages.filtered import searched, told
from searcher.web.pages.search import MATCHING, matching
from searcher.web.pages.template import page
from searcher.web.view.address import Asked
from searcher.web.view.compared import both_trends, compared, one_compared
from searcher.web.view.groups import TITLES, percent

#: How many groups are shown, and at most if somebody wants all of them.
GROUPS, MOST_GROUPS = 30, 2_000
#: The most characters of a search in a plot and above a column.
_NAME = 30

PARAMETERS = (
    *MATCHING,
    Parameter("with", "The search to compare with.", Kind.TEXT, ""),
    Parameter("by", "What to count by.", Kind.CHOICE, By.SPEAKER.value, choices=tuple(By)),
    Parameter("all", "Show all groups, not only the first ones.", Kind.FLAG, False),
)


def answer(call: Call) -> Answer:
    """Two searches side by side, or a form for them."""
    asked = call.arguments(PARAMETERS)
    one, other, by = asked["q"], asked["with"], By(asked["by"])
    this = Asked("/compare", asked, {each.name: each.default for each in PARAMETERS})
    values: dict[str, Any] = {
        "asked": this,
        "q": one,
        "other": other,
        "by": by,
        "titles": TITLES,
        "filters": told(asked),
    }
    if not (one and other):
        return page(call, "compare", found=None, **values)
    timed = By.MONTH if by == By.MONTH else By.YEAR
    counts, against = (
        call.archive.count(each, by=dict.fromkeys((by, timed)), **matching(asked))
        for each in (one, other)
    )
    found = compare(counts, against, by)
    first = searched(asked)
    second = searched({**asked, "q": other})
    rows, others = compared(found, first, MOST_GROUPS if asked["all"] else GROUPS)
    names = shortened(one, _NAME), shortened(other, _NAME)
    return page(
        call,
        "compare",
        **values,
        found=found,
        rows=rows,
        others=others,
        total=one_compared(by, found.total, first),
        names=names,
        swing=max((abs(row.pair.log_ratio) for row in rows), default=0.0),
        timed=timed,
        is_timed=by in OVER_TIME,
        trends=both_trends(counts.table(timed), against.table(timed), names),
        searches=(first.at("/search"), second.at("/search")),
        percent=percent,
    )
