"""Collocates: the words that are near the matches of a search more often than by chance."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from searcher.query.filters import EVERYTHING, Filters
from searcher.query_text import query_text
from searcher.value import Value

if TYPE_CHECKING:
    # What only reads the values needs no NumPy.
    from searcher.concordance.words.neighbour_counts import NeighbourCounts
    from searcher.query.tier import Tier

#: The names of the measures, the first one is the default; see `association`.
MEASURES = ("log-likelihood", "mi", "mi3", "t-score", "z-score", "log-dice", "delta-p")
#: The least number of times that a collocate is near a match.
LEAST = 3


class Collocate(NamedTuple):
    """A word near the matches.

    Attributes:
        word: the word, as in the index: in lower case, without accents.
        together: how often it is near a match.
        expected: how often it would be by chance.
        frequency: how often it is said at all, outside the matches.
        score: by the measure.
    """

    word: str
    together: int
    expected: float
    frequency: int
    score: float


class Collocates(Value):
    """The collocates of a search, the strongest first: a sequence.

    Attributes:
        query: the arguments of the search.
        tier: the tier of the matches; None for a search that is matched exactly as typed, and
            if nothing was found.
        matches: how many matches there are.
        turns: in how many turns.
        near: how many words are near a match.
        words: how many words there are, outside the matches.
        measure: the name of the measure.
        window: how many words before and after a match are near it.
        minimum: how often a word of the list is near a match, at least.
        found: the collocates.
        total: how many there are, with those after the last one that was wanted.
        synonyms: the synonyms that were searched for, too, by the words that were typed.
        filters: the filters of the search.
    """

    query: tuple[str, ...]
    tier: "Tier | None"
    matches: int
    turns: int
    near: int
    words: int
    measure: str
    window: tuple[int, int]
    minimum: int
    found: tuple[Collocate, ...]
    total: int
    synonyms: Mapping[str, tuple[str, ...]] = {}
    filters: Filters = EVERYTHING

    def __iter__(self) -> Iterator[Collocate]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, place: int) -> Collocate:
        return self.found[place]

    @property
    def query_text(self) -> str:
        """The search as one line; several arguments are quoted as for a shell."""
        return query_text(self.query)

    def to_dicts(self) -> Iterator[dict[str, Any]]:
        """Each collocate as `searcher collocates --json` prints it, without `type`."""
        for one in self.found:
            yield {
                "word": one.word,
                "together": one.together,
                "expected": round(one.expected, 4),
                "measure": self.measure,
                "score": round(one.score, 4),
                "frequency": one.frequency,
            }

    def __repr__(self) -> str:
        return f"<Collocates of {self.query_text!r}: {len(self)} of {self.total:,}, {self.measure}>"


def collocates(
    counts: "NeighbourCounts",
    measure: str,
    *,
    window: tuple[int, int],
    minimum: int = LEAST,
    limit: int | None = None,
) -> Collocates:
    """The words that are near the matches more often than by chance.

    Args:
        counts: of all words.
        measure: a name in `MEASURES`.
        window: how many words before and after a match were counted.
        minimum: how often a collocate must be near a match.
        limit: the most collocates; None for all.
    """
    # What only reads the values needs no NumPy.
    import numpy as np

    from searcher.concordance.words import association

    outside = counts.outside
    some = (counts.together >= max(minimum, 1)).nonzero()[0]
    of = association.Cooccurrence(
        counts.together[some].astype(float),
        outside[some].astype(float),
        counts.near,
        int(outside.sum()),
        counts.matches,
    )
    expected = of.expected
    scores = association.MEASURES[measure](of)
    attracted = (of.together > expected).nonzero()[0]
    # Equal scores are in the order of the words.
    order = attracted[np.argsort(-scores[attracted], kind="stable")]
    shown = order if limit is None else order[:limit]
    rows = zip(some[shown].tolist(), expected[shown].tolist(), scores[shown].tolist(), strict=True)
    return Collocates(
        counts.query,
        counts.tier,
        counts.matches,
        counts.turns,
        counts.near,
        of.total,
        measure,
        window,
        minimum,
        tuple(
            Collocate(
                counts.words[number],
                int(counts.together[number]),
                chance,
                int(outside[number]),
                score,
            )
            for number, chance, score in rows
        ),
        len(order),
        counts.synonyms,
        counts.filters,
    )
