"""Dispersion: where in each program something is said, from its first word to its last one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpus.model import Program
from searcher.query.filters import EVERYTHING, Filters
from searcher.value import Value

if TYPE_CHECKING:
    # The values need no NumPy.
    from searcher.concordance.counts.grouping import Groupings
    from searcher.concordance.matched import Matched
    from searcher.query.tier import Tier


class Dispersed(NamedTuple):
    """The matches in one program.

    Attributes:
        program: the program, without its turns.
        words: how many words are said in it.
        turns: how many of its turns match.
        places: for each match the number of words of the program before it, ascending.
    """

    program: Program
    words: int
    turns: int
    places: tuple[int, ...]

    def in_parts(self, count: int) -> list[int]:
        """How many of the matches are in each of `count` equal parts of the program."""
        found = [0] * count
        for place in self.places:
            found[min(place * count // max(self.words, 1), count - 1)] += 1
        return found


class Dispersion(Value):
    """Where in each program something is said.

    Attributes:
        tier: as in `searcher.concordance.counts.counts.Counts`.
        rows: the programs with most matches, most first.
        matches: the matches in all programs.
        programs: how many programs have a match.
        query: the arguments of the search.
        filters: the filters of the search.
        seconds: how long it took.
    """

    tier: "Tier | None"
    rows: tuple[Dispersed, ...]
    matches: int
    programs: int
    query: tuple[str, ...] = ()
    filters: Filters = EVERYTHING
    seconds: float = 0.0

    def __repr__(self) -> str:
        return f"<Dispersion of {' '.join(self.query)!r} in {self.programs:,} programs>"


def dispersion(matched: "Matched", groupings: "Groupings", limit: int) -> Dispersion:
    """Where in each program the words are said.

    Args:
        matched: what the search matches.
        groupings: of the same library.
        limit: how many programs are wanted: those with most matches.
    """
    # The values above are used without an index.
    import numpy as np

    entries, programs = groupings.entries, groupings.programs
    lengths = groupings.library.lengths
    found = matched.occurrences()
    turns = found.turns.astype(np.int64)
    matches = np.bincount(programs[turns], minlength=len(entries))
    matching = np.bincount(programs[matched.turns.astype(np.int64)], minlength=len(entries))
    words = np.bincount(programs + 1, lengths, len(entries) + 1)[1:].astype(np.int64)
    before = np.cumsum(lengths) - lengths
    first = np.zeros(len(entries), np.int64)
    # The turns of a program are neighbours: what is before the first of them is not of it.
    kept = np.flatnonzero(programs >= 0)[::-1]
    first[programs[kept]] = before[kept]
    places = before[turns] + found.first - first[programs[turns]]
    order = np.argsort(-matches, kind="stable")[:limit]
    edges = np.searchsorted(programs[turns], [order, order + 1])
    rows = tuple(
        Dispersed(
            entries[number].program,
            int(words[number]),
            int(matching[number]),
            tuple(places[low:high].tolist()),
        )
        for number, low, high in zip(order.tolist(), *edges.tolist(), strict=True)
        if matches[number]
    )
    return Dispersion(matched.tier, rows, len(turns), int(np.count_nonzero(matches)))


def united(each: Sequence[Dispersion], tier: "Tier | None", limit: int) -> Dispersion:
    """The dispersions of several archives as one; those of a less exact tier are left out."""
    counted = [one for one in each if one.tier == tier]
    rows = sorted((row for one in counted for row in one.rows), key=lambda row: -len(row.places))
    return each[0].replaced(
        tier=tier,
        rows=tuple(rows[:limit]),
        matches=sum(one.matches for one in counted),
        programs=sum(one.programs for one in counted),
        seconds=sum(one.seconds for one in each),
    )
