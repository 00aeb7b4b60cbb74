"""Words that are similar to a command."""

from difflib import SequenceMatcher

import click
from hypothesis import given
from hypothesis import strategies as st

from searcher.commands.arguments import FIRST_ARGUMENT, _letters_in_common, similar_command

_WORDS = st.text("abcdehinoprsx", min_size=1, max_size=12)


@given(_WORDS, _WORDS)
def test_the_letters_in_common_are_an_upper_bound_of_the_ratio(one: str, other: str) -> None:
    """So no command is left out that `difflib` would find."""
    assert _letters_in_common(one, other) >= SequenceMatcher(a=one, b=other).ratio()


def test_a_misspelled_command_is_similar_and_other_words_are_not() -> None:
    """Letters in another order, and other letters, make another word."""

    def similar(word: str) -> tuple[str, str] | None:
        context = click.Context(click.Command("search"))
        context.meta[FIRST_ARGUMENT] = word
        return similar_command(context, ["search", "index", "programs", "speakers"])

    assert similar("serch") == ("serch", "search")
    assert similar("idnex") == ("idnex", "index")
    assert similar("SPEAKER") == ("SPEAKER", "speakers")
    # The letters of `search` in another order.
    assert similar("hcraes") is None
    assert similar("accent") is None
