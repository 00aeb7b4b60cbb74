"""Whoosh's interface to segments of columns, where its own tests do not look."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import columns, formats, index
from whoosh.analysis import (
    DelimitedAttributeFilter,
    RegexTokenizer,
    SpaceSeparatedTokenizer,
    StandardAnalyzer,
)
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import BOOLEAN, COLUMN, DATETIME, NUMERIC, STORED, TEXT, FieldType, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query import Term
from whoosh.sorting import StoredFieldFacet, add_sortable

from index.columnar.merge import Source, merge_segments
from index.errors import IndexDamaged
from index.whoosh_codec.codec import ColumnarCodec, ColumnarSegment
from index.whoosh_codec.payload import Kind, Payload
from tests.index.whoosh_codec.whoosh_indexes import (
    SCHEMA,
    bulk,
    columnar,
    file_of,
    segment_columns,
    stock,
    written,
)

DOCUMENTS: list[dict[str, Any]] = [
    {"text": "alfa bravo alfa", "id": "a", "n": 3},
    {"text": "bravo", "id": "b"},
]


def postings(reader: Any, field: str, word: bytes) -> Iterator[tuple[Any, ...]]:
    """Everything that a matcher tells of a word."""
    matcher = reader.postings(field, word)
    format_ = reader.schema[field].format
    kinds = ("frequency", "weight", "positions", "characters", "position_boosts",
             "character_boosts")  # fmt: skip
    while matcher.is_active():
        yield (
            matcher.id(),
            matcher.weight(),
            *(matcher.value_as(kind) for kind in kinds if format_.supports(kind)),
        )
        matcher.next()


class Any_(FieldType):  # noqa: N801 - a field of any format, as in Whoosh's own tests
    """A field of a given format, with a vector of the same."""

    def __init__(self, format_: formats.Format) -> None:
        self.analyzer = RegexTokenizer(r"[^ ]+") | DelimitedAttributeFilter()
        self.format = format_
        # Whoosh cannot merge vectors that hold nothing but words.
        self.vector = None if isinstance(format_, formats.Existence) else format_
        self.scorable = self.indexed = self.stored = True
        self.multitoken_query = "default"


FORMATS = [
    formats.Existence(),
    formats.Existence(field_boost=2.0),
    formats.Frequency(),
    formats.Frequency(field_boost=1.5),
    formats.Positions(),
    formats.Positions(field_boost=0.5),
    formats.Characters(),
    formats.PositionBoosts(),
    formats.CharacterBoosts(),
    formats.CharacterBoosts(field_boost=3.0),
]


@pytest.mark.parametrize("format_", FORMATS, ids=repr)
def test_every_format_reads_as_in_whoosh(tmp_path: Path, format_: formats.Format) -> None:
    """Postings, weights and vectors; once more after a merge."""
    schema = Schema(text=Any_(format_))
    texts = ["alfa bravo^2 alfa^0.5 charlie", "bravo^1.25 bravo", "", "delta alfa"]
    parts = [[{"text": text} for text in texts], [{"text": "alfa bravo^3"}]]
    wanted = written(tmp_path / "w", parts, W3Codec(), schema)
    found = written(tmp_path / "f", parts, ColumnarCodec(), schema)
    for _ in range(2):
        with wanted.reader() as expected, found.reader() as reader:
            assert list(reader.all_terms()) == list(expected.all_terms())
            for _, word in expected.all_terms():
                assert list(postings(reader, "text", word)) == list(
                    postings(expected, "text", word)
                )
                one, other = (r.term_info("text", word) for r in (reader, expected))
                for name in ("weight", "doc_frequency", "min_length", "max_length", "max_weight"):
                    assert getattr(one, name)() == getattr(other, name)(), name
                assert (one.min_id(), one.max_id()) == (other.min_id(), other.max_id())
            for number in range(5):
                assert reader.has_vector(number, "text") == expected.has_vector(number, "text")
                if reader.has_vector(number, "text"):
                    assert _vector(reader, number) == _vector(expected, number)
        wanted.optimize(codec=W3Codec())
        found.optimize(codec=ColumnarCodec())


def _vector(reader: Any, number: int) -> list[Any]:
    matcher = reader.vector(number, "text")
    rows = []
    while matcher.is_active():
        rows.append((matcher.id(), matcher.weight(), matcher.value_as("frequency")))
        matcher.next()
    return rows


def test_no_pickle_is_kept(tmp_path: Path) -> None:
    """Whoosh hands postings and stored fields over as pickles; the files hold numbers and JSON."""
    schema = Schema(
        text=TEXT(stored=True, vector=True, chars=True),
        any=STORED(),
        p=COLUMN(columns.PickleColumn(columns.VarBytesColumn())),
        b=COLUMN(columns.CompressedBlockColumn()),
    )
    document = {"text": "alfa bravo alfa", "any": ("x", b"y"), "p": {"k": (1, 2)}, "b": b"z"}
    found = written(tmp_path / "f", [[document]], ColumnarCodec(), schema)
    for path in (tmp_path / "f").glob("MAIN_*"):
        assert b"\x80\x02" not in path.read_bytes(), path
    with found.reader() as reader:
        assert reader.stored_fields(0) == {"text": "alfa bravo alfa", "any": ("x", b"y")}
        assert reader.column_reader("p")[0] == {"k": (1, 2)}
        assert reader.column_reader("b")[0] == b"z"


COLUMNS: dict[str, tuple[columns.Column, list[Any]]] = {
    "bytes": (columns.VarBytesColumn(), [b"b", None, b"a"]),
    "fixed": (columns.FixedBytesColumn(3), [b"xyz", None, b"abc"]),
    "ref": (columns.RefBytesColumn(), [b"b", None, b"b"]),
    "number": (columns.NumericColumn("i", default=-1), [7, None, -9]),
    "float": (columns.NumericColumn("d"), [7.5, None, -9.25]),
    "bit": (columns.BitColumn(), [True, None, False]),
    "compressed": (columns.CompressedBytesColumn(), [b"b", None, b"a" * 99]),
    "block": (columns.CompressedBlockColumn(), [b"b", b"", b"a" * 99]),
    "struct": (columns.StructColumn("ih", (0, 0)), [(1, 2), None, (3, 4)]),
    "pickle": (columns.PickleColumn(columns.VarBytesColumn()), [(1, "x"), None, {"a": 1}]),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_reads_as_in_whoosh(tmp_path: Path, name: str) -> None:
    """Values, defaults, and the keys that documents are sorted by."""
    column, row = COLUMNS[name]
    schema = Schema(c=COLUMN(column))
    parts = [[{} if value is None else {"c": value} for value in row]]
    wanted = written(tmp_path / "w", parts, W3Codec(), schema)
    found = written(tmp_path / "f", parts, ColumnarCodec(), schema)
    with wanted.reader() as expected, found.reader() as reader:
        assert reader.has_column("c")
        one, other = (r.column_reader("c", translate=False) for r in (reader, expected))
        assert [one[i] for i in range(3)] == [other[i] for i in range(3)]
        if name != "compressed":  # whose own iterator fails on a default
            assert list(one) == list(other)
        if name not in ("pickle", "struct"):
            assert [one.sort_key(i) for i in range(3)] == [other.sort_key(i) for i in range(3)]


def test_fields_of_other_types(tmp_path: Path) -> None:
    """Dates, floats and truth values, searched by Whoosh."""
    schema = Schema(when=DATETIME(stored=True), x=NUMERIC(float), yes=BOOLEAN(stored=True))
    documents: list[dict[str, Any]]
    documents = [{"when": datetime(2019, 9, 9), "x": 0.5, "yes": True}, {"x": -1.0, "yes": False}]
    found = written(tmp_path / "f", [documents], ColumnarCodec(), schema)
    with found.searcher() as searcher:
        assert [dict(hit) for hit in searcher.search(Term("yes", True))] == [
            {"when": datetime(2019, 9, 9), "yes": True}
        ]
        assert [hit.docnum for hit in searcher.search(Term("x", -1.0))] == [1]


def test_an_index_opens_by_itself(tmp_path: Path) -> None:
    """`whoosh.index.open_dir` finds the codec in the list of segments."""
    columnar(tmp_path / "c", [DOCUMENTS], deleted=[1])
    with index.open_dir(str(tmp_path / "c")).searcher() as searcher:
        assert [hit["id"] for hit in searcher.search(Term("text", "bravo"))] == ["a"]
        assert searcher.doc_count() == 1
        assert searcher.doc_count_all() == 2


def test_an_index_in_memory() -> None:
    """Whoosh can keep an index without a folder, and move it."""
    found = RamStorage().create_index(SCHEMA)
    writer = found.writer(codec=ColumnarCodec())
    for document in DOCUMENTS:
        writer.add_document(**document)
    writer.commit()
    with found.searcher() as searcher:
        assert [hit["id"] for hit in searcher.search(Term("text", "alfa"))] == ["a"]


def test_reading_loads_nothing_of_whoosh() -> None:
    """Nor what only writers need: a search at a terminal waits for its imports."""
    heavy = ("whoosh", "tempfile", "concurrent.futures", "logging")
    command = (
        "import sys, numpy, numpy.typing; before = set(sys.modules); "
        f"import index.columnar.reader; print([m for m in {heavy!r} "
        "if m in sys.modules and m not in before])"
    )
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_segments_of_both_writers_stand_side_by_side(tmp_path: Path) -> None:
    """And the columns of each are there for who reads arrays."""
    found = bulk(tmp_path / "b", [DOCUMENTS])
    writer = found.writer(codec=ColumnarCodec())
    writer.add_document(text="alfa charlie", id="c", n=1)
    writer.commit(merge=False)
    segments = found._segments()
    rows = []
    for segment in segments:
        opened = segment_columns(found, segment)
        rows.append([array.tolist() for array in opened.occurrences("text", "alfa")])
        assert opened.document_count == segment.doc_count_all()
        opened.verify()
    assert rows == [[[0, 0], [0, 2]], [[0], [0]]]
    with found.searcher() as searcher:
        assert [hit["id"] for hit in searcher.search(Term("text", "charlie"))] == ["c"]
        hits = searcher.search(Term("text", "alfa"), sortedby="n")
        assert [hit["id"] for hit in hits] == ["c", "a"]


def test_segments_of_whoosh_are_merged_if_nothing_is_lost(tmp_path: Path) -> None:
    """A column is; the error names it and the file."""
    found = columnar(tmp_path / "c", [DOCUMENTS])
    sources = [Source(segment_columns(found, segment)) for segment in found._segments()]
    with pytest.raises(ValueError, match=r"documents: only Whoosh itself can merge columns"):
        merge_segments(tmp_path / "m.columns", sources)
    schema = Schema(text=TEXT(stored=True))
    plain = written(
        tmp_path / "p", [[{"text": "alfa"}], [{"text": "bravo"}]], ColumnarCodec(), schema
    )
    sources = [Source(segment_columns(plain, segment)) for segment in plain._segments()]
    merged = ColumnarSegment("MAIN", 2)
    assert merge_segments(tmp_path / "p" / file_of(merged), sources) == 2
    plain.writer(codec=ColumnarCodec()).commit(mergetype=lambda *_: [merged])
    with plain.searcher() as searcher:
        assert [hit["text"] for hit in searcher.search(Term("text", "bravo"))] == ["bravo"]


def test_a_damaged_segment_is_refused_by_name(tmp_path: Path) -> None:
    """Whoosh gets no data from it."""
    found = columnar(tmp_path / "c", [DOCUMENTS])
    for path in (tmp_path / "c").glob("*.terms"):
        path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamaged, match=r"MAIN_.*\.terms"):
        found.reader()


def test_a_segment_whose_file_is_gone(tmp_path: Path) -> None:
    """Is what Whoosh takes for a writer that was faster: it looks again before it gives up."""
    found = columnar(tmp_path / "c", [DOCUMENTS])
    for path in (tmp_path / "c").glob("*.terms"):
        path.unlink()
    with pytest.raises(FileNotFoundError, match=r"MAIN_.*\.terms"):
        segment_columns(found, found._segments()[0])


def test_the_entry_of_a_segment_is_plain(tmp_path: Path) -> None:
    """What Whoosh pickles of it are text, numbers and a list."""
    segment = ColumnarSegment("MAIN", 5)
    segment.delete_document(3)
    segment.delete_document(1)
    segment.delete_document(1, delete=False)
    assert segment.__getstate__() == {
        "indexname": "MAIN", "segid": segment.segid, "documents": 5, "deleted": [3],
    }  # fmt: skip
    again = pickle.loads(pickle.dumps(segment))
    assert again == segment
    assert again.doc_count() == 4
    assert file_of(again) == file_of(segment)
    assert again.codec() == ColumnarCodec()


def test_a_column_can_be_added_later(tmp_path: Path) -> None:
    """By Whoosh's own function, which writes it beside the segment."""
    found = written(
        tmp_path / "f",
        [[{"title": word} for word in ("b", "c", "a")]],
        ColumnarCodec(),
        Schema(title=TEXT(stored=True)),
    )
    with found.writer(codec=ColumnarCodec()) as writer:
        add_sortable(writer, "title", StoredFieldFacet("title"))
    with found.reader() as reader:
        assert list(reader.column_reader("title")) == ["b", "c", "a"]


