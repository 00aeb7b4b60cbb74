"""axe-core finds nothing that people with disabilities could not use, on any kind of page."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from index.update.update import update
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
        check_fits(page, path, width)
        found = axe.run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
    context.close()


#: Words without end, in all that a transcript has.
ENDLESS = f"""Title: {"T" * 3000}
Series: {"S" * 3000}
Date: 2020-02-02

Ann Lee: What do you say about the harbour {"v" * 3000} today?

Bob Stone: The harbour is old {"w" * 3000} and we mend it every spring.

Ann Lee: The harbour again {"x" * 3000}?

Bob Stone: The harbour again, and nobody thanks us.
"""


@pytest.mark.slow
def test_a_word_without_end(browser: Browser, tmp_path: Path) -> None:
    """No page is wider than the window of a phone, however long a word is."""
    talks = tmp_path / "talks"
    talks.mkdir()
    (talks / "long.md").write_text(ENDLESS)
    update(tmp_path / "index", [talks])
    said = f"%E2%80%9CThe+harbour+is+old+{'w' * 3000}%E2%80%9D"
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    with served(tmp_path / "index") as address:
        for path in (
            "/",
            "/search?q=harbour",
            f"/search?q={'w' * 1500}",
            "/programs",
            "/program/long?q=harbour",
            "/speaker/Bob%20Stone",
            "/kwic?q=harbour",
            "/counts?q=harbour&by=program",
            "/compare?q=harbour&with=spring&by=series",
            f"/verify?text={said}",
            "/cite?program=long&turn=2",
            f"/{'n' * 3000}",
        ):
            page.goto(address + path)
            check_fits(page, path[:40], 360)
    context.close()


def check_fits(page: Page, path: str, width: int) -> None:
    """A page is as wide as its window at most."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{path} is {wide} pixels wide"


#: Names, a title and a series from right to left.
FROM_THE_RIGHT = """---
title: حديث عن الميناء
series: أحاديث المساء
date: 2021-03-04
language: ar
---

**ليلى حداد:** لماذا أصبح الميناء القديم مهما للمدينة؟

**يوسف قاسم:** الميناء هو قلب المدينة.
"""


@pytest.mark.slow
def test_names_from_right_to_left(browser: Browser, tmp_path: Path) -> None:
    """They turn nothing around that stands beside them: a date is read from left to right."""
    talks = tmp_path / "talks"
    talks.mkdir()
    (talks / "port.md").write_text(FROM_THE_RIGHT)
    update(tmp_path / "index", [talks])
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    with served(tmp_path / "index") as address:
        for path in ("/search?q=الميناء", "/program/port", "/programs", "/kwic?q=الميناء"):
            page.goto(address + path)
            dates = page.locator("main time")
            assert dates.count()
            parts = dates.evaluate_all("all => all.map(one => one.getClientRects().length)")
            assert set(parts) == {1}, path
            order = dates.first.evaluate(
                """date => {
                  const range = document.createRange();
                  const [first, last] = [0, date.textContent.length - 1].map((place) => {
                    range.setStart(date.firstChild, place);
                    range.setEnd(date.firstChild, place + 1);
                    return range.getBoundingClientRect().left;
                  });
                  return first < last;
                }"""
            )
            assert order, path
    page.close()
