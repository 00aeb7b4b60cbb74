"""Search over an index, for Python: `open` a `Searcher`, and `search` with it."""

import shlex
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from corpus.model import Program
from index.library.library import Library
from index.stored import Entry
from searcher.matching.exchanges import Exchanges
from searcher.query.filters import Filters
from searcher.query.query_tree import And, Phrase, Word
from searcher.query.read import Search, Tier, read
from searcher.quotes.quote import Quote, quotes
from searcher.ranking.orders import ORDERS
from searcher.ranking.tiers import Answering
from searcher.syntax.lexer import plain_words

if TYPE_CHECKING:
    from searcher.engines.speakers import Speaker
    from searcher.query.synonyms import Synonyms
    from searcher.query.word_forms import Others
    from searcher.suggest.suggest import Suggestion

#: The file of the synonyms, beside an index.
SYNONYMS = "synonyms.toml"

#: A search that finds fewer turns finds little.
LITTLE = 3


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found.

    Attributes:
        query: the arguments, as they were given.
        quotes: the quotes, the best first.
        total: how many turns match in the first tier that has a match.
        tier: that tier: `phrase`, `all`, `exchange`, `any`, or None for a search taken at its word.
        seconds: how long the search took.
        suggestions: where a word is not said, or the search finds little, what is said
            and looks or sounds alike; the likeliest first.
        synonyms: what was looked for besides, by the words that were typed.
    """

    query: tuple[str, ...]
    quotes: tuple[Quote, ...]
    total: int
    tier: str | None
    seconds: float
    suggestions: tuple["Suggestion", ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Quote]:
        return iter(self.quotes)

    def __len__(self) -> int:
        return len(self.quotes)

    @property
    def typed(self) -> str:
        """The search as one line; several arguments are quoted as for a shell."""
        return self.query[0] if len(self.query) == 1 else shlex.join(self.query)

    @property
    def asked(self) -> str:
        """The search as one line, with the synonyms that were looked for behind it."""
        if not self.synonyms:
            return self.typed
        whole = " ".join(plain_words(self.typed))
        added = [
            " or ".join(("" if words == whole else words, *others)).lstrip()
            for words, others in self.synonyms.items()
        ]
        return f"{self.typed} ({', '.join(added)})"


class Searcher:
    """An index that is searched. A context manager; `close` lets go of its files."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._exchanges = Exchanges(library)

    @classmethod
    def open(cls, path: Path | str) -> "Searcher":
        """Open the index in a directory.

        Raises:
            index.errors.IndexProblem: there is none, or it cannot be read.
        """
        return cls(Library.open(Path(path)))

    def close(self) -> None:
        """Let go of the files of the index."""
        self._library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def search(
        self,
        *query: str,
        limit: int = 10,
        offset: int = 0,
        context: int = 0,
        questions: bool = True,
        strict: bool = False,
        filters: Filters | None = None,
        sort: str = "relevance",
        explain: bool = False,
        synonyms: bool = True,
        sounds_like: bool = False,
    ) -> Results:
        """The quotes for a search, the best first.

        Args:
            query: the clauses of the search, as the arguments of the command.
            limit: the most quotes to return.
            offset: how many of the best to leave out.
            context: how many turns before and after each quote come with it.
            questions: whether the turn that it answers comes with each quote; who shows
                none saves the time of reading ten more turns.
            strict: stay in the first tier that has a match.
            filters: what all quotes must be besides: of a speaker, of a program.
            sort: `relevance`, `date`, `-date` (the latest first) or `program`; tiers
                stay in their order, and equal quotes in that of the index.
            explain: tell of each quote where its score comes from.
            synonyms: look for the synonyms in `synonyms.toml` beside the index, too.
            sounds_like: look for what sounds like the words, too.

        Raises:
            ValueError: there is no such sort.
            index.errors.IndexDamaged: the synonyms cannot be read.
            searcher.errors.QueryError: the search cannot be read.
        """
        if sort not in ORDERS:
            raise ValueError(f"sort is one of {', '.join(ORDERS)}, not {sort!r}")
        began = time.perf_counter()
        others: Others | None = self._synonyms if synonyms else None
        if sounds_like:
            # Few searches listen.
            from searcher.suggest.sounds_like import Alike

            others = Alike(self._library, others)
        search = read(query, self._library, filters, others)
        answering = Answering(search, self._library, self._exchanges, sort=sort, explain=explain)
        total, tier, matches = answering.answer(offset + limit, strict=strict)
        shown = matches[offset:]
        found = tuple(quotes(self._library, shown, context=context, questions=questions))
        if sounds_like:
            from searcher.suggest.sounds_like import marked

            found = tuple(marked(quote, search.forms) for quote in found)
        suggestions = () if sounds_like else self._suggestions(search, total, tier)
        seconds = time.perf_counter() - began
        return Results(query, found, total, tier, seconds, suggestions, search.synonyms)

    @cached_property
    def _synonyms(self) -> "Synonyms | None":
        path = self._library.path / SYNONYMS
        if not path.exists():
            return None
        # Most indexes have no such file, and start without its parser.
        from searcher.query.synonyms import read as read_synonyms

        return read_synonyms(path)

    def _suggestions(
        self, search: Search, total: int, tier: str | None
    ) -> tuple["Suggestion", ...]:
        if total >= LITTLE and tier in ("phrase", "all", "exchange"):
            # What is found in these tiers holds every word.
            return ()
        if total >= LITTLE and all(map(_holds_every_word, search.tiers)):
            return ()
        words = [typed.form for typed, _ in search.words]
        unsaid = [word.forms[0] for word in search.spoken() if not self._said(word)]
        if total >= LITTLE and not unsaid:
            return ()
        # Most searches find enough.
        from searcher.suggest.suggest import suggest

        return suggest(words or unsaid, self._library)

    def _said(self, word: Word) -> bool:
        return any(self._library.has(word.field, form) for form in word.forms)

    def programs(self) -> list[Entry]:
        """The programs of the index with their numbers of turns, by id."""
        return sorted(self._library.entries(), key=lambda entry: entry.program.id)

    def speakers(self) -> list["Speaker"]:
        """Everybody who speaks in the index, most turns first."""
        # A search starts without it.
        from searcher.engines.speakers import speakers

        return speakers(self._library.entries(), self._library.registry)

    def program(self, program_id: str) -> Program | None:
        """A program with its turns, or None where there is none with this id."""
        return self._library.transcript(program_id)


def _holds_every_word(tier: Tier) -> bool:
    """Whether what a tier finds holds all of its words."""
    tree = tier.tree
    parts = tree.parts if isinstance(tree, And) else (tree,)
    return all(isinstance(part, Word | Phrase) for part in parts)
