"""`make bench`: this project beside stock Whoosh, SQLite FTS5 and tantivy, on the same turns.

python -m tests.bench [FOLDER] [--turns N] [--full-whoosh] [--growth] [--only ROW...]
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from tests.bench import report, turns
from tests.bench.process import REPOSITORY
from tests.bench.record import RESULTS, Record, record
from tests.bench.run import GROUPS, Bench, Options

#: Measured where no folder is given and this one is there.
FOLDER = REPOSITORY.parent / "shared" / "corpora" / "changelog"


def arguments() -> argparse.ArgumentParser:
    """The options of the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="transcripts; else text is generated")
    parser.add_argument("--turns", type=int, help="only so many turns of it")
    parser.add_argument(
        "--full-whoosh", action="store_true", help="stock Whoosh on all turns, which takes minutes"
    )
    parser.add_argument("--growth", action="store_true", help="10 %%, 100 %% and 10 times as much")
    parser.add_argument(
        "--only", nargs="+", choices=GROUPS, metavar="ROW", help=f"of {', '.join(GROUPS)}"
    )
    parser.add_argument("--rounds", type=int, default=3, help="of every build (%(default)s)")
    parser.add_argument(
        "--results",
        type=Path,
        help="folder that keeps the figures as JSON; a run on a part is kept only if it is named",
    )
    return parser


def measured(folder: Path | None, turn_limit: int | None, options: Options) -> Record:
    """Run all that is asked for, in a folder that is deleted when it is done."""
    with TemporaryDirectory(prefix="bench-") as name:
        scratch = Path(name).resolve()
        options.tell("reading transcripts")
        corpus = turns.prepare(folder.resolve() if folder else None, turn_limit, scratch)
        bench = Bench(corpus, scratch, options)
        return record(corpus, bench.engines, list(bench.rows()))


def main(given: list[str] | None = None) -> int:
    """Measure, print, keep; the exit status is 1 where the engines disagree."""
    asked = arguments().parse_args(given)
    standard = tuple(group for group in GROUPS if group != "growth" or asked.growth)
    options = Options(
        only=tuple(asked.only or standard),
        full_whoosh=asked.full_whoosh,
        rounds=asked.rounds,
        tell=lambda what: print(f"… {what}", file=sys.stderr, flush=True),
    )
    folder = asked.folder or (FOLDER if FOLDER.is_dir() else None)
    kept = measured(folder, asked.turns, options)
    console = Console()
    if not console.is_terminal:
        console = Console(width=report.WIDTH)
    report.show(kept, console)
    results = asked.results or (None if asked.turns or asked.only else RESULTS)
    if results:
        kept.write(results)
    return 1 if any(row.same is False for row in kept.rows) else 0


if __name__ == "__main__":
    sys.exit(main())
