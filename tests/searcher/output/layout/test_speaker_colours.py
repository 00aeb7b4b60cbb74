"""The colour of each speaker."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Participant, Program, Turn
from searcher.output.layout.charts import CHART
from searcher.output.layout.speaker_colours import PALETTE, speaker_styles
from searcher.output.layout.styled import SPEAKER
from searcher.output.text.verdicts import ADDED, RIGHT
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


@pytest.mark.parametrize("style", [SPEAKER, CHART, RIGHT, ADDED])
def test_other_colours_can_be_read_on_both(style: str) -> None:
    """They are of the 256, too: what a terminal makes of its cyan or green nobody knows."""
    weight, of_256, by_number, colour = map(int, style.split(";"))
    assert (of_256, by_number, weight in (1, 22)) == (38, 5, True)
    light, dark = 1.05 / (luminance(colour) + 0.05), (luminance(colour) + 0.05) / 0.05
    assert min(light, dark) > 3.8


def program(*names: str) -> Program:
    """A program with these speakers; each has a turn."""
    turns = tuple(Turn(number, name, name, "Yes.") for number, name in enumerate(names, start=1))
    people = tuple(Participant(name, (name,)) for name in names)
    return Program("a", "A", "/a", "x", participants=people, turns=turns)


NAMES = ["Ann Lee", "Dr. Gerhard Müller", "骨髄腫", "Speaker 1"]


def test_a_name_has_the_same_colour_in_every_run() -> None:
    """Also in a process with other random hashes."""
    code = (
        "from tests.searcher.output.layout.test_speaker_colours import NAMES, program\n"
        "from searcher.output.layout.speaker_colours import speaker_styles\n"
        "print(speaker_styles(program(*NAMES)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY,
        env={"PYTHONHASHSEED": "5", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.stdout.strip() == str(speaker_styles(program(*NAMES)))


def test_a_name_has_the_same_colour_in_every_program() -> None:
    """Unless another speaker of the program has it; case and blanks make no difference."""
    alone = {name: speaker_styles(program(name))[name] for name in NAMES}
    assert speaker_styles(program("ANN  lee", "Bo"))["ANN  lee"] == alone["Ann Lee"]
    together = speaker_styles(program(*NAMES))
    assert together[NAMES[0]] == alone[NAMES[0]]
    assert speaker_styles(program("\udcff"))


@given(st.lists(st.text(), min_size=1, max_size=30, unique=True))
def test_speakers_of_a_program_have_different_colours(names: list[str]) -> None:
    """As many as there are; and each speaker has one."""
    styles = speaker_styles(program(*names))
    assert set(styles) == set(names)
    assert len(set(styles.values())) == min(len(names), len(PALETTE))


def test_a_part_has_the_colours_of_the_whole() -> None:
    """Though only some of the speakers say something in it."""
    whole = program(*(f"Speaker {number}" for number in range(8)))
    styles = speaker_styles(whole)
    for turn in whole.turns:
        assert speaker_styles(replace(whole, turns=(turn,))) == styles


def test_many_names_have_many_colours() -> None:
    """Each colour is used about as often as any other."""
    used = [*(speaker_styles(program(f"Speaker {number}")) for number in range(1200))]
    found = [style for styles in used for style in styles.values()]
    for colour in PALETTE:
        assert 60 < found.count(f"1;38;5;{colour}") < 180
