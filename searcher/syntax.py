"""The words of a search, read into a tree: words, phrases, patterns, fields, AND, OR, NOT.

    search   = group { group }                one after the other: all of them
    group    = both { "OR" both }
    both     = not { "AND" not }
    not      = [ "NOT" | "-" ] part
    part     = "(" search ")" | phrase | field ":" part | pattern | word
    phrase   = '"' words '"'                  as said, in that order

So `a b OR c` asks for a, and for b or c. Operators are upper case: `and` is a
word. A word here is what stands between blanks; `index.analysis` parts it on.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from index.analysis import words
from searcher.errors import QueryError

#: What may stand before a colon.
FIELDS = ("speaker", "role", "program")

LONGEST = 10_000
DEEPEST = 50
MOST_PARTS = 1_000


@dataclass(frozen=True, slots=True)
class Plain:
    """Words as people type them, in any inflection; where there are several, said together."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exact:
    """Words in quotes: as said, in that order."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with `*` for any letters and `?` for one."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Field:
    """A part that is looked for in another field than the text.

    `value` is that part as it was typed, for fields that hold names as a whole.
    """

    name: str
    part: "Node"
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts, in one turn."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts."""

    parts: tuple["Node", ...]


Node = Plain | Exact | Pattern | Field | Not | And | Or


class _Sign(NamedTuple):
    """A piece of a search: its kind, its text, and where it stands."""

    kind: str
    text: str
    place: int


_SIGNS = re.compile(
    r"""
      (?P<blank>    \s+ )
    | (?P<minus>    -(?=["(\w]) )
    | (?P<open>     \( )
    | (?P<close>    \) )
    | (?P<phrase>   "[^"]*" )
    | (?P<quote>    " )
    | (?P<field>    [A-Za-z_]+:(?=[^\s:/)]) )
    | (?P<operator> (?:AND|OR|NOT)(?=[\s()"]|$) )
    | (?P<reserved> (?:NEAR|ONEAR|WITHIN)/\S* | /\S+/(?=\s|$) | \w+~\d*(?=[\s)]|$) )
    | (?P<word>     [^\s"()]+ (?: \([^\s"()]*\) [^\s"()]* )* )
    """,
    re.VERBOSE,
)
_CURLY = str.maketrans("“”„«»", '"""""')
_WILD = re.compile(r"[^\W_][*?]|[*?][^\W_]")


def is_plain(argument: str) -> bool:
    """Whether an argument holds words only: no quotes, operators, fields or patterns."""
    signs = list(_signs(argument))
    return all(
        sign.kind == "word" and not _is_pattern(sign.text, last=sign is signs[-1], of=signs)
        for sign in signs
    )


def plain_words(argument: str) -> tuple[str, ...]:
    """The words of an argument, as the index keeps them."""
    return tuple(word.text for word in words(argument))


def parse(argument: str) -> Node:
    """The tree of one argument of a search.

    Raises:
        QueryError: it cannot be read.
    """
    if len(argument) > LONGEST:
        raise QueryError(
            argument[:60] + "…", 60, f"a search has at most {LONGEST:,} characters", '"M protein"'
        )
    return _Parser(argument).parse()


def _signs(argument: str) -> Iterator[_Sign]:
    text = argument.translate(_CURLY)
    place = 0
    while place < len(text):
        match = _SIGNS.match(text, place)
        kind, found = (match.lastgroup or "", match[0]) if match else ("word", text[place])
        # A minus parts words in `MRD-negative`; it excludes where a blank stands before it.
        if kind == "minus" and place and text[place - 1] not in " \t\n(":
            kind = "word"
        if kind != "blank":
            yield _Sign(kind, found, place)
        place += len(found)


def _is_pattern(word: str, *, last: bool, of: list[_Sign]) -> bool:
    """Whether a word has a `*` or `?` that stands for letters.

    People ask questions: the mark at the end of several words is punctuation.
    """
    if last and len(of) > 1:
        word = word.rstrip("?!")
    return _WILD.search(word) is not None


