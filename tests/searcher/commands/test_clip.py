"""`searcher clip`: what is written, and what is said about the rest."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from index.update.update import update
from searcher.recording.clips import cutting, folder
from tests.conftest import Run
from tests.searcher.recording.conftest import CAPTIONS, recorded  # noqa: F401 - a fixture


def test_without_ffmpeg_a_playlist_is_written(
    run: Run,
    recorded: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It says so, and what cannot be heard, each reason once."""
    monkeypatch.setattr(cutting, "ffmpeg", lambda: None)
    done = run("clip", "M protein", "--index", recorded / "index", "--to", tmp_path / "clips")
    assert done.status == 0
    assert done.out == f"3 quotes in {tmp_path / 'clips' / 'quotes.m3u8'}\n"
    assert "there is no ffmpeg, so a playlist is written" in done.err
    assert done.err.count("has no recording") == 2


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["mystery"], 2, "none of the quotes can be heard; nothing was written"),
        (["nonsuch"], 1, "nothing found for nonsuch"),
        (['"M'], 2, "not closed"),
    ],
)
def test_nothing_is_written(
    run: Run,
    recorded: Path,  # noqa: F811
    tmp_path: Path,
    arguments: list[str],
    status: int,
    said: str,
) -> None:
    """Not even the folder."""
    done = run("clip", *arguments, "--index", recorded / "index", "--to", tmp_path / "clips")
    assert done.status == status
    assert said in done.err
    assert not (tmp_path / "clips").exists()


def test_a_folder_with_files_is_refused(
    run: Run,
    recorded: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Nothing that is there is replaced."""
    (tmp_path / "mine.wav").write_text("mine")
    done = run("clip", "M protein", "--index", recorded / "index", "--to", tmp_path)
    assert done.status == 2
    assert "is not empty; name a new folder" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.wav"]


def test_lists(run: Run, recorded: Path, tmp_path: Path) -> None:  # noqa: F811
    """Each quote with more before and after it."""
    done = run(
        "clip", "M protein", "--index", recorded / "index", "--to", tmp_path / "new" / "list",
        "--list", "audacity", "--seconds", "0.5",
    )  # fmt: skip
    assert done.status == 0, done.err
    lines = (tmp_path / "new" / "list" / "talk.labels.txt").read_text().splitlines()
    assert [line.split("\t")[0] for line in lines] == ["0.500000", "3.000000", "11.500000"]


@pytest.mark.skipif(cutting.ffmpeg() is None, reason="there is no ffmpeg")
@pytest.mark.parametrize("is_new", [True, False])
def test_no_clip_can_be_made(run: Run, tmp_path: Path, is_new: bool) -> None:
    """A folder that was not there is not left behind, and one that was stays."""
    (tmp_path / "talk.vtt").write_text(CAPTIONS)
    (tmp_path / "talk.wav").write_text("no sound")
    update(tmp_path / "index", [tmp_path])
    clips = tmp_path / "clips"
    if not is_new:
        clips.mkdir()
    done = run("clip", "M protein", "--index", tmp_path / "index", "--to", clips)
    assert (done.status, done.out) == (2, "")
    assert done.err.endswith("searcher: none of the clips could be made; nothing was written\n")
    assert clips.exists() is not is_new


@pytest.mark.parametrize("seconds", ["nan", "-1", "601"])
def test_seconds_that_are_none(
    run: Run,
    recorded: Path,  # noqa: F811
    tmp_path: Path,
    seconds: str,
) -> None:
    """One line has the limits."""
    done = run(
        "clip", "M protein", "--index", recorded / "index", "--to", tmp_path / "clips",
        "--seconds", seconds,
    )  # fmt: skip
    assert done.status == 2
    assert "--seconds: it must be a number from 0 to 600, not" in done.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal(
    run: Run,
    recorded: Path,  # noqa: F811
    tmp_path: Path,
    number: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half a clip is not left behind, and whole ones are."""
    monkeypatch.setattr(cutting, "ffmpeg", lambda: "ffmpeg")

    def cut(program: str, stretch: Any, to: Path, *, encoded: bool) -> float:
        to.write_text("sound")
        if "002-" in to.name:
            os.kill(os.getpid(), number)
        return 0.0

    monkeypatch.setattr(folder, "cut", cut)
    done = run("clip", "M protein", "--index", recorded / "index", "--to", tmp_path / "clips")
    assert (done.status, done.out, "interrupted" in done.err) == (2, "", True)
    (clip,) = (tmp_path / "clips").iterdir()
    assert clip.name.startswith("001-")
