"""Plans a search: plain words as tiers of query trees, anything else as one query tree.

A search with operators, quotes or fields needs `searcher.syntax.parser` and
`searcher.query.compile`. A search of plain words does not load them.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from index.fields import FIELDS, TEXT
from index.library.library import Library
from index.text.tokenizer import surfaces
from searcher.errors import QueryError
from searcher.query.filters import Filters
from searcher.query.long_question import MOST_WORDS, telling_words
from searcher.query.query_tree import (
    And,
    Asked,
    OneOf,
    OneWord,
    Or,
    Tree,
    Word,
    children,
    every,
)
from searcher.query.question import is_list, is_person_on, is_question
from searcher.query.spoken import Spoken, each_word, together
from searcher.query.tier import Tier
from searcher.query.word_forms import WordExpander
from searcher.syntax.lexer import (
    EXCHANGES,
    LONGEST,
    TAG,
    Kind,
    QueryWord,
    is_plain,
    joined_words,
    plain_words,
    query_words,
    tokens,
)
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.query.word_forms import SynonymFinder


class TierQuery(NamedTuple):
    """The query tree of one tier; `tier` is None if the search is matched exactly as typed."""

    tier: Tier | None
    tree: Tree


class SearchPlan(NamedTuple):
    """What a search looks for, tier by tier.

    Attributes:
        tiers: the query trees, the strictest first; one if it is matched exactly as typed.
        filter: a tree that every hit must match, too, or None.
        words: the words of a plain search, each as it was typed and as a query tree.
        synonyms: the synonyms that are searched for, by the words that were typed.
        forms: all inflections of the plain words.
        accented: the words with accents, as they were typed, in lower case.
        as_words: what looks like a field that does not exist, and is searched for as words.
        unknown: the patterns that match no word.
        is_question: whether it asks about a subject; see `searcher.query.question`.
        is_list: whether it is one because it is a list of many telling words.
        shortened: whether it is too long, and only the words that tell most are looked for.
    """

    tiers: tuple[TierQuery, ...]
    filter: Tree | None = None
    words: tuple[tuple[QueryWord, OneWord], ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = {}
    forms: Collection[str] = ()
    as_words: tuple[str, ...] = ()
    accented: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()
    is_question: bool = False
    is_list: bool = False
    shortened: bool = False

    def spoken(self) -> list[Word]:
        """The words that are searched for in the text, without those with synonyms."""
        return list(dict.fromkeys(word for tier in self.tiers for word in _asked_for(tier.tree)))


def plan(
    arguments: Sequence[str],
    library: Library,
    filters: Filters | None = None,
    synonyms: "SynonymFinder | None" = None,
) -> SearchPlan:
    """Plan a search by its arguments; each is a clause, and all must be met.

    Plain words are expanded to their inflections and synonyms.

    Raises:
        QueryError: an argument cannot be parsed, or none has a word.
    """
    expander = WordExpander(library, synonyms)
    clauses = [argument for argument in arguments if argument.strip()]
    if not clauses:
        raise QueryError(" ".join(arguments), 0, "there is nothing to search for", "maintenance")
    marked = clauses[-1].rstrip().endswith("?")
    if len(clauses) > 1:
        # A question without quotes around it ends in a question mark, too.
        clauses[-1] = clauses[-1].rstrip("?") or clauses[-1]
    if kept := telling_words(clauses, library):
        return _shortened(kept, expander, filters)
    as_words = _no_fields(clauses, library) if any(":" in clause for clause in clauses) else ()
    names = [typed.partition(":")[0].lower() for typed in as_words]
    plain = [is_plain(clause, names) for clause in clauses]
    found = _Plain()
    if all(plain):
        found = _plain(clauses, expander, marked=marked)
    elif len(clauses) > MOST_WORDS:
        raise _too_many(clauses, "arguments")
    accented = frozenset[str]() if all(map(str.isascii, clauses)) else _accented(clauses)
    tiers = found.tiers
    filtered: Tree | None = None
    unknown: tuple[str, ...] = ()
    if filters or not tiers:
        # Few searches have operators or filters, and the parser is loaded only for those.
        from searcher.query.compile import Compiler

        compiler = Compiler(expander, names)
        tiers = tiers or tuple(TierQuery(*tier) for tier in compiler.tiers(clauses, plain))
        unknown = compiler.unknown
        filtered = compiler.filter(filters) if filters else None
    return SearchPlan(
        tiers,
        filtered,
        found.words,
        expander.added,
        expander.forms,
        as_words,
        accented,
        unknown,
        is_question=found.is_question,
        is_list=found.is_list,
    )


class _Plain(Value):
    """What plain words look for; the attributes are those of `SearchPlan`."""

    tiers: tuple[TierQuery, ...] = ()
    words: tuple[tuple[QueryWord, OneWord], ...] = ()
    is_question: bool = False
    is_list: bool = False


def _plain(clauses: Sequence[str], expander: WordExpander, *, marked: bool) -> _Plain:
    """What clauses of plain words look for.

    Args:
        clauses: the clauses.
        expander: of the search.
        marked: whether they end in a question mark.

    Raises:
        QueryError: they have no word, or too many.
    """
    spoken = [Spoken(plain_words(clause), joined_words(clause)) for clause in clauses]
    if sum(len(some.words) for some in spoken) > MOST_WORDS:
        raise _too_many(clauses, "words")
    if len(clauses) > MOST_WORDS:
        raise _too_many(clauses, "arguments")
    said = together(spoken)
    if not said:
        raise QueryError(clauses[0], 0, "there is no word here", "maintenance")
    single = each_word(said, expander)
    words = tuple((word, single[word.form]) for word in query_words(clauses))
    typed = [word for word, _ in words]
    languages = expander.library.languages
    asks = is_question(typed, marked=marked, languages=languages) or is_person_on(
        typed, expander.library
    )
    # Words that have a synonym together are one.
    one = any(" " in group for group in expander.added)
    lists = not asks and not one and is_list(typed, languages=languages)
    return _Plain(_tiers(said, single, expander, asks=asks or lists), words, asks or lists, lists)


def _too_many(clauses: Sequence[str], what: str) -> QueryError:
    return QueryError(clauses[0], 0, f"a search has at most {MOST_WORDS} {what}", "'M protein'")


def all_words(search: SearchPlan) -> SearchPlan:
    """The same search with one tier: plain words must all be said in one turn."""
    if not search.words:
        # The tiers of words beside fields are phrase and all; anything else has one tier.
        return search._replace(tiers=search.tiers[-1:])
    tree = every([tree for _, tree in search.words])
    tier = Tier.ALL if len(search.words) > 1 else Tier.PHRASE
    return search._replace(tiers=(TierQuery(tier, tree),), is_question=False)


def _shortened(
    kept: Sequence[QueryWord], expander: WordExpander, filters: Filters | None
) -> SearchPlan:
    """The plan for some words of a long question: nobody says it word for word."""
    joined = tuple(tuple(word.form.split(" ")) for word in kept)
    single = each_word([Spoken((), joined)], expander)
    words = tuple((word, single[word.form]) for word in kept)
    tiers = (TierQuery(Tier.ANY, Or(tuple(single.values()))),)
    found = None
    if filters:
        # As in `plan`.
        from searcher.query.compile import Compiler

        found = Compiler(expander).filter(filters)
    return SearchPlan(
        tiers,
        found,
        words,
        expander.added,
        expander.forms,
        is_question=True,
        shortened=True,
    )


def _accented(clauses: Sequence[str]) -> frozenset[str]:
    """The words that were typed with accents, in lower case."""
    return frozenset(
        written.casefold()
        for clause in clauses
        for form, written in surfaces(clause)
        if written.casefold() != form
    )


def _no_fields(clauses: Sequence[str], library: Library) -> tuple[str, ...]:
    """What looks like a field that does not exist, and is said: `re:invent`."""
    found = []
    for clause in clauses:
        before_colons = (name.lower() for name in _BEFORE_COLON.findall(clause))
        if len(clause) > LONGEST or all(map(_is_known, before_colons)):
            continue
        for token in tokens(clause):
            name = token.text[:-1].lower()
            if token.kind is not Kind.FIELD or _is_known(name):
                continue
            typed = re.split(r"[\s()]", clause[token.place :], maxsplit=1)[0]
            words = [(word,) for word in plain_words(typed)]
            if len(words) > 1 and all(library.has(TEXT, word) for (word,) in words):
                said = library.phrase(TEXT, words, None)
                if said is None or len(said):
                    found.append(typed)
    return tuple(found)


_BEFORE_COLON = re.compile(r"([A-Za-z_-]+):")


def _is_known(name: str) -> bool:
    """Whether a name in lower case can be before a colon."""
    return name in FIELDS or name in EXCHANGES or name == TAG


def _tiers(
    spoken: Sequence[Spoken],
    single: Mapping[str, OneWord],
    expander: WordExpander,
    *,
    asks: bool,
) -> tuple[TierQuery, ...]:
    """The tiers phrase, all, exchange and any, without a tier that equals the one before.

    A question has the tiers phrase and any: turns that happen to say all of its small words, too,
    are no better answers.
    """
    phrases = [expander.phrase(some.words) for some in spoken]
    each: list[Tree] = list(single.values())
    tiers = [TierQuery(Tier.PHRASE, every(phrases))]
    if asks and len(each) > 1:
        return (*tiers, TierQuery(Tier.ANY, Or(tuple(each))))
    if tiers[0].tree not in (every(each), *(_parts_of_one(each))):
        tiers.append(TierQuery(Tier.ALL, every(each)))
    if len(each) > 1:
        exchange = tuple(Or((word, Asked(word))) for word in each)
        tiers += [
            TierQuery(Tier.EXCHANGE, And(exchange)),
            TierQuery(Tier.ANY, Or(tuple(each))),
        ]
    return tuple(tiers)


def _parts_of_one(each: Sequence[Tree]) -> tuple[Tree, ...]:
    """The phrase that is the only word of a search."""
    match each:
        case [OneOf(parts)] if len(parts) == 1:
            return parts
    return ()


def _asked_for(tree: Tree) -> Iterator[Word]:
    """The words in the text of a tree, without synonyms: if one is not said, another may be."""
    if isinstance(tree, OneOf) and len(tree.parts) > 1:
        return
    if isinstance(tree, Word) and tree.field == "text" and tree.forms:
        yield tree
    for part in children(tree):
        yield from _asked_for(part)
