"""A segment written in bulk says the same as the documents it was made of."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.util.numeric import byte_to_length, length_to_byte

from index.columnar.inverted import Inverted
from index.columnar.lengths import narrow, quantised, rounded
from index.columnar.reader import SegmentColumns
from index.columnar.records_writer import Run
from index.columnar.writer import Batch, write_segment
from index.errors import IndexDamaged
from tests.index.columnar.inverting import WORDS, inverted, of_texts

HUGE = st.one_of(st.integers(0, 40), st.sampled_from([255, 256, 65_535, 65_536, 2**31, 2**32 - 2]))
FIELD = st.dictionaries(
    WORDS,
    st.dictionaries(HUGE, st.sets(HUGE, min_size=1, max_size=6), min_size=1, max_size=8),
    max_size=10,
)

shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def segment(folder: Path, batch: Batch) -> SegmentColumns:
    """The batch, written and opened."""
    write_segment(folder / "s.columns", batch)
    found = SegmentColumns.open(folder / "s.columns")
    found.verify()
    return found


def fields(words: Inverted, documents: int) -> Batch:
    """A batch with one field and empty records."""
    return Batch(documents, {"text": words}, [Run.of([b""] * documents)])


@pytest.mark.slow
@shared_folder
@given(FIELD)
def test_postings_come_back(tmp_path: Path, field: dict[str, dict[int, set[int]]]) -> None:
    """Any documents and positions; the numbers of documents need not be small."""
    numbers = sorted({document for postings in field.values() for document in postings})
    packed = {
        word: {document: sorted(at) for document, at in postings.items()}
        for word, postings in field.items()
    }
    words = _with_any_documents(packed)
    found = segment(tmp_path, Batch(0, {"text": words}, []))
    assert found._terms
    # A word in more documents than there are is refused.
    found._terms.attributes["documents"] = len(numbers)
    assert list(found.words("text", 0, len(field))) == sorted(word.encode() for word in field)
    for word, postings in packed.items():
        documents, frequencies = found.postings("text", word)
        assert documents.tolist() == sorted(postings)
        assert frequencies.tolist() == [len(postings[d]) for d in sorted(postings)]
        where, positions = found.occurrences("text", word)
        assert list(zip(where.tolist(), positions.tolist(), strict=True)) == [
            (document, position) for document in sorted(postings) for position in postings[document]
        ]
    assert set(numbers) == {
        int(document) for word in field for document in found.postings("text", word)[0]
    }


def _with_any_documents(field: dict[str, dict[int, list[int]]]) -> Inverted:
    words = sorted(field, key=str.encode)
    rows = [sorted(field[word].items()) for word in words]
    return Inverted(
        [word.encode() for word in words],
        np.cumsum([0, *map(len, rows)], dtype=np.int64),
        np.array([document for row in rows for document, _ in row], np.uint32),
        np.array([len(at) for row in rows for _, at in row], np.uint32),
        np.array([p for row in rows for _, at in row for p in at], np.uint32),
        np.empty(0, np.uint32),
    )


@pytest.mark.slow
@shared_folder
@given(st.lists(st.lists(WORDS, max_size=12), max_size=8), WORDS)
def test_words_are_found_by_prefix(tmp_path: Path, texts: list[list[str]], prefix: str) -> None:
    """A range of words, their document frequencies and their postings."""
    found = segment(tmp_path, fields(of_texts(texts), len(texts)))
    words = sorted({word.encode() for text in texts for word in text})
    wanted = [word for word in words if word.startswith(prefix.encode())]
    low, high = found.word_range("text", prefix)
    assert list(found.words("text", low, high)) == wanted
    holding = [sum(word.decode() in text for text in texts) for word in wanted]
    assert found.document_frequencies("text", low, high).tolist() == holding
    part = found.range_postings("text", low, high)
    if part is None:
        assert not wanted
    else:
        assert part.words == wanted
        assert np.diff(part.starts).tolist() == holding
    assert found.word_range("text", b"") == (0, len(words))
    assert (found.number("text", prefix) is None) == (prefix.encode() not in words)
    assert found.lengths("text").tolist() == [len(text) for text in texts]
    assert found.total_length("text") == sum(map(len, texts))


@pytest.mark.slow
@shared_folder
@given(st.lists(st.lists(st.binary(max_size=20_000), max_size=8), max_size=4))
def test_records_come_back(tmp_path: Path, runs: list[list[bytes]]) -> None:
    """Across the borders of runs and of blocks, and in any order."""
    records = [record for run in runs for record in run]
    found = segment(tmp_path, Batch(len(records), {}, map(Run.of, runs)))
    for document in reversed(range(len(records))):
        assert found.stored(document) == records[document]
    for document in (-1, len(records)):
        with pytest.raises(IndexError):
            found.stored(document)


def test_columns_keep_their_integers(tmp_path: Path) -> None:
    """Each in the narrowest type."""
    columns = {"program": np.array([0, 0, 255]), "date": np.array([-1, 20_190_909, 7])}
    found = segment(tmp_path, Batch(3, {}, [Run.of([b""] * 3)], columns))
    assert found.columns == ["program", "date"]
    assert found.column("program").dtype == np.uint8
    assert found.column("date").dtype == np.int32
    assert found.column("date").tolist() == [-1, 20_190_909, 7]
    with pytest.raises(KeyError):
        found.column("speaker")


def test_a_field_without_positions(tmp_path: Path) -> None:
    """Has documents and frequencies, and says so when it is asked for more."""
    words = of_texts([["a"], ["a", "a"]])
    plain = Inverted(
        words.words, words.starts, words.documents, words.frequencies, None, words.lengths
    )
    found = segment(tmp_path, fields(plain, 2))
    assert [array.tolist() for array in found.postings("text", "a")] == [[0, 1], [1, 2]]
    with pytest.raises(ValueError, match="no positions"):
        found.occurrences("text", "a")


def test_what_is_not_there_is_empty(tmp_path: Path) -> None:
    """Words and fields alike."""
    found = segment(tmp_path, fields(of_texts([["a"]]), 1))
    assert found.fields == ["text"]
    for field, word in (("text", "b"), ("title", "a")):
        assert [len(array) for array in found.postings(field, word)] == [0, 0]
        assert [len(array) for array in found.occurrences(field, word)] == [0, 0]
    assert found.word_range("title", "a") == (0, 0)
    assert list(found.words("title", 0, 0)) == []
    assert found.range_postings("title", 0, 0) is None
    assert found.lengths("title").tolist() == [0]
    assert found.document_frequencies("title", 0, 0).tolist() == []


@pytest.mark.parametrize(
    "batch",
    [
        Batch(2, {}, [Run.of([b""])]),
        Batch(1, {"text": of_texts([["a"], []])}, [Run.of([b""])]),
        Batch(1, {}, [Run.of([b""])], {"program": np.zeros(2, np.int64)}),
    ],
    ids=["records", "lengths", "columns"],
)
def test_a_batch_that_does_not_add_up_is_refused(tmp_path: Path, batch: Batch) -> None:
    """And leaves no file."""
    with pytest.raises(ValueError, match="for"):
        write_segment(tmp_path / "s.columns", batch)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_segment_is_refused(tmp_path: Path) -> None:
    """With its name, and not read as data."""
    write_segment(tmp_path / "MAIN_x.columns", fields(of_texts([["a"]]), 1))
    (tmp_path / "MAIN_x.columns").write_bytes(b"not a segment" * 10)
    with pytest.raises(IndexDamaged, match=r"MAIN_x\.columns"):
        SegmentColumns.open(tmp_path / "MAIN_x.columns")


def test_lengths_are_rounded_as_whoosh_rounds_them() -> None:
    """Every length up to the longest one that Whoosh tells apart, and beyond."""
    lengths = np.arange(0, 120_000)
    assert quantised(lengths).tolist() == [length_to_byte(length) for length in range(120_000)]
    assert rounded().tolist() == [byte_to_length(code) for code in range(256)]


def test_integers_that_fit_no_column_are_refused() -> None:
    """Below zero and above 2**63 at once."""
    with pytest.raises(OverflowError, match="fit no column"):
        narrow(np.array([-1, 2**63], object))


def test_the_slow_way_agrees_with_itself() -> None:
    """Two ways to say the same small field."""
    one = of_texts([["b", "a"], ["a"]])
    other = inverted({"a": {0: [1], 1: [0]}, "b": {0: [0]}}, 2)
    assert one.words == other.words
    assert one.documents.tolist() == other.documents.tolist() == [0, 1, 0]
    assert one.lengths.tolist() == other.lengths.tolist() == [2, 1]
