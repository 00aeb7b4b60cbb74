"""The short part of `make faults`: a few tries of every line, and of the planted faults."""

from importlib import import_module

import pytest

from tests.faults import planted
from tests.faults.__main__ import LINES
from tests.faults.outcome import Outcome, Row, Verdict, rows, table, until_failed
from tests.faults.stages import STAGES


@pytest.mark.slow
@pytest.mark.usefixtures("flushed")
@pytest.mark.parametrize("line", LINES)
def test_all_survive(line: str) -> None:
    """Nothing is lost, no answer is wrong, nothing crashes."""
    made = rows(import_module(f"tests.faults.{line}").tries(short=True))
    assert sum(row.tries for row in made) or all(row.note for row in made)
    assert [failure for row in made for failure in row.failures] == []


@pytest.mark.parametrize("fault", planted.FAULTS, ids=lambda fault: fault.name)
def test_what_is_planted_is_there(fault: planted.Fault) -> None:
    """Its text is in the module, once; `make faults` shows that it is caught."""
    text = (planted.REPOSITORY / fault.module).read_text("utf-8")
    assert text.count(fault.old) == 1
    assert fault.line in LINES
    assert fault.stage in ("", *(make.__name__ for make in STAGES))


def test_a_table() -> None:
    """A row counts its tries, keeps the first failures, and comes back as it was kept."""
    tries: list[tuple[str, Outcome | str]] = [
        ("one", Outcome(Verdict.SURVIVED, tries=3)),
        ("one", Outcome(Verdict.LOST, "it is gone")),
        ("two", "not tried here"),
        ("one", Outcome(Verdict.SURVIVED)),
    ]
    made = rows(iter(tries))
    assert table(made).splitlines()[2:] == [
        "| one | 5 | 4 | 1 | 0 | 0 |",
        "| two | 0 | 0 | 0 | 0 | 0 |",
    ]
    assert made[0].failures == ["lost: it is gone"]
    assert [Row.from_json(row.as_json()) for row in made] == made


def test_a_failure_ends_a_line() -> None:
    """A planted fault is caught by one of them."""
    verdicts = (Verdict.SURVIVED, Verdict.WRONG, Verdict.SURVIVED)
    tries: list[tuple[str, Outcome | str]] = [("one", Outcome(verdict)) for verdict in verdicts]
    assert list(until_failed(iter([("one", "a note"), *tries]))) == [("one", "a note"), *tries[:2]]
