"""Titles as people would write them."""

import pytest

from corpus.metadata.titles import clean


@pytest.mark.parametrize(
    ("title", "cleaned"),
    [
        ("The lamp", "The lamp"),
        ("![](lamp.png) The lamp", "The lamp"),
        ('<img src="a.png" alt="x"> The lamp', "The lamp"),
        ("![The lamp](lamp.png)", None),
        ("[The lamp](https://example.org/)", "The lamp"),
        ("Microsoft Word - lamp.doc", "lamp"),
        ("Microsoft Word - The lamp, part 2.docx", "The lamp, part 2"),
        ("Created by Anyconverter 3 (HTML Version)", None),
        ("Untitled document", None),
        ("Document1", None),
        ("3f2504e0-4f89-11d3-9a0c-0305e82c3301", None),
        ("The lamp [dQw4w9WgXcQ]", "The lamp"),
        ("Created by hand: a lamp maker speaks", "Created by hand: a lamp maker speaks"),
        ("1984", "1984"),
        ("Title IX", "Title IX"),
        ("Index funds", "Index funds"),
        (None, None),
    ],
)
def test_clean(title: str | None, cleaned: str | None) -> None:
    """Markup, converters, suffixes and ids go; what is left nothing of is no title."""
    assert clean(title) == cleaned
