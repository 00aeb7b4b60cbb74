"""Words that are similar to a command, and arguments in any locale."""

import os
from difflib import SequenceMatcher
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from searcher.commands.arguments import _as_utf8, _letters_in_common, similar_command
from tests.conftest import Run

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


def test_arguments_are_utf8_in_any_locale(run: Run, samples_index: Path) -> None:
    """A locale such as `C` gives each byte as half a character; what is no UTF-8 stays."""
    words = [os.fsencode(word).decode("ascii", "surrogateescape") for word in ("médula", "Lucía")]
    assert _as_utf8(tuple(words)) == ("médula", "Lucía")
    assert _as_utf8(("\udcff", None, 3)) == ("\udcff", None, 3)
    index = ("--index", samples_index)
    for command in ("search", "kwic", "stats"):
        found = run(command, words[0], "--speaker", words[1], *index)
        assert found == run(command, "médula", "--speaker", "Lucía", *index)
