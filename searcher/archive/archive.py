"""An archive: transcripts opened for searching from Python."""

import os
from pathlib import Path
from typing import Self

from index.opensearch.scheme import is_address
from searcher.archive.checking import Checking
from searcher.archive.concordances import Concordances
from searcher.archive.correcting import Correcting
from searcher.archive.counting import Counting
from searcher.archive.keeping import Keeping
from searcher.archive.marking import Marking
from searcher.archive.searching import Searching
from searcher.engines.engine import Engine
from searcher.errors import RequestError


class Archive(Searching, Concordances, Counting, Checking, Keeping, Marking, Correcting):
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
        """Open the index in a directory or in a cluster, or several that are searched as one.

        The address of an index in a cluster is such as `opensearch+https://search-1:9200/hansard`.

        Args:
            path: the directory.
            others: those of the other indexes.
            restricted: what may not be shown is searched, too, and names are those of the
                transcripts. It is for the owner of the index: hand on nothing of it.

        Raises:
            index.errors.IndexProblem: there is no index, or it cannot be read.
        """
        if not others:
            return cls(_opened(path, restricted=restricted))
        # One index under two names is one index.
        places = {
            each if is_address(each) else os.path.realpath(each): each for each in (path, *others)
        }
        if len(places) == 1:
            return cls(_opened(path, restricted=restricted))
        if not any(map(is_address, places.values())):
            # Most archives are one index.
            from searcher.engines.local.joint import opened

            return cls(opened([Path(each) for each in places.values()], restricted=restricted))
        # As above.
        from searcher.engines.several import SeveralEngines

        engines: list[Engine] = []
        try:
            engines.extend(_opened(each, restricted=restricted) for each in places.values())
        except BaseException:
            for engine in engines:
                engine.close()
            raise
        return cls(SeveralEngines(engines))


def _opened(place: Path | str, *, restricted: bool) -> Engine:
    """The engine of the index at a place.

    Args:
        place: its folder, or its address in a cluster.
        restricted: as in `Archive.open`. A cluster has nothing that may not be shown.

    Raises:
        index.errors.IndexProblem: there is no index, or it cannot be read.
    """
    if is_address(place):
        # Most indexes are on this machine. The client of a cluster is an extra.
        from index.opensearch.address import refuse_without_client

        refuse_without_client(str(place))
        if restricted:
            raise RequestError("a cluster has only what may be shown: leave out what asks for more")
        from searcher.engines.opensearch.engine import ClusterEngine

        return ClusterEngine.open(str(place))
    # `import searcher` alone loads neither NumPy nor the index.
    from searcher.engines.local.engine import LocalEngine

    return LocalEngine.open(Path(place), restricted=restricted)
