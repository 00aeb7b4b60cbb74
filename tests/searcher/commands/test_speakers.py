"""`searcher speakers`: corrections as they are typed, and what a search finds afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.registry import corrections
from tests.conftest import Done, Run

Typed = Callable[..., Done]


@pytest.fixture
def typed(run: Run, tmp_path: Path) -> Typed:
    """Type a command for an index in a temporary folder."""
    return lambda first, *words: run(first, "--index", tmp_path / "index", *words)


@pytest.fixture
def talks(typed: Typed, tmp_path: Path) -> Path:
    """A folder of three talks, indexed."""
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Ann Lee: The apples are ripe.\nBo: Which apples?\nA. Lee: The red apples.\n"
        "Bo: Oh.\nLee: Apples, then.\n"
    )
    (folder / "b.txt").write_text(
        "Ann Lee: The pears are ripe.\nBo: Which pears?\nA. Lee: The green pears.\n"
    )
    (folder / "c.txt").write_text("Bob Lee: The plums rot.\nCy: Which plums?\nLee: All plums.\n")
    assert typed("index", folder).status == 0
    return folder


@pytest.mark.parametrize("empty", ["", "  ", "\n", "\u200b"])
@pytest.mark.parametrize(
    "command",
    [("rename", "Bo"), ("rename", "Bo", "--program", "a"), ("split", "Bo", "--program", "a")],
)
def test_a_name_cannot_be_empty(
    typed: Typed, talks: Path, command: tuple[str, ...], empty: str
) -> None:
    """It is refused, nothing is written, and the index can still be searched."""
    refused = typed("speakers", *command[:2], empty, *command[2:])
    assert refused.status == 2
    assert "a name cannot be empty" in refused.err
    assert not (talks.parent / "index" / corrections.NAME).exists()
    assert typed("apples").status == 0


def test_a_role_cannot_be_empty(typed: Typed, talks: Path) -> None:
    """It would be none, and the command would seem to have worked."""
    refused = typed("speakers", "role", "Bo", " ")
    assert refused.status == 2
    assert "a role cannot be empty" in refused.err
    assert talks.exists()
