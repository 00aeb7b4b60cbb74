"""The words of a search, read into a tree: words, phrases, nearness, fields, AND, OR, NOT.

    search   = group { group }                one after the other: all of them
    group    = both { "OR" both }
    both     = not { "AND" not }
    not      = [ "NOT" | "-" ] within
    within   = near [ "WITHIN/n" near ]       at most n turns apart
    near     = part [ ( "NEAR/n" | "ONEAR/n" ) part ]
    part     = "(" search ")" | phrase | field ":" part | word
                  | ( "asked:" | "answered:" ) part
                  | pattern | word "~" [ "2" ] | "/" expression "/"
                  | "date:" date [ ".." date ]
    phrase   = '"' words '"' [ "~n" ]         as said, in that order; ~n: in any order

So `a b OR c` asks for a, and for b or c. Operators are upper case: `and` is a
word. A word here is what stands between blanks; `index.text.tokenizer` parts it on.
Neither NEAR nor WITHIN is chained: which two of three are how near must be said.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from searcher.errors import QueryError
from searcher.syntax import terms
from searcher.syntax.cursor import Cursor
from searcher.syntax.lexer import Sign
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
    Within,
    excludes,
)

#: What may stand before a colon, and is looked for in a field of the index; an example each.
FIELDS = {
    "speaker": "speaker:manasanch",
    "role": "role:physician",
    "program": "program:mrd-2021",
    "series": "series:diaries",
    "topic": "topic:trials",
    "section": "section:infusion",
    "lang": "lang:en",
    "date": "date:2018..2020",
}

#: What may stand before a colon, and is looked for in the turn before or after.
EXCHANGES: dict[str, type[Asked] | type[Answered]] = {"asked": Asked, "answered": Answered}

#: Kinds of signs that end a search, and that stand where no part begins.
_ENDS = ("end", "close")
_NO_PART = (*_ENDS, "near", "within")

_NEAR = "'maintenance NEAR/5 trial'"
_WINDOW = "'\"maintenance trial\"~5'"
_WITHIN = "'maintenance WITHIN/2 trial'"


def parse(argument: str, counts: Counter[str] | None = None) -> Node:
    """The tree of one argument of a search.

    Args:
        argument: as it was typed.
        counts: how many signs there were of those that take time, in the arguments
            before this one; this one's are added.

    Raises:
        QueryError: it cannot be read.
    """
    return _Parser(Cursor(argument, counts)).parse()


class _Parser:
    """Reads one argument from left to right, a method a rule of the grammar."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        #: The field whose part is being read, as it was typed.
        self.field: str | None = None

    def parse(self) -> Node:
        node = self._search()
        if not self.cursor.comes("end"):
            raise self.cursor.error(
                self.cursor.peek(), "this bracket closes nothing", "'(trial OR study) maintenance'"
            )
        return node

    def _search(self) -> Node:
        parts: list[Node] = []
        start = self.cursor.peek()
        while (sign := self.cursor.peek()).kind not in _ENDS:
            if sign.kind == "operator" and sign.text != "NOT":
                raise self.cursor.error(
                    sign, f"{sign.text} stands between two parts", "'trial OR study'"
                )
            if (node := self._alternatives()) is not None:
                parts.append(node)
        if not parts:
            raise self.cursor.error(start, "there is no word here", "maintenance")
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _alternatives(self) -> Node | None:
        return self._joined("OR", self._both, Or)

    def _both(self) -> Node | None:
        return self._joined("AND", self._not, And)

    def _joined(
        self, operator: str, rule: Callable[[], Node | None], kind: type[And] | type[Or]
    ) -> Node | None:
        parts = [rule()]
        while self.cursor.comes("operator", operator):
            self._expect_part(self.cursor.take())
            parts.append(rule())
        found = tuple(part for part in parts if part is not None)
        if len(found) < 2:
            return found[0] if found else None
        return kind(found)

    def _not(self) -> Node | None:
        if not (self.cursor.comes("minus") or self.cursor.comes("operator", "NOT")):
            return self._within()
        sign = self.cursor.take()
        self._expect_part(sign)
        with self.cursor.deeper(sign):
            part = self._not()
        return None if part is None else Not(part)

    def _within(self) -> Node | None:
        start = self.cursor.peek()
        left = self._near()
        if not self.cursor.comes("within"):
            return left
        sign = self.cursor.take()
        turns = self._between(sign, "turns", 0, _WITHIN)
        beside = self.cursor.peek()
        right = self._near()
        if self.cursor.comes("within"):
            raise self.cursor.error(
                self.cursor.peek(), f"{sign.text} joins two parts; brackets say which",
                "'(maintenance WITHIN/2 trial) WITHIN/3 study'",
            )  # fmt: skip
        operands = (self._turns(left, start, sign), self._turns(right, beside, sign))
        return Within(*operands, turns, sign.place)

    def _turns(self, part: Node | None, at: Sign, within: Sign) -> Node:
        """A part that some turns match, and not merely all turns but some."""
        if part is None:
            raise self.cursor.error(at, f"{within.text} needs a word on both sides", _WITHIN)
        if excludes(part):
            raise self._excluded(at, within)
        return part

    def _near(self) -> Node | None:
        start = self.cursor.peek()
        left = self._part()
        if not self.cursor.comes("near"):
            return left
        sign = self.cursor.take()
        distance = self._between(sign, "words", 1, _NEAR)
        beside = self.cursor.peek()
        right = self._part()
        if self.cursor.comes("near"):
            raise self.cursor.error(
                self.cursor.peek(), f"{sign.text} joins two parts; quotes and ~ join more", _WINDOW
            )
        operands = (self._said(left, start, sign), self._said(right, beside, sign))
        return Near(*operands, distance, ordered=sign.text.startswith("O"), place=sign.place)

    def _said(self, part: Node | None, at: Sign, near: Sign) -> Node:
        """A part that is said at places which can be near others."""
        inner: Sequence[Node | None] = part.parts if isinstance(part, Or) else (part,)
        if part is None or not all(isinstance(one, Plain | Exact | OneOfMany) for one in inner):
            raise self.cursor.error(
                at, f"{near.text} joins words, phrases, and brackets with OR between them", _NEAR
            )
        return part

    def _between(self, sign: Sign, unit: str, least: int, example: str) -> int:
        """The number behind NEAR or WITHIN, which stands between two parts."""
        self._only_in_text(sign)
        number = terms.number(sign, sign.text.partition("/")[2], self.cursor, unit, least, example)
        self._expect_part(sign, example)
        if self.cursor.comes("minus") or self.cursor.comes("operator", "NOT"):
            raise self._excluded(self.cursor.peek(), sign)
        return number

    def _part(self) -> Node | None:
        sign = self.cursor.take()
        match sign.kind:
            case "open":
                return self._bracket(sign)
            case "phrase":
                return terms.exact(sign, self.cursor)
            case "window":
                self._only_in_text(sign)
                return terms.window(sign, self.cursor)
            case "field":
                return self._field(sign)
            case "word":
                return terms.word(sign, self.cursor)
            case "pattern":
                return terms.pattern(sign, self.cursor)
            case "regular":
                return terms.regular(sign, self.cursor)
            case "fuzzy":
                return terms.fuzzy(sign, self.cursor)
            case "quote":
                raise self.cursor.error(sign, "this quote is not closed")
            case "near" | "within":
                example = _NEAR if sign.kind == "near" else _WITHIN
                raise self.cursor.error(sign, f"{sign.text} stands between two parts", example)
        raise self.cursor.error(sign, f"{sign.text} is not expected here", "'trial OR study'")

    def _bracket(self, opened: Sign) -> Node:
        node = None
        with self.cursor.deeper(opened):
            if not self.cursor.comes("end"):
                node = self._search()
        if node is None or self.cursor.comes("end"):
            raise self.cursor.error(
                opened, "this bracket is not closed", "'(trial OR study) maintenance'"
            )
        self.cursor.take()
        return node

    def _field(self, sign: Sign) -> Node:
        name = sign.text[:-1].lower()
        if name in EXCHANGES:
            return self._exchange(sign, EXCHANGES[name])
        if name not in FIELDS:
            raise self._no_field(sign, name)
        if self.field is not None:
            raise self.cursor.error(
                sign, f"{sign.text} cannot stand inside of {self.field}, only beside it",
                "'speaker:manasanch role:physician'",
            )  # fmt: skip
        self._expect_part(sign)
        if name == "date":
            return terms.dated(self.cursor.take(), self.cursor)
        value = self.cursor.peek()
        self.field = sign.text
        part = self._inside(sign)
        self.field = None
        match value.kind:
            case "word":
                return Field(name, part, value.text.rstrip("?!"))
            case "phrase":
                return Field(name, part, value.text.strip('"'))
        return Field(name, part, "")

    def _no_field(self, sign: Sign, name: str) -> QueryError:
        # Most fields are spelled right.
        from difflib import get_close_matches

        examples = FIELDS | {name: f"{name}:maintenance" for name in EXCHANGES}
        listed = ", ".join(f"{field}:" for field in examples)
        near = get_close_matches(name[:40], examples, n=1, cutoff=0.7)
        if not near:
            reason = f"{sign.text} is no field; with a blank behind it, it is a word"
            return self.cursor.error(sign, f"{reason}. Fields are {listed}", FIELDS["speaker"])
        reason = f"{sign.text} is no field; did you mean {near[0]}:? Fields are {listed}"
        return self.cursor.error(sign, reason, examples[near[0]])

    def _exchange(self, sign: Sign, kind: type[Asked] | type[Answered]) -> Node:
        self._only_in_text(sign)
        self._expect_part(sign)
        return kind(self._inside(sign))

    def _inside(self, sign: Sign) -> Node:
        """What stands behind a field."""
        with self.cursor.deeper(sign):
            part = self._part()
        if part is None:
            raise self.cursor.error(
                sign, f"{sign.text} needs a word behind it", f"{sign.text}trial"
            )
        return part

    # What the rules need

    def _only_in_text(self, sign: Sign) -> None:
        if self.field is None:
            return
        if sign.kind in ("near", "window"):
            example = _NEAR if sign.kind == "near" else _WINDOW
            raise self.cursor.error(sign, "nearness is for what is said, not for fields", example)
        example = f"'{self.field}manasanch asked:maintenance'"
        raise self.cursor.error(
            sign, f"{sign.text} is for turns, and cannot stand inside of {self.field}", example
        )

    def _expect_part(self, behind: Sign, example: str = "'maintenance NOT trial'") -> None:
        sign = self.cursor.peek()
        if sign.kind in _NO_PART or self.cursor.comes("operator", "OR", "AND"):
            raise self.cursor.error(sign, f"{behind.text} needs something behind it", example)

    def _excluded(self, at: Sign, between: Sign) -> QueryError:
        return self.cursor.error(
            at,
            f"{between.text} joins what is said; what must not be near is left out of all",
            f"'maintenance -(maintenance {between.text} trial)'",
        )
