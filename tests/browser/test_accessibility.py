"""axe-core finds nothing that people with disabilities could not use, on any kind of page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.served import served

#: An address of each kind of page.
PAGES = (
    "/",
    "/search?q=M+protein",
    "/search?q=mantainance",
    "/search?q=%22M",
    "/programs",
    "/program/m-protein?q=M+protein",
    "/program/2022-05-17-car-t",
    "/speakers",
    "/speaker/Dr.%20Samuel%20Adeyinka",
    "/kwic?q=protein",
    "/counts?q=protein&by=year",
    "/counts?q=protein",
    "/compare?q=protein&with=cells",
    "/verify",
    "/verify?text=%E2%80%9CA+flat+M+protein+is+a+stable+M+protein%E2%80%9D",
    "/cite?program=m-protein&turn=6",
    "/help",
    "/nothing-here",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with chromium.opened() as made:
        yield made


@pytest.fixture(scope="module")
def address(samples_index: Path) -> Iterator[str]:
    """The samples, served."""
    with served(samples_index) as found:
        yield found


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1400, "dark")])
def test_every_kind_of_page(browser: Browser, address: str, width: int, scheme: str) -> None:
    """No violation, and nothing that is wider than the window."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        # The pages allow no code but their own: axe comes from the test.
        bypass_csp=True,
    )
    page = context.new_page()
    axe = Axe()
    for path in PAGES:
        page.goto(address + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} pixels wide"
        found = axe.run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
    context.close()
