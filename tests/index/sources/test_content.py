"""A file is unchanged if its times say so and can be believed, or if its content does."""

import os
import time
from pathlib import Path

import pytest

from index.library.manifest import SourceFile
from index.sources import content
from index.sources.content import UNSETTLED, Content, changed
from index.update.update import update
from tests.index.update.test_update import held


def _known(path: Path, when: int) -> SourceFile:
    found = path.stat()
    digest = Content().digest(path) or ""
    return SourceFile(None, found.st_size, found.st_mtime_ns, digest, (), (), changed=when)


def _rewrite(path: Path, text: str) -> None:
    """Write other content of the same size, with the same time."""
    found = path.stat()
    path.write_text(text)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def test_same_size_and_time_with_other_content(tmp_path: Path) -> None:
    """The system tells that something was changed; else only --verify-content finds it."""
    path = tmp_path / "talk.md"
    path.write_text("one")
    known = _known(path, path.stat().st_ctime_ns - 1)
    assert Content().is_unchanged(path, known)
    _rewrite(path, "two")
    assert not Content().is_unchanged(path, known)
    believed = known._replace(changed=path.stat().st_ctime_ns)
    assert Content().is_unchanged(path, believed)
    assert not Content(verify=True).is_unchanged(path, believed)
    assert not Content().is_unchanged(path, known._replace(changed=UNSETTLED))
    assert Content().is_unchanged(path, known._replace(changed=0)), "an index of before"


@pytest.mark.parametrize(
    ("age", "is_coarse", "is_settled"),
    [(1, True, False), (3, True, True), (0.01, False, False), (0.2, False, True)],
)
def test_a_file_that_was_changed_a_moment_ago(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: float, is_coarse: bool, is_settled: bool
) -> None:
    """It may be changed again with the same time: its content is compared the next time."""
    path = tmp_path / "talk.md"
    path.write_text("one")
    newest = 1_700_000_000_000_000_000 if is_coarse else 1_700_000_000_123_456_789
    fields = list(path.stat())
    found = os.stat_result(fields, {"st_mtime_ns": newest, "st_ctime_ns": newest})
    monkeypatch.setattr(time, "time_ns", lambda: newest + int(age * 1e9))
    assert changed(found) == (newest if is_settled else UNSETTLED)


def test_an_update_reads_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it was written long after, or in the moment in which it was read."""
    path, directory = tmp_path / "talk.md", tmp_path / "index"
    path.write_text("**Ann:** A first word.\n")
    for tick in (0, 10**18):
        monkeypatch.setattr(content, "_TICK", tick)
        monkeypatch.setattr(content, "_COARSE_TICK", tick)
        update(directory, [path], workers=1)
        other = path.read_text().replace("first", "tenth")
        _rewrite(path, other if "first" in path.read_text() else other.replace("tenth", "first"))
        assert update(directory, [path], workers=1).programs == 1
        assert held(directory)["talk"][0] in path.read_text()
        assert update(directory, [path], workers=1).unchanged == 1


def test_verify_content(tmp_path: Path) -> None:
    """It reads what times cannot tell, and counts the rest as unchanged."""
    path, directory = tmp_path / "talk.md", tmp_path / "index"
    path.write_text("**Ann:** A first word.\n")
    update(directory, [path], workers=1)
    assert update(directory, [path], workers=1, verify_content=True).unchanged == 1
