"""The config file: where it is, and on which line a key stands."""

import os
from pathlib import Path

import pytest

from searcher import config_file


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"SEARCHER_CONFIG": "/a/b.toml", "XDG_CONFIG_HOME": "/x"}, "/a/b.toml"),
        ({"SEARCHER_CONFIG": "", "XDG_CONFIG_HOME": "/x"}, None),
        ({"SEARCHER_CONFIG": os.devnull}, None),
        ({"XDG_CONFIG_HOME": "/x", "HOME": "/h"}, "/x/searcher/config.toml"),
        ({"XDG_CONFIG_HOME": "relative", "HOME": "/h"}, "/h/.config/searcher/config.toml"),
        ({"HOME": "/h"}, "/h/.config/searcher/config.toml"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
def test_where_it_is(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str | None
) -> None:
    """The environment names it, or says that there is none; else it is the user's."""
    for name in ("SEARCHER_CONFIG", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert config_file.place() == expected


def test_only_a_named_file_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the user may be missing."""
    monkeypatch.delenv("SEARCHER_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_file.existing() is None
    monkeypatch.setenv("SEARCHER_CONFIG", str(tmp_path / "none.toml"))
    assert config_file.existing() == str(tmp_path / "none.toml")


FILE = '''\
# search = 1
index = "a"
title = """
[search]
limit = 1
"""
"color" = "never"

[ search ] # a comment
limit = 20
'sort' = "date"
saved.run.context = 1
[saved.run]
context = 2
clip = {seconds = 2}
[stats]
'''


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("index",), 2),
        (("title",), 3),
        (("color",), 7),
        (("search",), 9),
        (("search", "limit"), 10),
        (("search", "sort"), 11),
        (("saved", "run", "context"), 14),
        (("search", "saved", "run", "context"), 12),
        (("saved", "run", "clip", "seconds"), 15),
        (("stats",), 16),
        (("stats", "limit"), None),
        (("limit",), None),
    ],
)
def test_lines(keys: tuple[str, ...], line: int | None) -> None:
    """Keys in tables, with quotes, with dots and in tables on one line; not those in texts."""
    assert config_file.line_of(FILE, keys) == line


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a = ", "Invalid value"),
        (b"a = 1\nb = \xff", "it is no UTF-8: line 2 has the byte 0xff"),
        (b"x" * (config_file.LARGEST + 1), "it has more than 65,536 bytes"),
        (b"a." * 600 + b"a = 1", "at most 500 are allowed"),
        (b"a = " + b"[" * 30_000, "too deep"),
    ],
)
def test_what_is_no_such_file(tmp_path: Path, content: bytes, reason: str) -> None:
    """It is refused, in bounded time."""
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=reason):
        config_file.read(str(path))
    with pytest.raises(ValueError, match="no regular file"):
        config_file.read(str(tmp_path))
