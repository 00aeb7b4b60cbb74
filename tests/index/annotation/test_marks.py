"""Tags and notes as they stand in their file."""

import json
from pathlib import Path

import pytest

from index.annotation.marks import Mark, MarksFile
from index.errors import KeptProblem

MARK = Mark("code", "", "é \x1b", "before", "after", "talk", 3, "2026-11-27T16:20:00Z")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """In its order."""
    file = MarksFile(tmp_path)
    marks = [MARK, Mark("", "a note", "", "", "", "talk", 1, "")] * 6
    with file.locked():
        file.replace(marks)
    assert file.marks() == marks


@pytest.mark.parametrize(
    "broken", [{}, {"turn": "3"}, {"turn": True}, {"code": None}, {"exact": 1}]
)
def test_a_broken_mark(tmp_path: Path, broken: dict[str, object]) -> None:
    """The whole file is refused, and stays."""
    record = {**vars(MARK), **broken} if broken else {}
    (tmp_path / "tags.json").write_text(json.dumps({"version": 1, "marks": {"1": record}}))
    with pytest.raises(KeptProblem, match="not as this program writes it"):
        MarksFile(tmp_path).marks()


def test_codes_and_notes_that_cannot_be(tmp_path: Path) -> None:
    """One must be able to type a code after `tag:`."""
    file = MarksFile(tmp_path)
    assert [file.checked_code(code) for code in ("A", "a-b", "été.2")] == ["a", "a-b", "été.2"]
    for code in ("", "-a", "a b", "a:b", 'a"', "a\x1b", "x" * 101):
        with pytest.raises(KeptProblem, match="is no tag"):
            file.checked_code(code)
    assert file.checked_note(" a ") == "a"
    for note in (" ", "x" * 10_001):
        with pytest.raises(KeptProblem, match="the note has"):
            file.checked_note(note)
