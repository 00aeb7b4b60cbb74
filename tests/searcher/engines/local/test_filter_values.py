"""Filters that match nobody, and suggestions within filters."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.tokenizer import fold
from searcher.archive import Archive
from searcher.engines.local.filter_values import similar
from searcher.query.filters import Filters
from tests.conftest import Run


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("lang", "zz", "en"),
        ("speaker", "adeyinca", "Dr. Samuel Adeyinka"),
        ("program", "lihgthouse", "lighthouse"),
        ("series", "plasma dairies", "Plasma Cell Diaries"),
        ("speaker", "campuçano", "Dra. Campuzano"),
        ("role", "bakery", "baker"),
        ("since", "2031", "2023-02-06"),
    ],
)
def test_values_of_the_index(archive: Archive, name: str, typed: str, value: str) -> None:
    """The result names the filter, and values that would match."""
    found = archive.search("protein", filters=Filters(**{name: typed}))
    assert value in found.unmatched[name]
    assert dict(found.filters) == {name: typed}
    assert archive.search("the OR el", filters=Filters(**{name: value})).total


def test_only_filters_that_match_nothing_are_named(archive: Archive) -> None:
    """A filter that matches turns without the word is none of them; nor is one that finds."""
    assert not archive.search("zyzzyva", speaker="abelson").unmatched
    assert not archive.search("protein", lang="en").unmatched
    assert list(archive.search("protein", lang="en", speaker="nobody").unmatched) == ["speaker"]
    assert archive.search("protein", speaker="qqqqqq").unmatched == {"speaker": ()}


def test_notices(run: Run, samples_index: object) -> None:
    """Each filter is one line; the first line has all of them, and the last what they left out."""
    done = run("protein", "--lang", "vo", "--index", str(samples_index))
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "searcher: nothing found for protein with --lang vo\n"
        "searcher: no turn has --lang vo; the index has, for example: en, es\n"
        "searcher: without the filters: 18 turns\n"
    )
    done = run("protein", "--until", "1999", "--index", str(samples_index))
    assert "the dates in the index are from 2018-06-06 to 2023-02-06\n" in done.err


def test_suggestions_obey_the_filters(archive: Archive) -> None:
    """They are counted among the turns that the filters leave, and those without one are none."""
    everywhere = archive.search("hemoglobine").suggestions[0]
    within = archive.search("hemoglobine", program="m-protein").suggestions[0]
    assert (everywhere.said, within.said) == (("hemoglobin",), ("hemoglobin",))
    narrow = archive.search("hemoglobin", program="m-protein", strict=True).total
    assert within.turns <= narrow
    assert not archive.search("hemoglobine", program="bread").suggestions


def test_nothing_found_has_no_tier(archive: Archive) -> None:
    """The tier is the first one that has a match."""
    for query in ("zyzzyva", "zyzzyva qwxyz", '"zyzzyva"'):
        assert archive.search(query).tier is None


def all_compared(typed: str, values: Sequence[str], least: float) -> list[str]:
    """As `similar`: everything is compared with everything."""
    wanted = [fold(typed), *(word for word in fold(typed).split() if len(word) >= 4)]

    def ratio(value: str) -> float:
        parts = [fold(value), *re.split(r"[\s/_-]+", fold(value))]
        return max(SequenceMatcher(None, one, part).ratio() for one in wanted for part in parts)

    return [
        value for value in sorted(values, key=lambda each: -ratio(each)) if ratio(value) >= least
    ]


@given(
    st.text("abeE é-", max_size=9),
    st.lists(st.text("abeE é-", max_size=9), max_size=6),
    st.sampled_from((0.5, 0.7, 0.8, 1.0)),
)
def test_what_is_left_out_uncompared_is_not_similar(
    typed: str, values: list[str], least: float
) -> None:
    """Values that cannot be similar are not compared: the others are found, in the same order."""
    assert similar(typed, values, least) == all_compared(typed, values, least)
