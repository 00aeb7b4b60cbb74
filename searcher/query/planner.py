"""Plans a search: plain words as tiers of query trees, anything else as one query tree.

A search with operators, quotes or fields needs `searcher.syntax.parser` and
`searcher.query.compile`. A search of plain words does not load them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from index.library.library import Library
from searcher.errors import QueryError
from searcher.query.filters import Filters
from searcher.query.query_tree import And, Asked, OneOf, OneWord, Or, Tree, Word, children, every
from searcher.query.tier import Tier
from searcher.query.word_forms import WordExpander
from searcher.syntax.lexer import QueryWord, is_plain, plain_words, query_words

if TYPE_CHECKING:
    from searcher.query.word_forms import SynonymFinder

#: The most words of a search: the postings of each are read. Nobody types so long a question.
MOST_WORDS = 200


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
    """

    tiers: tuple[TierQuery, ...]
    filter: Tree | None = None
    words: tuple[tuple[QueryWord, OneWord], ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = {}
    forms: Collection[str] = ()

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
    if len(clauses) > 1:
        # A question without quotes around it ends in a question mark, too.
        clauses[-1] = clauses[-1].rstrip("?") or clauses[-1]
    if not clauses:
        raise QueryError(" ".join(arguments), 0, "there is nothing to search for", "maintenance")
    search = SearchPlan(())
    words_of = [plain_words(clause) if is_plain(clause) else None for clause in clauses]
    plain = [words for words in words_of if words is not None]
    if len(plain) == len(clauses) and sum(map(len, plain)) > MOST_WORDS:
        raise QueryError(clauses[0], 0, f"a search has at most {MOST_WORDS} words", "'M protein'")
    if len(clauses) > MOST_WORDS:
        raise QueryError(
            clauses[0], 0, f"a search has at most {MOST_WORDS} arguments", "'M protein'"
        )
    if len(plain) == len(clauses):
        spoken = _spoken(plain, clauses[0])
        single = _single(spoken, expander)
        words = tuple((word, single[word.form]) for word in query_words(clauses))
        tiers = _tiers(spoken, single, expander)
        search = SearchPlan(tiers, words=words, synonyms=expander.added, forms=expander.forms)
        if not filters:
            return search
    # Few searches have operators or filters, and the parser is loaded only for those.
    from searcher.query.compile import Compiler

    compiler = Compiler(expander)
    if not search.tiers:
        tree = every(compiler.clauses(clauses, words_of))
        search = SearchPlan((TierQuery(None, tree),), synonyms=expander.added, forms=expander.forms)
    return search._replace(filter=compiler.filter(filters)) if filters else search


def _spoken(plain: Sequence[tuple[str, ...]], first: str) -> list[tuple[str, ...]]:
    """The words of plain clauses, grouped as the phrases to try; `first` is for the message."""
    spoken = [words for words in plain if words]
    if not spoken:
        raise QueryError(first, 0, "there is no word here", "maintenance")
    if all(len(words) == 1 for words in spoken):
        # Nobody quotes a name without operators: `car t` is typed as two arguments.
        return [tuple(word for (word,) in spoken)]
    return spoken


def _single(spoken: Sequence[tuple[str, ...]], expander: WordExpander) -> dict[str, OneWord]:
    """Each different word as a query tree; a repeated word counts where it is first."""
    single: dict[str, OneWord] = {}
    for words in spoken:
        for word, tree in zip(words, expander.each(words), strict=True):
            single.setdefault(word, tree)
    return single


def _tiers(
    spoken: Sequence[tuple[str, ...]], single: Mapping[str, OneWord], expander: WordExpander
) -> tuple[TierQuery, ...]:
    """The tiers phrase, all, exchange and any, without a tier that equals the one before."""
    phrases = [expander.phrase(words) for words in spoken]
    each: list[Tree] = list(single.values())
    tiers = [TierQuery(Tier.PHRASE, every(phrases)), TierQuery(Tier.ALL, every(each))]
    if len(each) > 1:
        exchange = tuple(Or((word, Asked(word))) for word in each)
        tiers += [
            TierQuery(Tier.EXCHANGE, And(exchange)),
            TierQuery(Tier.ANY, Or(tuple(each))),
        ]
    return tuple(tier for i, tier in enumerate(tiers) if i == 0 or tier.tree != tiers[i - 1].tree)


def _asked_for(tree: Tree) -> Iterator[Word]:
    """The words in the text of a tree, without synonyms: if one is not said, another may be."""
    if isinstance(tree, OneOf):
        return
    if isinstance(tree, Word) and tree.field == "text" and tree.forms:
        yield tree
    for part in children(tree):
        yield from _asked_for(part)
