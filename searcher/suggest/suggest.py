"""What was said that looks and sounds like the words of a search.

It is for a search that found little, and for one that asks for what sounds alike. A
distance is a share of the words asked for: three quarters for how they sound, one for
how they are spelled.
"""

from collections.abc import Sequence
from functools import cache
from itertools import islice, pairwise
from math import log10

from index.library.library import Library
from index.text.tokenizer import words as parted
from searcher.inflect import inflections
from searcher.suggest.edit_distance import LONGEST, WHOLE
from searcher.suggest.lexicon import Lexicon, spelled_apart
from searcher.suggest.neighbours import Pair, said_between, turns_with_pairs
from searcher.suggest.phonetic import COSTS
from searcher.suggest.suggestion import Suggestion

_Words = tuple[str, ...]

#: What is said in so many turns needs no suggestion.
ENOUGH = 10

#: The farthest that a suggestion is.
FARTHEST = 0.22
#: The same for neighbours of which each is said often enough.
FARTHEST_OF_KNOWN = 0.15
#: The same for a word beside two others of the search, as a share of the three.
FARTHEST_IN_PLACE = 0.3
#: The same for what is searched for at once.
FARTHEST_ALIKE = 0.12

# What counts for the distance: sound, and letters.
_SOUND, _LETTERS = 0.75, 0.25
# What is added for two words, and taken off for each tenfold of turns, in the order.
_PARTED, _TENFOLD = 0.02, 0.02
# What is added for words that were not said beside the next word of the search.
_ALONE = 0.1
# So many places are read where the other two of three words stand, which are not both common.
_MOST_PLACES, _COMMON = 50, 20_000
# So many are looked at beside the next word.
_MOST_IN_PLACE = 20

# So many neighbouring words are taken as one, and so many such runs are tried, of so many words.
_LONGEST_RUN, _MOST_RUNS, _MOST_WORDS = 3, 8, 50

# What is looked at: words of which so large a share sounds otherwise, and so much at most.
_SHARE, _SHARE_OF_SEVERAL, _MOST = 0.2, 0.15, 2 * WHOLE
# Sounds that weigh less are near to too many pairs of words.
_LIGHTEST_PARTED = 3.5 * WHOLE
# Pairs up to this share are looked for first; others, where nothing is as near.
_SURE = 0.1


def suggest(words: Sequence[str], library: Library, limit: int = 5) -> tuple[Suggestion, ...]:
    """What may have been meant by the words of a search, the likeliest first.

    One or two words stand in for one to three neighbours that are said in few turns.

    Args:
        words: the words of a search, in their order; of a very long one the first count.
        library: the index in which they found little.
        limit: the most suggestions to return.
    """
    asked = _folded(words)[:_MOST_WORDS]
    said = _Said(library)
    places = _runs(asked, said)
    if not places:
        return ()
    lexicon = Lexicon(library, asked)
    ranked: list[tuple[float, Suggestion]] = []
    for start, end in places:
        run = asked[start:end]
        known = len(run) > 1 and all(said.turns((word,)) >= ENOUGH for word in run)
        farthest = FARTHEST_OF_KNOWN if known else FARTHEST
        some = _near(run, lexicon, said, farthest, thorough=False)
        beside = asked[max(0, start - 1) : start], asked[end : end + 1]
        ranked += _ranked(_without_inflections(some), beside, said)
        if len(run) == _LONGEST_RUN:
            for hole in range(len(run)):
                some = _in_place(run, hole, lexicon, said)
                ranked += _ranked(_without_inflections(some), ((), ()), said)
    ranked.sort(key=lambda pair: pair[0])
    # What is near may stand in place, too.
    found: dict[tuple[_Words, _Words], Suggestion] = {}
    for _, near in ranked:
        found.setdefault((near.asked, near.said), near)
    return tuple(found.values())[:limit]


def sounding_like(words: str | Sequence[str], library: Library) -> tuple[Suggestion, ...]:
    """Everything that was said and sounds like a word, or like words spoken as one.

    However often they are said themselves. What is far enough to be another word is left
    out; the nearest come first.
    """
    asked = _folded([words] if isinstance(words, str) else words)
    if not _can_be_compared(asked):
        return ()
    found = _near(asked, Lexicon(library, asked), _Said(library), FARTHEST_ALIKE, thorough=True)
    return tuple(sorted(found, key=lambda near: (near.distance, -near.turns, near.said)))


