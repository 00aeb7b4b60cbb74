"""The files at the paths that are given: files, folders and feeds."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, unreadable
from corpus.feeds.reach import is_own
from corpus.feeds.recognised import is_feed
from corpus.files.file import File, Selection
from corpus.files.given import is_absent, missing, not_regular
from corpus.files.left_out import OTHER_FORMS
from corpus.files.walk import Failed, FeedRead, Found, LeftOut, Told, Walk
from corpus.metadata import sidecar
from corpus.metadata.sidecar import Rules
from corpus.paths import as_text

if TYPE_CHECKING:
    from corpus.feeds.applied import Applied
    from corpus.feeds.matching import Match


def _raise(error: CorpusError) -> None:
    raise error


def find(
    paths: Iterable[Path],
    selection: Selection | None = None,
    left_out: LeftOut = lambda path, reason: None,
    failed: Failed = _raise,
    only: Collection[Path] | None = None,
    feed_read: FeedRead = lambda matching: None,
) -> Iterator[File]:
    """The files at `paths`, and those under them that may be transcripts.

    Folders are walked in the order of their names. A file that is given twice is found
    once, and one that is given itself is never left out. Two files that differ only in
    their suffix keep it in their ids. Links out of a folder are not followed. A feed that is
    given stands for the transcripts of its items, and is not stopped by what is wrong with files
    that are none of these.

    Args:
        paths: files and folders.
        selection: which files of the folders are taken, and how they are read.
        left_out: called for what is left out of the folders.
        failed: called for what cannot be looked at; if not given, the error is raised.
        only: of folders only these files, absolute; no folder is walked that holds none.
        feed_read: called for each feed.

    Raises:
        CorpusError: a path does not exist; a folder cannot be listed; a pattern or a
            `transcripts.toml` cannot be read.
    """
    finder = _Finder(selection or Selection(), Told(left_out, failed, feed_read), only)
    seen: set[Path] = set()
    for given in paths:
        # Unlike Path.resolve, this does not raise for links that lead in a circle.
        path = Path(os.path.realpath(given))
        try:
            mode = path.stat().st_mode
        except OSError as error:
            if not is_absent(given):
                failed(unreadable(path, error))
                continue
            raise missing(given) from error
        if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
            failed(not_regular(path))
            continue
        for file in finder.under(path) if stat.S_ISDIR(mode) else finder.given(path):
            if file.path not in seen:
                seen.add(file.path)
                yield file


class _Finder:
    """Finds files, each with what stands beside it and what feeds say of it."""

    def __init__(
        self,
        selection: Selection,
        told: Told,
        only: Collection[Path] | None = None,
        feed: Path | None = None,
    ) -> None:
        self._selection = selection
        self._told = told
        self._only = only
        self._walk = Walk(selection, told, only, feed)

    def given(self, path: Path) -> Iterable[File]:
        """A file that is given by itself, with the rules of its folder, or the items of a feed."""
        if is_feed(path):
            return self._of_feed(path)
        try:
            names = {other.name for other in path.parent.iterdir()}
        except OSError:
            names = set()  # a folder may let its files be read and not be listed
        try:
            return [self._file(path, path.stem, None, names, Rules().below(path.parent))]
        except OSError as error:
            self._told.failed(unreadable(path, error))
            return []

    def under(self, root: Path) -> Iterator[File]:
        """The files of a folder, with what feeds in it say of them."""
        every: set[Path] = set()
        found = list(self._walk.files(root, every))
        if not every:
            yield from (self._with_beside(one, root) for one in found)
            return
        from corpus.feeds.applied import applied  # few folders have feeds

        feeds = {one.path: one.applies.feeds for one in found}
        said = applied(every, feeds, self._told.failed)
        for matching in said.matchings.values():
            self._told.feed_read(matching)
        yield from self._said(found, root, said)

    def _said(self, found: Sequence[Found], root: Path, said: Applied) -> Iterator[File]:
        """The files of a folder with what feeds say of them, without other forms of these."""
        forms = said.other_forms
        # What is said in a form that may not be shown is said in the others, too.
        restricted = {
            forms[one.path]
            for one in found
            if one.path in forms and self._with_beside(one, root).beside.by_hand.restricted
        }
        for one in found:
            if one.path in forms:
                self._told.left_out(one.path, OTHER_FORMS)
            elif self._walk.is_wanted(one.path):
                file = self._with_beside(one, root)
                match = said.matches.get(one.path)
                yield _with_match(file, match, one.path in restricted) if match else file

    def _with_beside(self, one: Found, root: Path) -> File:
        """A file with what stands beside it.

        Raises:
            CorpusError: what is said of the files of its folder is not known.
        """
        if one.applies.broken is not None:
            raise one.applies.broken
        return self._file(one.path, one.id, root, one.names, one.applies.rules)

    def _file(
        self, path: Path, unique: str, root: Path | None, names: set[str], rules: Rules
    ) -> File:
        beside = sidecar.beside(path, names, rules)
        unique = as_text(unique)
        return File(path, unique, root, beside, self._selection.encoding, self._selection.language)

    # A feed that is given

    def _of_feed(self, path: Path) -> Iterator[File]:
        """The transcripts of the items of a feed that is given."""

        def left_out(left: Path, reason: str) -> None:
            # All else that is left out has nothing to do with the feed.
            if reason == OTHER_FORMS:
                self._told.left_out(left, reason)

        told = Told(left_out, partial(self._fail_of_feed, path), self._told.feed_read)
        yield from _Finder(self._selection, told, self._only, path).of_its_feed(path)

    def _fail_of_feed(self, feed: Path, error: CorpusError) -> None:
        """Tell what concerns a feed. Folders and feeds beside it may be anybody's."""
        at = Path(error.path)
        if at in (feed, feed.parent) or (at.is_relative_to(feed.parent) and is_own(feed, at)):
            self._told.failed(error)

    def of_its_feed(self, feed: Path) -> Iterator[File]:
        """The transcripts of the feed for which this is made."""
        from corpus.feeds.applied import applied

        root = feed.parent
        found = list(self._walk.files(root, set()))
        feeds = {one.path: one.applies.feeds for one in found}
        said = applied({feed}, dict.fromkeys(feeds, (feed,)), self._told.failed)
        # Others count only where they know of the same files.
        known = {*said.matches, *said.other_forms}
        rivals = {other for path in known for other in feeds[path]} - {feed}
        if rivals and feed in said.matchings:
            every = {feed, *rivals}
            among = {path: [one for one in of if one in every] for path, of in feeds.items()}
            said = applied(every, among, self._told.failed)
        if feed not in said.matchings:
            return
        mine = said.matchings[feed]
        self._told.feed_read(mine)
        paths = {match.path for match in mine.matches}
        forms = {other for other, _ in mine.other_forms}
        of_feed = [one for one in found if one.path in paths or one.path in forms]
        for file in self._said(of_feed, root, said):
            if file.path in paths:
                yield replace(file, feed=feed)


def _with_match(file: File, match: Match, restricted: bool) -> File:
    """A file with what a feed says of it, restricted if another form of it is."""
    beside = file.beside.with_feed(match.about, match.item.cast)
    if restricted:
        beside = replace(beside, by_hand=replace(beside.by_hand, restricted=True))
    return replace(file, beside=beside)
