"""Two transcripts, their index, and a packet of some of their quotes."""

import json
from pathlib import Path
from typing import Any

import pytest

from index.update.update import update
from searcher.archive import Archive
from searcher.packet.check import CheckedPacket, check
from tests.conftest import Run

HARBOUR = """Title: The harbour wall

Ann Sorrel: Who repaired the harbour wall after the storm of that winter?

Bob Quill: We carried the granite by hand, and the harbour wall has stood ever since then.

Ann Sorrel: And who paid for the granite?

Bob Quill: Nobody paid. Yes, of course.
"""
MILL = """Title: The mill

Cora Vane: The harbour wall was never granite, it was slate from the quarry above the mill.

Ann Sorrel: Are you certain of the slate?

Cora Vane: I carted it myself.
"""


class Case:
    """A folder of transcripts, its index, and a packet; each can be changed.

    Args:
        folder: a new folder.
        run: runs the command.
    """

    def __init__(self, folder: Path, run: Run) -> None:
        self.talks = folder / "talks"
        self.index = folder / "index"
        self.packet = folder / "evidence"
        self.talks.mkdir()
        (self.talks / "harbour.txt").write_text(HARBOUR)
        (self.talks / "mill.txt").write_text(MILL)
        self.run = run
        self.update()

    def update(self) -> None:
        """Bring the index up to date."""
        assert not update(self.index, [self.talks]).skipped

    def make(self, *arguments: str) -> Any:
        """Make the packet."""
        done = self.run(
            "packet", "harbour wall", "--to", self.packet, "--index", self.index, *arguments
        )
        assert done.status == 0, done.err
        return done

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a transcript, which is indexed again."""
        path = self.talks / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        self.update()

    def record(self) -> dict[str, Any]:
        """The record of the packet."""
        record: dict[str, Any] = json.loads((self.packet / "packet.json").read_text())
        return record

    def check(self) -> CheckedPacket:
        """Check the packet."""
        with Archive.open(self.index) as archive:
            return check(self.packet, archive, lambda *_: None)

    def states(self, kind: str) -> dict[str, str]:
        """The state of each thing of a kind, by its name."""
        return {line.name: line.state for line in self.check().lines if line.kind == kind}


@pytest.fixture
def case(tmp_path: Path, run: Run) -> Case:
    """The transcripts and their index, with no packet yet."""
    return Case(tmp_path, run)
