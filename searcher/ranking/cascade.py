"""The cascade: a search is answered tier by tier, from the strictest one that has a match."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from searcher.matching.arrays import NO_TURNS, union
from searcher.matching.evaluate import Evaluator
from searcher.matching.hits import Hits
from searcher.matching.positions import Turns
from searcher.query.planner import SearchPlan, TierQuery
from searcher.query.query_tree import Or, Tree
from searcher.query.tier import Tier
from searcher.quotes.highlights import Positions, asked, highlights, wants_answer
from searcher.quotes.quote import Highlight
from searcher.quotes.quote_builder import Match
from searcher.ranking.orders import Order

if TYPE_CHECKING:
    from searcher.meaning.likeness import Likeness
    from searcher.ranking.conversation import Conversation
    from searcher.ranking.named_speakers import Named
    from searcher.ranking.parameters import Parameters


class Answer(NamedTuple):
    """What a search found.

    Attributes:
        total: how many turns match in the first tier that has a match.
        tier: that tier; the last one if no tier has a match.
        matches: the best matches, tier by tier, in the requested order.
    """

    total: int
    tier: Tier | None
    matches: list[Match]


class Strictest(NamedTuple):
    """What `searcher WORDS --strict` finds, without an order.

    Attributes:
        tier: the first tier that has a match; None for a search that is matched exactly as typed,
            and if nothing was found.
        tree: what its turns match.
        turns: the turns, sorted. Their number is the total of the search.
    """

    tier: Tier | None
    tree: Tree
    turns: Turns


#: If words were typed with accents, the texts of so many of the best turns are read, to put those
#: first that have the accents, too. It takes about 10 ms.
_MOST_READ = 500

#: How many of all matches are made at once.
_BATCH = 500


class TieredSearch:
    """One search, answered tier by tier.

    Args:
        search: what to look for.
        evaluator: a new evaluator. What it reads for this search is freed with it.
        order: the order within each tier. Equal turns are in the order of the index.
        explain: whether matches carry the parts of their scores.
        parameters: of the ranking; the defaults if None.
        likeness: how like the search the passages of the index are in meaning; None if it has no
            vectors. Only a question is ranked by it.
    """

    def __init__(
        self,
        search: SearchPlan,
        evaluator: Evaluator,
        *,
        order: Order = Order.RELEVANCE,
        explain: bool = False,
        parameters: "Parameters | None" = None,
        likeness: "Likeness | None" = None,
    ) -> None:
        self._search = search
        self._evaluator = evaluator
        self._library = evaluator.library
        self._order = order
        self._explain = explain
        self._parameters = parameters
        self._likeness = likeness if search.is_question else None

    def answer(self, count: int, *, strict: bool = False, spare: int = 0) -> Answer:
        """The best matches.

        Args:
            count: how many are wanted.
            strict: whether to stay in the first tier that has a match.
            spare: how many more are returned, if no further tier is needed for them.
        """
        search, evaluator = self._search, self._evaluator
        total: int = 0
        first: Tier | None = None
        matches: list[Match] = []
        seen: npt.NDArray[np.bool_] | None = None
        allowed = evaluator.match(search.filter) if search.filter else None
        for step in search.tiers:
            if self._is_literal(step) and allowed is None and seen is None:
                found, best = evaluator.first(step.tree, count + spare)
                if found and len(best.documents) >= count:
                    matches = self._matches(step, step.tree, best)
                    return Answer(found, step.tier, matches)
            tree, found, groups = self._groups(step, allowed, count + spare, strict=strict)
            if not total and found:
                total, first = found, step.tier
            for hits in groups:
                new = hits if seen is None else hits.only(~seen[hits.documents])
                best = self._best(new, count + spare - len(matches))
                matches += self._matches(step, tree, best)
                if len(matches) >= count:
                    break
                if seen is None:
                    seen = np.zeros(self._library.size, bool)
                seen[hits.documents] = True
            if total and (strict or len(matches) >= count):
                break
        return Answer(total, first, matches)

    def strictest(self) -> Strictest:
        """All turns of the first tier that has a match: those that `answer` counts."""
        search, match = self._search, self._evaluator.match
        allowed = match(search.filter) if search.filter else None
        for step in search.tiers:
            if step.tier == Tier.ANY:
                tree, turns = self._conversation.telling(allowed)
            else:
                tree, turns = step.tree, match(step.tree, allowed)
            if len(turns):
                return Strictest(step.tier, tree, turns)
        return Strictest(None, search.tiers[-1].tree, NO_TURNS)

    def every(self) -> Iterator[list[Match]]:
        """All turns of the first tier that has a match, in the order that was asked for.

        They come in batches, so that the highlights of all of them are never in memory together.
        """
        found = self.strictest()
        if not len(found.turns):
            return
        step = next(step for step in self._search.tiers if step.tier == found.tier)
        if self._is_conversational(step):
            hits = self._conversation.ranked(found.turns)
        else:
            hits = self._evaluator.hits(found.tree, found.turns)
        ordered = self._best(hits, len(hits.documents))
        for first in range(0, len(ordered.documents), _BATCH):
            batch = slice(first, first + _BATCH)
            some = Hits(ordered.documents[batch], ordered.scores[batch])
            yield self._matches(step, found.tree, some)

    def mistyped(self) -> "Sequence[Named]":
        """The speakers for whose names misspelled words were taken; none if that did not matter."""
        return self._conversation.words.mistyped if "_conversation" in vars(self) else ()

    @cached_property
    def _conversation(self) -> "Conversation":
        # If enough turns say the words as a phrase, the search is ranked without it.
        from searcher.ranking.conversation import Conversation
        from searcher.ranking.parameters import DEFAULT

        parameters = self._parameters or DEFAULT
        if self._search.is_question and not self._search.is_list:
            # Who asks a question expects no answer that repeats it.
            parameters = replace(parameters, every=0.0)
        return Conversation(self._search.words, self._evaluator, parameters, self._likeness)

    def _is_conversational(self, step: TierQuery) -> bool:
        """Whether a tier is ranked as conversation; single words and phrases are ranked by BM25."""
        return step.tier not in (None, Tier.PHRASE) and len(self._search.words) > 1

    def _is_literal(self, step: TierQuery) -> bool:
        """Whether BM25 alone decides which turns of a tier are shown first."""
        by_score = self._order == Order.RELEVANCE and not self._search.accented
        return by_score and not self._is_conversational(step)

    def _groups(
        self, step: TierQuery, allowed: Turns | None, count: int, *, strict: bool
    ) -> tuple[Tree, int, Iterator[Hits]]:
        """What the turns of a tier match, how many match, and groups of turns with their scores.

        Beside turns of the tier any are others that go on about the subject. They may be the
        answer to a question, and are ranked with the rest; elsewhere they follow it.
        """
        if not self._is_conversational(step):
            hits = self._evaluator.hits(step.tree, allowed)
            return step.tree, len(hits.documents), iter([hits])
        if step.tier != Tier.ANY:
            documents = self._evaluator.match(step.tree, allowed)
            return step.tree, len(documents), iter([self._conversation.ranked(documents)])
        tree, found = self._conversation.telling(allowed)
        alike = NO_TURNS if strict else self._conversation.alike(allowed, alone=not len(found))
        groups = self._beside(found, alike, allowed, count, strict=strict)
        return tree, len(found) or len(alike), groups

    def _beside(
        self, found: Turns, alike: Turns, allowed: Turns | None, count: int, *, strict: bool
    ) -> Iterator[Hits]:
        """The turns that say a telling word and those beside them, as one group or as two.

        With a question those that are like it in meaning are ranked, too.
        """
        conversation, size = self._conversation, self._library.size
        by_score = self._order == Order.RELEVANCE and not self._search.accented
        if not (len(found) or len(alike)) or (strict and not by_score):
            yield conversation.ranked(found)
            return
        best = conversation.best(found, max(count, conversation.candidates)).documents
        if strict:
            yield conversation.ranked(np.sort(best))
            return
        if self._search.is_question:
            beside = conversation.beside(best, found, allowed)
            # A turn is among the best of all only if it is among the best of those found.
            ranked = np.sort(best) if by_score else found
            turns = union([ranked, beside, alike], size)
            yield conversation.with_meaning(conversation.ranked(turns))
        else:
            yield conversation.ranked(found)
            beside = conversation.beside(best, found, allowed)
            any_word = Or(tuple(word for _, word in self._search.words))
            yield conversation.ranked(self._evaluator.match(any_word, beside))

    def _best(self, hits: Hits, count: int) -> Hits:
        """The first `count` hits in the requested order."""
        if self._order == Order.RELEVANCE and self._search.accented:
            return self._written_first(hits.best(max(count, _MOST_READ)), count)
        if self._order == Order.RELEVANCE:
            return hits.best(count)
        documents = hits.documents
        order = np.lexsort((documents, self._places[documents]))[:count]
        return Hits(documents[order], hits.scores[order])

    def _written_first(self, best: Hits, count: int) -> Hits:
        """The first `count` hits: those that have the accents that were typed come first."""
        read = best.documents[:_MOST_READ].tolist()
        found = np.zeros(len(best.documents), np.int64)
        for row, document in enumerate(read):
            text = unicodedata.normalize("NFC", self._library.text(document)).casefold()
            found[row] = sum(written.search(text) is not None for written in self._accented)
        order = np.argsort(-found, kind="stable")[:count]
        return Hits(best.documents[order], best.scores[order])

    @cached_property
    def _accented(self) -> list[re.Pattern[str]]:
        return [
            re.compile(rf"(?<![^\W_]){re.escape(written)}(?![^\W_])")
            for written in sorted(self._search.accented)
        ]

    @cached_property
    def _places(self) -> npt.NDArray[np.int64]:
        """For each document the place of its program in the requested order."""
        if self._order == Order.PROGRAM:
            return self._library.value_numbers("program")
        numbers = self._library.value_numbers("date")
        # A program without a date comes last in both directions.
        undated = numbers < 0
        if self._order == Order.LATEST:
            numbers = -numbers
        numbers[undated] = np.iinfo(np.int64).max
        return numbers

    def _matches(self, step: TierQuery, tree: Tree, hits: Hits) -> list[Match]:
        """Hits with their highlights and explanations.

        Args:
            step: the tier in which they were found.
            tree: what they match.
            hits: the turns.
        """
        documents = hits.documents.tolist()
        by_document: Mapping[int, Sequence[Highlight]] = {}
        everywhere = highlights(tree)
        if everywhere is None:
            positions = self._evaluator.spans(tree, documents)
            by_document = {document: (Positions(found),) for document, found in positions.items()}
        parts = self._explained(step, tree, hits.documents) if self._explain else {}
        questions = self._question_highlights(step, tree, documents)
        with_answer = wants_answer(tree)
        return [
            Match(
                document,
                score,
                step.tier,
                by_document[document] if everywhere is None else everywhere,
                parts.get(document, ()),
                questions.get(document, ()),
                with_answer,
            )
            for document, score in zip(documents, hits.scores.tolist(), strict=True)
        ]

    def _question_highlights(
        self, step: TierQuery, tree: Tree, documents: Sequence[int]
    ) -> Mapping[int, Sequence[Highlight]]:
        """What is marked in the question of each document; empty if questions did not count."""
        # In the tier any, words of the question add to the score of a turn.
        wanted = tree if step.tier == Tier.ANY else asked(tree)
        if wanted is None:
            return {}
        everywhere = highlights(wanted)
        if everywhere is not None:
            return dict.fromkeys(documents, everywhere)
        questions = self._evaluator.exchanges.questions
        numbers = {document: int(questions[document]) for document in documents}
        known = sorted({number for number in numbers.values() if number >= 0})
        found = self._evaluator.spans(wanted, known) if known else {}
        return {
            document: (Positions(found[number]),)
            for document, number in numbers.items()
            if number >= 0
        }

    def _explained(
        self, step: TierQuery, tree: Tree, documents: Turns
    ) -> dict[int, tuple[tuple[str, float], ...]]:
        """The parts of the score of each document."""
        # Scores are seldom explained.
        from searcher.ranking import explain

        if self._is_conversational(step):
            return explain.conversational(self._conversation, documents)
        return {
            document: tuple(explain.literal(tree, self._evaluator, document))
            for document in documents.tolist()
        }
