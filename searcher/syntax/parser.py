"""The parser: an argument of a search as a syntax tree, by recursive descent.

    search   = group { group }                all of them
    group    = both { "OR" both }
    both     = not { "AND" not }
    not      = [ "NOT" | "-" ] within
    within   = near [ "WITHIN/n" near ]       at most n turns apart
    near     = part [ ( "NEAR/n" | "ONEAR/n" ) part ]
    part     = "(" search ")" | phrase | field ":" part | word | "=" ( word | phrase )
                  | ( "asked:" | "answered:" ) part
                  | pattern | word "~" [ "2" ] | "/" expression "/"
                  | "date:" [ ">" | ">=" | "<" | "<=" ] date [ ".." date ]
    phrase   = '"' words '"' [ "~n" | "*" ]   in this order; ~n: in any order

So `a b OR c` asks for a, and for b or c. Operators are upper case: `and` is a word. A word
here is what is between blanks; `index.text.tokenizer` splits it further. NEAR and WITHIN cannot
be chained: it would not be clear which two of three parts are near each other.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from index.fields import FIELDS, SPEAKER
from searcher.errors import QueryError
from searcher.syntax import atoms
from searcher.syntax.lexer import TAG, Kind, Token
from searcher.syntax.syntax_tree import (
    And,
    Answered,
    Asked,
    Exact,
    Field,
    Near,
    Node,
    Not,
    OneOfMany,
    Or,
    Plain,
    Tagged,
    Within,
    Written,
    excludes,
)
from searcher.syntax.token_stream import TokenStream

#: What can stand before a colon, besides fields: a search in the turn before or after.
EXCHANGES: dict[str, type[Asked] | type[Answered]] = {"asked": Asked, "answered": Answered}

#: Kinds of tokens that end a search, and kinds that cannot begin a part.
_ENDS = (Kind.END, Kind.CLOSE)
_NO_PART = (*_ENDS, Kind.NEAR, Kind.WITHIN)

_NEAR = "'maintenance NEAR/5 trial'"
_WINDOW = "'\"maintenance trial\"~5'"
_WITHIN = "'maintenance WITHIN/2 trial'"


def parse(
    argument: str, counts: Counter[Kind] | None = None, as_words: Collection[str] = ()
) -> Node:
    """The tree of one argument of a search.

    Args:
        argument: as it was typed.
        counts: the number of tokens of each limited kind in the arguments before this one;
            those of this one are added.
        as_words: names before a colon that are words, and no fields.

    Raises:
        QueryError: it cannot be read.
    """
    return _Parser(TokenStream(argument, counts, as_words)).parse()


class _Parser:
    """Reads one argument from left to right, with a method for each rule of the grammar."""

    def __init__(self, stream: TokenStream) -> None:
        self._stream = stream
        #: The name of the field whose value is being read, as it was typed.
        self._field_typed: str | None = None

    def parse(self) -> Node:
        node = self._search()
        if not self._stream.next_is(Kind.END):
            raise self._stream.error(
                self._stream.peek(), "this bracket closes nothing", "'(trial OR study) maintenance'"
            )
        return node

    def _search(self) -> Node:
        parts: list[Node] = []
        start = self._stream.peek()
        while (token := self._stream.peek()).kind not in _ENDS:
            if token.kind is Kind.OPERATOR and token.text != "NOT":
                raise self._stream.error(
                    token, f"{token.text} needs something before it", "'trial OR study'"
                )
            if (node := self._alternatives()) is not None:
                parts.append(node)
        if not parts:
            raise self._stream.error(start, "there is no word here", "maintenance")
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _alternatives(self) -> Node | None:
        return self._joined("OR", self._both, Or)

    def _both(self) -> Node | None:
        return self._joined("AND", self._not, And)

    def _joined(
        self, operator: str, rule: Callable[[], Node | None], kind: type[And] | type[Or]
    ) -> Node | None:
        parts = [rule()]
        while self._stream.next_is(Kind.OPERATOR, operator):
            self._expect_part(self._stream.take())
            parts.append(rule())
        found = tuple(part for part in parts if part is not None)
        if len(found) < 2:
            return found[0] if found else None
        return kind(found)

    def _not(self) -> Node | None:
        if not (self._stream.next_is(Kind.MINUS) or self._stream.next_is(Kind.OPERATOR, "NOT")):
            return self._within()
        token = self._stream.take()
        self._expect_part(token)
        with self._stream.nested(token):
            part = self._not()
        return None if part is None else Not(part)

    def _within(self) -> Node | None:
        start = self._stream.peek()
        left = self._near()
        if not self._stream.next_is(Kind.WITHIN):
            return left
        token = self._stream.take()
        turns = self._between(token, "turns", 0, _WITHIN)
        right_start = self._stream.peek()
        right = self._near()
        if self._stream.next_is(Kind.WITHIN):
            raise self._stream.error(
                self._stream.peek(), f"{token.text} joins only two parts; use brackets",
                "'(maintenance WITHIN/2 trial) WITHIN/3 study'",
            )  # fmt: skip
        operands = (self._turns(left, start, token), self._turns(right, right_start, token))
        return Within(*operands, turns, token.place)

    def _turns(self, part: Node | None, at: Token, within: Token) -> Node:
        """Check that a part does not only exclude: nearly all turns would match it."""
        if part is None:
            raise self._stream.error(at, f"{within.text} needs a word on both sides", _WITHIN)
        if excludes(part):
            raise self._excluded(at, within)
        return part

    def _near(self) -> Node | None:
        start = self._stream.peek()
        left = self._part()
        if not self._stream.next_is(Kind.NEAR):
            return left
        token = self._stream.take()
        distance = self._between(token, "words", 1, _NEAR)
        right_start = self._stream.peek()
        right = self._part()
        if self._stream.next_is(Kind.NEAR):
            raise self._stream.error(
                self._stream.peek(),
                f"{token.text} joins only two parts; quotes and ~ join more",
                _WINDOW,
            )
        operands = (
            self._in_text(left, start, token),
            self._in_text(right, right_start, token),
        )
        return Near(*operands, distance, ordered=token.text.startswith("O"), place=token.place)

    def _in_text(self, part: Node | None, at: Token, near: Token) -> Node:
        """Check that a part has positions in the text."""
        inner: Sequence[Node | None] = part.parts if isinstance(part, Or) else (part,)
        if part is None or not all(
            isinstance(one, Plain | Exact | Written | OneOfMany) for one in inner
        ):
            raise self._stream.error(
                at, f"{near.text} joins words, phrases, and brackets with OR between them", _NEAR
            )
        return part

    def _between(self, token: Token, unit: str, least: int, example: str) -> int:
        """The number after NEAR or WITHIN."""
        self._only_in_text(token)
        number = atoms.number(
            token, token.text.partition("/")[2], self._stream, unit, least, example
        )
        self._expect_part(token, example)
        if self._stream.next_is(Kind.MINUS) or self._stream.next_is(Kind.OPERATOR, "NOT"):
            raise self._excluded(self._stream.peek(), token)
        return number

    def _part(self) -> Node | None:
        token = self._stream.take()
        match token.kind:
            case Kind.OPEN:
                return self._bracket(token)
            case Kind.PHRASE:
                return atoms.exact(token, self._stream)
            case Kind.BEGINNING:
                return atoms.beginning(token, self._stream)
            case Kind.WRITTEN:
                self._only_in_text(token)
                return atoms.written(token, self._stream.take(), self._stream)
            case Kind.WINDOW:
                self._only_in_text(token)
                return atoms.window(token, self._stream)
            case Kind.FIELD:
                return self._field(token)
            case Kind.WORD:
                return atoms.word(token, self._stream)
            case Kind.PATTERN:
                return atoms.pattern(token, self._stream)
            case Kind.REGEX:
                return atoms.regex(token, self._stream)
            case Kind.FUZZY:
                return atoms.fuzzy(token, self._stream)
            case Kind.QUOTE:
                raise self._stream.error(token, "this quote is not closed")
            case Kind.NEAR | Kind.WITHIN:
                example = _NEAR if token.kind is Kind.NEAR else _WITHIN
                raise self._stream.error(token, f"{token.text} needs something before it", example)
        raise self._stream.error(token, f"{token.text} is not expected here", "'trial OR study'")

    def _bracket(self, opened: Token) -> Node:
        node = None
        with self._stream.nested(opened):
            if not self._stream.next_is(Kind.END):
                node = self._search()
        if node is None or self._stream.next_is(Kind.END):
            raise self._stream.error(
                opened, "this bracket is not closed", "'(trial OR study) maintenance'"
            )
        self._stream.take()
        return node

    def _field(self, token: Token) -> Node:
        name = token.text[:-1].lower()
        if name in EXCHANGES:
            return self._exchange(token, EXCHANGES[name])
        if name == TAG:
            return self._tag(token)
        if name not in FIELDS:
            raise self._unknown_field(token, name)
        if self._field_typed is not None:
            raise self._stream.error(
                token, f"{token.text} cannot be inside {self._field_typed}, only next to it",
                "'speaker:abelson role:patient'",
            )  # fmt: skip
        self._expect_part(token)
        if FIELDS[name].is_date:
            return atoms.dated(self._stream.take(), self._stream)
        value = self._stream.peek()
        self._field_typed = token.text
        part = self._inside(token)
        self._field_typed = None
        match value.kind:
            case Kind.WORD:
                return Field(name, part, value.text.rstrip("?!"))
            case Kind.PHRASE:
                return Field(name, part, value.text.strip('"'))
        return Field(name, part, "")

    def _unknown_field(self, token: Token, name: str) -> QueryError:
        # Most fields are spelled right.
        from difflib import get_close_matches

        examples = {field.name: field.example for field in FIELDS.values()}
        examples |= {name: f"{name}:maintenance" for name in EXCHANGES} | {TAG: "tag:consent"}
        listed = "Fields are " + ", ".join(f"{field}:" for field in examples) + "."
        near = get_close_matches(name[:40], examples, n=1, cutoff=0.7)
        reason = f"There is no field {token.text}."
        if near:
            reason = f"{reason} Did you mean {near[0]}:? {listed}"
            return self._stream.error(token, reason, examples[near[0]])
        reason = f"{reason} To search for the word, put a space after the colon. {listed}"
        return self._stream.error(token, reason, SPEAKER.example)

    def _tag(self, token: Token) -> Node:
        self._only_in_text(token)
        value = self._stream.peek()
        if value.kind not in (Kind.WORD, Kind.PHRASE):
            raise self._stream.error(token, "tag: needs a tag after it", "tag:consent")
        self._stream.take()
        return Tagged(value.text.strip('"').rstrip("?!").casefold())

    def _exchange(self, token: Token, kind: type[Asked] | type[Answered]) -> Node:
        self._only_in_text(token)
        self._expect_part(token)
        return kind(self._inside(token))

    def _inside(self, token: Token) -> Node:
        """The value of a field."""
        with self._stream.nested(token):
            part = self._part()
        if part is None:
            raise self._stream.error(
                token, f"{token.text} needs a word after it", f"{token.text}trial"
            )
        return part

    # What the rules need

    def _only_in_text(self, token: Token) -> None:
        if self._field_typed is None:
            return
        if token.kind is Kind.WRITTEN:
            reason = f"= is for words in the text, and cannot be inside {self._field_typed}"
            raise self._stream.error(token, reason, "'=US speaker:abelson'")
        if token.kind in (Kind.NEAR, Kind.WINDOW):
            example = _NEAR if token.kind is Kind.NEAR else _WINDOW
            raise self._stream.error(
                token, "words can be near each other in the text, not in a field", example
            )
        example = f"'{self._field_typed}abelson asked:maintenance'"
        raise self._stream.error(
            token, f"{token.text} compares turns and cannot be inside {self._field_typed}", example
        )

    def _expect_part(self, before: Token, example: str = "'maintenance NOT trial'") -> None:
        token = self._stream.peek()
        if token.kind in _NO_PART or self._stream.next_is(Kind.OPERATOR, "OR", "AND"):
            raise self._stream.error(token, f"{before.text} needs something after it", example)

    def _excluded(self, at: Token, between: Token) -> QueryError:
        return self._stream.error(
            at,
            f"{between.text} cannot be next to NOT; put NOT before the whole, in brackets",
            f"'maintenance -(maintenance {between.text} trial)'",
        )
