"""Which folders are looked at for the transcripts of a feed."""

from pathlib import Path

import pytest

from corpus.feeds.reach import is_own, reaches

FEED = Path("/home/ann/harbour.xml")


@pytest.mark.parametrize(
    ("folder", "reached", "own"),
    [
        (".", True, True),
        ("season-1", True, False),
        ("season-1/talks", False, False),
        ("transcripts/2024/march", True, True),
        ("harbour/season-1/talks", True, True),
        ("harbour-talks/season-1", False, False),
    ],
)
def test_reach(folder: str, reached: bool, own: bool) -> None:
    """Folders beside it, and all below `transcripts` and the folder of its name."""
    path = FEED.parent / folder
    assert (reaches(FEED, path), is_own(FEED, path)) == (reached, own)
