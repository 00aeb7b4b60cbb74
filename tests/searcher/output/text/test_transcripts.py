"""How a file is read, for people."""

from pathlib import Path

from tests.conftest import Run


def test_labels_of_a_person(run: Run, tmp_path: Path) -> None:
    """They follow the name after a space."""
    (tmp_path / "talk.txt").write_text(
        "Dr. Ann Lee: The lamp is lit.\n\nBo: I see it.\n\nAnn Lee: So do I.\n\nBo: Good.\n"
    )
    done = run("parse", tmp_path / "talk.txt")
    assert "  speaker: Dr. Ann Lee (as Dr. Ann Lee, Ann Lee) · 2 turns\n" in done.out
