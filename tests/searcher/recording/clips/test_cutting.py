"""Clips begin and end where they should: the tones of the recording say so, and its pictures."""

import itertools
import math
import os
import subprocess
from array import array
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from corpus.model import Program, Turn
from searcher.recording.clips.cutting import CutFailed, cut, ffmpeg, file_name
from searcher.recording.stretch import Recording, Stretch
from tests.searcher.recording.conftest import RATE, SECONDS, frequency

WITHIN = 0.1
#: The pictures of a video are whole every so many seconds, as in many recordings of talks.
WHOLE = 10

#: How a recording of each kind is made of tones and, for video, of pictures that grow brighter
#: with each second.
KINDS = {
    "wav": ("-c", "copy"),
    "mp3": ("-b:a", "64k"),
    "vbr.mp3": ("-q:a", "5"),
    "m4a": ("-b:a", "64k"),
    "flac": (),
    "ogg": ("-c:a", "libvorbis"),
    "opus": (),
    "mka": ("-c:a", "libopus"),
    "webm": ("-c:a", "libopus"),
}
VIDEO = {
    "mp4": ("-c:v", "libx264", "-preset", "ultrafast", "-sc_threshold", "0", "-c:a", "aac"),
    "mov": ("-c:v", "libx264", "-preset", "ultrafast", "-sc_threshold", "0", "-c:a", "aac"),
    "mkv": ("-c:v", "libx264", "-preset", "ultrafast", "-sc_threshold", "0", "-c:a", "aac"),
    "vp8.webm": ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"),
}
_PICTURES = (
    "-f", "lavfi", "-i", f"color=c=gray:s=64x48:r=25:d={SECONDS},"
    "geq=lum='16+8*floor(T)':cb=128:cr=128",
)  # fmt: skip


@pytest.fixture(scope="module")
def program() -> str:
    """ffmpeg, which CI must have."""
    found = ffmpeg()
    if found is None:
        assert "CI" not in os.environ, "CI lacks ffmpeg: `make media` installs it"
        pytest.skip("there is no ffmpeg: `make media` installs it")
    return found


@pytest.fixture(scope="module")
def recording(
    program: str, recorded: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The recording in each format."""
    folder = tmp_path_factory.mktemp("formats")

    @cache
    def made(kind: str) -> Path:
        path = folder / f"talk.{kind}"
        how = (*VIDEO[kind], "-g", str(25 * WHOLE)) if kind in VIDEO else KINDS[kind]
        sound = ("-i", recorded / "talk.wav")
        pictures = _PICTURES if kind in VIDEO else ()
        command = (program, "-loglevel", "error", *pictures, *sound, *how, path)
        subprocess.run(command, check=True)
        return path

    return made


def _stretch(path: Path, start: float, end: float) -> Stretch:
    return Stretch(
        Recording(str(path), path), start, end,
        Program("2019/A talk", "A Talk", "talk.vtt", "vtt"), Turn(12, "Ann", "Dr. Ann Ø.", "Yes."),
    )  # fmt: skip


def _decoded(program: str, path: Path, *how: str) -> bytes:
    command: tuple[str | Path, ...] = (program, "-loglevel", "error", "-i", path, *how, "-")
    return subprocess.run(command, check=True, capture_output=True).stdout


def _tones(program: str, path: Path) -> list[float]:
    """The frequency in each hundredth of a second, by the crossings of zero around it."""
    raw = _decoded(program, path, "-vn", "-ar", str(RATE), "-ac", "1", "-f", "s16le")
    samples = array("h", raw)
    window = RATE // 20
    found = []
    for begin in range(0, len(samples) - window, RATE // 100):
        part = samples[begin : begin + window]
        crossings = sum(a <= 0 < b for a, b in itertools.pairwise(part))
        found.append(crossings * RATE / window)
    return found


def _begins(program: str, clip: Path, start: float) -> float:
    """The second of the recording at which a clip begins: where its tone changes first."""
    tones = _tones(program, clip)
    second = math.floor(start) + 1
    change = next(at for at, tone in enumerate(tones) if abs(tone - frequency(second)) < 25)
    # A window of which the half is of the next second has its tone.
    return second - (change / 100 + 0.025)


def test_where_a_clip_begins(
    program: str, recording: Callable[[str], Path], tmp_path: Path
) -> None:
    """Within a tenth of a second."""
    stretch = _stretch(recording("wav"), 2.53, 4.5)
    clip = tmp_path / file_name(stretch, 1, encoded=False)
    cut(program, stretch, clip, encoded=False)
    assert math.isclose(_begins(program, clip, 2.53), 2.53, abs_tol=WITHIN)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "encoded"),
    [*((kind, False) for kind in (*KINDS, "mp4", "mov")), ("wav", True), ("opus", True),
     ("mp4", True)],
)  # fmt: skip
def test_where_clips_of_every_format_begin(
    program: str, recording: Callable[[str], Path], tmp_path: Path, kind: str, *, encoded: bool
) -> None:
    """Within a tenth of a second, as it is and encoded anew; at the start, and further on."""
    for start, end in ((0.0, 2.0), (2.53, 4.5), (7.25, 9.0), (13.9, 15.5)):
        stretch = _stretch(recording(kind), start, end)
        clip = tmp_path / file_name(stretch, int(start), encoded=encoded)
        assert cut(program, stretch, clip, encoded=encoded) == 0
        assert math.isclose(_begins(program, clip, start), start, abs_tol=WITHIN), (kind, start)
        length = len(_tones(program, clip)) / 100 + 0.05
        assert math.isclose(length, end - start, abs_tol=WITHIN + 0.05), (kind, start)


@pytest.mark.slow
@pytest.mark.parametrize("kind", VIDEO)
def test_pictures(
    program: str, recording: Callable[[str], Path], tmp_path: Path, kind: str
) -> None:
    """They begin exactly in an MP4, and where they are encoded; else it is said how early."""
    start = 13.44
    for encoded in (False, True):
        stretch = _stretch(recording(kind), start, 15.0)
        clip = tmp_path / file_name(stretch, encoded, encoded=encoded)
        early = cut(program, stretch, clip, encoded=encoded)
        exact = encoded or kind in ("mp4", "mov")
        assert math.isclose(early, 0 if exact else start - WHOLE, abs_tol=WITHIN)
        first = _decoded(program, clip, "-an", "-frames:v", "1", "-pix_fmt", "gray",
                         "-f", "rawvideo")  # fmt: skip
        # Decoders widen what is dark to black.
        shown = (sum(first) / len(first) * 219 / 255) / 8
        assert math.isclose(shown, 13 if exact else WHOLE, abs_tol=0.6), kind
        assert math.isclose(_begins(program, clip, start - early), start - early, abs_tol=WITHIN)


@pytest.mark.slow
def test_the_same_clip_has_the_same_bytes(
    program: str, recording: Callable[[str], Path], tmp_path: Path
) -> None:
    """A file has no random identifier, so its checksum says whether it is the same."""
    for kind in ("mp3", "ogg", "mkv", "vp8.webm", "mp4"):
        stretch = _stretch(recording(kind), 3.2, 5.0)
        for number in (1, 2):
            cut(program, stretch, tmp_path / f"{number}.{kind}", encoded=False)
        first, second = ((tmp_path / f"{number}.{kind}").read_bytes() for number in (1, 2))
        assert first == second, kind


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
