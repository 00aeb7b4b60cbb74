"""Several indexes that are searched as one find what one index of all programs finds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import searcher
from corpus import samples
from index.update.update import update
from searcher.archive import Archive
from searcher.engines.local.engine import LocalEngine
from searcher.engines.several import SeveralEngines
from searcher.quotes.quote import Quote
from tests.conftest import Run


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The samples in two indexes."""
    folder = tmp_path_factory.mktemp("halves")
    with samples.files() as files:
        update(folder / "one", files[::2])
        update(folder / "other", files[1::2])
    return folder / "one", folder / "other"


@pytest.fixture(scope="module", params=["as one", "each by itself"])
def both(request: pytest.FixtureRequest, halves: tuple[Path, Path]) -> Iterator[Archive]:
    """Both of them, opened as one archive: as one index, and as such that cannot be that."""
    if request.param == "as one":
        with searcher.open(*halves) as archive:
            yield archive
        return
    with Archive(SeveralEngines([LocalEngine.open(half) for half in halves])) as archive:
        yield archive


def place(quote: Quote) -> tuple[str, int]:
    """The turn of a quote."""
    return quote.program.id, quote.turn.number


@pytest.mark.parametrize(
    "typed", ["M protein", "protein", "maintenance trial", "trial OR gates", "bus protein", "zyzz"]
)
def test_they_find_the_same(both: Archive, archive: Archive, typed: str) -> None:
    """The same turns in the first tier, with the same total."""
    found, expected = (one.search(typed, limit=1000, strict=True) for one in (both, archive))
    assert (found.total, found.tier) == (expected.total, expected.tier)
    assert set(map(place, found)) == set(map(place, expected))


def test_pages_follow_each_other(both: Archive) -> None:
    """A later page goes on where the one before ended."""
    whole = [place(quote) for quote in both.search("protein", limit=10)]
    pages = [place(q) for at in (0, 5) for q in both.search("protein", limit=5, offset=at)]
    assert len(set(whole)) == 10
    assert pages == whole


@pytest.mark.parametrize("order", ["date", "-date", "program"])
def test_orders(both: Archive, order: str) -> None:
    """The order is over all programs; a program without a date is last."""
    programs = [quote.program for quote in both.search("NOT zyzz", limit=1000, sort=order)]
    if order == "program":
        assert [program.id for program in programs] == sorted(program.id for program in programs)
        return
    dates = [program.date for program in programs]
    known = [date for date in dates if date is not None]
    assert known == sorted(known, reverse=order == "-date")
    assert dates[: len(known)] == known


def test_lists(both: Archive, archive: Archive) -> None:
    """Programs and speakers of all of them."""
    assert [entry.program.id for entry in both.programs()] == [
        entry.program.id for entry in archive.programs()
    ]
    assert {(one.name, one.turns) for one in both.speakers()} == {
        (one.name, one.turns) for one in archive.speakers()
    }
    found = both.program("m-protein")
    assert found is not None
    assert len(found.turns) == 15
    assert both.program("nowhere") is None


def test_what_is_near_is_of_all(both: Archive) -> None:
    """Suggestions, and values for a filter that no index knows."""
    found = both.search("daratumumap")
    assert not found.total
    assert ("daratumumab",) in [near.said for near in found.suggestions]
    none = both.search("protein", speaker="adeyinko")
    assert none.unmatched == {"speaker": ("Dr. Samuel Adeyinka",)}


def test_the_command(run: Run, halves: tuple[Path, Path], samples_index: Path) -> None:
    """`--index` can be given again; one folder under two names is searched once."""
    both = [argument for half in halves for argument in ("--index", half)]
    assert run("M protein", *both).out.startswith("13 turns for M protein, as a phrase")
    twice = ("--index", samples_index, "--index", f"{samples_index}/.")
    assert run("M protein", *twice).out.startswith("13 turns for M protein, as a phrase")
    assert run("programs", *both).out == run("programs", "--index", samples_index).out
    missing = run("protein", *both, "--index", "nowhere")
    assert missing.status == 2
    assert missing.err.startswith("searcher: nowhere: there is no index here")


def test_any_value_of_a_filter(run: Run, samples_index: Path) -> None:
    """A filter given twice matches either value."""
    index = ("--index", samples_index, "--json", "-n", "1000")
    one, other = (run("NOT zyzz", "-s", name, *index).out for name in ("adeyinka", "abelson"))
    both = run("NOT zyzz", "-s", "adeyinka", "-s", "abelson", *index)
    assert len(both.out.splitlines()) == len((one + other).splitlines()) - 1
    none = run("NOT zyzz", "-s", "nobody", "-s", "noone", "--index", samples_index)
    assert "no turn has --speaker nobody or noone" in none.err


@pytest.mark.parametrize("order", ["date", "-date", "program"])
@pytest.mark.parametrize("typed", ["protein", "maintenance trial", "trial OR gates", "zyzz"])
def test_every_quote(both: Archive, archive: Archive, typed: str, order: str) -> None:
    """Of both, in one order, only in the tier that the best of them has."""
    every, expected = both.every(typed, sort=order), archive.every(typed, sort=order)
    assert (every.found.total, every.found.tier) == (expected.found.total, expected.found.tier)
    quotes, others = [*every], [*expected]
    assert sorted(map(place, quotes)) == sorted(map(place, others))
    if order == "program":
        assert [*map(place, quotes)] == [*map(place, others)]
    else:
        dates = [[quote.program.date for quote in some] for some in (quotes, others)]
        assert dates[0] == dates[1]