def test_a_value_that_cannot_be_stored_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    """The error comes with the document."""
    found = written(tmp_path / "f", [[{"any": 1}]], ColumnarCodec(), Schema(any=STORED()))
    writer = found.writer(codec=ColumnarCodec())
    with pytest.raises(TypeError, match="'any'"):
        writer.add_document(any=object())
    writer.cancel()
    assert found.doc_count() == 1


def test_a_bad_document_is_forgotten_whole(tmp_path: Path) -> None:
    """Whoosh cancels a document whose value a field refuses, and goes on."""
    schema = Schema(id=STORED(), n=NUMERIC(int, sortable=True), t=TEXT(analyzer=StandardAnalyzer()))
    found = written(tmp_path / "f", [], ColumnarCodec(), schema)
    writer = found.writer(codec=ColumnarCodec())
    writer.add_document(id=1, n=5, t="alfa")
    with pytest.raises(ValueError, match="nonsense"):
        writer.add_document(id=2, n="nonsense", t="bravo")
    writer.add_document(id=3, n=7, t="charlie")
    writer.commit()
    with found.reader() as reader:
        assert [reader.stored_fields(number)["id"] for number in (0, 1)] == [1, 3]
        assert list(reader.column_reader("n")) == [5, 7]


QUALITIES = (
    "block_max_weight block_min_length block_max_length block_quality max_quality "
    "block_max_id block_min_id"
).split()


