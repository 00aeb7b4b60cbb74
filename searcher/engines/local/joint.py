"""The engine of several indexes on this machine that are searched as one index."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import refusing_unsound
from index.library.freshness import Freshness
from index.library.joint_listing import JointListing, refusal
from index.library.listing import Listing
from searcher.engines.local.engine import LocalEngine

if TYPE_CHECKING:
    from index.library.joint_library import JointLibrary
    from searcher.engines.engine import Engine
    from searcher.engines.marked import Marked


class JointEngine(LocalEngine):
    """An engine over several indexes that answers as one over an index of all their programs.

    Args:
        listing: the indexes.
        freshness: of each of them, from before it was opened.
    """

    def __init__(self, listing: JointListing, freshness: Sequence[Freshness]) -> None:
        super().__init__(listing, freshness[0])
        self._joint = listing
        self._fresh = freshness

    def renewed(self, *, thorough: bool = False) -> "Engine | None":
        """An engine over the indexes as they are now, or None where none has changed.

        Raises:
            index.errors.IndexProblem: one has changed, and cannot be read.
        """
        if all(one.is_same() if thorough else one.is_current() for one in self._fresh):
            return None
        return opened([part.path for part in self._joint.parts])

    def marked(self) -> "list[Marked]":
        """The tags and notes that are kept beside each index.

        Raises:
            index.errors.KeptProblem: a file of them cannot be used.
        """
        # A search does not need it.
        from searcher.engines.local.marked import marked_in_each

        with self._reading():
            return marked_in_each(self._library)

    @property
    def folder(self) -> Path | None:
        """None: what people keep belongs to one index."""
        return None

    @property
    def state(self) -> str:
        """A name of all indexes as they were opened."""
        return "".join(one.state for one in self._fresh)

    @cached_property
    def _library(self) -> "JointLibrary":
        # A list of programs or speakers starts without it, and without NumPy.
        from index.library.joint_library import JointLibrary

        return JointLibrary(self._joint)


def opened(paths: Sequence[Path], *, restricted: bool = False) -> "Engine":
    """The engine of several indexes: of all as one if that can be, else of each by itself.

    Args:
        paths: their folders, which are different.
        restricted: as in `LocalEngine.open`.

    Raises:
        index.errors.IndexProblem: one of them is no index, or it cannot be read.
    """
    listings: list[Listing] = []
    freshness = []
    try:
        for path in paths:
            freshness.append(Freshness(path))
            with refusing_unsound(path):
                listings.append(Listing.open(path, restricted=restricted))
        if not any(map(refusal, listings)):
            return JointEngine(JointListing(listings), freshness)
    except BaseException:
        for listing in listings:
            listing.close()
        raise
    # As each engine knows only its own programs, fewer searches are so.
    from searcher.engines.several import SeveralEngines

    return SeveralEngines(
        [LocalEngine(one, fresh) for one, fresh in zip(listings, freshness, strict=True)]
    )
