"""One file over HTTPS: what is refused, and how much is taken."""

import gzip
import socket
import ssl
import time
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.errors import NotFetched
from searcher.fetching.client import USER_AGENT, Answer, Client
from searcher.fetching.network import Limits, Network
from tests.searcher.fetching.server import Asked, Reply, Server, is_loopback

MOST = 1 << 20
#: The authorities of the system are loaded once.
TLS = ssl.create_default_context()


def get(server: Server, path: str, limits: Limits | None = None, most: int = MOST) -> Answer:
    """What a client gets."""
    with Client(server.network(limits)) as client:
        return client.get(server.url + path, most)


def refused(server: Server, path: str, limits: Limits | None = None, most: int = MOST) -> str:
    """Why a client does not get it."""
    with pytest.raises(NotFetched) as error:
        get(server, path, limits, most)
    assert error.value.url == server.url + path
    assert "\n" not in str(error.value)
    return error.value.reason


def test_a_file(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an agent of its own; no cookie, no password, no proxy of the environment."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    server.replies["/a"] = Reply(b"content", headers={"ETag": '"1"', "Set-Cookie": "a=b"})
    with Client(server.network()) as client:
        for _ in range(2):
            assert client.get(f"{server.url}/a", MOST) == Answer(b"content", '"1"', None)
    for asked in server.asked:
        assert asked.headers["User-Agent"] == USER_AGENT
        assert not {"Cookie", "Authorization", "Referer"} & set(asked.headers)


def test_what_has_not_changed(server: Server) -> None:
    """The server is told what is here."""

    def answering(asked: Asked) -> Reply:
        known = asked.headers.get("If-None-Match") == '"1"'
        assert asked.headers.get("If-Modified-Since") == ("yesterday" if known else None)
        return Reply(b"" if known else b"new", 304 if known else 200)

    server.replies["/a"] = answering
    with Client(server.network()) as client:
        assert client.get(f"{server.url}/a", MOST).data == b"new"
        assert client.get(f"{server.url}/a", MOST, '"1"', "yesterday").data is None


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://localhost/a", "it is http; only https is fetched"),
        ("ftp://localhost/a", "it is ftp; only https is fetched"),
        ("file:///etc/passwd", "it is file; only https is fetched"),
        ("/etc/passwd", "it is an address without a scheme; only https is fetched"),
        ("https://user:word@localhost/a", "it is an address with a password"),
        ("https://", "it is an address without a host"),
        ("https://localhost:99999/a", "it is no address that can be read"),
        ("https://localhost/" + "a" * 5000, "it is no address that can be read"),
        ("https://localhost:1/a", "the connection fails: Connection refused"),
    ],
)
def test_addresses(server: Server, url: str, reason: str) -> None:
    """Only HTTPS is spoken."""
    with Client(server.network()) as client, pytest.raises(NotFetched) as error:
        client.get(url, MOST)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://localhost/a", "it redirects to http; only https is fetched"),
        ("https://127.0.0.2/a", "127.0.0.2 has the address 127.0.0.2, which is not one of"),
        ("https://user@localhost/a", "it redirects to an address with a password"),
        ("file:///etc/passwd", "it redirects to file; only https is fetched"),
        ("https://localhost:99999/", "it redirects to no address that can be read"),
        ("/loop", "more than 5 redirects"),
        ("", "more than 5 redirects"),
    ],
)
def test_redirects(server: Server, target: str, reason: str) -> None:
    """Each is checked as the first address is, and there are not many."""
    server.replies["/loop"] = Reply(status=302, headers={"Location": target})
    assert refused(server, "/loop").startswith(reason)
    assert len(server.asked) <= 6


def test_a_redirect_that_is_followed(server: Server) -> None:
    """Relative or not; the query is kept."""
    server.replies["/a/b"] = Reply(status=301, headers={"Location": "../c?d=1"})
    server.replies["/c"] = Reply(status=307, headers={"Location": f"{server.url}/e"})
    server.replies["/e"] = Reply(b"there")
    assert get(server, "/a/b").data == b"there"
    assert server.paths == ["/a/b", "/c?d=1", "/e"]


