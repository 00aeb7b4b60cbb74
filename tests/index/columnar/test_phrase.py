"""A phrase is found where a loop over the words of every document finds it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.columnar import sequence
from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter
from index.columnar.merge import Source, merge_segments
from index.columnar.reader import SegmentColumns
from index.columnar.records_writer import Run
from index.columnar.sequence import Sequence as Order
from index.columnar.sequence import most_frequent, write_sequence
from index.columnar.writer import Batch, write_segment
from index.errors import IndexDamaged
from index.inversion.invert import invert

#: Words of a text: `a` and `b` are frequent, and often the only ones that have a number.
TEXTS = st.lists(st.lists(st.sampled_from("a a a b b c d e".split()), max_size=9), max_size=6)
PHRASE = st.lists(
    st.lists(st.sampled_from("a b c d e x".split()), min_size=1, max_size=3, unique=True),
    min_size=2,
    max_size=4,
)

shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture(autouse=True)
def few_are_common() -> Iterator[None]:
    """Two words of a segment have a number, so that others have none."""
    with mock.patch.object(sequence, "COMMON", 2):
        yield


def written(path: Path, texts: list[list[str]]) -> SegmentColumns:
    """A segment of texts."""
    words = invert([" ".join(text) for text in texts], in_order=True)
    write_segment(path, Batch(len(texts), {"text": words}, [Run.of([b""] * len(texts))]))
    return SegmentColumns.open(path)


def by_loop(texts: Sequence[list[str]], phrase: list[list[str]]) -> list[int]:
    """The document of every match."""
    return [
        document
        for document, text in enumerate(texts)
        for place in range(len(text) - len(phrase) + 1)
        if all(text[place + n] in forms for n, forms in enumerate(phrase))
    ]


def found(segment: SegmentColumns, phrase: list[list[str]], within: object = None) -> list[int]:
    """The same by the sequence."""
    mask = None if within is None else np.array(within, bool)
    documents = segment.phrase("text", phrase, mask)
    assert documents is not None
    return [int(document) for document in documents]


@pytest.mark.slow
@shared_folder
@given(TEXTS, PHRASE, st.data())
@example([["c", "a"], ["a", "c"]], [["a"], ["a"]], None)
def test_a_phrase(
    tmp_path: Path, texts: list[list[str]], phrase: list[list[str]], data: st.DataObject | None
) -> None:
    """Of frequent words and of rare ones, of classes of words, and in some documents only."""
    segment = written(tmp_path / "s.columns", texts)
    expected = by_loop(texts, phrase)
    assert found(segment, phrase) == expected
    within = [bool(data.draw(st.booleans())) for _ in texts] if data else [True] * len(texts)
    assert found(segment, phrase, within) == [d for d in expected if within[d]]


@pytest.mark.slow
@shared_folder
@given(st.lists(TEXTS, min_size=1, max_size=3), PHRASE, st.data())
def test_merged_segments(
    tmp_path: Path, parts: list[list[list[str]]], phrase: list[list[str]], data: st.DataObject
) -> None:
    """Words that were frequent in one segment only are renumbered; documents are dropped."""
    sources, left = [], []
    for number, texts in enumerate(parts):
        deleted = [d for d in range(len(texts)) if data.draw(st.integers(0, 3)) == 0]
        sources.append(Source(written(tmp_path / f"{number}.columns", texts), deleted))
        left += [text for d, text in enumerate(texts) if d not in deleted]
    with mock.patch("index.columnar.merge._SEQUENCE", 4):
        merge_segments(tmp_path / "merged.columns", sources)
    merged = SegmentColumns.open(tmp_path / "merged.columns")
    if merged.field("text") is None:
        assert not any(left)
        return
    assert found(merged, phrase) == by_loop(left, phrase)
    field = merged.field("text")
    assert field is not None
    order = field.sequence
    assert order is not None
    names = [None, *(word.decode() for word in order.common())]
    spoken = [word if word in names else None for text in left for word in text]
    assert [names[code] for code in order.codes.tolist()] == spoken
    assert order.lengths().tolist() == [len(text) for text in left]


def test_a_field_whose_words_are_not_kept_in_order(tmp_path: Path) -> None:
    """It has no answer; who asks puts the phrase together of positions."""
    words = invert(["a b"])
    write_segment(tmp_path / "s.columns", Batch(1, {"text": words}, [Run.of([b""])]))
    segment = SegmentColumns.open(tmp_path / "s.columns")
    assert segment.phrase("text", [["a"], ["b"]], None) is None
    assert segment.phrase("title", [["a"], ["b"]], None).tolist() == []  # type: ignore[union-attr]


def test_the_most_frequent_words() -> None:
    """As many as a byte has values, and none that no document has."""
    assert most_frequent(np.array([5, 1, 9, 0])).tolist() == [0, 2]
    assert most_frequent(np.array([0, 0, 9, 0])).tolist() == [2]
    assert most_frequent(np.array([0, 3])).tolist() == [1]


def test_a_sequence_of_another_length_is_refused(tmp_path: Path) -> None:
    """What its documents say of it must be true, or places would be of other documents."""
    container = ContainerWriter()
    write_sequence(container, "f", [b"a"], [np.array([1, 0], np.uint8)], np.array([3]))
    container.save(tmp_path / "s.columns")
    with pytest.raises(IndexDamaged, match="not as long as"):
        Order(Container.open(tmp_path / "s.columns"), "f")
