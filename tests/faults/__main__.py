"""`make faults`: an index is broken in every way that can be thought of, and must survive.

    python -m tests.faults [--only LINE...] [--short] [--results FOLDER]

Each line runs in a process of its own. The table is printed, and kept under its date. Where
only some lines are run, the others stay as they were kept on the same day.
"""

import argparse
import contextlib
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from tests.faults import planted, stages
from tests.faults.outcome import Row, Verdict, rows, table, until_failed

REPOSITORY = Path(__file__).resolve().parents[2]
RESULTS = Path(__file__).parent / "results"
SCHEMA = 1

#: Each line is a module here with a function `tries(*, short)`; the longest first.
LINES = {
    "fuzzing": "transcripts, searches and segments with the right checksums, fuzzed",
    "signals": "KILL, TERM, INT, HUP before and after each call of 8 changes",
    "errors": "ENOSPC, EIO, EMFILE, EACCES, ENOMEM, half a write at each call of 8 changes",
    "kept": "tags, notes, saved, corrected words: KILL, INT, errors at each call; two at once",
    "damage": "each range of 16 bytes flipped, zeroed, cut, swapped: search, update, check",
    "growth": "small updates beside an open archive: disk, files, memory",
    "system_calls": "the same errors by strace at each system call of 6 changes",
    "limits": "short writes, few open files, a full disk",
    "images": "power cuts on images of real file systems",
    "hostile": "indexes, names and folders that somebody made up",
    "writers": "two updates, two corrections, one of each, at once",
    "power": "power cuts by a model that keeps only what was flushed",
    "readers": "readers (held, reopened, pinned, cold) beside commits",
    "workers": "workers whose parent ends",
    "truncation": "segments that become shorter under a reader",
    "listing": "folders that cannot be listed, drives that are not mounted",
}


def summary(found: Mapping[str, list[Row]]) -> str:
    """A row for each line, as Markdown."""
    rows_of_lines = []
    for line, what in LINES.items():
        if line in found:
            counts = {str(v): sum(row.counts[v] for row in found[line]) for v in Verdict}
            rows_of_lines.append(Row(f"{line}: {what}", counts))
    return table(rows_of_lines)


def main() -> int:
    """Run the lines; 1 where a try did not survive."""
    given = _arguments().parse_args()
    if given.line:
        # What is tried may print; standard output is for the rows.
        with contextlib.redirect_stdout(sys.stderr):
            made = _tried(given)
        sys.stdout.write(json.dumps([row.as_json() for row in made]))
        return 0
    began = time.monotonic()
    lines: Sequence[str] = given.only or tuple(LINES)
    faults = () if given.only else planted.FAULTS[: 2 if given.short else None]
    # Fuzzing takes one processor for most of the time; all else is done beside it.
    with ThreadPoolExecutor(given.workers) as pool:
        begun = {line: pool.submit(_line, line, short=given.short) for line in lines}
        caught = list(pool.map(planted.caught, faults))
        found = {line: done.result() for line, done in begun.items()}
    made = [row for line in LINES if line in found for row in found[line]]
    print(table(made))
    print("\n" + summary(found))
    _print_failures(made)
    print(f"\n{sum(row.tries for row in made):,} tries in {time.monotonic() - began:.0f} s")
    failed = sum(row.failed for row in made)
    if caught:
        print("\n" + planted.table(caught))
        failed += sum(not one.is_caught for one in caught)
    if not given.short:
        print(f"kept in {_keep(found, caught, given.results)}")
    return 1 if failed else 0


def _tried(given: argparse.Namespace) -> list[Row]:
    """The rows of a line, of one change only if one is named."""
    only = tuple(make for make in stages.STAGES if given.stage in ("", make.__name__))
    with patch.object(stages, "STAGES", only):
        tries = import_module(f"tests.faults.{given.line}").tries(short=given.short)
        return rows(until_failed(tries) if given.planted else tries)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=LINES, metavar="LINE", help=", ".join(LINES))
    parser.add_argument("--short", action="store_true", help="few tries of each")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the table is kept")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help=argparse.SUPPRESS)
    parser.add_argument("--line", choices=LINES, help=argparse.SUPPRESS)
    parser.add_argument("--stage", default="", help=argparse.SUPPRESS)
    parser.add_argument("--planted", action="store_true", help=argparse.SUPPRESS)
    return parser


def _line(line: str, *, short: bool) -> list[Row]:
    """The rows of a line, which is run in another process."""
    began = time.monotonic()
    with TemporaryDirectory() as folder:
        printed = Path(folder) / "rows"
        arguments = [sys.executable, "-m", "tests.faults", "--line", line]
        with printed.open("wb") as out:
            done = subprocess.run(
                [*arguments, *(["--short"] if short else [])],
                cwd=REPOSITORY,
                env=planted.compiling(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.PIPE,
                check=False,
            )
        if done.returncode:
            failed = Row(line)
            failed.counts["crashed"] += 1
            failed.failures.append(f"crashed: the test itself: {done.stderr.decode()[-3000:]}")
            return [failed]
        made = [Row.from_json(row) for row in json.loads(printed.read_text())]
    tries, failures = sum(each.tries for each in made), sum(each.failed for each in made)
    seconds = time.monotonic() - began
    told = f"{line}: {tries:,} tries, {failures:,} did not survive; {seconds:.0f} s"
    print(told, *(f"  {f}" for row in made for f in row.failures), sep="\n", file=sys.stderr)
    return made


def _print_failures(made: list[Row]) -> None:
    for row in made:
        for failure in row.failures:
            print(f"\n{row.test}: {failure}")
        if row.note:
            print(f"\n{row.test}: {row.note}")


def _keep(found: dict[str, list[Row]], caught: list[planted.Caught], folder: Path) -> Path:
    """Keep the table under the date of today; lines that were not run now stay in it."""
    now = datetime.now(UTC)
    path = folder / f"{now.date()}.json"
    kept: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    lines = kept.get("lines", {}) | {
        line: [row.as_json() for row in made] for line, made in found.items()
    }
    record = {
        "schema": SCHEMA,
        "date": now.isoformat(timespec="seconds"),
        "machine": {"system": platform.system(), "python": platform.python_version()},
        "lines": {line: lines[line] for line in LINES if line in lines},
        "planted": [one._asdict() for one in caught] or kept.get("planted", []),
    }
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
