"""Keys and values above a transcript."""

from corpus.draft import Draft
from corpus.metadata import front_matter


def test_an_address_is_no_name_of_a_series() -> None:
    """`podcast: https://…` says where the episode is."""
    draft = Draft()
    front_matter.apply(draft, {"podcast": "https://example.org/episodes/7", "show": "Kettle Hour"})
    assert (draft.series, draft.url) == ("Kettle Hour", "https://example.org/episodes/7")


def test_keys_with_blank_lines_between_are_a_header_but_labels_are_none() -> None:
    """`Host: Hello.` after a blank line is said."""
    lines = ["Name: Tea", "", "Location: the pier", "", "Host: Hello.", "", "Guest: Hi."]
    assert front_matter.header(lines) == ({"Name": "Tea", "Location": "the pier"}, 3)
