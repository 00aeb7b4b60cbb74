"""An index on several nodes answers as one here, also while nodes end, and after changes.

In CI there are two nodes, which is enough for replicas; elsewhere three, of which any may be lost.
"""

import os
import random
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple, Self

import pytest

import searcher
from corpus.model import Program
from index.update.update import update
from searcher.archive import Archive
from searcher.engines.results import Results
from searcher.query.filters import EVERYTHING, Filters
from tests.conftest import Run
from tests.opensearch.cluster import Cluster
from tests.searcher.engines.opensearch.archives import address, copied
from tests.searcher.engines.opensearch.test_plugin import CLOSE, corpus

pytestmark = pytest.mark.opensearch

NODES, SEARCHES = (2, 60) if "CI" in os.environ else (3, 300)

#: Words, phrases, nearness, questions.
QUERIES = (
    "river", "dam flood", "a b", '"c a" OR harbour', "river NEAR/20 dam", '"tower bridge a"~30',
    "perform*", "asked:river a", "river WITHIN/1 dam", "harbor~2", "a -river -dam", "zyzzyva",
    "what did the river do to the dam", "weather in the harbour tower", "nowhere said river",
    "what did Ann Lee say about the flood",
)  # fmt: skip

#: Searches with what they leave.
TYPED = [
    *((query, EVERYTHING) for query in QUERIES),
    ("river", Filters(speaker="Bob")),
    ("flood", Filters(lang="de")),
    ("dam", Filters(program="p03")),
    ("=a", Filters(since="2019")),
]


def transcript(program: Program, number: int) -> str:
    """A program as labelled text."""
    about = {"title": program.title, "language": program.language, "date": 2010 + number % 15}
    head = "\n".join(["---", *(f"{key}: {value}" for key, value in about.items()), "---"])
    talk = (f"{turn.speaker}: {turn.text}" for turn in program.turns)
    return "\n\n".join([head, *talk]) + "\n"


@pytest.fixture(scope="module")
def nodes(java: None) -> Iterator[Cluster]:
    """The cluster."""
    with Cluster(NODES) as started:
        yield started


