"""A recording that says by its tones which second it is, a transcript beside it, and an index."""

import math
import wave
from array import array
from pathlib import Path

import pytest

from index.update.update import update

RATE = 16_000
SECONDS = 16

CAPTIONS = """WEBVTT

00:01.000 --> 00:03.500
<v Ann Sorrel>What is the M protein?

00:03.500 --> 00:08.250
<v Bob Quill>The M protein is an antibody.

00:08.250 --> 00:12.000
<v Bob Quill>A single plasma cell makes it.

00:12.000 --> 00:14.000
<v Ann Sorrel>And does the M protein hurt?
"""


def frequency(second: int) -> float:
    """The tone of a second: each is 100 Hz above the one before."""
    return 400.0 + 100 * second


def write_recording(path: Path) -> None:
    """A recording of tones, fictional as what is said over them."""
    samples = array("h")
    for second in range(SECONDS):
        step = 2 * math.pi * frequency(second) / RATE
        samples.extend(round(12_000 * math.sin(step * place)) for place in range(RATE))
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a transcript, its recording, and an index of them."""
    folder = tmp_path_factory.mktemp("recorded")
    (folder / "talk.vtt").write_text(CAPTIONS)
    write_recording(folder / "talk.wav")
    (folder / "silent.vtt").write_text(CAPTIONS.replace("antibody", "mystery"))
    (folder / "timeless.txt").write_text(
        "Ann: The M protein is here.\n\nBob: It is.\n\nAnn: Yes.\n"
    )
    update(folder / "index", [folder])
    return folder
