"""The plugin answers as the local engine does: the same turns, with the same scores."""

import json
import random
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from corpus.model import Participant, Program, Turn
from index.library.library import Library
from index.update.update import write_programs
from searcher.matching.evaluate import Evaluator
from searcher.query.planner import plan
from searcher.query.query_tree import Asked, Near, Tree, Within, Word
from searcher.ranking.conversation import Conversation
from tests.opensearch.cluster import Cluster
from tests.searcher.engines.opensearch.plugin_side import INDEX, Body, Requests, documents, turns
from tests.searcher.matching.test_evaluate import (
    VOCABULARY,
    compound,
    leaves,
    nearness,
    phrases,
    synonyms,
)

pytestmark = pytest.mark.opensearch

NAME = "plugin-turns"
#: Scores are sent as single-precision numbers, and added in another order.
CLOSE = 1e-4

_SUBJECTS = "river dam tower flood bridge harbour performance performant weather what did the do"
_VOICES = ("Ann Lee", "Bob Ray", "Cy Ode")

trees = st.recursive(
    st.one_of(
        leaves,
        synonyms,
        phrases,
        nearness,
        st.just(Word("text", ("c", "cs"), (("cs", ("de",)),))),
    ),
    compound,
    max_leaves=6,
)

Scores = Mapping[int, float]


def corpus(programs: int = 14) -> list[Program]:
    """Programs of talk in two languages; some have long turns, some a subject in their title.

    In one of them somebody speaks so long that nobody answers the first turns, and a turn is longer
    than what is looked at around it.
    """
    chance = random.Random(7)
    words = VOCABULARY * 40 + _SUBJECTS.split()
    found = []
    for number in range(programs):
        said = []
        for place in range(45 if number == 3 else chance.randint(1, 45)):
            voice = "Bob Ray" if number == 3 and 5 < place < 40 else chance.choice(_VOICES)
            size = chance.choice([1, 3, 8, 30, 400 if chance.random() < 0.2 else 60])
            length = 3_000 if (number, place) == (3, 20) else chance.randint(1, size)
            text = " ".join(chance.choices(words, k=length))
            said.append(Turn(place + 1, voice, voice, text))
        found.append(
            Program(
                f"p{number:02}",
                chance.choice(["The dam and the river", "A talk"]),
                f"p{number:02}.txt",
                "labelled",
                language=chance.choice(["en", "en", "de"]),
                participants=tuple(Participant(voice, (voice,)) for voice in _VOICES),
                turns=tuple(said),
            )
        )
    return found


