"""Searches for property tests: trees that a search can be read into, and texts that look like one.

`trees` makes what `syntax.parse` can make, and nothing else. It never makes

- AND or OR with a single part, and words without a letter;
- NEAR between anything but words, phrases, and OR between those;
- WITHIN beside what only says what must not be there;
- a field, a date, nearness, WITHIN or an exchange inside of a field;
- a window that is narrower than its words, or of one word;
- a pattern with a question mark at its end between quotes, where it is punctuation;
- more regular expressions or fuzzy words than one search may have.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from index import fields
from index.text.tokenizer import fold
from searcher.syntax.atoms import MOST_FUZZY, MOST_REGEXES
from searcher.syntax.date_ranges import date_range
from searcher.syntax.lexer import plain_words
from searcher.syntax.syntax_tree import (
    And,
    Answered,
    AnyWord,
    Asked,
    Dated,
    Exact,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Plain,
    Regular,
    Window,
    Within,
    Written,
)
from searcher.value import Value

Nodes = st.SearchStrategy[Node]

#: The fields of words; dates are apart.
FIELDS = tuple(name for name, field in fields.FIELDS.items() if not field.is_date)

days = st.dates().map(lambda day: day.isoformat())
#: Dates as one types them, as far as one knows them.
dates = st.builds(lambda day, kept: day[:kept], days, st.sampled_from([4, 7, 10]))


@dataclass(frozen=True)
class Grammar:
    """What the trees are made of.

    Attributes:
        words: single words as the index keeps them.
        patterns: words with `*` or `?` in them.
        expressions: regular expressions without blanks and quotes.
        names: words that stand in fields.
        dates: dates as they are typed.
        farthest: how many words or turns may be between two parts.
        fields: the fields that are asked.
    """

    words: st.SearchStrategy[str]
    patterns: st.SearchStrategy[str]
    expressions: st.SearchStrategy[str]
    names: st.SearchStrategy[str]
    dates: st.SearchStrategy[str] = dates
    farthest: int = 1_000
    fields: Sequence[str] = FIELDS

    def one_of_many(self, *, quoted: bool = False) -> Nodes:
        """Patterns, words with wrong letters, expressions."""
        patterns = self.patterns
        if quoted:
            patterns = patterns.filter(lambda pattern: not pattern.endswith("?"))
        return st.one_of(
            st.builds(Pattern, patterns),
            st.builds(Fuzzy, self.words, st.integers(1, 2)),
            st.builds(Regular, self.expressions),
        )

    def plain(self) -> Nodes:
        """Words with hyphens between them."""
        return st.builds(Plain, _several(self.words, 1, 3))

    def exact(self) -> Nodes:
        """Words in quotes, or with hyphens between them where one of them is a pattern."""
        quoted = _several(self.words | self.one_of_many(quoted=True), 1, 3)
        gaps = st.builds(
            lambda first, gap, last: (first, *gap, last),
            self.words,
            st.lists(st.just(AnyWord()) | self.words, max_size=2),
            self.words,
        )
        mixed = _several(self.words | st.builds(Pattern, self.patterns), 2, 3)
        hyphened = mixed.filter(lambda words: any(isinstance(word, Pattern) for word in words))
        return st.builds(Exact, quoted | hyphened | gaps)

    def written(self) -> Nodes:
        """Words as they are written."""
        return _several(st.sampled_from(AS_WRITTEN), 1, 2).map(
            lambda typed: Written(tuple(map(fold, typed)), typed)
        )

    def windows(self) -> Nodes:
        """Words in quotes, in any order."""
        return st.builds(
            lambda words, more: Window(words, min(len(words) - 1 + more, 1_000)),
            _several(self.words | self.one_of_many(quoted=True), 2, 4),
            st.integers(0, self.farthest),
        )

    def said(self) -> Nodes:
        """What has positions in a turn: words, patterns, phrases."""
        return st.one_of(self.plain(), self.one_of_many(), self.exact())

    def near(self) -> Nodes:
        """Words, phrases, and OR between those, near each other."""
        operand = self.said() | _several(self.said(), 2, 3).map(Or)
        return st.builds(Near, operand, operand, st.integers(1, self.farthest), st.booleans())

    def in_fields(self) -> Nodes:
        """Fields, with all that they may hold, and dates."""
        name = st.sampled_from(list(self.fields))
        words = _several(self.names, 1, 3)
        typed = st.one_of(
            st.builds(lambda name, of: Field(name, Plain(of), "-".join(of)), name, words),
            st.builds(lambda name, of: Field(name, Exact(of), " ".join(of)), name, words),
        )
        part = st.recursive(
            st.one_of(words.map(Plain), words.map(Exact), self.one_of_many()),
            _joined,
            max_leaves=4,
        )
        return st.one_of(typed, st.builds(Field, name, part, st.just("")), self.dated())

    def dated(self) -> Nodes:
        """Ranges of dates."""
        two = st.tuples(self.dates, self.dates).map(sorted)
        typed = st.one_of(
            st.builds("{}{}".format, st.sampled_from(["", ">", ">=", "<", "<="]), self.dates),
            st.builds("{}{}".format, self.dates, st.just("..")),
            # `2019-09` sorts after `2019`, and ends before it.
            two.filter(lambda pair: not pair[1].startswith(pair[0])).map("..".join),
        )
        return typed.map(lambda date: Dated(date_range(date)))

    def trees(self, max_leaves: int = 8) -> Nodes:
        """All trees."""
        parts = st.one_of(
            self.said(), self.windows(), self.near(), self.in_fields(), self.written()
        )
        return st.recursive(parts, self._compound, max_leaves=max_leaves).filter(within_limits)

    def _compound(self, parts: Nodes) -> Nodes:
        turns = parts.filter(lambda part: not excludes(part))
        return st.one_of(
            _joined(parts),
            parts.map(Asked),
            parts.map(Answered),
            st.builds(Within, turns, turns, st.integers(0, self.farthest)),
        )


def excludes(node: Node) -> bool:
    """Whether a part only says what must not be there."""
    match node:
        case Not():
            return True
        case Field():
            return excludes(node.part)
        case And():
            return all(excludes(part) for part in node.parts)
        case Or():
            return any(excludes(part) for part in node.parts)
    return False


def within_limits(node: Node) -> bool:
    """Whether one search may have as many expressions and fuzzy words as this tree has."""
    kinds = [type(part) for part in _values(node)]
    return kinds.count(Regular) <= MOST_REGEXES and kinds.count(Fuzzy) <= MOST_FUZZY


def _values(held: object) -> Iterator[Value]:
    """A tree and all that it is made of, whatever the fields are called."""
    if isinstance(held, Value):
        yield held
        held = tuple(getattr(held, name) for name in held.__match_args__)
    if isinstance(held, tuple):
        for part in held:
            yield from _values(part)


def _several(
    parts: st.SearchStrategy[Any], least: int, most: int
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(parts, min_size=least, max_size=most).map(tuple)


def _joined(parts: Nodes) -> Nodes:
    several = _several(parts, 2, 3)
    return st.one_of(several.map(And), several.map(Or), parts.map(Not))


#: Words that look like operators, fields, numbers and names once they are typed.
WORDS = plain_words(
    "a M protein and or not near within asked speaker C++ C# 0.1 1,000 don’t café 日 мир हिन्दी 2019"
)

#: Words with case and accents.
AS_WRITTEN = ("M", "m", "Protein", "café", "cafe", "CAR", "T", "don't", "0.1", "trial", "A", "a")

#: The whole grammar, over words of all kinds.
GRAMMAR = Grammar(
    words=st.sampled_from(WORDS),
    patterns=st.sampled_from(
        ["a*", "*a", "?a", "a?", "m?e*a", "don't*", "*a*b?", "0.1*", "1,000*", "हि*", "cafe\u0301*"]
    ),
    expressions=st.sampled_from(
        ["a", "a.*", "(a|b)c", "/", "/a", "a/b", "a)", r"\d+", "-", "[)]~"]
    ),
    names=st.sampled_from(WORDS),
)

#: All trees of the grammar.
trees = GRAMMAR.trees()

_SIGNS = (
    "=a =\" \"* * :) <3 l'a l'a* U.S. 20mg https://a.b?c=d 5'11\" re:a "
    'a M 0.1 CAR-T t(4;14) don’t and " " “ ” « ( ) OR AND NOT - -- * ? ! : [ '
    "speaker: program: asked: Answered: nobody: date: 2019 2019-02..2020 .. >= < ~ ~2 / /a.*/ "
    "NEAR NEAR/3 ONEAR/9 WITHIN/0 WITHIN/2 é e\u0301 日本 \u200b \u200d \0 \x1b \U0001f600"
).split(" ")

#: Texts made of what has a meaning in a search, and of what looks like it.
texts = st.lists(st.sampled_from([*_SIGNS, " ", " ", " ", "\n", "\t", "\ud800"]), max_size=30).map(
    "".join
)
