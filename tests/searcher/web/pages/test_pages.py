"""All pages: valid HTML, links that lead somewhere, and text that stays text."""

import re
from collections import deque
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree

from index.update.update import update
from searcher.web.exchange.site import Settings
from searcher.web.routes import ROUTES, Site
from tests.conftest import REPOSITORY
from tests.searcher.web.pages.conftest import BASE, Get, Page, asking

STATIC = REPOSITORY / "searcher" / "web" / "static"
#: Served by the process that listens.
_FILES = ("/static/", "/media/", "/favicon.svg", "/robots.txt")

STARTS = (
    "/",
    "/search?q=M+protein",
    "/search?q=plateu",
    "/search?q=protein&speaker=adeyinka&since=2019&sort=date",
    "/search?q=zzzz&topic=nothing",
    "/programs",
    "/speakers?voices=on",
    "/cite?program=m-protein&turn=6",
    "/help",
    "/program/m-protein?q=M+protein",
    "/program/lighthouse",
    "/speaker/Dr.%20Samuel%20Adeyinka",
    "/kwic?q=protein&sort=right",
    "/counts?q=protein&by=year",
    "/counts?by=topic",
    "/compare?q=protein&with=cells",
    "/verify?text=%E2%80%9CIron+forgives+a+lot%2C%E2%80%9D+said+Joss+Garrick.",
    "/verify",
    "/nothing/here",
    "/search?q=%22never+closed",
)


def is_answered(path: str) -> bool:
    """Whether a handler has this address."""
    return any(route.pattern.match(path) for route in ROUTES)


def links_of(page: Page) -> list[str]:
    """Where the links and files of a page lead."""
    return [*page.tree.xpath("//a/@href | //link/@href | //script/@src | //img/@src")]


def crawl(get: Get, starts: tuple[str, ...], most: int) -> dict[str, Page]:
    """The pages that can be reached, at most so many; each link is checked."""
    waiting = deque(starts)
    seen: dict[str, Page] = {}
    while waiting and len(seen) < most:
        address = waiting.popleft()
        if address in seen:
            continue
        page = seen[address] = get(address)
        assert page.status < 500, address
        if "html" not in page.media_type or "content-disposition" in page.headers:
            continue
        ids = set(page.tree.xpath("//@id"))
        assert len(ids) == len(page.tree.xpath("//@id")), f"an id is there twice: {address}"
        for link in links_of(page):
            if link.startswith("#"):
                assert link[1:] in ids, link
                continue
            where = urlsplit(urljoin(f"{BASE}{address}", link))
            assert where.scheme in ("http", "https"), link
            if f"{where.scheme}://{where.netloc}" != BASE:
                continue
            if where.path.startswith("/static/"):
                assert (STATIC / where.path.removeprefix("/static/")).is_file(), link
            elif not where.path.startswith(_FILES):
                assert is_answered(unquote(where.path)), link
                waiting.append(f"{where.path}{'?' * bool(where.query)}{where.query}")
    return seen


def check_all(pages: dict[str, Page], starts: tuple[str, ...]) -> None:
    """Every address that a page links to is answered; only the starts may be problems."""
    for address, page in pages.items():
        if address not in starts:
            assert page.status in (200, 303), (address, page.status)


def test_every_page_is_valid_and_its_links_lead_somewhere(get: Get) -> None:
    """A strict reader of HTML reads each of them."""
    pages = crawl(get, STARTS, 24)
    assert len(pages) == 24
    check_all(pages, STARTS)


@pytest.mark.slow
def test_pages_far_from_the_first_one(get: Get) -> None:
    """Facets on facets, pages of pages, files in every format."""
    pages = crawl(get, STARTS, 700)
    assert len(pages) > 300
    check_all(pages, STARTS)


HOSTILE_STARTS = (
    "/",
    "/search?q=said",
    "/search?q=said&sort=-date",
    "/programs",
    "/speakers?voices=on",
    "/help",
    "/kwic?q=said",
    "/kwic?q=alert&sort=left",
    "/counts?q=said",
    "/counts?q=said&by=topic",
    "/counts?by=role",
    "/compare?q=said&with=alert",
    "/verify?text=%E2%80%9Csaid+%3Cscript%3Ealert(1)%3C/script%3E%E2%80%9D+said+Bo",
    "/feed.atom?q=said",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/search?q=%22%3E%3Cimg+src=x+onerror=alert(1)%3E",
    "/%3Cscript%3Ealert(1)%3C/script%3E",
    "/search?q=%FF%FE%00&speaker=%1b%5B31m",
)


