"""The folder of what was fetched for the feeds beside it: whole files, and a record of them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from corpus.errors import CorpusError
from corpus.feeds import fetched
from corpus.feeds.fetched import Record, Saved
from corpus.feeds.recognised import is_feed
from index import atomic
from index.errors import IndexLocked
from index.lock import WriteLock
from searcher.fetching.client import Answer

#: Who may read what is fetched: whom the user's mask lets, as with files that a browser saves.
_MODE = 0o666


class Folder:
    """The folder of what was fetched, while it is changed.

    Attributes:
        path: the folder, `transcripts` beside the feeds.
        record: what was fetched.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.record: Record = fetched.read(path)

    def known(self, url: str) -> Saved | None:
        """What is known of a transcript whose file is there."""
        saved = self.record.transcripts.get(url)
        return saved if saved and (self.path / saved.file).is_file() else None

    def file(self, url: str) -> Path:
        """The file of a transcript that was fetched."""
        return self.path / self.record.transcripts[url].file

    def save(self, url: str, stem: str, suffix: str, answer: Answer) -> bool:
        """Save a transcript under a name that it keeps; whether it has changed.

        Args:
            url: where it is from.
            stem: its name without the suffix, if it has none yet.
            suffix: that of its form.
            answer: its content, and what the server said of it.
        """
        assert answer.data is not None
        before = self.record.transcripts.get(url)
        name = before.file if before and before.file.endswith(suffix) else None
        path = self.path / (name or self._free(stem, suffix, answer.data))
        changed = not _has_content(path, answer.data)
        if changed:
            _write(path, answer.data)
        saved = Saved(path.name, answer.etag, answer.modified)
        self._remember(replace(self.record, transcripts={**self.record.transcripts, url: saved}))
        if before and before.file != path.name:
            # The form has changed: the old file is of the same address.
            (self.path / before.file).unlink(missing_ok=True)
        return changed

    def save_feed(self, url: str, name: str, answer: Answer) -> Path:
        """Save a feed beside the folder."""
        before = self.record.feeds.get(url)
        # The record may be a stranger's: nothing but a feed is replaced.
        known = before is not None and is_feed(self.path.parent / before.file)
        path = self.path.parent / (before.file if before and known else self._free_feed(name))
        if answer.data is not None and not _has_content(path, answer.data):
            _write(path, answer.data)
        saved = Saved(path.name, answer.etag, answer.modified)
        self._remember(replace(self.record, feeds={**self.record.feeds, url: saved}))
        return path

    def _remember(self, record: Record) -> None:
        self.record = record
        _write(self.path / fetched.NAME, record.encoded())

    def _free(self, stem: str, suffix: str, data: bytes) -> str:
        """A name that no other file has; a file with this content is taken for the same."""
        taken = {saved.file for saved in self.record.transcripts.values()}
        number = 1
        while True:
            name = f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"
            path = self.path / name
            if name not in taken and (not path.exists() or _has_content(path, data)):
                return name
            number += 1

    def _free_feed(self, name: str) -> str:
        """A name beside the folder that no file has."""
        stem, _, suffix = name.rpartition(".")
        number = 1
        while (self.path.parent / name).exists():
            number += 1
            name = f"{stem}-{number}.{suffix}"
        return name


@contextmanager
def opened(feeds: Path) -> Iterator[Folder]:
    """The folder of what was fetched for the feeds in `feeds`; it is made if it is not there.

    Raises:
        CorpusError: another process fetches into it.
        OSError: it cannot be written.
    """
    path = feeds / fetched.FOLDER
    path.mkdir(parents=True, exist_ok=True)
    lock = WriteLock(path / fetched.LOCK)
    try:
        lock.acquire()
    except IndexLocked as error:
        reason = "another searcher fetches transcripts into this folder"
        raise CorpusError(path, reason, advice="wait until it has ended") from error
    try:
        for each in path.iterdir():
            if atomic.final_name(each.name) != each.name:
                each.unlink(missing_ok=True)  # of a process that was killed
        yield Folder(path)
    finally:
        _leave_nothing(path)
        lock.release()


def _leave_nothing(path: Path) -> None:
    """Remove a folder for which nothing was fetched."""
    if [each.name for each in path.iterdir()] == [fetched.LOCK]:
        with contextlib.suppress(OSError):
            (path / fetched.LOCK).unlink()
            path.rmdir()


def _has_content(path: Path, data: bytes) -> bool:
    try:
        return atomic.read(path) == data
    except OSError:
        return False


def _write(path: Path, data: bytes) -> None:
    with atomic.replacing(path, mode=_MODE) as file:
        file.write(data)
