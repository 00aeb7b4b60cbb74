"""The description of the API is true: shapes, parameters, statuses; schemathesis finds no fault."""

import contextlib
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from corpus import samples
from index.update.update import update
from searcher.parameters.shape import Shape
from searcher.web import api as web_api
from searcher.web.api import shapes
from searcher.web.api.endpoint import ROOT
from searcher.web.api.problems import MEANINGS
from searcher.web.api.shapes import PROBLEM
from searcher.web.exchange.problem import TITLES
from searcher.web.front.policy import LOOPBACK, Policy
from tests.conftest import REPOSITORY
from tests.searcher.web.api.conftest import Asked
from tests.searcher.web.api.served import served

#: Addresses that answer, with all that there may be in answers.
ANSWERED = (
    ("/search", "q=M+protein&context=1&explain=true&facets=true"),
    ("/search", "q=kreatinin"),
    ("/search", "q=kreatinin&sounds_like=true"),
    ("/search", "q=protein&lang=vo"),
    ("/search", "q=zyzzyva&speaker=nobody"),
    ("/search", "q=plateau+panic+protein&limit=0"),
    ("/turns", "program=m-protein&turn=6&q=plateau"),
    ("/turns", "program=standup-2023-02-06&limit=2"),
    ("/programs", ""),
    ("/programs", "offset=1000"),
    ("/programs/standup-2023-02-06", ""),
    ("/speakers", ""),
    ("/stats", "q=protein"),
    ("/stats", "q=protein&by=month"),
    ("/stats", "q=zyzzyva"),
    ("/stats", "q=protein&vs=zyzzyva"),
    ("/stats", "by=role"),
    ("/stats", "q=maintenance&roll_call=true"),
    ("/stats", "q=protein&dispersion=true"),
    ("/kwic", "q=protein&sort=-date"),
    ("/kwic", "q=zyzzyva"),
    ("/verify", "text=Iron+forgives+some&speaker=Pellow"),
    ("/verify", "text=Iron+forgives+a+lot+and+so+will+the+whole+town"),
    ("/verify", "draft=%E2%80%9CIron+forgives+a+lot,%E2%80%9D+she+said.+%E2%80%9CSo%E2%80%9D."),
    ("/marks", ""),
    ("/health", ""),
    ("/problems", ""),
    ("/openapi.json", ""),
)  # fmt: skip


def check(value: object, shape: Shape) -> None:
    """A value has a shape; `jsonschema.validate` would first check the shape, each time."""
    jsonschema.Draft202012Validator(shape).validate(value)


@pytest.fixture(scope="session")
def described(api: Asked) -> Any:
    """The description."""
    return api.get("/openapi.json").json


@pytest.mark.parametrize(("path", "query"), ANSWERED)
def test_each_answer_has_its_shape(api: Asked, described: Any, path: str, query: str) -> None:
    """No key more, none less; and as lines, where there are lines."""
    endpoint = next(one for one in web_api.ENDPOINTS if _matches(one.path, path))
    document = api.get(path, query)
    assert document.status == 200
    check(document.json, endpoint.shape)
    operation = described["paths"][ROOT + endpoint.path]["get"]
    content = operation["responses"]["200"]["content"]
    published = content["application/json"]["schema"] | {"components": described["components"]}
    check(document.json, published)
    if endpoint.line is not None:
        for line in api.get(path, query, accept="application/jsonl").lines:
            check(line, endpoint.line)
    assert (endpoint.line is not None) == ("application/jsonl" in content)


def _matches(pattern: str, path: str) -> bool:
    return path.startswith(pattern.partition("{")[0]) and path.count("/") == pattern.count("/")


def test_shapes_hold_no_key_that_never_comes(api: Asked) -> None:
    """Of a search, its summary and its quotes have each rare key in some answer."""
    answers = [api.get(path, query).json for path, query in ANSWERED if path == "/search"]
    quotes = {key for answer in answers for quote in answer["results"] for key in quote}
    assert quotes == {*shapes.QUOTE["properties"]}
    summaries = {key for answer in answers for key in answer["summary"]}
    # The index of the samples has no vectors.
    assert summaries == {*shapes.SEARCH_SUMMARY["properties"]} - {"by_meaning"}


def test_shapes_are_schemas(described: Any) -> None:
    """Each is one of JSON Schema, as OpenAPI 3.1 has it."""
    for shape in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(shape)


