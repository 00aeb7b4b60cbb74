"""Words at places, and postings in some documents, are those of a loop over the texts."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.columnar import field as field_module
from index.columnar import pages, sequence
from index.columnar import places as places_module
from index.columnar.places import postings_in, words_at
from index.columnar.reader import SegmentColumns
from index.errors import IndexDamaged
from tests.index.columnar.test_phrase import TEXTS, written

shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture(autouse=True)
def small() -> Iterator[None]:
    """Two words of a segment have a code, and a block has few words."""
    with (
        mock.patch.object(sequence, "COMMON", 2),
        mock.patch.object(places_module, "BLOCK", 3),
        mock.patch.object(field_module, "BLOCK", 3),
    ):
        yield


@shared_folder
@given(TEXTS, st.data())
def test_words_at_places(tmp_path: Path, texts: list[list[str]], data: st.DataObject) -> None:
    """Each place has its word, in whatever order and however often it is asked for."""
    said = [word for text in texts for word in text]
    wanted = data.draw(st.lists(st.sampled_from(range(len(said))), max_size=30)) if said else []
    segment = written(tmp_path / "segment", texts)
    field = segment.field("text")
    if field is not None:
        starts = np.append(0, np.cumsum([len(text) for text in texts])).astype(np.int64)
        numbers = words_at(field, starts, np.array(wanted, np.int64))
        found = [field.vocabulary[number].decode() for number in numbers.tolist()]
        assert found == [said[place] for place in wanted]
        # A field without a sequence is read by its postings alone.
        with mock.patch.object(type(field), "sequence", None):
            assert words_at(field, starts, np.array(wanted, np.int64)).tolist() == numbers.tolist()
    segment.close()


@shared_folder
@given(TEXTS, st.data())
def test_postings_in_some_documents(
    tmp_path: Path, texts: list[list[str]], data: st.DataObject
) -> None:
    """Each word with each document that counts, and how often it is there."""
    mask = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    segment = written(tmp_path / "segment", texts)
    field = segment.field("text")
    if field is not None:
        found: Counter[tuple[str, int]] = Counter()
        for some in postings_in(field, np.array(mask, bool)):
            rows = zip(*(column.tolist() for column in some), strict=True)
            for word, document, frequency in rows:
                found[field.vocabulary[word].decode(), document] += frequency
        expected = Counter(
            (word, document)
            for document, text in enumerate(texts)
            for word in text
            if mask[document]
        )
        assert found == expected
    segment.close()


def test_damage_under_a_place_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages of the sequence that are read are checked, wherever the damage is."""
    monkeypatch.setattr(pages, "PAGE", 64)
    texts = [["a", "b"] * 100 for _ in range(20)]
    path = tmp_path / "segment"
    segment = written(path, texts)
    whole = segment.field("text")
    assert whole is not None
    assert whole.sequence is not None
    codes = whole.sequence.codes.tobytes()
    segment.close()
    data = bytearray(path.read_bytes())
    data[data.index(codes) + 3_000] ^= 1
    path.write_bytes(data)
    segment = SegmentColumns.open(path)
    field = segment.field("text")
    assert field is not None
    starts = np.arange(0, 4_001, 200)
    assert len(words_at(field, starts, np.array([5]))) == 1
    with pytest.raises(IndexDamaged):
        words_at(field, starts, np.array([3_999, 3_000]))
