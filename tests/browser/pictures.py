"""The pictures of pages in the README, over the samples.

python -m tests.browser.pictures    takes all of them anew, into docs/pages/

A new picture is a row in `PICTURES`, and an image in the README.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from corpus import samples
from index.update.update import update
from tests.browser import chromium
from tests.browser.served import served

FOLDER = Path(__file__).parents[2] / "docs" / "pages"


#: A page that goes to a place in it does so after it is drawn; in milliseconds.
_STILL = 500


class Picture(NamedTuple):
    """A picture of a page.

    Attributes:
        address: of the page, below that of the server.
        width, height: of the window, in pixels.
        is_dark: whether its user likes dark pages.
    """

    address: str
    width: int
    height: int
    is_dark: bool = False


#: The name of each picture, and what is in it.
PICTURES = {
    "search": Picture("/search?q=M+protein", 1200, 800),
    "program": Picture("/program/m-protein?q=M+protein#turn-6", 400, 760, is_dark=True),
}


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, samples.files() as files:
        index = Path(folder) / "index"
        update(index, files)
        with served(index) as address, chromium.opened() as browser:
            for name, picture in PICTURES.items():
                page = browser.new_page(
                    viewport={"width": picture.width, "height": picture.height},
                    color_scheme="dark" if picture.is_dark else "light",
                    reduced_motion="reduce",
                )
                page.goto(address + picture.address, wait_until="networkidle")
                page.wait_for_timeout(_STILL)
                page.screenshot(path=FOLDER / f"{name}.png")
                page.close()


if __name__ == "__main__":
    main()
