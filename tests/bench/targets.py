"""What the project wants to reach, and whether a run reached it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.bench.engine import FTS5, OURS, STEMS, TANTIVY, WHOOSH
from tests.bench.measure import Row, geometric_mean
from tests.bench.web.rows import DATASETTE, RATE


@dataclass(frozen=True, slots=True)
class Target:
    """One target.

    Attributes:
        name: what is to be reached.
        limit: the figure that is to be reached.
        unit: `x` for a ratio, else MB or ms.
        value: the figure of this run, or None where it was not measured.
        at_least: whether the figure is to be as large as the limit, not as small.
    """

    name: str
    limit: float
    unit: str
    value: float | None
    at_least: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether the run reached it; None where it was not measured."""
        if self.value is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def compared(rows: Iterable[Row], other: str) -> list[float]:
    """Ours to another engine, for each kind of search that both have, on the same turns."""
    return [
        ratio
        for row in rows
        if row.group == "warm"
        and (ratio := row.ratio(OURS, other)) is not None
        and not row.figures[other].scaled
    ]


def targets(rows: Sequence[Row]) -> list[Target]:
    """All targets, with the figures of a run."""
    return [*_building(rows), *_searching(rows), *_serving(rows), *_growing(rows)]


def _building(rows: Sequence[Row]) -> list[Target]:
    build, files = _row(rows, "build, from turns"), _row(rows, "build, from files")
    disk, memory = _row(rows, "size on disk"), _row(rows, "memory, build")
    whole = _divided(_best(files, OURS), _best(build, TANTIVY))
    return [
        Target("build, to FTS5", 1.0, "x", _ratio(build, FTS5)),
        Target("build, to tantivy", 1.5, "x", _ratio(build, TANTIVY)),
        Target(
            "build, stock Whoosh to this", 25, "x",
            _divided(_best(build, WHOOSH), _best(build, OURS)), at_least=True,
        ),
        Target("from files, to tantivy's build", 3.0, "x", whole),
        Target("disk, to tantivy", 1.25, "x", _ratio(disk, TANTIVY)),
        Target("memory of a build", 1000, "MB", _best(memory, OURS)),
    ]  # fmt: skip


def _searching(rows: Sequence[Row]) -> list[Target]:
    # What is typed without quotes goes through tiers and inflections: no peer has that.
    warm = [_best(row, OURS) for row in rows if row.group == "warm" and len(row.figures) > 1]
    slowest = max((value for value in warm if value is not None), default=None)
    cold = [
        ratio
        for row in rows
        if row.group == "cold" and (ratio := row.ratio(OURS, "sqlite-utils")) is not None
    ]
    return [
        Target(
            "memory of a cold search", 150, "MB", _best(_row(rows, "memory, cold search"), OURS)
        ),
        Target("warm, slowest kind to FTS5", 1.0, "x", max(compared(rows, FTS5), default=None)),
        Target("warm, mean to tantivy", 1.0, "x", geometric_mean(compared(rows, TANTIVY))),
        Target("warm as typed, mean to tantivy", 1.0, "x", geometric_mean(compared(rows, STEMS))),
        Target("warm, slowest kind", 50, "ms", slowest),
        Target("cold, to sqlite-utils", 1.0, "x", max(cold, default=None)),
    ]


def _serving(rows: Sequence[Row]) -> list[Target]:
    web = _row(rows, "web, time a request")
    ours, theirs = _best(web, OURS), _best(web, DATASETTE)
    beside = _best(_row(rows, "web, time a request beside commits"), OURS)
    waiting = _best(_row(rows, "web, p99 at half"), OURS)
    added = _best(_row(rows, "web, memory that is added"), OURS)
    return [
        Target("web, requests a second", RATE, "1/s", _divided(1000, ours), at_least=True),
        Target("web, the same beside commits", RATE, "1/s", _divided(1000, beside), at_least=True),
        Target("web, Datasette to this", 10, "x", _divided(theirs, ours), at_least=True),
        Target("web, p99 at half of that", 50, "ms", waiting),
        Target(
            "web, requests without an answer", 0, "",
            _best(_row(rows, "web, requests without an answer"), OURS),
        ),
        Target("web, slowest answer", 2000, "ms", _best(_row(rows, "web, slowest answer"), OURS)),
        Target("web, memory that is added", 20, "MB", added),
    ]  # fmt: skip


def _growing(rows: Sequence[Row]) -> list[Target]:
    grown = {
        what: _divided(
            _best(_row(rows, f"10 times: {what}"), OURS), _best(_row(rows, f"100 %: {what}"), OURS)
        )
        for what in ("build", "disk", "rare word")
    }
    return [
        Target("10 times the corpus, build", 11, "x", grown["build"]),
        Target("10 times the corpus, disk", 11, "x", grown["disk"]),
        Target("10 times the corpus, rare word", 1.5, "x", grown["rare word"]),
    ]


def _row(rows: Iterable[Row], name: str) -> Row | None:
    return next((row for row in rows if row.name == name), None)


def _best(row: Row | None, engine: str) -> float | None:
    return row.figures[engine].best if row and engine in row.figures else None


def _ratio(row: Row | None, other: str) -> float | None:
    return row.ratio(OURS, other) if row else None


def _divided(value: float | None, by: float | None) -> float | None:
    return value / by if value is not None and by else None
