"""A cluster in memory, with the few requests and queries that an index needs of a stock server.

It looks at every document for every query, so it is right by its simplicity; scores are numbers of
matches. Real servers are asked by the tests that are marked `opensearch`.
"""

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise, product
from typing import Any
from urllib.parse import unquote

from tests.index.opensearch.canned import ABOUT, Answer, error

Body = dict[str, Any]
#: The first and the last position of a match, and how many positions between its parts are free.
Interval = tuple[int, int]

_ANALYZED = "text"


class FakeCluster:
    """Some indexes, and what is asked of them.

    Attributes:
        shards_missing: how many shards do not answer.
        fails: if it returns an answer, this is given instead.
    """

    def __init__(self) -> None:
        self.indexes: dict[str, dict[str, Body]] = {}
        self.mappings: dict[str, Body] = {}
        self.shards_missing = 0
        self.fails: Callable[[str, str], Answer | None] = lambda *_: None
        self._points: dict[str, dict[str, dict[str, Body]]] = {}
        self._sequence = 0

    def answer(self, method: str, path: str, params: Mapping[str, str], data: bytes) -> Answer:
        """The answer to a request."""
        if (failed := self.fails(method, path)) is not None:
            return failed
        parts = [unquote(part) for part in path.strip("/").split("/") if part]
        match parts:
            case []:
                return ABOUT
            case ["_nodes", "plugins"]:
                return Answer(200, {"nodes": {"a": {"plugins": []}}})
            case ["_search"]:
                return self._search(None, json.loads(data), params)
            case ["_msearch"]:
                return self._several(data)
            case ["_search", "point_in_time"]:
                return Answer(200, {})
            case [name, "_search", "point_in_time"]:
                return self._opened(name)
            case [_, "_refresh"]:
                return Answer(200, {})
            case [name, "_settings"]:
                return Answer(200, {}) if name in self.indexes else error(404, "missing", name)
            case [name] if method == "PUT":
                self.indexes[name] = {}
                self.mappings[name] = json.loads(data)["mappings"]["properties"]
                return Answer(200, {"acknowledged": True})
            case [name, "_search"]:
                return self._search(name, json.loads(data), params)
            case [name, "_bulk"]:
                return self._bulk(name, data)
            case [name, "_doc", key] if method == "PUT":
                return self._put(name, key, params, json.loads(data))
            case [name, "_doc", key]:
                found = self.indexes.get(name, {}).get(key)
                if found is None:
                    return Answer(404, {"found": False})
                return Answer(200, {"found": True, **found})
        return error(400, "unknown", path)

    # Writing

    def _put(self, name: str, key: str, params: Mapping[str, str], body: Body) -> Answer:
        before = self.indexes[name].get(key)
        wanted = params.get("if_seq_no")
        if params.get("op_type") == "create" and before is not None:
            return error(409, "version_conflict", key)
        if wanted is not None and (before is None or str(before["_seq_no"]) != wanted):
            return error(409, "version_conflict", key)
        return Answer(201, self._stored(name, key, body))

    def _stored(self, name: str, key: str, body: Body) -> Body:
        self._sequence += 1
        made = {"_id": key, "_source": body, "_seq_no": self._sequence, "_primary_term": 1}
        self.indexes[name][key] = made
        return {"_seq_no": self._sequence, "_primary_term": 1}

    def _bulk(self, name: str, data: bytes) -> Answer:
        items: list[Body] = []
        lines = iter(data.splitlines())
        for line in lines:
            ((kind, about),) = json.loads(line).items()
            if kind == "delete":
                gone = self.indexes[name].pop(about["_id"], None)
                items.append({"delete": {"status": 404 if gone is None else 200}})
            else:
                self._stored(name, about["_id"], json.loads(next(lines)))
                items.append({"index": {"status": 201}})
        return Answer(200, {"errors": False, "items": items})

    # Searching

    def _opened(self, name: str) -> Answer:
        self._sequence += 1
        point = f"point {self._sequence}"
        self._points[point] = {name: copy.copy(self.indexes[name])}
        return Answer(200, {"pit_id": point})

    def _several(self, data: bytes) -> Answer:
        lines = [json.loads(line) for line in data.splitlines()]
        found = [
            self._search(about["index"], body, {}).body
            for about, body in zip(lines[::2], lines[1::2], strict=True)
        ]
        return Answer(200, {"responses": found})

    def _search(self, name: str | None, body: Body, params: Mapping[str, str]) -> Answer:
        if self.shards_missing and params.get("allow_partial_search_results") != "true":
            return error(503, "search_phase_execution_exception", "Partial shards failure")
        if name is None:
            ((name, documents),) = self._points[body["pit"]["id"]].items()
        elif name not in self.indexes:
            return error(404, "index_not_found_exception", name)
        else:
            documents = self.indexes[name]
        hits = []
        for place, document in enumerate(documents.values()):
            score = self._score(name, body["query"], document["_source"])
            if score is not None:
                sort = [_sorted(key, document["_source"], score, place) for key in _keys(body)]
                hits.append((tuple(sort), {**document, "_score": score, "sort": sort}))
        total = len(hits)
        hits.sort(key=lambda hit: hit[0])
        if after := body.get("search_after"):
            hits = [hit for hit in hits if hit[0] > tuple(after)]
        shown = [_without_words(hit, body) for _, hit in hits[: body.get("size", 10)]]
        shards = {"total": 2, "successful": 2 - self.shards_missing, "failed": self.shards_missing}
        return Answer(200, {"hits": {"total": {"value": total}, "hits": shown}, "_shards": shards})

    def _score(self, name: str, query: Body, source: Body) -> float | None:
        """How often a document matches; None if it does not."""
        ((kind, value),) = query.items()
        match kind:
            case "match_all":
                return 1.0
            case "match_none":
                return None
            case "bool":
                return self._bool(name, value, source)
            case "constant_score":
                found = self._score(name, value["filter"], source)
                return None if found is None else value.get("boost", 1.0)
        ((field, asked),) = value.items()
        match kind:
            case "range":
                limits = {"gte": int.__ge__, "gt": int.__gt__, "lte": int.__le__, "lt": int.__lt__}
                known = source.get(field)
                met = known is not None and all(limits[k](known, v) for k, v in asked.items())
                return 1.0 if met else None
            case "term" | "terms":
                wanted = asked if kind == "terms" else [asked]
                times = sum(value in wanted for _, value in self._values(name, field, source))
                return float(times) or None
            case "match_phrase":
                places = _row(list(self._values(name, field, source)), asked.split(" "))
                return float(len(places)) or None
            case "intervals":
                found_at = _intervals(asked, list(self._values(name, field, source)))
                return float(len(found_at)) or None
        raise AssertionError(f"no such query: {kind}")

    def _bool(self, name: str, value: Body, source: Body) -> float | None:
        needed = [*value.get("filter", ()), *value.get("must", ())]
        each = [self._score(name, query, source) for query in needed]
        unwanted = (self._score(name, query, source) for query in value.get("must_not", ()))
        if None in each or any(found is not None for found in unwanted):
            return None
        should = [self._score(name, query, source) for query in value.get("should", ())]
        met = [found for found in should if found is not None]
        if len(met) < value.get("minimum_should_match", 0):
            return None
        scored = each[len(value.get("filter", ())) :]
        return sum(met) + sum(found for found in scored if found is not None)

    def _values(self, name: str, field: str, source: Body) -> Iterator[tuple[int, Any]]:
        """The positions and the words of a field, or its whole value."""
        value = source.get(field)
        if value is None:
            return
        about = self.mappings[name][field]
        if about["type"] != _ANALYZED:
            yield 0, value
            return
        position = 0
        for line in [value] if isinstance(value, str) else value:
            for word in line.split():
                yield position, word
                position += 1
            position += about.get("position_increment_gap", 100)


