"""Suggestions: words in the index that sound and look like the words of a search.

They are for a search that found little, and for a search for words that sound alike.
A distance is relative to the length of the words of the search: three quarters of it are
the phonetic edit distance, one quarter is the edit distance of the letters.

`tests/bench/misheard.py` measures how often these suggest the word that was meant. The limits
and weights below were chosen with it: of 259 misheard words 223 are the first suggestion.
"""

from collections.abc import Sequence
from functools import cache
from itertools import islice, pairwise
from math import log10

from index.library.library import Library
from index.text.tokenizer import words as tokenized
from searcher.inflect import inflections
from searcher.suggest.edit_distance import LONGEST, WHOLE
from searcher.suggest.letters import is_rare
from searcher.suggest.lexicon import Lexicon, spelled_apart
from searcher.suggest.neighbours import Pair, said_between, turns_with_pairs
from searcher.suggest.phonetic import COSTS
from searcher.suggest.suggestion import Suggestion

_Words = tuple[str, ...]

#: Words need no suggestion if at least this many turns say them: a page of results.
ENOUGH = 10

#: The largest distance of a suggestion.
FARTHEST = 0.22
#: The same for more words than those of the search: there are many pairs of words.
FARTHEST_OF_MORE = 0.185
#: The same for what is rare, if more words than those of the search, too.
FARTHEST_OF_RARE, FARTHEST_OF_MORE_RARE = 0.145, 0.12
#: The same for neighbouring words that `ENOUGH` turns say each.
FARTHEST_OF_KNOWN = 0.15
#: The same for a word between two others of the search, relative to the three.
FARTHEST_IN_PLACE = 0.3
#: The same for words that a search for words that sound alike adds.
FARTHEST_ALIKE = 0.12

# The weights of the two distances.
_SOUND, _LETTERS = 0.75, 0.25
# Added to the distance, to rank suggestions: for two words instead of one, and (subtracted) for
# ten times as many turns.
_TWO_WORDS, _TENFOLD = 0.02, 0.02
# Added to the distance of words that nobody said next to the neighbouring word of the search.
_ALONE = 0.1
# Of three words, one may be wrong: how many positions of the other two are read, unless each of
# these is in more turns than the second number, so that reading them takes too long.
_MOST_PLACES, _COMMON = 50, 20_000
# How many suggestions are looked up next to the neighbouring word, which takes time.
_MOST_IN_PLACE = 20

# The most neighbouring words that are compared as one, the most such runs, and the most words of
# a search that are read. They bound the time.
_LONGEST_RUN, _MOST_RUNS, _MOST_WORDS = 3, 8, 50

# The largest phonetic distance of candidates: relative for one word, relative for several, and
# absolute.
_SHARE, _SHARE_OF_SEVERAL, _MOST = 0.2, 0.15, 2 * WHOLE
# Words with less weight are near to too many pairs of words.
_LIGHTEST_OF_TWO = 3.5 * WHOLE
# Pairs up to this relative distance are looked up first, and others only if nobody said these.
_SURE = 0.1


def suggest(words: Sequence[str], library: Library, limit: int = 5) -> tuple[Suggestion, ...]:
    """Suggestions for the words of a search, the likeliest first.

    Each replaces one to three neighbouring words, which few turns say, by one or two words.

    Args:
        words: the words of the search, in order. Of a very long search only the first ones are
            read.
        library: the index.
        limit: the most suggestions to return.
    """
    asked = _folded(words)[:_MOST_WORDS]
    frequencies = _Frequencies(library)
    places = _runs(asked, frequencies)
    if not places:
        return ()
    lexicon = Lexicon(library, asked)
    ranked: list[tuple[float, Suggestion]] = []
    for start, end in places:
        run = asked[start:end]
        known = len(run) > 1 and all(frequencies.turns((word,)) >= ENOUGH for word in run)
        farthest = FARTHEST_OF_KNOWN if known else FARTHEST
        some = _near(run, lexicon, frequencies, farthest, thorough=False)
        if known:
            # Of words that are said, a rare one is no better spelling.
            some = [near for near in some if not frequencies.is_rare(near.turns)]
        neighbours = asked[max(0, start - 1) : start], asked[end : end + 1]
        ranked += _ranked(_without_inflections(some), neighbours, frequencies)
        if len(run) == _LONGEST_RUN:
            for hole in range(len(run)):
                some = _in_place(run, hole, lexicon, frequencies)
                ranked += _ranked(_without_inflections(some), ((), ()), frequencies)
    ranked.sort(key=lambda pair: pair[0])
    # Both methods may find the same words.
    found: dict[tuple[_Words, _Words], Suggestion] = {}
    for _, near in ranked:
        found.setdefault((near.asked, near.said), near)
    return tuple(found.values())[:limit]