class _Said:
    """In how many turns words and pairs of words are said."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._pairs: dict[Pair, int] = {}
        self._word = cache(lambda word: len(library.postings("text", word)[0]))

    def turns(self, words: _Words) -> int:
        """The turns that say a word, or words together; of three or more, at most so many."""
        if len(words) == 1:
            return int(self._word(words[0]))
        pairs = list(pairwise(words))
        counts = self.pairs(pairs)
        return min(counts.get(pair, 0) for pair in pairs)

    def pairs(self, pairs: Sequence[Pair]) -> dict[Pair, int]:
        """The turns that say each pair of words together; pairs nobody said are left out."""
        if new := [pair for pair in pairs if pair not in self._pairs]:
            found = turns_with_pairs(new, self._library)
            self._pairs |= {pair: found.get(pair, 0) for pair in new}
        return {pair: count for pair in pairs if (count := self._pairs[pair])}

    def between(self, before: _Words, behind: _Words) -> dict[str, int]:
        """What was said between words, at some places; nothing where all of them are common."""
        if min(self.turns((word,)) for word in before + behind) > _COMMON:
            return {}
        return said_between(before, behind, self._library, _MOST_PLACES)


def _folded(words: Sequence[str]) -> _Words:
    return tuple(word.text for word in parted(" ".join(words)))


def _can_be_compared(words: _Words) -> bool:
    """A number is near to any other, and something of great length is no word."""
    letters = "".join(words)
    return len(letters) <= LONGEST and any(letter.isalpha() for letter in letters)


def _runs(asked: _Words, said: _Said) -> list[tuple[int, int]]:
    """The neighbouring words that need a suggestion: those first that hold the rarest word."""
    places = [
        (start, start + length)
        for length in range(1, _LONGEST_RUN + 1)
        for start in range(len(asked) - length + 1)
        if _can_be_compared(asked[start : start + length])
    ]
    places.sort(key=lambda place: min(said.turns((word,)) for word in asked[slice(*place)]))
    needy = (place for place in places if said.turns(asked[slice(*place)]) < ENOUGH)
    return list(islice(needy, _MOST_RUNS))


def _near(
    run: _Words, lexicon: Lexicon, said: _Said, farthest: float, *, thorough: bool
) -> list[Suggestion]:
    """What was said and is near to words; `thorough`, every pair of words that is."""
    heard = lexicon.heard(run)
    weight = sum(COSTS.gaps_of(heard))
    if not 0 < len(heard) <= LONGEST:
        return []
    # In a short word one sound is a large share.
    share = _SHARE if len(run) == 1 else _SHARE_OF_SEVERAL
    most = min(max(WHOLE, weight * share), _MOST, weight * farthest / _SOUND)
    asked = lexicon.beside(heard, int(most))
    far: dict[_Words, int] = {(word,): cost for word, cost in lexicon.words_near(asked).items()}
    turns: dict[_Words, int] = {word: n for word in far if (n := said.turns(word))}
    if weight >= _LIGHTEST_PARTED:
        pairs = lexicon.pairs_near(asked)
        far.update(pairs.items())
        sure = [pair for pair, cost in pairs.items() if cost <= weight * _SURE]
        turns.update(said.pairs(sure).items())
        if thorough or not any(far[words] <= weight * _SURE for words in turns):
            turns.update(said.pairs([*pairs][len(sure) :]).items())
    turns.pop(run, None)
    near = []
    for words, letters in zip(turns, spelled_apart(run, [*turns]), strict=True):
        distance = _SOUND * far[words] / weight + _LETTERS * letters
        if distance <= farthest:
            near.append(Suggestion(run, words, turns[words], distance))
    return near


def _in_place(run: _Words, hole: int, lexicon: Lexicon, said: _Said) -> list[Suggestion]:
    """What was said in place of one of three words, beside the other two.

    That they stand there says much: the word itself may be farther.
    """
    before, word, behind = run[:hole], run[hole], run[hole + 1 :]
    turns = said.between(before, behind)
    turns.pop(word, None)
    weight = sum(COSTS.gaps_of(lexicon.heard(run)))
    heard = lexicon.heard([word])
    if not turns or len(heard) > LONGEST or not len(heard):
        return []
    most = int(weight * FARTHEST_IN_PLACE / _SOUND)
    far = lexicon.between([*turns], heard, most)
    spelled = spelled_apart(run, [(*before, other, *behind) for other in far])
    near = []
    for (other, cost), letters in zip(far.items(), spelled, strict=True):
        distance = _SOUND * cost / weight + _LETTERS * letters
        if distance <= FARTHEST_IN_PLACE:
            near.append(Suggestion((word,), (other,), said.turns((other,)), distance))
    return near


def _ranked(
    found: list[Suggestion], beside: tuple[_Words, _Words], said: _Said
) -> list[tuple[float, Suggestion]]:
    """Suggestions behind what they are ordered by.

    Args:
        found: suggestions for some words of a search.
        beside: the word of the search before these, and the one behind.
        said: what was said.
    """
    ranked = []
    for near in found:
        order = near.distance - _TENFOLD * log10(near.turns) + _PARTED * (len(near.said) - 1)
        ranked.append((order, near))
    ranked.sort(key=lambda pair: pair[0])
    before, behind = beside
    if not before and not behind:
        return ranked
    likely = ranked[:_MOST_IN_PLACE]
    pairs = {
        near: [(word, near.said[0]) for word in before] + [(near.said[-1], word) for word in behind]
        for _, near in likely
    }
    together = said.pairs([pair for some in pairs.values() for pair in some])
    return [
        (order + _ALONE * (not any(pair in together for pair in pairs[near])), near)
        for order, near in likely
    ]


def _without_inflections(found: list[Suggestion]) -> list[Suggestion]:
    """Of the inflections of a word the nearest: a search for it finds the others."""
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
