"""Paths as text, and back."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.paths import as_bytes, as_text, from_text, without_surrogates


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (b"caf\xe9.txt", r"caf\xe9.txt"),
        (b"caf\\xe9.txt", r"caf\x5cxe9.txt"),
        ("café.txt".encode(), "café.txt"),
        (b"C:\\xylo\\talk.txt", r"C:\xylo\talk.txt"),
    ],
)
def test_as_text(name: bytes, text: str) -> None:
    """Only bytes that are not UTF-8 are escaped, and what looks like an escape."""
    assert as_text(os.fsdecode(name)) == text


@given(
    st.one_of(st.binary(), st.lists(st.sampled_from([b"\\", b"x", b"5c", b"\xe9"])).map(b"".join))
)
def test_every_name_comes_back(name: bytes) -> None:
    """The text can be written as UTF-8, and is read back as the same name."""
    path = os.fsdecode(name)
    text = as_text(path)
    text.encode()
    assert from_text(text) == path


def test_without_surrogates() -> None:
    """Half a character cannot be written; whole ones stay."""
    assert without_surrogates("a\ud83db é") == "a\ufffdb é"


def test_as_bytes() -> None:
    """A name has the bytes that the system knows; half a character of a text has none."""
    assert as_bytes("file 'bad\udcff é.mp3'\n# a\ud83db") == (
        b"file 'bad\xff \xc3\xa9.mp3'\n# a\xef\xbf\xbdb"
    )
