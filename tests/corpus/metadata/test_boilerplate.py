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


def test_footnotes_stand_below_a_rule_to_the_end() -> None:
    """Each line may be asked for: below a rule no more is read than up to the first other line."""
    lines = ["He left.", "-----", "", "1. In May.", "  and June", "* A river."]
    assert [n for n in range(6) if boilerplate.begins_footnotes(lines, n, 6)] == [1]
    assert not boilerplate.begins_footnotes([*lines, "She stayed."], 1, 7)
    assert not boilerplate.begins_footnotes(lines, 1, 3)

    class Counted(list[str]):
        read = 0

        def __getitem__(self, place: object) -> str:  # type: ignore[override]
            Counted.read += 1
            return "-----"

    rules = Counted(["-----"] * 1_000)
    assert not any(boilerplate.begins_footnotes(rules, n, 1_000) for n in range(1_000))
    assert Counted.read < 3_000
