"""An index that follows files and folders: brought up to date, whatever becomes of one of them."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from corpus.errors import CorpusError, SearcherError
from corpus.files import Selection, missing, not_regular
from corpus.paths import from_text
from index.errors import IndexLocked
from index.library.manifest import Manifest, read_sources
from index.update.summary import Summary
from index.update.update import update
from index.workers.build import Progress
from searcher.errors import RequestError
from searcher.value import Value

#: Seconds that another program which writes the index is waited for, before that is told and then.
_UNTOLD, _TOLD = 2.0, 1e9


class Followed(Value):
    """What became of a round.

    Attributes:
        summaries: what the updates did that were made.
        problems: what could not be done, or not with some files. Each is told once, and again
            if it comes again after it was over.
    """

    summaries: tuple[Summary, ...]
    problems: tuple[str, ...]


class Follower:
    """Brings an index up to date with files and folders, again and again.

    Args:
        index: the folder of the index.
        roots: the files and folders, as `roots` returns them.
        selection: which files of folders are taken, and how they are read.
        waits: told why the index cannot be written now, if that takes longer.
    """

    def __init__(
        self,
        index: Path,
        roots: Sequence[Path],
        selection: Selection,
        waits: Callable[[str], None] = lambda reason: None,
    ) -> None:
        self._index = index
        self._roots = roots
        self._selection = selection
        self._waits = waits
        self._told: set[str] = set()
        self._has_begun = False

    def round(self, progress: Progress | None = None) -> Followed:
        """Bring the index up to date.

        A folder that is gone or empty loses nothing, and does not stop the others. What fails
        is a problem, and the next round tries it again.

        Raises:
            SearcherError, OSError: nothing could be done, in the first round.
        """
        summaries, problems = self._done(self._roots, progress)
        if problems and not (summaries or self._has_begun):
            raise problems[0]
        self._has_begun = True
        told = [str(problem) for problem in problems]
        for summary in summaries:
            told += map(str, (*summary.unseen, *summary.skipped))
        new = tuple(problem for problem in told if problem not in self._told)
        self._told = set(told)
        return Followed(tuple(summaries), new)

    def _done(
        self, roots: Sequence[Path], progress: Progress | None = None
    ) -> tuple[list[Summary], list[SearcherError | OSError]]:
        """Bring the index up to date with some of the files and folders, as far as possible."""
        try:
            return [self._updated(roots, progress)], []
        except CorpusError as problem:
            if len(roots) == 1:
                return [], [problem]
            parts = [self._done([root]) for root in roots]
            return [one for part in parts for one in part[0]], [
                one for part in parts for one in part[1]
            ]
        except (SearcherError, OSError) as problem:
            return [], [problem]

    def _updated(self, roots: Sequence[Path], progress: Progress | None) -> Summary:
        chosen = self._selection
        try:
            return update(self._index, roots, progress, selection=chosen, wait=_UNTOLD)
        except IndexLocked as locked:
            self._waits(locked.reason)
            return update(self._index, roots, progress, selection=chosen, wait=_TOLD)


def roots(index: Path, given: Iterable[Path]) -> list[Path]:
    """What is followed: what was given, else what the index was made of.

    Raises:
        CorpusError: a path is not there.
        RequestError: nothing was given, and the index was made of nothing that can be followed.
        index.errors.IndexProblem: the index cannot be read.
    """
    paths = [Path(os.path.realpath(path)) for path in given]
    for path in paths:
        if not path.exists():
            raise missing(path)
        if not path.is_dir() and not path.is_file():
            raise not_regular(path)
    if not paths:
        manifest = Manifest.read(index)
        sources = read_sources(index, manifest.generation)
        known = {Path(from_text(source.root or path)) for path, source in sources.items()}
        # What was read from standard input is nowhere.
        paths = sorted(path for path in known if path.is_absolute())
        if not paths:
            raise RequestError(
                f"{index}: the index was made of no files: name a folder, searcher watch FOLDER"
            )
    return _outermost(paths)


def _outermost(paths: Collection[Path]) -> list[Path]:
    """The paths that are in no other one."""
    return [
        path
        for path in dict.fromkeys(paths)
        if not any(path != other and path.is_relative_to(other) for other in paths)
    ]
