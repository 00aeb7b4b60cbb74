"""The kinds of search that are measured, with words chosen from the corpus.

Words are chosen by how many turns hold them, always the same for the same
corpus. Engines disagree on what a word is where an apostrophe is (`what's` is
one word here, two elsewhere): only words and phrases are chosen that both
readings count the same, so that equal counts can be asked of every engine.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, cycle, islice
from typing import Literal

from corpus.model import Program
from index.text.tokenizer import words as words_here

Shape = Literal[
    "word", "and", "or", "phrase", "near", "prefix", "suffix", "fuzzy", "speaker", "typed"
]

#: Shapes that mean the same to every engine, so that their counts must agree.
ONE_MEANING = ("word", "and", "or", "phrase", "prefix", "speaker")

#: Turns that are looked at to choose words.
SAMPLE = 10_000

#: Words farther apart than this are not near.
NEAR = 5

#: How many different searches of a kind are asked as people type them: more than any engine keeps
#: the blocks of stored text of, so that no answer is one that was just given.
DIFFERENT = 40

Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """A search that every engine is asked in its own language.

    Attributes:
        kind: what it is, as the report names it.
        shape: how the words belong together.
        words: in lower case, without the star of a prefix or suffix.
        speaker: a word of the speaker's name, for the shape `speaker`.
        as_typed: whether words are typed without quotes, and mean every inflection.
    """

    kind: str
    shape: Shape
    words: Gram
    speaker: str = ""
    as_typed: bool = False

    def __str__(self) -> str:
        joined = " ".join(self.words)
        match self.shape:
            case "and" | "or":
                return f" {self.shape.upper()} ".join(self.words)
            case "near":
                return f" NEAR/{NEAR} ".join(self.words)
            case "phrase":
                return f'"{joined}"'
            case "prefix":
                return f"{joined}*"
            case "suffix":
                return f"*{joined}"
            case "fuzzy":
                return f"{joined}~"
            case "speaker":
                return f"{joined} speaker:{self.speaker}"
        return joined


def choose(programs: Iterable[Program], turn_count: int) -> list[Search]:
    """The searches for a corpus that has so many turns; several of a kind that is typed."""
    sample = _Sample(programs, every=-(-turn_count // SAMPLE))
    pair = sample.pair(0.03)
    rare_phrase = sample.phrase(2, lambda gram: all(sample.is_rare(word) for word in gram))
    stop_phrase = sample.phrase(3, lambda gram: all(word in sample.stop for word in gram))
    long_phrase = sample.phrase(4, lambda gram: sum(w not in sample.stop for w in gram) >= 2)
    common = sample.word(0.1)
    names = sample.speakers_named()[:5]
    pairs = sample.pairs(0.03)[:DIFFERENT]
    typed = [
        *(Search("word, as typed", "word", (w,)) for w in sample.words(0.005, shortest=6)),
        *(Search("common word, as typed", "word", (w,)) for w in sample.words(0.1)),
        *(Search("AND, as typed", "and", each) for each in pairs),
        *(Search("OR, as typed", "or", each) for each in pairs),
        *(Search("near, as typed", "near", each) for each in pairs),
        *(
            Search("speaker, as typed", "speaker", (w,), name)
            for w, name in zip(sample.words(0.1), cycle(names), strict=False)
        ),
    ]
    return [
        Search("rare word", "word", (sample.word(0.0005),)),
        Search("common word", "word", (common,)),
        Search("two words, AND", "and", pair),
        Search("two words, OR", "or", pair),
        Search("phrase, rare words", "phrase", rare_phrase),
        Search("phrase, stop words", "phrase", stop_phrase),
        Search("phrase, four words", "phrase", long_phrase),
        Search("near", "near", pair),
        Search("prefix", "prefix", (sample.part(0.05, lambda word: word[:4]),)),
        Search("leading wildcard", "suffix", (sample.part(0.05, lambda word: word[-4:]),)),
        Search("fuzzy", "fuzzy", (sample.word(0.002, shortest=6),)),
        Search("speaker and word", "speaker", (common,), sample.speaker()),
        Search("as typed, in tiers", "typed", rare_phrase),
        *(replace(search, as_typed=True) for search in typed),
    ]


def _words_elsewhere(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


class _Sample:
    """Turns of all over a corpus, parted into words in both ways."""

    def __init__(self, programs: Iterable[Program], every: int) -> None:
        turns = [
            turn
            for turn in islice((t for p in programs for t in p.turns), 0, None, max(1, every))
            if turn.text.isascii()
        ]
        self.here = [[word.text for word in words_here(turn.text)] for turn in turns]
        self.elsewhere = [_words_elsewhere(turn.text) for turn in turns]
        self.speakers = Counter(turn.speaker for turn in turns)
        held = Counter(word for said in self.here for word in set(said))
        other = Counter(word for said in self.elsewhere for word in set(said))
        #: How many turns hold a word, for words that both readings agree on.
        self.turns_with = {
            word: turns
            for word, turns in sorted(held.items())
            if turns == other[word] and word.isalpha() and len(word) > 2
        }
        self.stop = {word for word, _ in held.most_common(60)}
        self.count = max(1, len(turns))

    def is_rare(self, word: str) -> bool:
        """Whether at most one turn in a hundred holds a word, and it is no slip."""
        return 0 < self.turns_with.get(word, 0) <= max(3, self.count // 100)

    def word(self, share: float, shortest: int = 3) -> str:
        """The word that a share of turns nearest to this one holds."""
        return self.words(share, shortest)[0]

    def words(self, share: float, shortest: int = 3) -> list[str]:
        """The words that a share of turns nearest to this one holds, the nearest first."""
        long = [word for word in self.turns_with if len(word) >= shortest]
        long.sort(key=lambda word: abs(self.turns_with[word] - share * self.count))
        return long[:DIFFERENT]

    def pair(self, share: float) -> Gram:
        """Two words, each held by about this share of turns, that often meet in one."""
        return self.pairs(share)[0]

    def pairs(self, share: float) -> list[Gram]:
        """Pairs of such words, those that meet most often first; at least one."""
        near = sorted(
            self.turns_with, key=lambda word: abs(self.turns_with[word] - share * self.count)
        )
        chosen = {word for word in near[:100] if word not in self.stop}
        met: Counter[Gram] = Counter(
            pair for said in self.here for pair in combinations(sorted(chosen & set(said)), 2)
        )
        return sorted(met, key=lambda pair: (-met[pair], pair)) or [(near[0], near[-1])]

    def phrase(self, length: int, fits: Callable[[Gram], bool]) -> Gram:
        """The phrase that most turns say, of those that both readings count the same."""
        here = self._phrases(self.here, length, fits)
        elsewhere = self._phrases(self.elsewhere, length, fits)
        same = {gram: turns for gram, turns in here.items() if elsewhere[gram] == turns}
        if found := _first(same) or _first(here):
            return found
        return next((tuple(said[:length]) for said in self.here if len(said) >= length), ("none",))

    @staticmethod
    def _phrases(
        turns: Sequence[Sequence[str]], length: int, fits: Callable[[Gram], bool]
    ) -> Counter[Gram]:
        return Counter(gram for said in turns for gram in {*_grams(said, length)} if fits(gram))

    def part(self, share: float, cut: Callable[[str], str]) -> str:
        """A part of words: several words have it, in about this share of turns."""
        turns: Counter[str] = Counter()
        variety: Counter[str] = Counter()
        for word, held in self.turns_with.items():
            if len(word) > 4:
                turns[cut(word)] += held
                variety[cut(word)] += 1
        several = [part for part in turns if variety[part] >= 10] or list(turns)
        return min(several, key=lambda part: abs(turns[part] - share * self.count))

    def speaker(self) -> str:
        """The last name of who speaks most."""
        return self.speakers_named()[0]

    def speakers_named(self) -> list[str]:
        """The last names of those who speak most."""
        names = (re.findall(r"[a-z]{3,}", name.lower()) for name, _ in self.speakers.most_common())
        last = (name[-1] for name in names if name)
        return list(dict.fromkeys(islice(last, DIFFERENT))) or ["speaker"]


def _grams(said: Sequence[str], length: int) -> Iterator[Gram]:
    return zip(*(said[start:] for start in range(length)), strict=False)


def _first(counts: dict[Gram, int]) -> Gram | None:
    """The most frequent phrase; among equals the first of the alphabet."""
    return min(counts, key=lambda gram: (-counts[gram], gram), default=None)
