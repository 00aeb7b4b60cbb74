"""A walk over a folder and those below it: the files that are taken, with what applies to them."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, unreadable
from corpus.feeds.reach import reaches
from corpus.feeds.recognised import SUFFIXES, is_feed
from corpus.files.file import Selection
from corpus.files.folder import Choice, Folder
from corpus.files.left_out import IGNORE
from corpus.files.patterns import patterns
from corpus.metadata.sidecar import Rules

if TYPE_CHECKING:
    from corpus.feeds.matching import Matching

#: Is called with a file or a folder that is left out, and why.
LeftOut = Callable[[Path, str], None]
#: Is called for a file or a folder that the system does not let us look at. Nothing is known
#: of it, nor of what is below it: what was found there before may still be there.
Failed = Callable[[CorpusError], None]
#: Is called with what a feed says of the files in its folder.
FeedRead = Callable[["Matching"], None]


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a walk tells what it meets; see `corpus.files.find`."""

    left_out: LeftOut
    failed: Failed
    feed_read: FeedRead


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found in a folder, before what stands beside it is read.

    Attributes:
        path, id: as in `File`.
        names: the names in its folder.
        applies: what applies in its folder.
    """

    path: Path
    id: str
    names: set[str]
    applies: Folder


class Walk:
    """A walk over folders with what is to be taken from them.

    Args:
        selection: which files are taken.
        told: who is told what is left out, and what cannot be looked at.
        only: only these files, absolute; no folder is walked that holds none.
        feed: only what this feed reaches.

    Raises:
        CorpusError: a pattern of the selection cannot be read.
    """

    def __init__(
        self,
        selection: Selection,
        told: Told,
        only: Collection[Path] | None = None,
        feed: Path | None = None,
    ) -> None:
        self._choice = Choice(selection)
        self._told = told
        self._only = only
        self._above_only = {folder for path in only or () for folder in path.parents}
        self._feed = feed

    def is_wanted(self, path: Path) -> bool:
        """Whether a file is one of those that are wanted."""
        return self._only is None or path in self._only

    def files(self, root: Path, every: set[Path]) -> Iterator[Found]:
        """The files of a folder that are taken; what feeds reach is there, wanted or not.

        Args:
            root: the folder.
            every: the feeds that count in it or below are put here.
        """
        above = {root: Folder(Rules())}

        def failed(error: OSError) -> None:
            self._told.failed(unreadable(error.filename or root, error))

        for place, folders, names in os.walk(root, onerror=failed):
            here = Path(place)
            try:
                applies = self._folder(here, root, above.pop(here), names)
                every.update(applies.feeds)
            except OSError as error:
                self._told.failed(unreadable(here, error))  # its rules are not known
                folders.clear()
                continue
            against_folder = partial(
                self._choice.against_folder, root=root, names=names, applies=applies
            )
            below = [here / name for name in sorted(folders)]
            below = [path for path in below if self._is_looked_at(path, applies.feeds)]
            kept = self._kept(below, against_folder)
            above |= dict.fromkeys(kept, applies)
            folders[:] = [path.name for path in kept]
            for one in self._files(here, root, sorted(names), applies):
                if applies.feeds or self.is_wanted(one.path):
                    yield one

    def _is_looked_at(self, folder: Path, feeds: Iterable[Path]) -> bool:
        """Whether a folder is walked that is below one with these feeds."""
        if self._feed is not None:
            return reaches(self._feed, folder)
        # What a feed says depends on all files that it reaches.
        is_wanted = self._only is None or folder in self._above_only
        return is_wanted or any(reaches(feed, folder) for feed in feeds)

    def _kept(self, paths: Iterable[Path], against: Callable[[Path], str | None]) -> list[Path]:
        """The paths without those that are left out, with the reason, or cannot be looked at."""
        kept = []
        for path in paths:
            try:
                reason = against(path)
            except OSError as error:
                self._told.failed(unreadable(path, error))
                continue
            if reason:
                self._told.left_out(path, reason)
            else:
                kept.append(path)
        return kept

    def _files(self, here: Path, root: Path, names: list[str], applies: Folder) -> Iterator[Found]:
        """The files of one folder that are taken."""
        present = set(names)
        against_file = partial(self._choice.against_file, root=root, names=present, applies=applies)
        taken = self._kept([here / name for name in names], against_file)
        stems = Counter(path.stem for path in taken)
        for path in taken:
            relative = path.relative_to(root)
            unique = relative if stems[path.stem] > 1 else relative.with_suffix("")
            yield Found(path, unique.as_posix(), present, applies)

    # What applies in a folder

    def _folder(self, path: Path, root: Path, above: Folder, names: Iterable[str]) -> Folder:
        applies = self._with_rules(path, above)
        named = [
            path / name
            for name in sorted(names)
            if name.lower().endswith(SUFFIXES) or path / name == self._feed
        ]
        own = [each for each in named if self._is_taken_as_feed(each, root, applies)]
        return replace(applies, feeds=(*own, *applies.feeds))

    def _with_rules(self, path: Path, above: Folder) -> Folder:
        """What applies in a folder by the one above and by its own rules and patterns."""
        feeds = tuple(feed for feed in above.feeds if reaches(feed, path))
        ignored = list(above.ignored)
        try:
            if (ignore := path / IGNORE).is_file():
                lines = ignore.read_text("utf-8", "replace").splitlines()
                if (spec := patterns(str(ignore), lines)) is not None:
                    ignored.append((path, spec))
            return Folder(above.rules.below(path), ignored, feeds, above.broken)
        except CorpusError as error:
            if self._feed is None and (self._only is None or path in self._above_only):
                raise
            # The folder is looked at for a feed only, and may have nothing to do with it.
            return replace(above, feeds=feeds, broken=error)

    def _is_taken_as_feed(self, path: Path, root: Path, applies: Folder) -> bool:
        """Whether a file of a folder is a feed that counts."""
        if path == self._feed:
            return True
        if path.name.startswith(".") or not stat.S_ISREG(path.lstat().st_mode):
            return False
        return not self._choice.is_ignored(path, root, applies) and is_feed(path)