class _Parser:
    """Reads one argument from left to right, a method a rule of the grammar."""

    def __init__(self, argument: str) -> None:
        self.argument = argument
        self.signs = list(_signs(argument))
        self.next = 0
        self.depth = 0

    def parse(self) -> Node:
        if len(self.signs) > MOST_PARTS:
            raise self._error(self.signs[MOST_PARTS], f"a search has at most {MOST_PARTS:,} parts")
        if not self.signs:
            raise self._error(None, "there is nothing to search for", "maintenance")
        node = self._search()
        if (sign := self._peek()) is not None:
            raise self._error(sign, "this bracket closes nothing", "(trial OR study) maintenance")
        return node

    # The rules

    def _search(self) -> Node:
        parts: list[Node] = []
        start = self._peek()
        while (sign := self._peek()) is not None and sign.kind != "close":
            if sign.kind == "operator" and sign.text != "NOT":
                raise self._error(sign, f"{sign.text} stands between two parts", "trial OR study")
            if (node := self._alternatives()) is not None:
                parts.append(node)
        if not parts:
            raise self._error(start, "there is no word here", "maintenance")
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _alternatives(self) -> Node | None:
        return self._joined("OR", self._both, Or)

    def _both(self) -> Node | None:
        return self._joined("AND", self._not, And)

    def _joined(
        self, operator: str, rule: Callable[[], Node | None], kind: type[And] | type[Or]
    ) -> Node | None:
        parts = [rule()]
        while (sign := self._peek()) is not None and sign[:2] == ("operator", operator):
            self.next += 1
            self._expect_part(sign)
            parts.append(rule())
        found = tuple(part for part in parts if part is not None)
        if len(found) < 2:
            return found[0] if found else None
        return kind(found)

    def _not(self) -> Node | None:
        sign = self._peek()
        if sign is not None and (sign.kind == "minus" or sign[:2] == ("operator", "NOT")):
            self.next += 1
            self._expect_part(sign)
            self._deeper(sign)
            part = self._not()
            self.depth -= 1
            return None if part is None else Not(part)
        return self._part()

    def _part(self) -> Node | None:
        sign = self.signs[self.next]
        self.next += 1
        if sign.kind == "open":
            return self._bracket(sign)
        if sign.kind == "phrase":
            return Exact(self._words_of(sign))
        if sign.kind == "field":
            return self._field(sign)
        if sign.kind == "word":
            return self._word(sign)
        if sign.kind == "quote":
            raise self._error(sign, "this quote is not closed", "'\"M protein\"'")
        if sign.kind == "reserved":
            raise self._error(
                sign, f"{sign.text} cannot be searched for in this version", "M protein"
            )
        raise self._error(sign, f"{sign.text} is not expected here", "trial OR study")

    def _bracket(self, opened: _Sign) -> Node:
        self._deeper(opened)
        node = self._search()
        if self._peek() is None:
            raise self._error(opened, "this bracket is not closed", "(trial OR study) maintenance")
        self.next += 1
        self.depth -= 1
        return node

    def _field(self, sign: _Sign) -> Node:
        name = sign.text[:-1].lower()
        if name not in FIELDS:
            fields = ", ".join(f"{field}:" for field in FIELDS)
            raise self._error(
                sign, f"{sign.text} is no field; there are {fields}", "speaker:manasanch"
            )
        self._expect_part(sign)
        self._deeper(sign)
        value = self.signs[self.next].text.strip('"')
        part = self._part()
        self.depth -= 1
        if part is None:
            raise self._error(sign, f"{sign.text} needs a word behind it", "speaker:manasanch")
        return Field(name, part, value)

    def _word(self, sign: _Sign) -> Node | None:
        if _is_pattern(sign.text, last=self._peek() is None, of=self.signs):
            return Pattern(sign.text)
        found = plain_words(sign.text)
        if not found:
            # A dash between blanks asks for nothing; alone it is no search.
            return None
        return Plain(found)

    # What the rules need

    def _words_of(self, sign: _Sign) -> tuple[str, ...]:
        found = plain_words(sign.text)
        if not found:
            raise self._error(sign, "there is no word between these quotes", "'\"M protein\"'")
        return found

    def _peek(self) -> _Sign | None:
        return self.signs[self.next] if self.next < len(self.signs) else None

    def _expect_part(self, behind: _Sign) -> None:
        sign = self._peek()
        if sign is None or sign.kind == "close" or (sign.kind == "operator" and sign.text != "NOT"):
            end = _Sign("end", "", len(self.argument)) if sign is None else sign
            raise self._error(
                end, f"{behind.text} needs something behind it", "maintenance NOT trial"
            )

    def _deeper(self, sign: _Sign) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._error(sign, f"brackets go at most {DEEPEST} deep")

    def _error(
        self, sign: _Sign | None, reason: str, example: str = "'\"M protein\"'"
    ) -> QueryError:
        return QueryError(self.argument, sign.place if sign else 0, reason, example)
