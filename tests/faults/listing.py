"""Folders that cannot be listed, and drives that are not mounted: their programs stay."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from corpus.errors import SearcherError
from index.update.update import update
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import ONE, places
from tests.faults.state import state

ERRORS = ("EIO", "EMFILE", "EACCES", "ESTALE", "ENOMEM", "ENXIO")


def tries(*, short: bool) -> Tries:
    """Each error at each call that looks at each folder; then folders that are empty or gone."""
    with places() as root:
        folder, directory = root / "talks", root / "index"
        for name in ("", "east", "east/far", "west"):
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name / "talk.md").write_text(ONE.replace("first", f"talk {name}"))
        update(directory, [folder], workers=1)
        before = state(directory)
        for name in ERRORS[:2] if short else ERRORS:
            for call in ("scandir", "listdir", "stat"):
                for hidden in ("talks", "east", "far", "talk.md"):
                    with _failing(call, hidden, getattr(errno, name)):
                        outcome = _updated(directory, folder, before, f"{name}, {call} {hidden}")
                    yield "a folder or a file that cannot be looked at", outcome
        for gone in (folder, folder / "east", folder / "east" / "far"):
            for empty in (True, False):
                away = root / "away"
                gone.rename(away)
                if empty:
                    gone.mkdir()
                if empty or gone == folder:
                    row = "a drive that is not mounted"
                    yield row, _updated(directory, folder, before, f"{gone.name}, {empty}")
                shutil.rmtree(gone, ignore_errors=True)
                away.rename(gone)


@contextmanager
def _failing(name: str, hidden: str, number: int) -> Iterator[None]:
    """Let a call fail for everything of a name."""
    call = getattr(os, name)

    def failing(path: Any = ".", *arguments: Any, **options: Any) -> Any:
        if not isinstance(path, int) and Path(os.fsdecode(path)).name == hidden:
            raise OSError(number, os.strerror(number), str(path))
        return call(path, *arguments, **options)

    with patch.object(os, name, failing):
        yield


def _updated(directory: Path, folder: Path, before: object, what: str) -> Outcome:
    try:
        update(directory, [folder], workers=1)
    except SearcherError:
        pass
    except Exception as error:
        return Outcome(Verdict.CRASHED, f"{what}: {type(error).__name__}: {error}")
    found = state(directory)
    return Outcome(Verdict.SURVIVED if found == before else Verdict.LOST, f"{what}: {found}")
