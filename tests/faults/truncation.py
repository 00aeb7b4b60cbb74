"""A file of an index that becomes shorter under a reader."""

import os
from pathlib import Path
from unittest.mock import patch

from index.columnar import container
from index.errors import IndexProblem
from searcher.archive import Archive
from tests.faults.damage import SEARCHES
from tests.faults.forks import forked
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import Stage, an_update, places, prepared, spread

ROW = "a segment that becomes shorter under a reader"
_WRONG = 3


def tries(*, short: bool) -> Tries:
    """Each file cut at many lengths while an archive is open."""
    with places() as root:
        stage = prepared(an_update, root)
        with Archive.open(stage.before) as archive:
            right = _found(archive)
        for name in sorted(path.name for path in stage.before.glob("*.columns")):
            size = (stage.before / name).stat().st_size
            for length in spread(range(size), 3 if short else 60):
                # A small file is read; as if it were a large one, it is mapped.
                for limit in (0, container.READ):
                    with patch.object(container, "READ", limit):
                        yield ROW, _cut(stage, name, length, right)


def _found(archive: Archive) -> list[list[object]]:
    found = (archive.search(words, limit=20) for words in SEARCHES)
    return [[quote.to_dict() for quote in results] for results in found]


def _cut(stage: Stage, name: str, length: int, right: object) -> Outcome:
    directory = stage.copy("try")

    def work() -> int:
        with Archive.open(directory) as archive:
            archive.search(SEARCHES[0])
            os.truncate(directory / name, length)
            try:
                return 0 if _found(archive) == right else _WRONG
            except IndexProblem:
                return 0

    ended = forked(work, Path(stage.root) / "printed")
    what = f"{name} cut to {length} bytes under a reader: {ended}"
    if ended.status == _WRONG:
        return Outcome(Verdict.WRONG, what)
    return Outcome(Verdict.CRASHED if ended.status else Verdict.SURVIVED, what)