@pytest.fixture(scope="module")
def transcripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that are indexed."""
    folder: Path = tmp_path_factory.mktemp("transcripts") / "talks"
    folder.mkdir()
    for number, program in enumerate(corpus(40)):
        (folder / f"{program.id}.txt").write_text(transcript(program, number), encoding="utf-8")
    return folder


Archives = tuple[Archive, Archive]


@pytest.fixture(scope="module")
def both(
    nodes: Cluster, transcripts: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archives]:
    """The transcripts on this machine, and on four shards with a replica each."""
    folder = tmp_path_factory.mktemp("several-nodes") / "index"
    assert not update(folder, [transcripts]).skipped
    url = copied(nodes, "several-nodes", folder, shards=4, replicas=1)
    # Copies that are lost are made anew at once, where a server would wait a minute for the node.
    nodes.ask("/_all/_settings", {"index.unassigned.node_left.delayed_timeout": "0"}, "PUT")
    nodes.wait_until_whole()
    with searcher.open(folder) as here, searcher.open(url) as there:
        yield here, there


class Page(NamedTuple):
    """What is compared of a page.

    Attributes:
        total: how many turns match.
        scores: those of the page.
        turns: its turns; of the last ones with equal scores others may be on the page.
    """

    total: int
    scores: tuple[float, ...]
    turns: frozenset[tuple[str, int, str | None]]

    @classmethod
    def of(cls, found: Results) -> Self:
        """The page that was found."""
        quotes = found.quotes
        last = quotes[-1] if quotes else None
        sure = [
            quote
            for quote in quotes
            if last and (quote.tier != last.tier or quote.score > last.score + CLOSE)
        ]
        return cls(
            found.total,
            tuple(quote.score for quote in quotes),
            frozenset((quote.program.id, quote.turn.number, quote.tier) for quote in sure),
        )

    def is_as(self, other: Self) -> bool:
        """Whether it is that of another engine."""
        close = self.scores == pytest.approx(other.scores, abs=CLOSE)
        return close and (self.total, self.turns) == (other.total, other.turns)


def agree(both: Archives) -> None:
    """Every search finds the same in both."""
    here, there = both
    for query, filters in TYPED:
        found = there.search(query, filters=filters)
        assert not found.missing_shards
        found_here = here.search(query, filters=filters)
        assert Page.of(found).is_as(Page.of(found_here)), query


def test_the_first_page(both: Archives) -> None:
    """It is that of the index on this machine."""
    agree(both)


def test_no_search_fails_while_nodes_end(both: Archives, nodes: Cluster) -> None:
    """Each node is killed in turn, and comes back; no answer is a part of what there is."""
    here, there = both
    expected = [Page.of(here.search(query, filters=filters)) for query, filters in TYPED]
    begun = threading.Semaphore(0)

    def search(number: int) -> bool:
        """Whether a search found all that it should."""
        query, filters = TYPED[number % len(TYPED)]
        begun.release()
        found = there.search(query, filters=filters)
        return not found.missing_shards and Page.of(found).is_as(expected[number % len(TYPED)])

    with ThreadPoolExecutor(2) as threads:
        for node in range(NODES):
            running = threads.map(search, range(node, node + SEARCHES // NODES))
            for _ in range(5):
                begun.acquire()
            nodes.kill(node)
            assert all(running), f"without node {node}"
            nodes.start(node)
            nodes.wait_until_whole()


def test_concordances_counts_and_verdicts(both: Archives) -> None:
    """Those of the cluster are those of the index on this machine."""
    for query, filters in islice(cycle(TYPED), 50):
        lines = [
            [(line.program.id, line.turn.number, line.start, line.end) for line in kwic.lines]
            for kwic in (each.kwic(query, sort="program", filters=filters) for each in both)
        ]
        assert lines[0] == lines[1], query
        here, there = (
            each.count(query, by=("speaker", "year", "program"), filters=filters) for each in both
        )
        assert (here.total, here.tables) == (there.total, there.tables), query
    for text in quotations(both[0]):
        mine, theirs = (each.verify(text) for each in both)
        assert mine.ruling == theirs.ruling, text
        assert mine.said == theirs.said, text
        assert mine.differences == theirs.differences, text


def quotations(archive: Archive) -> list[str]:
    """Quotations, of which some were said and some were not."""
    chance = random.Random(3)
    found = []
    for quote in archive.search("the", limit=50):
        words = quote.turn.text.split()[: chance.randint(4, 14)]
        if chance.random() < 0.5:
            words[chance.randrange(len(words))] = chance.choice(["river", "nobody", "not"])
        found.append(" ".join(words))
    assert len(found) == 50
    return found


def test_an_index_that_was_changed(
    nodes: Cluster, transcripts: Path, tmp_path: Path, run: Run
) -> None:
    """A file is changed, one is new, one is gone: all is as if it were indexed for the first time.

    In an index on this machine, turns that are gone count for the mean length until a merge.
    """
    talks = tmp_path / "talks"
    shutil.copytree(transcripts, talks)
    url = address(nodes, "changed")
    assert run("index", "--engine", url, talks).status == 0
    changed = talks / "p01.txt"
    changed.write_text(changed.read_text() + "\nCy Ode: The river and the dam were a flood.\n")
    (talks / "p02.txt").unlink()
    (talks / "new.txt").write_text("Ann Lee: What of the river?\n\nBob Ray: The dam holds.\n")
    for place in (("--engine", url), ("--index", tmp_path / "index")):
        done = run("index", *place, talks)
        assert done.status == 0, done.err
    with searcher.open(tmp_path / "index") as here, searcher.open(url) as there:
        agree((here, there))
        assert there.search("dam holds").total == 1
