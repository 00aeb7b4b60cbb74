"""Pages of questions that readers often have, and lists of tasks, are no talk."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import find
from corpus.load import read

FAQ = "# FAQ\n\n**Q: How do I open it?**\n\nA: Turn the key.\n\n**Q: And then?**\n\nA: Pull.\n"
TASKS = "# To do\n\n- Ann: paint the door\n- Bo: buy nails\n- Ann: call Bo\n- Bo: clean up\n"
BUGS = "".join(
    f"Steps: Open page {n}.\nExpected: It opens at once.\nActual: Nothing happens at all.\n\n"
    for n in range(6)
)
SPECIFICATION = "".join(
    f"Requirement {n}: The pump shall stop when the tank is full.\n"
    "Rationale: Floors were wet.\nPriority: High\nStatus: Open\n\n"
    for n in range(1, 6)
)
IN_BOLD = "# Pump\n\n" + "".join(
    f"### Requirement {n}\n\n**Description:** It stops when tank {n} is full.\n\n"
    "**Priority:** High\n\n**Rationale:** Floors were wet.\n\n"
    for n in range(1, 6)
)
RECORDS = "".join(
    f"Boat: The Petrel is boat number {n} of the club.\nHarbour: East pier, the third berth.\n"
    "Colour: Green\nCaptain: She was sold by the sailing club in May.\n\n"
    for n in range(1, 6)
)


@pytest.mark.parametrize("text", [FAQ, TASKS, BUGS, SPECIFICATION, IN_BOLD, RECORDS])
def test_what_nobody_said_is_refused(text: str, tmp_path: Path) -> None:
    """A reason is given instead of turns in the name of a key."""
    path = tmp_path / "notes.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError):
        read(next(iter(find([path]))))


def test_people_who_speak_in_turn_are_no_records(tmp_path: Path) -> None:
    """A round in which the same people report each day is talk."""
    path = tmp_path / "rounds.txt"
    day = "Ann: I mended the {} pump.\nBo: Nothing new from me.\nChi: I wrote to the harbour.\n\n"
    path.write_text("".join(day.format(n) for n in ("first", "second", "third")), encoding="utf-8")
    (program,) = read(next(iter(find([path]))))
    assert [turn.speaker for turn in program.turns] == ["Ann", "Bo", "Chi"] * 3
