"""Searches that are waited for: what is new for them whenever the index has changed."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.errors import IndexMissing, IndexProblem, KeptProblem
from searcher.archive import Archive
from searcher.kept import news
from searcher.kept.alerts import Alerts
from searcher.kept.news import News
from searcher.kept.saved import SavedFile
from searcher.syntax.parser import parse


class Listener:
    """Tells what is new for some searches, each quote once.

    Args:
        index: the folder of the index.
        alerts: the words of searches. New for them is what was not in the index at the beginning;
            where there was none, what it did not have after it was made.
        names: the names of saved searches.
    """

    def __init__(self, index: Path, alerts: Sequence[str] = (), names: Sequence[str] = ()) -> None:
        self._index = index
        self._alerts = Alerts(index, alerts) if alerts else None
        self._names = tuple(dict.fromkeys(names))
        self._state = ""
        self._knows_beginning = self._alerts is None
        self._problems: list[str] = []
        self._told: set[str] = set()

    def begin(self) -> None:
        """Note what is found already; call it before the index is changed.

        Raises:
            QueryError: a search cannot be read.
            RequestError: a search cannot be run.
            index.errors.KeptProblem: there is no saved search of a name.
            index.errors.IndexProblem: the index cannot be read.
        """
        for words in self._alerts.searches() if self._alerts else ():
            parse(words)
        try:
            with Archive.open(self._index) as archive:
                file = SavedFile(self._index)
                for name in self._names:
                    if name not in (known := file.searches()):
                        raise news.unknown(file, name, known)
                self._note_beginning(archive)
        except IndexMissing:
            if self._names:
                raise

    def _note_beginning(self, archive: Archive) -> None:
        if self._alerts is not None:
            with archive.news(alerts=self._alerts) as found:
                for one in found.told:
                    if one.problem is not None:
                        raise one.problem
        self._knows_beginning = True

    @contextlib.contextmanager
    def news(self) -> Iterator[tuple[News, ...]]:
        """What is new, as a context manager: it is noted as told when the block ends without error.

        An index that cannot be read now is a problem, and what is new is told another time.
        """
        with contextlib.ExitStack() as stack:
            found: list[News] = []
            self._problems = []
            state = self._state
            try:
                archive = stack.enter_context(Archive.open(self._index))
                if archive.state != self._state:
                    state = archive.state
                    found = self._found(archive, stack)
            except IndexMissing:
                pass  # no file has been read yet
            except IndexProblem as problem:
                self._problems.append(str(problem))
            yield tuple(found)
        if not self._problems:
            self._state = state

    def _found(self, archive: Archive, stack: contextlib.ExitStack) -> list[News]:
        """What is new now; a file that cannot be used does not stop the other searches."""
        found = []
        if not self._knows_beginning:
            self._note_beginning(archive)
        elif self._alerts is not None:
            found.append(stack.enter_context(archive.news(alerts=self._alerts)))
        if self._names:
            try:
                found.append(stack.enter_context(archive.news(*self._names)))
            except KeptProblem as problem:
                self._problems.append(str(problem))
        for one in (one for each in found for one in each.told):
            if one.problem is not None:
                self._problems.append(f"{one.search.name} cannot be searched for: {one.problem}")
        return found

    def problems(self) -> list[str]:
        """What could not be searched for; each is told once, until it is over."""
        new = [problem for problem in self._problems if problem not in self._told]
        self._told = set(self._problems)
        return new
