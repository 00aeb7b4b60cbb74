"""The feed of a search, read by a second reader."""

import re
from datetime import datetime

from lxml import etree

from searcher.archive import Archive
from tests.searcher.web.pages.conftest import BASE, Get, Page

ATOM = {"a": "http://www.w3.org/2005/Atom"}


class Feed:
    """A feed, as a reader of feeds sees it."""

    def __init__(self, page: Page) -> None:
        assert page.status == 200
        assert page.media_type == "application/atom+xml; charset=utf-8"
        self.tree = etree.fromstring(page.body, etree.XMLParser(resolve_entities=False))
        assert self.tree.tag == f"{{{ATOM['a']}}}feed"
        # RFC 4287: each has one of these.
        for path in ("/a:feed", "//a:entry"):
            count = len(self.texts(f"{path}/a:id"))
            assert all(map(is_an_id, self.texts(f"{path}/a:id")))
            assert len(self.texts(f"{path}/a:title")) == count
            moments = self.texts(f"{path}/a:updated")
            assert len(moments) == count
            assert all(datetime.fromisoformat(moment).tzinfo for moment in moments)
            assert len(self.links(f"{path}/a:link[@rel = 'alternate']")) == count
            assert len(self.texts(f"{path}/a:author/a:name")) == count

    def texts(self, path: str) -> list[str]:
        """The texts of elements."""
        return ["".join(map(str, each.itertext())) for each in self._found(path)]

    def links(self, path: str) -> list[str]:
        """Where links lead."""
        return [str(each.attrib["href"]) for each in self._found(path)]

    def _found(self, path: str) -> list[etree._Element]:
        found = self.tree.xpath(path, namespaces=ATOM)
        assert isinstance(found, list)
        return [each for each in found if isinstance(each, etree._Element)]


def is_an_id(text: str) -> bool:
    """Whether a text is a URN of a UUID."""
    return re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", text) is not None


def test_the_newest_programs_come_first(get: Get, archive: Archive) -> None:
    """An entry a quote, with who says it and a link to the turn."""
    feed = Feed(get("/feed.atom?q=M+protein"))
    found = archive.search("M protein", sort="-date", strict=True, limit=50)
    assert feed.texts("//a:content") == [quote.turn.text for quote in found]
    assert feed.texts("//a:entry/a:author/a:name") == [quote.turn.speaker for quote in found]
    moments = feed.texts("//a:entry/a:updated")
    assert moments == sorted(moments, reverse=True)
    first = feed.links("//a:entry/a:link")[0]
    assert first.startswith(f"{BASE}/program/")
    assert f"turn={found[0].turn.number}" in first
    assert feed.links("/a:feed/a:link[@rel = 'self']") == [f"{BASE}/feed.atom?q=M+protein"]


def test_ids_last(get: Get) -> None:
    """A quote has one id in every feed, and every quote has another one."""
    first, second = (
        Feed(get(address)).texts("//a:entry/a:id")
        for address in ("/feed.atom?q=M+protein", "/feed.atom?q=protein&speaker=adeyinka")
    )
    assert set(first) & set(second)
    assert len(set(first)) == len(first)


def test_nothing_found_is_a_feed(get: Get) -> None:
    """Whoever follows it sees what comes."""
    assert not Feed(get("/feed.atom?q=zzzz")).texts("//a:entry")


def test_an_undated_program_has_the_time_of_its_file(get: Get) -> None:
    """Every entry must have one."""
    feed = Feed(get("/feed.atom?q=starter"))
    assert feed.texts("//a:entry/a:updated")
    assert not feed.texts("//a:published")


def test_a_feed_without_a_search_is_a_problem(get: Get) -> None:
    """It says what is missing."""
    assert get("/feed.atom").status == 400


def test_hostile_transcripts_are_text_in_a_feed(hostile: Get) -> None:
    """XML forbids more characters than HTML."""
    feed = Feed(hostile("/feed.atom?q=said"))
    assert any("<script>alert(1)</script>" in one for one in feed.texts("//a:content"))
    assert all(link.startswith(BASE) for link in feed.links("//a:link"))
