"""The bench measures every row, on engines that find the same turns; no time is asserted."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from tests.bench import __main__ as bench
from tests.bench import engine, kinds, report, sqlite_utils_peer, turns
from tests.bench.engine import FTS5, OURS, STEMS, TANTIVY, WHOOSH
from tests.bench.measure import Figure, Row, geometric_mean, interleaved
from tests.bench.process import REPOSITORY
from tests.bench.record import Record
from tests.bench.run import GROUPS, Options
from tests.bench.targets import targets
from tests.bench.web import load

AS_TYPED = [
    "word, as typed",
    "common word, as typed",
    "AND, as typed",
    "OR, as typed",
    "near, as typed",
    "speaker, as typed",
]

WEB = [
    "web, time a request",
    "web, time a repeated request",
    "web, p99 at half",
    "web, slowest answer",
    "web, time a request beside commits",
    "web, memory that is added",
    "web, requests without an answer",
]

SAMPLES = REPOSITORY / "corpus" / "samples"


@pytest.fixture(scope="module")
def kept() -> Record:
    """A whole run on a few generated turns."""
    return bench.measured(None, 120, Options(only=GROUPS, rounds=1))


def test_every_row(kept: Record) -> None:
    """Each thing that is to be measured has a row, with a figure of this project or a reason."""
    names = [row.name for row in kept.rows]
    assert names == [
        "build, from turns",
        "build, from files",
        "size on disk",
        "memory, build",
        "memory, cold search",
        "rare word",
        "common word",
        "two words, AND",
        "two words, OR",
        "phrase, rare words",
        "phrase, stop words",
        "phrase, four words",
        "near",
        "prefix",
        "leading wildcard",
        "fuzzy",
        "speaker and word",
        "as typed, in tiers",
        *AS_TYPED,
        "cold, rare word",
        "cold, phrase, rare words",
        "stats, overview",
        "stats, by series",
        "stats, by year",
        "stats, roll call",
        "stats, talk share",
        "show, a program",
        "show, a turn",
        "verify, a quotation",
        "show, matches",
        "kwic, first line",
        "kwic, all lines",
        "kwic, sorted",
        "collocates",
        "export, all as CSV",
        *(WEB if load.is_installed() else ()),
        *(f"{size}: {what}" for size in ("10 %", "100 %", "10 times")
          for what in ("build", "disk", "rare word")),
    ]  # fmt: skip
    without = {row.name for row in kept.rows if OURS not in row.figures}
    assert without <= {"near", "fuzzy"}, "only what this version cannot read may be missing"


def test_engines_find_the_same(kept: Record) -> None:
    """Where a search has one meaning, every engine finds as many turns, and finds some."""
    compared = [row for row in kept.rows if row.same is not None]
    assert len(compared) == 9
    for row in compared:
        counts = {name: figure.turns for name, figure in row.figures.items()}
        assert {OURS, FTS5, WHOOSH} <= set(counts)
        assert len(set(counts.values())) == 1, (row.detail, counts)
        assert counts[OURS], row.detail
        assert row.same


@pytest.mark.skipif(engine.load(TANTIVY).version() is None, reason="the extra `bench` is missing")
def test_tantivy_is_measured(kept: Record) -> None:
    """With the extra `bench`, tantivy answers every kind but what goes through tiers."""
    warm = [row for row in kept.rows if row.group == "warm"]
    without = [row.name for row in warm if TANTIVY not in row.figures]
    assert without == ["as typed, in tiers", *AS_TYPED]


@pytest.mark.skipif(engine.load(STEMS).version() is None, reason="the extra `bench` is missing")
def test_words_as_typed_are_compared_with_stems(kept: Record) -> None:
    """Plain words against an index of stems, which finds something, and against nothing else."""
    typed = [row for row in kept.rows if row.name in AS_TYPED]
    assert [set(row.figures) for row in typed] == [{OURS, STEMS}] * len(AS_TYPED)
    for row in typed:
        assert row.figures[STEMS].turns, row.detail
        assert row.figures[OURS].turns, row.detail
        assert '"' not in row.detail
    others = [row for row in kept.rows if row.name not in AS_TYPED]
    assert not any(STEMS in row.figures for row in others)


def test_sqlite_utils_is_looked_for_in_its_own_environment(tmp_path: Path) -> None:
    """Beside other packages it starts more slowly, so it is not measured there."""
    assert sqlite_utils_peer.command(tmp_path) is None
    assert sqlite_utils_peer.version(tmp_path) is None
    path = tmp_path / "bin" / "sqlite-utils"
    path.parent.mkdir()
    path.write_text("#!/bin/sh\necho sqlite-utils, version 4.2\n")
    path.chmod(0o755)
    assert sqlite_utils_peer.command(tmp_path) == str(path)
    assert sqlite_utils_peer.version(tmp_path) == "4.2"


def test_kept_as_json(kept: Record, tmp_path: Path) -> None:
    """The file has every row, date, versions and kind of machine, and no path of it."""
    path = kept.write(tmp_path)
    text = path.read_text()
    stored = json.loads(text)
    assert path.name == f"{stored['date'][:10]}.json"
    assert [row["name"] for row in stored["rows"]] == [row.name for row in kept.rows]
    assert stored["corpus"]["name"] == "generated"
    assert stored["corpus"]["turns"] == 120
    assert set(stored["machine"]) == {"system", "cpu", "cores", "memory_gib"}
    assert {OURS, FTS5, "Python", "numpy"} <= set(stored["versions"])
    assert str(REPOSITORY) not in text
    assert "bench-" not in text


def test_report(kept: Record) -> None:
    """Tables, bars, means and targets are printed, each row once by its whole name."""
    out = io.StringIO()
    # Wide enough for any figures: on a busy machine they have more digits.
    report.show(kept, Console(file=out, width=2 * report.WIDTH))
    printed = out.getvalue()
    for row in kept.rows:
        assert f"│ {row.name} " in printed
    for part in ("Turns that were found", "█", "geometric mean of 10 kinds, to FTS5", "reached"):
        assert part in printed
    assert " NO " not in printed


def test_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder is given, a part of the rows asked for; the counts agree there too."""
    given = [str(SAMPLES), "--turns", "80", "--only", "warm", "--results", str(tmp_path)]
    assert bench.main(given) == 0
    (kept,) = tmp_path.iterdir()
    rows = json.loads(kept.read_text())["rows"]
    assert {row["group"] for row in rows} == {"warm"}
    assert "samples: " in capsys.readouterr().out


