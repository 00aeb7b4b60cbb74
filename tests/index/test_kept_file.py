"""Files that people keep beside an index: whole, locked, of a known version."""

import json
from pathlib import Path
from typing import Any

import pytest

from index import atomic
from index.errors import CommitInterrupted, KeptProblem
from index.kept_file import KeptFile
from index.lock import WriteLock


def _names(record: dict[str, Any]) -> list[str]:
    return [name.upper() for name in record.get("names", [])]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Also by another object; where there is no file, an empty record is understood."""
    file = KeptFile(tmp_path, "kept", 2)
    assert file.read(_names) == []
    with file.locked():
        file.write({"names": ["a", "b"]})
    assert KeptFile(tmp_path, "kept", 2).read(_names) == ["A", "B"]
    assert {path.name for path in tmp_path.iterdir()} == {"kept.json", "kept.lock"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "cannot be read"),
        ("{", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ("[]", "no version"),
        ("{}", "no version"),
        ('{"version": true}', "no version"),
        ('{"version": 3}', "version 3, this program reads 2"),
        ('{"version": 2, "names": 7}', "not as this program writes it"),
        ('{"version": 2, "names": [7]}', "not as this program writes it"),
        ('{"version": 2,\n "checksum": "00000000"\n}\n', "checksum is wrong"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_clear_line(
    tmp_path: Path, content: str, told: str
) -> None:
    """It names the file and the next step, and the file stays."""
    path = tmp_path / "kept.json"
    path.write_text(content)
    with pytest.raises(KeptProblem, match=told) as raised:
        KeptFile(tmp_path, "kept", 2).read(_names)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)
    assert path.read_text() == content


def test_a_file_that_was_edited_by_hand_is_read(tmp_path: Path) -> None:
    """Without its checksum."""
    (tmp_path / "kept.json").write_text(json.dumps({"version": 1, "names": ["a"]}))
    assert KeptFile(tmp_path, "kept", 2).read(_names) == ["A"]


def test_what_a_killed_program_left_is_removed(tmp_path: Path) -> None:
    """By the next one that changes the file; what has another name is somebody else's."""
    for name in ("kept.json.0123456789abcdef.part", "kept.json.part", "kept.json.bak"):
        (tmp_path / name).write_text("")
    with KeptFile(tmp_path, "kept", 1).locked():
        pass
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"kept.json.part", "kept.json.bak", "kept.lock"}


def test_only_one_program_changes_it(tmp_path: Path) -> None:
    """Another one is told so, and nothing is changed."""
    file = KeptFile(tmp_path, "kept", 1)
    other = KeptFile(tmp_path, "kept", 1)
    with file.locked(), pytest.raises(KeptProblem, match="another program"), other.locked(wait=0):
        pytest.fail("both hold the lock")
    with other.locked(wait=0):
        pass


@pytest.mark.parametrize("call", ["write", "flush_folder"])
def test_an_interrupt_tells_whether_the_file_was_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Before and after the file has its name; the lock is free again."""
    file = KeptFile(tmp_path, "kept", 2)
    with file.locked():
        file.write({"names": ["a"]})

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(atomic, call, interrupted)
    is_made = call == "flush_folder"
    with pytest.raises(KeyboardInterrupt) as raised, file.locked():
        file.write({"names": ["b"]})
    assert isinstance(raised.value, CommitInterrupted) == is_made
    assert file.read(_names) == (["B"] if is_made else ["A"])
    with pytest.raises(KeyboardInterrupt) as raised, file.locked(wait=0):
        raise KeyboardInterrupt
    assert type(raised.value) is KeyboardInterrupt


def test_an_interrupt_before_the_lock_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is free when whoever holds it learns of the interrupt, and can take the change back."""
    file = KeptFile(tmp_path, "kept", 2)
    release = WriteLock.release

    def interrupted(_: WriteLock) -> None:
        monkeypatch.setattr(WriteLock, "release", release)
        raise KeyboardInterrupt

    monkeypatch.setattr(WriteLock, "release", interrupted)
    try:
        with file.locked():
            file.write({"names": ["a"]})
    except CommitInterrupted:
        with file.locked(wait=0):
            file.write({"names": []})
    assert file.read(_names) == []
