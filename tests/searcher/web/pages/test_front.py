"""The first page."""

import pytest

from corpus.model import Program, Turn
from searcher.archive import Archive
from tests.searcher.test_typed_oracle import indexed
from tests.searcher.web.pages.conftest import Get, SiteOf, asking


def test_what_the_archive_holds(get: Get, archive: Archive) -> None:
    """How many programs, turns and speakers; the series; the latest programs."""
    page = get("/")
    numbers = dict(zip(page.words("//dl//dt"), page.words("//dl//dd"), strict=True))
    people = [one for one in archive.speakers() if one.program is None]
    assert numbers == {
        "Programs": "10", "Turns": "162", "Speakers": str(len(people)), "Years": "2018 to 2023",
    }  # fmt: skip
    assert page.words("//ul[@class = 'chips']//a")[1] == "Plasma Cell Diaries 1"
    assert page.words("//ul[@class = 'rows']//p[@class = 'name']")[:2] == [
        "Monday stand-up of the pilot team", "Trial questions",
    ]  # fmt: skip


def test_each_example_finds_as_much_as_it_says(get: Get) -> None:
    """The examples are of this archive."""
    page = get("/")
    examples = page.tree.xpath("//div[@class = 'examples']//li")
    assert len(examples) > 3
    for example in examples:
        (link,) = example.xpath("a/@href")
        turns = example.text_content().strip().rpartition(": ")[2]
        assert get(link).words("//h1")[0].startswith(f"{turns} for"), link


def test_the_form_is_filled_by_its_address(get: Get) -> None:
    """A page that found nothing leads here with its words."""
    page = get("/?every=plateau+%22x")
    assert page.tree.xpath("//input[@id = 'every']/@value") == ['plateau "x']
    names = page.tree.xpath("//form[@class = 'fields']//input/@name")
    assert names == ["every", "exact", "some", "none", "speaker", "series", "since", "until"]


@pytest.mark.parametrize("letters", [1_500, 12_000])
def test_no_word_is_too_long_for_the_page(letters: int) -> None:
    """A word that is longer than a search can be is no example."""
    turns = tuple(
        Turn(number, "Ann:", "Ann", f"harbour wall {'w' * letters} harbour {'v' * letters}")
        for number in (1, 2, 3)
    )
    with indexed([Program("talk", "Talk", "talk.txt", "labelled", turns=turns)]) as archive:
        page = asking(SiteOf(archive, "Talks"))("/")
        typed = page.words("//div[@class = 'examples']//li//a")
    assert page.status == 200
    assert "harbour" in typed
    assert max(map(len, typed)) < 100
