"""The query tree: what a turn must match, with all words expanded.

`searcher.query.planner` makes it from the arguments, and `searcher.matching.evaluate` evaluates it.
The tests translate it to a tree of Whoosh's classes and ask Whoosh's own searcher. To import
those classes takes longer than a search.
"""

from collections.abc import Iterator
from itertools import combinations

from searcher.value import Value

#: The most different patterns that share words in one window: every subset of them is counted.
MOST_OVERLAPPING = 6


class Word(Value):
    """Any of the forms of a word in a field: its inflections, or the expansion of a pattern.

    `only` has the forms that count in some languages only, with the codes of these languages.
    """

    field: str
    forms: tuple[str, ...]
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def in_field(self, field: str) -> "Word":
        """The same word in another field."""
        return Word(field, self.forms)


class OneOf(Value):
    """Words and phrases that count as one word, such as synonyms.

    Its frequency in a turn is the sum of the frequencies of the parts. Whoever makes such a
    tree must leave out parts with the same words.
    """

    parts: tuple["Word | Phrase", ...]

    def in_field(self, field: str) -> "OneOf":
        """The same words in another field."""
        return OneOf(tuple(part.in_field(field) for part in self.parts))


class AnyWord(Value):
    """Any word, between others of a phrase."""

    field: str

    def in_field(self, field: str) -> "AnyWord":
        """Any word of another field."""
        return AnyWord(field)


class Phrase(Value):
    """Words directly after one another; the first and the last one are not any word."""

    words: tuple["OneWord | AnyWord", ...]

    def in_field(self, field: str) -> "Phrase":
        """The same words in another field."""
        return Phrase(tuple(word.in_field(field) for word in self.words))


class Written(Value):
    """A word or a phrase of the text, where its words are written as they were typed."""

    part: "Word | Phrase"
    typed: tuple[str, ...]


class Near(Value):
    """Two parts that do not overlap and are at most `distance` positions apart.

    A part is a word, a phrase, or an `Or` of those. Neighbouring words are 1 apart. The
    distance is that of the nearer ends. `ordered`: the left part before the right one.
    """

    left: "Tree"
    right: "Tree"
    distance: int
    ordered: bool


class Window(Value):
    """Words in any order at different positions, the last at most `width` after the first."""

    words: tuple[Word, ...]
    width: int

    def needed(self) -> Iterator[tuple[list[int], int]]:
        """The conditions on a window: sets of words, and the number of positions each set needs.

        Two words that share no form never match the same position. Words that share one, such
        as `a*` and `ab*`, do: then every subset of them needs at least as many positions as it
        has words (P. Hall: On Representatives of Subsets. J. London Math. Soc. 10, 1935).
        """
        for group in self._overlapping():
            for size in range(1, len(group) + 1):
                for classes in combinations(group, size):
                    yield [same[0] for same in classes], sum(map(len, classes))

    def has_few_conditions(self) -> bool:
        """Whether `needed` has few enough conditions to be checked."""
        return all(len(group) <= MOST_OVERLAPPING for group in self._overlapping())

    def _overlapping(self) -> list[list[list[int]]]:
        """The words grouped by shared forms; a group has the numbers of each different word."""
        same: dict[frozenset[str], list[int]] = {}
        for number, word in enumerate(self.words):
            same.setdefault(frozenset(word.forms), []).append(number)
        groups: list[tuple[set[str], list[list[int]]]] = []
        for forms, numbers in same.items():
            joined: tuple[set[str], list[list[int]]] = (set(forms), [numbers])
            apart = []
            for group in groups:
                if group[0] & forms:
                    joined = (joined[0] | group[0], group[1] + joined[1])
                else:
                    apart.append(group)
            groups = [*apart, joined]
        return [numbers for _, numbers in groups]


class And(Value):
    """All of the parts, in one turn."""

    parts: tuple["Tree", ...]


class Or(Value):
    """At least one of the parts."""

    parts: tuple["Tree", ...]


class Not(Value):
    """Turns that do not match the part."""

    part: "Tree"


class Within(Value):
    """Turns that match one part and are at most `turns` turns from one that matches the other."""

    left: "Tree"
    right: "Tree"
    turns: int


class Asked(Value):
    """Turns whose question matches the part: the last turn before by another speaker."""

    part: "Tree"


class Answered(Value):
    """Turns whose answer matches the part: the next turn by another speaker."""

    part: "Tree"


class Listed(Value):
    """Turns by their numbers, ascending: those that no field of the index tells from others."""

    documents: tuple[int, ...]


#: A tree that counts as one word.
OneWord = Word | OneOf

Tree = (
    Word
    | OneOf
    | AnyWord
    | Phrase
    | Written
    | Near
    | Window
    | And
    | Or
    | Not
    | Within
    | Asked
    | Answered
    | Listed
)


def children(tree: Tree) -> tuple[Tree, ...]:
    """The parts of a tree; a word has none."""
    match tree:
        case Word() | Listed() | AnyWord():
            return ()
        case Phrase(words) | Window(words):
            return words
        case Near(left, right) | Within(left, right):
            return left, right
        case Not(part) | Asked(part) | Answered(part) | Written(part):
            return (part,)
    return tree.parts


def every(parts: list[Tree]) -> Tree:
    """The conjunction of the parts; a single part is itself."""
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def field_of(tree: Tree) -> str:
    """The field of a word, a phrase, a nearness or a window; turns are listed by their speaker."""
    while not isinstance(tree, Word | Listed):
        tree = children(tree)[0]
    return tree.field if isinstance(tree, Word) else "person"
