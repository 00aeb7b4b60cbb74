"""Lines on standard error."""

import io
import sys

import pytest

from searcher.safe_text import wrapped


class Terminal(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_short_lines_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No word is broken at 20 columns."""
    monkeypatch.setenv("COLUMNS", "20")
    line = "searcher: iron: 1 new quote"
    assert wrapped(line) == line
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert wrapped(line) == "searcher: iron: 1\n  new quote"
