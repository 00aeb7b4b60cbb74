"""The query tree: what a search asks of turns, its words found in the vocabulary.

`searcher.query.read` makes it of the words that were typed, `searcher.matching.evaluate` answers
it. It says the same as a tree of Whoosh's classes, to which the tests translate it
and ask Whoosh's own searcher; importing those takes longer than a search.
"""

from collections.abc import Iterator
from itertools import combinations

from searcher.value import Value

#: Different classes of words that share words, in one window: every set of them is counted.
MOST_OVERLAPPING = 6


class Word(Value):
    """A word of a field, or one of several that count as one: inflections, a pattern.

    `only` has the forms that count in programs of some languages only, and these.
    """

    field: str
    forms: tuple[str, ...]
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def in_field(self, field: str) -> "Word":
        """The same word in another field."""
        return Word(field, self.forms)


class OneOf(Value):
    """Words and phrases that count as one word, as synonyms do.

    A turn says it as often as it says all of the parts; what makes such a tree sees to
    it that no two parts are the same words.
    """

    parts: tuple["Word | Phrase", ...]

    def in_field(self, field: str) -> "OneOf":
        """The same words in another field."""
        return OneOf(tuple(part.in_field(field) for part in self.parts))


class Phrase(Value):
    """Words one right after the other."""

    words: tuple["OneWord", ...]

    def in_field(self, field: str) -> "Phrase":
        """The same words in another field."""
        return Phrase(tuple(word.in_field(field) for word in self.words))


class Near(Value):
    """Two parts at most `distance` positions from each other, not overlapping; words are 1 apart.

    A part is a word, a phrase, or an `Or` of those; phrases are measured from
    their nearer ends. `ordered`: the left part before the right one.
    """

    left: "Tree"
    right: "Tree"
    distance: int
    ordered: bool


class Window(Value):
    """Words in any order, each at another position, the last at most `width` after the first."""

    words: tuple[Word, ...]
    width: int

    def needed(self) -> Iterator[tuple[list[int], int]]:
        """What a window must hold: of these words together (their numbers) so many places.

        Two words that share no form never want the same place. Where they share one,
        as `a*` and `ab*`, every set of them needs as many places as it has words
        (P. Hall: On Representatives of Subsets. J. London Math. Soc. 10, 1935).
        """
        for group in self._overlapping():
            for size in range(1, len(group) + 1):
                for classes in combinations(group, size):
                    yield [same[0] for same in classes], sum(map(len, classes))

    def can_be_told_apart(self) -> bool:
        """Whether `needed` is short."""
        return all(len(group) <= MOST_OVERLAPPING for group in self._overlapping())

    def _overlapping(self) -> list[list[list[int]]]:
        """The words in groups that share forms; in a group the numbers of equal words."""
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
    """What must not be there."""

    part: "Tree"


class Within(Value):
    """Turns of either part that have one of the other at most `turns` turns away."""

    left: "Tree"
    right: "Tree"
    turns: int


class Asked(Value):
    """Turns whose question matches the part: the last turn before by another speaker."""

    part: "Tree"


class Answered(Value):
    """Turns whose answer matches the part: the next turn by another speaker."""

    part: "Tree"


#: What counts as one word.
OneWord = Word | OneOf

Tree = Word | OneOf | Phrase | Near | Window | And | Or | Not | Within | Asked | Answered


def children(tree: Tree) -> tuple[Tree, ...]:
    """The parts that a tree is made of; a word has none."""
    match tree:
        case Word():
            return ()
        case Phrase(words) | Window(words):
            return words
        case Near(left, right) | Within(left, right):
            return left, right
        case Not(part) | Asked(part) | Answered(part):
            return (part,)
    return tree.parts


def every(parts: list[Tree]) -> Tree:
    """All of the parts: the part itself where there is one."""
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def field_of(tree: Tree) -> str:
    """The field of a word, a phrase, or what is near."""
    while not isinstance(tree, Word):
        tree = children(tree)[0]
    return tree.field
