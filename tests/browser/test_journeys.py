"""What a patient, a journalist and a researcher do in a browser, from the first page on."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(params=["script", "no script"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails where a script fails, or something is loaded from elsewhere."""
    context = browser.new_context(
        java_script_enabled=request.param == "script", viewport={"width": 900, "height": 900}
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((address, "data:")) else wrong.append(asked.url),
    )
    page.goto(address)
    yield page
    context.close()
    # A search that cannot be read has a status of its own, which a browser reports.
    assert [each for each in wrong if "400 (Bad Request)" not in each] == []


def _search(page: Page, words: str) -> None:
    page.get_by_role("search").get_by_role("searchbox").first.fill(words)
    page.get_by_role("search").get_by_role("button", name="Search").first.click()
    expect(page).to_have_url(re.compile(r"/search\?"))


def test_a_patient_reads_around_an_answer(page: Page) -> None:
    """From a word to a quote, to what was asked, to its place in the talk and who says it."""
    _search(page, "M protein")
    expect(page.get_by_role("heading", level=1)).to_contain_text("13 turns")
    expect(page.locator("blockquote mark").first).to_have_text("M protein")
    page.get_by_role("link", name="In its context").first.click()
    expect(page).to_have_url(re.compile(r"/program/m-protein\?.*#turn-6$"))
    expect(page.locator("#turn-6")).to_be_in_viewport()
    expect(page.locator("#turn-6 mark")).to_have_count(3)
    page.locator("#turn-6").get_by_role("link", name="Next hit").click()
    expect(page).to_have_url(re.compile(r"#turn-[0-9]+$"))
    page.get_by_role("link", name="Dr. Samuel Adeyinka").first.click()
    expect(page).to_have_url(re.compile(r"/speaker/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dr. Samuel Adeyinka")


def test_a_patient_types_a_word_wrong(page: Page) -> None:
    """What is near is a link that finds something; a page is never empty."""
    _search(page, "mantainance")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nothing found")
    page.get_by_role("main").get_by_role("link", name=re.compile("maint")).first.click()
    expect(page.locator("blockquote").first).to_be_visible()


def test_a_journalist_checks_and_cites(page: Page, address: str) -> None:
    """A draft with a right and a wrong quotation; then how to cite the right one."""
    page.get_by_role("navigation").get_by_role("link", name="Verify").click()
    page.get_by_role("main").get_by_role("textbox").first.fill(
        "“A flat M protein is a stable M protein,” said Dr. Adeyinka.\n\n"
        "“The M protein has to climb by at least a half from its lowest point,” he said."
    )
    page.get_by_role("main").get_by_role("button").first.click()
    main = page.get_by_role("main")
    expect(main).to_contain_text(re.compile("verbatim", re.I))
    expect(main).to_contain_text(re.compile("altered|near", re.I))
    expect(main.locator('a[href*="/program/m-protein"]').first).to_be_visible()
    page.goto(f"{address}/search?q=flat+M+protein")
    page.get_by_role("link", name="Cite").first.click()
    expect(page.get_by_role("main")).to_contain_text("Adeyinka")
    expect(page.get_by_role("main")).to_contain_text("APA")


def test_a_researcher_counts_and_compares(page: Page) -> None:
    """From quotes to a concordance, to counts by year with a plot, to two words side by side."""
    _search(page, "protein")
    page.get_by_role("main").get_by_role("link", name="Each match on a line").click()
    expect(page).to_have_url(re.compile(r"/kwic\?"))
    assert page.locator("mark").count() >= 20
    page.get_by_role("link", name=re.compile("counts?", re.I)).first.click()
    expect(page).to_have_url(re.compile(r"/counts\?"))
    page.get_by_role("link", name="Year", exact=True).click()
    expect(page.locator("svg").first).to_be_visible()
    expect(page.get_by_role("table").first).to_contain_text("2019")
    page.get_by_role("link", name=re.compile("compare", re.I)).first.click()
    expect(page).to_have_url(re.compile(r"/compare\?"))
    page.locator('input[name="with"]').fill("cells")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("main")).to_contain_text(re.compile("log-likelihood", re.I))


def test_a_search_that_cannot_be_read(page: Page, address: str) -> None:
    """The place is shown, and the search is still in the field."""
    page.goto(f"{address}/search?q=%22M+protein")
    expect(page.get_by_role("main")).to_contain_text("not closed")
    expect(page.locator("mark.at")).to_have_text('"')
    expect(page.get_by_role("searchbox").first).to_have_value('"M protein')


def test_filters_come_and_go(page: Page) -> None:
    """A facet narrows; what was chosen can be taken away again; the address says all."""
    _search(page, "M protein")
    aside = page.get_by_role("complementary")
    aside.get_by_role("link", name="Beatriz Lindqvist").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("5 turns")
    narrowed = page.url
    page.goto("about:blank")
    page.goto(narrowed)
    expect(page.get_by_role("heading", level=1)).to_contain_text("5 turns")
    page.locator(".summary").get_by_role("link", name=re.compile("Lindqvist")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("13 turns")


def test_keys_alone(browser: Browser, address: str) -> None:
    """From the first page to a quote, to its place in the talk, and on from there."""
    page = browser.new_page(viewport={"width": 900, "height": 700}, reduced_motion="reduce")
    page.goto(address)
    keys = page.keyboard
    keys.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    keys.press("/")
    keys.type("M protein")
    keys.press("Enter")
    page.wait_for_url("**/search?**")
    for key, place in (("j", 1), ("j", 2), ("k", 1)):
        keys.press(key)
        expect(page.locator(f"#hit-{place}")).to_be_focused()
    keys.press("Enter")
    page.wait_for_url("**/program/m-protein?**#turn-6")
    hits = page.locator(".hit")
    ids = hits.evaluate_all("all => all.map(one => one.id)")
    before, after = ids[ids.index("turn-6") - 1], ids[ids.index("turn-6") + 1]
    keys.press("n")
    expect(page.locator(f"#{after}")).to_be_focused()
    for _ in range(2):
        keys.press("p")
    expect(page.locator(f"#{before}")).to_be_focused()
    page.close()