def test_blocks_of_many_postings(tmp_path: Path) -> None:
    """Skipping by document and by quality, over the borders of blocks."""
    documents = [{"text": "alfa " * (1 + i % 7) + "bravo" * (i % 3)} for i in range(1000)]
    # Whoosh takes any tokenizer, and its types say an Analyzer.
    schema = Schema(text=TEXT(analyzer=SpaceSeparatedTokenizer()))  # type: ignore[arg-type]
    ours = written(tmp_path / "f", [documents], ColumnarCodec(), schema)
    whooshs = written(tmp_path / "w", [documents], W3Codec(), schema)
    with ours.searcher() as one, whooshs.searcher() as other:
        for limit in (1, 10, 500):
            found, expected = (s.search(Term("text", "alfa"), limit=limit) for s in (one, other))
            assert [hit.docnum for hit in found] == [hit.docnum for hit in expected]
        for target in (0, 1, 127, 128, 129, 640, 999):
            matchers = [s.postings("text", "alfa") for s in (one, other)]
            for matcher in matchers:
                matcher.skip_to(target)
            mine, theirs = matchers
            assert mine.id() == theirs.id() == target
            for name in QUALITIES:
                assert getattr(mine, name)() == pytest.approx(getattr(theirs, name)()), name
            again = mine.copy()
            mine.next()
            assert again.id() == target
            again.reset()
            assert again.id() == 0
        assert list(one.postings("text", "alfa").all_ids()) == list(range(1000))


