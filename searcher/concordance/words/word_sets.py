"""Counts the words of two sets of turns over the postings of an index: no text is read."""

import numpy as np
import numpy.typing as npt

from index.library.library import Library
from index.library.terms import Terms
from searcher.concordance.words.keyness_counts import KeynessCounts
from searcher.matching.arrays import Ints, Turns, starts_of_runs

Mask = npt.NDArray[np.bool_]


def keyness_counts(library: Library, one: Turns | None, other: Turns | None) -> KeynessCounts:
    """The counts of two sets of turns.

    Args:
        library: the index.
        one: the turns of the first set; None for all.
        other: those of the other set, without those of the first one; None for all others.
    """
    first = _marked(library, one)
    second = _marked(library, other) & ~first
    lengths = library.lengths
    terms = Terms(library)
    of_programs, programs = _programs(library, first)
    word, program, said = _said(terms, first, programs, len(of_programs))
    counts = np.bincount(word, said, len(terms)).astype(np.int64)
    reference = terms.frequencies_in(second)
    kept = (counts + reference).nonzero()[0]
    places = np.full(len(terms), -1, np.int64)
    places[kept] = np.arange(len(kept))
    words = terms.words
    return KeynessCounts(
        words=[words[number] for number in kept.tolist()],
        counts=counts[kept],
        reference=reference[kept],
        turns=int(np.count_nonzero(first)),
        reference_turns=int(np.count_nonzero(second)),
        reference_words=int(lengths[second].sum()),
        program_words=of_programs,
        said_word=places.take(word),
        said_in=program,
        said=said,
    )


def _marked(library: Library, turns: Turns | None) -> Mask:
    mask = np.zeros(library.size, bool)
    mask[library.documents() if turns is None else turns] = True
    return mask


def _programs(library: Library, turns: Mask) -> tuple[Ints, Ints]:
    """The words that some turns have in each program with any, and the program of each turn."""
    numbers = library.program_numbers
    words = np.bincount(numbers[turns], library.lengths[turns]).astype(np.int64)
    having = words.nonzero()[0]
    places = np.zeros(int(numbers.max(initial=0)) + 1, np.int64)
    places[having] = np.arange(len(having))
    return words[having], places.take(numbers)


def _said(terms: Terms, turns: Mask, programs: Ints, count: int) -> tuple[Ints, Ints, Ints]:
    """Each pair of a word and a program in some turns, and how often it is said there."""
    keys, sums = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for some in terms.postings_in(turns):
        pairs = some.words * max(count, 1) + programs.take(some.documents)
        order = pairs.argsort(kind="stable")
        pairs = pairs.take(order)
        runs = starts_of_runs(pairs)
        if len(runs):
            keys.append(pairs.take(runs))
            sums.append(np.add.reduceat(some.frequencies.take(order), runs))
    word, program = np.divmod(np.concatenate(keys), max(count, 1))
    return word, program, np.concatenate(sums)
