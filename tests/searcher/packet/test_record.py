"""The record of a packet is read back as it was written; that of a stranger is checked."""

import json
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.packet.packet import (
    Packet,
    PacketFile,
    PacketProblem,
    PacketQuote,
    Source,
    SourceKind,
)
from searcher.packet.record import PATH, encoded, read
from tests.searcher.packet.conftest import Case

_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)


@given(_TEXT, _TEXT, st.floats(0, 1e6), st.booleans())
def test_read_back(tmp_path_factory: Any, name: str, said: str, at: float, known: bool) -> None:
    """Whatever people say."""
    folder = tmp_path_factory.mktemp("packet")
    quote = PacketQuote(
        1, name, name, 2, name, said, said if known else None, at if known else None, None, name,
        None, "clips/001-a.mp3" if known else None, {"apa": {"reference": said, "in_text": name}},
    )  # fmt: skip
    packet = Packet(
        "2026-11-27T16:20:00Z", "0.1.0", {"text": said}, {"state": name}, known,
        (Source(name, SourceKind.TRANSCRIPT, "0" * 64 if known else None, 3 if known else None),),
        (quote,), (PacketFile("quotes.md", "0" * 64, 3),),
    )  # fmt: skip
    (folder / "packet.json").write_bytes(encoded(packet))
    found, data = read(folder)
    assert found == packet
    assert data.isascii()
    assert b"\x7f" not in data


def test_paths() -> None:
    """Names of this program, in one folder at most."""
    for path in ("quotes.md", "clips/001-2019-a-talk-turn-12-dr-ann.mp3", "SHA256SUMS"):
        assert PATH.fullmatch(path)
    for path in ("../x", "a/../x", "/etc/passwd", "a/b/c", "a//b", ".x", "a/.x", "", "a\\b", "a\nb",
                 "C:x", "a/", "ä", "-x", "a b"):  # fmt: skip
        assert not PATH.fullmatch(path), path


_HOSTILE: list[tuple[str, Any]] = [
    ("files", [{"path": "../talks/harbour.txt", "sha256": "0" * 64, "size": 1}]),
    ("files", [{"path": "/etc/passwd", "sha256": "0" * 64, "size": 1}]),
    ("files", [{"path": "a.txt", "sha256": "0" * 63, "size": 1}]),
    ("files", [{"path": "a.txt", "sha256": "0" * 64, "size": -1}]),
    ("files", [{"path": "a.txt", "sha256": "0" * 64, "size": 1 << 80}]),
    ("files", [{"path": "a.txt", "sha256": "0" * 64, "size": True}]),
    ("files", [{"path": "a.txt", "sha256": "0" * 64, "size": 1}] * 2),
    ("files", [{"path": "packet.json", "sha256": "0" * 64, "size": 1}]),
    ("files", [{"path": "a.txt"}]),
    ("files", ["a.txt"]),
    ("files", {"a.txt": 1}),
    ("files", [{"path": "a.txt", "sha256": "0" * 64, "size": 1}] * 20_000),
    ("quotes", None),
    ("quotes", [None]),
    ("quotes", [{"number": "1"}]),
    ("sources", [{"path": "x\0y", "kind": "transcript", "sha256": None, "size": None}]),
    ("sources", [{"path": "\ud800", "kind": "transcript", "sha256": None, "size": None}]),
    ("sources", [{"path": "x" * 20_000, "kind": "transcript", "sha256": None, "size": None}]),
    ("sources", [{"path": "x", "kind": "device", "sha256": None, "size": None}]),
    ("made", 7),
    ("version", 10**6),
    ("version", "1"),
    ("kind", "something else"),
    ("search", []),
    ("restricted", 1),
]


@pytest.mark.parametrize(("key", "value"), _HOSTILE)
def test_a_record_of_a_stranger(case: Case, key: str, value: Any) -> None:
    """One line, exit 2; nothing is opened."""
    case.make()
    record = case.record() | {key: value}
    (case.packet / "packet.json").write_text(json.dumps(record))
    done = case.run("verify", "--packet", case.packet, "--index", case.index)
    assert (done.status, done.out) == (2, "")
    assert re.fullmatch(r"searcher: .*packet\.json .+; .+\n", done.err), done.err
    assert len(done.err) < 600


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b"1" * 100_000, b'{"kind": "\x00"}'],
)
def test_what_is_no_record(case: Case, data: bytes) -> None:
    """Neither crashes nor takes long."""
    case.make()
    (case.packet / "packet.json").write_bytes(data)
    began = time.process_time()
    with pytest.raises(PacketProblem, match=r"is no record of a packet"):
        read(case.packet)
    assert time.process_time() - began < 5


def test_what_is_no_packet(case: Case, tmp_path: Path) -> None:
    """A folder, a file, nothing, a record that is a link, a pipe or huge."""
    (tmp_path / "empty").mkdir()
    for path, said in (
        (tmp_path / "empty", "is no packet: it has no packet.json"),
        (tmp_path / "nowhere", "there is no such folder"),
        (case.talks / "mill.txt", "there is no such folder"),
    ):
        done = case.run("verify", "--packet", path, "--index", case.index)
        assert (done.status, done.err.count("\n")) == (2, 1)
        assert said in done.err
    case.make()
    record = case.packet / "packet.json"
    kept = record.rename(tmp_path / "kept.json")
    record.symlink_to(kept)
    with pytest.raises(PacketProblem, match="is no packet"):
        read(case.packet)
    record.unlink()
    os.mkfifo(record)
    with pytest.raises(PacketProblem, match="is no packet"):
        read(case.packet)
    record.unlink()
    with record.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(PacketProblem, match="it has more than"):
        read(case.packet)


def test_a_huge_file_of_the_packet_is_not_read(case: Case) -> None:
    """Its size says enough."""
    case.make()
    with (case.packet / "quotes.md").open("wb") as file:
        file.truncate(1 << 40)
    began = time.process_time()
    assert case.states("file")["quotes.md"] == "changed"
    assert time.process_time() - began < 10