def test_terms_are_walked_like_whooshs(tmp_path: Path) -> None:
    """Cursors, ranges and items; of words that are no text, too."""
    found = columnar(tmp_path / "c", [DOCUMENTS])
    wanted = stock(tmp_path / "w", [DOCUMENTS])
    with found.reader() as reader, wanted.reader() as expected:
        for field in ("text", "id", "n", "tag"):
            assert list(reader.terms_from(field, b"")) == list(expected.terms_from(field, b""))
            assert list(reader.lexicon(field)) == list(expected.lexicon(field))
            info = [(t, i.weight()) for t, i in reader.iter_from(field, b"")]
            assert info == [(t, i.weight()) for t, i in expected.iter_from(field, b"")]
        for reads in (reader, expected):
            cursor = reads.cursor("text")
            assert cursor.text() == "alfa"
            assert cursor.next() == "bravo"
            assert cursor.term_info().doc_frequency() == 2
            assert cursor.next() is None
            assert cursor.term_info() is None
            assert cursor.first() == "alfa"
            assert cursor.find("b") == "bravo"
            assert cursor.find("c") is None
            assert not cursor.is_valid()
        for reads in (reader, expected):
            assert reads.doc_frequency("text", "nothing") == 0
            assert reads.frequency("text", "alfa") == 2
            assert reads.frequency("text", "nothing") == 0
            assert reads.min_field_length("text") == 1
            assert reads.max_field_length("text") == 3
            assert reads.doc_field_length(0, "id", 9) == 9


