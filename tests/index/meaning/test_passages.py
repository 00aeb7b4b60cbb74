"""Passages hold all that is said, in its order, in pieces of about one size."""

from itertools import pairwise

import hypothesis.strategies as st
from hypothesis import given

from index.meaning.passages import ALONE, MOST, WORDS, passages

TEXTS = st.lists(st.text("ab cé\n漢字", max_size=900), max_size=12)


@given(TEXTS)
def test_all_is_said_once(texts: list[str]) -> None:
    """Every letter is in one passage, in its order, and each passage is in its turns."""
    found = list(passages(texts))
    said = "".join("".join(text.split()) for text in texts)
    assert "".join("".join(passage.text.split()) for passage in found) == said
    for passage in found:
        within = "".join("".join(text.split()) for text in texts[passage.first : passage.last + 1])
        assert "".join(passage.text.split()) in within
    edges = [(passage.first, passage.last) for passage in found]
    assert edges == sorted(edges)


@given(st.lists(st.integers(0, 500), max_size=30))
def test_sizes(lengths: list[int]) -> None:
    """No passage is too long, and two neighbours that are short would be too long together."""
    found = list(passages(["word " * length for length in lengths]))
    sizes = [len(passage.text.split()) for passage in found]
    assert sum(sizes) == sum(lengths)
    assert all(0 < size <= MOST for size in sizes)
    assert all(a + b > WORDS or max(a, b) >= ALONE for a, b in pairwise(sizes))


def test_turns() -> None:
    """Short turns share a passage; a long one has passages of its own, of about one length."""
    texts = ["one two three", "four", "long " * 200, "", "five six"]
    found = [(p.first, p.last, len(p.text.split())) for p in passages(texts)]
    assert found == [(0, 1, 4), (2, 2, 66), (2, 2, 67), (2, 2, 67), (4, 4, 2)]


def test_no_blanks() -> None:
    """A text without blanks is cut, too."""
    sizes = [len(passage.text) for passage in passages(["漢" * 5000])]
    assert sum(sizes) == 5000
    assert max(sizes) <= MOST * 12
