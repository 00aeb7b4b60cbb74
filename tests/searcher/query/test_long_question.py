"""Which words of a very long question are looked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library.library import Library
from searcher.query.long_question import KEPT, LONGEST, MOST_WORDS, telling_words

PROTEIN = ["protein"] * (MOST_WORDS + 1)


@pytest.fixture(scope="module")
def library(samples_index: Path) -> Iterator[Library]:
    """The index of the samples."""
    with Library.open(samples_index) as opened:
        yield opened


def kept(library: Library, *clauses: str) -> list[str]:
    """The words that are looked for."""
    return [word.form for word in telling_words(clauses, library)]


def test_short(library: Library) -> None:
    """Every word of a search that is not too long is looked for."""
    assert not kept(library, " ".join(PROTEIN[:MOST_WORDS]))
    assert not kept(library, *PROTEIN[:MOST_WORDS])
    assert kept(library, " ".join(PROTEIN)) == kept(library, *PROTEIN) == ["protein"]


def test_the_rarest_and_the_most_repeated(library: Library) -> None:
    """What many turns say tells less, but more if the question repeats it; light words nothing."""
    vocabulary = [*library.vocabulary("text")]
    found = kept(library, " ".join(vocabulary))
    assert len(found) == KEPT
    turns = {word: library.document_frequency("text", word) for word in vocabulary}
    assert max(turns[word] for word in found) == 1
    common = max((word for word in vocabulary if len(word) > 8), key=lambda word: turns[word])
    assert common in kept(library, " ".join(vocabulary + [common] * 50))
    assert "the" not in kept(library, " ".join(vocabulary + ["the"] * 500))


@pytest.mark.parametrize(
    "clauses",
    [
        ["the"] * (MOST_WORDS + 1),
        [*PROTEIN, "AND", "cells"],
        [*PROTEIN, "speaker:adeyinka"],
        [*PROTEIN, '"a phrase"'],
        ["protein " * LONGEST],
    ],
)
def test_no_words(library: Library, clauses: list[str]) -> None:
    """Small words only, a search by operators, and one of endless length are not shortened."""
    assert not kept(library, *clauses)
