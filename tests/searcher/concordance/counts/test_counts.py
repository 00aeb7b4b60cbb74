"""Counts of several archives are those of one archive of all programs."""

from collections.abc import Iterator

import pytest

import searcher
from corpus import samples
from index.update.update import update
from searcher.archive import Archive
from searcher.concordance.counts.by import By
from searcher.concordance.counts.counts import Group

SEARCHES = ["M protein", "protein", "trial OR gates", "weather the bad", "zyzz", "speaker:wexler"]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The samples in two indexes, opened as one archive."""
    folder = tmp_path_factory.mktemp("halves")
    with samples.files() as files:
        update(folder / "one", files[::2])
        update(folder / "other", files[1::2])
    with searcher.open(folder / "one", folder / "other") as opened:
        yield opened


@pytest.mark.parametrize("typed", SEARCHES)
def test_counts_are_summed(both: Archive, archive: Archive, typed: str) -> None:
    """Of every group; an archive that has a less exact match only adds its words."""
    found, expected = (one.count(typed, by=By) for one in (both, archive))
    assert (found.tier, found.total) == (expected.tier, expected.total)
    for table, other in zip(found.tables, expected.tables, strict=True):
        assert sorted(table.groups, key=str) == sorted(other.groups, key=str)
        assert table.unknown == other.unknown


@pytest.mark.parametrize("by", By)
def test_talk_shares_are_summed(both: Archive, archive: Archive, by: By) -> None:
    """Of every group, in the same order but for equal ones."""
    found, expected = (one.talk_share(by) for one in (both, archive))
    assert sorted(found.groups, key=str) == sorted(expected.groups, key=str)
    assert (found.total, found.unknown) == (expected.total, expected.unknown)


@pytest.mark.parametrize("limit", [2, 100])
@pytest.mark.parametrize("typed", SEARCHES)
def test_roll_calls_are_one(both: Archive, archive: Archive, typed: str, limit: int) -> None:
    """Everybody once; who says it in one archive was not silent in the other one."""
    found, expected = (one.roll_call(typed, limit=limit) for one in (both, archive))
    assert [one.group for one in found.said] == [one.group for one in expected.said]
    assert [one.name for one in found.asked] == [one.name for one in expected.asked]
    assert (found.said_by, found.asked_of) == (expected.said_by, expected.asked_of)
    for one, other in zip(found.said, expected.said, strict=True):
        assert one.first.program.date == other.first.program.date
        assert one.last.program.date == other.last.program.date


@pytest.mark.parametrize("typed", SEARCHES)
def test_dispersions_are_one(both: Archive, archive: Archive, typed: str) -> None:
    """The programs with most matches of all."""
    found, expected = (one.dispersion(typed, limit=3) for one in (both, archive))
    assert [len(row.places) for row in found.rows] == [len(row.places) for row in expected.rows]
    assert (found.matches, found.programs) == (expected.matches, expected.programs)


def test_rates_are_per_thousand_words() -> None:
    """Of nothing it is 0."""
    assert Group("x", 3, 2, 1, 1_500).rate == 2
    assert Group("x", 0, 0, 0, 0).rate == 0


def test_a_table_that_was_not_asked_for(archive: Archive) -> None:
    """It is no empty one."""
    with pytest.raises(KeyError):
        archive.count("protein", by="year").table("speaker")
