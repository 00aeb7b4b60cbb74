"""The colour of each speaker."""

import subprocess
import sys

from searcher.output.speaker_colours import PALETTE, speaker_style
from tests.conftest import REPOSITORY


def luminance(colour: int) -> float:
    """The relative luminance of a colour of the 256 of a terminal (WCAG 2.1)."""
    levels = (0, 95, 135, 175, 215, 255)
    parts = [levels[(colour - 16) // size % 6] / 255 for size in (36, 6, 1)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_can_be_read_on_light_and_on_dark() -> None:
    """Large text needs a contrast of 3, and names are bold."""
    assert len(set(PALETTE)) == len(PALETTE)
    for colour in PALETTE:
        light, dark = 1.05 / (luminance(colour) + 0.05), (luminance(colour) + 0.05) / 0.05
        assert min(light, dark) > 3.8


def test_a_name_has_the_same_colour_in_every_run() -> None:
    """Also in a process with other random hashes, and in other case."""
    names = ["Ann Lee", "Dr. Gerhard Müller", "骨髄腫", "Speaker 1"]
    code = (
        "from searcher.output.speaker_colours import speaker_style\n"
        f"print([speaker_style(name) for name in {names!r}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY,
        env={"PYTHONHASHSEED": "5", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.stdout.strip() == str([speaker_style(name) for name in names])
    assert speaker_style("ANN  lee") == speaker_style("Ann Lee")
    assert speaker_style("\udcff")


def test_many_names_have_many_colours() -> None:
    """Each colour is used about as often as any other."""
    used = [speaker_style(f"Speaker {number}") for number in range(1200)]
    for colour in PALETTE:
        assert 60 < used.count(f"1;38;5;{colour}") < 180