class Shard:
    """The turns of an index on one shard, asked over HTTP.

    Args:
        cluster: where it is.
        name: of the index there.
    """

    def __init__(self, cluster: Cluster, name: str = NAME) -> None:
        self._cluster = cluster
        self._name = name

    def create(self) -> None:
        """Make the index."""
        self._cluster.ask(f"/{self._name}", INDEX, "PUT")

    def fill(self, found: Sequence[tuple[str, Body]]) -> None:
        """Send turns in such an order that each program is in many segments, and drop a program."""
        chance = random.Random(11)
        self.create()
        # A program that was here before has its documents between those of the others.
        gone = [(f"gone-{name}", {**body, "key": 99 << 20 | int(name)}) for name, body in found]
        every = chance.sample([*found, *gone], k=2 * len(found))
        for first in range(0, len(every), 100):
            self.add(every[first : first + 100])
        self.remove([name for name, _ in gone])

    def add(self, found: Sequence[tuple[str, Body]]) -> None:
        """Send turns, which can be found then."""
        self._bulk(line for name, body in found for line in ({"index": {"_id": name}}, body))

    def remove(self, names: Sequence[str]) -> None:
        """Take turns out."""
        self._bulk({"delete": {"_id": name}} for name in names)

    def in_a_snapshot(self) -> "Shard":
        """The same turns in a repository of snapshots, where they are searched in place."""
        place = {"type": "fs", "settings": {"location": str(self._cluster.snapshots / self._name)}}
        self._cluster.ask("/_snapshot/plugin", place, "PUT")
        wait = "?wait_for_completion=true"
        self._cluster.ask(f"/_snapshot/plugin/first{wait}", {"indices": self._name}, "PUT")
        restored = {
            "indices": self._name,
            "rename_pattern": "$",
            "rename_replacement": "-cold",
            "storage_type": "remote_snapshot",
        }
        self._cluster.ask(f"/_snapshot/plugin/first/_restore{wait}", restored)
        return Shard(self._cluster, f"{self._name}-cold")

    def segments(self) -> int:
        """How many segments it has."""
        return len(self._cluster.ask(f"/_cat/segments/{self._name}?format=json"))

    def scores(self, queries: Sequence[Body]) -> list[Scores]:
        """The scores of the turns that each query finds, by their documents."""
        lines: list[Body] = []
        for query in queries:
            lines += [{"index": self._name}, {"query": query, "size": 1_000, "_source": False}]
        return [self._found(answer) for answer in self._send("/_msearch", lines)["responses"]]

    def rescored(self, query: Body, rescorer: Body) -> Scores:
        """The scores of the turns that a query finds, after another ranking."""
        rescore = {"window_size": 1_000, "searcher_conversation": rescorer}
        body = {"query": query, "size": 1_000, "_source": False, "rescore": rescore}
        return self._found(self._cluster.ask(f"/{self._name}/_search", body))

    def refused(self, query: Body) -> str:
        """Why a query is refused."""
        answer = self._send("/_msearch", [{"index": self._name}, {"query": query}])["responses"][0]
        assert answer["status"] == 400, answer
        return json.dumps(answer["error"])

    def _found(self, answer: Body) -> Scores:
        assert "error" not in answer, answer
        assert answer["_shards"]["failed"] == 0, answer
        return {int(hit["_id"]): hit["_score"] for hit in answer["hits"]["hits"]}

    def _bulk(self, lines: Iterable[Body]) -> None:
        assert not self._send(f"/{self._name}/_bulk?refresh=true", lines)["errors"]

    def _send(self, path: str, lines: Iterable[Body]) -> Any:
        body = "".join(json.dumps(line) + "\n" for line in lines).encode()
        kind = {"Content-Type": "application/x-ndjson"}
        request = urllib.request.Request(self._cluster.urls[0] + path, body, kind)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The turns in an index on this machine."""
    folder: Path = tmp_path_factory.mktemp("plugin")
    write_programs(folder, corpus())
    with Library.open(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def shard(cluster: Cluster, library: Library) -> Shard:
    """The same turns on a shard."""
    made = Shard(cluster)
    made.fill(list(turns(library, corpus())))
    assert made.segments() > 3, "a program is in several segments"
    return made


@settings(
    max_examples=20,
    # A smaller example would take minutes to find: each is 25 searches.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(trees, min_size=25, max_size=25))
def test_trees(library: Library, shard: Shard, asked: list[Tree]) -> None:
    """Words, phrases, nearness, windows, AND, OR, NOT, questions, answers, turns near turns."""
    evaluator = Evaluator(library)
    requests = Requests(evaluator)
    found = shard.scores([requests.query(tree) for tree in asked])
    for tree, scores in zip(asked, found, strict=True):
        hits = evaluator.hits(tree)
        assert sorted(scores) == hits.documents.tolist(), tree
        expected = dict(zip(hits.documents.tolist(), hits.scores.tolist(), strict=True))
        assert scores == pytest.approx(expected, abs=CLOSE), tree


QUESTIONS = [
    "what did the river do to the dam tower",
    "what did Ann Lee do to the bridge",
    "flood weather",
    "performance of the harbour",
    "what did Bob say about the performant dam and the river",
    "what is a b",
    "nowhere river",
]


@pytest.mark.parametrize("typed", QUESTIONS)
def test_questions(library: Library, shard: Shard, typed: str) -> None:
    """The ranking as conversation, of turns that say the words and of others around them."""
    evaluator = Evaluator(library)
    conversation = Conversation(plan([typed], library).words, evaluator)
    _, telling = conversation.telling(None)
    beside = conversation.beside(telling, telling, None)
    body = Requests(evaluator).conversation(conversation)
    assert len(telling)
    # Nearly every turn says a word of "a b", so none is beside them.
    assert len(beside) or "a b" in typed
    for some in (telling, beside, np.union1d(telling, beside)[::7]):
        hits = conversation.ranked(some)
        expected = dict(zip(hits.documents.tolist(), hits.scores.tolist(), strict=True))
        query = documents(some)
        (scores,) = shard.scores([{"searcher_conversation": {"query": query, **body}}])
        assert scores == pytest.approx(expected, abs=CLOSE)
        assert shard.rescored(query, body) == scores


def test_a_snapshot_searched_in_place(library: Library, shard: Shard) -> None:
    """It answers as the shard does from which it was made."""
    requests = Requests(Evaluator(library))
    river, dam = Word("text", ("river",)), Word("text", ("dam",))
    near = Near(river, dam, 30, False)
    queries = [requests.query(tree) for tree in (river, near, Asked(river), Within(river, dam, 2))]
    found = shard.scores(queries)
    assert all(found)
    assert shard.in_a_snapshot().scores(queries) == found


@pytest.mark.parametrize(
    "inner",
    [
        {"match_all": {}},
        {"terms": {"language": ["de", "fr"]}},
        {"terms": {"text": ["river", "dam"]}},
        {"range": {"rounded": {"gte": 5, "lt": 40}}},
        {
            "bool": {
                "must": [{"searcher_said": {"tree": {"word": ["river"]}}}],
                "filter": [{"bool": {"should": [{"terms": {"language": ["en"]}}]}}],
                "must_not": [{"term": {"speaker": "ann"}}],
            }
        },
        {"searcher_answered": {"query": {"terms": {"text": ["tower"]}}}},
    ],
    ids=lambda inner: next(iter(inner)),
)
def test_any_query_may_be_inside_of_one(library: Library, shard: Shard, inner: Body) -> None:
    """The question of a turn may be asked for by whatever the server can ask."""
    asking, found = shard.scores([inner, {"searcher_asked": {"query": inner}}])
    assert asking
    documents = np.array(sorted(asking), np.uint32)
    assert sorted(found) == Evaluator(library).exchanges.asked(documents, None).tolist()


def test_what_is_written_later_counts(cluster: Cluster) -> None:
    """The order of the turns is that of the shard as it is now."""
    shard = Shard(cluster, "plugin-later")
    shard.create()

    def turn(number: int, text: str) -> tuple[str, Body]:
        return str(number), {"key": 5 << 20 | number, "voice": number, "rounded": 1, "text": text}

    asked = {"searcher_asked": {"query": {"searcher_said": {"tree": {"word": ["tide"]}}}}}
    shard.add([turn(3, "yes")])
    assert shard.scores([asked]) == [{}]
    shard.add([turn(1, "tide")])
    assert shard.scores([asked]) == [{3: 0.0}]
    shard.add([turn(2, "no")])
    assert shard.scores([asked]) == [{2: 0.0}]
    shard.remove(["1"])
    assert shard.scores([asked]) == [{}]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"searcher_said": {}}, "needs a Map as [tree]"),
        ({"searcher_said": {"tree": {"many": []}}}, "is no part of a search"),
        ({"searcher_said": {"tree": {"word": ["a"], "phrase": []}}}, "has one key"),
        ({"searcher_said": {"tree": {"word": [1]}}}, "needs a String as [word]"),
        ({"searcher_said": {"tree": {"phrase": [{"any": True}]}}}, "begin and end with a word"),
        ({"searcher_asked": {"query": {"nothing": {}}}}, "unknown query [nothing]"),
        ({"searcher_within": {"left": {"match_all": {}}}}, "needs a Map as [right]"),
    ],
)
def test_a_request_that_cannot_be_read(shard: Shard, query: Body, reason: str) -> None:
    """The answer says what is missing, and the node goes on."""
    assert reason in shard.refused(query).replace('\\"', '"')