def _keys(body: Body) -> list[tuple[str, Body]]:
    keys = []
    for each in body.get("sort", []):
        ((field, how),) = each.items()
        keys.append((field, {"order": how} if isinstance(how, str) else how))
    return keys or [("_doc", {"order": "asc"})]


class _Last:
    """What is sorted after everything else."""

    def __lt__(self, other: object) -> bool:
        return False

    def __gt__(self, other: object) -> bool:
        return not isinstance(other, _Last)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Last)

    def __hash__(self) -> int:
        return 0


class _Downwards:
    """A value that is sorted in the other direction."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: "_Downwards") -> bool:
        return bool(self.value > other.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Downwards) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


def _sorted(key: tuple[str, Body], source: Body, score: float, place: int) -> Any:
    field, how = key
    value = {"_score": score, "_doc": place}.get(field, source.get(field))
    if value is None:
        return 1, _Last()
    if field in ("date", "program") or how["order"] == "desc":
        return 0, _Downwards(value) if how["order"] == "desc" else value
    return value


def _without_words(hit: Body, body: Body) -> Body:
    wanted = body.get("_source", True)
    shown = {name: value for name, value in hit.items() if name != "sort"}
    if wanted is False:
        shown.pop("_source")
    elif isinstance(wanted, list):
        heads = {name.partition(".")[0] for name in wanted}
        source = hit["_source"]
        shown["_source"] = {name: source[name] for name in heads if name in source}
    if all(isinstance(each, (int, float, str)) for each in hit["sort"]):
        shown["sort"] = hit["sort"]
    return shown


def _row(held: list[tuple[int, str]], words: list[str]) -> list[Interval]:
    at: dict[int, str] = dict(held)
    return [
        (first, first + len(words) - 1)
        for first in at
        if all(at.get(first + n) == word for n, word in enumerate(words))
    ]


def _intervals(rule: Body, held: list[tuple[int, str]]) -> list[Interval]:
    """The places where a rule of intervals is met."""
    ((kind, value),) = rule.items()
    match kind:
        case "match":
            return _row(held, value["query"].split(" "))
        case "any_of":
            return sorted({one for each in value["intervals"] for one in _intervals(each, held)})
    each = [_intervals(one, held) for one in value["intervals"]]
    return sorted({(_first(some), _last(some)) for some in _met(each, value)})


def _met(each: list[list[Interval]], value: Body) -> Iterator[tuple[Interval, ...]]:
    for some in product(*each):
        taken = {place for first, last in some for place in range(first, last + 1)}
        free = _last(some) - _first(some) + 1 - len(taken)
        if value.get("max_gaps", -1) >= 0 and free > value["max_gaps"]:
            continue
        ends = list(some) if value["mode"] == "ordered" else sorted(some)
        apart = all(one[1] < other[0] for one, other in pairwise(ends))
        if value["mode"] == "unordered" or apart:
            yield some


def _first(some: Iterable[Interval]) -> int:
    return min(first for first, _ in some)


def _last(some: Iterable[Interval]) -> int:
    return max(last for _, last in some)
