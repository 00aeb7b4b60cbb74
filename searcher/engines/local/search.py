"""The search of the local engine: from a request to the quotes of a page."""

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from index.errors import MeaningProblem
from index.library.library import Library
from index.meaning import names
from searcher.engines.every import Every
from searcher.engines.local.suggestions import Suggestions
from searcher.engines.request import Request
from searcher.engines.results import Results
from searcher.errors import QueryError
from searcher.matching.evaluate import Evaluator
from searcher.matching.exchanges import Exchanges
from searcher.matching.surroundings import Surroundings
from searcher.query.filters import Filters
from searcher.query.planner import SearchPlan, all_words, plan
from searcher.query.query_tree import Word
from searcher.query.tier import Tier
from searcher.quotes.copies import NEAR, Copies, as_one, said
from searcher.quotes.quote import Quote
from searcher.quotes.quote_builder import Match, build_quotes, each_quote
from searcher.ranking.cascade import TieredSearch
from searcher.syntax.lexer import is_plain

if TYPE_CHECKING:
    from searcher.concordance.matched import Matched
    from searcher.matching.arrays import Turns
    from searcher.meaning.likeness import Likeness
    from searcher.meaning.meaning import Meaning
    from searcher.query.synonyms import Synonyms
    from searcher.query.word_forms import SynonymFinder
    from searcher.suggest.hint import Hint

#: The file of the synonyms, in the directory of an index.
SYNONYMS = "synonyms.toml"

#: To fill a page with quotes that are no copies, at most about so many matches are read.
MOST_COPIES = 1_000


