"""Which command a line is of, and what stands before the cursor."""

import click
import pytest

from searcher import cli
from searcher.commands.completing.place import Place, place


def at(*words: str) -> Place:
    """Where the cursor is after these words."""
    return place(click.Context(cli.group, info_name="searcher"), words, "search")


@pytest.mark.parametrize(
    ("words", "path", "arguments", "option"),
    [
        ([], (), (), None),
        (["protein"], (), ("protein",), None),
        (["protein", "--limit"], (), ("protein",), "limit"),
        (["--limit", "3"], (), (), None),
        (["--limit=3", "x"], (), ("x",), None),
        (["show", "m-protein", "-C"], ("show",), ("m-protein",), "context"),
        (["speakers", "merge", "a"], ("speakers", "merge"), ("a",), None),
        (["speakers", "--index", "merge", "merge"], ("speakers", "merge"), (), None),
        (["speakers", "nothing"], ("speakers",), ("nothing",), None),
        (["search", "show"], ("search",), ("show",), None),
        (["x", "--", "--limit"], (), ("x", "--limit"), None),
        (["x", "--facets", "y"], (), ("x", "y"), None),
    ],
)
def test_place(
    words: list[str], path: tuple[str, ...], arguments: tuple[str, ...], option: str | None
) -> None:
    """Options and their values are no arguments."""
    found = at(*words)
    assert (found.path, found.words) == (path, arguments)
    assert (found.option.name if found.option else None) == option
    assert found.is_words_only == ("--" in words)


def test_options_that_were_given() -> None:
    """So they are not offered again."""
    assert [option.name for option in at("x", "--facets", "-n", "3").given] == ["facets", "limit"]
