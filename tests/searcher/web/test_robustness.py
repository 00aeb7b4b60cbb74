"""Bad input: each is an answer that a person or a program understands, and the server goes on."""

import os
import resource
import select
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.update.update import update
from tests.searcher.web.server import Answered, Server, received, served, started

SEARCH = "/api/v1/search?q=barley"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of one small talk."""
    return indexed(tmp_path, "barley")


def indexed(root: Path, word: str, name: str = "index") -> Path:
    """An index of one small talk about something."""
    folder = root / f"talks-{word}"
    folder.mkdir()
    (folder / f"{word}.txt").write_text(f"Ada: We bought the {word}.\n\nBen: What for?\n" * 3)
    update(root / name, [folder])
    return root / name


def patiently(server: Server, path: str, status: int) -> Answered:
    """The answer with this status: a change is seen at the next search, or soon."""
    end = time.monotonic() + 20
    while (answer := server.ask(path)).status != status and time.monotonic() < end:
        time.sleep(0.02)
    assert answer.status == status, answer
    return answer


# The index


def test_a_missing_index_is_one_line(tmp_path: Path) -> None:
    """The server does not start, and ends with status 2."""
    process = started(tmp_path / "none")
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err.count("\n")) == (2, "", 1)
    assert "there is no index" in err


def test_a_damaged_index_is_one_line(index: Path) -> None:
    """As a missing one."""
    (index / "manifest.json").write_bytes(b"{")
    process = started(index)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err.count("\n")) == (2, 1)


def test_a_commit_is_seen_without_a_restart(index: Path) -> None:
    """By every reader, at the next search."""
    with served(index, "--readers", "2") as server:
        assert server.ask("/api/v1/search?q=oats").body.count(b"oats.txt") == 0
        indexed(index.parent, "oats")
        for _ in range(6):
            assert b"oats.txt" in server.ask("/api/v1/search?q=oats").body


def test_an_index_that_goes_and_comes(index: Path) -> None:
    """Searches are refused as long as it is not there; a page says so, too."""
    with served(index, "--readers", "2") as server:
        assert server.ask(SEARCH).status == 200
        index.rename(index.parent / "away")
        answer = patiently(server, SEARCH, 503)
        assert answer.headers["content-type"] == "application/problem+json"
        assert str(index.parent) not in answer.text
        page = server.ask("/search?q=barley")
        assert (page.status, "index" in page.text) == (503, True)
        (index.parent / "away").rename(index)
        patiently(server, SEARCH, 200)


def test_an_index_that_is_replaced(index: Path) -> None:
    """The new one is searched."""
    other = indexed(index.parent, "oats", "other")
    with served(index) as server:
        assert b"barley.txt" in server.ask(SEARCH).body
        index.rename(index.parent / "old")
        other.rename(index)
        end = time.monotonic() + 20
        while b"oats.txt" not in (answer := server.ask("/api/v1/search?q=oats")).body:
            assert time.monotonic() < end, answer


def test_an_index_that_is_damaged(index: Path) -> None:
    """A commit that cannot be read is refused; when it is whole again, it is searched."""
    with served(index, "--readers", "1") as server:
        assert server.ask(SEARCH).status == 200
        manifest = index / "manifest.json"
        whole = manifest.read_bytes()
        for content, status in ((whole[:-20], 503), (whole, 200)):
            (index / "new").write_bytes(content)
            (index / "new").replace(manifest)
            patiently(server, SEARCH, status)


# What is asked


def test_a_search_that_cannot_be_read(server: Server) -> None:
    """For a program with the place, for a person as a page; both with status 400."""
    answer = server.ask("/api/v1/search?q=%28barley")
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert server.ask("/search?q=%28barley").status == 400


@pytest.mark.parametrize(
    "query", ["q=%ff%fe", "q=%c3", "q=%ed%a0%80", "q=a%00b", "q=%e2%80%ae", "%ff=1&q=a", "q=%"]
)
@pytest.mark.parametrize("path", ["/api/v1/search", "/search"])
def test_bytes_that_are_no_utf_8(server: Server, path: str, query: str) -> None:
    """In an address, escaped."""
    answer = server.ask(f"{path}?{query}")
    assert answer.status in (200, 400)
    assert answer.text


@pytest.mark.parametrize("raw", [b"/search?q=\xff\xfe", b"/\xff", b"/search?q=f\xc3\xbcr", b"/%ff"])
def test_bytes_as_they_are(server: Server, raw: bytes) -> None:
    """In an address, as a careless program sends them: answered or refused."""
    sent = b"GET " + raw + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    assert server.send(sent).split(b" ", 2)[1] in (b"200", b"400", b"404")
    assert server.ask("/robots.txt", headers={"Accept-Language": "\xff\xfe"}).status == 200
    assert server.ask("/search", "POST", body=b"\xff\xfe=\xff").status in (400, 405)


def test_a_body_of_100_mb_is_refused_early_and_the_connection_survives(server: Server) -> None:
    """The answer is there before the body is; the next request is answered, too."""
    length = 100_000_000
    with server.open() as connection:
        head = f"POST /search HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
        connection.sendall(head.encode())
        refused = b""
        while not refused.endswith(b"</html>\n"):
            refused += connection.recv(1 << 16)
        assert refused.startswith(b"HTTP/1.1 413 ")
        for _ in range(100):
            connection.sendall(bytes(length // 100))
        connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert received(connection).startswith(b"HTTP/1.1 421 ")
    assert server.ask(SEARCH).status == 200


def test_a_body_without_an_end_is_refused(server: Server) -> None:
    """In chunks, when it has become too long."""
    with server.open() as connection:
        head = b"POST /search HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection.sendall(head)
        for _ in range(40):
            connection.sendall(b"10000\r\n" + bytes(0x10000) + b"\r\n")
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 413 ")


def test_head_options_and_other_methods(server: Server) -> None:
    """A head is that of the answer, without its body; what is not possible says what is."""
    # Not a search: how long it took is in its answer, with as many digits as it happens to have.
    for path in ("/api/v1/programs", "/", "/static/style.css"):
        whole, head = server.ask(path), server.ask(path, "HEAD")
        assert (head.status, head.body) == (200, b"")
        assert head.headers["content-length"] == str(len(whole.body))
    for method in ("OPTIONS", "PUT", "PROPFIND", "TRACE"):
        answer = server.ask(SEARCH, method)
        assert answer.status == 405, method
        assert "GET" in answer.headers["allow"]
    assert server.send(b"BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n").startswith(b"HTTP/1.1 400 ")


def test_answers_stay_in_step_on_one_connection(server: Server) -> None:
    """Heads, refusals, files and searches, one after the other and all at once."""
    paths = ["/robots.txt", SEARCH, "/nothing", "/static/none", "/search?q=barley"] * 4
    with server.open() as connection:
        for number, path in enumerate(paths):
            last = "close" if number == len(paths) - 1 else "keep-alive"
            method = "HEAD" if number % 3 == 2 else "GET"
            head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: {last}\r\n\r\n"
            connection.sendall(head.encode())
        answers = received(connection)
    assert answers.count(b"HTTP/1.1 ") == len(paths)
    assert answers.count(b"HTTP/1.1 404 ") == 8


# Two requests where there is one


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4",
        b"Content-Length: 4\r\nContent-Length: 5",
        b"Content-Length: +4", b"Content-Length: 4,5", b"Content-Length: 0x4",
        b"Content-Length: -1", b"Content-Length: 99999999999999999999999",
        b"Content-Length : 4", b"Transfer-Encoding: xchunked", b"Transfer-Encoding: chunked, x",
        b"Transfer-Encoding : chunked", b"Transfer-Encoding:\x0bchunked", b"X: a\r\n b: c\x00",
        b"X\x00: a", b"X: a\rb", b": a", b"X",
    ],
)  # fmt: skip
def test_no_request_is_smuggled(server: Server, headers: bytes) -> None:
    """What two servers could read in two ways is refused, and nothing after it is read."""
    smuggled = b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
    sent = b"POST /search HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\n\r\n0\r\n\r\n"
    answers = server.send(sent + smuggled)
    assert answers.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 501 ")), answers
    assert answers.count(b"HTTP/1.1 ") == 1
    assert b"Disallow" not in answers


# Clients that go away, and many of them


def test_clients_that_go_away(server: Server) -> None:
    """In the middle of a request, and in the middle of an answer; the readers are the same."""
    before = server.readers()
    search = f"GET {SEARCH} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    for number in range(200):
        with server.open() as connection:
            connection.sendall(search[: 20 + number] if number % 2 else search)
            if number % 3 == 0:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    assert server.ask(SEARCH).status == 200
    assert server.readers() == before


@pytest.mark.slow
def test_10_000_clients_at_once(server: Server) -> None:
    """Each is answered or refused, nobody waits for ever, and the server goes on."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    many = min(10_000, hard - 500)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    connections: list[socket.socket] = []
    try:
        connections.extend(server.open() for _ in range(many))
        request = f"GET {SEARCH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        for connection in connections:
            connection.sendall(request)
        statuses: dict[bytes, int] = {}
        for status in _statuses(connections):
            statuses[status] = statuses.get(status, 0) + 1
        assert sum(statuses.values()) == many
        assert set(statuses) <= {b"200", b"503"}, statuses
        assert server.ask(SEARCH).status == 200
    finally:
        for connection in connections:
            connection.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _statuses(connections: list[socket.socket]) -> Iterator[bytes]:
    """The status that each of many connections gets within a minute."""
    poll = select.poll()
    waiting = {connection.fileno(): connection for connection in connections}
    for number in waiting:
        poll.register(number, select.POLLIN)
    end = time.monotonic() + 60
    while waiting and time.monotonic() < end:
        for number, _ in poll.poll(1000):
            yield waiting.pop(number).recv(12)[9:]
            poll.unregister(number)


