"""What is counted is what `--strict` finds: the turns of its total, the matches that it marks."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library.library import Library
from searcher.engines.local.search import LocalSearch
from searcher.engines.request import Request
from searcher.errors import QueryError
from searcher.query.filters import EVERYTHING, Filters
from tests.searcher.engines.test_conformance import ALL, PLAIN, TYPED

#: Searches of every kind, and filters.
SEARCHES = [
    *((arguments, EVERYTHING) for arguments in PLAIN),
    *(((typed,), EVERYTHING) for typed in TYPED),
    (("M protein",), Filters(speaker="adeyinka")),
    (("protein",), Filters(since="2020")),
    (("weather the bad",), Filters(program="m-protein")),
    (("=US",), EVERYTHING),
    (("zyzzyva",), EVERYTHING),
    (("protein",), Filters(speaker="nobody")),
]


@pytest.fixture(scope="module")
def search(samples_index: Path) -> Iterator[LocalSearch]:
    """The search of the samples."""
    with Library.open(samples_index) as library:
        yield LocalSearch(library)


@pytest.mark.parametrize(("arguments", "filters"), SEARCHES, ids=str)
def test_the_turns_and_matches_of_a_strict_search(
    search: LocalSearch, arguments: tuple[str, ...], filters: Filters
) -> None:
    """The total, the tier, and for each turn as many matches as its quote has marks."""
    request = Request(arguments, filters=filters, limit=ALL, strict=True, copies=True)
    found, matched = search.results(request), search.matched(request)
    assert (matched.tier, len(matched.turns)) == (found.tier, found.total)
    turn = matched.evaluator.library.turn
    places = {
        (program, one.number): n for n in matched.turns.tolist() for program, one in [turn(n)]
    }
    marked = {
        places[quote.program.id, quote.turn.number]: len(quote.spans) for quote in found.quotes
    }
    counts = dict(zip(matched.turns.tolist(), matched.counts().tolist(), strict=True))
    assert counts == marked
    occurrences = matched.occurrences()
    assert Counter(occurrences.turns.tolist()) == Counter(counts)
    assert (occurrences.first <= occurrences.last).all()


def test_matches_of_some_turns(search: LocalSearch) -> None:
    """Those of the other turns are left out."""
    matched = search.matched(Request(("protein",)))
    some = matched.turns[::3]
    assert set(matched.occurrences(some).turns.tolist()) == set(some.tolist())


def test_a_search_that_cannot_be_read(search: LocalSearch) -> None:
    """It is the same error as in a search for quotes."""
    with pytest.raises(QueryError):
        search.matched(Request(("(",)))
