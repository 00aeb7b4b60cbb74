"""What may have been meant, if few turns match a search or nobody says one of its words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from index.library.library import Library
from searcher.matching.evaluate import Evaluator
from searcher.query.light_words import LIGHT
from searcher.query.planner import SearchPlan, TierQuery
from searcher.query.query_tree import And, Phrase, Tree, Word
from searcher.query.tier import Tier

if TYPE_CHECKING:
    from searcher.suggest.suggestion import Suggestion

#: A search that finds fewer turns gets suggestions. The reader sees at a glance whether so few
#: turns are what was meant.
_FEW = 3
#: A word that is said is taken for another one only if that one is as near, and in as many times as
#: many turns.
_SURE, _OFTEN = 0.12, 10
#: The same for a word that differs in one letter, which sounds may put far apart.
_FAR_MORE_OFTEN, _TWO_LETTERS = 100, 2
#: A shorter word is near to too many others.
_SHORTEST = 3
#: The most suggestions.
_MOST = 5
#: So many words and phrases have their suggestions remembered.
_REMEMBERED = 1_000


class Suggestions:
    """The suggestions for searches of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def of(
        self,
        search: SearchPlan,
        evaluator: Evaluator,
        found_in: tuple[int, Tier | None],
        unsaid: Sequence[str],
    ) -> tuple["Suggestion", ...]:
        """Suggestions, if few turns match or nobody says one of the words."""
        total, tier = found_in
        if total >= _FEW and tier in (Tier.PHRASE, Tier.ALL, Tier.EXCHANGE):
            # In these tiers every match has all words.
            return ()
        if total >= _FEW and all(map(_holds_every_word, search.tiers)):
            return ()
        words = [word.form for word, _ in search.words]
        if total >= _FEW and not unsaid:
            return ()
        if search.is_question:
            return self._for_question(search, evaluator, total, unsaid)
        # A word that is said in another inflection is spelled right.
        inflected = {
            word.form
            for word, tree in search.words
            if not self._library.has("text", word.form) and len(evaluator.match(tree))
        }
        # Some of the suggestions help nobody, or are said only in turns that filters leave out.
        some = [
            near
            for near in self._near(tuple(words or unsaid))
            if self._helps(near) and inflected.isdisjoint(near.asked)
        ]
        named = {word for near in some for word in near.asked}
        for word in dict.fromkeys(words or unsaid):
            if word in inflected:
                continue
            said = word not in unsaid
            if word not in named or (said and all(near.asked != (word,) for near in some)):
                some += self._misspelled(word, said=said)
        some = self._within(search, evaluator, some)
        if 0 < total < _FEW:
            found = {
                int(turn) for step in search.tiers for turn in evaluator.match(step.tree).tolist()
            }
            some = [
                near
                for near in some
                if len(near.asked) < len(words)
                or not found.issuperset(self._turns_of(near, evaluator))
            ]
        return tuple(some[:_MOST])

    def _for_question(
        self, search: SearchPlan, evaluator: Evaluator, total: int, unsaid: Sequence[str]
    ) -> "tuple[Suggestion, ...]":
        """Suggestions for the words of a question that nobody says, or hardly anybody."""
        # Few questions have such words.
        from searcher.suggest.unsaid import suggest_unsaid

        words = [form for word, _ in search.words for form in word.form.split(" ")]
        few = total < _FEW
        near = suggest_unsaid(words, unsaid, self._library, pairs=few)
        some = [one for one in near if self._helps(one)]
        if few:
            rest = (word for word in dict.fromkeys(words) if word not in unsaid)
            some += (one for word in rest for one in self._misspelled(word, said=True))
        return tuple(self._within(search, evaluator, some)[:_MOST])

    @staticmethod
    def _within(
        search: SearchPlan, evaluator: Evaluator, some: "list[Suggestion]"
    ) -> "list[Suggestion]":
        """The suggestions that turns say which the filters leave, with how many do."""
        if search.filter is None:
            return some
        allowed = evaluator.match(search.filter)
        counted = (
            replace(near, turns=len(evaluator.match(_tree_of(near), allowed))) for near in some
        )
        return [near for near in counted if near.turns]

    @cached_property
    def _near(self) -> "Callable[[tuple[str, ...]], tuple[Suggestion, ...]]":
        """What is near to some words, by the words.

        To look for it takes longer than all the rest of a search, and many ask for the same: the
        next page, another order, the same typing error.
        """
        # Most searches find enough.
        from searcher.suggest.suggest import suggest

        return lru_cache(_REMEMBERED)(lambda words: suggest(words, self._library, 4 * _MOST))

    def _misspelled(self, word: str, *, said: bool) -> "tuple[Suggestion, ...]":
        """The words with almost the letters of a word; of one that is said much more frequent ones.

        A word that few turns say may be a typing error in a transcript, too.
        """
        # Most searches find enough.
        from searcher.suggest.letters import misspelled

        if not said:
            return misspelled(word, self._library)
        turns = self._library.document_frequency("text", word)
        if turns >= _FEW or word in LIGHT:
            return ()
        return tuple(
            near
            for near in misspelled(word, self._library)
            if near.turns >= _FAR_MORE_OFTEN * turns and near.distance * len(word) < _TWO_LETTERS
        )

    @staticmethod
    def _turns_of(near: "Suggestion", evaluator: Evaluator) -> list[int]:
        turns: list[int] = evaluator.match(_tree_of(near)).tolist()
        return turns

    def _helps(self, near: "Suggestion") -> bool:
        """Whether a suggestion is for a word that was not found, or was surely another one.

        Words that are said, and words that say little, are seldom misspelled.
        """
        if LIGHT.issuperset(near.asked) or LIGHT.issuperset(near.said):
            return False
        if len(near.asked) > 1:
            return True
        if len(near.said) > 1 and not LIGHT.isdisjoint(near.said):
            # `a lot` for alot; not `a plus` for a word that only sounds so.
            return "".join(near.said) == near.asked[0]
        if len(near.asked[0]) < _SHORTEST:
            return False
        asked = self._library.document_frequency("text", near.asked[0])
        return not asked or (near.distance <= _SURE and near.turns >= _OFTEN * asked)


def _tree_of(near: "Suggestion") -> Tree:
    """The words of a suggestion as a query tree."""
    words = tuple(Word("text", (word,)) for word in near.said)
    return words[0] if len(words) == 1 else Phrase(words)


def _holds_every_word(step: TierQuery) -> bool:
    """Whether every match of a tier has all of its words."""
    tree = step.tree
    parts = tree.parts if isinstance(tree, And) else (tree,)
    return all(isinstance(part, (Word, Phrase)) for part in parts)
