"""The words of a search, read into a tree: words, phrases, nearness, fields, AND, OR, NOT.

    search   = group { group }                one after the other: all of them
    group    = both { "OR" both }
    both     = not { "AND" not }
    not      = [ "NOT" | "-" ] near
    near     = part [ ( "NEAR/n" | "ONEAR/n" ) part ]
    part     = "(" search ")" | phrase | field ":" part | word
                  | pattern | word "~" [ "2" ] | "/" expression "/"
                  | "date:" date [ ".." date ]
    phrase   = '"' words '"' [ "~n" ]         as said, in that order; ~n: in any order

So `a b OR c` asks for a, and for b or c. Operators are upper case: `and` is a
word. A word here is what stands between blanks; `index.analysis` parts it on.
"""

from collections.abc import Callable

from searcher.dates import NoDate, date_range
from searcher.errors import QueryError
from searcher.nodes import (
    And,
    Dated,
    Exact,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    OneOfMany,
    Or,
    Pattern,
    Plain,
    Regular,
    Window,
)
from searcher.signs import Sign, is_pattern, plain_words, signs, signs_in_phrase

#: What may stand before a colon.
FIELDS = ("speaker", "role", "program", "series", "topic", "section", "lang", "date")

LONGEST = 10_000
DEEPEST = 50
MOST_PARTS = 1_000
#: Words farther apart than this are not near; most turns are shorter.
FARTHEST = 1_000
#: Letters of a word that may be wrong: with three, every short word is near every other.
MOST_WRONG = 2

_NEAR = "'maintenance NEAR/5 trial'"
_WINDOW = "'\"maintenance trial\"~5'"


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


