"""The ranking of turns as conversation: by their words, the turns around, and the speaker.

A turn is short: it names its subject once and then says "it". No single turn has all words of
a whole question. So the score of a turn is a sum of named parts:

- the words that it says itself (BM25);
- the words that are said around it, which saturate as in BM25 and count less with distance in
  words (Y. Lv, C. Zhai: Positional Language Models for Information Retrieval. SIGIR 2009);
- most of the words, if there are many and they are no question;
- the words of the question that it answers;
- telling words that follow each other in the search, and are said close together;
- the title and the topics of the program;
- a share of all of these for a long turn, for a time if one is asked for, and for a speaker whom
  the question names;
- where the index has vectors, how like the question its passage is in meaning.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.library.library import ENGLISH
from index.library.segments import LENGTHS
from searcher.matching.arrays import NO_TURNS, among, common, union
from searcher.matching.bm25 import highest_rarity
from searcher.matching.evaluate import Evaluator
from searcher.matching.hits import Floats, Hits
from searcher.matching.positions import Turns
from searcher.matching.postings import PostingList
from searcher.matching.surroundings import PrefixSums
from searcher.query.light_words import ASKING, LIGHT
from searcher.query.query_tree import Near, OneWord, Or, Tree, Word, field_of
from searcher.query.question_words import opens_question
from searcher.query.relatives import relatives
from searcher.ranking.answer_kind import answering
from searcher.ranking.elsewhere import Raised, best_elsewhere
from searcher.ranking.named_speakers import ASKED, Named, named
from searcher.ranking.parameters import DEFAULT, Parameters
from searcher.syntax.lexer import QueryWord

if TYPE_CHECKING:
    # Most indexes have no vectors.
    from searcher.meaning.likeness import Likeness

#: What fewer turns of a language say is no small word of it: the language may have few turns.
_FEW = 20
#: How many times as many turns as wanted are scored first, those with the highest bounds.
_PROBE = 5
#: A bound that is this share of a score may be no less than it: sums differ in their last digits.
_ALMOST = 1 - 1e-9


class ScorePart(NamedTuple):
    """A part of a score.

    Attributes:
        name: what it is for.
        words: the word or the words of the search that it is about; empty if it is about the turn.
        scores: its value for each turn.
    """

    name: str
    words: str
    scores: Floats


class Conversation:
    """The ranking of turns for one search of several words.

    Args:
        words: each word of the search, as it was typed and as a query tree.
        evaluator: the evaluator of the search.
        parameters: of the ranking.
        likeness: how like the search the passages of the index are in meaning; None for an index
            without vectors, and for a search that is no question.
    """

    def __init__(
        self,
        words: Sequence[tuple[QueryWord, OneWord]],
        evaluator: Evaluator,
        parameters: Parameters = DEFAULT,
        likeness: "Likeness | None" = None,
    ) -> None:
        self._evaluator = evaluator
        self._library = evaluator.library
        self._parameters = parameters
        self._likeness = likeness
        self._question = [typed for typed, _ in words]
        self._words = {typed.form: word for typed, word in words}
        self._known_sums: dict[tuple[tuple[str, ...], int], PrefixSums] = {}
        #: The turn whose score was raised when meaning was added.
        self._raised: Raised | None = None

    @property
    def candidates(self) -> int:
        """How many of the best turns have turns beside them that are looked at."""
        return self._parameters.candidates

    # Which turns are ranked

    def telling(self, allowed: Turns | None) -> tuple[Tree, Turns]:
        """A query for turns that say a telling word, and these turns.

        If nobody says one, words that tell less are looked for: words that very many turns say,
        then words that only ask ("discuss").
        """
        asking = [form for form in self._words if form in ASKING]
        tree: Tree = Or(())
        found = NO_TURNS
        for forms in (self._informative, self._content, [*self._naming], asking):
            if forms:
                tree = Or(tuple(self._words[form] for form in forms))
                found = self._evaluator.match(tree, allowed)
            if len(found):
                return tree, found
        return tree, found

    def beside(self, documents: Turns, found: Turns, allowed: Turns | None) -> Turns:
        """Other turns near some of these, sorted: talk goes on about a subject without its name.

        Args:
            documents: the best turns that were found.
            found: all turns that were found.
            allowed: turns that may be shown, or None for all.
        """
        parameters, size = self._parameters, self._library.size
        best = documents[: parameters.candidates].astype(np.int64)
        turns = best[:, None] + np.arange(-parameters.beside, parameters.beside + 1)
        np.clip(turns, 0, size - 1, out=turns)
        programs = self._library.program_numbers
        near = np.zeros(size, bool)
        near[turns[programs[turns] == programs[best][:, None]]] = True
        near[found] = False
        within = near.nonzero()[0].astype(np.uint32)
        within = within[self._lengths(within) >= parameters.shortest]
        return within if allowed is None else common(within, allowed)

    def alike(self, allowed: Turns | None, *, alone: bool) -> Turns:
        """The turns of the passages that are most like the search in meaning, sorted.

        Args:
            allowed: turns that may be shown, or None for all.
            alone: whether no turn says a word of the search; then they must be more than near.
        """
        if self._likeness is None:
            return NO_TURNS
        parameters = self._parameters
        least = parameters.alike if alone else -1.0
        turns = self._likeness.nearest(parameters.passages, least, allowed)
        return turns[self._lengths(turns) >= parameters.shortest]

    # What a cluster is told, to rank turns in the same way

    @property
    def evaluator(self) -> Evaluator:
        """The evaluator of the search."""
        return self._evaluator

    def tree(self, form: str) -> OneWord:
        """What a word of the search looks for."""
        return self._words[form]

    def relatives(self, form: str) -> tuple[str, ...]:
        """The words of the same family as a word of the search, which count a part."""
        word = self._words[form]
        if form in self._light or not isinstance(word, Word):
            return ()
        return relatives(word.forms, self._library)

    @property
    def informative(self) -> Collection[str]:
        """The words that tell most."""
        return self._informative

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Informative words that follow each other."""
        return self._pairs

    @property
    def named(self) -> list[Named]:
        """Who is named in the search."""
        return self._named

    @property
    def mean_length(self) -> float:
        """The mean number of words of a turn."""
        return self._library.mean_length

    # The score

    def best(self, documents: Turns, count: int) -> Hits:
        """The `count` best of some turns, which are sorted; best first.

        What is said in a turn and in its question is counted for all of them. The rest has an
        upper bound, so it is computed only for turns that can be among the best.
        """
        if len(documents) <= self._parameters.all_of:
            return self.ranked(documents).best(count)
        bounds = self._bounds(documents)
        # The more turns are looked at first, the higher the least score that counts.
        probe = Hits(documents, bounds).best(_PROBE * count).documents
        least = self.ranked(np.sort(probe)).best(count).scores[-1]
        return self.ranked(documents[bounds >= least * _ALMOST]).best(count)

    def ranked(self, documents: Turns) -> Hits:
        """Turns, which are sorted, with their scores."""
        total = np.zeros(len(documents))
        for part in self._parts(documents):
            total += part.scores
        for _, factor in self._factors(documents):
            total *= factor
        return Hits(documents, total)

    def with_meaning(self, hits: Hits) -> Hits:
        """Turns, which are sorted, with what their meaning adds to their scores."""
        scores = hits.scores
        for part in self._meaning(hits.documents):
            scores = scores + part.scores
        if self._likeness is not None:
            parameters = self._parameters
            self._raised = best_elsewhere(hits, scores, parameters.first, parameters.elsewhere)
            if self._raised is not None:
                scores[self._raised.place] += self._raised.by
        return Hits(hits.documents, scores)

    def explained(self, documents: Turns) -> list[ScorePart]:
        """The parts of the scores of some turns, which are sorted."""
        parts = list(self._parts(documents))
        total = sum((part.scores for part in parts), np.zeros(len(documents)))
        for name, factor in self._factors(documents):
            parts.append(ScorePart(name, "", total * (factor - 1)))
            total = total * factor
        parts += self._meaning(documents)
        if self._raised is not None:
            raised = np.where(documents == self._raised.document, self._raised.by, 0.0)
            parts.append(ScorePart("best by its words elsewhere", "", raised))
        return parts

    def _bounds(self, documents: Turns) -> Floats:
        """Upper bounds of the scores of turns."""
        parameters = self._parameters
        total = np.zeros(len(documents))
        for part in (*self._said(documents), *self._said_all(documents), *self._title(documents)):
            total += part.scores
        for number, (reach, weight, saturation) in enumerate(parameters.around):
            around = self._evaluator.surroundings.of(documents, reach)
            # There are fewer stretches than turns.
            highest = np.zeros(around.stretch_count)
            for form, said in self._said_by.items():
                sums = around.at_most(said.turns, said.frequencies)
                highest += weight * self._weights[form] * sums / (sums + saturation)
            for pair, together in self._together.items() if not number else ():
                sums = around.at_most(together.documents, together.frequencies)
                highest += self._weight_of(pair) * sums / (sums + parameters.near_saturation)
            total += around.spread(highest)
        for _, factor in self._factors(documents):
            total *= factor
        return total

    # The words

    @cached_property
    def _postings(self) -> dict[str, PostingList]:
        """Where the words are said that count: those that are not light, if there are any."""
        found = {form: self._evaluator.postings.of(self._words[form], None) for form in self._kept}
        return {form: postings for form, postings in found.items() if postings.turns}

    @cached_property
    def _light(self) -> frozenset[str]:
        """The words that say little: those of the list, and what very many turns of a language say.

        The list is English, but for question words. In an index of several languages, a small word
        of one of them is rare.
        """
        library = self._library
        forms = [word.form for word in self._question]
        asking = forms[: opens_question(forms, library.languages)]
        light = LIGHT.intersection(self._words).union(asking)
        if library.languages == (ENGLISH,):
            return light
        of = self._evaluator.postings.of
        said = {form: of(word, None).documents for form, word in self._words.items()}
        for code in library.languages:
            spoken = library.of_languages((code,))
            every = library.turns_with(None, int(np.count_nonzero(spoken)), code)
            most = max(self._parameters.common * every, _FEW)
            small = (
                form
                for form, turns in said.items()
                if library.turns_with(self._words[form], int(spoken[turns].sum()), code) > most
            )
            light = light.union(small)
        return light

    @cached_property
    def _kept(self) -> list[str]:
        content = [form for form in self._words if form not in self._light]
        of = self._evaluator.postings.of
        said = [form for form in content if of(self._words[form], None).turns]
        return said or [*self._words]

    @cached_property
    def _said_by(self) -> dict[str, "_Said"]:
        """How often each word is said, by turn; a word of the same family counts a part."""
        return {form: self._with_relatives(form) for form in self._postings}

    def _with_relatives(self, form: str) -> "_Said":
        postings, word = self._postings[form], self._words[form]
        turns: list[Turns] = [postings.documents]
        counts: list[npt.NDArray[np.float32]] = [postings.frequencies.astype(np.float32)]
        for other in self.relatives(form):
            some, times = self._library.postings(field_of(word), other)
            turns.append(some)
            counts.append(self._parameters.relative * times.astype(np.float32))
        every = np.zeros(self._library.size, np.float32)
        for some, frequencies in zip(turns, counts, strict=True):
            every[some.astype(np.int64)] += frequencies
        if len(turns) == 1:
            return _Said(turns[0], counts[0], every)
        together = union(turns, self._library.size)
        return _Said(together, every.take(together), every)

    @property
    def weights(self) -> Mapping[str, float]:
        """The weight of each word that somebody says."""
        return self._weights

    @cached_property
    def _weights(self) -> dict[str, float]:
        """The weight of each word: high for rare words, low for light words and names."""
        highest, power = highest_rarity(self._library.turn_count), self._parameters.rarity
        weights = {}
        for form, postings in self._postings.items():
            damped = self._parameters.light if form in self._light else 1.0
            if form in self._names:
                damped *= 0.0 if form in self._naming else self._parameters.naming
            weights[form] = damped * postings.rarity * (postings.rarity / highest) ** (power - 1)
        return weights

    @cached_property
    def _informative(self) -> list[str]:
        """Content words that are not very common; all content words if there are none."""
        most = self._parameters.common * self._library.turn_count
        of = self._evaluator.postings.of
        forms = self._content
        return [form for form in forms if of(self._words[form], None).turns <= most] or forms

    @cached_property
    def _content(self) -> list[str]:
        """The words that are not light and name nobody; all words if there are none."""
        content = [form for form in self._words if form not in self._light]
        return [form for form in content if form not in self._naming] or content or [*self._words]

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words that may name a speaker. Speakers seldom say their own name."""
        return self._naming_at_least(0.0)

    @cached_property
    def _naming(self) -> frozenset[str]:
        """The words that name the speaker who is asked for, unless no other content words are."""
        naming = self._naming_at_least(ASKED)
        return (
            naming if any(form not in self._light | naming for form in self._words) else frozenset()
        )

    def _naming_at_least(self, strength: float) -> frozenset[str]:
        people = [person.forms for person in self._named if person.strength >= strength]
        names = frozenset[str]().union(*people)
        return names.intersection(self._words)

    @cached_property
    def _named(self) -> list[Named]:
        postings = self._evaluator.postings
        return named(
            self._question, self._library, lambda form: postings.of(self._words[form], None).turns
        )

    @property
    def mistyped(self) -> list[Named]:
        """The speakers for whose names misspelled words of the search were taken."""
        return [person for person in self._named if person.mistyped]

    # The parts of a score

    def _parts(self, documents: Turns) -> Iterator[ScorePart]:
        yield from self._said(documents)
        yield from self._said_around(documents)
        yield from self._said_together(documents)
        yield from self._said_all(documents)
        yield from self._title(documents)

    def _said_all(self, documents: Turns) -> Iterator[ScorePart]:
        """The part for a turn that says most of many telling words, by their weight."""
        parameters = self._parameters
        telling = [form for form in self._informative if form in self._said_by]
        every = sum(self._weights[form] for form in telling)
        if not parameters.every or not every or len(telling) < parameters.fewest:
            return
        said = np.zeros(len(documents))
        for form in telling:
            said += self._weights[form] * (self._said_by[form].counts.take(documents) >= 1)
        share = (said / every) ** parameters.every_power
        yield ScorePart("says most of the words", "", parameters.every * every * share)

    def _said(self, documents: Turns) -> Iterator[ScorePart]:
        """The parts for the words of a turn, and of the question that it answers."""
        questions = self._evaluator.exchanges.questions[documents]
        answers = questions >= 0
        questions = np.where(answers, questions, 0)
        norms, norms_of_questions = self._norms(documents), self._norms(questions)
        for form, said in self._said_by.items():
            weight = self._weights[form] * (self._parameters.saturation + 1)
            frequencies = said.counts.take(documents)
            yield ScorePart("says", form, weight * frequencies / (frequencies + norms))
            if form in self._informative:
                frequencies = said.counts.take(questions) * answers
                lent = self._parameters.question * weight
                scores = lent * frequencies / (frequencies + norms_of_questions)
                yield ScorePart("its question says", form, scores)

    def _said_around(self, documents: Turns) -> Iterator[ScorePart]:
        """The parts for words in the turns around, near and farther away."""
        scores = {form: np.zeros(len(documents)) for form in self._said_by}
        for reach, weight, saturation in self._parameters.around:
            around = self._evaluator.surroundings.of(documents, reach)
            for form, said in self._said_by.items():
                sums = around.sums(self._prefix_sums((form,), said.turns, said.frequencies, reach))
                scores[form] += weight * self._weights[form] * sums / (sums + saturation)
        yield from (ScorePart("around it is said", form, scores[form]) for form in scores)

    def _prefix_sums(
        self,
        words: tuple[str, ...],
        turns: Turns,
        frequencies: npt.NDArray[np.number[Any]],
        reach: int,
    ) -> PrefixSums:
        """What the sums around turns need to know of where words are said; made once.

        They are needed for each group of turns that is ranked, and take longer than its sums.
        """
        key = (words, reach)
        if key not in self._known_sums:
            surroundings = self._evaluator.surroundings
            self._known_sums[key] = surroundings.prefix_sums(turns, frequencies, reach)
        return self._known_sums[key]

    def _said_together(self, documents: Turns) -> Iterator[ScorePart]:
        """The parts for words near each other, in a turn and around it."""
        parameters = self._parameters
        if not self._together or not parameters.around:
            return
        reach = parameters.around[0][0]
        around = self._evaluator.surroundings.of(documents, reach)
        for pair, together in self._together.items():
            sums = around.sums(
                self._prefix_sums(pair, together.documents, together.frequencies, reach)
            )
            scores = self._weight_of(pair) * sums / (sums + parameters.near_saturation)
            yield ScorePart("said close together", " ".join(pair), scores)

    @cached_property
    def _together(self) -> dict[tuple[str, str], PostingList]:
        """Where words that follow each other in the search are said close together."""
        near = self._parameters.nearness
        trees = {
            (left, right): Near(self._words[left], self._words[right], near, False)
            for left, right in self._pairs
        }
        found = {pair: self._evaluator.postings.of(tree, None) for pair, tree in trees.items()}
        return {pair: postings for pair, postings in found.items() if len(postings)}

    def _weight_of(self, pair: tuple[str, str]) -> float:
        """The weight of two words that are said close together."""
        left, right = pair
        return self._parameters.near * (self._weights[left] + self._weights[right])

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        """Pairs of informative words that follow each other, not counting other words."""
        informative = set(self._informative).intersection(self._postings)
        forms = [word.form for word in self._question if word.form in informative]
        return list(dict.fromkeys(pair for pair in pairwise(forms) if pair[0] != pair[1]))

    def _title(self, documents: Turns) -> Iterator[ScorePart]:
        """The parts for words in the title or a topic of the program of a turn."""
        for form in self._postings:
            word = self._words[form]
            found = [self._evaluator.match(word.in_field(field)) for field in ("title", "topic")]
            having = union(found, self._library.size)
            if len(having):
                about = among(documents, having, self._library.size)
                weight = self._parameters.about * self._weights[form]
                yield ScorePart("program is about", form, np.where(about, weight, 0.0))

    def _meaning(self, documents: Turns) -> Iterator[ScorePart]:
        """The part for the meaning, on the scale of the parts for words."""
        if self._likeness is not None:
            scale = self._parameters.likeness * (sum(self._weights.values()) or 1.0)
            near = self._likeness.of(documents).astype(np.float64)
            yield ScorePart("its passage means the same", "", scale * near)

    # What the sum of the parts is multiplied by

    def _factors(self, documents: Turns) -> Iterator[tuple[str, Floats]]:
        parameters = self._parameters
        long = np.log1p(self._lengths(documents)) / 4
        yield "long enough to say something", 1 + parameters.length * long
        telling = np.zeros(len(documents), bool)
        for form in self._informative:
            if form in self._said_by:
                telling |= self._said_by[form].counts.take(documents) >= 1
        left = np.where(telling, 1.0, parameters.without_telling_words)
        yield "says no telling word itself", left
        if self._answering is not None:
            has = among(documents, self._answering, self._library.size)
            yield "a time is asked for, and it has one", np.where(has, 1 + parameters.answers, 1.0)
        if self._named:
            share = parameters.named * self._strengths[documents]
            yield "speaker is named in the search", 1 + share

    @cached_property
    def _answering(self) -> Turns | None:
        """The turns that have a time or a number, if the question asks for one."""
        return answering([word.form for word in self._question], self._library)

    @cached_property
    def _strengths(self) -> Floats:
        """For each document how fully the question names its speaker, from 0 to 1."""
        strengths = np.zeros(self._library.size)
        for person in self._named:
            turns = person.documents
            strengths[turns] = np.maximum(strengths[turns], person.strength)
        return strengths

    def _lengths(self, documents: npt.NDArray[np.integer[Any]]) -> Floats:
        """The lengths of turns in words, rounded."""
        return LENGTHS.take(self._library.length_codes(documents))

    def _norms(self, documents: npt.NDArray[np.integer[Any]]) -> Floats:
        """How often a word must be said in turns of these lengths to count half of its most."""
        parameters = self._parameters
        share = parameters.shortness / max(self._library.mean_length, 1.0)
        norms = parameters.saturation * (1 - parameters.shortness + share * LENGTHS)
        return norms.take(self._library.length_codes(documents))


class _Said(NamedTuple):
    """How often a word is said: the turns that say it, and a number for each turn of the index."""

    turns: Turns
    frequencies: npt.NDArray[np.float32]
    counts: npt.NDArray[np.float32]
