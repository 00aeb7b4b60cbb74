"""What methods of inflection do to a vocabulary, and to the answers of real questions."""

import json
import random
import statistics
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.model import Program
from index.text.tokenizer import words
from searcher.inflect import english, inflections
from searcher.matching.bm25 import bm25, norms, rarity

#: A method: a function from a word to its keys; two words meet if they have one in common.
Keys = Callable[[str], frozenset[str]]
TOP = 10


def meet(keys: Keys, one: str, other: str) -> bool:
    """Whether two words meet."""
    return not keys(one).isdisjoint(keys(other))


def agreement(keys: Keys, lemmas: Keys, vocabulary: Counter[str], fewest: int = 2) -> float:
    """Share of the words and their lemmas, as another method has them, that meet.

    Args:
        keys: the method that is measured.
        lemmas: the method that is believed.
        vocabulary: how often each word is said.
        fewest: how often both must be said.
    """
    met = [
        meet(keys, word, lemma)
        for word, count in vocabulary.items()
        if count >= fewest and word.isalpha()
        for lemma in lemmas(word) - {word}
        if vocabulary[lemma] >= fewest
    ]
    return round(sum(met) / max(1, len(met)), 4)


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of words that a method makes of a vocabulary.

    Attributes:
        alone: share of the words that meet no other.
        mean: how many words a word meets on average, itself among them.
        largest: the largest class, and a word of it.
        spoken: as `mean`, each word as often as it is said.
    """

    alone: float
    mean: float
    largest: tuple[int, str]
    spoken: float


def classes(keys: Keys, vocabulary: Counter[str]) -> Classes:
    """Measure the classes of a vocabulary."""
    by_key: dict[str, set[str]] = defaultdict(set)
    for word in vocabulary:
        for key in keys(word):
            by_key[key].add(word)
    sizes = {
        word: len(set().union(*(by_key[key] for key in keys(word)), {word})) for word in vocabulary
    }
    largest = max(sizes, key=lambda word: (sizes[word], word))
    said = sum(sizes[word] * count for word, count in vocabulary.items())
    return Classes(
        alone=round(sum(size == 1 for size in sizes.values()) / len(sizes), 3),
        mean=round(statistics.mean(sizes.values()), 3),
        largest=(sizes[largest], largest),
        spoken=round(said / vocabulary.total(), 3),
    )


def microseconds(vocabulary: Counter[str], count: int = 1000) -> dict[str, float]:
    """How long `inflections` takes for words that it has not seen, over a sorted list."""
    ordered = sorted(vocabulary)

    def beginning_with(prefix: str) -> Iterator[str]:
        place = bisect_left(ordered, prefix)
        while place < len(ordered) and ordered[place].startswith(prefix):
            yield ordered[place]
            place += 1

    times = []
    for word in random.Random(1).choices(ordered, [vocabulary[w] ** 0.5 for w in ordered], k=count):
        english.bases.cache_clear()
        start = time.perf_counter()
        inflections(word, beginning_with)
        times.append((time.perf_counter() - start) * 1e6)
    quantiles = statistics.quantiles(times, n=100)
    return {"median": round(quantiles[49], 1), "p95": round(quantiles[94], 1)}


def relevance(keys: Keys, programs: Iterable[Program], questions: Path) -> dict[str, float]:
    """How good the first ten turns are (nDCG, hits), by BM25 with a class as one word."""
    spoken = {program.id: _Spoken(keys, program) for program in programs}
    gains: list[float] = []
    for line in questions.read_text("utf-8").splitlines():
        asked = json.loads(line)
        order = spoken[asked["program"]].ranked(asked["query"])[:TOP] + 1
        discount = 1 / np.log2(np.arange(2, TOP + 2))
        found = np.isin(order, asked["turns"])
        best = discount[: len(asked["turns"])].sum()
        gains.append(float((found * discount[: len(found)]).sum() / best))
    return {
        "nDCG@10": round(statistics.mean(gains), 4),
        "hit@10": round(sum(gain > 0 for gain in gains) / len(gains), 4),
    }


class _Spoken:
    """The turns of a program, ranked by BM25."""

    def __init__(self, keys: Keys, program: Program) -> None:
        self.keys = keys
        turns = [Counter(w.text for w in words(turn.text)) for turn in program.turns]
        lengths = np.array([turn.total() for turn in turns], np.float64)
        self.norms = norms(lengths, float(lengths.mean()))
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.by_key: dict[str, set[str]] = defaultdict(set)
        for number, turn in enumerate(turns):
            for word, count in turn.items():
                self.counts[word][number] = count
        for word in self.counts:
            for key in keys(word):
                self.by_key[key].add(word)

    def ranked(self, question: str) -> np.ndarray[Any, np.dtype[np.int64]]:
        """The places of the turns, the best first."""
        scores = np.zeros(len(self.norms))
        for asked in dict.fromkeys(word.text for word in words(question)):
            frequencies = np.zeros(len(self.norms))
            for form in set().union(*(self.by_key.get(key, ()) for key in self.keys(asked))):
                for number, count in self.counts[form].items():
                    frequencies[number] += count
            weight = rarity(int((frequencies > 0).sum()), len(self.norms))
            scores += bm25(frequencies, self.norms, weight)
        return np.argsort(-scores, kind="stable")
