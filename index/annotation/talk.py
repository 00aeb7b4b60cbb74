"""A whole program as a stream of words, in which the place of a passage is found.

Another transcript may join turns, or cut them elsewhere. So a passage is looked for without turns:
what was said before, in and after the turn of a mark. Its rare words vote for a place (the
difference of their positions in both), and there the letters are aligned (Indel distance,
rapidfuzz), which tells which of the turns holds the words of the mark.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

#: A passage with fewer letters is said in many places.
LEAST = 60
#: From these similarities on, in percent, the passage is there, and in it the words of the mark;
#: and nothing of it has changed.
ALIKE, _EXACT_ALIKE, _SAME = 80.0, 60.0, 98.0
#: So few letters are like some of any long turn.
_FEW = 20
#: By how much the place must be better than the next best one.
_CLEAR = 5.0
#: How many positions are one place in a vote, how many places are aligned, and how often a word may
#: be said.
_PLACE, _ALIGNED, _OFTEN = 8, 3, 100


class Passage(NamedTuple):
    """What is said in a turn, and around it: letters only."""

    before: str
    exact: str
    after: str

    @property
    def is_repeated(self) -> bool:
        """Whether the same is said directly before or after."""
        return self.before.endswith(self.exact) or self.after.startswith(self.exact)


class _Found(NamedTuple):
    """A place of a passage: how like it is, its first word, and the turn."""

    score: float
    first: int
    turn: int | None


class Talk:
    """The words of a program.

    Args:
        texts: what is said in each turn, letters only.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        split = [text.split() for text in texts]
        self._words = [word for words in split for word in words]
        #: The first word of each turn.
        self._begins = [0, *accumulate(map(len, split))][:-1]
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            self._places.setdefault(word, []).append(place)

    def turn_of(self, passage: Passage) -> int | None:
        """The place of the turn with most of the words of a mark; None if that is not clear."""
        if sum(map(len, passage)) < LEAST or not passage.exact:
            return None
        found = sorted(self._found(passage), reverse=True, key=lambda one: one.score)
        if not found or found[0].score < ALIKE:
            return None
        length = sum(len(part.split()) for part in passage)
        others = [
            one for one in found[1:] if abs(one.first - found[0].first) > length // 2 + _PLACE
        ]
        if others and found[0].score - others[0].score < _CLEAR:
            return None
        return found[0].turn

    def _found(self, passage: Passage) -> Iterator[_Found]:
        words = " ".join(passage).split()
        votes: Counter[int] = Counter()
        for number, word in enumerate(words):
            places = self._places.get(word, ())
            if len(places) <= _OFTEN:
                for place in places:
                    votes[(place - number) // _PLACE] += 1000 // len(places)
        # Words that were added or left out shift the rest to the next place.
        joined = Counter({at: count + votes[at + 1] for at, count in votes.items()})
        for at, _ in joined.most_common(_ALIGNED):
            first = max(0, (at - 1) * _PLACE)
            yield self._aligned(passage, first, (at + 3) * _PLACE + len(words))

    def _aligned(self, passage: Passage, first: int, end: int) -> _Found:
        """Align a passage with the words from one position to another."""
        wanted = " ".join(filter(None, passage))
        words = self._words[first:end]
        text = " ".join(words)
        score, begin, stop = _nearest(wanted, text)
        if score < ALIKE:
            return _Found(score, first, None)
        start = len(passage.before) + bool(passage.before)
        said = text[begin:stop]
        where = _image(wanted, said, start, start + len(passage.exact))
        if fuzz.ratio(passage.exact, said[slice(*where)]) < _EXACT_ALIKE:
            return _Found(score, first, None)
        turn = self._turn_at(first, words, (begin + where[0], begin + where[1]))
        before, now = (_count(passage.exact, each) for each in (wanted, said))
        if now != before and (max(now, before) > 1 or self._is_longer(turn, passage.exact)):
            # Where the same is said twice, and one of them has become another word or was added,
            # nobody knows which. And a short word is like some letters of any long turn.
            turn = None
        if passage.is_repeated and said != wanted:
            turn = None
        return _Found(score, first, turn)

    def _turn_at(self, first: int, words: Sequence[str], where: tuple[int, int]) -> int | None:
        """The turn with most of the letters of some words from one place to another."""
        letters: Counter[int] = Counter()
        end = -1
        for number, word in enumerate(words, start=first):
            end += len(word) + 1
            shared = min(end, where[1]) - max(end - len(word), where[0])
            if shared > 0:
                letters[bisect_right(self._begins, number) - 1] += shared
        return letters.most_common(1)[0][0] if letters else None

    def _is_longer(self, turn: int | None, exact: str) -> bool:
        """Whether a text of few letters is less than half of a turn."""
        if turn is None or len(exact) >= _FEW:
            return False
        edges = [*self._begins[turn : turn + 2], len(self._words)]
        return len(" ".join(self._words[edges[0] : edges[1]])) > 2 * len(exact) + _PLACE


def _nearest(wanted: str, text: str) -> tuple[float, int, int]:
    """The part of a text that is most like another one: how like it is, in percent, and where."""
    if len(text) <= len(wanted):
        return fuzz.ratio(wanted, text), 0, len(text)
    near = fuzz.partial_ratio_alignment(wanted, text)
    return (near.score, near.dest_start, near.dest_end) if near else (0.0, 0, 0)


def _count(words: str, text: str) -> int:
    """How often words are in a text, whole."""
    return f" {text} ".replace(" ", "  ").count(f" {words.replace(' ', '  ')} ")


def _image(wanted: str, said: str, start: int, stop: int) -> tuple[int, int]:
    """Where the letters from `start` to `stop` of one text are in the other, with the end."""
    places = [
        code.dest_start + edge - code.src_start
        for code in Indel.opcodes(wanted, said)
        if code.tag == "equal"
        for edge in (max(start, code.src_start), min(stop, code.src_end))
        if code.src_start < stop and code.src_end > start
    ]
    return (places[0], places[-1]) if places else (0, 0)
