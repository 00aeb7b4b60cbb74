"""Measures of how much two frequencies differ: is it chance, and how large is the difference?"""

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any] | float
Floats = npt.NDArray[np.float64]

#: The log-likelihood from which on a difference is that unlikely to be chance: the critical values
#: of the chi-squared distribution with one degree of freedom.
CRITICAL = {0.05: 3.84, 0.01: 6.63, 0.001: 10.83, 0.0001: 15.13}

#: What counts in place of a frequency of 0, so that a ratio can be taken.
IN_PLACE_OF_ZERO = 0.5


def log_likelihood(one: Numbers, other: Numbers, of_one: Numbers, of_other: Numbers) -> Floats:
    """The log-likelihood ratio of two frequencies, G2.

    2 (a ln(a / E1) + b ln(b / E2)), where E1 = c (a + b) / (c + d) and E2 = d (a + b) / (c + d).

    Source: T. Dunning, Accurate Methods for the Statistics of Surprise and Coincidence,
    Computational Linguistics 19 (1), 1993; in the form of P. Rayson and R. Garside, Comparing
    Corpora using Frequency Profiling, Workshop on Comparing Corpora, ACL 2000.

    Args:
        one: how often something is said in the first corpus, a: numbers or arrays.
        other: how often in the second one, b.
        of_one: how many words the first corpus has, c.
        of_other: how many the second one, d.

    Returns:
        0 or more; 0 where a corpus has no words.
    """
    a, b, c, d = _as_floats(one, other, of_one, of_other)
    sizes = c + d
    shared = np.divide(a + b, sizes, out=np.zeros(sizes.shape), where=sizes > 0)
    found = 2 * (_part(a, c * shared) + _part(b, d * shared))
    # Rounding may leave a little less than nothing.
    return np.where((c > 0) & (d > 0), found.clip(min=0.0), 0.0)


def _as_floats(*numbers: Numbers) -> tuple[Floats, ...]:
    """Numbers and arrays as arrays of one shape."""
    return np.broadcast_arrays(*(np.asarray(each, float) for each in numbers))


def _part(observed: Floats, expected: Floats) -> Floats:
    """Observed times the logarithm of observed over expected; 0 where nothing was observed."""
    ratio = np.divide(observed, expected, out=np.ones(observed.shape),
                      where=(observed > 0) & (expected > 0))  # fmt: skip
    return observed * np.log(ratio)


def log_ratio(one: Numbers, other: Numbers, of_one: Numbers, of_other: Numbers) -> Floats:
    """The binary logarithm of the ratio of two relative frequencies: 1 is twice, 2 four times.

    A frequency of 0 counts as `IN_PLACE_OF_ZERO`.

    Source: A. Hardie, Log Ratio: an informal introduction, ESRC Centre for Corpus Approaches to
    Social Science (CASS), 2014.

    Args:
        one: how often something is said in the first corpus: numbers or arrays.
        other: how often in the second one.
        of_one: how many words the first corpus has.
        of_other: how many the second one.

    Returns:
        Above 0 if the first corpus says it more; 0 where a corpus has no words, or neither says it.
    """
    a, b, c, d = _as_floats(one, other, of_one, of_other)
    known = (c > 0) & (d > 0) & (a + b > 0)
    top = np.where(a > 0, a, IN_PLACE_OF_ZERO) * np.where(known, d, 1)
    below = np.where(b > 0, b, IN_PLACE_OF_ZERO) * np.where(known, c, 1)
    return np.where(known, np.log2(top / below), 0.0)