def test_words_are_chosen_alike(tmp_path: Path) -> None:
    """The same turns give the same searches, twelve kinds and more; all of them can be typed."""
    corpus = turns.prepare(None, 300, tmp_path)
    first = kinds.choose(turns.stream(corpus.programs), corpus.turn_count)
    again = kinds.choose(turns.stream(corpus.programs), corpus.turn_count)
    assert first == again
    alone = [search.kind for search in first if not search.as_typed]
    assert len({*alone}) == len(alone) >= 12
    # What is typed without quotes is asked in other words each time.
    assert len({*first}) == len(first)
    for kind in AS_TYPED:
        assert sum(search.kind == kind for search in first) > 10
    assert all(all(search.words) for search in first)


def test_growth_repeats_programs(tmp_path: Path) -> None:
    """Ten times the corpus: every program ten times, each under an id of its own."""
    corpus = turns.prepare(None, 300, tmp_path)
    programs = list(turns.repeated(turns.stream(corpus.programs), 10))
    assert len(programs) == 10 * corpus.program_count
    assert len({program.id for program in programs}) == len(programs)


def test_targets_are_judged() -> None:
    """A target is reached, missed, or was not measured; scaled figures count as well."""
    rows = [
        Row("build", "build, from turns", "s", {OURS: Figure(2, 2), TANTIVY: Figure(1, 1),
                                    FTS5: Figure(4, 4), WHOOSH: Figure(80, 80, scaled=True)}),
        Row("warm", "rare word", "ms", {OURS: Figure(2, 2), TANTIVY: Figure(4, 4)}),
        Row("warm", "common word", "ms", {OURS: Figure(60, 60), TANTIVY: Figure(30, 30)}),
    ]  # fmt: skip
    judged: dict[str, object] = {
        target.name: (target.value, target.reached) for target in targets(rows)
    }
    assert judged["build, to FTS5"] == (0.5, True)
    assert judged["build, to tantivy"] == (2.0, False)
    assert judged["build, stock Whoosh to this"] == (40.0, True)
    assert judged["warm, mean to tantivy"] == (pytest.approx(1.0), True)
    assert judged["warm, slowest kind"] == (60, False)
    assert judged["cold, to sqlite-utils"] == (None, None)


def test_engines_take_turns() -> None:
    """In every round each engine has its turn, and another one is first."""
    order: list[str] = []
    tasks = {name: lambda name=name: order.append(name) for name in "abc"}
    took = interleaved(tasks, 3, warm=False)
    assert "".join(order) == "abcbcacab"
    assert {name: len(seconds) for name, seconds in took.items()} == {"a": 3, "b": 3, "c": 3}


def test_geometric_mean() -> None:
    """Twice as slow and twice as fast is as fast."""
    assert geometric_mean([2.0, 0.5]) == pytest.approx(1.0)
    assert geometric_mean([]) is None