def test_every_parameter_is_described(described: Any) -> None:
    """With what it means, and each part of a path."""
    for endpoint in web_api.ENDPOINTS:
        operation = described["paths"][ROOT + endpoint.path]["get"]
        names = [(one["in"], one["name"]) for one in operation["parameters"]]
        assert names == [
            *(("path", name) for name, _ in endpoint.parts),
            *(("query", one.name) for one in endpoint.parameters),
        ]
        assert all(one["description"] for one in operation["parameters"])
        assert operation["summary"]
        assert operation["description"]
    ids = [operation["operationId"] for path in described["paths"].values()
           for operation in path.values()]  # fmt: skip
    assert len({*ids}) == len(ids)


def test_names_refer_to_something(described: Any) -> None:
    """Each reference has its target."""
    found: list[str] = []

    def look(node: object) -> None:
        if isinstance(node, dict):
            found.extend([node["$ref"]] if "$ref" in node else [])
            for value in node.values():
                look(value)
        elif isinstance(node, list):
            for value in node:
                look(value)

    look(described)
    assert len(found) > 50
    for reference in found:
        target = described
        for part in reference.removeprefix("#/").split("/"):
            target = target[part]
        assert target


#: Requests that are refused: method, path, how, the status, the kind of the problem.
REFUSED: tuple[tuple[str, str, dict[str, Any], int, str], ...] = (
    ("GET", "/search?q=%28", {}, 400, "query"),
    ("GET", "/search", {}, 400, "request"),
    ("GET", "/programs/none", {}, 404, "not-found"),
    ("GET", "/none", {}, 404, "not-found"),
    ("DELETE", "/search", {}, 405, "method"),
    ("POST", "/search", {}, 405, "method"),
    ("POST", "/verify", {"content": b"x" * 2_000_000}, 413, "too-large"),
    ("POST", "/verify", {"content": b"x"}, 415, "media-type"),
    ("GET", "/search?q=" + "x" * 20_000, {}, 414, "too-large"),
    ("GET", "/search?q=a", {"headers": {"host": "evil.example"}}, 421, "host"),
)


@pytest.fixture(scope="module")
def client(samples_index: Path) -> Iterator[TestClient]:
    """A client of the server, without its processes."""
    with client_of(samples_index, Policy(hosts=LOOPBACK)) as made:
        yield made


@contextlib.contextmanager
def client_of(index: Path, policy: Policy) -> Iterator[TestClient]:
    """A client of a server over an index."""
    app, site = served(index, policy)
    with site, TestClient(app, base_url="http://localhost") as made:
        yield made


def check_problem(found: Any, status: int, kind: str) -> None:
    """A problem as RFC 9457 has it, with the members that are described."""
    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"
    record = found.json()
    check(record, PROBLEM)
    assert record["status"] == status
    assert record["type"] == f"/api/v1/problems#{kind}"
    assert record["title"] == TITLES[kind]
    assert status in MEANINGS[kind][1]


@pytest.mark.parametrize(("method", "path", "how", "status", "kind"), REFUSED)
def test_problems_have_their_shape(
    client: TestClient, method: str, path: str, how: dict[str, Any], status: int, kind: str
) -> None:
    """Those of the process that listens, too."""
    found = client.request(method, ROOT + path, **how)
    check_problem(found, status, kind)
    if status == 405:
        assert "GET" in found.headers["allow"]


def test_the_head_of_an_answer(client: TestClient) -> None:
    """`HEAD` has the headers of `GET` and no body; also of what is kept, and of a problem."""
    for path, status in (("/search?q=protein", 200), ("/search?q=%28", 400), ("/none", 404)):
        whole, head = client.get(ROOT + path), client.head(ROOT + path)
        assert (head.status_code, head.content) == (status, b"")
        for name in ("content-type", "etag", "cache-control"):
            assert head.headers.get(name) == whole.headers.get(name)
    kept = {"if-none-match": client.get(f"{ROOT}/search?q=protein").headers["etag"]}
    found = client.head(f"{ROOT}/search?q=protein", headers=kept)
    assert found.status_code == 304
    assert "content-type" not in found.headers
    assert "content-length" not in found.headers


def test_who_does_not_know_the_token(samples_index: Path) -> None:
    """Is refused; who knows it is answered."""
    with client_of(samples_index, Policy(token="heron")) as client:
        check_problem(client.get(f"{ROOT}/search?q=a"), 401, "refused")
        known = {"authorization": "Bearer heron"}
        assert client.get(f"{ROOT}/search?q=a", headers=known).status_code == 200


