"""The turns of a cluster that may say the words of a quotation."""

from math import log

from index.fields import PERSON
from index.opensearch.mapping import token
from searcher.engines.opensearch.dsl import Query
from searcher.engines.opensearch.finder import Finder
from searcher.engines.opensearch.whole import Whole
from searcher.verify.candidate import Candidates
from searcher.verify.people import is_named
from searcher.verify.seeds import CandidateFinder, phrase, seeds

#: The most turns that are compared.
_MOST = 2_000


def candidates(
    finder: Finder, whole: Whole, words: tuple[str, ...], speaker: str | None
) -> Candidates:
    """The candidates that come nearest to some words; see `Engine.candidates`.

    The cluster finds the turns with the most and the rarest seeds, and the local finder compares
    these.
    """
    said = phrase(words)
    exact = finder.counted(said, None)
    theirs = None if speaker is None else _turns_of(speaker, whole)
    records: dict[int, bytes] = {}
    if exact:
        # The first ones in the order of the index.
        query = finder.translate(said).query
        records |= finder.first(query, _MOST)
        if theirs is not None:
            records |= finder.first(query, _MOST, theirs)
    if not exact or theirs is not None:
        should: list[Query] = []
        for seed in seeds(words, whole):
            turns = finder.counted(seed, None)
            if turns:
                weight = log(1 + whole.turn_count / turns)
                query = finder.translate(seed).query
                should.append({"constant_score": {"filter": query, "boost": weight}})
        if should:
            records |= finder.highest(should, _MOST, theirs if exact else None)
    excerpt = finder.excerpt(records)
    try:
        found = CandidateFinder(excerpt).find(words, speaker)
    finally:
        excerpt.close()
    return found.replaced(exact=exact)


def _turns_of(speaker: str, whole: Whole) -> Query:
    """The turns of a person."""
    names = [
        name
        for name in whole.vocabulary(PERSON.name)
        if is_named(speaker, (name, whole.registry.name("", name)))
    ]
    return {"terms": {PERSON.name: [token(name) for name in names]}}
