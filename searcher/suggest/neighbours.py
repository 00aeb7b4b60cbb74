"""Neighbouring words: pairs that were said as a phrase, and words between others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice

import numpy as np

from index.library.library import Library
from index.text.tokenizer import words
from searcher.matching.arrays import Ints, common, distinct, starts_of_runs
from searcher.matching.positions import STRIDE, global_positions, turns_of

Pair = tuple[str, str]


def turns_with_pairs(pairs: Iterable[Pair], library: Library) -> dict[Pair, int]:
    """The number of turns that say each pair as a phrase; pairs that nobody said are left out.

    All positions of the rarer word of a pair are read, and those of the other word only in
    the turns of its partners.
    """
    pairs = [*pairs]
    if (known := library.turns_with_pairs(pairs)) is not None:
        return known

    @cache
    def count(word: str) -> int:
        return len(library.postings("text", word)[0])

    @cache
    def places_next_to(word: str, step: int) -> Ints:
        """The global positions one step before or after a word."""
        documents, positions = library.occurrences("text", word)
        if step < 0:
            kept = positions > 0
            documents, positions = documents[kept], positions[kept]
        return global_positions(documents, positions) + step

    # The more frequent word of each pair, its side, and its partners.
    partners: dict[tuple[str, int], list[str]] = defaultdict(list)
    for first, second in pairs:
        if count(first) and count(second):
            if count(first) > count(second):
                partners[first, -1].append(second)
            else:
                partners[second, 1].append(first)
    found: dict[Pair, int] = {}
    for (word, step), others in partners.items():
        counts = _turns_at(word, [places_next_to(other, step) for other in others], library)
        for other, turns in zip(others, counts, strict=True):
            if turns:
                found[(word, other) if step < 0 else (other, word)] = turns
    return found


def said_between(
    before: Sequence[str], after: Sequence[str], library: Library, most: int
) -> dict[str, int]:
    """The words that were said between others, and the number of turns of each.

    Args:
        before: the words right before, in their order.
        after: the words right after; there are at least two words in `before` and `after`.
        library: the index.
        most: the most positions that are read.
    """
    steps = {-len(before) + i: word for i, word in enumerate(before)}
    steps |= {1 + i: word for i, word in enumerate(after)}
    # The rarest word is read first, and the others in its turns only.
    order = sorted(steps, key=lambda step: len(library.postings("text", steps[step])[0]))
    places: Ints | None = None
    for step in order:
        if places is None:
            documents, positions = library.occurrences("text", steps[step])
        else:
            turns = distinct(turns_of(places))
            documents, positions = library.occurrences_in("text", steps[step], turns)
        kept = positions >= step if step > 0 else slice(None)
        some = global_positions(documents[kept], positions[kept]) - step
        places = some if places is None else common(some, places)
    assert places is not None
    found: dict[str, set[int]] = defaultdict(set)
    for place in places[:most].tolist():
        document, position = divmod(place, STRIDE)
        text = library.turn(document)[1].text
        for word in islice(words(text), position, position + 1):
            found[word.text].add(document)
    return {word: len(documents) for word, documents in found.items()}


def _turns_at(word: str, wanted: list[Ints], library: Library) -> list[int]:
    """For each list of global positions the number of turns with a word at one of them."""
    every = np.concatenate(wanted)
    documents = distinct(np.sort(turns_of(every)))
    found, positions = library.occurrences_in("text", word, documents)
    if not len(found):
        return [0] * len(wanted)
    at_word = global_positions(found, positions)
    at = np.searchsorted(at_word, every)
    at[at == len(at_word)] = 0
    hit = at_word[at] == every
    counts, start = [], 0
    for places in wanted:
        after = start + len(places)
        counts.append(len(starts_of_runs(turns_of(places[hit[start:after]]))))
        start = after
    return counts
