"""Words at positions and frequencies, over one segment and over several, are those of the texts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.library.library import Library
from index.library.manifest import Manifest
from index.library.terms import Terms
from index.text.tokenizer import forms
from tests.searcher.matching.test_evaluate import build

SPOKEN = ["the old house the", "a house", "the new flood wall the wall", "old wall", "été d'été"]


@pytest.fixture(params=[1, 2, 3])
def library(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Library]:
    """The texts in so many segments; the last document is deleted."""
    build(tmp_path, SPOKEN, request.param)
    manifest = Manifest.read(tmp_path)
    last = manifest.segments[-1]
    count = last.document_count
    segments = [*manifest.segments[:-1], last._replace(deleted=((count - 1, count),))]
    replace(manifest, segments=segments).write(tmp_path)
    with Library.open(tmp_path) as opened:
        yield opened


def test_the_words_at_positions(library: Library) -> None:
    """Each has its word, by a number that sorts as the word does."""
    terms = Terms(library)
    said = [(n, place, word) for n, text in enumerate(SPOKEN[:-1]) for place, word in
            enumerate(forms(text))][::-1]  # fmt: skip
    documents, positions, words = zip(*said, strict=True)
    numbers = terms.at(np.array(documents), np.array(positions)).tolist()
    assert [terms.words[number] for number in numbers] == list(words)
    assert len(terms) == len(terms.words) == len({*terms.words})
    assert terms.words == sorted(terms.words)


@pytest.mark.parametrize("wanted", [(0, 1, 2, 3), (1, 3), ()], ids=str)
def test_frequencies_in_some_documents(library: Library, wanted: tuple[int, ...]) -> None:
    """Those of the texts, summed over segments, or posting by posting."""
    terms = Terms(library)
    mask = np.zeros(library.size, bool)
    mask[list(wanted)] = True
    expected = Counter(word for n in wanted for word in forms(SPOKEN[n]))
    totals = terms.frequencies_in(mask).tolist()
    assert {word: n for word, n in zip(terms.words, totals, strict=True) if n} == expected
    postings: Counter[tuple[str, int]] = Counter()
    for some in terms.postings_in(mask):
        for word, document, frequency in zip(*(c.tolist() for c in some), strict=True):
            postings[terms.words[word], document] += frequency
    assert postings == Counter((word, n) for n in wanted for word in forms(SPOKEN[n]))


def test_lengths(library: Library) -> None:
    """The number of words of each document, none of a deleted one."""
    lengths = [len(forms(text)) for text in SPOKEN]
    assert library.lengths.tolist() == [*lengths[:-1], 0]
