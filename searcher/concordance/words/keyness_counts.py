"""How often each word is said in two sets of turns: sums, which several archives add up."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from searcher.concordance.words.neighbour_counts import numbered
from searcher.query.filters import EVERYTHING, Filters
from searcher.value import Value

Ints = npt.NDArray[np.int64]


class KeynessCounts(Value):
    """The words of one set of turns, and how often another set says them.

    The last three arrays are as long as there are pairs of a word and a program that says it in
    the first set.

    Attributes:
        words: every word of either set, as in the index.
        counts: for each word how often the first set says it.
        reference: for each word how often the other set does.
        turns, reference_turns: how many turns each set has.
        reference_words: how many words the other set has.
        program_words: how many words of the first set each of its programs has.
        said_word: the place in `words` of the word of a pair.
        said_in: the place in `program_words` of its program.
        said: how often this program says this word.
        filters, versus: the filters of the two sets; None for all other turns.
    """

    words: Sequence[str]
    counts: Ints
    reference: Ints
    turns: int
    reference_turns: int
    reference_words: int
    program_words: Ints
    said_word: Ints
    said_in: Ints
    said: Ints
    filters: Filters = EVERYTHING
    versus: Filters | None = None


def united(each: Sequence[KeynessCounts]) -> KeynessCounts:
    """The sums of counts of several archives, whose programs are different ones."""
    words, places = numbered([one.words for one in each])
    counts, reference = np.zeros(len(words), np.int64), np.zeros(len(words), np.int64)
    for one, rows in zip(each, places, strict=True):
        counts[rows] += one.counts
        reference[rows] += one.reference
    shifts = np.cumsum([0, *(len(one.program_words) for one in each)])
    return each[0].replaced(
        words=words,
        counts=counts,
        reference=reference,
        turns=sum(one.turns for one in each),
        reference_turns=sum(one.reference_turns for one in each),
        reference_words=sum(one.reference_words for one in each),
        program_words=np.concatenate([one.program_words for one in each]),
        said_word=np.concatenate(
            [rows[one.said_word] for one, rows in zip(each, places, strict=True)]
        ),
        said_in=np.concatenate(
            [one.said_in + shift for one, shift in zip(each, shifts[:-1], strict=True)]
        ),
        said=np.concatenate([one.said for one in each]),
    )
