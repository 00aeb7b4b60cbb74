"""Trees are answered as a scan of every turn and Whoosh's own searcher answer them."""

import gc
import weakref
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from corpus.model import Participant, Program, Turn
from index.library.library import Library
from index.library.manifest import Manifest, Segment
from index.registry import linkage
from index.whoosh_codec.schema import SCHEMA
from index.workers.build import write
from searcher.matching.evaluate import Evaluator
from searcher.matching.hits import Hits
from searcher.query.query_tree import (
    And,
    Answered,
    Asked,
    Near,
    Not,
    OneOf,
    Or,
    Phrase,
    Tree,
    Window,
    Within,
    Word,
    children,
)
from tests.searcher import whoosh_side
from tests.searcher.scan import Talk, matches, score
from tests.whoosh.documents import whoosh_documents

VOCABULARY = ["a", "b", "c", "cs", "d"]

texts = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=8).map(" ".join)
corpora = st.lists(texts, min_size=1, max_size=12)

leaves = st.one_of(
    st.sampled_from(VOCABULARY).map(lambda word: Word("text", (word,))),
    st.just(Word("text", ("c", "cs"))),
    st.just(Word("text", ("a", "nowhere"))),
    st.just(Word("speaker", ("even",))),
)
said = st.sampled_from(VOCABULARY).map(lambda word: Word("text", (word,)))
inflected = st.one_of(said, st.just(Word("text", ("c", "cs"))))


def together(words: st.SearchStrategy[Any]) -> st.SearchStrategy[Phrase]:
    """Phrases of two or three words."""
    return st.lists(words, min_size=2, max_size=3).map(tuple).map(Phrase)


#: Synonyms, which are of one length or of several.
synonyms = (
    st.lists(st.one_of(inflected, together(inflected)), min_size=1, max_size=3, unique=True)
    .map(tuple)
    .map(OneOf)
)
phrases = together(st.one_of(inflected, inflected, synonyms))


