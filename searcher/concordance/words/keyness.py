"""How much words are typical of one set of turns: how sure, how large, how evenly spread.

The formulas of the log-likelihood and of the log ratio are in `searcher.concordance.measures`.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from searcher.concordance import measures
from searcher.concordance.words.keyness_counts import KeynessCounts

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Candidates(NamedTuple):
    """Words that may be keywords, with what is known of each: arrays of one length.

    Attributes:
        size: how many words the first set has.
        numbers: their places among all words.
        counts: how often the first set says them.
        expected: how often it would, if both sets said them at one rate.
        reference: how often the other set says them.
        rates, reference_rates: per 1,000 words.
        likelihood, ratio, difference: log-likelihood, log ratio and %DIFF.
        programs: how many programs of the first set say them.
        dispersion: how unevenly these do, DP.
    """

    size: int
    numbers: Ints
    counts: Ints
    expected: Floats
    reference: Ints
    rates: Floats
    reference_rates: Floats
    likelihood: Floats
    ratio: Floats
    difference: Floats
    programs: Ints
    dispersion: Floats

    def strongest(self, measure: str, significant: float | None) -> Ints:
        """The rows of those that the first set says at a higher rate, the strongest first.

        Args:
            measure: `log-likelihood`, `log-ratio` or `difference`.
            significant: how unlikely chance must be, a key of `measures.CRITICAL`; None for any.
        """
        listed = (self.rates > self.reference_rates) & (self.likelihood > 0)
        if significant is not None:
            listed &= self.likelihood >= measures.CRITICAL[significant]
        kept = listed.nonzero()[0]
        # Of equal scores, the more frequent word comes first.
        order: Ints = kept[np.lexsort((-self.counts[kept], -self._scores(measure)[kept]))]
        return order

    def columns(self, measure: str) -> tuple[npt.NDArray[Any], ...]:
        """All that is known of each word, the score by a measure last."""
        return (*self[1:], self._scores(measure))

    def _scores(self, measure: str) -> Floats:
        return {
            "log-likelihood": self.likelihood,
            "log-ratio": self.ratio,
            "difference": self.difference,
        }[measure]


def candidates(counts: KeynessCounts, minimum: int, least_programs: int) -> Candidates:
    """The words that a set of turns says often enough to be keywords.

    Args:
        counts: of all words.
        minimum: how often the first set must say them.
        least_programs: how many programs of it must.
    """
    programs = np.bincount(counts.said_word, minlength=len(counts.words))
    some = ((counts.counts >= minimum) & (programs >= least_programs)).nonzero()[0]
    one, other = counts.counts[some], counts.reference[some]
    sizes = int(counts.program_words.sum()), counts.reference_words
    rates, others = 1_000 * one / max(sizes[0], 1), 1_000 * other / max(sizes[1], 1)
    dispersion = deviation_of_proportions(
        counts.said_word, counts.said_in, counts.said, counts.counts.clip(min=1),
        counts.program_words,
    )[some]  # fmt: skip
    return Candidates(
        sizes[0],
        some,
        one,
        sizes[0] * (one + other) / max(sum(sizes), 1),
        other,
        rates,
        others,
        measures.log_likelihood(one, other, *sizes),
        measures.log_ratio(one, other, *sizes),
        percent_difference(rates, others),
        programs[some],
        dispersion,
    )


def percent_difference(rates: Floats, reference: Floats) -> Floats:
    """%DIFF: how many percent higher one rate is; infinite where the other one is 0.

    Source: C. Gabrielatos, A. Marchi, Keyness: Matching Metrics to Definitions, Corpus
    Linguistics in the South 1, 2011.
    """
    found: Floats = np.full(len(rates), np.inf)
    np.divide(100 * (rates - reference), reference, out=found, where=reference > 0)
    return found


def deviation_of_proportions(
    words: Ints, programs: Ints, said: Ints, counts: Ints, program_words: Ints
) -> Floats:
    """DP: half the sum over all programs of |expected share - share of the word|.

    It is 0 if a word is as frequent in each program, and near 1 if one small program says it all.

    Source: S. Th. Gries, Dispersions and Adjusted Frequencies in Corpora, International Journal
    of Corpus Linguistics 13 (4), 2008.

    Args:
        words: for each pair of a word and a program that says it the number of the word.
        programs: the number of the program.
        said: how often it is said there.
        counts: for each word how often it is said altogether.
        program_words: how many words each program has.
    """
    expected = program_words / max(int(program_words.sum()), 1)
    expected_here = expected.take(programs)
    share = said / counts.take(words)
    # A program that does not say the word adds its expected share, and these sum to 1.
    more = np.bincount(words, np.abs(expected_here - share) - expected_here, len(counts))
    found: Floats = ((1 + more) / 2).clip(0.0, 1.0)
    return found