def heard_like(
    runs: Sequence[_Words], library: Library, *, pairs: bool = False
) -> tuple[Suggestion, ...]:
    """What sounds like runs of words, each as one word; for each run the likeliest first.

    Args:
        runs: the words, in their form in the index.
        library: the index.
        pairs: whether two words may be meant by the first run.
    """
    compared = [run for run in runs if _can_be_compared(run)]
    if not compared:
        return ()
    lexicon = Lexicon(library, [*dict.fromkeys(word for run in compared for word in run)])
    frequencies = _Frequencies(library)
    found: list[Suggestion] = []
    for place, run in enumerate(compared):
        alone = place > 0 or not pairs
        near = _near(run, lexicon, frequencies, FARTHEST, thorough=False, alone=alone)
        found += (one for _, one in _ranked(_without_inflections(near), ((), ()), frequencies))
    return tuple(found)


def sounding_like(words: str | Sequence[str], library: Library) -> tuple[Suggestion, ...]:
    """The words of the index that sound like a word, or like several words spoken as one.

    The nearest come first. It does not matter how often the words themselves were said.
    """
    asked = _folded([words] if isinstance(words, str) else words)
    if not _can_be_compared(asked):
        return ()
    found = _near(
        asked, Lexicon(library, asked), _Frequencies(library), FARTHEST_ALIKE, thorough=True
    )
    return tuple(sorted(found, key=lambda near: (near.distance, -near.turns, near.said)))


