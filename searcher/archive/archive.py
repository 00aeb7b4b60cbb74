"""An archive: transcripts opened for searching from Python."""

import os
from pathlib import Path
from typing import Self

from searcher.archive.checking import Checking
from searcher.archive.concordances import Concordances
from searcher.archive.counting import Counting
from searcher.archive.keeping import Keeping
from searcher.archive.marking import Marking
from searcher.archive.searching import Searching
from searcher.engines.engine import Engine


class Archive(Searching, Concordances, Counting, Checking, Keeping, Marking):
    """A set of transcripts that is open for searching; `searcher.open` opens one.

    It is a context manager. Several threads may search the same archive at once. If one of them
    closes it, searches that have begun finish, and the last one frees the files. Later calls
    raise `ArchiveClosed`. If the index was changed, the next call reads the new state; each
    call sees one state.

    Args:
        engine: the engine that answers searches.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     for quote in archive.search("M protein", limit=2):
    ...         print(quote.turn.speaker, quote.program.id, quote.turn.number)
    Dr. Samuel Adeyinka m-protein 6
    Dr. Samuel Adeyinka m-protein 2
    """

    @classmethod
    def open(cls, path: Path | str, *others: Path | str, restricted: bool = False) -> Self:
        """Open the index in a directory, or several indexes that are searched as one.

        Args:
            path: the directory.
            others: those of the other indexes.
            restricted: what may not be shown is searched, too, and names are those of the
                transcripts. It is for the owner of the index: hand on nothing of it.

        Raises:
            index.errors.IndexProblem: there is no index, or it cannot be read.
        """
        # `import searcher` alone loads neither NumPy nor the index.
        from searcher.engines.local.engine import LocalEngine

        if not others:
            return cls(LocalEngine.open(Path(path), restricted=restricted))
        # Most archives are one index.
        from searcher.engines.several import SeveralEngines

        # One index under two names is one index.
        folders = {os.path.realpath(each): Path(each) for each in (path, *others)}
        engines: list[Engine] = []
        try:
            engines.extend(
                LocalEngine.open(folder, restricted=restricted) for folder in folders.values()
            )
        except BaseException:
            for engine in engines:
                engine.close()
            raise
        return cls(SeveralEngines(engines))
