"""The syntax tree: a search as it was typed, its words, phrases, fields and operators.

Places are characters of the argument, from 0. They are for messages: trees that differ only
in their places are equal.
"""

from searcher.syntax.date_ranges import DateRange
from searcher.value import Value


class Plain(Value):
    """Words as people type them, in any inflection; several are a phrase."""

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


class AnyWord(Value):
    """`*` alone in a phrase: any word."""


#: A node that stands for any one of several words.
OneOfMany = Pattern | Fuzzy | Regular
#: A word of a phrase.
PhraseWord = str | OneOfMany | AnyWord


class Exact(Value):
    """A phrase in quotes: words in this order, not inflected. Each can be a pattern."""

    words: tuple[PhraseWord, ...]


class Written(Value):
    """A word or a phrase as it is written, with its case and its accents.

    `words` are the forms in the index, `typed` the words as they were typed.
    """

    words: tuple[str, ...]
    typed: tuple[str, ...]


class Window(Value):
    """Words in quotes, not inflected, in any order, at most `width` words from one another."""

    words: tuple[str | OneOfMany, ...]
    width: int
    place: int = 0


class Near(Value):
    """Two parts that are at most `distance` words from each other.

    `ordered`: the left one before the right one.
    """

    left: "Node"
    right: "Node"
    distance: int
    ordered: bool
    place: int = 0


class Within(Value):
    """Two parts that match turns of one program, at most `turns` turns from each other.

    It finds the turns of both parts: those that match the left part and are near one that
    matches the right part, and the other way round. With 0, one turn matches both.
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
    """A part that must match a field.

    `value` is the word or the phrase as it was typed, for fields with whole values. It is
    empty for any other part.
    """

    name: str
    part: "Node"
    value: str


class Dated(Value):
    """Turns of programs in a range of dates."""

    range: DateRange


class Tagged(Value):
    """Turns with a tag, in lower case."""

    code: str


class Not(Value):
    """Turns that do not match the part."""

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
    | Written
    | OneOfMany
    | Window
    | Near
    | Within
    | Asked
    | Answered
    | Field
    | Dated
    | Tagged
    | Not
    | And
    | Or
)


def excludes(node: Node) -> bool:
    """Whether a part only excludes, so that nearly all turns match it."""
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
