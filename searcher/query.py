"""A Whoosh query tree of the words of a search, and the tiers that plain words go through.

The tree is made of Whoosh's own classes, so that Whoosh's searcher answers it
too: `And`, `Or`, `Not`, `Term`, and `Sequence` for what is said together. Added
are `searcher.anyof.AnyOf`, words of the vocabulary that count as one word, and
`Near` and `Window` of `searcher.nearness`, which are sequences with gaps.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from whoosh import query as whoosh

from index.library import Library
from searcher import nodes, people, syntax
from searcher.anyof import AnyOf, leaf
from searcher.dates import DateRange, NoDate, date_range, since_until
from searcher.errors import QueryError
from searcher.inflect import inflections
from searcher.nearness import Near, Window
from searcher.patterns import expand
from searcher.signs import is_plain, plain_words

#: The field of the index behind each field of a search.
INDEXED = {
    "speaker": "speaker",
    "role": "role",
    "program": "title",
    "series": "series",
    "topic": "topic",
    "section": "section",
    "lang": "lang",
}

_NEAR = "'maintenance NEAR/5 trial'"
_Words = Sequence[str | nodes.OneOfMany]


@dataclass(frozen=True, slots=True)
class Tier:
    """One way to read a search, and its name: `phrase`, `all` or `any`.

    `name` is None for a search that is taken at its word.
    """

    name: str | None
    tree: whoosh.Query


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits must be besides; `since` and `until` are dates as far as one likes."""

    speaker: str | None = None
    program: str | None = None
    role: str | None = None
    series: str | None = None
    topic: str | None = None
    lang: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """A search that was read.

    Attributes:
        tiers: the ways to read it, the strictest first; one where it is taken at its word.
        filter: a tree that every hit must match besides, or None.
    """

    tiers: tuple[Tier, ...]
    filter: whoosh.Query | None = None


def read(arguments: Sequence[str], library: Library, filters: Filters | None = None) -> Search:
    """Read the arguments of a search; each is a clause, and all must be met.

    Raises:
        QueryError: one of them cannot be read, or they hold no word.
    """
    compiler = _Compiler(library)
    clauses = [argument for argument in arguments if argument.strip()]
    if len(clauses) > 1:
        # A question that was typed without quotes ends in a question mark all the same.
        clauses[-1] = clauses[-1].rstrip("?") or clauses[-1]
    if not clauses:
        raise QueryError(" ".join(arguments), 0, "there is nothing to search for", "maintenance")
    if all(is_plain(clause) for clause in clauses):
        tiers = _tiers(clauses, compiler)
    else:
        parts = [compiler.clause(clause) for clause in clauses]
        tiers = (Tier(None, _all(parts)),)
    return Search(tiers, compiler.filter(filters or Filters()))


def _tiers(clauses: Sequence[str], compiler: "_Compiler") -> tuple[Tier, ...]:
    """phrase, all and any; a tier that asks for the same as the one before is left out."""
    spoken = [words for clause in clauses if (words := plain_words(clause))]
    if not spoken:
        raise QueryError(clauses[0], 0, "there is no word here", "maintenance")
    if all(len(words) == 1 for words in spoken):
        # Nobody quotes a name that has no operators: `car t` is typed as two arguments.
        together = [compiler.together(tuple(word for (word,) in spoken))]
    else:
        together = [compiler.together(words) for words in spoken]
    said = dict.fromkeys(word for words in spoken for word in words)
    single: list[whoosh.Query] = [compiler.word(word) for word in said]
    tiers = [Tier("phrase", _all(together)), Tier("all", _all(single))]
    if len(single) > 1:
        tiers.append(Tier("any", whoosh.Or(single)))
    return tuple(tier for i, tier in enumerate(tiers) if i == 0 or tier.tree != tiers[i - 1].tree)


def _all(parts: Sequence[whoosh.Query]) -> whoosh.Query:
    return parts[0] if len(parts) == 1 else whoosh.And(list(parts))