class _Frequencies:
    """Document frequencies of words and of pairs of words, each counted once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._pairs: dict[Pair, int] = {}
        self._word = cache(lambda word: library.document_frequency("text", word))

    def turns(self, words: _Words) -> int:
        """The number of turns that say words as a phrase; for three or more an upper bound."""
        if len(words) == 1:
            return int(self._word(words[0]))
        pairs = list(pairwise(words))
        counts = self.pairs(pairs)
        return min(counts.get(pair, 0) for pair in pairs)

    def pairs(self, pairs: Sequence[Pair]) -> dict[Pair, int]:
        """The number of turns that say each pair as a phrase, without pairs that nobody said."""
        if new := [pair for pair in pairs if pair not in self._pairs]:
            found = turns_with_pairs(new, self._library)
            self._pairs |= {pair: found.get(pair, 0) for pair in new}
        return {pair: count for pair in pairs if (count := self._pairs[pair])}

    def is_rare(self, turns: int) -> bool:
        """As the function of this name."""
        return is_rare(turns, self._library)

    def between(self, before: _Words, after: _Words) -> dict[str, int]:
        """What was said between words, at some positions; nothing if all words are common."""
        if min(self.turns((word,)) for word in before + after) > _COMMON:
            return {}
        having = self._library.with_turns_of(before + after)
        return said_between(before, after, having, _MOST_PLACES)


def _folded(words: Sequence[str]) -> _Words:
    return tuple(word.text for word in tokenized(" ".join(words)))


def _can_be_compared(words: _Words) -> bool:
    """Whether words have letters and are not too long. Numbers are all near to one another."""
    letters = "".join(words)
    return len(letters) <= LONGEST and any(letter.isalpha() for letter in letters)


def _runs(asked: _Words, frequencies: _Frequencies) -> list[tuple[int, int]]:
    """The runs of neighbouring words that need a suggestion; the run with the rarest word first."""
    places = [
        (start, start + length)
        for length in range(1, _LONGEST_RUN + 1)
        for start in range(len(asked) - length + 1)
        if _can_be_compared(asked[start : start + length])
    ]
    places.sort(key=lambda place: min(frequencies.turns((word,)) for word in asked[slice(*place)]))
    needy = (place for place in places if frequencies.turns(asked[slice(*place)]) < ENOUGH)
    return list(islice(needy, _MOST_RUNS))


def _near(
    run: _Words,
    lexicon: Lexicon,
    frequencies: _Frequencies,
    farthest: float,
    *,
    thorough: bool,
    alone: bool = False,
) -> list[Suggestion]:
    """Words and pairs in the index that are near to a run of words.

    `thorough`: all pairs; `alone`: none.
    """
    heard = lexicon.heard(run)
    weight = sum(COSTS.gaps_of(heard))
    if not 0 < len(heard) <= LONGEST:
        return []
    # In a short word one sound is a large share.
    share = _SHARE if len(run) == 1 else _SHARE_OF_SEVERAL
    most = min(max(WHOLE, weight * share), _MOST, weight * farthest / _SOUND)
    comparison = lexicon.compared(heard, int(most))
    far: dict[_Words, int] = {
        (word,): cost for word, cost in lexicon.words_near(comparison).items()
    }
    turns: dict[_Words, int] = {word: n for word in far if (n := frequencies.turns(word))}
    if weight >= _LIGHTEST_OF_TWO and not alone:
        pairs = lexicon.pairs_near(comparison)
        far.update(pairs.items())
        sure = [pair for pair, cost in pairs.items() if cost <= weight * _SURE]
        turns.update(frequencies.pairs(sure).items())
        if thorough or not any(far[words] <= weight * _SURE for words in turns):
            turns.update(frequencies.pairs([*pairs][len(sure) :]).items())
    turns.pop(run, None)
    near = []
    for words, letters in zip(turns, spelled_apart(run, [*turns]), strict=True):
        distance = _SOUND * far[words] / weight + _LETTERS * letters
        rare = frequencies.is_rare(turns[words])
        if distance <= min(farthest, _limit(more=len(words) > len(run), rare=rare)):
            near.append(Suggestion(run, words, turns[words], distance))
    return near


def _limit(*, more: bool, rare: bool) -> float:
    """The largest distance of rare or other words; `more`: they are more than those typed."""
    if rare:
        return FARTHEST_OF_MORE_RARE if more else FARTHEST_OF_RARE
    return FARTHEST_OF_MORE if more else FARTHEST


def _in_place(
    run: _Words, hole: int, lexicon: Lexicon, frequencies: _Frequencies
) -> list[Suggestion]:
    """What was said in place of one of three words, between or next to the other two.

    The other two words are good evidence, so this one may be farther.
    """
    before, word, after = run[:hole], run[hole], run[hole + 1 :]
    turns = frequencies.between(before, after)
    turns.pop(word, None)
    weight = sum(COSTS.gaps_of(lexicon.heard(run)))
    heard = lexicon.heard([word])
    if not turns or len(heard) > LONGEST or not len(heard):
        return []
    most = int(weight * FARTHEST_IN_PLACE / _SOUND)
    far = lexicon.between([*turns], heard, most)
    spelled = spelled_apart(run, [(*before, other, *after) for other in far])
    near = []
    for (other, cost), letters in zip(far.items(), spelled, strict=True):
        distance = _SOUND * cost / weight + _LETTERS * letters
        if distance <= FARTHEST_IN_PLACE:
            near.append(Suggestion((word,), (other,), frequencies.turns((other,)), distance))
    return near


def _ranked(
    found: list[Suggestion], neighbours: tuple[_Words, _Words], frequencies: _Frequencies
) -> list[tuple[float, Suggestion]]:
    """Suggestions with their sort keys.

    Args:
        found: suggestions for some words of a search.
        neighbours: the word of the search before them, and the one after.
        frequencies: the document frequencies.
    """
    ranked = []
    for near in found:
        order = near.distance - _TENFOLD * log10(near.turns) + _TWO_WORDS * (len(near.said) - 1)
        ranked.append((order, near))
    ranked.sort(key=lambda pair: pair[0])
    before, after = neighbours
    if not before and not after:
        return ranked
    likely = ranked[:_MOST_IN_PLACE]
    pairs = {
        near: [(word, near.said[0]) for word in before] + [(near.said[-1], word) for word in after]
        for _, near in likely
    }
    together = frequencies.pairs([pair for some in pairs.values() for pair in some])
    return [
        (order + _ALONE * (not any(pair in together for pair in pairs[near])), near)
        for order, near in likely
    ]


def _without_inflections(found: list[Suggestion]) -> list[Suggestion]:
    """Suggestions with only the nearest inflection of a word: a search for it finds the others."""
    left: dict[_Words, Suggestion] = {}
    words = [near.said[-1] for near in found]
    for near in sorted(found, key=lambda near: (near.distance, -near.turns)):
        forms = inflections(near.said[-1], lambda _: words)
        asked = near.asked[-1] if len(near.asked) == len(near.said) else None
        if near.said[:-1] == near.asked[:-1] and asked in forms:
            continue
        if not any((*near.said[:-1], form) in left for form in forms):
            left[near.said] = near
    return list(left.values())
