"""The table and the TEI file of the shared formats, turn by turn against their ground truth.

The truth calls the speakers of the TEI file by their ids. People know them by
the names that are printed before their turns, so the label is the printed note
and the speaker the name in it that the id vouches for; the test takes the words
of a name back to the id.
"""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from corpus.load import find, read
from corpus.model import Program, Turn

FORMATS = Path(__file__).parents[4] / "shared" / "corpora" / "formats"
if not FORMATS.is_dir() and "CI" not in os.environ:
    pytest.skip("the shared transcripts are not here", allow_module_level=True)

pytestmark = pytest.mark.slow


def _programs_of(name: str) -> list[Program]:
    (file,) = find([FORMATS / name])
    return read(file)


def _truth_of(name: str) -> list[dict[str, str]]:
    text = (FORMATS / "truth" / f"{name}.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _folded(turn: Turn) -> str:
    return " ".join(turn.text.split())


def test_each_row_of_the_table_is_a_program_named_by_its_encounter() -> None:
    """Twenty encounters, with the turns that each of them has; the notes are in none."""
    programs = _programs_of("04-aci-bench-valid.csv")
    truth = Counter(row["speaker"].partition("/")[0] for row in _truth_of("04-aci-bench-valid.csv"))
    assert {p.id.partition("#")[2]: len(p.turns) for p in programs} == truth
    assert len(programs) == 20
    assert sum(len(p.turns) for p in programs) == 1051
    assert not any("CHIEF COMPLAINT" in turn.text for p in programs for turn in p.turns)


def test_each_turn_of_the_table_begins_and_ends_as_the_truth_says() -> None:
    """Labels and text of all 1,051 turns, in the order of the file."""
    name = "04-aci-bench-valid.csv"
    turns = [(p.id.partition("#")[2], turn) for p in _programs_of(name) for turn in p.turns]
    for (key, turn), row in zip(turns, _truth_of(name), strict=True):
        text = _folded(turn)
        assert f"{key}/{turn.label}" == row["speaker"]
        assert text.startswith(row["text_begin"].rstrip())
        assert text.endswith(row["text_end"].lstrip())
        assert len(text.split()) == int(row["words"])


def test_each_utterance_of_the_tei_file_is_a_turn_of_its_speaker() -> None:
    """Speakers by the words of their ids, text without notes and gaps, title, date, language."""
    name = "11-tei-siparl-1998-11-25.xml"
    (program,) = _programs_of(name)
    rows = _truth_of(name)
    for turn, row in zip(program.turns, rows, strict=True):
        text = _folded(turn)
        first, last = turn.speaker.split()
        assert f"{last}{first}" == row["speaker"]
        assert turn.label is not None
        assert turn.speaker.casefold() in turn.label.casefold()
        assert text.startswith(row["text_begin"].strip())
        assert text.endswith(row["text_end"].strip())
        assert len(text.split()) == int(row["words"])
    assert program.date == "1998-11-25"
    assert program.language == "sl"
    assert program.title.startswith("Komisija po zakonu o nezdružljivosti")
    assert program.title.endswith("21. redna seja (25. 11. 1998)")
    assert [p.role for p in program.participants] == ["Predsednik", None, None, None]
