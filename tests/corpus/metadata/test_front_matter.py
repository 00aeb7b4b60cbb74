"""Keys and values above a transcript."""

from corpus.draft import Draft
from corpus.metadata import front_matter


def test_an_address_is_no_name_of_a_series() -> None:
    """`podcast: https://…` says where the episode is."""
    draft = Draft()
    front_matter.apply(draft, {"podcast": "https://example.org/episodes/7", "show": "Kettle Hour"})
    assert (draft.series, draft.url) == ("Kettle Hour", "https://example.org/episodes/7")
