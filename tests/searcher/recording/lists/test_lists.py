"""Lists that other programs read: what a second reader makes of them."""

import itertools
import json
import os
import re
import shutil
import subprocess
from array import array
from pathlib import Path

import m3u8
import opentimelineio
import pytest

from corpus.model import Program, Turn
from searcher.recording.clips.cutting import ffmpeg
from searcher.recording.lists import FORMATS, files
from searcher.recording.stretch import Recording, Stretch
from tests.searcher.recording.conftest import RATE, frequency

#: The start and the end of each stretch, in seconds.
TIMES = [(1.0, 3.48), (3600.52, 3605.0), (0.0, 2.0)]


def _stretches(folder: Path) -> list[Stretch]:
    names = ("talk one,50%.wav", "talk one,50%.wav", "über\u2028talk.mp3")
    return [
        Stretch(
            Recording(str(folder / name), folder / name), start, end,
            Program(f"p{number}", "A, %5%\nTalk", "t.vtt", "vtt"),
            Turn(number, "A\tB", "A\tB", "Said\tso.\n\nYes."),
        )
        for number, (name, (start, end)) in enumerate(zip(names, TIMES, strict=True), start=1)
    ]  # fmt: skip


def _close(found: float, expected: float) -> bool:
    return abs(found - expected) < 0.021


def test_opentimelineio_reads_its_own_format(tmp_path: Path) -> None:
    """Each clip has its recording, its times, and what is said."""
    ((name, text),) = files("otio", _stretches(tmp_path))
    path = tmp_path / name
    path.write_text(text)
    timeline = opentimelineio.adapters.read_from_file(str(path))
    clips = [*timeline.find_clips()]
    assert len(clips) == 3
    for clip, (start, end), stretch in zip(clips, TIMES, _stretches(tmp_path), strict=True):
        times = clip.source_range
        assert _close(times.start_time.to_seconds(), start)
        assert _close(times.duration.to_seconds(), end - start)
        assert clip.media_reference.target_url == stretch.recording.path.as_uri()  # type: ignore[union-attr]
        assert clip.metadata["searcher"]["text"] == stretch.turn.text


def test_opentimelineio_reads_the_edit_decision_list(tmp_path: Path) -> None:
    """Events follow each other; each has the times of its stretch, to a picture."""
    ((_, text),) = files("cmx3600", _stretches(tmp_path))
    timeline = opentimelineio.adapters.read_from_string(text, "cmx_3600", rate=25)
    clips = [*timeline.tracks[0].find_clips()]
    found = [
        (clip.source_range.start_time.to_seconds(), clip.source_range.duration.to_seconds())
        for clip in clips
    ]
    assert len(found) == 3
    for (begin, length), (start, end) in zip(found, TIMES, strict=True):
        assert _close(begin, start)
        assert abs(length - (end - start)) < 0.041


def test_the_playlist_is_two_lines_of_options_and_an_address(tmp_path: Path) -> None:
    """No name of a file or of a program adds a line."""
    ((_, text),) = files("m3u", _stretches(tmp_path))
    lines = text.split("\n")
    assert lines[0] == "#EXTM3U"
    assert [line.partition(":")[0] for line in lines[1:-1]] == [
        "#EXTINF", "#EXTVLCOPT", "#EXTVLCOPT", "file",
    ] * 3  # fmt: skip
    assert "#EXTVLCOPT:start-time=3600.520" in lines


def test_m3u8_reads_the_playlist(tmp_path: Path) -> None:
    """An entry for each stretch: its recording, its length, and whose words they are."""
    stretches = _stretches(tmp_path)
    ((_, text),) = files("m3u", stretches)
    entries = m3u8.loads(text).segments
    assert [entry.uri for entry in entries] == [
        each.recording.path.as_uri() for each in stretches if each.recording.path
    ]
    assert [entry.duration for entry in entries] == [round(end - start) for start, end in TIMES]
    assert {entry.title for entry in entries} == {each.name for each in stretches}


