"""`--format short`: one line for each result."""

from pathlib import Path

import pytest

from tests.conftest import Run


def test_quotes(run: Run, samples_index: Path) -> None:
    """Program, turn, time, speaker, and what is said at the match; the count is a notice."""
    done = run("maintenance", "-n", "3", "--format", "short", "--index", samples_index)
    lines = done.out.splitlines()
    assert (done.status, len(lines)) == (0, 3)
    assert all("maintenance" in line for line in lines)
    assert "standup-2023-02-06:9 1:26: Anneli: Didn't we have a maintenance window in" in (
        run("maintenance window", "--format", "short", "--index", samples_index).out
    )
    assert "turns for maintenance · the first 3\n" in done.err


@pytest.mark.parametrize("width", [20, 60, 200])
def test_each_is_one_line(
    run: Run, samples_index: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """It fits, however narrow the output is."""
    monkeypatch.setenv("COLUMNS", str(width))
    for typed in (["protein"], ["programs"], ["speakers"], ["the -a"]):
        for line in run(*typed, "--format", "short", "--index", samples_index).out.splitlines():
            assert 0 < len(line) <= width


def test_lists(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """Programs, speakers, turns of a file."""
    index = ("--index", samples_index, "--format", "short")
    assert "bread · Crumb Talk: The Starter Nobody Fed · 16 turns\n" in run("programs", *index).out
    assert "Marisol · 1 program · 9 turns · Marisol\n" in run("speakers", *index).out
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text("SPEAKER_00: Yes.\nSPEAKER_01: No.\n" * 3)
    voices = ("--index", tmp_path / "voices")
    assert run("index", tmp_path / "one.txt", tmp_path / "two.txt", *voices).status == 0
    listed = run("speakers", *voices, "--format", "short").out.splitlines()
    assert "SPEAKER_00 in One · 1 program · 3 turns · SPEAKER_00" in listed
    talk = tmp_path / "talk.txt"
    talk.write_text("Ann: One.\n\nSo: two.\n\nBo: Two.\n\nAnn: Three.\n")
    assert run("parse", talk, "--format", "short").out.startswith("talk:1: Ann: One.")
    assert "talk: refused So: " in run("parse", talk, "--format", "short", "--explain").out
