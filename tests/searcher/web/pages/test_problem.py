"""The page that says what went wrong."""

import pytest

from tests.searcher.web.pages.conftest import Get


def test_the_place_is_marked_where_a_search_cannot_be_read(get: Get) -> None:
    """With the reason, and an example that can be read."""
    page = get("/search?q=trial+%28study")
    assert page.status == 400
    assert page.words("//h1") == ["The search cannot be read"]
    assert page.words("//p[@class = 'caret']") == ["trial (study"]
    assert page.words("//p[@class = 'caret']//mark") == ["("]
    assert "character 7" in " ".join(page.words("//main/p"))
    assert page.tree.xpath("//input[@id = 'q']/@value") == ["trial (study"]
    (example,) = page.tree.xpath("//main//a[code]/@href")
    assert get(example).status == 200


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nowhere", 404, "There is nothing here"),
        ("/search?q=a&speeker=b", 400, "Did you mean speaker?"),
        ("/search?q=a&offset=-1", 400, "a whole number"),
        ("/search?q=a&sort=best", 400, "relevance, date"),
        ("/cite?program=m-protein&turn=99", 404, "15 turns"),
        ("/cite?program=nothing&turn=1", 404, "nothing"),
        ("/search?q=a&since=soon", 400, "soon"),
        ("/search?q=foo:bar", 400, "no field foo:"),
        (f"/search?q={'a+' * 4000}", 400, "at most 2,000"),
        ("/search?" + "&".join(f"speaker={n}" for n in range(300)), 400, ""),
    ],
)
def test_a_problem_is_a_page(get: Get, address: str, status: int, said: str) -> None:
    """It names what is wrong, and leads on."""
    page = get(address)
    assert page.status == status
    assert said in " ".join(page.words("//main"))
    assert page.tree.xpath("//main//a/@href")
