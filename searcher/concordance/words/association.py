"""Measures of association: how much more often are two words together than by chance?

The counts of a word and a node, which is what was searched for, are a table:

                        this word       other words
    near a match        together        near - together
    elsewhere           the rest        ...               total

`expected` is near * frequency / total: how often the word would be near, if it were spread evenly.
All measures but log Dice compare `together` with it. S. Evert, Corpora and Collocations (2008),
has all of them in this notation.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Cooccurrence(NamedTuple):
    """The counts of some words, as arrays of numbers, and of the node.

    Attributes:
        together: how often each word is near a match.
        frequency: how often it is said at all, outside the matches; at least `together`.
        near: how many words are near a match.
        total: how many words there are, outside the matches.
        matches: how many matches there are.
    """

    together: Floats
    frequency: Floats
    near: int
    total: int
    matches: int

    @property
    def expected(self) -> Floats:
        """How often each word would be near a match by chance."""
        return self.near * self.frequency / max(self.total, 1)


def log_likelihood(of: Cooccurrence) -> Floats:
    """G2: twice the sum of o ln(o / e) over the four cells of the table.

    Source: T. Dunning, Accurate Methods for the Statistics of Surprise and Coincidence,
    Computational Linguistics 19 (1), 1993.
    """
    elsewhere, total = of.total - of.near, max(of.total, 1)
    others = of.total - of.frequency
    cells = (
        (of.together, of.near * of.frequency),
        (of.near - of.together, of.near * others),
        (of.frequency - of.together, elsewhere * of.frequency),
        (elsewhere - of.frequency + of.together, elsewhere * others),
    )
    found = np.zeros(len(of.together))
    for observed, expected in cells:
        some = observed > 0
        found[some] += observed[some] * np.log(observed[some] * total / expected[some])
    return (2 * found).clip(min=0.0)


def mi(of: Cooccurrence) -> Floats:
    """Mutual information of the pair, log2(o / e): rare words first.

    Source: K. W. Church, P. Hanks, Word Association Norms, Mutual Information, and
    Lexicography, Computational Linguistics 16 (1), 1990.
    """
    return np.log2(of.together / of.expected)


def mi3(of: Cooccurrence) -> Floats:
    """Cubed mutual information, log2(o³ / e): frequent words count more than in `mi`.

    Source: B. Daille, Approche mixte pour l'extraction automatique de terminologie, 1994.
    """
    return np.log2(of.together**3 / of.expected)


def t_score(of: Cooccurrence) -> Floats:
    """(o - e) / √o: how sure it is that the word is near more often than by chance.

    Source: K. Church, W. Gale, P. Hanks, D. Hindle, Using Statistics in Lexical Analysis, 1991.
    """
    return (of.together - of.expected) / np.sqrt(of.together)


def z_score(of: Cooccurrence) -> Floats:
    """(o - e) / √e.

    Source: G. L. M. Berry-Rogghe, The Computation of Collocations and their Relevance in
    Lexical Studies, 1973; without its correction for words that are not near.
    """
    return (of.together - of.expected) / np.sqrt(of.expected)


def log_dice(of: Cooccurrence) -> Floats:
    """14 + log2(2 o / (f(node) + f(word))): at most about 14, whatever the size of the archive.

    Source: P. Rychlý, A Lexicographer-Friendly Association Score, RASLAN 2008.
    """
    return 14 + np.log2(2 * of.together / (of.matches + of.frequency))


def delta_p(of: Cooccurrence) -> Floats:
    """P(word | near a match) - P(word | elsewhere): from -1 to 1.

    Source: N. C. Ellis, Language Acquisition as Rational Contingency Learning, Applied
    Linguistics 27 (1), 2006; S. Th. Gries, 50-something Years of Work on Collocations, 2013.
    """
    elsewhere = max(of.total - of.near, 1)
    return of.together / max(of.near, 1) - (of.frequency - of.together) / elsewhere


#: Each measure by the name that it has in the field.
MEASURES: dict[str, Callable[[Cooccurrence], Floats]] = {
    "log-likelihood": log_likelihood,
    "mi": mi,
    "mi3": mi3,
    "t-score": t_score,
    "z-score": z_score,
    "log-dice": log_dice,
    "delta-p": delta_p,
}
