"""A question that is too long to look for each of its words: those that tell most are looked for.

Somebody who pastes a letter or a whole page asks what is said about its subject.
"""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice

from index.fields import TEXT
from index.library.library import Library
from searcher.query.light_words import LIGHT
from searcher.syntax.lexer import Kind, QueryWord, plain_words, query_words, tokens

#: The most words of a search: the postings of each are read.
MOST_WORDS = 200
#: How many words of a longer question are looked for.
KEPT = 20
#: The longest question, in characters; about 8,000 words.
LONGEST = 50_000


def telling_words(clauses: Sequence[str], library: Library) -> list[QueryWord]:
    """The words of a long question that tell most of its subject, in their order.

    A word tells the more, the rarer it is and the more often the question has it (tf-idf). None if
    the search is not too long, has signs of the search language, or has small words only.

    Args:
        clauses: the arguments of the search.
        library: where it is asked.
    """
    if not MOST_WORDS <= sum(map(len, clauses)) <= LONGEST or not _is_long(clauses):
        return []
    if any(token.kind is not Kind.WORD for clause in clauses for token in tokens(clause)):
        return []
    words = query_words(clauses)
    times = Counter(word.form for word in words if word.form not in LIGHT)
    turns = {form: _turns(form, library) for form in times}
    said = {
        form: times[form] * math.log1p(library.turn_count / turns[form])
        for form in times
        if turns[form]
    }
    # Where nobody says any of them, similar words are suggested for the first ones.
    best = frozenset(sorted(said, key=lambda form: -said[form])[:KEPT] or islice(times, KEPT))
    first = {word.form: word for word in reversed(words) if word.form in best}
    return [first[form] for form in times if form in best]


def _is_long(clauses: Sequence[str]) -> bool:
    words = chain.from_iterable(plain_words(clause) for clause in clauses)
    return next(islice(words, MOST_WORDS, None), None) is not None


def _turns(form: str, library: Library) -> int:
    """How many turns say a word at most; of joined words, the one that the fewest say."""
    return min(library.document_frequency(TEXT, word) for word in form.split(" "))
