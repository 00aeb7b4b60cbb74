"""The ranking of turns as conversation: by their words, the turns around, and the speaker.

A turn is short: it names its subject once and then says "it". No single turn has all words of
a whole question. So the score of a turn is a sum of named parts:

- the words that it says itself (BM25);
- the words that are said around it, which saturate as in BM25 and count less with distance in
  words (Y. Lv, C. Zhai: Positional Language Models for Information Retrieval. SIGIR 2009);
- the words of the question that it answers;
- telling words that follow each other in the search, and are said close together;
- the title and the topics of the program;
- a share of all of these for a long turn, and for a speaker whom the question names.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.library.segments import LENGTHS
from searcher.matching.arrays import Counts, among, common, union
from searcher.matching.bm25 import highest_rarity
from searcher.matching.evaluate import Evaluator
from searcher.matching.hits import Floats, Hits
from searcher.matching.positions import Turns
from searcher.matching.postings import PostingList
from searcher.query.light_words import ASKING, LIGHT
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

    # Which turns are ranked

    def telling(self, allowed: Turns | None) -> tuple[Tree, Turns]:
        """A query for turns that say a telling word, and these turns.

        If nobody says one, words that tell less are looked for: words that very many turns say,
        then words that only ask ("discuss").
        """
        asking = [form for form in self._words if form in ASKING]
        tree: Tree = Or(())
        for forms in (self._informative, self._content, asking):
            tree = Or(tuple(self._words[form] for form in forms))
            found = self._evaluator.match(tree, allowed)
            if len(found):
                return tree, found
        return tree, found

    def beside(self, documents: Turns, allowed: Turns | None) -> Turns:
        """Other turns near the best of these that say any of the words, sorted.

        Talk goes on about a subject without its name.
        """
        best = self.ranked(documents).best(self._parameters.candidates).documents
        reach = self._parameters.beside
        first = np.maximum(best.astype(np.int64) - reach, 0)
        turns = first[:, None] + np.arange(2 * reach + 1)
        np.minimum(turns, self._library.size - 1, out=turns)
        programs = self._library.program_numbers
        near = np.zeros(self._library.size, bool)
        near[turns[programs[turns] == programs[best][:, None]]] = True
        near[documents] = False
        within = near.nonzero()[0].astype(np.uint32)
        within = within[self._lengths(within) >= self._parameters.shortest]
        if allowed is not None:
            within = common(within, allowed)
        return self._evaluator.match(Or(tuple(self._words.values())), within)

    # The score

    def ranked(self, documents: Turns) -> Hits:
        """Turns, sorted, with their scores."""
        total = np.zeros(len(documents))
        for part in self._parts(documents):
            total += part.scores
        for _, factor in self._factors(documents):
            total *= factor
        return Hits(documents, total)

    def explained(self, documents: Turns) -> list[ScorePart]:
        """The parts of the scores of some turns, which are sorted."""
        parts = list(self._parts(documents))
        total = sum((part.scores for part in parts), np.zeros(len(documents)))
        for name, factor in self._factors(documents):
            parts.append(ScorePart(name, total * (factor - 1)))
            total = total * factor
        return parts

    # The words

    @cached_property
    def _postings(self) -> dict[str, PostingList]:
        return {form: self._evaluator.postings.of(word, None) for form, word in self._words.items()}

    @cached_property
    def _counts(self) -> dict[str, Counts]:
        """How often each turn of the index says each word that somebody says."""
        size = self._library.size
        return {
            form: postings.in_all_turns(size)
            for form, postings in self._postings.items()
            if len(postings)
        }

    @cached_property
    def _weights(self) -> dict[str, float]:
        """The weight of each word: high for rare words, low for light words and names."""
        highest, power = highest_rarity(self._library.turn_count), self._parameters.rarity
        weights = {}
        for form, postings in self._postings.items():
            damped = self._parameters.light if form in LIGHT else 1.0
            damped *= self._parameters.naming if form in self._naming else 1.0
            weights[form] = damped * postings.rarity * (postings.rarity / highest) ** (power - 1)
        return weights

    @cached_property
    def _informative(self) -> list[str]:
        """Content words that are not very common; all content words if there are none."""
        most = self._parameters.common * self._library.turn_count
        forms = self._content
        return [form for form in forms if len(self._postings[form]) <= most] or forms

    @cached_property
    def _content(self) -> list[str]:
        """The words that are not light and name nobody; all words if there are none."""
        content = [form for form in self._words if form not in LIGHT]
        return [form for form in content if form not in self._naming] or content or [*self._words]

    @cached_property
    def _naming(self) -> frozenset[str]:
        """The words that name a speaker, unless there are no other content words."""
        names = frozenset[str]().union(*(person.forms for person in self._named))
        naming = frozenset(form for form in self._words if names.issuperset(form.split(" ")))
        return naming if any(form not in LIGHT | naming for form in self._words) else frozenset()

    @cached_property
    def _named(self) -> list[Named]:
        return named(self._question, self._library)

    # The parts of a score

    def _parts(self, documents: Turns) -> Iterator[ScorePart]:
        yield from self._said(documents)
        yield from self._said_around(documents)
        yield from self._said_together(documents)
        yield from self._title(documents)

    def _said(self, documents: Turns) -> Iterator[ScorePart]:
        """The parts for the words of a turn, and of the question that it answers."""
        questions = self._evaluator.exchanges.questions[documents]
        answers = questions >= 0
        questions = np.where(answers, questions, 0)
        norms, norms_of_questions = self._norms(documents), self._norms(questions)
        for form, counts in self._counts.items():
            weight = self._weights[form] * (self._parameters.saturation + 1)
            frequencies = counts.take(documents)
            yield ScorePart(f"says {form}", weight * frequencies / (frequencies + norms))
            if form in self._informative:
                frequencies = counts.take(questions) * answers
                lent = self._parameters.question * weight
                scores = lent * frequencies / (frequencies + norms_of_questions)
                yield ScorePart(f"question says {form}", scores)

    def _said_around(self, documents: Turns) -> Iterator[ScorePart]:
        """The parts for words in the turns around."""
        parameters = self._parameters
        for form, counts in self._counts.items():
            around = self._evaluator.surroundings.around(counts, documents)
            around /= around + parameters.around_saturation
            around *= parameters.around * self._weights[form]
            yield ScorePart(f"said near it: {form}", around)

    def _said_together(self, documents: Turns) -> Iterator[ScorePart]:
        """The parts for words near each other, in a turn and around it."""
        parameters = self._parameters
        for left, right in self._pairs:
            tree = Near(self._words[left], self._words[right], parameters.nearness, False)
            together = self._evaluator.postings.of(tree, None)
            if len(together):
                counts = together.in_all_turns(self._library.size)
                around = self._evaluator.surroundings.around(counts, documents)
                around /= around + parameters.near_saturation
                around *= parameters.near * (self._weights[left] + self._weights[right])
                yield ScorePart(f"{left} near {right}", around)

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        """Pairs of informative words that follow each other, not counting other words."""
        informative = set(self._informative).intersection(self._counts)
        forms = [word.form for word in self._question if word.form in informative]
        return list(dict.fromkeys(pair for pair in pairwise(forms) if pair[0] != pair[1]))

    def _title(self, documents: Turns) -> Iterator[ScorePart]:
        """The parts for words in the title or a topic of the program of a turn."""
        for form, word in self._words.items():
            found = [self._evaluator.match(word.in_field(field)) for field in ("title", "topic")]
            having = union(found, self._library.size)
            if len(having):
                about = among(documents, having, self._library.size)
                weight = self._parameters.about * self._weights[form]
                yield ScorePart(f"program is about {form}", np.where(about, weight, 0.0))

    # What the sum of the parts is multiplied by

    def _factors(self, documents: Turns) -> Iterator[tuple[str, Floats]]:
        parameters = self._parameters
        yield "is long", 1 + parameters.length / 4 * np.log1p(self._lengths(documents))
        telling = np.zeros(self._library.size, bool)
        for form in self._informative:
            telling[self._postings[form].documents] = True
        yield (
            "says no telling word",
            np.where(telling[documents], 1.0, parameters.without_telling_words),
        )
        yield "speaker is named", 1 + parameters.named * self._strengths[documents]

    @cached_property
    def _strengths(self) -> Floats:
        """For each document how fully the question names its speaker, from 0 to 1."""
        strengths = np.zeros(self._library.size)
        for person in self._named:
            turns = person.documents
            strengths[turns] = np.maximum(strengths[turns], person.strength)
        return strengths

    def _lengths(self, documents: npt.NDArray[np.integer]) -> Floats:
        """The lengths of turns in words, rounded."""
        return LENGTHS.take(self._library.length_codes(documents))

    def _norms(self, documents: npt.NDArray[np.integer]) -> Floats:
        """How often a word must be said in turns of these lengths to count half of its most."""
        parameters = self._parameters
        share = parameters.shortness / max(self._library.mean_length, 1.0)
        norms = parameters.saturation * (1 - parameters.shortness + share * LENGTHS)
        return norms.take(self._library.length_codes(documents))
