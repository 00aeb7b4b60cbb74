"""The file with the corrections of words."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import KeptProblem
from index.word_corrections.corrections import LONGEST, MOST, WordCorrection, WordCorrectionsFile

ONE = WordCorrection(
    1, "clarence", "Clarens", "met ", ".", 1, "We met clarence.", "", "", "a", 1, ""
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Every field, and the highest number."""
    file = WordCorrectionsFile(tmp_path)
    assert file.kept() == ((), 0)
    with file.locked():
        file.replace([ONE, replace(ONE, number=7)], 9)
    assert file.kept() == ((ONE, replace(ONE, number=7)), 9)
    assert file.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("words", ["", " ", "...", "a\x1b[1m", "x" * (LONGEST + 1), "\ufeff"])
def test_what_is_no_word(words: str, tmp_path: Path) -> None:
    """Nothing to read, a control character, too much."""
    with pytest.raises(KeptProblem):
        WordCorrectionsFile(tmp_path).checked(words)
    assert WordCorrectionsFile(tmp_path).checked(" PD-L1\n b ") == "PD-L1 b"


def test_a_file_that_is_broken(tmp_path: Path) -> None:
    """It is refused, and stays as it is."""
    file = WordCorrectionsFile(tmp_path)
    record = {"version": 1, "last": 1, "corrections": {"1": {**vars(ONE), "turn": "1"}}}
    numbered = {"version": 1, "last": 0, "corrections": {"1": vars(ONE)}}
    for text in ("{", "[]", '{"version": 99}', json.dumps(record), json.dumps(numbered)):
        file.path.write_text(text)
        with pytest.raises(KeptProblem):
            file.kept()
        assert file.path.read_text() == text


def test_too_many(tmp_path: Path) -> None:
    """They are refused before anything is written."""
    file = WordCorrectionsFile(tmp_path)
    with pytest.raises(KeptProblem), file.locked():
        file.replace((replace(ONE, number=n) for n in range(MOST + 1)), MOST + 1)
    assert not file.path.exists()
