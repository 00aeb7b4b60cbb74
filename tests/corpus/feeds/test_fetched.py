"""The record of what was fetched, which a stranger may have written."""

import json
from pathlib import Path

import pytest

from corpus.feeds.fetched import NAME, Record, Saved, read

URL = "https://x.example/a.vtt"


def test_a_round_trip(tmp_path: Path) -> None:
    """What is written is read."""
    record = Record({URL: Saved("feed.xml")}, {URL: Saved("é.vtt", '"tag"', "yesterday")})
    (tmp_path / NAME).write_bytes(record.encoded())
    assert read(tmp_path) == record


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../a", "a/b", "/etc/passwd", "a\\b", "C:a", ".hidden", "a\0b", 7, None]
)
def test_names_that_lead_elsewhere(tmp_path: Path, name: object) -> None:
    """They are not believed."""
    record = {"version": 1, "transcripts": {URL: {"file": name}}, "feeds": {}}
    (tmp_path / NAME).write_text(json.dumps(record))
    assert read(tmp_path) == Record()


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"version": 2}', '{"version": 1}'])
def test_what_is_broken(tmp_path: Path, text: str) -> None:
    """It is as if nothing was fetched."""
    (tmp_path / NAME).write_text(text)
    assert read(tmp_path) == Record()
    assert read(tmp_path / "nowhere") == Record()


def test_headers(tmp_path: Path) -> None:
    """What becomes a header of a request has no line ends in it."""
    saved = {"file": "a.vtt", "etag": "x\r\nHost: y", "modified": 7}
    (tmp_path / NAME).write_text(json.dumps({"version": 1, "transcripts": {URL: saved}}))
    assert read(tmp_path).transcripts == {URL: Saved("a.vtt")}