@dataclass(slots=True)
class _Compiler:
    """Makes query trees; knows the vocabulary, and works out each class of words once."""

    library: Library
    classes: dict[tuple[str, str | nodes.OneOfMany], AnyOf] = field(default_factory=dict)

    def clause(self, argument: str) -> whoosh.Query:
        if is_plain(argument) and (words := plain_words(argument)):
            return self.together(words)
        return self._node(syntax.parse(argument), "text", argument)

    def filter(self, filters: Filters) -> whoosh.Query | None:
        names = ("speaker", "program", "role", "series", "topic", "lang")
        parts = [
            self._named(name, value)
            for name in names
            if (value := getattr(filters, name)) is not None
        ]
        if filters.since is not None or filters.until is not None:
            parts.append(self._dated(_between(filters.since, filters.until)))
        return _all(parts) if parts else None

    def word(self, word: str, fieldname: str = "text") -> AnyOf:
        """A word in any inflection."""
        key = (fieldname, word)
        if key not in self.classes:
            found = inflections(word, lambda prefix: self.library.vocabulary(fieldname, prefix))
            self.classes[key] = AnyOf(fieldname, found)
        return self.classes[key]

    def together(self, words: Sequence[str], fieldname: str = "text") -> whoosh.Query:
        """Words in any inflection, one right behind the other."""
        parts: list[whoosh.Query] = [self.word(word, fieldname) for word in words]
        return parts[0] if len(parts) == 1 else whoosh.Sequence(parts)

    def _exact(self, words: _Words, fieldname: str, source: str) -> whoosh.Query:
        parts = self._each(words, fieldname, source)
        return parts[0] if len(parts) == 1 else whoosh.Sequence(parts)

    def _each(self, words: _Words, fieldname: str, source: str) -> list[whoosh.Query]:
        """Words as they are, and the words that patterns stand for."""
        return [
            whoosh.Term(fieldname, word)
            if isinstance(word, str)
            else self._expanded(word, fieldname, source)
            for word in words
        ]

    def _near(self, node: nodes.Near, source: str) -> whoosh.Query:
        parts = [_one_word(self._node(part, "text", source)) for part in (node.left, node.right)]
        return Near(parts, node.distance, node.ordered)

    def _window(self, node: nodes.Window, source: str) -> whoosh.Query:
        window = Window(self._each(node.words, "text", source), node.width)
        if not window.can_be_told_apart():
            raise QueryError(
                source, node.place, "too many of these patterns stand for the same words",
                "'\"maintenance trial\"~5'",
            )  # fmt: skip
        return window

    def _named(self, name: str, value: str) -> whoosh.Query:
        """A whole value of a field, as a filter gives it."""
        if name == "program" and self.library.has("program", value):
            return whoosh.Term("program", value)
        words = plain_words(value)
        if not words:
            raise QueryError(value, 0, f"there is no word in this {name}", f"--{name} WORD")
        field = INDEXED[name]
        return self._registered(_all([self.word(word, field) for word in words]), field)

    def _dated(self, wanted: DateRange) -> AnyOf:
        """The dates of programs that are in a range."""
        return AnyOf("date", filter(wanted.holds, self.library.vocabulary("date")))

    def _registered(self, tree: whoosh.Query, fieldname: str) -> whoosh.Query:
        """What is asked of people, answered with the names and roles of the registry too."""
        if fieldname == "speaker":
            return people.by_name(tree, self.library.registry)
        if fieldname == "role":
            return people.by_role(tree, self.library.registry)
        return tree

    def _node(self, node: nodes.Node, fieldname: str, source: str) -> whoosh.Query:
        match node:
            case nodes.Plain(words):
                return self._registered(self.together(words, fieldname), fieldname)
            case nodes.Exact(words):
                return self._registered(self._exact(words, fieldname, source), fieldname)
            case nodes.Pattern() | nodes.Fuzzy() | nodes.Regular():
                return self._registered(self._expanded(node, fieldname, source), fieldname)
            case nodes.Near() | nodes.Window() if fieldname != "text":
                raise QueryError(
                    source, node.place, "nearness is for what is said, not for fields", _NEAR
                )
            case nodes.Near():
                return self._near(node, source)
            case nodes.Window():
                return self._window(node, source)
            case nodes.Field("program", nodes.Plain() | nodes.Exact(), value) if self.library.has(
                "program", value
            ):
                return whoosh.Term("program", value)
            case nodes.Dated(wanted):
                return self._dated(wanted)
            case nodes.Field(name, part, _):
                return self._node(part, INDEXED[name], source)
            case nodes.Within() | nodes.Asked() | nodes.Answered():
                raise QueryError(
                    source, 0, "WITHIN, asked: and answered: are not in this version", _NEAR
                )
            case nodes.Not(part):
                return whoosh.Not(self._node(part, fieldname, source))
            case nodes.And(parts):
                return whoosh.And([self._node(part, fieldname, source) for part in parts])
            case nodes.Or(parts):
                return whoosh.Or([self._node(part, fieldname, source) for part in parts])

    def _expanded(self, node: nodes.OneOfMany, fieldname: str, source: str) -> AnyOf:
        """The words of the vocabulary that a part stands for."""
        key = (fieldname, node)
        if key not in self.classes:
            self.classes[key] = AnyOf(fieldname, expand(node, self.library, fieldname, source))
        return self.classes[key]


def _between(since: str | None, until: str | None) -> DateRange:
    for option, date in (("since", since), ("until", until)):
        try:
            if date is not None:
                date_range(date + "..")
        except NoDate as error:
            raise QueryError(date or "", 0, str(error), f"--{option} 2019-09") from None
    try:
        return since_until(since, until)
    except NoDate as error:
        raise QueryError(until or "", 0, str(error), "--since 2018 --until 2020") from None


def _one_word(tree: whoosh.Query) -> whoosh.Query:
    """Words with OR between them are one of several words, and weigh as one."""
    if isinstance(tree, whoosh.Or) and all(
        isinstance(part, AnyOf | whoosh.Term) for part in tree.subqueries
    ):
        forms = [form for part in tree.subqueries for form in leaf(part)[1]]
        return AnyOf("text", dict.fromkeys(forms))
    return tree