def compound(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Trees over trees."""
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(And),
        several.map(Or),
        parts.map(Not),
        parts.map(Asked),
        parts.map(Answered),
        st.builds(Within, parts, parts, st.integers(0, 3)),
    )


words_said = st.one_of(said, st.just(Word("text", ("c", "cs"))), st.just(Word("text", ("a", "c"))))
operands = st.recursive(
    st.one_of(words_said, synonyms, phrases),
    lambda parts: st.lists(parts, min_size=1, max_size=3).map(tuple).map(Or),
    max_leaves=3,
)
nearness = st.one_of(
    st.builds(Near, operands, operands, st.integers(1, 4), st.booleans()),
    st.builds(Window, st.lists(words_said, min_size=2, max_size=4).map(tuple), st.integers(1, 5)),
)

trees = st.recursive(st.one_of(leaves, synonyms, phrases, nearness), compound, max_leaves=6)


def build(directory: Path, spoken: list[str], segments: int) -> None:
    """An index of one program a segment; turns are said by Odd and Even, some in a row."""
    index = FileStorage(str(directory / "stock")).create().create_index(SCHEMA)
    people = (Participant("Even", ("Even",)), Participant("Odd", ("Odd",)))
    size = -(-len(spoken) // segments)
    made: list[Segment] = []
    for number in range(segments):
        part = spoken[number * size : (number + 1) * size]
        if not part:
            continue
        names = [("Even", "Odd")[len(text) // 2 % 2] for text in part]
        turns = tuple(
            Turn(i + 1, name, name, text)
            for i, (name, text) in enumerate(zip(names, part, strict=True))
        )
        program = Program(str(number), "t", "p", "f", participants=people, turns=turns)
        writer = index.writer()
        for document in whoosh_documents(program):
            writer.add_document(**document)
        writer.commit(merge=False)
        name = f"{number}.columns"
        made.append(Segment(name, write(directory / name, [program])))
    linkage.write(directory, 1, [])
    Manifest(1, made).write(directory)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(corpora, trees, st.integers(1, 3))
def test_agrees_with_a_scan_and_with_whoosh(spoken: list[str], tree: Tree, segments: int) -> None:
    """The same turns, and the same places in them, over one segment and over several."""
    with TemporaryDirectory() as folder:
        build(Path(folder), spoken, segments)
        with Library.open(Path(folder)) as library:
            evaluator = Evaluator(library)
            hits = evaluator.hits(tree)
            talk = Talk.of(library)
            found = {n: matches(tree, talk, n) for n in talk.texts}
            expected = {n: places for n, places in found.items() if places is not None}
            assert hits.documents.tolist() == sorted(expected)
            by_hand = [score(tree, library, talk, document) for document in sorted(expected)]
            assert hits.scores.tolist() == pytest.approx(by_hand, rel=1e-6)
            assert evaluator.spans(tree, list(expected)) == expected
            if _whoosh_has(tree):
                with FileStorage(f"{folder}/stock").open_index(schema=SCHEMA).searcher() as theirs:
                    assert set(theirs.docs_for_query(whoosh_side.translated(tree))) == set(expected)


def _whoosh_has(tree: Tree) -> bool:
    """Whoosh knows no exchanges, and gives NOT a meaning of its own inside of OR and NOT."""
    parts = children(tree)
    if isinstance(tree, Asked | Answered | Within):
        return False
    if isinstance(tree, Not | Or) and any(isinstance(part, Not) for part in parts):
        return False
    return all(map(_whoosh_has, parts))


def test_scores_are_bm25(tmp_path: Path) -> None:
    """A score is computed by hand: k1 1.2, b 0.4, an inverse frequency that is never negative."""
    build(tmp_path, ["a b", "a a b b b b", "c", "d d d"], 1)
    with Library.open(tmp_path) as library:
        hits = Evaluator(library).hits(Word("text", ("a",)))
    rarity = np.log(1 + (4 - 2 + 0.5) / (2 + 0.5))
    mean = (2 + 6 + 1 + 3) / 4
    expected = [
        rarity * count * 2.2 / (count + 1.2 * (0.6 + 0.4 * length / mean))
        for count, length in ((1, 2), (2, 6))
    ]
    assert hits.scores.tolist() == pytest.approx(expected)


def test_a_class_is_scored_as_one_word(tmp_path: Path) -> None:
    """Inflections share one frequency: saying both forms is saying the word twice."""
    build(tmp_path, ["c cs", "c c", "d d"], 1)
    with Library.open(tmp_path) as library:
        hits = Evaluator(library).hits(Word("text", ("c", "cs")))
    assert hits.scores[0] == pytest.approx(hits.scores[1])


@pytest.mark.slow
@settings(deadline=None)
@given(
    st.integers(1, 4000), st.integers(1, 60), st.integers(1, 40), st.randoms(use_true_random=False)
)
def test_the_best_are_the_best(size: int, count: int, kinds: int, chance: Random) -> None:
    """However many have the same score: as a sort of all has them."""
    scores = [float(chance.randrange(kinds)) for _ in range(size)]
    documents = np.arange(size, dtype=np.uint32) * 2
    best = Hits(documents, np.array(scores)).best(count)
    ranked = sorted(range(size), key=lambda i: (-scores[i], i))[:count]
    assert best.documents.tolist() == [2 * i for i in ranked]
    assert best.scores.tolist() == [scores[i] for i in ranked]


def test_ties_are_in_the_order_of_the_turns(tmp_path: Path) -> None:
    """Turns that match equally well are in the order in which they were said."""
    build(tmp_path, ["a", "b", "a", "a"], 1)
    with Library.open(tmp_path) as library:
        best = Evaluator(library).hits(Word("text", ("a",))).best(2)
    assert best.documents.tolist() == [0, 2]


def test_the_arrays_of_a_search_are_freed_with_it(tmp_path: Path) -> None:
    """They do not wait for the garbage to be collected: a server keeps no more than one search."""
    build(tmp_path, ["a b", "b c", "a b c"], 1)
    a, b = (Word("text", (word,)) for word in "ab")
    with Library.open(tmp_path) as library:
        gc.disable()
        try:
            evaluator = Evaluator(library)
            assert evaluator.hits(And((Phrase((a, b)), Near(a, b, 2, False)))).documents.tolist()
            kept = weakref.ref(evaluator.postings)
            del evaluator
            assert kept() is None
        finally:
            gc.enable()
