"""What applies in a folder: rules, patterns, feeds; and why what is in it is not taken."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError
from corpus.feeds import fetched
from corpus.files.file import Selection
from corpus.files.given import is_absent
from corpus.files.left_out import (
    HIDDEN,
    IGNORED,
    INSTALLED,
    INSTALLED_NAMES,
    LINKED_FOLDERS,
    LINKED_OUT,
    LINKS,
    NOT_INCLUDED,
    PAGE_PARTS,
    SIDECARS,
    SPECIAL,
    against_name,
    is_part_of_page,
)
from corpus.files.patterns import patterns
from corpus.metadata.sidecar import Rules
from corpus.paths import matched_name

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(slots=True)
class Folder:
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


class Choice:
    """Which files of folders are taken, by the patterns that are given and by what applies there.

    Args:
        selection: the patterns that are given.

    Raises:
        CorpusError: one of them cannot be read.
    """

    def __init__(self, selection: Selection) -> None:
        self._include = patterns("--include", selection.include)
        self._exclude = patterns("--exclude", selection.exclude)

    def against_folder(
        self, path: Path, root: Path, names: Sequence[str], applies: Folder
    ) -> str | None:
        """Why nothing in a folder is read, or None.

        Args:
            path: the folder.
            root: the folder that was given.
            names: the names of the files beside it.
            applies: what applies in the folder above it.

        Raises:
            OSError: the system does not say what it is.
        """
        if path.name.startswith("."):
            return HIDDEN
        if path.name.casefold() in INSTALLED_NAMES:
            return INSTALLED
        if is_part_of_page(path.name, {*names}):
            return PAGE_PARTS
        if self.is_ignored(path, root, applies, "/"):
            return IGNORED
        return LINKED_FOLDERS if stat.S_ISLNK(path.lstat().st_mode) else None

    def against_file(self, path: Path, root: Path, names: set[str], applies: Folder) -> str | None:
        """Why a file of a folder is not read, or None.

        Args:
            path: the file.
            root: the folder that was given.
            names: the names of the files in its folder.
            applies: what applies there.

        Raises:
            OSError: the system does not say what it is.
        """
        if path.name.startswith("."):
            return HIDDEN
        if self.is_ignored(path, root, applies):
            return IGNORED
        if path in applies.feeds or path.name in (fetched.NAME, fetched.LOCK):
            return SIDECARS
        if self._include is not None:
            if not self._include.match_file(matched_name(path, root)):
                return NOT_INCLUDED
        elif reason := against_name(path.name, names):
            return reason
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            # The target of a link out of the folder is not looked at: it may be anything.
            target = Path(os.path.realpath(path))
            return LINKS if target.is_relative_to(root) or is_absent(path) else LINKED_OUT
        return None if stat.S_ISREG(mode) else SPECIAL

    def is_ignored(self, path: Path, root: Path, applies: Folder, end: str = "") -> bool:
        """Whether a pattern says that a file or a folder is left out.

        Args:
            path: the file or the folder.
            root: the folder that was given.
            applies: what applies in the folder that it is in.
            end: "/" after a folder.
        """
        if self._exclude is not None and self._exclude.match_file(matched_name(path, root) + end):
            return True
        return any(
            spec.match_file(matched_name(path, folder) + end) for folder, spec in applies.ignored
        )
