"""Search over an index, for Python: `open` a `Searcher`, and `search` with it."""

import shlex
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from corpus.model import Program
from index.documents import Entry
from index.library import Library
from searcher.evaluate import Evaluator
from searcher.hits import Hits
from searcher.places import Turns
from searcher.query import Filters, Search, Tier, read
from searcher.quote import Match, Quote, quotes
from searcher.speakers import Speaker, speakers


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found.

    Attributes:
        query: the arguments, as they were given.
        quotes: the quotes, the best first.
        total: how many turns match in the first tier that has a match.
        tier: that tier: `phrase`, `all`, `any`, or None for a search taken at its word.
        seconds: how long the search took.
    """

    query: tuple[str, ...]
    quotes: tuple[Quote, ...]
    total: int
    tier: str | None
    seconds: float

    def __iter__(self) -> Iterator[Quote]:
        return iter(self.quotes)

    def __len__(self) -> int:
        return len(self.quotes)

    @property
    def typed(self) -> str:
        """The search as one line; several arguments are quoted as for a shell."""
        return self.query[0] if len(self.query) == 1 else shlex.join(self.query)


class Searcher:
    """An index that is searched. A context manager; `close` lets go of its files."""

    def __init__(self, library: Library) -> None:
        self._library = library

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
        strict: bool = False,
        filters: Filters | None = None,
    ) -> Results:
        """The quotes for a search, the best first.

        Args:
            query: the clauses of the search, as the arguments of the command.
            limit: the most quotes to return.
            offset: how many of the best to leave out.
            context: how many turns before and after each quote come with it.
            strict: stay in the first tier that has a match.
            filters: a speaker or a program that all quotes must be of.

        Raises:
            searcher.errors.QueryError: the search cannot be read.
        """
        began = time.perf_counter()
        search = read(query, self._library, filters)
        # Each search has its own: what was read for it is let go with it.
        evaluator = Evaluator(self._library)
        total, tier, matches = _matches(search, evaluator, offset + limit, strict=strict)
        found = tuple(quotes(self._library, matches[offset:], context=context))
        return Results(query, found, total, tier, time.perf_counter() - began)

    def programs(self) -> list[Entry]:
        """The programs of the index with their numbers of turns, by id."""
        return sorted(self._library.entries(), key=lambda entry: entry.program.id)

    def speakers(self) -> list[Speaker]:
        """Everybody who speaks in the index, most turns first."""
        return speakers(self._library.entries(), self._library.registry)

    def program(self, program_id: str) -> Program | None:
        """A program with its turns, or None where there is none with this id."""
        return self._library.transcript(program_id)


def _matches(
    search: Search, evaluator: Evaluator, count: int, *, strict: bool
) -> tuple[int, str | None, list[Match]]:
    """The total and the name of the first tier with a match, and the best matches."""
    total, first = 0, search.tiers[0].name
    matches: list[Match] = []
    seen = np.zeros(evaluator.library.size, bool)
    allowed = evaluator.match(search.filter) if search.filter else None
    for tier in search.tiers:
        hits = _hits(tier, evaluator, allowed)
        if not total:
            total, first = len(hits.documents), tier.name
        new = hits.only(~seen[hits.documents]) if matches else hits
        matches += _located(tier, evaluator, new.best(count - len(matches)))
        if len(matches) >= count or (strict and total):
            break
        seen[hits.documents] = True
    return total, first if total else search.tiers[-1].name, matches


def _hits(tier: Tier, evaluator: Evaluator, allowed: Turns | None) -> Hits:
    hits = evaluator.hits(tier.tree, allowed)
    if tier.name == "any":
        # Here a turn is as good as the part of the search that it holds.
        share = evaluator.share(tier.tree, hits.documents)
        return Hits(hits.documents, hits.scores * share)
    return hits


def _located(tier: Tier, evaluator: Evaluator, hits: Hits) -> list[Match]:
    documents, scores = hits.documents.tolist(), hits.scores.tolist()
    spans = evaluator.spans(tier.tree, documents)
    return [
        Match(document, score, tier.name, spans[document])
        for document, score in zip(documents, scores, strict=True)
    ]
