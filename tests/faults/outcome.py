"""What became of an index in a try, and the table of all tries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


class Verdict(StrEnum):
    """How a try ended.

    SURVIVED: the old state or the new one, or an error that says what is wrong.
    LOST: something that was finished is gone, or the index cannot be used any more.
    WRONG: an answer or a message that is not true.
    CRASHED: an unexpected exception, a signal of the system, or no end.
    """

    SURVIVED = "survived"
    LOST = "lost"
    WRONG = "wrong"
    CRASHED = "crashed"


class Outcome(NamedTuple):
    """One try, or several that ended alike.

    Attributes:
        verdict: how it ended.
        detail: what was tried, and what was seen; read where it did not survive.
        tries: how many.
    """

    verdict: Verdict
    detail: str = ""
    tries: int = 1


#: The failures of a row that are printed.
_SHOWN = 5


@dataclass(slots=True)
class Row:
    """A row of the table.

    Attributes:
        test: what was tried.
        counts: how many tries ended in each way.
        failures: the first of those that did not survive.
        note: why nothing was tried, or what the row does not cover.
    """

    test: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    failures: list[str] = field(default_factory=list)
    note: str = ""

    def add(self, outcome: Outcome) -> None:
        """Count a try."""
        self.counts[outcome.verdict] += outcome.tries
        if outcome.verdict is not Verdict.SURVIVED and len(self.failures) < _SHOWN:
            self.failures.append(f"{outcome.verdict}: {outcome.detail}")

    @property
    def tries(self) -> int:
        """All tries."""
        return sum(self.counts.values())

    @property
    def failed(self) -> int:
        """The tries that did not survive."""
        return self.tries - self.counts[Verdict.SURVIVED]

    def as_json(self) -> dict[str, Any]:
        """The row as it is kept."""
        kept: dict[str, Any] = {"test": self.test, "tries": self.tries, **self.counts}
        if self.note:
            kept["note"] = self.note
        if self.failures:
            kept["failures"] = self.failures
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Row":
        """A row that was kept."""
        counts = {str(verdict): int(kept[verdict]) for verdict in Verdict}
        return cls(kept["test"], counts, kept.get("failures", []), kept.get("note", ""))


#: The tries of a line of tests, each with the row that it belongs to; a row may begin with a note.
Tries = Iterator[tuple[str, Outcome | str]]


def until_failed(tries: Tries) -> Tries:
    """Tries up to the first that does not survive: it has caught what is wrong."""
    for test, outcome in tries:
        yield test, outcome
        if not isinstance(outcome, str) and outcome.verdict is not Verdict.SURVIVED:
            return


def rows(tries: Iterable[tuple[str, Outcome | str]]) -> list[Row]:
    """The rows of tries, in the order in which they begin."""
    found: dict[str, Row] = {}
    for test, outcome in tries:
        row = found.setdefault(test, Row(test))
        if isinstance(outcome, str):
            row.note = outcome
        else:
            row.add(outcome)
    return list(found.values())


def table(made: Iterable[Row]) -> str:
    """The table as Markdown."""
    lines = [
        "| test | tries | survived | lost | wrong | crashed |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for row in made:
        cells = [f"{row.tries:,}", *(f"{row.counts[verdict]:,}" for verdict in Verdict)]
        lines.append(f"| {row.test} | {' | '.join(cells)} |")
    return "\n".join(lines)
