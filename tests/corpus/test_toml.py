"""TOML that somebody else may have written is parsed in bounded time."""

import os
import time
from pathlib import Path

import pytest

from corpus import toml


def test_tables() -> None:
    """What is TOML is read."""
    assert toml.loads('[a.b]\nc = "d.e"\n') == {"a": {"b": {"c": "d.e"}}}


def test_the_mark_of_utf_8(tmp_path: Path) -> None:
    """Some editors put it before the text; it is no part of it, and no line."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert toml.read(path) == {"a": 1}
    path.write_bytes(b"\xef\xbb\xbfa = 1\nb = '\xe9'\n")
    with pytest.raises(ValueError, match="no UTF-8: line 2 has the byte 0xe9; save it as UTF-8"):
        toml.read(path)


REFUSED = {"key": "a" + ".a" * 100_000 + " = 1", "long": "x = 1\n" * 1_000_000, "cut": "x = "}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_is_refused(text: str) -> None:
    """A key of many parts and a huge text at once; the parser would take minutes."""
    began = time.process_time()
    with pytest.raises(ValueError, match=r"at most|Invalid"):
        toml.loads(text)
    assert time.process_time() - began < 10


def test_a_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is named."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"a = 1\r\nb = 2\n")
    assert toml.read(path) == {"a": 1, "b": 2}
    monkeypatch.setattr(toml, "LARGEST", 12)
    with pytest.raises(ValueError, match="more than 12 bytes"):
        toml.read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    """To open one would wait for a writer that never comes."""
    os.mkfifo(tmp_path / "a.toml")
    with pytest.raises(ValueError, match="no regular file"):
        toml.read(tmp_path / "a.toml")