def test_names_that_lead_inside(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """One address inside is enough to refuse a name, which is looked up once for a connection."""
    looked = []
    inside = ["127.0.0.1", "10.0.0.1"]

    def resolve(host: str, port: int, **how: Any) -> list[Any]:
        looked.append(host)
        return [(socket.AF_INET, how["type"], 6, "", (address, port)) for address in inside]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    reason = "localhost has the address 10.0.0.1, which is not one of the internet"
    assert refused(server, "/a") == reason
    assert server.asked == []
    assert looked == ["localhost"]


def test_the_internet_only() -> None:
    """Without a test's network, loopback is refused, by name and by number."""
    with Client(Network()) as client:
        for host in ("localhost", "127.0.0.1", "[::1]", "0.0.0.0", "169.254.169.254", "2130706433"):
            with pytest.raises(NotFetched, match="which is not one of the internet"):
                client.get(f"https://{host}/a", MOST)


def test_a_certificate_of_nobody(server: Server) -> None:
    """It is refused."""
    server.replies["/a"] = Reply(b"content")
    with Client(Network(allows=is_loopback)) as client, pytest.raises(NotFetched) as error:
        client.get(f"{server.url}/a", MOST)
    assert "certificate" in error.value.reason
    assert server.asked == []


@pytest.mark.parametrize("length", [True, False])
def test_what_is_too_large(server: Server, length: bool) -> None:
    """It is refused by what it says, and by what comes."""
    server.replies["/a"] = Reply(b"x" * 5000, length=length)
    assert refused(server, "/a", most=4999) == "it has more than 4,999 bytes"
    assert get(server, "/a", most=5000).data == b"x" * 5000


def test_what_is_packed(server: Server) -> None:
    """It is unpacked in bounded memory; a bomb is too large, and what is broken is refused."""
    server.replies["/gzip"] = Reply(gzip.compress(b"well"), headers={"Content-Encoding": "gzip"})
    server.replies["/deflate"] = Reply(
        zlib.compress(b"well"), headers={"Content-Encoding": "deflate"}
    )
    bomb = gzip.compress(bytes(50 << 20))
    server.replies["/bomb"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
    longer = gzip.compress(b"well") + b"x" * 500_000
    server.replies["/longer"] = Reply(longer, headers={"Content-Encoding": "gzip"})
    server.replies["/broken"] = Reply(b"well", headers={"Content-Encoding": "gzip"})
    server.replies["/early"] = Reply(
        gzip.compress(b"well" * 99)[:-9], headers={"Content-Encoding": "gzip"}
    )
    server.replies["/other"] = Reply(b"well", headers={"Content-Encoding": "br"})
    assert get(server, "/gzip").data == get(server, "/deflate").data == b"well"
    assert get(server, "/longer").data == b"well"
    assert refused(server, "/bomb") == "it has more than 1 MB"
    assert refused(server, "/broken") == "it is packed, and broken"
    assert refused(server, "/early") == "it is packed, and ends too early"
    assert refused(server, "/other") == "it is packed as 'br', which was not asked for"


def test_what_is_slow(server: Server) -> None:
    """A byte now and then, in the head or in the body, does not keep a connection alive."""
    limits = Limits(file_seconds=0.3)
    server.replies["/slow"] = Reply(b"x" * 5000, pause=0.02)
    server.replies["/silent"] = lambda asked: time.sleep(0.6) or Reply()  # type: ignore[func-returns-value]
    began = time.monotonic()
    assert refused(server, "/slow", limits) == "it takes too long"
    assert refused(server, "/silent", limits) == "it takes too long"
    # 100 seconds are what a step after another would take.
    assert time.monotonic() - began < 50


def test_what_ends_too_early(server: Server) -> None:
    """Half of a file is none."""
    server.replies["/a"] = Reply(b"half", headers={"Content-Length": "9"}, length=False)
    assert refused(server, "/a").startswith("the connection fails")


@pytest.mark.parametrize(
    ("status", "after", "reason"),
    [
        (404, None, "the server answers 404 Said"),
        (500, None, "the server answers 500 Said"),
        (206, None, "the server answers 206 Said"),
        (429, "120", "the server asks to try again later, in 120 seconds (429)"),
        (503, "Wed, 21 Oct 2026 07:28:00 GMT",
         "the server asks to try again later, Wed, 21 Oct 2026 07:28:00 GMT (503)"),
        (429, None, "the server asks to try again later (429)"),
    ],
)  # fmt: skip
def test_statuses(server: Server, status: int, after: str | None, reason: str) -> None:
    """What is no content is told, and when to come again."""
    headers = {"Retry-After": after} if after else {}
    server.replies["/a"] = Reply(b"<p>sorry</p>", status, headers)
    assert refused(server, "/a") == reason


PIECES = ["https", "http", "://", "[", "]", "::1", "@", ":", "/", "..", "%", "%00", "\\", "#", "?",
          "x", "127.1", "ö", "。", "\u202e", " ", "\n", "99999"]  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8).map("".join),
    st.booleans(),
)
def test_any_address(text: str, secure: bool) -> None:
    """It is refused, or its host is looked up; nothing else happens."""

    def nobody(host: str, port: int, **how: Any) -> list[Any]:
        raise socket.gaierror

    with pytest.MonkeyPatch.context() as patch, Client(Network(tls=TLS)) as client:
        patch.setattr(socket, "getaddrinfo", nobody)
        with pytest.raises(NotFetched):
            client.get(f"https://{text}" if secure else text, MOST)
