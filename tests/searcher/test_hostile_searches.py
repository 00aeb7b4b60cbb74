"""Searches that nobody types: long, wide and repeated; each is answered or refused in time."""

import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.model import Participant, Program, Turn
from index.update.update import write_programs
from searcher.archive import Archive
from searcher.errors import QueryError
from tests.conftest import Run

WORDS = "the of and to a in that is it you protein trial wall flour gates cells".split()
ODD = [f"{word}{number}" for number in range(40) for word in WORDS]

HOSTILE = {
    "2,000 arguments": ["the"] * 2_000,
    "2,000 different arguments": [f"{word}-{n}" for n in range(125) for word in WORDS],
    "2,000 quoted arguments": [f'"{word}"' for word in WORDS * 125],
    "100 times the": [" ".join(["the"] * 100)],
    "200 times the": ["the"] * 200,
    "200 words": [" ".join((WORDS * 13)[:200])],
    "200 words that nobody says": [" ".join(ODD[:200])],
    "10,000 characters of words": [" ".join(ODD)[:10_000]],
    "10,000 characters of alternatives": [" OR ".join(ODD)[:10_000]],
    "10,000 characters of one word": ["a" * 10_000],
    "10,000 letters with hyphens": [("a-" * 5_000)[:10_000]],
    "10,000 characters with signs": ["(((" * 3_333],
    "200 alternatives": [" OR ".join(ODD[:200])],
    "200 times asked": [" OR ".join(f"asked:{word}" for word in ODD[:200])],
    "100 windows of the": [" OR ".join(['"' + "the " * 20 + '"~1000'] * 90)],
    "300 times near": [" OR ".join(f"the NEAR/1000 {word}" for word in ODD[:300])],
    "200 times within": [" OR ".join(f"(the WITHIN/1000 {word})" for word in ODD[:200])],
    "24 exchanges in exchanges": ["asked:(" * 24 + "the" + ")" * 24],
    "50 words with wrong letters": [" ".join(f"{word}~2" for word in ODD[:50])],
    "200 patterns": [" OR ".join(f"{word[:2]}*" for word in ODD[:200])],
}


@pytest.mark.parametrize("arguments", HOSTILE.values(), ids=HOSTILE.keys())
def test_bounded(archive: Archive, arguments: Sequence[str]) -> None:
    """An answer or a reason; the slowest takes a quarter of a second here.

    The time is that of this process alone, so other work on the machine hardly changes it.
    """
    began = time.process_time()
    try:
        found = archive.search(*arguments)
    except QueryError as error:
        assert error.reason
        assert len(error.reason) < 200
    else:
        assert found.total >= len(found)
    assert time.process_time() - began < 20


@pytest.mark.parametrize("name", ["2,000 arguments", "10,000 characters of alternatives"])
def test_the_message(run: Run, samples_index: Path, name: str) -> None:
    """What is refused for its length is not printed as a whole."""
    done = run(*HOSTILE[name], "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("searcher: a search has at most ")
    assert len(done.err) < 500


def test_the_notice_of_a_long_search(run: Run, samples_index: Path) -> None:
    """Plain words are answered however many there are, and are not printed as a whole."""
    done = run(*HOSTILE["10,000 characters of words"], "--index", samples_index)
    assert (done.status, done.out) == (1, "")
    assert "the question is long; its most telling 20 words were searched for" in done.err
    assert len(done.err) < 1_000


@pytest.mark.parametrize(
    ("typed", "most"), [("trial~2", 50), ("/t[a-z]*l/", 10)], ids=["letters", "expressions"]
)
def test_what_takes_long_is_counted_over_all_arguments(
    archive: Archive, typed: str, most: int
) -> None:
    """As many as one argument may hold, and no more; each looks at every word of the index."""
    assert archive.search(*[typed] * most).total
    with pytest.raises(QueryError, match=f"a search has at most {most} "):
        archive.search(*[typed] * (most + 1))


def test_memory_does_not_grow_with_the_words_of_a_search(tmp_path: Path) -> None:
    """Of a word that is typed often, and of many words, the places are held once."""
    people = (Participant("Ann", ("Ann",)),)
    turns = tuple(Turn(n + 1, "Ann", "Ann", "the wall " * 8) for n in range(4_000))
    write_programs(tmp_path, [Program("p", "T", "p", "f", participants=people, turns=turns)])
    peaks = []
    with Archive.open(tmp_path) as archive:
        for words in ("the wall the", "the wall " * 100):
            archive.search(words)
            tracemalloc.start()
            archive.search(words)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    few, many = peaks
    assert many < 3 * few
