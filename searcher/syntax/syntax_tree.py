"""The tree of a search as it was typed: words, phrases, nearness, exchanges, fields, AND, OR, NOT.

Places are characters of the argument, from 0. They are for messages: two trees
that differ in their places only are the same.
"""

from searcher.frozen import Value
from searcher.syntax.dates import DateRange


class Plain(Value):
    """Words as people type them, in any inflection; where there are several, said together."""

    words: tuple[str, ...]


class Pattern(Value):
    """A word with `*` for any letters and `?` for one."""

    pattern: str
    place: int = 0


class Fuzzy(Value):
    """A word with at most `distance` letters wrong."""

    word: str
    distance: int
    place: int = 0


class Regular(Value):
    """The words that a regular expression matches as a whole."""

    expression: str
    place: int = 0


#: What stands for one word, whichever it is.
OneOfMany = Pattern | Fuzzy | Regular


class Exact(Value):
    """Words in quotes: as said, in that order; a pattern stands for one of them."""

    words: tuple[str | OneOfMany, ...]


class Window(Value):
    """Words in quotes, as said, in any order: none is farther than `width` from any other."""

    words: tuple[str | OneOfMany, ...]
    width: int
    place: int = 0


class Near(Value):
    """Two parts that are said at most `distance` words from each other.

    `ordered`: the left one before the right one.
    """

    left: "Node"
    right: "Node"
    distance: int
    ordered: bool
    place: int = 0


class Within(Value):
    """Two parts that turns of one program match, the one at most `turns` from the other.

    The turns found are those of both parts: one that matches the left part with one
    near it that matches the right part, and the other way round. With 0 turns between
    them a turn matches both.
    """

    left: "Node"
    right: "Node"
    turns: int
    place: int = 0


class Asked(Value):
    """The last turn before this one by another speaker matches the part."""

    part: "Node"


class Answered(Value):
    """The next turn after this one by another speaker matches the part."""

    part: "Node"


class Field(Value):
    """A part that is looked for in another field than the text.

    `value` is the word or the phrase of it as it was typed, for fields that hold names
    as a whole; empty where the part is anything else.
    """

    name: str
    part: "Node"
    value: str


class Dated(Value):
    """Programs of a range of dates."""

    range: DateRange


class Not(Value):
    """What must not be there."""

    part: "Node"


class And(Value):
    """All of the parts, in one turn."""

    parts: tuple["Node", ...]


class Or(Value):
    """At least one of the parts."""

    parts: tuple["Node", ...]


Node = (
    Plain
    | Exact
    | OneOfMany
    | Window
    | Near
    | Within
    | Asked
    | Answered
    | Field
    | Dated
    | Not
    | And
    | Or
)


def excludes(node: Node) -> bool:
    """Whether a part is true of turns for what they do not say, which nearly all do not."""
    match node:
        case Not():
            return True
        case And(parts):
            return all(excludes(part) for part in parts)
        case Or(parts):
            return any(excludes(part) for part in parts)
        case Field(_, part, _):
            return excludes(part)
    return False
