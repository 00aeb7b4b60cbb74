"""TOML of other people is read in bounded time and memory."""

import os
import tomllib
from pathlib import Path

import pytest

from corpus import bounded_toml


@pytest.mark.parametrize("part", ["a", "a-1", '"a b"', '"a.b"', r'"\""', "'a\"'", "1"])
@pytest.mark.parametrize("dot", [".", " . ", "\t."])
@pytest.mark.parametrize("form", ["{} = 1", "[{}]", "[[{}]]", "x = {{ {} = 1 }}"])
def test_deep_keys_are_refused(part: str, dot: str, form: str) -> None:
    """However a key is written, the parser is not asked for one of twenty thousand parts."""
    deep = "k = 1\n" + form.format(dot.join([part] * 20_000)) + "\n"
    with pytest.raises(ValueError, match="line 2: a key has more than 32 parts"):
        bounded_toml.loads(deep)
    shallow = form.format(dot.join([part] * 9)) + "\n"
    assert bounded_toml.loads(shallow) == tomllib.loads(shallow)


def test_dots_in_values_are_no_parts_of_keys() -> None:
    """Sentences, ellipses, versions and addresses."""
    text = 'a = """' + "He said. And so. " * 100 + "..." * 100 + ' https://a.b.c/d.e?f=1.2.3"""\n'
    assert bounded_toml.loads(text) == tomllib.loads(text)


def test_nested_values_are_refused() -> None:
    """The parser would run out of stack."""
    with pytest.raises(ValueError, match="nested too deeply"):
        bounded_toml.loads("a = " + "[" * 5000 + "]" * 5000)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    """Its size and the limit are named."""
    path = tmp_path / "a.toml"
    path.write_text("# " + "x" * 1000)
    assert bounded_toml.read(path) == {}
    with pytest.raises(ValueError, match="it has 1,002 bytes; at most 500 are allowed"):
        bounded_toml.read(path, most=500)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    """To open one would wait for a writer that never comes."""
    os.mkfifo(tmp_path / "a.toml")
    with pytest.raises(ValueError, match="no regular file"):
        bounded_toml.read(tmp_path / "a.toml")


def test_line_ends_of_other_systems(tmp_path: Path) -> None:
    """And a byte order mark, where it is asked for."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\rc = 3\n")
    assert bounded_toml.read(path, encoding="utf-8-sig") == {"a": 1, "b": 2, "c": 3}
