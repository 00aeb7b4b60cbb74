"""The best turns for common words, found without a score for every turn that says them.

Only turns that say the words often are scored. A turn that says words n times has at least n
words, so its score has an upper bound. If enough turns score more than the bound for fewer
occurrences, the other turns need no scores.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import combinations_with_replacement

import numpy as np
import numpy.typing as npt

from searcher.matching.arrays import Counts, Turns, is_dense, summed
from searcher.matching.hits import Hits
from searcher.matching.postings import PostingList
from searcher.matching.scorer import Scorer

#: If words are in at least this many turns, those that say them often are scored first. To score
#: all of fewer turns takes less than a tenth of a millisecond.
_COMMON = 2_000
#: How often they say them. In an index of 364,000 turns the first number suffices for two of five
#: such words, and the second for nearly all others.
_OFTEN = (3, 2)
#: The same for turns that must say all of several words.
_ALL_OFTEN = (5, 3)
#: If so few turns are left, they are scored whether the first number would suffice or not: to find
#: out that it does not takes as long.
_FEW = 8_000
#: With more words, every turn that says one of them is scored: few turns reach the bound.
_MOST_WORDS = 4


def best_of_word(postings: PostingList, count: int, scorer: Scorer) -> Hits | None:
    """The best turns of a posting list, best first; None if all of them must be scored."""
    if len(postings) < _COMMON or not count:
        return None
    dense = postings.counts

    def said(often: int) -> Hits:
        if dense is None:
            rows = (postings.frequencies >= often).nonzero()[0]
            documents, frequencies = postings.documents.take(rows), postings.frequencies.take(rows)
        else:
            documents = _numbers(dense >= often)
            frequencies = dense.take(documents)
        return Hits(documents, scorer.scores(documents, frequencies, postings.rarity))

    return _first(_OFTEN, count, said, lambda often: scorer.highest(often, often, postings.rarity))


def best_of_any(
    lists: Sequence[PostingList], count: int, scorer: Scorer, size: int
) -> tuple[int, Hits] | None:
    """How many turns are in any of some posting lists, and the best of them, best first.

    None if all of them must be scored.

    Args:
        lists: the posting lists of different words.
        count: how many turns are wanted.
        scorer: of the index.
        size: how many turns the index has.
    """
    if len(lists) > _MOST_WORDS or not count or not is_dense(sum(map(len, lists)), size):
        return None
    of_words = [one.in_all_turns(size) for one in lists]
    totals = summed(of_words)
    twice = totals >= _OFTEN[-1]
    few = int(np.count_nonzero(twice)) <= _FEW

    def said(often: int) -> Hits:
        return _scored(_numbers(twice if few else totals >= often), of_words, lists, scorer)

    rarities = [one.rarity for one in lists]
    best = _first(
        _OFTEN[-1:] if few else _OFTEN,
        count,
        said,
        lambda often: _bound(rarities, often, scorer),
    )
    return best and (int(np.count_nonzero(totals)), best)


def best_of_all(
    lists: Sequence[PostingList],
    held: Sequence[npt.NDArray[np.bool_]],
    count: int,
    scorer: Scorer,
) -> tuple[int, Hits] | None:
    """How many turns are in all of some posting lists, and the best of them, best first.

    None if no list has counts for each turn: then the lists are intersected faster.

    Args:
        lists: the posting lists of different words.
        held: for each turn of the index whether it may match, for each other condition.
        count: how many turns are wanted.
        scorer: of the index.
    """
    # Scores are added in the order of `Evaluator.hits`: equal ones stay equal.
    lists = sorted(lists, key=len)
    dense = [one.counts for one in lists if one.counts is not None]
    size = len(dense[0]) if dense else 0
    if len(lists) > _MOST_WORDS or not count or not dense:
        return None
    if not is_dense(len(lists[0]), size):
        return None
    of_words = [one.in_all_turns(size) for one in lists]
    in_all = reduce(np.minimum, of_words) != 0
    for mask in held:
        in_all &= mask
    total = int(np.count_nonzero(in_all))
    if total > _FEW:
        totals = summed(of_words)
        rarities = [one.rarity for one in lists]
        best = _first(
            _ALL_OFTEN,
            count,
            lambda often: _scored(_numbers((totals >= often) & in_all), of_words, lists, scorer),
            lambda often: _bound(rarities, often, scorer, each=True),
        )
        if best is not None:
            return total, best
    return total, _scored(_numbers(in_all), of_words, lists, scorer).best(count)


def _first(
    numbers: Sequence[int],
    count: int,
    said: Callable[[int], Hits],
    bound: Callable[[int], float],
) -> Hits | None:
    """The best turns among those that say words often, once no other turn can be better.

    Args:
        numbers: how often, the highest number first.
        count: how many turns are wanted.
        said: the turns that say the words so often.
        bound: the highest score of a turn that says them so often or less.
    """
    for often in numbers:
        found = said(often)
        if len(found.documents) < count:
            continue
        best = found.best(count)
        if best.scores[-1] > bound(often - 1):
            return best
    return None


def _numbers(mask: npt.NDArray[np.bool_]) -> Turns:
    """The turns for which a mask is true."""
    return mask.nonzero()[0].astype(np.uint32)


def _scored(
    documents: Turns, of_words: Sequence[Counts], lists: Sequence[PostingList], scorer: Scorer
) -> Hits:
    """Turns and their scores for several words, whose counts in all turns are known."""
    scores = np.zeros(len(documents))
    for counts, one in zip(of_words, lists, strict=True):
        scores += scorer.scores(documents, counts.take(documents), one.rarity)
    return Hits(documents, scores)


def _bound(rarities: Sequence[float], often: int, scorer: Scorer, *, each: bool = False) -> float:
    """The highest score of a turn that says words of some rarities `often` times or less.

    `each`: it says each of the words. If that is not possible, the bound is 0.
    """
    words = range(len(rarities))
    return max(
        (
            sum(scorer.highest(said.count(word), total, rarities[word]) for word in set(said))
            for total in range(1, often + 1)
            for said in combinations_with_replacement(words, total)
            if not each or len(set(said)) == len(rarities)
        ),
        default=0.0,
    )
