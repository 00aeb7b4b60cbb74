"""Names of files that are fetched: of one folder, whatever a feed says."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.feeds.feed import Item, Named
from corpus.feeds.fetched import is_name
from corpus.files.left_out import against_name
from searcher.fetching.names import feed_name, stem

TEXTS = st.none() | st.text(max_size=300)


@given(TEXTS, TEXTS, st.text(max_size=300), TEXTS, st.booleans())
@example("../../x", None, "https://x.example/..%2f..%2fetc/passwd", "../en", True)
@example("con", None, "", "en-../x", True)
@example("", "https://x.example/.bashrc", "", None, True)
def test_a_name_of_a_transcript(
    title: str | None, enclosure: str | None, url: str, language: str | None, several: bool
) -> None:
    """It is one part of a path on every system, is not hidden, and is read as a transcript."""
    item = Item(title, "2024-03-05" if several else None, enclosure=enclosure)
    name = stem(item, Named(url, language=language), with_language=several) + ".vtt"
    assert is_name(name)
    assert len(name.encode()) < 200
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert against_name(name, set()) is None
    assert PureWindowsPath(name).stem.casefold() not in ("con", "nul", "com1")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/shows/Harbour%20Talks.xml?page=1", "harbour-talks.xml"),
        ("https://x.example/shows/talks.rss", "talks.rss"),
        ("https://x.example/feed/", "feed.xml"),
        ("https://x.example/..%2F..%2Fetc.xml", "etc.xml"),
        ("https://x.example/con.xml", "feed.xml"),
        ("https://x.example/.xml", "feed.xml"),
        ("https://x.example", "feed.xml"),
    ],
)
def test_a_name_of_a_feed(url: str, expected: str) -> None:
    """That at the end of its address, if it has a suffix of feeds."""
    assert feed_name(url) == expected


@given(st.text(max_size=300))
def test_any_address(url: str) -> None:
    """It gives the name of a feed in one folder."""
    name = feed_name(f"https://x.example/{url}")
    assert is_name(name)
    assert name.endswith((".xml", ".rss", ".atom"))
