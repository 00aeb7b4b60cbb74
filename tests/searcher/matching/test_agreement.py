"""Four ways to answer a tree agree: arrays, Whoosh over both indexes, and a scan of every turn."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
import whoosh.index
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from corpus.model import Participant, Program, Turn
from index.library.library import Library
from index.update import transaction
from index.update.transaction import Transaction
from index.whoosh_codec.schema import SCHEMA
from index.workers.build import write
from searcher.matching import positions
from searcher.matching.evaluate import Evaluator
from searcher.query.query_tree import And, Not, Or
from tests.searcher import whoosh_side
from tests.searcher.matching.test_evaluate import VOCABULARY, leaves, nearness, phrases, synonyms
from tests.searcher.scan import Talk, matches, score
from tests.whoosh.documents import whoosh_documents

#: A program is said by Odd and Even in turns; segments have one or more of them.
texts = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=10).map(" ".join)
segments = st.lists(
    st.lists(st.lists(texts, min_size=1, max_size=4), min_size=1, max_size=3),
    min_size=1,
    max_size=3,
)


def compound(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """AND and OR, and NOT beside what must be there: elsewhere Whoosh gives it other meanings."""
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(several.map(And), several.map(Or))


positive = st.recursive(st.one_of(leaves, synonyms, phrases, nearness), compound, max_leaves=5)
trees = st.one_of(
    positive,
    st.builds(
        lambda held, not_held: And((*held, Not(not_held))),
        st.lists(positive, min_size=1, max_size=2),
        positive,
    ),
)


def program(name: str, spoken: Sequence[str]) -> Program:
    """A program of some turns."""
    people = (Participant("Even", ("Even",)), Participant("Odd", ("Odd",)))
    turns = tuple(
        Turn(i + 1, ("Even", "Odd")[i % 2], ("Even", "Odd")[i % 2], text)
        for i, text in enumerate(spoken)
    )
    return Program(name, "t", "p", "f", participants=people, turns=turns)


@contextmanager
def indexed(spoken: list[list[list[str]]], dropped: set[int]) -> Iterator[tuple[Path, Any]]:
    """The same documents in an index of ours and in a stock one, some deleted in both."""
    with TemporaryDirectory() as folder:
        ours = Path(folder) / "ours"
        stock = FileStorage(f"{folder}/stock").create().create_index(SCHEMA)
        gone: list[str] = []
        gone_documents: list[int] = []
        size = count = 0
        for several in spoken:
            programs = [program(f"p{count + i}", texts) for i, texts in enumerate(several)]
            writer = stock.writer()
            for place, each in enumerate(programs):
                # A segment without any document is no segment any more.
                if place and count + place in dropped:
                    gone.append(each.id)
                    gone_documents += range(size, size + len(each.turns))
                size += len(each.turns)
                for document in whoosh_documents(each):
                    writer.add_document(**document)
            writer.commit(merge=False)
            count += len(programs)
            _commit(ours, programs, gone if count == sum(map(len, spoken)) else [])
        if gone_documents:
            writer = stock.writer()
            for number in gone_documents:
                writer.delete_document(number)
            writer.commit(merge=False)
        yield ours, stock.refresh()


def _commit(directory: Path, programs: list[Program], gone: list[str]) -> None:
    """Add programs as a segment that stays one; then drop some."""
    with patch.object(transaction, "worth_merging", lambda segments: segments[:1]):
        with Transaction(directory) as change:
            path = change.new_segment()
            change.add(path, write(path, programs))
            change.commit()
        if gone:
            with Transaction(directory) as change:
                change.drop(gone)
                change.commit()


@pytest.mark.slow
@settings(
    max_examples=50,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(segments, st.sets(st.integers(0, 8)), st.lists(trees, min_size=1, max_size=4), st.booleans())
def test_four_ways_agree(
    spoken: list[list[list[str]]], dropped: set[int], asked: list[Any], read_whole: bool
) -> None:
    """The same documents, as many of them, and the same scores."""
    with (
        indexed(spoken, dropped) as (directory, stock),
        Library.open(directory) as library,
        whoosh.index.open_dir(str(directory)).searcher() as over_ours,
        stock.searcher() as over_stock,
        patch.object(positions, "_MANY_FORMS", 0 if read_whole else positions._MANY_FORMS),
        patch.object(positions, "_MANY_TURNS", 0 if read_whole else positions._MANY_TURNS),
    ):
        evaluator = Evaluator(library)
        talk = Talk.of(library)
        for tree in asked:
            hits = evaluator.hits(tree)
            arrays = dict(zip(hits.documents.tolist(), hits.scores.tolist(), strict=True))
            scanned = {
                n: score(tree, library, talk, n)
                for n in talk.texts
                if matches(tree, talk, n) is not None
            }
            assert arrays == pytest.approx(scanned, rel=1e-4, abs=1e-4)
            assert len(hits.documents) == len(scanned)
            for searcher in (over_ours, over_stock):
                found = whoosh_side.found(searcher, tree)
                assert found.keys() == scanned.keys()
                assert found == pytest.approx(scanned, rel=1e-4, abs=1e-4)
                assert set(searcher.docs_for_query(whoosh_side.translated(tree))) == set(scanned)
