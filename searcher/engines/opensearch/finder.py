"""Questions to a cluster: which turns match, how many, and what is said in them."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from index.fields import PERSON
from index.opensearch import mapping, state
from index.opensearch.catalogue import Catalogue
from index.opensearch.client import Client, as_line
from index.opensearch.excerpt import Excerpt, Source
from index.opensearch.mapping import LANGUAGE, of_key
from index.opensearch.scroll import scrolled
from searcher.engines.opensearch.dsl import (
    Query,
    Translated,
    Translator,
    all_of,
    scoring,
)
from searcher.engines.opensearch.plugin_dsl import PluginTranslator, conversation
from searcher.matching.evaluate import Evaluator
from searcher.matching.exchanges import Exchanges
from searcher.matching.postings import Postings
from searcher.query.query_tree import Answered, Asked, Tree, Within, Word, children
from searcher.ranking.conversation import Conversation
from searcher.ranking.orders import Order

#: By what turns are sorted in an order; then by their keys. A program without a date comes last.
_SORTED: Mapping[Order, Query] = {
    Order.RELEVANCE: {"_score": "desc"},
    Order.DATE: {"date": {"order": "asc", "missing": "_last"}},
    Order.LATEST: {"date": {"order": "desc", "missing": "_last"}},
    Order.PROGRAM: {"program": "asc"},
}
#: The most turns that are read of a cluster of which not all shards answer.
MOST_PARTIAL = 10_000
#: How many of the best turns of each shard are ranked again.
WINDOW = 1_000
#: The most turns that are read at once to be compared here.
READ = 5_000
#: How many ranges of turns are asked for at once.
_RANGES = 500
#: The most pairs of words that are counted for a suggestion, and how many at once.
_MOST_PAIRS, _PAIRS = 400, 100
#: The most turns of the programs that are looked at together.
_OUTLINED = 400_000

Records = Mapping[int, bytes]


class Shards(NamedTuple):
    """How many shards did not answer a search, and how many there are."""

    missing: int
    total: int


class Best(NamedTuple):
    """The best turns for a query.

    Attributes:
        total: how many match.
        records: the best of them, by their keys.
    """

    total: int
    records: Records


class Finder:
    """Asks a cluster about one generation of an index. Several threads may use it at once.

    Args:
        client: of the cluster.
        catalogue: of the generation.
        plugin: whether the cluster has the plugin of this project.
        partial: whether an answer of some shards is better than none.

    Attributes:
        missing: the shards that did not answer; None if all did.
    """

    def __init__(
        self, client: Client, catalogue: Catalogue, *, plugin: bool, partial: bool = False
    ) -> None:
        self.plugin = plugin
        self._partial = partial
        self.missing: Shards | None = None
        self._client = client
        self._index = client.address.name
        self.catalogue = catalogue
        self._visible = state.visible(catalogue.state)
        self._counts: dict[tuple[Hashable, str | None], int] = {}
        self.source = Source(catalogue, self.fetch, self.counted, self.pairs, self.holding)
        self._translator = (
            PluginTranslator(self._joined, joins=not catalogue.has_merged_voices)
            if plugin
            else Translator(self._joined)
        )

    def translate(self, tree: Tree) -> Translated:
        """The query of a tree."""
        return self._translator.translate(tree)

    # How many

    def count(self, *queries: Query | None) -> int:
        """How many turns match all of some queries."""
        body = {"query": self._there(*queries), "size": 0, "track_total_hits": True}
        return int(self._search(body)["hits"]["total"]["value"])

    def counted(self, tree: Hashable, language: str | None) -> int:
        """How many turns match a part of a search; see `index.opensearch.excerpt.Counted`."""
        key = tree, language
        if key not in self._counts:
            if len(self._counts) > READ:
                self._counts.clear()
            self._counts[key] = self._counted(tree, language)
        return self._counts[key]

    def _counted(self, tree: Any, language: str | None) -> int:
        by_code = None if language is None else {"terms": {LANGUAGE: [language]}}
        if tree is None:
            return self.count(by_code)
        if isinstance(tree, Word) and not tree.only and language is None:
            # Most words have one form, or a few of which most are in the vocabulary.
            known = [n for form in tree.forms if (n := self._turns(tree.field, form))]
            if len(known) < 2:
                return sum(known)
        elif type(tree) is tuple:
            field, word = tree
            return self._turns(field, word)
        return self.matching(tree, by_code)

    def _turns(self, field: str, word: str) -> int:
        held = self.catalogue.words(field)
        number = held.vocabulary.find(mapping.token(word).encode()) if held else None
        return int(held.turns[number]) if held and number is not None else 0

    def matching(self, tree: Tree, *also: Query | None) -> int:
        """How many turns match a tree, exactly."""
        query, exact = self.translate(tree)
        if exact:
            return self.count(query, *also)
        return sum(1 for _ in self.keys(tree, *also))

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """How many turns say each of some pairs of words, without pairs that nobody says."""
        known = [pair for pair in pairs if all(self._turns("text", word) for word in pair)][
            :_MOST_PAIRS
        ]
        found: dict[tuple[str, str], int] = {}
        for first in range(0, len(known), _PAIRS):
            some = known[first : first + _PAIRS]
            lines = b"".join(self._pair_lines(pair) for pair in some)
            answers = self._client.request("POST", "/_msearch", lines)["responses"]
            for pair, answer in zip(some, answers, strict=True):
                if turns := answer.get("hits", {}).get("total", {}).get("value", 0):
                    found[pair] = turns
        return found

    def _pair_lines(self, pair: tuple[str, str]) -> bytes:
        said = " ".join(map(mapping.token, pair))
        query = self._there({"match_phrase": {"text": said}})
        body = {"query": query, "size": 0, "track_total_hits": True}
        return as_line({"index": self._index}) + as_line(body)

    # Which turns

    def holding(self, words: Sequence[str]) -> Excerpt:
        """An excerpt with turns that have all of some words."""
        each: list[Query] = [{"term": {"text": mapping.token(word)}} for word in words]
        return self.excerpt(self.first(all_of(*each), READ))

    def first(self, query: Query, size: int, also: Query | None = None) -> dict[int, bytes]:
        """The first turns of the index that match."""
        body = {
            "query": self._there(query, also),
            "size": size,
            "_source": ["record"],
            "sort": [{"key": "asc"}],
        }
        return {int(hit["_id"]): _record(hit) for hit in self._search(body)["hits"]["hits"]}

    def keys(self, tree: Tree, *also: Query | None) -> Iterator[int]:
        """The keys of the turns that match a tree, exactly, ascending."""
        query, exact = self.translate(tree)
        if exact:
            hits = self._scrolled([], query, *also)
            yield from (int(hit["_id"]) for hit in hits)
            return
        for records in self.batches(query, *also):
            excerpt = self.excerpt({**records, **self.support([tree], records)})
            for document in Evaluator(excerpt).match(tree).tolist():
                if (found := excerpt.key(document)) in records:
                    yield found

    def batches(self, *queries: Query | None) -> Iterator[dict[int, bytes]]:
        """All turns that match, some whole programs at a time, in the order of the index."""
        batch: dict[int, bytes] = {}
        last = 0
        for hit in self._scrolled(["record"], *queries):
            key = int(hit["_id"])
            program, _ = of_key(key)
            if len(batch) >= READ and program != last:
                yield batch
                batch = {}
            batch[key] = _record(hit)
            last = program
        if batch:
            yield batch

    def scored(self, tree: Tree, library: Excerpt) -> Query:
        """The query of a tree with scores: those of the local engine, or nearly those.

        Args:
            tree: what turns match.
            library: the whole index.
        """
        translator = self._translator
        if isinstance(translator, PluginTranslator) and translator.translate(tree).exact:
            return translator.scored(tree, Postings(library), library.mean_length)
        query = translator.translate(tree).query
        return {"bool": {"filter": [query], "should": scoring(tree)}}

    def ranked(self, known: Conversation, query: Query) -> Query:
        """The turns that match a query, ranked as conversation by the plugin."""
        people: list[Query] = [
            {"terms": {PERSON.name: [mapping.token(person.found or "")]}}
            for person in known.words.named
        ]
        return conversation(known, self._translator, people, query)

    def best(
        self,
        query: Query,
        size: int,
        order: Order = Order.RELEVANCE,
        also: Query | None = None,
        again: Query | None = None,
    ) -> Best:
        """How many turns match a query, and the first ones in an order.

        Args:
            query: what they match, with their scores.
            size: how many are read.
            order: of the turns.
            also: what they match, too.
            again: ranks the best of each shard again.
        """
        there = self._there(also)
        there["bool"]["must"] = [query]
        body: dict[str, Any] = {
            "query": there,
            "size": size,
            "track_total_hits": True,
            "_source": ["record"],
            "sort": [_SORTED[order], {"key": "asc"}],
        }
        if again is not None:
            # It goes by scores only.
            del body["sort"]
            body["rescore"] = {"window_size": WINDOW, **again}
        # Without the plugin, the statistics of all shards, not of each for itself.
        by_score = order is Order.RELEVANCE and not self.plugin
        answer = self._search(body, "dfs_query_then_fetch" if by_score else "query_then_fetch")
        hits = answer["hits"]
        return Best(
            int(hits["total"]["value"]), {int(hit["_id"]): _record(hit) for hit in hits["hits"]}
        )

    def scores(self, query: Query, size: int) -> list[float]:
        """The highest scores of the turns that match a query."""
        body = {"query": {"bool": {"must": [query], "filter": [self._visible]}}, "size": size,
                "_source": False}  # fmt: skip
        return [hit["_score"] for hit in self._search(body)["hits"]["hits"]]

    def highest(self, should: Sequence[Query], size: int, also: Query | None) -> dict[int, bytes]:
        """The turns with the highest sum of the scores of some queries."""
        there = self._there(also)
        there["bool"] |= {"should": list(should), "minimum_should_match": 1}
        body = {"query": there, "size": size, "_source": ["record"],
                "sort": [{"_score": "desc"}, {"key": "asc"}]}  # fmt: skip
        return {int(hit["_id"]): _record(hit) for hit in self._search(body)["hits"]["hits"]}

    def among(self, programs: Iterable[int], *queries: Query | None) -> dict[int, bytes]:
        """The turns of some programs that match all of some queries."""
        found: dict[int, bytes] = {}
        for hit in self._scrolled(["record"], {"terms": {"p": list(programs)}}, *queries):
            found[int(hit["_id"])] = _record(hit)
        return found

    def between(self, ranges: Sequence[tuple[int, int]], query: Query) -> dict[int, bytes]:
        """The turns whose keys are in some ranges, ends included, that match a query."""
        found: dict[int, bytes] = {}
        for first in range(0, len(ranges), _RANGES):
            some: list[Query] = [
                {"range": {"key": {"gte": low, "lte": high}}}
                for low, high in ranges[first : first + _RANGES]
            ]
            there: Query = {"bool": {"should": some, "minimum_should_match": 1}}
            for hit in self._scrolled(["record"], there, query):
                found[int(hit["_id"])] = _record(hit)
        return found

    def fetch(self, keys: Sequence[int]) -> dict[int, bytes]:
        """The turns with some keys, as far as they are there."""
        found: dict[int, bytes] = {}
        for first in range(0, len(keys), READ):
            some = list(keys[first : first + READ])
            body = {
                "query": self._there({"terms": {"key": some}}),
                "size": len(some),
                "_source": ["record"],
            }
            found |= {int(hit["_id"]): _record(hit) for hit in self._search(body)["hits"]["hits"]}
        return found

    def support(self, trees: Sequence[Tree], keys: Iterable[int]) -> dict[int, bytes]:
        """The turns on which it depends whether others match: their questions and answers.

        Args:
            trees: what the others match.
            keys: of the others.
        """
        parts = [part for tree in trees for part in _of_other_turns(tree)]
        if not parts:
            return {}
        each = [self.translate(part).query for part in parts]
        query: Query = {"bool": {"should": each, "minimum_should_match": 1}}
        return self.among(sorted({of_key(key)[0] for key in keys}), query)

    def excerpt(self, records: Records, places: Sequence[int] | None = None) -> Excerpt:
        """An excerpt with some turns, of their programs or of others, too."""
        return Excerpt(self.source, self.places(records) if places is None else places, records)

    def places(self, keys: Iterable[int]) -> list[int]:
        """The places in the catalogue of the programs of some turns."""
        numbers = sorted({of_key(key)[0] for key in keys})
        known = (self.catalogue.place(number) for number in numbers)
        return [place for place in known if place is not None]

    # What depends on other turns

    def _joined(self, tree: "Asked | Answered | Within") -> list[int]:
        """The keys of the turns whose question, answer or neighbour matches."""
        if isinstance(tree, Within):
            left, right = list(self.keys(tree.left)), list(self.keys(tree.right))
            there = {of_key(key)[0] for key in left} & {of_key(key)[0] for key in right}
            left = [key for key in left if of_key(key)[0] in there]
            right = [key for key in right if of_key(key)[0] in there]
        else:
            left, right = list(self.keys(tree.part)), []
        joined: list[int] = []
        for some in self._outlined(left):
            excerpt = self.excerpt({}, some)
            exchanges = Exchanges(excerpt)
            here = _documents(excerpt, some, left, self.catalogue)
            match tree:
                case Asked():
                    found = exchanges.asked(here, None)
                case Answered():
                    found = exchanges.answered(here, None)
                case Within(turns=turns):
                    others = _documents(excerpt, some, right, self.catalogue)
                    near = exchanges.near
                    found = np.union1d(near(here, others, turns), near(others, here, turns))
            joined += map(excerpt.key, found.tolist())
        return joined

    def _outlined(self, keys: Iterable[int]) -> Iterator[list[int]]:
        """The places of the programs of some turns, as many at a time as have `_OUTLINED` turns."""
        some: list[int] = []
        turns = 0
        for place in self.places(keys):
            some.append(place)
            turns += self.catalogue.entry(place).turns
            if turns >= _OUTLINED:
                yield some
                some, turns = [], 0
        if some:
            yield some

    # Requests

    def _there(self, *queries: Query | None) -> dict[str, Any]:
        return all_of(self._visible, *queries)

    def _scrolled(self, fields: Sequence[str], *queries: Query | None) -> Iterator[dict[str, Any]]:
        query = self._there(*queries)
        if not self._partial:
            return scrolled(self._client, self._index, query, fields=fields, sort="key")
        # A state of the index is opened on all shards only.
        body = {"query": query, "size": MOST_PARTIAL, "_source": list(fields),
                "sort": [{"key": "asc"}]}  # fmt: skip
        return iter(self._search(body)["hits"]["hits"])

    def _search(self, body: dict[str, Any], kind: str = "query_then_fetch") -> dict[str, Any]:
        answer: dict[str, Any] = self._client.request(
            "POST",
            f"/{self._index}/_search",
            body,
            search_type=kind,
            allow_partial_search_results="true" if self._partial else "false",
        )
        shards = answer["_shards"]
        if missing := shards["total"] - shards["successful"]:
            self.missing = Shards(missing, shards["total"])
        return answer


def _record(hit: Mapping[str, Any]) -> bytes:
    record: str = hit["_source"]["record"]
    return record.encode("utf-8", "surrogatepass")


def _documents(
    excerpt: Excerpt, places: Sequence[int], keys: Iterable[int], catalogue: Catalogue
) -> Any:
    """The documents of the turns of some programs."""
    numbers = {int(catalogue.numbers[place]) for place in places}
    return np.array([excerpt.document(key) for key in keys if of_key(key)[0] in numbers], np.uint32)


def _of_other_turns(tree: Tree) -> Iterator[Tree]:
    """The parts that other turns must match."""
    match tree:
        case Asked(part) | Answered(part):
            yield part
        case Within(left, right):
            yield from (left, right)
    for part in children(tree):
        yield from _of_other_turns(part)
