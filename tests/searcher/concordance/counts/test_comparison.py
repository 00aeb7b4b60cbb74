"""Two searches are compared group by group, each group against itself."""

import pytest

from searcher.archive import Archive
from searcher.concordance.counts.by import By
from searcher.concordance.counts.comparison import compare
from searcher.concordance.measures import log_likelihood, log_ratio
from searcher.errors import RequestError


@pytest.mark.parametrize("by", By)
def test_each_pair_is_what_each_search_counts(archive: Archive, by: By) -> None:
    """With the measures of its two counts, of as many words."""
    one, other = (archive.count(typed, by=by) for typed in ("protein", "trial"))
    found = compare(one, other, by)
    assert found == archive.compare("protein", ["trial"], by=by).replaced(one=one, other=other)
    tables = one.table(by), other.table(by)
    for pair in (*found.pairs, found.total, found.unknown):
        assert pair.one.value == pair.other.value
        assert pair.one.words == pair.other.words
        numbers = pair.one.matches, pair.other.matches, pair.one.words, pair.one.words
        assert pair.log_likelihood == pytest.approx(float(log_likelihood(*numbers)))
        assert pair.log_ratio == pytest.approx(float(log_ratio(*numbers)))
    for number, table in enumerate(tables):
        paired = [(pair.one, pair.other)[number] for pair in found.pairs]
        assert {group for group in table.groups if group.turns} == {
            group for group in paired if group.turns
        }
    assert found.unknown[:2] == (tables[0].unknown, tables[1].unknown)


def test_years_have_no_gap(archive: Archive) -> None:
    """A year in which neither is said is there."""
    years = [int(pair.one.value or 0) for pair in archive.compare("bus", "trial", "year").pairs]
    assert years == [*range(years[0], years[-1] + 1)]


def test_most_matches_of_both_come_first(archive: Archive) -> None:
    """Not those of one of them."""
    sums = [a.matches + b.matches for a, b, *_ in archive.compare("protein", "trial").pairs]
    assert sums == sorted(sums, reverse=True)


def test_what_cannot_be_counted_by_is_named(archive: Archive) -> None:
    """With what can be."""
    with pytest.raises(RequestError, match="by='colour': it must be one of speaker, role, "):
        archive.compare("protein", "trial", by="colour")
