"""The page of a concordance: the lines of the archive, each with its turn."""

import pytest

from searcher.archive import Archive
from searcher.concordance.kwic.orders import ORDERS
from searcher.web.pages import kwic
from tests.searcher.web.pages.conftest import Get


def lines_of(get: Get, asked: str) -> list[tuple[str, str, str, str]]:
    """The lines of a page: before, match, after, and the address of the turn."""
    page = get(asked)
    found = []
    for row in page.tree.xpath("//ol[contains(@class, 'kwic')]/li"):
        (match,) = row.xpath(".//mark")
        (before,) = row.xpath(".//span[@class='before']/span")
        (link,) = row.xpath(".//a/@href")
        found.append((before.text or "", match.text, match.tail or "", link))
    return found


@pytest.mark.parametrize("sort", ORDERS)
def test_lines(get: Get, archive: Archive, sort: str) -> None:
    """As the archive has them, in each order."""
    found = archive.kwic("protein", sort=sort, since="2019")
    expected = [
        (
            line.before(kwic.CONTEXT),
            line.match,
            line.after(kwic.CONTEXT),
            f"/program/{line.program.id}?q=protein&turn={line.turn.number}#turn-{line.turn.number}",
        )
        for line in found
    ]
    assert len(expected) > 20
    assert lines_of(get, f"/kwic?q=protein&since=2019&sort={sort}") == expected


def test_pages_follow_each_other(get: Get, archive: Archive) -> None:
    """Every line is on one page; beyond the last one the page says so."""
    total = archive.kwic("the").total
    assert total > 2 * kwic.LINES
    asked, found = "/kwic?q=the&sort=left", []
    while asked:
        found += lines_of(get, asked)
        asked = get(asked).tree.xpath("string(//a[@rel='next']/@href)")
    assert len(found) == total
    assert [line[1] for line in found] == [line.match for line in archive.kwic("the", sort="left")]
    beyond = get(f"/kwic?q=the&offset={total}")
    assert beyond.links()["go to the first ones"] == "/kwic?q=the"


def test_what_is_asked_is_kept(get: Get) -> None:
    """By the form, the pages and the links to other pages."""
    page = get("/kwic?q=the&sort=right&speaker=%3DNadia&synonyms=off&lang=en")
    hidden = page.tree.xpath("//main//form//input[@type='hidden']")
    kept = {field.get("name"): field.get("value") for field in hidden}
    assert kept == {"speaker": "=Nadia", "synonyms": "off", "lang": "en"}
    assert page.links()["as quotes"] == "/search?q=the&speaker=%3DNadia&lang=en&synonyms=off"
    assert {row.split("·")[0].strip() for row in page.words("//ol//p[@class='where']")}
    assert all("Nadia" in row for row in page.words("//ol//p[@class='where']"))


def test_nothing(get: Get) -> None:
    """A form without a search; a search that finds nothing leads to what is near."""
    assert get("/kwic").words("//h1") == ["Concordance"]
    nothing = get("/kwic?q=zyzzyva")
    assert nothing.words("//h1") == ["0 matches of zyzzyva"]
    assert "/search?q=zyzzyva" in nothing.links().values()
    assert get("/kwic?q=the&sort=best").status == 400
    assert get("/kwic?q=%28").status == 400
