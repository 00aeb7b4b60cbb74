"""Searches over the samples with the turn that a person who read them would want first.

`tests/data/searches/samples.tsv` has a search a line: what stands behind `searcher` in a
shell, the program and the turn, why, and, where the search finds another one first, what
is behind that.
"""

import csv
import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Program
from tests.conftest import REPOSITORY, Run

TABLE = REPOSITORY / "tests/data/searches/samples.tsv"


def rows() -> list[dict[str, str]]:
    """The lines of the table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def parameters() -> list[Any]:
    """A parameter a line; what is known to be wrong fails as soon as it is right."""
    return [
        pytest.param(
            row,
            id=row["typed"],
            marks=[pytest.mark.xfail(strict=True, reason=row["wrong"])] if row["wrong"] else [],
        )
        for row in rows()
    ]


@pytest.mark.parametrize("row", parameters())
def test_first(run: Run, samples_index: Path, row: dict[str, str]) -> None:
    """The turn is the first, and the search is no error."""
    done = run(*shlex.split(row["typed"]), "--json", "--limit", "1", "--index", samples_index)
    assert (done.status, done.err) == (0, "")
    first = json.loads(done.out.splitlines()[0])
    found = first["program"]["id"], first["turn"]["number"]
    assert found == (row["program"], int(row["turn"])), row["reason"]


def test_the_table(sample_programs: list[Program]) -> None:
    """Each line has a turn that exists and a reason; few are wrong, and none occurs twice."""
    turns = {(program.id, turn.number) for program in sample_programs for turn in program.turns}
    table = rows()
    assert len({row["typed"] for row in table}) == len(table) >= 60
    for row in table:
        assert (row["program"], int(row["turn"])) in turns
        assert row["reason"]
    assert sum(bool(row["wrong"]) for row in table) <= 5
