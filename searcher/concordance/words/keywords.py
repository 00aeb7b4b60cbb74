"""Keywords: the words that one set of turns says more often than another one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from searcher.query.filters import Filters
from searcher.value import Value

if TYPE_CHECKING:
    # What only reads the values needs no NumPy.
    from searcher.concordance.words.keyness_counts import KeynessCounts

#: The names of the measures; the first one is the default.
MEASURES = ("log-likelihood", "log-ratio", "difference")
#: The least number of times that a keyword is said, and of programs that say it.
LEAST, LEAST_PROGRAMS = 3, 2
#: By an effect size only words are sorted that are this unlikely to be chance.
SIGNIFICANT = 0.01


class Keyword(NamedTuple):
    """A word that is typical of one set of turns.

    Attributes:
        word: the word, as in the index: in lower case, without accents.
        together: how often these turns say it.
        expected: how often they would, if both sets said it at one rate.
        reference: how often the other set says it.
        rate, reference_rate: per 1,000 words.
        log_likelihood: how unlikely it is that the difference is chance, G2.
        log_ratio: the binary logarithm of the ratio of the rates: 1 is twice as often.
        difference: how many percent the rate is higher; None if the other set never says it.
        programs: how many programs of the first set say it.
        dispersion: how unevenly they do, Gries' DP: 0 is evenly, 1 in one of very many; None if
            the set has one program only.
        score: by the measure.
    """

    word: str
    together: int
    expected: float
    reference: int
    rate: float
    reference_rate: float
    log_likelihood: float
    log_ratio: float
    difference: float | None
    programs: int
    dispersion: float | None
    score: float


class Keywords(Value):
    """The keywords of one set of turns against another one, the strongest first: a sequence.

    Attributes:
        filters, versus: the filters of the two sets; `versus` is None for all other turns.
        turns, reference_turns: how many turns each has.
        words, reference_words: how many words.
        programs: how many programs the first one is in.
        measure: the name of the measure.
        minimum: how often a keyword is said, at least.
        least_programs: in how many programs of the first set, at least.
        found: the keywords.
        total: how many there are, with those after the last one that was wanted.
    """

    filters: Filters
    versus: Filters | None
    turns: int
    reference_turns: int
    words: int
    reference_words: int
    programs: int
    measure: str
    minimum: int
    least_programs: int
    found: tuple[Keyword, ...]
    total: int

    def __iter__(self) -> Iterator[Keyword]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, place: int) -> Keyword:
        return self.found[place]

    def to_dicts(self) -> Iterator[dict[str, Any]]:
        """Each keyword as `searcher keywords --json` prints it, without `type`."""
        for one in self.found:
            yield {
                "word": one.word,
                "together": one.together,
                "expected": round(one.expected, 4),
                "measure": self.measure,
                "score": _rounded(one.score),
                "reference": one.reference,
                "rate": round(one.rate, 4),
                "reference_rate": round(one.reference_rate, 4),
                "log_likelihood": round(one.log_likelihood, 4),
                "log_ratio": round(one.log_ratio, 4),
                "difference": _rounded(one.difference),
                "programs": one.programs,
                "dispersion": _rounded(one.dispersion),
            }

    def __repr__(self) -> str:
        return f"<Keywords of {self.filters}: {len(self)} of {self.total:,}, {self.measure}>"


def keywords(
    counts: "KeynessCounts",
    measure: str,
    *,
    minimum: int = LEAST,
    least_programs: int = LEAST_PROGRAMS,
    limit: int | None = None,
) -> Keywords:
    """The words that the first set says at a higher rate than the other one.

    Args:
        counts: of all words.
        measure: a name in `MEASURES`.
        minimum: how often the first set must say a keyword.
        least_programs: how many programs of it must say it; not more than it has.
        limit: the most keywords; None for all.
    """
    # What only reads the values needs no NumPy.
    from searcher.concordance.words.keyness import candidates

    programs = len(counts.program_words)
    least_programs = max(1, min(least_programs, programs))
    among = candidates(counts, max(minimum, 1), least_programs)
    likely = SIGNIFICANT if measure != MEASURES[0] else None
    order = among.strongest(measure, likely)
    shown = order if limit is None else order[:limit]
    columns = among.columns(measure)
    found = []
    for row in shown.tolist():
        number, together, expected, said, *numbers = (column[row].item() for column in columns)
        rate, beside, g2, log2, more, heard, spread, score = numbers
        found.append(
            Keyword(
                counts.words[number], together, expected, said, rate, beside, g2, log2,
                more if said else None, heard, spread if programs > 1 else None, score,
            )
        )  # fmt: skip
    return Keywords(
        counts.filters,
        counts.versus,
        counts.turns,
        counts.reference_turns,
        among.size,
        counts.reference_words,
        programs,
        measure,
        minimum,
        least_programs,
        tuple(found),
        len(order),
    )


def _rounded(value: float | None) -> float | None:
    """A number as in JSON, which has no infinity."""
    return None if value is None or value == float("inf") else round(value, 4)
