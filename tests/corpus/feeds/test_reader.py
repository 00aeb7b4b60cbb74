"""Feeds are read in bounded time and memory; what is none is refused with one line."""

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.feeds import reader
from corpus.feeds.feed import Item, Named
from corpus.feeds.reader import read

FEED = Path("feed.xml")
PODCAST = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
ITUNES = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'


def rss(items: str, head: str = "<title>Kiln</title>") -> bytes:
    """A feed with these items."""
    return f'<rss version="2.0" {PODCAST} {ITUNES}><channel>{head}{items}</channel></rss>'.encode()


def item(inner: str) -> Item:
    """The one item with these elements."""
    (found,) = read(FEED, rss(f"<item>{inner}</item>")).items
    return found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Tue, 05 Mar 2024 23:30:00 -0800", "2024-03-05"),
        ("5 Mar 24 08:00 GMT", "2024-03-05"),
        ("Tue, 31 Feb 2024 00:00:00 GMT", "2024-02"),
        ("2024-03-05T01:00:00Z", "2024-03-05"),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(written: str, expected: str | None) -> None:
    """RFC 822 with its zones and years of two digits, and what programs write in its place."""
    assert item(f"<title>A</title><pubDate>{written}</pubDate>").date == expected


def test_elements_of_other_namespaces_are_others() -> None:
    """The title of iTunes counts only where there is no other."""
    assert item("<itunes:title>Short</itunes:title><title>Long</title>").title == "Long"
    assert item("<itunes:title>Short</itunes:title>").title == "Short"


def test_people_who_are_not_heard_are_no_cast() -> None:
    """Nor is the author; a person without a role is a host, as the namespace says."""
    found = item(
        "<itunes:author>Cy</itunes:author><podcast:person>Ada Kern</podcast:person>"
        '<podcast:person role="Guest">Bo</podcast:person>'
        '<podcast:person group="writing" role="author">Dee</podcast:person>'
    )
    assert found.cast == (("Ada Kern", "host"), ("Bo", "guest"))


def test_transcripts() -> None:
    """Each address once; a type without its parameters."""
    found = item(
        '<podcast:transcript url=" a.vtt " type="Text/VTT; charset=utf-8" language="en"/>'
        '<podcast:transcript url="a.vtt"/><podcast:transcript type="text/vtt"/>'
        '<transcript url="b.vtt"/>'
    )
    assert found.named == (Named("a.vtt", "text/vtt", "en"),)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One <b>two</b>.</p><p>Three<br/>four</p>", "One two.\nThree\nfour"),
        ("One\n\n  two", "One\ntwo"),
        ("1 &lt; 2 &amp; 3 > 2", "1 < 2 & 3 > 2"),
        ("a < b and c", "a < b and c"),
        ("<SCRIPT>alert(1)</script>Well.<!-- <p>hidden</p> --><style>p", "Well."),
        ("<a href='x", ""),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_descriptions(markup: str, expected: str) -> None:
    """HTML becomes text, blocks become lines."""
    assert (item(f"<description><![CDATA[{markup}]]></description>").description or "") == expected


def test_a_link_that_is_a_script() -> None:
    """It is in no program."""
    made = read(FEED, rss("<item><link>javascript:alert(1)</link></item>"))
    assert made.about(made.items[0]).url is None


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item>'
    b"</channel></rss>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b"<rss><channel><item><title>&a;</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"<rss><channel><item>", "broken XML"),
        (b"<?xml version='1.0'?><html><body/></html>", "its first element is `html`"),
        (b"<?xml version='1.0'?><feed><entry/></feed>", "its first element is `feed`"),
        (b"<rss><channel><title>A</title></channel></rss>", "the feed has no items"),
        (b"just text", "broken XML"),
        (BOMB, "entities that are more than one character"),
        (OUTSIDE, "entities that are more than one character"),
        (b"<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>\xff\xfe</title>"
         b"</item></channel></rss>", "broken XML"),
        (b"<?xml version='1.0' encoding='klingon'?><rss/>", "broken XML"),
        (b"<rss>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</rss>", "broken XML"),
    ],
)  # fmt: skip
def test_what_is_no_feed(data: bytes, reason: str) -> None:
    """One line, with the file and what is wrong."""
    with pytest.raises(CorpusError, match=reason) as error:
        read(FEED, data)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith("feed.xml")


def test_a_feed_of_a_billion_items(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused by its tags before it is parsed, and by its size before it is read."""
    began = time.process_time()
    with pytest.raises(CorpusError, match=r"has 3,000,00\d tags; at most 1,000,000 are read"):
        read(FEED, b"<rss><channel>" + b"<item/>" * 3_000_000)
    assert time.process_time() - began < 5
    monkeypatch.setattr(reader, "LARGEST", 1 << 20)
    with pytest.raises(CorpusError, match="more than 1 MB"):
        read(FEED, b" " * (1 << 20) + b"x")


def test_more_items_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those beyond are counted, and so are those that are there twice."""
    monkeypatch.setattr(reader, "MOST_ITEMS", 3)
    titles = ("A", "B", "A", "C", "D")
    found = read(FEED, rss("".join(f"<item><title>{title}</title></item>" for title in titles)))
    assert [each.title for each in found.items] == ["A", "B"]
    assert (found.repeated, found.left) == (1, 2)


def test_long_values_are_cut() -> None:
    """What goes into the index is bounded, whatever the feed says."""
    found = item(
        f"<title>{'t ' * 9000}</title><description>{'d ' * 99_000}</description>"
        + "".join(f"<category>c{number}</category>" for number in range(900))
    )
    assert len(found.title or "") <= 500
    assert len(found.description or "") <= 10_000
    assert len(found.topics) == 50


TAGS = st.sampled_from(
    ["title", "link", "guid", "pubDate", "description", "itunes:season", "podcast:person",
     "podcast:transcript", "enclosure", "category", "item", "!--", "?x", "![CDATA["]
)  # fmt: skip


@given(
    st.lists(
        st.one_of(
            st.text(max_size=20),
            TAGS.map(lambda tag: f"<{tag}>"),
            TAGS.map(lambda tag: f"</{tag}>"),
            TAGS.map(lambda tag: f"<{tag} url='x' role='&#0;' href='//[' />"),
        ),
        max_size=30,
    ),
    st.sampled_from(["utf-8", "utf-16", "latin-1", "cp1251"]),
)
def test_hostile_feeds(parts: list[str], encoding: str) -> None:
    """A feed is read, or refused with an error of this project."""
    text = rss("<item>" + "".join(parts) + "</item>").decode()
    try:
        found = read(FEED, text.encode(encoding, "replace"))
    except CorpusError:
        return
    assert found.items


@pytest.mark.parametrize(
    "piece",
    [
        "<![CDATA[ &x; ",
        "<!-- ",
        "<?x ",
        "<!DOCTYPE ",
        "<script ",
        "&amp;amp;",
        "&lt;p &lt;!-- ",
        "</ ",
    ],
)
def test_what_has_no_end(piece: str) -> None:
    """It takes time that grows with its size, and not with its square."""
    began = time.process_time()
    with contextlib.suppress(CorpusError):
        read(FEED, rss(f"<item><description>{piece * 300_000}</description></item>"))
    with contextlib.suppress(CorpusError):
        read(FEED, piece.encode() * 300_000 + rss("<item/>"))
    assert time.process_time() - began < 20
