"""An error or an interrupt at any call leaves the old state of an index or the new one."""

import contextlib
import errno
import gc
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import CommitInterrupted, IndexMissing
from index.library.check import check
from index.library.library import Library
from index.registry import corrections
from index.update import transaction
from index.update.corrector import Corrector
from index.update.update import update
from tests.faults.faults import Faults, injected
from tests.index.update.test_update import held, touch

State = tuple[dict[str, list[str]], list[str]]
Change = Callable[[Path, Path], object]

ERRORS: dict[str, Callable[[], BaseException]] = {
    "full": lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "broken": lambda: OSError(errno.EIO, os.strerror(errno.EIO)),
    "exit": lambda: SystemExit(1),
}


def first_run(directory: Path, folder: Path) -> None:
    """Make an index."""
    update(directory, [folder], workers=1)


def new_file(directory: Path, folder: Path) -> None:
    """Read a file that is new, and one that has changed; a segment is written anew."""
    (folder / "three.md").write_text("**Ann:** The third talk.\n\n**Dan:** Yes.\n")
    touch(folder / "one.md", "**Ann:** New words.\n")
    update(directory, [folder], workers=1)


def correction(directory: Path, folder: Path) -> None:
    """Say that two people are one."""
    with Corrector(directory) as corrector:
        corrector.merge("Ann", "Ben")


def state(directory: Path) -> State:
    """What an index holds: the texts of each program, and its speakers."""
    try:
        texts = held(directory)
    except IndexMissing:
        return {}, []
    with Library.open(directory) as library:
        speakers = sorted({library.turn(int(d))[1].speaker for d in library.documents()})
    return texts, speakers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two transcripts."""
    made = tmp_path / "talks"
    made.mkdir()
    (made / "one.md").write_text("**Ann:** The first talk.\n\n**Ben:** It is short.\n")
    (made / "two.md").write_text("**Ann:** The second talk.\n\n**Cid:** It is shorter.\n")
    return made


@pytest.mark.slow
@pytest.mark.parametrize("interrupted", [True, False], ids=["interrupt", "error"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("change", [first_run, new_file, correction])
def test_the_index_is_whole(
    tmp_path: Path, folder: Path, change: Change, after: bool, interrupted: bool
) -> None:
    """It holds what it held, or all of the change; the next run leaves no other file."""
    before = tmp_path / "before"
    if change is not first_run:
        update(before, [folder], workers=1)
    old = state(before)
    complete = tmp_path / "complete"
    if before.exists():
        shutil.copytree(before, complete)
    counted = Faults(complete, error=KeyboardInterrupt)
    with injected(counted):
        change(complete, folder)
    new = state(complete)
    assert old != new
    assert "fsync" in counted.calls
    for number, name in enumerate(counted.calls):
        directory = tmp_path / f"{number}"
        if before.exists():
            shutil.copytree(before, directory)
        error = KeyboardInterrupt if interrupted else [*ERRORS.values()][number % len(ERRORS)]
        faults = Faults(directory, number, after=after, error=error)
        raised: BaseException | None = None
        try:
            with injected(faults):
                change(directory, folder)
        except (KeyboardInterrupt, SystemExit, Exception) as caught:
            raised = caught
        found = state(directory)
        assert found in (old, new), f"{number} {name}"
        if isinstance(raised, CommitInterrupted):
            assert found == new
        elif isinstance(raised, KeyboardInterrupt) and change is not correction:
            assert found == old, f"{number} {name}: the message says that it is unchanged"
        if found[0]:
            assert not check(directory).broken
        raised = None
        gc.collect()  # a lock that could not be given back goes with its traceback
        # A correction that was made is refused when it is made again.
        if number % 4 == 0 and (change is not correction or found == old):
            with injected(Faults(directory, error=KeyboardInterrupt)):
                change(directory, folder)
            assert state(directory) == new
            assert not [path.name for path in directory.iterdir() if ".part" in path.name]
        shutil.rmtree(directory, ignore_errors=True)  # a first run may have left none


@pytest.mark.slow
def test_a_merge_that_is_interrupted(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Segments that are merged by a commit are those of before, or the merged one."""
    base = tmp_path / "base"
    with monkeypatch.context() as patch:
        patch.setattr(transaction, "_worth_merging", lambda segments: segments[:1])
        update(base, [folder / "one.md"], workers=1)
        update(base, [folder / "two.md"], workers=1)
    (folder / "four.md").write_text("**Ann:** The fourth talk.\n\n**Eve:** Yes.\n")
    old = state(base)
    complete = tmp_path / "complete"
    shutil.copytree(base, complete)
    counted = Faults(complete, error=KeyboardInterrupt)
    with injected(counted):
        update(complete, [folder / "four.md"], workers=1)
    new = state(complete)
    assert len(list(complete.glob("*.columns"))) == 1
    for number in range(len(counted.calls)):
        directory = tmp_path / f"{number}"
        shutil.copytree(base, directory)
        faults = Faults(directory, number, after=True, error=KeyboardInterrupt)
        with injected(faults), contextlib.suppress(KeyboardInterrupt):
            update(directory, [folder / "four.md"], workers=1)
        assert state(directory) in (old, new)
        assert not check(directory).broken
        shutil.rmtree(directory)


def test_a_correction_that_is_cut_short_leaves_the_old_file(tmp_path: Path, folder: Path) -> None:
    """`speakers.toml` cannot be made again from the transcripts: no byte of it is lost."""
    directory = tmp_path / "index"
    update(directory, [folder], workers=1)
    correction(directory, folder)
    before = (directory / corrections.NAME).read_bytes()
    assert before
    counted = Faults(directory, error=KeyboardInterrupt)
    with injected(counted), Corrector(directory) as corrector:
        corrector.role("Ann", "guest")
    before = (directory / corrections.NAME).read_bytes()
    written = Faults(directory, counted.calls.index("write"), error=ERRORS["full"])
    with (
        injected(written),
        pytest.raises(OSError, match="space"),
        Corrector(directory) as corrector,
    ):
        corrector.role("Ann", "host")
    assert (directory / corrections.NAME).read_bytes() == before
