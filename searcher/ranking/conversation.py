"""The ranking of turns as conversation: by their words, the turns around, and the speaker.

A turn is short: it names its subject once and then says "it". No single turn has all words of
a whole question. So the score of a turn also has parts for

- the words of the turns around, which saturate as in BM25 and count less with distance
  (Y. Lv, C. Zhai: Positional Language Models for Information Retrieval. SIGIR 2009),
- words that are near each other,
- the title and the topics of the program,
- a speaker whom the question names.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from searcher.matching.arrays import among, common, rows, union
from searcher.matching.bm25 import highest_rarity
from searcher.matching.evaluate import Evaluator
from searcher.matching.hits import Floats, Hits
from searcher.matching.positions import Turns
from searcher.matching.postings import PostingList
from searcher.query.light_words import LIGHT
from searcher.query.query_tree import Near, OneWord, Or, Tree
from searcher.ranking.named_speakers import Named, named
from searcher.ranking.parameters import DEFAULT, Parameters
from searcher.syntax.lexer import QueryWord


class ScorePart(NamedTuple):
    """A part of a score: its name, and its value for each turn."""

    name: str
    scores: Floats


class Conversation:
    """The ranking of turns for one search of several words.

    Args:
        words: each word of the search, as it was typed and as a query tree.
        evaluator: the evaluator of the search.
        parameters: of the ranking.
    """

    def __init__(
        self,
        words: Sequence[tuple[QueryWord, OneWord]],
        evaluator: Evaluator,
        parameters: Parameters = DEFAULT,
    ) -> None:
        self._evaluator = evaluator
        self._library = evaluator.library
        self._parameters = parameters
        self._question = [typed for typed, _ in words]
        self._words = {typed.form: word for typed, word in words}

    def any_informative_word(self) -> Tree:
        """A query for turns that say an informative word; see `_informative`."""
        return Or(tuple(self._words[form] for form in self._informative))

    def any_content_word(self) -> Tree:
        """A query for turns that say a content word, however common it is."""
        return Or(tuple(self._words[form] for form in self._content))

    def around(self, documents: Turns, allowed: Turns | None) -> Turns:
        """Other turns near these that say any of the words, sorted.

        If few turns name the subject, the turns around them may go on about it.
        """
        reach = 3 * self._parameters.reach
        around = np.zeros(self._library.size, bool)
        programs = self._library.program_numbers
        for document in documents.tolist():
            first = max(document - reach, 0)
            near = programs[first : document + reach + 1]
            around[first : first + len(near)] |= near == programs[document]
        around[documents] = False
        within = np.flatnonzero(around).astype(np.uint32)
        if allowed is not None:
            within = common(within, allowed)
        return self._evaluator.match(Or(tuple(self._words.values())), within)

    def ranked(self, documents: Turns) -> Hits:
        """Turns with their scores. The turns around count for the best turns only."""
        hits, best = self._before(documents)
        around = sum((part.scores for part in self._around(best)), np.zeros(len(best)))
        hits.scores[np.searchsorted(documents, best)] += self._with_named_speakers(best, around)
        return hits

    def explained(self, documents: Turns, wanted: Turns) -> list[ScorePart]:
        """The parts of the scores of `wanted` among the ranked `documents`; both are sorted."""
        _, best = self._before(documents)
        parts = list(self._inside(wanted))
        known, where = rows(best, wanted, self._library.size)
        for part in self._around(best):
            scores = np.zeros(len(wanted))
            scores[known] = part.scores[where]
            parts.append(ScorePart(part.name, scores))
        total = sum((part.scores for part in parts), np.zeros(len(wanted)))
        return [
            *parts,
            ScorePart("speaker is named", self._with_named_speakers(wanted, total) - total),
        ]

    def _before(self, documents: Turns) -> tuple[Hits, Turns]:
        """Turns with their scores without the turns around, and the best turns, sorted."""
        inside = sum((part.scores for part in self._inside(documents)), np.zeros(len(documents)))
        hits = Hits(documents, self._with_named_speakers(documents, inside))
        return hits, np.sort(hits.best(self._parameters.candidates).documents)

    # The words

    @cached_property
    def _postings(self) -> dict[str, PostingList]:
        return {form: self._evaluator.postings.of(word, None) for form, word in self._words.items()}

    @cached_property
    def _weights(self) -> dict[str, float]:
        """The weight of each word: high for rare words, low for light words and names."""
        highest, power = highest_rarity(self._library.turn_count), self._parameters.rarity
        naming = frozenset[str]().union(*(person.forms for person in self._named))
        weights = {}
        for form, postings in self._postings.items():
            damped = self._parameters.light if form in LIGHT else 1.0
            damped *= self._parameters.naming if naming.issuperset(form.split(" ")) else 1.0
            weights[form] = damped * postings.rarity * (postings.rarity / highest) ** (power - 1)
        return weights

    @cached_property
    def _informative(self) -> list[str]:
        """Content words that are not very common; all content words if there are none."""
        most = self._parameters.common * self._library.turn_count
        forms = self._content
        return [form for form in forms if len(self._postings[form].documents) <= most] or forms

    @cached_property
    def _content(self) -> list[str]:
        """The words that are not light; all words if there are none."""
        return [form for form in self._words if form not in LIGHT] or list(self._words)

    @cached_property
    def _named(self) -> list[Named]:
        return named(self._question, self._library)

    # The parts of a score

    def _inside(self, documents: Turns) -> Iterator[ScorePart]:
        """The parts for the words of a turn, and for the title and topics of its program."""
        for form, postings in self._postings.items():
            scores = self._evaluator.bm25(postings, documents, self._weights[form])
            yield ScorePart(f"says {form}", scores)
        for form, word in self._words.items():
            if (about := self._about(word, documents)) is not None:
                weight = self._parameters.about * self._weights[form]
                yield ScorePart(f"program is about {form}", np.where(about, weight, 0.0))

    def _around(self, documents: Turns) -> Iterator[ScorePart]:
        """The parts for words in the turns around, and for words near each other."""
        parameters = self._parameters
        distances = np.arange(-3 * parameters.reach, 3 * parameters.reach + 1)
        turns = documents[:, None].astype(np.int64) + distances
        inside = (turns >= 0) & (turns < self._library.size)
        turns[~inside] = 0
        programs = self._library.program_numbers
        inside &= programs[turns] == programs[documents][:, None]
        falling = np.where(inside, np.exp(-np.abs(distances) / parameters.reach), 0.0)
        counts = np.zeros(self._library.size, np.float32)

        def around(postings: PostingList, saturation: float) -> Floats:
            counts[postings.documents] = postings.frequencies
            near: Floats = np.einsum("ij,ij->i", counts[turns], falling)
            counts[postings.documents] = 0
            scores: Floats = near / (near + saturation)
            return scores

        for form, postings in self._postings.items():
            weight = parameters.around * self._weights[form]
            yield ScorePart(
                f"said near it: {form}", weight * around(postings, parameters.around_saturation)
            )
        yield from self._question_parts(documents)
        for left, right in self._pairs:
            tree = Near(self._words[left], self._words[right], parameters.nearness, False)
            # Only turns among these can say both words.
            together = self._evaluator.postings.of(tree, documents)
            weight = self._weights[left] + self._weights[right]
            scores = np.zeros(len(documents))
            held, where = rows(together.documents, documents, self._library.size)
            counted = together.frequencies[where].astype(np.float64)
            scores[held] = parameters.near * weight * counted / (counted + 1)
            yield ScorePart(f"{left} near {right}", scores)
            weight *= parameters.around_near
            near = weight * around(together, parameters.near_saturation)
            yield ScorePart(f"said near it: {left} near {right}", near)

    def _question_parts(self, documents: Turns) -> Iterator[ScorePart]:
        """The parts for informative words in the question of a turn: the turn answers them."""
        exchanges = self._evaluator.exchanges
        questions = exchanges.questions[documents]
        for form in self._informative:
            weight = self._parameters.question * self._weights[form]
            score = partial(self._evaluator.bm25, self._postings[form], weight=weight)
            yield ScorePart(f"question says {form}", exchanges.lent(questions, score))

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        """Pairs of informative words that follow each other, not counting other words."""
        informative = set(self._informative)
        forms = [word.form for word in self._question if word.form in informative]
        return list(dict.fromkeys(pair for pair in pairwise(forms) if pair[0] != pair[1]))

    def _about(self, word: OneWord, documents: Turns) -> npt.NDArray[np.bool_] | None:
        """Whether the title or a topic of the program of each turn has a word."""
        found = [self._evaluator.match(word.in_field(field)) for field in ("title", "topic")]
        having = union(found, self._library.size)
        return among(documents, having, self._library.size) if len(having) else None

    def _with_named_speakers(self, documents: Turns, scores: Floats) -> Floats:
        """Raise the scores of turns by a speaker whom the question names."""
        lent: Floats = scores * (1 + self._parameters.named * self._strengths[documents])
        return lent

    @cached_property
    def _strengths(self) -> Floats:
        """For each document how fully the question names its speaker, from 0 to 1."""
        strengths = np.zeros(self._library.size)
        for person in self._named:
            turns = person.documents
            strengths[turns] = np.maximum(strengths[turns], person.strength)
        return strengths
