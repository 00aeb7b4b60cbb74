"""The words of a search that is ranked as talk: which count, how much, where they are said."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.library.library import ENGLISH
from searcher.matching.arrays import union
from searcher.matching.bm25 import highest_rarity
from searcher.matching.evaluate import Evaluator
from searcher.matching.positions import Turns
from searcher.matching.postings import PostingList
from searcher.query.light_words import LIGHT
from searcher.query.query_tree import OneWord, Word, field_of
from searcher.query.question_words import opens_question
from searcher.query.relatives import relatives
from searcher.ranking.named_speakers import ASKED, Named, named
from searcher.ranking.parameters import Parameters
from searcher.syntax.lexer import QueryWord

#: What fewer turns of a language say is no small word of it: the language may have few turns.
_FEW = 20


class Said(NamedTuple):
    """How often a word is said: the turns that say it, and a number for each turn of the index."""

    turns: Turns
    frequencies: npt.NDArray[np.float32]
    counts: npt.NDArray[np.float32]


class WeighedWords:
    """The words of one search.

    Args:
        words: each word of the search, as it was typed and as a query tree.
        evaluator: the evaluator of the search.
        parameters: of the ranking.

    Attributes:
        typed: the words as they were typed, in their order.
        trees: what each word looks for, by its form.
    """

    def __init__(
        self,
        words: Sequence[tuple[QueryWord, OneWord]],
        evaluator: Evaluator,
        parameters: Parameters,
    ) -> None:
        self._evaluator = evaluator
        self._library = evaluator.library
        self._parameters = parameters
        self.typed = [typed for typed, _ in words]
        self.trees = {typed.form: word for typed, word in words}

    def relatives(self, form: str) -> tuple[str, ...]:
        """The words of the same family as a word of the search, which count a part."""
        word = self.trees[form]
        if form in self.light or not isinstance(word, Word):
            return ()
        return relatives(word.forms, self._library)

    @cached_property
    def postings(self) -> dict[str, PostingList]:
        """Where the words are said that count: those that are not light, if there are any."""
        found = {form: self._evaluator.postings.of(self.trees[form], None) for form in self._kept}
        return {form: postings for form, postings in found.items() if postings.turns}

    @cached_property
    def light(self) -> frozenset[str]:
        """The words that say little: those of the list, and what very many turns of a language say.

        The list is English, but for question words. In an index of several languages, a small word
        of one of them is rare.
        """
        library = self._library
        forms = [word.form for word in self.typed]
        asking = forms[: opens_question(forms, library.languages)]
        light = LIGHT.intersection(self.trees).union(asking)
        if library.languages == (ENGLISH,):
            return light
        of = self._evaluator.postings.of
        said = {form: of(word, None).documents for form, word in self.trees.items()}
        for code in library.languages:
            spoken = library.of_languages((code,))
            every = library.turns_with(None, int(np.count_nonzero(spoken)), code)
            most = max(self._parameters.common * every, _FEW)
            small = (
                form
                for form, turns in said.items()
                if library.turns_with(self.trees[form], int(spoken[turns].sum()), code) > most
            )
            light = light.union(small)
        return light

    @cached_property
    def _kept(self) -> list[str]:
        content = [form for form in self.trees if form not in self.light]
        of = self._evaluator.postings.of
        said = [form for form in content if of(self.trees[form], None).turns]
        return said or [*self.trees]

    @cached_property
    def said_by(self) -> dict[str, Said]:
        """How often each word is said, by turn; a word of the same family counts a part."""
        return {form: self._with_relatives(form) for form in self.postings}

    def _with_relatives(self, form: str) -> Said:
        postings, word = self.postings[form], self.trees[form]
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
            return Said(turns[0], counts[0], every)
        together = union(turns, self._library.size)
        return Said(together, every.take(together), every)

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of each word: high for rare words, low for light words and names."""
        highest, power = highest_rarity(self._library.turn_count), self._parameters.rarity
        weights = {}
        for form, postings in self.postings.items():
            damped = self._parameters.light if form in self.light else 1.0
            if form in self._names:
                damped *= 0.0 if form in self.naming else self._parameters.naming
            weights[form] = damped * postings.rarity * (postings.rarity / highest) ** (power - 1)
        return weights

    @cached_property
    def informative(self) -> list[str]:
        """Content words that are not very common; all content words if there are none."""
        most = self._parameters.common * self._library.turn_count
        of = self._evaluator.postings.of
        forms = self.content
        return [form for form in forms if of(self.trees[form], None).turns <= most] or forms

    @cached_property
    def content(self) -> list[str]:
        """The words that are not light and name nobody; all words if there are none."""
        content = [form for form in self.trees if form not in self.light]
        return [form for form in content if form not in self.naming] or content or [*self.trees]

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words that may name a speaker. Speakers seldom say their own name."""
        return self._naming_at_least(0.0)

    @cached_property
    def naming(self) -> frozenset[str]:
        """The words that name the speaker who is asked for, unless no other content words are."""
        naming = self._naming_at_least(ASKED)
        return (
            naming if any(form not in self.light | naming for form in self.trees) else frozenset()
        )

    def _naming_at_least(self, strength: float) -> frozenset[str]:
        people = [person.forms for person in self.named if person.strength >= strength]
        names = frozenset[str]().union(*people)
        return names.intersection(self.trees)

    @cached_property
    def named(self) -> list[Named]:
        """Who is named in the search."""
        postings = self._evaluator.postings
        return named(
            self.typed, self._library, lambda form: postings.of(self.trees[form], None).turns
        )

    @property
    def mistyped(self) -> list[Named]:
        """The speakers for whose names misspelled words of the search were taken."""
        return [person for person in self.named if person.mistyped]

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Pairs of informative words that follow each other, not counting other words."""
        informative = set(self.informative).intersection(self.postings)
        forms = [word.form for word in self.typed if word.form in informative]
        return list(dict.fromkeys(pair for pair in pairwise(forms) if pair[0] != pair[1]))
