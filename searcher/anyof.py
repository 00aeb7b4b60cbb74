"""One of several words, as a part of a query tree that counts as one word."""

from collections.abc import Iterable
from typing import Any

from whoosh import query as whoosh


class AnyOf(whoosh.MultiTerm):
    """One of several words, scored as one: in every inflection, or by a pattern."""

    def __init__(self, fieldname: str, words: Iterable[str]) -> None:
        self.fieldname = fieldname
        self.words = tuple(words)
        self.boost = 1.0

    def __repr__(self) -> str:
        return f"AnyOf({self.fieldname!r}, {self.words!r})"

    def __str__(self) -> str:
        return f"{self.fieldname}:({'|'.join(self.words)})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnyOf) and (self.fieldname, self.words) == (
            other.fieldname,
            other.words,
        )

    def __hash__(self) -> int:
        return hash((self.fieldname, self.words))

    def _btexts(self, ixreader: Any) -> list[bytes]:
        encoded = (word.encode() for word in self.words)
        return [word for word in encoded if (self.fieldname, word) in ixreader]


def leaf(tree: whoosh.Query) -> tuple[str, tuple[str, ...]]:
    """The field of a word and the forms that count as it."""
    if isinstance(tree, AnyOf):
        return tree.fieldname, tree.words
    if isinstance(tree, whoosh.Term):
        return tree.fieldname, (tree.text,)
    raise TypeError(f"no part of a search: {tree!r}")
