"""Lists that other programs read: what a second reader makes of them."""

import json
import re
from pathlib import Path

import opentimelineio
import pytest

from corpus.model import Program, Turn
from searcher.recording.lists import FORMATS, files
from searcher.recording.stretch import Recording, Stretch

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
    first = made["talk one,50%.labels.txt"].splitlines()
    assert [line.split("\t")[:2] for line in first] == [
        ["1.000000", "3.480000"], ["3600.520000", "3605.000000"],
    ]  # fmt: skip
    assert all(len(line.split("\t")) == 3 for line in first)


@pytest.mark.parametrize("name", FORMATS)
def test_addresses_of_the_web(name: str) -> None:
    """They stand as they are."""
    address = "https://example.org/talk.mp3?x=1"
    program = Program("p", "T", "t.vtt", "vtt")
    one = Stretch(Recording(address, None), 1.0, 2.0, program, Turn(1, "A", "A", "Yes."))
    ((file, text),) = files(name, [one])
    assert name == "audacity" or address in (json.loads(text) and text if name == "otio" else text)
    assert file == {"audacity": "talk.labels.txt", "m3u": "quotes.m3u8", "otio": "quotes.otio"}.get(
        name, "quotes.edl"
    )
