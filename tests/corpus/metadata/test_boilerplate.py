"""What is no speech: page numbers, rules, stage directions."""

import re

from hypothesis import given
from hypothesis import strategies as st

from corpus.metadata import boilerplate


@given(st.text(alphabet="p P1-_*[(a)] \t—", max_size=8) | st.just("page 4 of 9"))
def test_a_marker_is_what_one_of_its_patterns_fits(paragraph: str) -> None:
    """The first letter decides for most paragraphs."""
    patterns: tuple[re.Pattern[str], ...] = (
        boilerplate.PAGE_NUMBER,
        boilerplate.RULE,
        boilerplate.STAGE_DIRECTION,
    )
    assert boilerplate.is_marker(paragraph) == any(p.fullmatch(paragraph) for p in patterns)


def test_an_announcement_with_an_address_is_no_speech() -> None:
    """The transcriber left it after the last words."""
    assert boilerplate.is_page_part("Tweet: A talk on kettles https://example.org/kettles #tea")
    assert not boilerplate.is_page_part("Tweet: that is what my daughter calls it.")
