"""How much a word is typical of one set of turns: an effect size, and how evenly it is spread.

Whether a difference is chance, and the log ratio, are in `searcher.concordance.measures`.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


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
