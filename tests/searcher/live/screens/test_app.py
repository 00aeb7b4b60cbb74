"""Sessions on a whole terminal: what the screens show, and what the keys do."""

from pathlib import Path

import pytest

from tests.searcher.live.screens import snapshots
from tests.searcher.live.screens.drive import played, session


@pytest.mark.parametrize("name", snapshots.PLAYS)
def test_screen(name: str, samples_index: Path) -> None:
    """`python -m tests.searcher.live.screens.snapshots` writes them anew."""
    shown = played(snapshots.PLAYS[name], session(samples_index))
    assert shown == snapshots.path(name).read_text()


def test_every_file_is_a_screen() -> None:
    """None is left over."""
    assert {path.stem for path in snapshots.FOLDER.iterdir()} == {*snapshots.PLAYS}