class _Parser:
    """Reads one argument from left to right, a method a rule of the grammar."""

    def __init__(self, argument: str) -> None:
        self.argument = argument
        self.signs = list(signs(argument))
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
        return self._near()

    def _near(self) -> Node | None:
        start = self.signs[self.next]
        left = self._part()
        sign = self._peek()
        if sign is None or sign.kind != "near":
            return left
        self.next += 1
        distance = self._distance(sign, sign.text.partition("/")[2], _NEAR)
        self._expect_part(sign, _NEAR)
        beside = self.signs[self.next]
        right = self._part()
        if (more := self._peek()) is not None and more.kind == "near":
            raise self._error(more, f"{sign.text} joins two parts; quotes and ~ join more", _WINDOW)
        return Near(
            self._operand(left, start, sign),
            self._operand(right, beside, sign),
            distance,
            ordered=sign.text.startswith("O"),
            place=sign.place,
        )

    def _operand(self, part: Node | None, at: Sign, near: Sign) -> Node:
        """A part that is said at places which can be near others."""
        inner = part.parts if isinstance(part, Or) else (part,)
        if not all(isinstance(one, Plain | Exact | OneOfMany) for one in inner):
            raise self._error(
                at, f"{near.text} joins words, phrases, and brackets with OR between them", _NEAR
            )
        assert part is not None
        return part

    def _part(self) -> Node | None:
        sign = self.signs[self.next]
        self.next += 1
        if sign.kind == "open":
            return self._bracket(sign)
        if sign.kind == "phrase":
            return Exact(self._words_of(sign))
        if sign.kind == "window":
            return self._window(sign)
        if sign.kind == "field":
            return self._field(sign)
        if sign.kind == "word":
            return self._word(sign)
        if sign.kind == "regular":
            return Regular(sign.text[1:-1], sign.place)
        if sign.kind == "fuzzy":
            return self._fuzzy(sign)
        if sign.kind == "quote":
            raise self._error(sign, "this quote is not closed", "'\"M protein\"'")
        if sign.kind == "reserved":
            raise self._error(
                sign, f"{sign.text} cannot be searched for in this version", "M protein"
            )
        if sign.kind == "near":
            raise self._error(sign, f"{sign.text} stands between two parts", _NEAR)
        raise self._error(sign, f"{sign.text} is not expected here", "trial OR study")

    def _bracket(self, opened: Sign) -> Node:
        self._deeper(opened)
        node = self._search()
        if self._peek() is None:
            raise self._error(opened, "this bracket is not closed", "(trial OR study) maintenance")
        self.next += 1
        self.depth -= 1
        return node

    def _field(self, sign: Sign) -> Node:
        name = sign.text[:-1].lower()
        if name not in FIELDS:
            fields = ", ".join(f"{field}:" for field in FIELDS)
            raise self._error(
                sign, f"{sign.text} is no field; there are {fields}", "speaker:manasanch"
            )
        self._expect_part(sign)
        if name == "date":
            return self._date()
        self._deeper(sign)
        value = self.signs[self.next].text.strip('"')
        part = self._part()
        self.depth -= 1
        if part is None:
            raise self._error(sign, f"{sign.text} needs a word behind it", "speaker:manasanch")
        return Field(name, part, value)

    def _date(self) -> Node:
        sign = self.signs[self.next]
        self.next += 1
        try:
            return Dated(date_range(sign.text.strip('"')))
        except NoDate as error:
            raise self._error(sign, str(error), "date:2018..2020") from None

    def _word(self, sign: Sign) -> Node | None:
        if is_pattern(sign.text, last=self._peek() is None, of=self.signs):
            return Pattern(sign.text, sign.place)
        found = plain_words(sign.text)
        if not found:
            # A dash between blanks asks for nothing; alone it is no search.
            return None
        return Plain(found)

    def _fuzzy(self, sign: Sign) -> Fuzzy:
        typed, _, distance = sign.text.rpartition("~")
        found = plain_words(typed)
        behind = Sign("distance", f"~{distance}", sign.place + len(typed))
        if len(found) != 1:
            raise self._error(behind, f"{behind.text} stands behind one word", "mieloma~")
        if distance not in ("", *map(str, range(1, MOST_WRONG + 1))):
            reason = f"{behind.text} is too far: ~ allows one wrong letter, ~2 two"
            raise self._error(behind, reason, "mieloma~2")
        return Fuzzy(found[0], int(distance or 1), sign.place)

    def _window(self, sign: Sign) -> Node:
        phrase, _, width = sign.text.rpartition("~")
        found = self._words_of(sign._replace(text=phrase))
        behind = Sign("width", f"~{width}", sign.place + len(phrase))
        wide = self._distance(behind, width, _WINDOW)
        if len(found) < 2:
            raise self._error(behind, f"{behind.text} needs several words in its quotes", _WINDOW)
        return Window(found, max(wide, len(found) - 1), sign.place)

    # What the rules need

    def _distance(self, sign: Sign, typed: str, example: str) -> int:
        """The number behind `NEAR/` or `~`, of words from one to the other."""
        if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= FARTHEST):
            raise self._error(
                sign, f"{sign.text} needs a number of words, from 1 to {FARTHEST:,}", example
            )
        return int(typed)

    def _words_of(self, sign: Sign) -> tuple[str | OneOfMany, ...]:
        found: list[str | OneOfMany] = []
        for part in signs_in_phrase(sign):
            match part.kind:
                case "regular":
                    found.append(Regular(part.text[1:-1], part.place))
                case "fuzzy":
                    found.append(self._fuzzy(part))
                case "pattern":
                    found.append(Pattern(part.text, part.place))
                case _:
                    found += plain_words(part.text)
        if not found:
            raise self._error(sign, "there is no word between these quotes", "'\"M protein\"'")
        return tuple(found)

    def _peek(self) -> Sign | None:
        return self.signs[self.next] if self.next < len(self.signs) else None

    def _expect_part(self, behind: Sign, example: str = "maintenance NOT trial") -> None:
        sign = self._peek()
        refused = ("OR", "AND") if behind.kind != "near" else ("OR", "AND", "NOT")
        if (
            sign is None
            or sign.kind in ("close", "near")
            or (sign.kind == "operator" and sign.text in refused)
            or (sign.kind == "minus" and behind.kind == "near")
        ):
            end = Sign("end", "", len(self.argument)) if sign is None else sign
            raise self._error(end, f"{behind.text} needs something behind it", example)

    def _deeper(self, sign: Sign) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._error(sign, f"brackets go at most {DEEPEST} deep")

    def _error(
        self, sign: Sign | None, reason: str, example: str = "'\"M protein\"'"
    ) -> QueryError:
        return QueryError(self.argument, sign.place if sign else 0, reason, example)
