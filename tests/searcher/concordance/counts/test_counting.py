"""Whatever is counted by, the groups sum to what a scan of every word counts."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library.library import Library
from searcher.concordance.counts.by import By
from searcher.concordance.counts.counting import count
from searcher.concordance.counts.grouping import Groupings
from searcher.concordance.matched import Matched
from searcher.matching.evaluate import Evaluator
from searcher.query.query_tree import Tree
from tests.searcher.matching.test_evaluate import build, corpora, trees
from tests.searcher.scan import Talk, matches

#: What each turn has at most one of.
SINGLE = tuple(by for by in By if by != By.TOPIC)


@pytest.mark.slow
@settings(max_examples=150)
@given(corpora, trees, st.integers(1, 3), st.integers(0, 3))
def test_groups_sum_to_the_total(spoken: list[str], tree: Tree, segments: int, every: int) -> None:
    """Of any search, over some of the turns or all: matches, turns and words."""
    with TemporaryDirectory() as folder:
        build(Path(folder), spoken, segments)
        with Library.open(Path(folder)) as library:
            evaluator = Evaluator(library)
            documents = library.documents().astype("uint32")
            allowed = documents[::every] if every else None
            turns = evaluator.match(tree, allowed)
            matched = Matched(evaluator, None, tree, turns, {})
            counts = count(tuple(By), matched, allowed, Groupings(library))
            talk = Talk.of(library)
            kept = documents.tolist() if allowed is None else allowed.tolist()
            words = {document: len(talk.texts[document]) for document in kept}
            said = {d for d in kept if matches(tree, talk, d) is not None}
            assert counts.total.turns == len(said)
            assert counts.total.words == sum(words.values())
            for table in counts.tables:
                groups = [*table.groups, table.unknown]
                for name in ("matches", "turns", "words"):
                    total = sum(getattr(group, name) for group in groups)
                    assert total == getattr(counts.total, name) or table.by not in SINGLE
            for by, of in ((By.SPEAKER, talk.speakers), (By.PROGRAM, talk.programs)):
                spoken_by = Counter[str]()
                turns_by = Counter(of[document] for document in said)
                for document, number in words.items():
                    spoken_by[of[document]] += number
                for group in counts.table(by).groups:
                    assert group.turns == turns_by[group.value or ""]
                    assert group.words == spoken_by[group.value or ""]