def test_hostile_transcripts_are_text(hostile: Get) -> None:
    """No element, no attribute and no address comes from what was said."""
    pages = crawl(hostile, HOSTILE_STARTS, 22)
    for address, page in pages.items():
        if "html" in page.media_type:
            check_inert(address, page)
    said = hostile("/search?q=alert").words("//blockquote")
    assert "said <script>alert(1)</script>" in said
    assert 'said "><img src=x onerror=alert(1)>' in said
    assert "said ␛[31mred␀ ␇bell\ufffd" in hostile("/search?q=bell").words("//blockquote")


@pytest.mark.slow
def test_hostile_transcripts_everywhere(hostile: Get) -> None:
    """The same of many pages."""
    for address, page in crawl(hostile, HOSTILE_STARTS, 500).items():
        if "html" in page.media_type and "content-disposition" not in page.headers:
            check_inert(address, page)


#: Characters that move a cursor or turn a line around.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def check_inert(address: str, page: Page) -> None:
    """Nothing in a page does anything but what its template does."""
    tree = page.tree
    assert {each.get("src") for each in tree.xpath("//script")} <= {
        f"/static/{path.name}" for path in STATIC.glob("*.js")
    }, address
    assert not tree.xpath("//img | //iframe | //object | //style | //base | //svg[@onload]"), (
        address
    )
    names = {name for each in tree.iter(etree.Element) for name in each.attrib}
    assert not [name for name in names if name.startswith("on") or name == "style"], address
    for link in links_of(page):
        assert link.startswith(("/", "#", "http://", "https://")), link
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page.text), (
        address
    )
    assert "/home/somebody" not in page.text, address


def test_headings_are_in_order_and_fields_have_labels(get: Get) -> None:
    """What a reader of the screen needs: one h1, no level left out, a label for each field."""
    for address in STARTS:
        tree = get(address).tree
        levels = [int(each.tag[1]) for each in tree.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels.count(1) == 1, address
        assert all(after - before <= 1 for before, after in pairwise(levels)), address
        labelled = set(tree.xpath("//label/@for"))
        for field in tree.xpath("//input[@type != 'hidden'] | //select | //textarea"):
            assert field.get("id") in labelled, (address, field.get("name"))
        for landmark in ("//header", "//main[@id = 'content']", "//nav[@aria-label]", "//footer"):
            assert tree.xpath(landmark), (address, landmark)
        assert tree.xpath("//a[@class = 'skip'][@href = '#content']"), address


def test_the_same_request_has_the_same_answer(get: Get) -> None:
    """No page depends on the order of a set, on the time or on what was asked before."""
    first = {address: get(address).body for address in STARTS}
    assert {address: get(address).body for address in reversed(STARTS)} == first


def test_the_title_of_the_site_is_text(hostile: Get) -> None:
    """Also where the server was given markup."""
    assert hostile("/").words("//header//a[@href = '/']") == ["<b>Hostile</b>"]


def test_what_is_withheld_is_on_no_page(tmp_path: Path) -> None:
    """Neither what a restricted person says nor the name; nobody asks in this name, either."""
    talk = tmp_path / "talk.md"
    lines = (
        "Ann Lee: Why does the turbine hum?", "Vera Sand: Zyzzyva, because of sluices. Is it so?",
        "Bo Ek: It does, says Vera Sand.", "Vera Sand: And zyzzyva again?", "Bo Ek: It hums.",
    )  # fmt: skip
    talk.write_text("\n\n".join(f"**{line.replace(':', ':**', 1)}" for line in lines))
    update(tmp_path / "index", [talk])
    restricted = '[[speaker]]\nname = "Vera Sand"\nrestricted = true\n'
    (tmp_path / "index" / "speakers.toml").write_text(restricted)
    update(tmp_path / "index", [talk])
    starts = ("/", "/program/talk", "/speaker/Bo%20Ek", "/counts", "/counts?q=it", "/kwic?q=it")
    with Site(Settings((str(tmp_path / "index"),))) as site:
        pages = crawl(asking(site), starts, 45)
        assert "It hums." in pages["/program/talk"].text
        assert "[withheld]" in pages["/program/talk"].text
        for address, page in pages.items():
            if "html" in page.media_type:
                assert "zyzzyva" not in page.text.lower(), address
                assert "Vera" not in page.text, address
        citable = [link for link in links_of(pages["/program/talk"]) if link.startswith("/cite?")]
        assert citable == [f"/cite?program=talk&turn={number}" for number in (1, 3, 5)]
        refused = asking(site)("/cite?program=talk&turn=2")
        assert (refused.status, "may not be shown" in refused.text) == (404, True)
        checked = asking(site)("/verify?text=Zyzzyva,+because+of+sluices")
        assert "not found" in checked.words("//ol[@class='judged']//h3")[0]
