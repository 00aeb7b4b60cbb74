"""The compiler: from the syntax tree of a search to the query tree that is matched."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from index.fields import DATE, FIELDS, FILTERS, ROLE, SPEAKER, TEXT, Option, SearchField
from searcher.errors import QueryError
from searcher.query import speaker_expansion
from searcher.query.filters import EXACTLY, Filters
from searcher.query.patterns import expand
from searcher.query.query_tree import (
    And,
    Answered,
    AnyWord,
    Asked,
    Listed,
    Near,
    Not,
    Or,
    Phrase,
    Tree,
    Window,
    Within,
    Word,
    Written,
    every,
)
from searcher.query.spoken import Spoken, each_word, together
from searcher.query.tier import Tier
from searcher.query.word_forms import WordExpander
from searcher.syntax import parser
from searcher.syntax import syntax_tree as nodes
from searcher.syntax.date_ranges import DateRange, NoDate, date_range, since_until
from searcher.syntax.lexer import Kind, is_plain, joined_words, plain_words

_NEAR = "'maintenance NEAR/5 trial'"
_Words = Sequence[nodes.PhraseWord]


class Compiler:
    """Compiles syntax trees. Each pattern is expanded once.

    Args:
        expander: expands plain words to inflections and synonyms.
        as_words: names before a colon that are words, and no fields.
    """

    def __init__(self, expander: WordExpander, as_words: Collection[str] = ()) -> None:
        self._expander = expander
        self._as_words = as_words
        self._library = expander.library
        self._expansions: dict[tuple[str, nodes.OneOfMany], Word] = {}
        #: Tokens of limited kinds are counted over all arguments of a search.
        self._counts: Counter[Kind] = Counter()

    def tiers(
        self, arguments: Sequence[str], plain: Sequence[bool]
    ) -> list[tuple[Tier | None, Tree]]:
        """Compile the arguments of a search to the tree of each tier.

        Several plain words beside fields are tried as a phrase first, then all in one turn. Any
        other search has one tree, without a tier.

        Args:
            arguments: the arguments, as they were typed.
            plain: whether each has plain words only.

        Raises:
            QueryError: one of them cannot be read.
        """
        read = [
            (text, None if is_plain else parser.parse(text, self._counts, self._as_words))
            for text, is_plain in zip(arguments, plain, strict=True)
        ]
        return self._beside_fields(read) or [(None, every(self._clauses(read)))]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The patterns, fuzzy words and regexes so far that match no word, as they are typed."""
        unmatched = [node for (_, node), word in self._expansions.items() if not word.forms]
        if not unmatched:
            return ()
        from searcher.syntax.unparse import unparse

        return tuple(map(unparse, unmatched))

    def parts(self, argument: str) -> Iterator[tuple[str, Tree]]:
        """What must all match in an argument, each as it is typed and as a tree.

        What must not match is left out.
        """
        if is_plain(argument, self._as_words):
            for words in joined_words(argument):
                yield "-".join(words), self._expander.phrase(words)
            return
        # Only a search that found nothing is taken apart.
        from searcher.syntax.unparse import unparse

        node = parser.parse(argument, Counter(), self._as_words)
        for part in node.parts if isinstance(node, nodes.And) else (node,):
            if not nodes.excludes(part):
                yield unparse(part), self._node(part, TEXT, argument)

    def field(self, name: str, value: str) -> Tree:
        """The turns of which a field has a value, or all of its words in this order."""
        field = FIELDS[name]
        column = field.column.name
        tree = self._expander.phrase(plain_words(value), column)
        return self._whole(field, value) or self._registered(tree, column)

    def _clauses(self, read: Sequence[tuple[str, nodes.Node | None]]) -> list[Tree]:
        """Compile arguments; neighbouring arguments of one word can be one synonym together."""
        found: list[Tree] = []
        words_of = [() if node else plain_words(text) for text, node in read]
        each = zip(read, words_of, strict=True)
        for alone, some in groupby(each, lambda one: len(one[1]) == 1):
            if alone:
                found += self._expander.each([words[0] for _, words in some])
                continue
            for (text, node), words in some:
                if words:
                    found.append(self._expander.phrase(words))
                else:
                    found.append(self._node(node or parser.parse(text), TEXT, text))
        return found

    def _beside_fields(
        self, read: Sequence[tuple[str, nodes.Node | None]]
    ) -> list[tuple[Tier | None, Tree]]:
        """The tiers of several plain words beside fields; none for another search."""
        spoken: list[Spoken] = []
        fields: list[Tree] = []
        for text, node in read:
            if node is None:
                spoken.append(Spoken(plain_words(text), joined_words(text)))
                continue
            parts = node.parts if isinstance(node, nodes.And) else (node,)
            words = [part.words for part in parts if isinstance(part, nodes.Plain)]
            others = [part for part in parts if not isinstance(part, nodes.Plain)]
            if not all(map(_is_field, others)):
                return []
            spoken.append(Spoken(tuple(word for some in words for word in some), tuple(words)))
            fields += (self._node(part, TEXT, text) for part in others)
        if not fields or sum(len(some.joined) for some in spoken) < 2:
            return []
        said = together(spoken)
        phrases: list[Tree] = [self._expander.phrase(some.words) for some in said]
        each: list[Tree] = [*each_word(said, self._expander).values()]
        return [
            (Tier.PHRASE, every([*phrases, *fields])),
            (Tier.ALL, every([*each, *fields])),
        ]

    def filter(self, filters: Filters) -> Tree | None:
        """Compile filters to a tree that every turn must match; None without filters.

        Raises:
            QueryError: a filter has no word, or a date cannot be read.
        """
        given = [(FILTERS[name], values) for name, values in filters.each()]
        parts: list[Tree] = [
            _either([self._filter_words(field, option, value) for value in values])
            for (field, option), values in given
            if not field.is_date
        ]
        dates = {option.name: value for (field, option), (value, *_) in given if field.is_date}
        if dates:
            parts.append(self._dated(_between(dates.get("since"), dates.get("until"))))
        return every(parts) if parts else None

    def _exact(self, words: _Words, field: str, source: str) -> Tree:
        if isinstance(words[0], nodes.AnyWord) or isinstance(words[-1], nodes.AnyWord):
            raise QueryError(
                source,
                max(source.find("*"), 0),
                "* alone stands for a word only between others",
                "'\"flood * wall\"'",
            )
        found = tuple(
            AnyWord(field)
            if isinstance(word, nodes.AnyWord)
            else self._one_word(word, field, source)
            for word in words
        )
        return found[0] if len(found) == 1 else Phrase(found)

    def _one_word(self, word: str | nodes.OneOfMany, field: str, source: str) -> Word:
        """A word in this form only, or a pattern expanded."""
        return (
            Word(field, (word,)) if isinstance(word, str) else self._expanded(word, field, source)
        )

    def _near(self, node: nodes.Near, source: str) -> Tree:
        left, right = (
            _one_word(self._node(part, TEXT, source)) for part in (node.left, node.right)
        )
        return Near(left, right, node.distance, node.ordered)

    def _window(self, node: nodes.Window, source: str) -> Tree:
        words = tuple(self._one_word(word, TEXT, source) for word in node.words)
        window = Window(words, node.width)
        if not window.has_few_conditions():
            raise QueryError(
                source, node.place, "too many of these patterns match the same words",
                "'\"maintenance trial\"~5'",
            )  # fmt: skip
        return window

    def _filter_words(self, field: SearchField, option: Option, value: str) -> Tree:
        """Compile a filter: all of its words, anywhere in the field; or one person of a name."""
        if field is SPEAKER and value.startswith(EXACTLY):
            return speaker_expansion.exactly(value.removeprefix(EXACTLY), self._library)
        if (whole := self._whole(field, value)) is not None:
            return whole
        words = plain_words(value)
        if not words:
            reason = f"there is no word in the filter {option.name}"
            raise QueryError(value, 0, reason, f"--{option.name} {option.metavar}")
        column = field.column.name
        found: list[Tree] = [self._expander.word(word, column) for word in words]
        return self._or_voice(self._registered(every(found), column), column, value)

    def _whole(self, field: SearchField, value: str) -> Word | None:
        """The whole value of a field, if the field has such values and the index holds this one."""
        if field.exact is None or not self._library.has(field.exact.name, value):
            return None
        return Word(field.exact.name, (value,))

    def _dated(self, wanted: DateRange) -> Word:
        """The dates of programs that are in a range."""
        column = DATE.column.name
        return Word(column, tuple(filter(wanted.holds, self._library.vocabulary(column))))

    def _tagged(self, code: str) -> Listed:
        """The turns with a tag; none where there is no such tag: another index may have it.

        Raises:
            index.errors.KeptProblem: the file of the tags cannot be used.
        """
        return Listed(self._library.tagged.get(code, ()))

    def _registered(self, tree: Tree, field: str) -> Tree:
        """Add the names or roles of the registry to a tree about people."""
        if field == SPEAKER.column.name:
            return speaker_expansion.by_name(tree, self._library)
        if field == ROLE.column.name:
            return speaker_expansion.by_role(tree, self._library)
        return tree

    def _or_voice(self, tree: Tree, field: str, typed: str) -> Tree:
        """Add the voice of one recording that is listed under a name, `Speaker 1 in TITLE`."""
        if field != SPEAKER.column.name:
            return tree
        voice = speaker_expansion.by_voice(typed, self._library)
        return tree if voice is None else Or((tree, voice))

    def _node(self, node: nodes.Node, field: str, source: str) -> Tree:
        match node:
            case nodes.Plain(words):
                found = self._registered(self._expander.phrase(words, field), field)
                return self._or_voice(found, field, " ".join(words))
            case nodes.Exact(words):
                found = self._registered(self._exact(words, field, source), field)
                return self._or_voice(found, field, " ".join(map(str, words)))
            case nodes.Written(words, typed):
                part = self._exact(words, TEXT, source)
                assert isinstance(part, Word | Phrase)
                return Written(part, typed)
            case nodes.Pattern() | nodes.Fuzzy() | nodes.Regular():
                return self._registered(self._expanded(node, field, source), field)
            case nodes.Near() | nodes.Window() if field != TEXT:
                raise QueryError(
                    source,
                    node.place,
                    "words can be near each other in the text, not in a field",
                    _NEAR,
                )
            case nodes.Near():
                return self._near(node, source)
            case nodes.Window():
                return self._window(node, source)
            case nodes.Dated(wanted):
                return self._dated(wanted)
            case nodes.Field(name, part, value):
                whole = self._whole(FIELDS[name], value) if value else None
                return whole or self._node(part, FIELDS[name].column.name, source)
            case nodes.Tagged(code):
                return self._tagged(code)
            case nodes.Within(left, right, turns):
                sides = self._node(left, field, source), self._node(right, field, source)
                return Within(*sides, turns)
            case nodes.Asked(part):
                return Asked(self._node(part, field, source))
            case nodes.Answered(part):
                return Answered(self._node(part, field, source))
            case nodes.Not(part):
                return Not(self._node(part, field, source))
            case nodes.And(parts):
                return And(tuple(self._all(parts, field, source)))
            case nodes.Or(parts):
                return Or(tuple(self._node(part, field, source) for part in parts))

    def _all(self, parts: Sequence[nodes.Node], field: str, source: str) -> Iterator[Tree]:
        """Compile parts that must all match; neighbouring single words can be one synonym."""
        for alone, some in groupby(parts, lambda part: field == TEXT and _is_alone(part)):
            if alone:
                words = [
                    word for part in some if isinstance(part, nodes.Plain) for word in part.words
                ]
                yield from self._expander.each(words)
            else:
                yield from (self._node(part, field, source) for part in some)

    def _expanded(self, node: nodes.OneOfMany, field: str, source: str) -> Word:
        """Expand a pattern, a fuzzy word or a regex to the words of the vocabulary."""
        key = (field, node)
        if key not in self._expansions:
            forms = expand(node, self._library, field, source)
            self._expansions[key] = Word(field, tuple(forms))
        return self._expansions[key]


def _is_field(part: nodes.Node) -> bool:
    """Whether a part is about a field, or excludes what is in a field."""
    if isinstance(part, nodes.Not):
        part = part.part
    return isinstance(part, nodes.Field | nodes.Dated | nodes.Tagged)


def _is_alone(part: nodes.Node) -> bool:
    return isinstance(part, nodes.Plain) and len(part.words) == 1


def _either(parts: list[Tree]) -> Tree:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


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


def _one_word(tree: Tree) -> Tree:
    """Turn words with OR between them into one word, with one weight."""
    if isinstance(tree, Or) and all(isinstance(part, Word) for part in tree.parts):
        forms = [form for part in tree.parts if isinstance(part, Word) for form in part.forms]
        return Word(TEXT, tuple(dict.fromkeys(forms)))
    return tree
