"""Who was there: names that the head of minutes lists."""

from corpus.labels.attendance import named


def test_names_are_found_after_a_key_and_under_a_heading() -> None:
    """Nicks in lower case count, with what is added to them left out."""
    lines = ["* Team members: niko, jo and scott", "", "## Present", "", "* Ann Lee @ann (TSC)"]
    assert named(lines) == ["niko", "jo", "scott", "Ann Lee"]


def test_what_is_said_lists_nobody() -> None:
    """A line under another heading is no list of who was there."""
    assert named(["## Notes", "", "* Ann Lee will look", "Ann: present, I think"]) == []
