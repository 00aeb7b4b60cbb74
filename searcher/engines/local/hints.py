"""Why a search of the local engine found nothing or little, and what is near.

It is asked for the parts of the search that nothing matches, and for people, titles, topics and
series that have its words. Most searches find enough and do not load this module.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from index.fields import DATE, FIELDS, FILTERS, PROGRAM, SERIES, SPEAKER, TEXT, TOPIC
from index.library.library import Library
from index.text.tokenizer import forms
from searcher.matching.arrays import Ints
from searcher.matching.evaluate import Evaluator
from searcher.query.filters import Filters
from searcher.query.light_words import LIGHT
from searcher.query.planner import SearchPlan
from searcher.query.query_tree import Tree, Word, every
from searcher.query.tier import Tier
from searcher.query.word_forms import WordExpander
from searcher.suggest.hint import Hint, HintKind
from searcher.syntax.lexer import TAG, is_plain, plain_words
from searcher.syntax.spaced_fields import spaced_fields

if TYPE_CHECKING:
    from searcher.query.compile import Compiler

#: The most hints of each kind.
MOST = 3
#: How similar a name or a title must be, from 0 to 1.
SIMILAR = 0.8
# The most names and titles that are compared with a word.
_MOST_COMPARED = 3_000
# The most programs whose description is read; 1,000 take about 40 ms.
_MOST_READ = 5_000
# The most words of a search that may be a name with a title: `Justice Kagan`.
_LONGEST_NAME = 2
# With more words, none is looked for in titles by itself.
_MOST_WORDS = 4
# Shorter words begin too many others, and have too many names near them.
_SHORTEST = 4

# The most tags that are named.
_TAGS = 20

_NO_TURNS = np.empty(0, np.int64)

_ABOUT = (
    (HintKind.SERIES, SERIES),
    (HintKind.TITLE, PROGRAM),
    (HintKind.TOPIC, TOPIC),
)


class Hints:
    """Finds the hints for one search.

    Args:
        arguments: of the search.
        search: its plan.
        filters: its filters.
        evaluator: of the search.
        unsaid: the words of the search that nobody says.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        search: SearchPlan,
        filters: Filters,
        evaluator: Evaluator,
        unsaid: Sequence[str],
    ) -> None:
        self._arguments = [argument for argument in arguments if argument.strip()]
        self._search = search
        self._filters = filters
        self._evaluator = evaluator
        self._unsaid = unsaid
        self._library: Library = evaluator.library

    @cached_property
    def _compiler(self) -> "Compiler":
        # A question that found something does not need it.
        from searcher.query.compile import Compiler

        names = [typed.partition(":")[0].lower() for typed in self._search.as_words]
        return Compiler(WordExpander(self._library), names)

    def found_nothing(self) -> Iterator[Hint]:
        """What was empty, and what is near."""
        parts = [
            Hint(HintKind.PART, typed, count=len(self._evaluator.match(tree)))
            for typed, tree in self._parts()
        ]
        if len(parts) > 1 and any(part.count for part in parts):
            yield from parts
        if self._filters and (without := self._without_filters()):
            yield Hint(HintKind.WITHOUT_FILTERS, count=without)
        if self._asks_for_date() and not any(self._library.vocabulary(DATE.column.name)):
            yield Hint(HintKind.UNDATED)
        for part in parts:
            if part.typed.startswith("speaker:") and not part.count:
                yield from self._nearest_speakers(part.typed.removeprefix("speaker:").strip('"'))
            elif not part.count:
                yield from self._values(part.typed)
        yield from self._speaker_in_field()
        spaced = any(spaced_fields(self._arguments))
        words = () if spaced else self._plain_words()
        if words and not (self._filters and self._without_filters()):
            yield from self._speakers(words)
            yield from self._in_programs(words)

    def unsaid(self) -> Iterator[Hint]:
        """For words that nobody says: who has that name, and words that begin or end with them."""
        for word in dict.fromkeys(self._unsaid):
            # In a question the ranking prefers the turns of a speaker who is named.
            if len(self._search.words) <= _LONGEST_NAME:
                yield from self._speakers((word,), similar=False)
            if len(word) < _SHORTEST:
                continue
            kinds = (
                (HintKind.BEGINNING, f"{word}*", self._library.vocabulary(TEXT, word)),
                (HintKind.ENDING, f"*{word}", self._library.words_ending(TEXT, word)),
            )
            for kind, pattern, found in kinds:
                # Words that only deleted turns say are in the vocabulary, too.
                some = [other for other in islice(found, 1_000) if self._library.has(TEXT, other)]
                if some:
                    turns = len(self._evaluator.match(Word(TEXT, tuple(some))))
                    yield Hint(kind, word, some[0], pattern, turns)
                    break

    # The parts of the search

    def _parts(self) -> Iterator[tuple[str, Tree]]:
        """What must all match: the words of a plain search, or the clauses, fields and words."""
        for argument in self._arguments:
            yield from self._compiler.parts(argument)

    def _values(self, typed: str) -> Iterator[Hint]:
        """Values that the index has of a field, for one that no turn has."""
        name, _, value = typed.partition(":")
        if name == TAG:
            yield Hint(HintKind.NO_VALUE, typed, ", ".join(sorted(self._library.tagged)[:_TAGS]))
        if value and name in FILTERS and not FILTERS[name][0].is_date:
            # Words that nobody says, in a question, have no such values.
            from searcher.engines.local.filter_values import filter_values

            near = filter_values(name, value.strip('"()'), self._library)
            yield Hint(HintKind.NO_VALUE, typed, ", ".join(near))

    def _without_filters(self) -> int:
        return max(len(self._evaluator.match(step.tree)) for step in self._search.tiers[:2])

    def _asks_for_date(self) -> bool:
        typed = any("date:" in argument.lower() for argument in self._arguments)
        return typed or any(name in self._filters for name in ("since", "until"))

    def _plain_words(self) -> tuple[str, ...]:
        """The words of a search of plain words, without those that say little."""
        if not all(map(is_plain, self._arguments)):
            return ()
        words = [word for argument in self._arguments for word in plain_words(argument)]
        return tuple(word for word in words if word not in LIGHT) or tuple(words)

    # Who and what has these words

    @cached_property
    def _names(self) -> list[str]:
        """The names of people who speak."""
        named = self._library.registry.name
        return [*dict.fromkeys(named("", name) for name in self._library.vocabulary("person"))]

    def _having(self, words: Collection[str]) -> list[str]:
        """The names that have all of some words, which are in their form in the index."""
        wanted = set(words)
        return [name for name in self._names if wanted <= self._forms[name]]

    @cached_property
    def _forms(self) -> dict[str, set[str]]:
        """The forms of the words of each name."""
        return {name: set(forms(name)) for name in self._names}

    def _turns_of(self, name: str) -> tuple[str, int]:
        """What finds the turns of a person, and how many there are."""
        words = forms(name)
        last = words[-1]
        whole = self._compiler.field(SPEAKER.name, name)
        turns = len(self._evaluator.match(whole))
        if len(last) >= _SHORTEST:
            short = len(self._evaluator.match(self._compiler.field(SPEAKER.name, last)))
            if short == turns:
                return f"speaker:{last}", turns
        return f'speaker:"{name}"', turns

    def _speakers(self, words: Sequence[str], *, similar: bool = True) -> Iterator[Hint]:
        """People whose name has all of the words."""
        having = self._having(words)
        for name in having[:MOST]:
            search, turns = self._turns_of(name)
            yield Hint(HintKind.SPEAKER, " ".join(words), name, search, turns)
        if similar and not having and not any(self._library.has(TEXT, word) for word in words):
            yield from self._nearest_speakers(" ".join(words))

    def _nearest_speakers(self, typed: str) -> Iterator[Hint]:
        """People whose name, or a word of it, is similar."""
        # As in `_values`.
        from searcher.engines.local.filter_values import similar

        for name in similar(typed, self._names[:_MOST_COMPARED], SIMILAR)[:MOST]:
            search, turns = self._turns_of(name)
            yield Hint(HintKind.NO_SPEAKER, typed, name, search, turns)

    def _speaker_in_field(self) -> Iterator[Hint]:
        """A name of two words after `speaker:`, of which only the first one is in the field."""
        for argument in self._arguments:
            for match in re.finditer(r'(?i)speaker:([^\s"()]+)\s+([^\s"():]+)', argument):
                for name in self._having(forms(f"{match[1]} {match[2]}"))[:1]:
                    search, turns = self._turns_of(name)
                    yield Hint(HintKind.SPEAKER, match[0], name, search, turns)

    def _about(self, words: Sequence[str]) -> Iterator[Hint]:
        """Programs whose series, title or topics have all of the words, or similar ones."""
        typed = " ".join(words)
        expander = WordExpander(self._library)
        said = any(self._library.has(TEXT, word) for word in words)
        for kind, field in _ABOUT:
            column = field.column.name
            tree = every([expander.word(word, column) for word in words])
            having = self._evaluator.match(tree).astype(np.int64)
            near = typed
            if not len(having) and not said:
                near, having = self._similar(typed, field.name)
            if len(having):
                programs = len(set(self._library.program_numbers[having].tolist()))
                value = near if " " not in near else f'"{near}"'
                yield Hint(kind, typed, near, f"{field.name}:{value}", programs)

    def _in_programs(self, words: Sequence[str]) -> Iterator[Hint]:
        """Programs that are about the words, by the fields of the index or by their description."""
        about = [*self._about(words)]
        if not about and 1 < len(words) <= _MOST_WORDS:
            # One may be in the title and another one in a topic.
            about = [hint for word in words for hint in self._about((word,))]
        yield from about
        if about:
            return
        wanted = frozenset(words)
        for entry in islice(self._library.entries(), _MOST_READ):
            described = entry.program.description
            if described and wanted <= {*forms(described)}:
                search = f'program:"{entry.program.title}"'.replace('""', '"')
                yield Hint(HintKind.DESCRIPTION, " ".join(words), entry.program.title, search, 1)
                return

    def _similar(self, typed: str, field: str) -> tuple[str, Ints]:
        """A word of a field that is similar to what was typed, and its turns.

        Blanks do not count: `JS Party` is `jsparty`.
        """
        squeezed = typed.replace(" ", "")
        if len(squeezed) < _SHORTEST:
            return "", _NO_TURNS
        # As in `_values`.
        from searcher.engines.local.filter_values import similar

        column = FIELDS[field].column.name
        vocabulary = [*self._library.vocabulary(column)][:_MOST_COMPARED]
        for best in similar(squeezed, vocabulary, SIMILAR):
            return best, self._evaluator.match(Word(column, (best,))).astype(np.int64)
        return "", _NO_TURNS


def hints_for(
    arguments: Sequence[str],
    search: SearchPlan,
    filters: Filters,
    evaluator: Evaluator,
    found: tuple[int, Tier | None],
    unsaid: Sequence[str],
) -> tuple[Hint, ...]:
    """The hints for a search.

    Args:
        arguments: of the search.
        search: its plan.
        filters: its filters.
        evaluator: of the search.
        found: how many turns match, and in which tier.
        unsaid: the words that nobody says.
    """
    total, tier = found
    hints = [Hint(HintKind.AS_WORDS, typed) for typed in search.as_words]
    if search.shortened:
        arguments = [" ".join(word.form for word, _ in search.words)]
        hints.append(Hint(HintKind.SHORTENED, arguments[0]))
    hints += (Hint(HintKind.NO_WORD, typed) for typed in search.unknown)
    finder = Hints(arguments, search, filters, evaluator, unsaid)
    if not total:
        hints += finder.found_nothing()
    if not total or tier == Tier.ANY:
        hints += finder.unsaid()
    # What the whole search names, a word of it may name, too.
    known = {
        (hint.kind, hint.near or hint.typed, hint.search): hint
        for hint in reversed(hints)
        if hint.count or not hint.search
    }
    return tuple(reversed(known.values()))
