"""The heads of pages are in no turn."""

from corpus.labels import page_heads


def test_the_head_of_a_page_does_not_part_a_sentence() -> None:
    """Heads and numbers go; a time of day is no number of a page."""
    pages = ["Board", "", "7", "We go", "Board", "8", "on and on.", "Board", "9", "So."]
    assert page_heads.without(pages) == ["Board", "", "We go", "on and on.", "", "So."]
    times = ["9:01", "Ann", "9:02", "Bo", "9:03", "Ann"]
    assert page_heads.without(times) == times
