"""Arguments in any locale."""

import os
from pathlib import Path

from searcher.commands.arguments import _as_utf8
from tests.conftest import Run


def test_arguments_are_utf8_in_any_locale(run: Run, samples_index: Path) -> None:
    """A locale such as `C` gives each byte as half a character; what is no UTF-8 stays."""
    words = [os.fsencode(word).decode("ascii", "surrogateescape") for word in ("médula", "Lucía")]
    assert _as_utf8(tuple(words)) == ("médula", "Lucía")
    assert _as_utf8(("\udcff", None, 3)) == ("\udcff", None, 3)
    index = ("--index", samples_index)
    for command in ("search", "kwic", "stats"):
        found = run(command, words[0], "--speaker", words[1], *index)
        assert found == run(command, "médula", "--speaker", "Lucía", *index)
