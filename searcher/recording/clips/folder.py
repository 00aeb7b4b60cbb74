"""A folder of clips, or of a list of them."""

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.paths import as_bytes
from index import atomic
from searcher.errors import SearcherError
from searcher.recording import lists
from searcher.recording.clips.cutting import CutFailed, cut, early_note, file_name
from searcher.recording.stretch import Stretch

_NEW = 0o666


class FolderUsed(SearcherError):
    """A folder for clips has other files in it."""


def refuse_used(folder: Path) -> None:
    """Refuse a folder in which something could be replaced.

    Raises:
        FolderUsed: it is not empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderUsed(f"{folder} is not empty; name a new folder, so that nothing is replaced")


def write_list(name: str, stretches: Sequence[Stretch], folder: Path) -> list[Path]:
    """Write a list of stretches; its files.

    Args:
        name: the format, a key of `lists.FORMATS`.
        stretches: what is on it.
        folder: where.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file, text in lists.files(name, stretches):
        path = folder / file
        with atomic.replacing(path, mode=_NEW) as out:
            out.write(as_bytes(text))
        written.append(path)
    return written


def cut_all(
    program: str,
    stretches: Sequence[Stretch],
    folder: Path,
    *,
    encoded: bool,
    told: Callable[[int, int], None],
) -> tuple[list[Path], list[str]]:
    """Cut clips; the files, and which could not be made, or begin too early.

    Where no clip could be made, no folder is left that was not there.

    Args:
        program: ffmpeg.
        stretches: of recordings that are files.
        folder: where.
        encoded: whether to encode anew.
        told: is called with how many are done, and of how many.
    """
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        notes = _cut_into(program, stretches, folder, written, encoded=encoded, told=told)
    finally:
        if is_new and not written:
            with contextlib.suppress(OSError):
                folder.rmdir()
    return written, notes


def _cut_into(
    program: str,
    stretches: Sequence[Stretch],
    folder: Path,
    written: list[Path],
    *,
    encoded: bool,
    told: Callable[[int, int], None],
) -> list[str]:
    """Cut clips, and note each in `written`; what could not be made, or begins too early."""
    notes: list[str] = []
    for number, stretch in enumerate(stretches, start=1):
        told(number - 1, len(stretches))
        path = folder / file_name(stretch, number, encoded=encoded)
        # A clip has its name when it is whole.
        part = path.with_name(f".part-{path.name}")
        try:
            early = cut(program, stretch, part, encoded=encoded)
            part.rename(path)
            written.append(path)
            if early:
                notes.append(early_note(path.name, early))
        except CutFailed as error:
            notes.append(str(error))
        finally:
            part.unlink(missing_ok=True)
    return notes
