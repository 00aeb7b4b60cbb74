"""Vectors as small integers have almost the cosines that they had."""

import numpy as np
import pytest

from index.meaning.quantised import cosines, quantised


@pytest.mark.parametrize("rows", [0, 1, 1024, 2500])
def test_cosines(rows: int) -> None:
    """Compared with floating-point numbers, over several blocks."""
    random = np.random.default_rng(rows)
    vectors = random.normal(size=(rows, 48)).astype(np.float32)
    query = random.normal(size=48).astype(np.float32)
    query /= np.linalg.norm(query)
    expected = vectors @ query / np.linalg.norm(vectors, axis=1)
    assert cosines(quantised(vectors), query) == pytest.approx(expected, abs=0.01)


def test_no_direction() -> None:
    """A vector of zeros, and what is no number, have the cosine 0."""
    vectors = np.array([[0, 0], [np.nan, np.inf], [0, -2]], np.float32)
    found = cosines(quantised(vectors), np.array([0, 1], np.float32))
    assert found.tolist() == [0, 0, -1]