class LocalSearch:
    """The search of one library.

    Searches share the library, which does not change while it is open, and the exchanges and
    surroundings, which are computed once. Each search has its own evaluator. So several threads
    may search at once.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self.exchanges = Exchanges(library)
        self._surroundings = Surroundings(library)
        self._suggestions = Suggestions(library)

    def results(self, request: Request) -> Results:
        """The quotes of one page, and the total; see `LocalEngine.search`.

        Quotes and brackets inside a question are punctuation. Any other question with such signs is
        searched for by its words if nothing matches it or it cannot be read.

        Raises:
            QueryError: the search cannot be read, and is no question.
        """
        if asked := self._as_question(request):
            return self._read_as(request, self._results(asked[0]), asked[1])
        found: Results | None = None
        reason = ""
        try:
            found = self._results(request)
            if found.total or (plain := self._plain_words(request)) is None:
                return found
        except QueryError as error:
            if (plain := self._plain_words(request)) is None:
                raise
            reason = error.reason
        instead = self._results(plain)
        if found and not instead.total:
            return found
        return self._read_as(request, instead, reason)

    @staticmethod
    def _read_as(request: Request, found: Results, reason: str) -> Results:
        """What was found for the words of a question, with the question and a hint."""
        # Few questions have quotes or brackets.
        from searcher.suggest.hint import Hint, HintKind

        hint = Hint(HintKind.AS_PLAIN, " ".join(request.arguments), reason)
        return found.replaced(query=request.arguments, hints=(hint, *found.hints))

    def _results(self, request: Request) -> Results:
        began = time.perf_counter()
        search, evaluator = self._plan(request)
        likeness, problem = self._likeness(request, search)
        tiered = self._tiered(search, evaluator, request, likeness)
        total, tier, found, after = self._page(tiered, request)
        everywhere = self._everywhere(evaluator)
        if request.sounds_like:
            from searcher.suggest.sounds_like import with_words_said

            found = tuple(with_words_said(quote, search.forms) for quote in found)
        mistyped = tiered.mistyped()
        taken = {form for one in mistyped for typed in one.mistyped for form in typed.split(" ")}
        unsaid = self._unsaid(search, taken)
        suggestions = (
            self._suggestions.of(search, everywhere, (total, tier), unsaid)
            if request.hints and not request.sounds_like
            else ()
        )
        hints = self._hints(request, search, everywhere, (total, tier), unsaid)
        if mistyped:
            # Few searches have a misspelled name.
            from searcher.engines.local.taken_for import taken_for

            suggestions = tuple(near for near in suggestions if taken.isdisjoint(near.asked))
            hints = (*taken_for(mistyped, [typed for typed, _ in search.words]), *hints)
        return Results(
            request.arguments,
            found,
            total,
            tier,
            time.perf_counter() - began,
            suggestions,
            search.synonyms,
            request.filters,
            {} if total else self._unmatched(request.filters, everywhere),
            request.order,
            after,
            (*problem, *hints),
            by_meaning=likeness is not None and likeness.was_used,
        )

    def _tiered(
        self,
        search: SearchPlan,
        evaluator: Evaluator,
        request: Request,
        likeness: "Likeness | None" = None,
    ) -> TieredSearch:
        return TieredSearch(
            search, evaluator, order=request.order, explain=request.explain, likeness=likeness
        )

    def _everywhere(self, evaluator: Evaluator) -> Evaluator:
        """An evaluator that matches in the whole index; this library may be an excerpt of it."""
        return evaluator

    def _expect(self, matches: Sequence[Match], request: Request) -> None:
        """Prepare for reading quotes; a library of files needs nothing."""

    def _likeness(
        self, request: Request, search: SearchPlan
    ) -> tuple["Likeness | None", tuple["Hint", ...]]:
        """What a question means, or why its meaning cannot be used; neither without vectors."""
        # Without a page nothing is ranked.
        wanted = search.is_question and not request.strict and request.limit
        if not wanted or self._meaning is None:
            return None, ()
        # Most indexes have no vectors.
        from searcher.suggest.hint import Hint, HintKind

        question = " ".join(request.arguments)
        try:
            words = [typed for typed, _ in search.words]
            return self._meaning.of(question, words), ()
        except MeaningProblem as problem:
            return None, (Hint(HintKind.NO_MEANING, question, str(problem)),)

    @cached_property
    def _meaning(self) -> "Meaning | None":
        # Vectors are of what everybody sees.
        if self._library.restricted or not (self._library.path / names.NAME).exists():
            return None
        # As above.
        from searcher.meaning.meaning import Meaning

        return Meaning(self._library)

    def every(self, request: Request) -> Every:
        """Every quote of the first tier that has a match; see `LocalEngine.every`."""
        found = self.results(replace(request, limit=0, offset=0))
        if asked := self._as_question(request):
            request, _ = asked
        elif found.hints and found.hints[0].kind == "as_plain":
            request = self._plain_words(request) or request
        return Every(found, self._each(request))

    def _each(self, request: Request) -> Iterator[Quote]:
        search, evaluator = self._plan(request)
        for matches in self._tiered(search, evaluator, request).every():
            # A reader of everything must not keep all of the files in memory.
            self._library.release()
            self._expect(matches, request)
            quotes = each_quote(
                self._library, matches, context=request.context, questions=request.questions
            )
            if not request.sounds_like:
                yield from quotes
                continue
            from searcher.suggest.sounds_like import with_words_said

            yield from (with_words_said(quote, search.forms) for quote in quotes)

    def matched(self, request: Request) -> "Matched":
        """The turns of the strictest tier that has a match, without an order or a page.

        Raises:
            QueryError: the search cannot be read.
        """
        # A search for quotes does not need it.
        from searcher.concordance.matched import Matched

        if asked := self._as_question(request):
            request, _ = asked
        plain = self._plain_words(request)
        try:
            search, evaluator = self._plan(request)
        except QueryError:
            if plain is None:
                raise
            (search, evaluator), plain = self._plan(plain), None
        found = TieredSearch(search, evaluator).strictest()
        if not len(found.turns) and plain is not None:
            search, evaluator = self._plan(plain)
            found = TieredSearch(search, evaluator).strictest()
        return Matched(
            evaluator, found.tier, found.tree, found.turns, search.synonyms, search.filter
        )

    def allowed(self, filters: Filters) -> "Turns | None":
        """The turns that filters leave, sorted; None for all.

        Raises:
            QueryError: a filter cannot be read.
        """
        if not filters:
            return None
        # Most searches have no filter.
        from searcher.query.compile import Compiler
        from searcher.query.word_forms import WordExpander

        tree = Compiler(WordExpander(self._library)).filter(filters)
        return None if tree is None else Evaluator(self._library, self.exchanges).match(tree)

    def _plan(self, request: Request) -> tuple[SearchPlan, Evaluator]:
        """The plan of a search, and a new evaluator for it."""
        library = self._library
        synonyms: SynonymFinder | None = self._synonyms if request.synonyms else None
        if request.sounds_like:
            # Few searches are for words that sound alike.
            from searcher.suggest.sounds_like import SoundsLike

            synonyms = SoundsLike(library, synonyms)
        search = plan(request.arguments, library, request.filters, synonyms)
        if request.all_words:
            search = all_words(search)
        return search, Evaluator(library, self.exchanges, self._surroundings)

    def _as_question(self, request: Request) -> tuple[Request, str] | None:
        """The same search for the words of a natural question with quotes or brackets, and why."""
        if all(map(is_plain, request.arguments)):
            return None
        # Few searches have operators.
        from searcher.query.question import as_question

        if (read := as_question(request.arguments, self._library)) is None:
            return None
        return replace(request, arguments=read.arguments), read.reason

    def _plain_words(self, request: Request) -> Request | None:
        """The same search for the words of a question with quotes or brackets; else None."""
        if all(map(is_plain, request.arguments)):
            return None
        # Few searches have quotes or brackets and find nothing.
        from searcher.query.question import as_plain

        plain = as_plain(request.arguments, self._library.languages)
        return None if plain is None else replace(request, arguments=plain)

    def _hints(
        self,
        request: Request,
        search: SearchPlan,
        evaluator: Evaluator,
        found: tuple[int, Tier | None],
        unsaid: Sequence[str],
    ) -> tuple["Hint", ...]:
        """Why little was found, and what is near."""
        total, tier = found
        if request.sounds_like or not request.hints:
            return ()
        spellings: tuple[Hint, ...] = ()
        if request.spellings and (total or not request.filters):
            # Only the command line names them.
            from searcher.engines.local.spellings import other_spellings

            spellings = other_spellings(request.arguments, self._library)
        odd = search.as_words or search.unknown or search.shortened
        if total and not odd and (tier != Tier.ANY or not unsaid):
            return spellings
        # Most searches find enough.
        from searcher.engines.local.hints import hints_for

        hints = hints_for(request.arguments, search, request.filters, evaluator, found, unsaid)
        return (*hints, *spellings)

    def _page(
        self, tiered: TieredSearch, request: Request
    ) -> tuple[int, Tier | None, tuple[Quote, ...], int | None]:
        """The total and its tier, the quotes of the page, and the offset of the next page.

        Copies of one talk are one quote, and more matches fill the page.
        """
        limit, wanted = request.limit, request.limit
        found: list[Quote] = []
        matches: Sequence[Match] = ()
        copies = None if request.copies else Copies(lambda n: self._around(matches[n].document))
        while True:
            if not found or len(matches) < wanted:
                spare = wanted // 2 if copies else 0
                answer = tiered.answer(request.offset + wanted, strict=request.strict, spare=spare)
                matches = answer.matches[request.offset :]
            shown = matches[len(found) : wanted]
            self._expect(shown, request)
            found += build_quotes(
                self._library,
                shown,
                context=request.context,
                questions=request.questions,
            )
            groups = copies.groups(found) if copies else [[place] for place in range(len(found))]
            missing = limit - len(groups)
            if missing <= 0 or len(found) < wanted or wanted > MOST_COPIES:
                break
            # Mostly there are few copies; if there are more, twice as many are read each time.
            wanted += max(2 * missing, wanted - limit)
        after = request.offset + (groups[limit][0] if missing < 0 else len(found))
        page = tuple(as_one(found, group) for group in groups[:limit])
        is_last = len(page) < limit or not page
        return answer.total, answer.tier, page, None if is_last else after

    def _around(self, document: int) -> tuple[str, ...]:
        """What is said in the turns around another, as letters; see `Copies`."""
        program, _ = self._library.turn(document)
        distances = (each for each in range(-NEAR, NEAR + 1) if each)
        return tuple(said(self._library.neighbour(document, program, each)) for each in distances)

    @cached_property
    def _synonyms(self) -> "Synonyms | None":
        files = [path / SYNONYMS for path in self._library.paths]
        files = [file for file in files if file.exists()]
        if not files:
            return None
        # Most indexes have no such file, and do not load its parser.
        from searcher.query import synonyms

        return synonyms.united([synonyms.read(file) for file in files])

    def _unmatched(self, filters: Filters, evaluator: Evaluator) -> dict[str, tuple[str, ...]]:
        """The filters that match no turn, each with values that the index has."""
        if not filters:
            return {}
        # Most searches find something.
        from searcher.engines.local.filter_values import filter_values
        from searcher.query.compile import Compiler
        from searcher.query.word_forms import WordExpander

        compiler = Compiler(WordExpander(self._library))
        found = {}
        for name, values in filters.each():
            tree = compiler.filter(Filters(**{name: values}))
            if tree is not None and not len(evaluator.match(tree)):
                near = [filter_values(name, value, self._library) for value in values]
                found[name] = tuple(dict.fromkeys(value for some in near for value in some))
        return found

    def _unsaid(self, search: SearchPlan, taken: Collection[str]) -> list[str]:
        """The words that nobody says, without those that were taken for a speaker's name."""
        words = (word for word in search.spoken() if not self._is_said(word))
        return [word.forms[0] for word in words if word.forms[0] not in taken]

    def _is_said(self, word: Word) -> bool:
        return any(self._library.has(word.field, form) for form in word.forms)
