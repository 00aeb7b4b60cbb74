"""The pictures are of what the program prints, and the README or docs/ shows each of them."""

from pathlib import Path

import pytest

from tests import pictures, readme


@pytest.mark.parametrize("name", pictures.PICTURES)
def test_picture(name: str, samples_index: Path) -> None:
    """`python -m tests.pictures` draws them anew."""
    drawn = pictures.drawn(pictures.PICTURES[name], samples_index)
    assert drawn == (pictures.FOLDER / f"{name}.svg").read_text()


def test_a_page_shows_each_picture() -> None:
    """With a description for those who do not see it; no other file is in the folder."""
    text = "".join(page.read_text().replace("](docs/", "](") for page in readme.documents())
    for name in pictures.PICTURES:
        assert f"](pictures/{name}.svg)" in text
        assert f"![](pictures/{name}.svg)" not in text
    assert {path.stem for path in pictures.FOLDER.iterdir()} == set(pictures.PICTURES)


def test_a_command_that_fails_draws_nothing(samples_index: Path) -> None:
    """The error is that of the command."""
    with pytest.raises(RuntimeError, match="no program is called nowhere"):
        pictures.drawn(pictures.Picture("searcher show nowhere"), samples_index)
