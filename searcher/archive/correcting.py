"""Correcting: words that were misheard, in their turns."""

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.model import Program, Turn
from index.errors import CommitInterrupted, IndexProblem, after_commit, before_change
from searcher.archive.anchoring import Anchors
from searcher.archive.lifetime import Lifetime
from searcher.archive.misheard import Misheard, anchored, file_of, in_turn, named, saying
from searcher.archive.options import all_filters
from searcher.engines.corrected import State
from searcher.errors import RequestError
from searcher.lists import TupleOf
from searcher.query.filters import Filters

if TYPE_CHECKING:
    from index.word_corrections.corrections import WordCorrection, WordCorrectionsFile
    from searcher.engines.corrected import CorrectedWords
    from searcher.engines.engine import Engine

#: How many places are looked at together. Nobody reviews more.
MOST = 2_000
#: The seconds that a correction waits for another program that changes the index.
_WAIT = 30.0


class Correcting(Lifetime):
    """The calls of an archive about corrections of words; to change them it must be one index."""

    def corrections(self) -> "tuple[CorrectedWords, ...]":
        """All corrections of words, in the order in which they were made, each with its turn.

        One whose words are gone is listed, too; no correction is ever lost.

        Raises:
            index.errors.KeptProblem: their file is broken, or a newer version wrote it.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     archive.corrections()
        ()
        """
        return self._answer(lambda engine: TupleOf(engine.corrected()))

    def misheard(
        self,
        wrong: str,
        right: str,
        *,
        at: str | None = None,
        sounds_like: bool = False,
        filters: Filters | None = None,
        **narrowed: object,
    ) -> tuple[Misheard, ...]:
        """The places where words are said that may have to be corrected; nothing is changed.

        Args:
            wrong: the words as the transcripts have them, in any case.
            right: the words that were said.
            at: the turn in which they are looked for, as `m-protein:12`; None for all turns.
            sounds_like: whether to look for words that sound like either of them, too.
            filters: as in `search`.
            narrowed: as in `search`.

        Raises:
            KeptProblem: one of the two has no word, or too many.
            PassageUnknown: there is no such turn.
            RequestError: there are more than 2,000 places, or there is no such filter.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     [place.address for place in archive.misheard("thirty winters", "30 winters")]
        ['lighthouse:2/1']
        """
        chosen = all_filters(filters, narrowed)

        def looking(engine: "Engine") -> tuple[Misheard, ...]:
            file = file_of(engine)
            typed, said = file.checked(wrong), file.checked(right)
            if at is not None:
                program, turn = named(engine, at)
                return TupleOf(in_turn(program, turn, [typed], said))
            turns: dict[tuple[str, int], tuple[Program, Turn, list[str]]] = {}
            for quote, spoken in saying(engine, typed, said, chosen, sounds_like=sounds_like):
                program, turn = quote.program, quote.turn
                turns.setdefault((program.id, turn.number), (program, turn, []))[2].extend(spoken)
                _refuse_many(len(turns))
            found = [one for each in turns.values() for one in in_turn(*each, said)]
            _refuse_many(len(found))
            return TupleOf(found)

        self._made_whole()
        return self._answer(looking)

    def correct(self, *places: Misheard) -> "tuple[CorrectedWords, ...]":
        """Correct words at some places, as `misheard` found them.

        Words are replaced in their turn only. The file stays as it is, and a search finds the turn
        by both. The index is brought up to date at once.

        Returns:
            The corrections. One that could not be made, because its turn has changed meanwhile or
            its words stand for what may not be shown, is not among them, and not kept.

        Raises:
            KeptProblem: the file of the corrections cannot be used.
            index.errors.IndexProblem: the index cannot be written.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     (made,) = archive.correct(*archive.misheard("thirty winters", "30 winters"))
        ...     archive.search('"30 winters"').total, archive.search('"thirty winters"').total
        ...     archive.uncorrect(made.number)
        (1, 1)
        1
        """
        return self._kept(lambda engine: list(_as_they_are(engine, places)))

    def portable(self, *places: "Misheard | CorrectedWords") -> "tuple[WordCorrection, ...]":
        """Places, or corrections, with all by which they are found again, also in another index.

        Args:
            places: what `misheard` or `corrections` returned. Corrections that may not be shown
                are left out.
        """
        return self._answer(lambda engine: tuple(_as_they_are(engine, places)))

    def keep_corrections(
        self, corrections: "Iterable[WordCorrection]"
    ) -> "tuple[CorrectedWords, ...]":
        """Make corrections that were made elsewhere; those that are there already are left out.

        Each is looked for by its text. What is found nowhere is kept, and made when it is found.

        Raises:
            KeptProblem, index.errors.IndexProblem: as `correct`.
        """
        from datetime import UTC, datetime

        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

        def checked(engine: "Engine") -> "list[WordCorrection]":
            file = file_of(engine)
            every = (
                replace(one, wrong=file.checked(one.wrong), right=file.checked(one.right), made=now)
                for one in corrections
            )
            return [one for one in every if one.wrong != one.right]

        return self._kept(checked, keeps_gone=True)

    def _kept(
        self, made: "Callable[[Engine], list[WordCorrection]]", *, keeps_gone: bool = False
    ) -> "tuple[CorrectedWords, ...]":
        added: dict[int, None] = {}

        def adding(engine: "Engine") -> None:
            new = made(engine)
            with file.locked():
                kept, last = file.kept()
                known = {_same(one) for one in kept}
                if any(_same(one) not in known for one in new):
                    # Their programs may have other ids by now, their turns other numbers.
                    known.update(map(_same, _as_they_are(engine, engine.corrected())))
                every = [*kept]
                fresh = [one for one in new if _same(one) not in known]
                for one in _as_in_files(file, fresh):
                    if _same(one) not in known:
                        known.add(_same(one))
                        last += 1
                        added[last] = None
                        every.append(replace(one, number=last))
                if added:
                    file.replace(every, last)

        file = self._made_whole()
        with _obeyed(
            file,
            lambda: bool(added) and added.keys() <= _numbers(file),
            # What is not in the index now must not come there later.
            lambda: _forget(file, added.keys()),
        ):
            self._answer(adding)
        with after_commit():
            found = [one for one in self.corrections() if one.number in added]
            lost = {one.number for one in found if one.words is None and one.state == State.GONE}
            if lost and keeps_gone:
                # Lists may be older than the last change of the files.
                lost &= _there_already(file.kept().corrections)
            if lost:
                _forget(file, lost)
                _obey(file)
                found = [one for one in found if one.number not in lost]
            return TupleOf(found)

    def _made_whole(self) -> "WordCorrectionsFile":
        """The file of the corrections; a change of it that was cut off is made whole."""
        file = self._answer(file_of)
        with before_change():
            _obey(file)
        return file

    def uncorrect(self, *numbers: int) -> int:
        """Undo corrections: their turns have the words of the file again; how many there were.

        Args:
            numbers: of the corrections.

        Raises:
            RequestError: there is no correction of one of the numbers.
            KeptProblem, index.errors.IndexProblem: as `correct`.
        """
        undone: list[WordCorrection] = []
        wanted = frozenset(numbers)
        file = self._made_whole()
        with (
            _obeyed(
                file,
                lambda: bool(undone) and not wanted & _numbers(file),
                lambda: _remember(file, undone),
            ),
            file.locked(),
        ):
            kept, last = file.kept()
            known = {one.number for one in kept}
            if unknown := sorted(wanted - known):
                there = f"{min(known)} to {max(known)}" if known else "none"
                raise RequestError(
                    f"there is no correction {unknown[0]} (there is {there}): "
                    "see `searcher correct --list`"
                )
            undone.extend(one for one in kept if one.number in wanted)
            file.replace((one for one in kept if one.number not in wanted), last)
        return len(undone)


