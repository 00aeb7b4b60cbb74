"""A question is a sentence in which something matches and that ends in a question mark."""

import pytest

from searcher.concordance.counts.roll_call import question_in

WORD = "wall"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is it the wall?", "Is it the wall?"),
        ("Well. Is the wall old? Yes.", "Is the wall old?"),
        ("The wall is old. Is it?", None),
        ("The wall is old. Is the wall old?", "Is the wall old?"),
        ("Is wall v1.2 at e.org/?a=1 old?", "Is wall v1.2 at e.org/?a=1 old?"),
        ("wall", None),
        ("那个 wall 旧吗？", "那个 wall 旧吗？"),
        ("The wall! Is it?", None),
        ("Old? The wall.", None),
        ("They ask “is the wall old?” often.", "They ask “is the wall old?”"),
    ],
)  # fmt: skip
def test_the_sentence_that_asks(text: str, expected: str | None) -> None:
    """Not one before or after it; a dot inside of a word ends nothing."""
    places = [(at, at + len(WORD)) for at in range(len(text)) if text.startswith(WORD, at)]
    found = question_in(text, places)
    assert (text[slice(*found)] if found else None) == expected


def test_nothing_matches() -> None:
    """Then nothing asks about it."""
    assert question_in("Is it?", []) is None