def test_every_problem_has_a_meaning(api: Asked) -> None:
    """The list has each kind that there is."""
    assert [*MEANINGS] == [*TITLES]
    listed = api.get("/problems").json
    assert [one["name"] for one in listed["results"]] == [*TITLES]
    assert listed["summary"]["total"] == len(TITLES)


def test_every_problem_has_a_status_that_is_listed() -> None:
    """All that the code makes, with the words of their kinds."""
    made = re.compile(r'Problem\(\s*"([a-z-]+)",\s*HTTPStatus\.(\w+)')
    found = {
        (kind, HTTPStatus[status])
        for path in (REPOSITORY / "searcher" / "web").rglob("*.py")
        for kind, status in made.findall(path.read_text(encoding="utf-8"))
    }
    assert {kind for kind, _ in found} == {*TITLES}
    assert found == {(kind, one) for kind, (_, statuses) in MEANINGS.items() for one in statuses}


def test_every_documented_status_occurs(described: Any, tmp_path: Path) -> None:
    """For each operation: found, the same as before, refused, not there, not now."""
    update(tmp_path, [Path(next(iter(samples.__path__))) / "bread.md"], workers=1)
    queries = {"/search": "q=a", "/kwic": "q=a", "/turns": "program=bread", "/verify": "text=a+b"}
    with client_of(tmp_path, Policy(hosts=LOOPBACK)) as client:
        for path, operations in described["paths"].items():
            below = path.removeprefix(ROOT)
            address = f"{path.replace('{id}', 'bread')}?{queries.get(below, '')}"
            for method, operation in operations.items():
                occurred = (
                    _posted(client, path) if method == "post" else _asked(client, address, below)
                )
                occurred["default"] = client.request(
                    method, address, headers={"host": "evil.example"}
                ).status_code
                assert occurred.pop("default") == 421
                occurred["503"] = 503
                assert {*operation["responses"]} == {*occurred, "default"}, path
                assert all(status == str(code) for status, code in occurred.items()), path
        (tmp_path / "manifest.json").unlink()
        for path in described["paths"]:
            below = path.removeprefix(ROOT)
            address = f"{path.replace('{id}', 'bread')}?{queries.get(below, '')}"
            found = client.get(address)
            check_problem(found, 503, "index")
            assert found.headers["retry-after"]
            assert str(tmp_path) not in found.text


def _asked(client: TestClient, address: str, below: str) -> dict[str, int]:
    first = client.get(address)
    codes = {"200": first.status_code, "400": client.get(f"{address}&none=1").status_code}
    if "etag" in first.headers:
        again = client.get(address, headers={"if-none-match": first.headers["etag"]})
        assert again.content == b""
        codes["304"] = again.status_code
    if "bread" in address:
        codes["404"] = client.get(address.replace("bread", "none")).status_code
    return codes


def _posted(client: TestClient, path: str) -> dict[str, int]:
    as_json = {"content-type": "application/json"}
    return {
        "200": client.post(path, json={"text": "a b"}).status_code,
        "400": client.post(path, content=b"{", headers=as_json).status_code,
        "413": client.post(path, content=b"x" * 2_000_000, headers=as_json).status_code,
        "415": client.post(path, content=b"x").status_code,
    }


@pytest.mark.slow
def test_schemathesis_finds_nothing(samples_index: Path) -> None:
    """Values at every boundary, right and wrong, and drawn ones; the same in every run."""
    # It takes a second to load.
    import schemathesis
    from schemathesis.config import SchemathesisConfig
    from schemathesis.engine import events, from_schema

    config = SchemathesisConfig.from_dict(
        {
            "generation": {"deterministic": True, "max-examples": 20, "database": "none"},
            # What has the right type may be no search, or may not go together.
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ["200", "304", "400", "404"]}
            },
        }
    )
    hosts = (*LOOPBACK, "testserver")
    app, site = served(samples_index, Policy(hosts=hosts))
    with site:
        schema = schemathesis.openapi.from_asgi(f"{ROOT}/openapi.json", app, config=config)
        checked, failures = 0, []
        for event in from_schema(schema).execute():
            assert not isinstance(event, events.NonFatalError | events.FatalError), event
            if isinstance(event, events.ScenarioFinished):
                every = [one for checks in event.recorder.checks.values() for one in checks]
                checked += len(every)
                failures += [
                    f"{event.recorder.label}: {one.failure_info.failure}\n"
                    f"{one.failure_info.code_sample}"
                    for one in every
                    if one.failure_info is not None
                ]
    assert failures == []
    assert checked > 10_000
