"""The page on the search language."""

import pytest

from searcher.syntax.parser import parse
from searcher.syntax.reference import ROWS
from searcher.web.pages.reference import unshelled
from tests.searcher.web.pages.conftest import Get


def test_all_that_can_be_typed_is_there(get: Get) -> None:
    """As it is typed into a field: without the quotes of a shell."""
    page = get("/help")
    typed = page.words("//dl[@class = 'syntax']//dt/code")
    assert typed == [unshelled(one) for row in ROWS for one in row.typed]
    assert '"M protein"' in typed
    words = " ".join(page.words("//main")).lower()
    assert "shell" not in words
    assert "argument" not in words


@pytest.mark.parametrize("example", [one for row in ROWS for one in row.examples])
def test_each_example_can_be_typed(example: str) -> None:
    """It is a search."""
    assert parse(unshelled(example)) is not None


def test_examples_of_this_archive(get: Get) -> None:
    """They are links."""
    links = get("/help").tree.xpath("//main//ul[@class = 'plain']//a/@href")
    assert len(links) > 3
