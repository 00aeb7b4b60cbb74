"""Captions that are written are read back as the same turns."""

from pathlib import Path

import pytest

from corpus import load
from corpus.model import Program, Turn
from searcher.recording.captions import NoTimes, captions

PEOPLE = ("Ann Sorrel", "Bob Quill", "Ann Sorrel", "Dr. Wren Øst")
SAID = "So number {} is here & there, 3 < 4. We go on with it now."


def _program(people: tuple[str, ...]) -> Program:
    turns = []
    for number, name in enumerate(people, start=1):
        text, start = SAID.format(number), number * 10.5
        moments = ((0, start), (text.index("We"), start + 4))
        turns.append(Turn(number, name, name, text, start=start, end=start + 9.25, moments=moments))
    return Program("talk", "Talk", "talk.vtt", "vtt", turns=tuple(turns))


@pytest.mark.parametrize(
    ("name", "people"),
    [("srt", PEOPLE), ("vtt", PEOPLE), ("vtt", ("Bob <Q&A>", "Ann & Co.", "-->", "Bob <Q&A>"))],
)
def test_read_back(name: str, people: tuple[str, ...], tmp_path: Path) -> None:
    """Speakers, words and times are the same."""
    program = _program(people)
    path = tmp_path / f"talk.{name}"
    path.write_text("".join(captions(program, name)), encoding="utf-8")
    (file,) = load.find([path])
    (found,) = load.read(file)
    assert [
        (turn.label, " ".join(turn.text.split()), turn.start, turn.end) for turn in found.turns
    ] == [(turn.label, turn.text, turn.start, turn.end) for turn in program.turns]
    assert [[seconds for _, seconds in turn.moments] for turn in found.turns] == [
        [seconds for _, seconds in turn.moments] for turn in program.turns
    ]


def test_without_times() -> None:
    """One line says so."""
    program = Program("talk", "Talk", "t.txt", "text", turns=(Turn(1, "A", "A", "Yes."),))
    with pytest.raises(NoTimes, match="talk does not say when its turns are said"):
        list(captions(program, "srt"))
