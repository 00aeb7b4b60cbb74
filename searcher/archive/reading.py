"""Reading: programs and speakers, and passages of programs."""

from typing import TYPE_CHECKING

from searcher.archive.lifetime import Lifetime
from searcher.lists import ListOf
from searcher.query.filters import EVERYTHING, Filters

if TYPE_CHECKING:
    from corpus.model import Program
    from index.turn_record import Entry
    from searcher.engines.speaker_list import Speaker
    from searcher.passages.passage import Passage, Wanted


class Reading(Lifetime):
    """The calls of an archive that return programs, speakers and passages."""

    def programs(self) -> "list[Entry]":
        """The programs with their numbers of turns, by id.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     entry = archive.programs()[0]
        >>> entry.program.id, entry.turns
        ('2022-05-17-car-t', 19)
        """
        used = self._begin()
        try:
            return ListOf(used.engine.programs())
        finally:
            self._end(used)

    def speakers(self) -> "list[Speaker]":
        """Everybody who speaks, most turns first.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     person = archive.speakers()[0]
        >>> person.name, person.turns
        ('Marisol', 9)
        """
        used = self._begin()
        try:
            return ListOf(used.engine.speakers())
        finally:
            self._end(used)

    def program(self, program_id: str) -> "Program | None":
        """The program with this id and its turns, or None if there is none.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     program = archive.program("m-protein")
        >>> program.title, len(program.turns)
        ('What Is My M Protein Telling Me?', 15)
        """
        used = self._begin()
        try:
            return used.engine.program(program_id)
        finally:
            self._end(used)

    def entry(self, program_id: str) -> "Entry | None":
        """The program with this id, without its turns, or None if there is none.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     archive.entry("m-protein").turns
        15
        """
        return self._answer(lambda engine: engine.entry(program_id))

    def called(self, name: str) -> "list[Entry]":
        """The programs that a name may mean: an id, a title, or words of these.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     [entry.program.id for entry in archive.called("what is my M protein telling")]
        ['m-protein']
        """
        return self._answer(lambda engine: ListOf(engine.called(name)))

    def passage(
        self,
        name: str,
        *find: str,
        context: int | None = None,
        hit: int | None = None,
        filters: Filters = EVERYTHING,
        synonyms: bool = True,
        sounds_like: bool = False,
    ) -> "Passage":
        """A program, or a part of it, with the matches of a search marked.

        Args:
            name: a program, as `called` takes it, and maybe a place in it: `m-protein`,
                `m-protein:12`, `m-protein:12-20`, `m-protein@12:34`.
            find: the clauses of a search; `matches` says where it matches.
            context: how many turns before and after come with it; None for two around a turn, a
                time or a hit, and for none around a range.
            hit: the number of a turn that the search finds in the program, from 1: the passage is
                this turn and its context.
            filters: what every match must match, too.
            synonyms: whether to search for the synonyms in `synonyms.toml`, too.
            sounds_like: whether to search for words that sound alike, too.

        Raises:
            PassageUnknown: there is no such program, turn, time or hit.
            RequestError: an option has an invalid value.
            QueryError: the search cannot be read.
            ArchiveClosed: the archive is closed.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     shown = archive.passage("m-protein", "M protein", hit=2, context=0)
        >>> shown.turn, shown.matches.turns[:3]
        (2, (1, 2, 3))
        """
        # A search shows no passages.
        from searcher.passages.passage import Wanted

        return self.wanted(Wanted(name, context, find, hit, filters, synonyms, sounds_like))

    def wanted(self, wanted: "Wanted") -> "Passage":
        """As `passage`, for whoever has put together what is wanted.

        Raises:
            PassageUnknown, RequestError, QueryError, ArchiveClosed: as `passage`.
        """
        # As above.
        from searcher.passages.read import read

        return self._answer(lambda engine: read(wanted, engine))
