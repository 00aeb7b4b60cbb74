"""Words that are similar to a command."""

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from searcher.commands.mistyped import _letters_in_common, similar_command

_WORDS = st.text("abcdehinoprsx", min_size=1, max_size=12)


@given(_WORDS, _WORDS)
def test_the_letters_in_common_are_an_upper_bound_of_the_ratio(one: str, other: str) -> None:
    """So no command is left out that `difflib` would find."""
    assert _letters_in_common(one, other) >= SequenceMatcher(a=one, b=other).ratio()


def test_a_misspelled_command_is_similar_and_other_words_are_not() -> None:
    """Letters in another order, and other letters, make another word."""
    commands = ["search", "index", "programs", "speakers"]
    assert similar_command("serch", commands) == "search"
    assert similar_command("idnex", commands) == "index"
    assert similar_command("SPEAKER", commands) == "speakers"
    # The letters of `search` in another order.
    assert similar_command("hcraes", commands) is None
    assert similar_command("accent", commands) is None
