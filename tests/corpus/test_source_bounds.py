"""Texts that would take memory or time without bound are refused or cut."""

import time
from pathlib import Path

import pytest

from corpus import source
from corpus.errors import CorpusError
from corpus.source import Source


@pytest.mark.parametrize("start", [b"", b"Ann: Hi.\n", b"Ann: Hi.\r\n"])
def test_a_line_that_is_too_long(start: bytes) -> None:
    """It is refused before it is decoded; lines of the longest length are read."""
    whole = start + b"a" * source.LONGEST_LINE + b"\n"
    assert len(Source(Path("a.txt"), whole * 2).text) > 2 * source.LONGEST_LINE
    with pytest.raises(CorpusError, match="a line is longer than 8 MB"):
        _ = Source(Path("a.txt"), start + b"a" * (source.LONGEST_LINE + 1)).text


def test_json_on_one_line() -> None:
    """It may be longer, for it may hold many talks."""
    text = b'{"a": "' + b"a" * source.LONGEST_LINE + b'"}'
    assert Source(Path("a.json"), text).text == text.decode()


def test_marks_on_one_letter() -> None:
    """Ordering them took the square of their number; letters of any script are unchanged."""
    began = time.process_time()
    text = Source(Path("a.txt"), ("a" + "\u0301\u0323" * 300_000 + " b").encode()).text
    assert len(text) <= source.MOST_MARKS + 3
    assert text.endswith(" b")
    assert time.process_time() - began < 20
    usual = "\u1ea5 \u0e01\u0e33 " + "\u2014" * 80
    assert Source(Path("a.txt"), usual.encode()).text == usual
