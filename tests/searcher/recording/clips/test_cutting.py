"""Clips begin and end where they should: the tones of the recording say so."""

import itertools
import math
import os
import subprocess
import wave
from array import array
from pathlib import Path

import pytest

from corpus.model import Program, Turn
from searcher.recording.clips.cutting import CutFailed, cut, ffmpeg, file_name
from searcher.recording.stretch import Recording, Stretch
from tests.searcher.recording.conftest import RATE, frequency

WITHIN = 0.1


@pytest.fixture
def program() -> str:
    """ffmpeg, which CI must have."""
    found = ffmpeg()
    if found is None:
        assert "CI" not in os.environ, "CI lacks ffmpeg: `make media` installs it"
        pytest.skip("there is no ffmpeg: `make media` installs it")
    return found


def _stretch(path: Path, start: float, end: float) -> Stretch:
    return Stretch(
        Recording(str(path), path), start, end,
        Program("2019/A talk", "A Talk", "talk.vtt", "vtt"), Turn(12, "Ann", "Dr. Ann Ø.", "Yes."),
    )  # fmt: skip


def _tones(path: Path) -> list[float]:
    """The frequency in each hundredth of a second, by the crossings of zero."""
    with wave.open(str(path)) as read:
        assert read.getframerate() == RATE
        samples = array("h", read.readframes(read.getnframes()))
    window = RATE // 20
    found = []
    for begin in range(0, len(samples) - window, RATE // 100):
        part = samples[begin : begin + window]
        crossings = sum(a <= 0 < b for a, b in itertools.pairwise(part))
        found.append(crossings * RATE / window)
    return found


@pytest.mark.parametrize(("start", "end"), [(0.0, 2.0), (2.5, 4.5), (7.25, 9.0), (13.9, 15.5)])
@pytest.mark.parametrize("encoded", [False, True])
def test_where_a_clip_begins(
    program: str, recorded: Path, tmp_path: Path, start: float, end: float, *, encoded: bool
) -> None:
    """Within a tenth of a second, as it is and encoded anew."""
    to = tmp_path / file_name(_stretch(recorded / "talk.wav", start, end), 1, encoded=encoded)
    cut(program, _stretch(recorded / "talk.wav", start, end), to, encoded=encoded)
    heard = tmp_path / "heard.wav"
    command = f"{program} -loglevel error -ar {RATE} -ac 1".split()
    subprocess.run([*command[:3], "-i", to, *command[3:], heard], check=True)
    tones = _tones(heard)
    assert math.isclose(len(tones) / 100, end - start, abs_tol=WITHIN + 0.05)
    # Where the tone changes for the first time, a whole second begins.
    second = math.floor(start) + 1
    new = frequency(second)
    change = next(at for at, tone in enumerate(tones) if abs(tone - new) < 25)
    assert math.isclose(change / 100, second - start, abs_tol=WITHIN)


def test_names_of_clips(tmp_path: Path) -> None:
    """Letters and digits of ASCII only, in the order of the search."""
    stretch = _stretch(tmp_path / "x.MP3", 1, 2)
    assert file_name(stretch, 7, encoded=False) == "007-2019-a-talk-turn-12-dr-ann.mp3"
    assert file_name(stretch, 7, encoded=True).endswith(".m4a")


def test_what_cannot_be_cut(program: str, tmp_path: Path) -> None:
    """One line, and no file; a name that looks like an option or a protocol is a name."""
    with pytest.raises(CutFailed, match="the recording is not there"):
        cut(program, _stretch(tmp_path / "gone.wav", 0, 1), tmp_path / "a.wav", encoded=False)
    (tmp_path / "text.wav").write_text("no sound")
    with pytest.raises(CutFailed, match="ffmpeg cannot cut") as raised:
        cut(program, _stretch(tmp_path / "text.wav", 0, 1), tmp_path / "a.wav", encoded=False)
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "a.wav").exists()


def test_a_list_of_files_is_not_followed(program: str, recorded: Path, tmp_path: Path) -> None:
    """A recording of a stranger that names other files does not bring them into a clip."""
    listed = tmp_path / "list.mp3"
    listed.write_text(f"ffconcat version 1.0\nfile '{recorded / 'talk.wav'}'\n")
    with pytest.raises(CutFailed):
        cut(program, _stretch(listed, 0, 1), tmp_path / "out.mp3", encoded=False)