# The end


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(samples_index: Path, number: int) -> None:
    """With status 0, without a word, and no process is left; somebody may still be connected."""
    with served(samples_index) as server:
        readers = server.readers()
        assert readers
        with server.open() as idle, server.open() as half:
            half.sendall(b"GET / HTTP/1.1\r\n")
            server.process.send_signal(number)
            out, err = server.process.communicate(timeout=30)
            assert (server.process.returncode, out, err) == (0, "", "")
            assert received(idle) == b""
    assert not any(Path(f"/proc/{reader}").exists() for reader in readers)


def test_readers_end_with_the_process_that_listens(samples_index: Path) -> None:
    """However it ends."""
    with served(samples_index) as server:
        readers = server.readers()
        server.process.kill()
        server.process.wait()
        end = time.monotonic() + 20
        while any(map(_runs, readers)) and time.monotonic() < end:
            time.sleep(0.02)
        assert not any(map(_runs, readers))


def _runs(process: int) -> bool:
    """Whether a process runs: one that nobody has waited for does not."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def test_a_reader_that_is_killed_is_replaced(samples_index: Path) -> None:
    """The next search is answered, and there are as many as before soon."""
    with served(samples_index, "--readers", "2") as server:
        for reader in server.readers():
            os.kill(reader, signal.SIGKILL)
        patiently(server, SEARCH, 200)
        end = time.monotonic() + 20
        while len(server.readers()) < 2 and time.monotonic() < end:
            time.sleep(0.02)
        assert len(server.readers()) == 2


def test_several_indexes_are_served_as_one(index: Path, tmp_path: Path) -> None:
    """Each may be anywhere."""
    other = indexed(tmp_path, "oats", "other")
    copy = shutil.copytree(index, tmp_path / "copy" / "index")
    with served(copy, "--index", str(other)) as server:
        assert b"barley.txt" in server.ask(SEARCH).body
        assert b"oats.txt" in server.ask("/api/v1/search?q=oats").body
