"""The tree of a search as it was typed: words, phrases, patterns, nearness, fields, AND, OR, NOT.

Places are characters of the argument, from 0. They are for messages: two trees
that differ in their places only are the same.
"""

from dataclasses import dataclass, field

from searcher.dates import DateRange


@dataclass(frozen=True, slots=True)
class Plain:
    """Words as people type them, in any inflection; where there are several, said together."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with `*` for any letters and `?` for one."""

    pattern: str
    place: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word with at most `distance` letters wrong."""

    word: str
    distance: int
    place: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Regular:
    """The words that a regular expression matches as a whole."""

    expression: str
    place: int = field(default=0, compare=False)


#: What stands for one word, whichever it is.
OneOfMany = Pattern | Fuzzy | Regular


@dataclass(frozen=True, slots=True)
class Exact:
    """Words in quotes: as said, in that order; a pattern stands for one of them."""

    words: tuple[str | OneOfMany, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Words in quotes, as said, in any order: none is farther than `width` from any other."""

    words: tuple[str | OneOfMany, ...]
    width: int
    place: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """Two parts that are said at most `distance` words from each other.

    `ordered`: the left one before the right one.
    """

    left: "Node"
    right: "Node"
    distance: int
    ordered: bool
    place: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """A part that is looked for in another field than the text.

    `value` is that part as it was typed, for fields that hold names as a whole.
    """

    name: str
    part: "Node"
    value: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Programs of a range of dates."""

    range: DateRange


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


Node = Plain | Exact | OneOfMany | Window | Near | Field | Dated | Not | And | Or
