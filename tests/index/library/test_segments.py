"""Words and postings over the segments of an index are what loops over its texts find."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar import field
from index.columnar.records_writer import Run
from index.columnar.writer import Batch, write_segment
from index.inversion.invert import invert
from index.library.manifest import Segment
from index.library.segments import Segments

#: Few letters, of one, two and four bytes: words share beginnings and endings.
WORDS = st.text("abж\U00010428", min_size=1, max_size=6)
TEXTS = st.lists(st.lists(WORDS, max_size=6), min_size=1, max_size=6)
PARTS = st.lists(TEXTS, min_size=1, max_size=3)

#: The words of each document; None where it is deleted.
Documents = list[list[str] | None]


@contextmanager
def segments(
    parts: list[list[list[str]]], data: st.DataObject
) -> Iterator[tuple[Segments, Documents]]:
    """An index of texts, some of them deleted, and those that are left."""
    listed: list[Segment] = []
    left: Documents = []
    with tempfile.TemporaryDirectory() as folder:
        for number, texts in enumerate(parts):
            name = f"{number}.columns"
            words = invert([" ".join(text) for text in texts], in_order=True)
            records = [Run.of([b""] * len(texts))]
            write_segment(Path(folder) / name, Batch(len(texts), {"text": words}, records))
            gone = [d for d in range(len(texts)) if data.draw(st.integers(0, 3)) == 0]
            listed.append(Segment(name, len(texts), tuple((d, d + 1) for d in gone)))
            left += [None if d in gone else text for d, text in enumerate(texts)]
        with Segments(Path(folder), listed) as opened:
            yield opened, left


def spoken(parts: list[list[list[str]]]) -> list[str]:
    """The words of all documents, deleted ones too, ascending by their bytes."""
    return sorted({word for texts in parts for text in texts for word in text}, key=str.encode)


@pytest.mark.slow
@settings(deadline=None)
@given(PARTS, st.data(), st.sampled_from([1, 2, 512]))
def test_the_postings_of_several_words(
    parts: list[list[list[str]]], data: st.DataObject, long: int
) -> None:
    """In any order, next to each other in the vocabulary or not, one long row or many short."""
    with segments(parts, data) as (index, left), _long_from(long):
        every = spoken(parts)
        low = data.draw(st.integers(0, len(every)))
        neighbours = every[low : data.draw(st.integers(low, len(every)))]
        some = data.draw(st.lists(st.sampled_from([*every, "x"]), unique=True, max_size=6))
        for words in (neighbours, some):
            documents, counts = index.postings_of("text", words)
            found = Counter[tuple[int, int]](zip(documents.tolist(), counts.tolist(), strict=True))
            assert found == Counter(
                (document, text.count(word))
                for word in words
                for document, text in enumerate(left)
                if text and word in text
            )
            held = [bool(text and set(words) & set(text)) for text in left]
            assert index.holding("text", tuple(words)).tolist() == held
        for word in every:
            documents, counts = index.postings("text", word)
            assert documents.tolist() == [d for d, text in enumerate(left) if text and word in text]
            assert index.document_frequency("text", word) == len(documents)


def test_words_that_only_seem_to_be_neighbours(tmp_path: Path) -> None:
    """The first and the last are as far apart as if those between were the ones asked for."""
    words = invert(["a b", "c d e f"], in_order=True)
    write_segment(tmp_path / "s.columns", Batch(2, {"text": words}, [Run.of([b""] * 2)]))
    with Segments(tmp_path, [Segment("s.columns", 2)]) as index:
        assert index.postings_of("text", ["b", "f", "d"])[0].tolist() == [0, 1, 1]
        assert index.postings_of("text", ["b", "a", "d"])[0].tolist() == [0, 0, 1]


@contextmanager
def _long_from(postings: int) -> Iterator[None]:
    """Words of so many postings are read by themselves."""
    before, field._LONG = field._LONG, postings
    try:
        yield
    finally:
        field._LONG = before


@pytest.mark.slow
@settings(deadline=None)
@given(PARTS, st.data())
def test_words_by_their_pieces(parts: list[list[list[str]]], data: st.DataObject) -> None:
    """A piece may be longer than what is kept of each ending, and end inside of a letter."""
    with segments(parts, data) as (index, _):
        every = spoken(parts)
        piece, other = data.draw(WORDS), data.draw(WORDS)
        ending = [word for word in every if word.endswith(piece)]
        assert list(index.words_ending("text", piece)) == ending
        assert list(index.words_containing("text", piece)) == [w for w in every if piece in w]
        assert list(index.vocabulary("text", piece)) == [w for w in every if w.startswith(piece)]
        least, most = sorted(data.draw(st.tuples(st.integers(0, 7), st.integers(0, 7))))
        assert list(index.words_beginning_or_ending("text", piece, other, (least, most))) == [
            word
            for word in every
            if (word.startswith(piece) or word.endswith(other)) and least <= len(word) <= most
        ]


@pytest.mark.slow
@settings(deadline=None)
@given(PARTS, st.data())
def test_lengths(parts: list[list[list[str]]], data: st.DataObject) -> None:
    """The mean is over deleted documents too, as it is in Whoosh."""
    with segments(parts, data) as (index, left):
        sizes = [len(text) for texts in parts for text in texts]
        assert index.mean_length == sum(sizes) / len(sizes)
        # Whoosh keeps lengths as short as these exactly.
        assert index.length_codes(np.arange(len(sizes))).tolist() == sizes
        assert index.documents().tolist() == [d for d, text in enumerate(left) if text is not None]
