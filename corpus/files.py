"""Which files are read: those that are given, and those of a folder that may be transcripts.

Folders hold much that is none; it is left out with a reason that can be shown (`left_out`).
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, unreadable
from corpus.feeds import fetched
from corpus.feeds.reach import is_own, reaches
from corpus.feeds.recognised import SUFFIXES, is_feed
from corpus.left_out import (
    HIDDEN,
    IGNORE,
    IGNORED,
    INSTALLED,
    INSTALLED_NAMES,
    LINKED_FOLDERS,
    LINKED_OUT,
    LINKS,
    NOT_INCLUDED,
    OTHER_FORMS,
    PAGE_PARTS,
    SIDECARS,
    SPECIAL,
    against_name,
    is_part_of_page,
)
from corpus.metadata import sidecar
from corpus.metadata.sidecar import NOTHING_BESIDE, Beside, Rules
from corpus.paths import as_text, matched_name

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from corpus.feeds.applied import Applied
    from corpus.feeds.matching import Match, Matching


@dataclass(frozen=True, slots=True)
class File:
    """A file that was found, and the id that its program will have.

    Attributes:
        path: the file, absolute.
        id: its path relative to the folder that was given, without the suffix, as text.
        root: the folder that was given, absolute; None where the file itself was.
        beside: what is known of it from the files beside it.
        encoding: the encoding that was given by hand, or None.
        language: the language that was given by hand, or None.
        data: its content, where it is read from no file.
        feed: the feed that was given, where the file is the transcript of one of its items. It is
            the same file as the one that is found in the folder.
    """

    path: Path
    id: str
    root: Path | None
    beside: Beside = NOTHING_BESIDE
    encoding: str | None = None
    language: str | None = None
    data: bytes | None = None
    feed: Path | None = field(default=None, compare=False)

    @property
    def given(self) -> Path | None:
        """The folder or the feed that was given, absolute; None where the file itself was."""
        return self.feed or self.root


#: Is called with a file or a folder that is left out, and why.
LeftOut = Callable[[Path, str], None]
#: Is called for a file or a folder that the system does not let us look at. Nothing is known
#: of it, nor of what is below it: what was found there before may still be there.
Failed = Callable[[CorpusError], None]
#: Is called with what a feed says of the files in its folder.
FeedRead = Callable[["Matching"], None]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which files of folders are taken, and how they are read.

    Attributes:
        include: patterns; if there are any, a file must match one. Whatever matches is taken.
        exclude: patterns of what is left out.
        encoding, language: by hand, for all files.
    """

    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    encoding: str | None = None
    language: str | None = None