@pytest.mark.parametrize("name", ["talk.wav", "it's a 'talk', 50%.wav", "über\u2028talk \\.wav"])
def test_ffmpeg_joins_what_is_listed(recorded: Path, tmp_path: Path, name: str) -> None:
    """The stretches follow one another, by the tones of their seconds."""
    program = ffmpeg()
    if program is None:
        assert "CI" not in os.environ, "CI lacks ffmpeg: `make media` installs it"
        pytest.skip("there is no ffmpeg: `make media` installs it")
    path = tmp_path / name
    shutil.copyfile(recorded / "talk.wav", path)
    one = _stretches(tmp_path)[0]
    ((file, text),) = files("ffconcat", [
        one.replaced(recording=Recording(str(path), path), start=start, end=start + 1.0)
        for start in (7.0, 3.0)
    ])  # fmt: skip
    (tmp_path / file).write_text(text)
    raw = subprocess.run(
        [program, "-loglevel", "error", "-f", "concat", "-safe", "0", "-i", tmp_path / file,
         "-f", "s16le", "-"], check=True, capture_output=True,
    ).stdout  # fmt: skip
    samples = array("h", raw)
    assert abs(len(samples) - 2 * RATE) < RATE / 5
    for part, second in ((samples[:RATE], 7), (samples[-RATE:], 3)):
        middle = part[RATE // 4 : -RATE // 4]
        crossings = sum(a <= 0 < b for a, b in itertools.pairwise(middle))
        assert abs(crossings * RATE / len(middle) - frequency(second)) < 10


def test_a_name_with_a_line_end_is_not_listed(tmp_path: Path) -> None:
    """It would be a line of its own, which ffmpeg obeys."""
    path = tmp_path / "a\nfile /etc/passwd"
    one = _stretches(tmp_path)[0].replaced(recording=Recording(str(path), path))
    ((_, text),) = files("ffconcat", [one])
    assert text == "ffconcat version 1.0\n"


def test_the_list_of_mpv_counts_bytes(tmp_path: Path) -> None:
    """A reader of its grammar finds what was written, commas and all."""
    stretches = _stretches(tmp_path)
    ((_, text),) = files("edl", stretches)
    found = []
    for line in text.encode().split(b"\n")[1:-1]:
        rest, values = line, []
        while rest:
            length, value = re.fullmatch(rb"(?:title=)?(?:%(\d+)%)?(.*)", rest, re.S).groups()  # type: ignore[union-attr]
            size = int(length) if length else len(value.partition(b",")[0])
            values.append(value[:size].decode())
            rest = value[size + 1 :]
        found.append(values)
    assert [values[0] for values in found] == [each.recording.address for each in stretches]
    assert [(float(v[1]), float(v[1]) + float(v[2])) for v in found] == [
        pytest.approx(times) for times in TIMES
    ]


def test_labels_for_audacity(tmp_path: Path) -> None:
    """A file for each recording; a label is a start, an end and a text, and no more."""
    made = dict(files("audacity", _stretches(tmp_path)))
    assert len(made) == 2
    first = _labels(made["talk one,50%.labels.txt"])
    assert [times for *times, _ in first] == [[1.0, 3.48], [3600.52, 3605.0]]
    assert {text for *_, text in first} == {"A B: Said so. Yes."}


def _labels(text: str) -> list[tuple[float, float, str]]:
    """A strict reader of the format as Audacity's manual has it.

    A label is a line: start, tab, end, tab, text; times are seconds with a point.
    """
    assert text.endswith("\n")
    found = []
    for line in text[:-1].split("\n"):
        match = re.fullmatch(r"(\d+\.\d+)\t(\d+\.\d+)\t([^\t\r\x00-\x1f]*)", line)
        assert match is not None, line
        start, end = float(match[1]), float(match[2])
        assert start <= end
        found.append((start, end, match[3]))
    assert found == sorted(found, key=lambda one: one[0])
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_addresses_of_the_web(name: str) -> None:
    """They stand as they are."""
    address = "https://example.org/talk.mp3?x=1"
    program = Program("p", "T", "t.vtt", "vtt")
    one = Stretch(Recording(address, None), 1.0, 2.0, program, Turn(1, "A", "A", "Yes."))
    ((file, text),) = files(name, [one])
    assert name == "audacity" or address in (json.loads(text) and text if name == "otio" else text)
    named = {"audacity": "talk.labels.txt", "m3u": "quotes.m3u8", "otio": "quotes.otio",
             "ffconcat": "quotes.ffconcat"}  # fmt: skip
    assert file == named.get(name, "quotes.edl")
