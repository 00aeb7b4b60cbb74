"""A real client of the protocol over a real connection; what computes is in readers."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from mcp.shared.exceptions import MCPError
from starlette.testclient import TestClient

import searcher
from corpus import samples
from index.update.update import update
from searcher.mcp.computing import Refused
from searcher.mcp.rules import RULES
from searcher.mcp.tools import TOOLS
from searcher.web.front.asked import ASKER, Asker
from searcher.web.front.assistants import Readers
from searcher.web.front.policy import LOOPBACK, Policy
from searcher.web.readers.exchange import Begun, Busy, ReaderFailed, TooSlow
from searcher.web.readers.pool import Limits
from tests.searcher.mcp.client import Assistant, connected_to, text
from tests.searcher.web.api.served import served as within
from tests.searcher.web.server import Server, served

#: The handshake of this year, and that of earlier ones.
MODES = ("auto", "legacy")


@pytest.fixture(scope="module", params=MODES)
def assistant(server: Server, request: pytest.FixtureRequest) -> Iterator[Assistant]:
    """A client of the server."""
    with connected_to(f"{server.address}/mcp", request.param) as client:
        yield client


def test_each_tool(assistant: Assistant) -> None:
    """As over standard input: the client checks each answer by the schema of its tool."""
    assert assistant.client.instructions == RULES
    tools = assistant.portal.call(assistant.client.list_tools).tools
    assert [tool.name for tool in tools] == [*TOOLS]
    for tool, arguments, key, count in (
        ("search", {"query": "M protein", "limit": 3}, "total", 13),
        ("show", {"program": "m-protein"}, "total", 15),
        ("who_said", {"query": "M protein"}, "said_by", 5),
        ("verify", {"quotation": "Iron forgives a lot"}, "said_in", 1),
        ("list_programs", {}, "total", 10),
        ("list_speakers", {}, "total", 31),
    ):
        assert assistant.record(tool, **arguments)[key] == count


def test_each_quote_has_its_place_on_the_pages(
    assistant: Assistant, server: Server, archive: searcher.Archive
) -> None:
    """In the values and in the text; a page of turns and a list of programs have it, too."""
    done = assistant.call("search", query="M protein", limit=5)
    for one in done.structured_content["quotes"]:
        quote_ = one["quote"]
        page = f"{server.address}/program/{quote(quote_['program'])}#turn-{quote_['turn']}"
        assert quote_["page"] == page
        assert page in text(done)
        address, _, anchor = page.removeprefix(server.address).partition("#")
        shown_there = server.ask(address)
        assert shown_there.status == 200
        assert f'id="{anchor}"' in shown_there.text
        said = archive.program(quote_["program"]).turns[quote_["turn"] - 1]  # type: ignore[union-attr]
        assert said.speaker == quote_["speaker"]
    shown = assistant.record("show", program="m-protein", turn=6, after=1)
    assert [one["page"] for one in shown["turns"]] == [
        f"{server.address}/program/m-protein#turn-{number}" for number in (6, 7)
    ]
    assert "page" not in shown["next"]
    listed = assistant.record("list_programs", words="bread")["programs"]
    assert [one["page"] for one in listed] == [f"{server.address}/program/bread"]


def test_errors_are_one_line(assistant: Assistant) -> None:
    """They name the value, the next step, and no folder of the server."""
    assert "is not closed" in assistant.refused("search", query='"M protein')
    assert "Did you mean speaker?" in assistant.refused("search", query="a", speakr="b")
    assert "no program is called qqqq; see list_programs" in assistant.refused(
        "show", program="qqqq"
    )
    with pytest.raises(MCPError, match="there is no tool"):
        assistant.call("write")
    with pytest.raises(MCPError, match="no program is called nothing"):
        assistant.read("searcher://program/nothing")
    with pytest.raises(MCPError, match="it is none of this list"):
        assistant.portal.call(lambda: assistant.client.list_resources(cursor="x"))


def test_resources(assistant: Assistant) -> None:
    """Every program, by an address that can be read."""
    listed = assistant.portal.call(assistant.client.list_resources).resources
    assert len(listed) == 10
    for one in listed[:3]:
        assert one.title
        assert one.title in assistant.read(str(one.uri))


def test_many_calls_at_once(assistant: Assistant, archive: searcher.Archive) -> None:
    """Each gets its own answer."""
    words = ("M protein", "maintenance", "trial", "plateau", "bus", "cells", "bread", "heart")
    calls: list[tuple[str, dict[str, object]]] = [
        ("search", {"query": words[number % 8], "limit": 1 + number // 8}) for number in range(24)
    ]
    for (_, asked), done in zip(calls, assistant.at_once(calls), strict=True):
        found = done.structured_content
        assert found["total"] == archive.search(str(asked["query"])).total
        assert found["query"].startswith(str(asked["query"]))


def test_a_commit_and_damage_between_calls(tmp_path: Path) -> None:
    """The next call sees a commit; an index that is damaged is one line without a folder."""
    with samples.files() as files:
        chosen = [file for file in files if file.stem in ("m-protein", "bread")]
        update(tmp_path / "index", chosen[:1], workers=1)
        with (
            served(tmp_path / "index") as server,
            connected_to(f"{server.address}/mcp") as client,
        ):
            assert client.record("list_programs")["total"] == 1
            update(tmp_path / "index", chosen, workers=1)
            assert client.record("list_programs")["total"] == 2
            (tmp_path / "broken").write_text("{}")
            (tmp_path / "broken").replace(tmp_path / "index" / "manifest.json")
            line = client.refused("list_programs")
            assert "the index cannot be read now" in line
            assert str(tmp_path) not in line


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "said"),
    [
        ("GET", "/mcp", {}, None, 405, "POST"),
        ("DELETE", "/mcp", {}, None, 405, "POST"),
        ("POST", "/mcp/call", {}, b"{}", 404, "/mcp"),
        ("POST", "/mcp", {"Content-Type": "text/plain"}, b"{}", 415, "application/json"),
        ("POST", "/mcp", {}, b"{}", 415, "application/json"),
        ("POST", "/mcp", {"Host": "evil.example"}, b"{}", 421, "name"),
    ],
)
def test_what_is_refused(
    server: Server, method: str, path: str, headers: dict[str, str], body: bytes | None,
    status: int, said: str,
) -> None:  # fmt: skip
    """As a problem, before anything reads it."""
    found = server.ask(path, method, headers, body)
    assert found.status == status
    assert found.headers["content-type"] == "application/problem+json"
    assert said in json.loads(found.body)["detail"]


def test_a_message_that_is_none(server: Server) -> None:
    """The protocol has errors of its own, and a limit of size; the server goes on."""
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    for body, status in ((b"{", 400), (b"[]", 400), (b"[" * 100_000, 400), (b"\xff\xfe", 400),
                         (b" " * 1_100_000, 413)):  # fmt: skip
        assert server.ask("/mcp", "POST", headers, body).status == status
    assert server.ask("/api/v1/health").status == 200


def test_without_the_sdk(samples_index: Path) -> None:
    """The problem says how to install it."""
    app, site = within(samples_index, Policy(hosts=LOOPBACK))
    with site:
        found = TestClient(app, base_url="http://localhost").post("/mcp", json={})
    assert found.status_code == 501
    assert found.json()["type"] == "/api/v1/problems#not-installed"
    assert "pip install 'transcript-searcher[mcp]'" in found.json()["detail"]


class _Request:
    """A request of HTTP, as far as readers look at it."""

    def __init__(self) -> None:
        self.scope = {ASKER: Asker("somebody", "http://localhost")}


class _Pool:
    """A pool whose only answer is given."""

    limits = Limits()

    def __init__(self, begun: Begun | Exception, parts: tuple[bytes, ...] = ()) -> None:
        self._begun, self._parts = begun, [*parts, b""]
        self.left = 0

    def ask(self, _: object, client: str) -> "_Pool":
        """The pool is the exchange, too."""
        assert client == "somebody"
        return self

    @property
    async def begun(self) -> Begun:
        """The answer."""
        if isinstance(self._begun, Exception):
            raise self._begun
        return self._begun

    async def part(self, _: float) -> bytes:
        """The next part."""
        return self._parts.pop(0)

    def leave(self, _: object) -> None:
        """The exchange is over."""
        self.left += 1


def _called(pool: Any) -> Any:
    return asyncio.run(Readers(pool).call(TOOLS["search"], {"query": "a"}, _Request()))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Busy(), "too many people search at once"),
        (TooSlow(), "takes longer than the server allows"),
        (ReaderFailed(), "could not be finished"),
    ],
)
def test_what_readers_do_not_answer(error: Exception, said: str) -> None:
    """Is one line for the assistant, and no reader is kept."""
    pool = _Pool(error)
    with pytest.raises(Refused, match=said):
        _called(pool)
    assert pool.left == 1


def test_an_answer_in_parts() -> None:
    """It is put together."""
    pool = _Pool(Begun(200, {}, None), (b'{"text": "a", ', b'"record": {"b": 1}}'))
    assert _called(pool) == ("a", {"b": 1})
    assert pool.left == 1