ADDRESS = re.compile(r"(?<![^/])(?:https?|ftp):/.*", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class _Folder:
    """What applies in a folder.

    Attributes:
        rules: those of it and of the folders above.
        ignored: patterns of what is ignored, with the folder that each is of.
        feeds: those that count in it, the nearest first.
        broken: why its rules or patterns are not known, where it is looked at for a feed only.
    """

    rules: Rules
    ignored: list[tuple[Path, GitIgnoreSpec]] = field(default_factory=list)
    feeds: tuple[Path, ...] = ()
    broken: CorpusError | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A file that was found in a folder, before what stands beside it is read.

    Attributes:
        path, id: as in `File`.
        names: the names in its folder.
        applies: what applies in its folder.
    """

    path: Path
    id: str
    names: set[str]
    applies: _Folder


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
    walk = _Walk(selection or Selection(), _Told(left_out, failed, feed_read), only)
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
        for file in walk.under(path) if stat.S_ISDIR(mode) else walk.given(path):
            if file.path not in seen:
                seen.add(file.path)
                yield file


def is_absent(path: Path) -> bool:
    """Whether the system says that there is nothing at a path; an error of another kind is no."""
    try:
        return not path.exists()
    except OSError:
        return False


def not_regular(path: Path) -> CorpusError:
    """The error for a pipe, a socket or a device, which may never end."""
    return CorpusError(
        path,
        "it is no file but a pipe, a socket or a device",
        advice="to read from a pipe give - as the path",
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """Whom a walk tells what it meets; see `find`."""

    left_out: LeftOut
    failed: Failed
    feed_read: FeedRead


class _Walk:
    """A walk over folders with what is to be taken from them."""

    def __init__(
        self,
        selection: Selection,
        told: _Told,
        only: Collection[Path] | None = None,
        feed: Path | None = None,
    ) -> None:
        self.only = only
        self.feed = feed
        self.told = told
        self.above_only = {folder for path in only or () for folder in path.parents}
        self.selection = selection
        self.left_out = told.left_out
        self.failed = told.failed
        self.include = _patterns("--include", selection.include)
        self.exclude = _patterns("--exclude", selection.exclude)

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
            self.failed(unreadable(path, error))
            return []

    def under(self, root: Path) -> Iterator[File]:
        """The files of a folder, with what feeds in it say of them."""
        every: set[Path] = set()
        found = list(self._walked(root, every))
        if not every:
            yield from (self._with_beside(one, root) for one in found)
            return
        from corpus.feeds.applied import applied  # few folders have feeds

        said = applied(every, {one.path: one.applies.feeds for one in found}, self.failed)
        for matching in said.matchings.values():
            self.told.feed_read(matching)
        yield from self._said(found, root, said)

    def _said(self, found: Sequence[_Found], root: Path, said: Applied) -> Iterator[File]:
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
                self.left_out(one.path, OTHER_FORMS)
            elif self._is_wanted(one.path):
                file = self._with_beside(one, root)
                match = said.matches.get(one.path)
                yield _with_match(file, match, one.path in restricted) if match else file

    def _of_feed(self, path: Path) -> Iterator[File]:
        """The transcripts of the items of a feed that is given."""

        def left_out(left: Path, reason: str) -> None:
            # All else that is left out has nothing to do with the feed.
            if reason == OTHER_FORMS:
                self.left_out(left, reason)

        told = _Told(left_out, partial(self._fail_of_feed, path), self.told.feed_read)
        yield from _Walk(self.selection, told, self.only, path).of_its_feed(path)

    def _fail_of_feed(self, feed: Path, error: CorpusError) -> None:
        """Tell what concerns a feed. Folders and feeds beside it may be anybody's."""
        at = Path(error.path)
        if at in (feed, feed.parent) or (at.is_relative_to(feed.parent) and is_own(feed, at)):
            self.failed(error)

    def of_its_feed(self, feed: Path) -> Iterator[File]:
        """The transcripts of the feed for which this walk is made."""
        from corpus.feeds.applied import applied

        root = feed.parent
        found = list(self._walked(root, set()))
        feeds = {one.path: one.applies.feeds for one in found}
        said = applied({feed}, dict.fromkeys(feeds, (feed,)), self.failed)
        # Others count only where they know of the same files.
        known = {*said.matches, *said.other_forms}
        rivals = {other for path in known for other in feeds[path]} - {feed}
        if rivals and feed in said.matchings:
            every = {feed, *rivals}
            among = {path: [one for one in of if one in every] for path, of in feeds.items()}
            said = applied(every, among, self.failed)
        if feed not in said.matchings:
            return
        mine = said.matchings[feed]
        self.told.feed_read(mine)
        paths = {match.path for match in mine.matches}
        forms = {other for other, _ in mine.other_forms}
        of_feed = [one for one in found if one.path in paths or one.path in forms]
        for file in self._said(of_feed, root, said):
            if file.path in paths:
                yield replace(file, feed=feed)

    def _is_wanted(self, path: Path) -> bool:
        return self.only is None or path in self.only

    def _walked(self, root: Path, every: set[Path]) -> Iterator[_Found]:
        """The files of a folder; the feeds that count in it go to `every`."""
        above = {root: _Folder(Rules())}

        def failed(error: OSError) -> None:
            self.failed(unreadable(error.filename or root, error))

        for place, folders, names in os.walk(root, onerror=failed):
            here = Path(place)
            try:
                applies = self._folder(here, root, above.pop(here), names)
                every.update(applies.feeds)
            except OSError as error:
                self.failed(unreadable(here, error))  # its rules are not known
                folders.clear()
                continue
            against_folder = partial(self._against_folder, root=root, names=names, applies=applies)
            below = [here / name for name in sorted(folders)]
            below = [path for path in below if self._is_looked_at(path, applies.feeds)]
            kept = self._kept(below, against_folder)
            above |= dict.fromkeys(kept, applies)
            folders[:] = [path.name for path in kept]
            for one in self._files(here, root, sorted(names), applies):
                if applies.feeds or self._is_wanted(one.path):
                    yield one

    def _is_looked_at(self, folder: Path, feeds: Iterable[Path]) -> bool:
        """Whether a folder is walked that is below one with these feeds."""
        if self.feed is not None:
            return reaches(self.feed, folder)
        # What a feed says depends on all files that it reaches.
        is_wanted = self.only is None or folder in self.above_only
        return is_wanted or any(reaches(feed, folder) for feed in feeds)

    def _kept(self, paths: Iterable[Path], against: Callable[[Path], str | None]) -> list[Path]:
        """The paths without those that are left out, with the reason, or cannot be looked at."""
        kept = []
        for path in paths:
            try:
                reason = against(path)
            except OSError as error:
                self.failed(unreadable(path, error))
                continue
            if reason:
                self.left_out(path, reason)
            else:
                kept.append(path)
        return kept

    def _folder(self, path: Path, root: Path, above: _Folder, names: Iterable[str]) -> _Folder:
        applies = self._with_rules(path, above)
        named = [
            path / name
            for name in sorted(names)
            if name.lower().endswith(SUFFIXES) or path / name == self.feed
        ]
        own = [each for each in named if self._is_taken_as_feed(each, root, applies)]
        return replace(applies, feeds=(*own, *applies.feeds))

    def _with_rules(self, path: Path, above: _Folder) -> _Folder:
        """What applies in a folder by the one above and by its own rules and patterns."""
        feeds = tuple(feed for feed in above.feeds if reaches(feed, path))
        ignored = list(above.ignored)
        try:
            if (ignore := path / IGNORE).is_file():
                lines = ignore.read_text("utf-8", "replace").splitlines()
                if (spec := _patterns(str(ignore), lines)) is not None:
                    ignored.append((path, spec))
            return _Folder(above.rules.below(path), ignored, feeds, above.broken)
        except CorpusError as error:
            if self.feed is None and (self.only is None or path in self.above_only):
                raise
            # The folder is looked at for a feed only, and may have nothing to do with it.
            return replace(above, feeds=feeds, broken=error)

    def _is_taken_as_feed(self, path: Path, root: Path, applies: _Folder) -> bool:
        """Whether a file of a folder is a feed that counts."""
        if path == self.feed:
            return True
        if path.name.startswith(".") or not stat.S_ISREG(path.lstat().st_mode):
            return False
        return not self._is_ignored(path, root, applies) and is_feed(path)

    def _files(
        self, here: Path, root: Path, names: list[str], applies: _Folder
    ) -> Iterator[_Found]:
        present = set(names)
        against_file = partial(self._against_file, root=root, names=present, applies=applies)
        taken = self._kept([here / name for name in names], against_file)
        stems = Counter(path.stem for path in taken)
        for path in taken:
            relative = path.relative_to(root)
            unique = relative if stems[path.stem] > 1 else relative.with_suffix("")
            yield _Found(path, unique.as_posix(), present, applies)

    def _with_beside(self, one: _Found, root: Path) -> File:
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
        return File(path, unique, root, beside, self.selection.encoding, self.selection.language)

    def _against_folder(
        self, path: Path, root: Path, names: Sequence[str], applies: _Folder
    ) -> str | None:
        """Why nothing in a folder is read, or None.

        Raises:
            OSError: the system does not say what it is.
        """
        if path.name.startswith("."):
            return HIDDEN
        if path.name.casefold() in INSTALLED_NAMES:
            return INSTALLED
        if is_part_of_page(path.name, {*names}):
            return PAGE_PARTS
        if self._is_ignored(path, root, applies, "/"):
            return IGNORED
        return LINKED_FOLDERS if stat.S_ISLNK(path.lstat().st_mode) else None

    def _against_file(
        self, path: Path, root: Path, names: set[str], applies: _Folder
    ) -> str | None:
        """Why a file of a folder is not read, or None.

        Raises:
            OSError: the system does not say what it is.
        """
        if path.name.startswith("."):
            return HIDDEN
        if self._is_ignored(path, root, applies):
            return IGNORED
        if path in applies.feeds or path.name in (fetched.NAME, fetched.LOCK):
            return SIDECARS
        if self.include is not None:
            if not self.include.match_file(matched_name(path, root)):
                return NOT_INCLUDED
        elif reason := against_name(path.name, names):
            return reason
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            # The target of a link out of the folder is not looked at: it may be anything.
            target = Path(os.path.realpath(path))
            return LINKS if target.is_relative_to(root) or is_absent(path) else LINKED_OUT
        return None if stat.S_ISREG(mode) else SPECIAL

    def _is_ignored(self, path: Path, root: Path, applies: _Folder, end: str = "") -> bool:
        if self.exclude is not None and self.exclude.match_file(matched_name(path, root) + end):
            return True
        return any(
            spec.match_file(matched_name(path, folder) + end) for folder, spec in applies.ignored
        )


def _with_match(file: File, match: Match, restricted: bool) -> File:
    """A file with what a feed says of it, restricted if another form of it is."""
    beside = file.beside.with_feed(match.about, match.item.cast)
    if restricted:
        beside = replace(beside, by_hand=replace(beside.by_hand, restricted=True))
    return replace(file, beside=beside)


def unmatched(include: Iterable[str], files: Collection[File]) -> list[str]:
    """The patterns of `include` that match no file of a folder."""
    names = [matched_name(file.path, file.root) for file in files if file.root]
    return [
        pattern
        for pattern in include
        if not pattern.startswith(("!", "#"))
        and (spec := _patterns("--include", [pattern])) is not None
        and not any(map(spec.match_file, names))
    ]


def missing(path: Path) -> CorpusError:
    """The error of a path that does not exist; it may be an address."""
    # A path has lost one of the slashes of `https://`.
    if (address := ADDRESS.search(str(path))) is None:
        return CorpusError(path, "there is no such file or folder", advice="check the path")
    return CorpusError(
        address[0], "addresses are not fetched", advice="save the page, then name the file"
    )


def _patterns(where: str, lines: Iterable[str]) -> GitIgnoreSpec | None:
    """Patterns as in a `.gitignore`; None where there are none.

    Raises:
        CorpusError: one of them cannot be read.
    """
    lines = list(lines)
    if not lines:
        return None
    from pathspec import GitIgnoreSpec  # few folders have patterns, and it takes long to load

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise CorpusError(where, f"a pattern cannot be read: {error}", advice="mend it") from error
