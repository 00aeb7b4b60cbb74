"""TOML that somebody else may have written is parsed in bounded time."""

import time

import pytest

from corpus import toml


def test_tables() -> None:
    """What is TOML is read."""
    assert toml.loads('[a.b]\nc = "d.e"\n') == {"a": {"b": {"c": "d.e"}}}


REFUSED = {"key": "a" + ".a" * 100_000 + " = 1", "long": "x = 1\n" * 1_000_000, "cut": "x = "}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_is_refused(text: str) -> None:
    """A key of many parts and a huge text at once; the parser would take minutes."""
    began = time.process_time()
    with pytest.raises(ValueError, match=r"at most|Invalid"):
        toml.loads(text)
    assert time.process_time() - began < 10