def _as_they_are(
    engine: "Engine", places: "Iterable[Misheard | CorrectedWords]"
) -> "Iterator[WordCorrection]":
    """Places and corrections, with what they are found by now."""
    anchors = Anchors(engine)
    for one in places:
        if isinstance(one, Misheard):
            yield anchored(anchors, one)
        elif one.program is not None and one.turn is not None and one.words is not None:
            start, end = one.words.start, one.words.end
            yield anchored(anchors, Misheard(one.program, one.turn, start, end, 1, one.right))
        elif one.wrong:
            yield one.correction


def _refuse_many(places: int) -> None:
    """Refuse more places than anybody looks at.

    Raises:
        RequestError: there are more.
    """
    if places > MOST:
        raise RequestError(
            f"there are more than {MOST:,} places: give more words, or a filter such as --speaker"
        )


def _as_in_files(
    file: "WordCorrectionsFile", corrections: "Sequence[WordCorrection]"
) -> "list[WordCorrection]":
    """Corrections with what they are found by in the files of the transcripts."""
    # As below.
    from index.update.originals import as_in_files

    return as_in_files(file.path.parent, corrections)


def _obey(file: "WordCorrectionsFile") -> None:
    """Bring the index in line with the corrections."""
    # A search does not need it.
    from index.update.update import obey_corrections

    obey_corrections(file.path.parent, _WAIT)


@contextlib.contextmanager
def _obeyed(
    file: "WordCorrectionsFile", is_made: Callable[[], bool], undo: Callable[[], None]
) -> Iterator[None]:
    """Bring the index in line with a change of the file in the block, or undo this change.

    Args:
        file: the corrections.
        is_made: whether the change is in the file.
        undo: takes it out of the file.

    Raises:
        CommitInterrupted: an interrupt came when the change was in the index already.
    """
    try:
        yield
        _obey(file)
    except BaseException as error:
        is_undone = False
        # What stands in the way may have been there once.
        with contextlib.suppress(IndexProblem, OSError):
            if is_made():
                if isinstance(error, KeyboardInterrupt) and not _is_behind(file):
                    raise CommitInterrupted from error
                undo()
                is_undone = True
                _obey(file)
        if is_undone and isinstance(error, CommitInterrupted):
            raise KeyboardInterrupt from error
        raise


def _is_behind(file: "WordCorrectionsFile") -> bool:
    """Whether the index is not in line with the corrections."""
    # As above.
    from index.update.update import is_behind

    return is_behind(file.path.parent)


def _numbers(file: "WordCorrectionsFile") -> set[int]:
    return {one.number for one in file.kept().corrections}


def _forget(file: "WordCorrectionsFile", numbers: Collection[int]) -> None:
    with file.locked():
        kept, last = file.kept()
        file.replace((one for one in kept if one.number not in numbers), last)


def _remember(file: "WordCorrectionsFile", corrections: "Iterable[WordCorrection]") -> None:
    with file.locked():
        kept, last = file.kept()
        every = {one.number: one for one in (*kept, *corrections)}
        file.replace((every[number] for number in sorted(every)), last)


def _same(one: "WordCorrection") -> "WordCorrection":
    """A correction without what tells it from one that does the same at the same place.

    Short turns are often said again in the same words: only what is around them differs.
    """
    return replace(one, number=0, made="")


def _there_already(every: "Iterable[WordCorrection]") -> set[int]:
    """The numbers of corrections of which an older one does the same in a turn of the same text."""
    known: set[WordCorrection] = set()
    found: set[int] = set()
    for one in every:
        alike = replace(_same(one), program="", turn=0, prefix="", suffix="")
        if alike in known:
            found.add(one.number)
        known.add(alike)
    return found
