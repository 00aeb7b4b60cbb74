"""Marking: tags and notes on turns."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.corrected_words import source_text
from corpus.model import WITHHELD
from searcher.archive.anchoring import Anchors
from searcher.archive.lifetime import Lifetime
from searcher.archive.options import all_filters
from searcher.engines.request import Request
from searcher.errors import PassageUnknown, RequestError
from searcher.lists import TupleOf
from searcher.query.filters import Filters
from searcher.ranking.orders import Order

if TYPE_CHECKING:
    from index.annotation.marks import Mark, MarksFile
    from searcher.engines.engine import Engine
    from searcher.engines.marked import Marked

#: How many turns are tagged at once. Whoever tags more has searched for too little.
MOST = 1_000

#: The id of a program, and the number of a turn.
_Turn = tuple[str, int]


class Marking(Lifetime):
    """The calls of an archive about tags and notes; to change them it must be one index."""

    def marks(self) -> "tuple[Marked, ...]":
        """All tags and notes, in the order in which they were made, each with its turn.

        A turn that is gone is None; the tag or the note is never lost.

        Raises:
            index.errors.KeptProblem: their file is broken, or a newer version wrote it.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     archive.marks()
        ()
        """
        return self._answer(lambda engine: TupleOf(engine.marked()))

    def tag(
        self,
        *query: str,
        add: Iterable[str] = (),
        remove: Iterable[str] = (),
        at: str | None = None,
        filters: Filters | None = None,
        **narrowed: object,
    ) -> int:
        """Put tags on turns, and take others from them; how many turns were meant.

        Args:
            query: the clauses of a search; plain words must all be in one turn.
            add: the tags to put on them.
            remove: the tags to take from them.
            at: a turn, as `m-protein:12`, in place of a search.
            filters: as in `search`.
            narrowed: as in `search`.

        Raises:
            KeptProblem: a tag has characters that cannot be typed after `tag:`, or the file of
                the tags cannot be used.
            PassageUnknown: there is no such turn.
            QueryError: the search cannot be read.
            RequestError: more than 1,000 turns are meant, or there is no such filter.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     archive.tag("iron forgives", add=["metal"])
        ...     archive.search("tag:metal").total
        ...     archive.tag("iron forgives", remove=["metal"])
        1
        1
        1
        """
        chosen = all_filters(filters, narrowed)

        def tagging(engine: "Engine") -> int:
            file = _file(engine)
            added = [file.checked_code(code) for code in add]
            taken = {file.checked_code(code) for code in remove}
            turns = _found(engine, query, chosen) if at is None else [_named(engine, at)]
            places = {*turns}
            anchor = Anchors(engine)

            def changed(marks: "Sequence[Marked]") -> "list[Mark]":
                kept = [one for one in marks if not (one.code in taken and one.place in places)]
                has = {(one.code, one.place) for one in kept}
                new = [
                    anchor.mark(*turn, code=code)
                    for turn in turns
                    for code in dict.fromkeys(added)
                    if (code, turn) not in has
                ]
                return [*(one.mark for one in kept), *new]

            _change(engine, file, changed)
            return len(turns)

        return self._answer(tagging)

    def note(self, at: str, text: str) -> None:
        """Write a note on a turn; an empty text removes the notes that are on it.

        Args:
            at: the turn, as `m-protein:12`.
            text: the note.

        Raises:
            KeptProblem: the note is too long, or the file of the notes cannot be used.
            PassageUnknown: there is no such turn.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     archive.note("m-protein:6", "compare with the lab report")
        ...     [(one.note, one.place) for one in archive.marks()]
        ...     archive.note("m-protein:6", "")
        [('compare with the lab report', ('m-protein', 6))]
        """

        def noting(engine: "Engine") -> None:
            file = _file(engine)
            turn = _named(engine, at)
            note = file.checked_note(text) if text else ""

            def changed(marks: "Sequence[Marked]") -> "list[Mark]":
                if note:
                    return [*(one.mark for one in marks), Anchors(engine).mark(*turn, note=note)]
                return [one.mark for one in marks if one.code or one.place != turn]

            _change(engine, file, changed)

        self._answer(noting)


def _file(engine: "Engine") -> "MarksFile":
    """The file of the tags and notes.

    Raises:
        RequestError: the archive is no single index.
    """
    # A search does not need it; so below.
    from index.annotation.marks import MarksFile

    folder: Path | None = engine.folder
    if folder is None:
        raise RequestError("tags and notes belong to one index on this machine: open one")
    return MarksFile(folder)


def _change(
    engine: "Engine", file: "MarksFile", changed: "Callable[[Sequence[Marked]], list[Mark]]"
) -> None:
    """Replace the tags and notes by what they become, while nobody else changes them."""
    with file.locked():
        file.replace(changed(engine.marked()))


def _found(engine: "Engine", query: Sequence[str], filters: Filters) -> list[_Turn]:
    """The turns that a search finds.

    Raises:
        RequestError: they are too many.
    """
    request = Request(
        tuple(query),
        filters,
        order=Order.PROGRAM,
        strict=True,
        copies=True,
        all_words=True,
    )
    every = engine.every(request)
    if every.found.total > MOST:
        raise RequestError(
            f"{every.found.total:,} turns are meant, and at most {MOST:,} are tagged at once: "
            "search for more words, or give a filter"
        )
    return [(quote.program.id, quote.turn.number) for quote in every]


def _named(engine: "Engine", at: str) -> _Turn:
    """The turn that somebody names.

    Raises:
        PassageUnknown: there is none, or no turn is named.
    """
    from searcher.passages.passage import Wanted
    from searcher.passages.read import read

    passage = read(Wanted(at, 0), engine)
    number = passage.turn
    turn = next((one for one in passage.program.turns if one.number == number), None)
    if turn is None:
        raise PassageUnknown(f"{at!r} names no turn; give one, such as {passage.program.id}:1")
    if source_text(turn) == WITHHELD:
        raise PassageUnknown(f"turn {number} of {passage.program.id} is withheld: tag another one")
    return passage.program.id, turn.number
