"""The plain words of a search, and which of them belong together."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from searcher.query.query_tree import OneOf, OneWord, Phrase, Tree, Word
from searcher.query.word_forms import WordExpander


class Spoken(NamedTuple):
    """The words of an argument.

    Attributes:
        words: all of them.
        joined: the words, those together that are joined (`IL-6`), without elided ones.
    """

    words: tuple[str, ...]
    joined: tuple[tuple[str, ...], ...]


def together(spoken: Sequence[Spoken]) -> list[Spoken]:
    """The words of arguments, grouped as the phrases to try."""
    said = [some for some in spoken if some.words]
    if said and all(len(some.joined) == 1 for some in said):
        # Nobody quotes a name without operators: `car t` is typed as two arguments.
        words = tuple(word for some in said for word in some.words)
        return [Spoken(words, tuple(some.joined[0] for some in said))]
    return said


def each_word(spoken: Sequence[Spoken], expander: WordExpander) -> dict[str, OneWord]:
    """Each different word as a query tree; a repeated word counts where it is first.

    Joined words are one, which is a phrase.
    """
    single: dict[str, OneWord] = {}
    for some in spoken:
        for alone, group in groupby(some.joined, lambda joined: len(joined) == 1):
            joined = list(group)
            trees = (
                expander.each([word for (word,) in joined])
                if alone
                else [_as_one(expander.phrase(words)) for words in joined]
            )
            for words, tree in zip(joined, trees, strict=True):
                single.setdefault(" ".join(words), tree)
    return single


def _as_one(tree: Tree) -> OneWord:
    return OneOf((tree,)) if isinstance(tree, Phrase) else _one_word(tree)


def _one_word(tree: Tree) -> OneWord:
    assert isinstance(tree, Word | OneOf)
    return tree
