"""Words of one family, by their stems."""

from pathlib import Path

import pytest

from corpus.model import Participant, Program, Turn
from index.library.library import Library
from index.update.update import write_programs
from searcher.query.relatives import relatives


@pytest.mark.parametrize(
    ("forms", "found"),
    [
        (("performance",), {"performant", "perform"}),
        (("maintainer",), {"maintain"}),
        (("use",), set()),
        (("nobody",), set()),
    ],
)
def test_relatives(tmp_path: Path, forms: tuple[str, ...], found: set[str]) -> None:
    """Short stems have none, and neither has a word that nobody says."""
    said = "performance performant perform maintainer maintain use used useful user"
    turn = Turn(1, "Ann", "Ann", said)
    people = (Participant("Ann", ("Ann",)),)
    write_programs(tmp_path, [Program("p", "T", "p", "f", participants=people, turns=(turn,))])
    with Library.open(tmp_path) as library:
        assert set(relatives(forms, library)) == found