def test_a_bulk_reader_knows_its_columns(tmp_path: Path) -> None:
    """As Whoosh asks for them."""
    found = bulk(tmp_path / "b", [DOCUMENTS])
    with found.reader() as reader:
        assert reader.column_reader("n")[0] == 3
        column = reader.column_reader("n", translate=False)
        assert len(column) == 2
        assert column.load() == list(column)
        assert reader._perdoc.has_column("n")
        assert list(reader._perdoc.list_columns()) == ["n"]


KINDS = st.sampled_from([Kind.of(format_) for format_ in FORMATS])


@settings(deadline=None)
@given(KINDS, st.data())
def test_payloads_come_back_as_the_same_bytes(kind: Kind, data: st.DataObject) -> None:
    """And bytes that are none of a format are known as such."""
    count = data.draw(st.integers(1, 4))
    ints = st.lists(st.integers(0, 2**32 - 1), min_size=count, max_size=count)
    positions = sorted(data.draw(ints)) if kind.has_positions else None
    characters = None
    if kind.has_characters:
        characters = list(zip(data.draw(ints), data.draw(ints), strict=True))
    floats = st.lists(st.floats(0, 8, width=32), min_size=count, max_size=count)
    boosts = data.draw(floats) if kind.has_boosts else None
    payload = Payload(1 if kind.name == "existence" else count, positions, characters, boosts)
    assert kind.read(kind.write(payload)) == payload
    if kind.name != "existence":
        assert kind.read(b"") is None
    assert kind.read(b"nonsense") is None
