"""Where the quotes of a packet are in their recordings."""

import os
from pathlib import Path

import opentimelineio
import pytest

from searcher.recording.clips import cutting
from tests.conftest import Run
from tests.searcher.recording.conftest import recorded  # noqa: F401 - a fixture


def test_lists_and_clips(run: Run, recorded: Path, tmp_path: Path) -> None:  # noqa: F811
    """Lists are always there; clips are cut if that was asked for. All of it is checked."""
    if cutting.ffmpeg() is None:
        assert "CI" not in os.environ, "CI lacks ffmpeg: `make media` installs it"
        pytest.skip("there is no ffmpeg: `make media` installs it")
    index = ["--index", recorded / "index"]
    done = run("packet", "M protein", "--to", tmp_path / "cut", "--clips", *index)
    assert done.status == 0, done.err
    assert "has no recording" in done.err
    clips = sorted(path.name for path in (tmp_path / "cut" / "clips").iterdir())
    assert len(clips) == 3
    assert all(name.endswith(".wav") for name in clips)
    timeline = opentimelineio.adapters.read_from_file(
        str(tmp_path / "cut" / "cuts" / "quotes.otio")
    )
    assert len([*timeline.find_clips()]) == 3
    page = (tmp_path / "cut" / "quotes.html").read_text()
    assert all(f'href="clips/{name}"' in page for name in clips)
    done = run("verify", "--packet", tmp_path / "cut", *index)
    assert (done.status, "recording" in done.out) == (0, True), done.out
    (tmp_path / "cut" / "clips" / clips[0]).write_bytes(b"something else")
    done = run("verify", "--packet", tmp_path / "cut", *index)
    assert (done.status, f"changed file clips/{clips[0]}" in done.out) == (1, True)


def test_without_ffmpeg(
    run: Run,
    recorded: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The packet is made, with lists."""
    monkeypatch.setattr(cutting, "ffmpeg", lambda: None)
    done = run(
        "packet", "M protein", "--to", tmp_path / "x", "--clips", "--index", recorded / "index"
    )
    assert (done.status, "there is no ffmpeg" in done.err) == (0, True)
    assert (tmp_path / "x" / "cuts" / "quotes.m3u8").is_file()
    assert not (tmp_path / "x" / "clips").exists()
