"""The README shows the pictures of pages, and no others are kept."""

from tests.browser.pictures import FOLDER, PICTURES
from tests.conftest import REPOSITORY


def test_the_readme_shows_each_picture() -> None:
    """With a description for those who do not see it."""
    readme = (REPOSITORY / "README.md").read_text()
    for name in PICTURES:
        assert f"](docs/pages/{name}.png)" in readme
        assert f"![](docs/pages/{name}.png)" not in readme
    assert {path.stem for path in FOLDER.iterdir()} == set(PICTURES)
