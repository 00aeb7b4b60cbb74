"""Small fields to pack: documents as lists of words, and what inverting them gives."""

from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import strategies as st

from index.columnar.inverted import Inverted

#: word -> document -> positions; a field of any shape, in any order.
Occurrences = Mapping[str, Mapping[int, Sequence[int]]]

WORDS = st.text("abé\U0001f600z", min_size=1, max_size=4)


def inverted(
    occurrences: Occurrences, documents: int, lengths: Sequence[int] | None = None
) -> Inverted:
    """The arrays of a field, made the slow way."""
    words = sorted(occurrences, key=str.encode)
    rows = [sorted(occurrences[word].items()) for word in words]
    counts = [len(row) for row in rows]
    held: list[int] = [0] * documents
    for row in rows:
        for document, positions in row:
            held[document] += len(positions)
    return Inverted(
        [word.encode() for word in words],
        np.cumsum([0, *counts], dtype=np.int64),
        np.array([document for row in rows for document, _ in row], np.uint32),
        np.array([len(positions) for row in rows for _, positions in row], np.uint32),
        np.array([p for row in rows for _, positions in row for p in sorted(positions)], np.uint32),
        np.array(held if lengths is None else lengths, np.uint32),
    )


def of_texts(texts: Sequence[Sequence[str]]) -> Inverted:
    """The arrays of a field of which each document is a list of words."""
    occurrences: dict[str, dict[int, list[int]]] = {}
    for document, text in enumerate(texts):
        for position, word in enumerate(text):
            occurrences.setdefault(word, {}).setdefault(document, []).append(position)
    return inverted(occurrences, len(texts))
