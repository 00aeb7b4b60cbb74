"""Whoosh's searcher finds the same on columns as on an index of its own codec."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import FileIndex
from whoosh.query import spans

from index.whoosh_codec.codec import ColumnarCodec
from tests.index.whoosh_codec.whoosh_indexes import bulk, columnar, stock

WORDS = ["ab", "abc", "bc", "bcd", "cab", "dd", "abcd"]
word = st.sampled_from(WORDS)
document = st.fixed_dictionaries(
    {"text": st.lists(word, max_size=9).map(" ".join)},
    optional={
        "tag": st.lists(word, min_size=1, max_size=3).map(" ".join),
        "n": st.integers(-3, 300),
    },
)
segments = st.lists(st.lists(document, max_size=7), min_size=1, max_size=3)
terms = st.builds(q.Term, st.sampled_from(["text", "tag"]), word)
text_terms = st.builds(q.Term, st.just("text"), word)


def _extend_spans(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(
            spans.SpanNear, children, children, st.integers(1, 3), st.booleans(), st.integers(1, 2)
        ),
        st.builds(spans.SpanOr, st.lists(children, min_size=1, max_size=3)),
        st.builds(spans.SpanNot, children, text_terms),
        st.builds(spans.SpanFirst, children, st.integers(0, 3)),
    )


span_trees = st.recursive(text_terms, _extend_spans, max_leaves=4)
patterns = st.sampled_from(["a*", "?b", "*b*", "b?d", "*", "x*", "[ab]*"])
leaves = st.one_of(
    terms,
    span_trees,
    st.builds(q.Phrase, st.just("text"), st.lists(word, min_size=1, max_size=3), st.integers(1, 3)),
    st.builds(q.Prefix, st.just("text"), st.sampled_from(["a", "ab", "b", "x", ""])),
    st.builds(q.Wildcard, st.just("text"), patterns),
    st.builds(
        lambda text, distance: q.FuzzyTerm("text", text, maxdist=distance),
        word,
        st.integers(1, 2),
    ),
    st.builds(q.TermRange, st.just("text"), word, word, st.booleans(), st.booleans()),
    st.builds(q.NumericRange, st.just("n"), st.integers(-3, 150), st.integers(0, 300)),
    st.builds(q.Every, st.sampled_from(["text", "tag", "n", None])),
)


def _extend(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    many = st.lists(children, min_size=1, max_size=3)
    return st.one_of(
        st.builds(q.And, many),
        st.builds(q.Or, many),
        st.builds(q.DisjunctionMax, many),
        st.builds(q.AndNot, children, children),
        st.builds(q.AndMaybe, children, children),
        st.builds(q.Require, children, children),
        st.builds(lambda child, other: q.And([child, q.Not(other)]), children, children),
        st.builds(lambda child: q.ConstantScoreQuery(child, 2.5), children),
    )


trees = st.recursive(leaves, _extend, max_leaves=6)


def answer(index: FileIndex, tree: q.Query, limit: int | None, **more: Any) -> Any:
    """Documents and scores in their order, or the name of the error."""
    with index.searcher() as searcher:
        try:
            hits = searcher.search(tree, limit=limit, **more)
            return [(hit.docnum, pytest.approx(hit.score or 0, abs=1e-4)) for hit in hits]
        except Exception as error:  # Whoosh cannot run every tree; then nobody can
            return type(error).__name__


def plain(found: Any) -> Any:
    """An answer without its tolerance."""
    return (
        found if isinstance(found, str) else [(number, score.expected) for number, score in found]
    )


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(segments, st.lists(trees, min_size=1, max_size=6), st.data())
def test_any_tree_is_answered_alike(
    parts: list[list[dict[str, Any]]], asked: list[q.Query], data: st.DataObject
) -> None:
    """Over one segment and several, with deletions, by either writer; all hits and the first."""
    parts = _numbered(parts)
    count = sum(map(len, parts))
    deleted = data.draw(st.sets(st.sampled_from(range(count)))) if count else set()
    with TemporaryDirectory() as name:
        folder = Path(name)
        wanted = stock(folder / "stock", parts, deleted=deleted)
        ours = [
            columnar(folder / "columnar", parts, deleted=deleted),
            bulk(folder / "bulk", parts, deleted=deleted),
        ]
        for tree in asked:
            for limit in (None, 2):
                expected = answer(wanted, tree, limit)
                for index in ours:
                    assert plain(answer(index, tree, limit)) == expected, (tree, limit, index)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(segments)
def test_sorting_and_merging(parts: list[list[dict[str, Any]]]) -> None:
    """Sorted by a column; and Whoosh's own merge of both kinds of segments."""
    parts = _numbered(parts)
    with TemporaryDirectory() as name:
        folder = Path(name)
        wanted = stock(folder / "stock", parts)
        ours = [columnar(folder / "columnar", parts), bulk(folder / "bulk", parts)]
        for index in ours:
            _same_order(index, wanted)
        wanted.optimize(codec=W3Codec())
        for index in ours:
            index.optimize(codec=ColumnarCodec())
            _same_order(index, wanted)
            assert _everything(index) == _everything(wanted)


def _same_order(index: FileIndex, wanted: FileIndex) -> None:
    for reverse in (False, True):
        found, expected = (
            answer(i, q.Every(), None, sortedby="n", reverse=reverse) for i in (index, wanted)
        )
        assert [number for number, _ in found] == [number for number, _ in expected]


def _everything(index: FileIndex) -> Any:
    with index.reader() as reader:
        return (
            sorted(reader.all_terms()),
            [reader.stored_fields(number) for number in reader.all_doc_ids()],
            [
                (term, m.id(), m.weight())
                for term in sorted(reader.all_terms())
                for m in _steps(reader.postings(*term))
            ],
            [reader.field_length(name) for name in ("text", "tag", "id", "n")],
        )


def _steps(matcher: Any) -> Any:
    while matcher.is_active():
        yield matcher
        matcher.next()


def _numbered(parts: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    numbers = iter(range(10_000))
    return [[{**doc, "id": f"id{next(numbers)}"} for doc in part] for part in parts]
