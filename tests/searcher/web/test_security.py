"""Nobody gets in: what the server promises, line by line, tried over real connections."""

import base64
import hashlib
import html
import random
import re
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import html5lib
import pytest

from index.update.update import update
from searcher.web import routes, tools
from searcher.web.front.guard import HEADERS
from tests.conftest import Run
from tests.searcher.web.server import Answered, Server, received, served, started

TOKEN = "a-token-that-nobody-guesses"
#: Addresses that one process asks another.
INNER = (tools.CALL, tools.PROGRAMS, tools.READ)
#: Addresses of all kinds: of pages, of the API, of files, and of nothing.
ADDRESSES = (
    "/", "/search?q=protein", "/api/v1/search?q=protein", "/api/v1/health", "/static/style.css",
    "/robots.txt", "/static/none", "/nothing", "/api/nothing", "/search?q=(", "/media/bread",
)  # fmt: skip


def fails(*options: str, index: Path, environment: dict[str, str] | None = None) -> str:
    """What a server that does not start says; it ends with status 2."""
    process = started(index, *options, environment=environment)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (2, ""), err
    return err


# Loopback only unless --host is given, and then a token or a reverse proxy is asked for


def test_only_loopback_unless_a_host_is_given(server: Server) -> None:
    """The default address is one that no other machine can reach."""
    assert server.address.startswith("http://127.0.0.1:")
    listening = Path("/proc/net/tcp").read_text().lower()
    assert f"0100007f:{server.port:04x}" in listening
    assert f"00000000:{server.port:04x}" not in listening


def test_another_host_needs_a_token_or_a_proxy(samples_index: Path) -> None:
    """Without one the server does not start, and says what to do."""
    for host in ("0.0.0.0", "::"):
        said = fails("--host", host, index=samples_index)
        assert said.count("\n") == 1
        assert "SEARCHER_TOKEN" in said
        assert "--behind-proxy" in said


def test_a_host_with_a_token_starts(samples_index: Path, tmp_path: Path) -> None:
    """Each of the three ways will do; a token comes from the environment or a file."""
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    with served(samples_index, "--host", "0.0.0.0", environment={"SEARCHER_TOKEN": TOKEN}) as one:
        assert one.ask("/").status == 401
    with served(samples_index, "--host", "0.0.0.0", "--token-file", str(file)) as one:
        assert one.ask("/").status == 401
    with served(samples_index, "--host", "0.0.0.0", "--behind-proxy") as one:
        assert one.ask("/").status == 200


@pytest.mark.parametrize(
    "token", ["short", "with a blank in the middle", "trés-long-mais-accentué"]
)
def test_a_token_that_can_be_guessed_is_refused(samples_index: Path, token: str) -> None:
    """It says how to make one."""
    said = fails(index=samples_index, environment={"SEARCHER_TOKEN": token})
    assert "token_urlsafe" in said
    assert token not in said


@pytest.mark.parametrize("content", [None, b"", b"\n" + TOKEN.encode(), b"\xff\xfe\x00"])
def test_a_token_file_must_hold_one(samples_index: Path, tmp_path: Path, content: bytes) -> None:
    """A file that is missing, empty or no text is no reason to ask for nothing."""
    file = tmp_path / "token"
    if content is not None:
        file.write_bytes(content)
    assert "--token-file" in fails("--token-file", str(file), index=samples_index)


@pytest.fixture(scope="module")
def guarded(samples_index: Path) -> Iterator[Server]:
    """A server that asks for a token."""
    with served(samples_index, environment={"SEARCHER_TOKEN": TOKEN}) as running:
        yield running


def basic(password: str) -> str:
    """The header of a browser whose user typed a password."""
    return "Basic " + base64.b64encode(f"anyone:{password}".encode()).decode()


def test_the_token_opens_every_address(guarded: Server) -> None:
    """As a bearer, or as the password that a browser asks for."""
    for authorization in (f"Bearer {TOKEN}", f"bearer {TOKEN}", basic(TOKEN)):
        answer = guarded.ask("/search?q=protein", headers={"Authorization": authorization})
        assert answer.status == 200, authorization


@pytest.mark.parametrize(
    "authorization",
    [
        "", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", TOKEN,
        f"Digest {TOKEN}", basic(""), basic(TOKEN[1:]), "Basic %%%", "Basic YQ==", "Bearer \xff",
    ],
)  # fmt: skip
def test_nothing_else_opens_any(guarded: Server, authorization: str) -> None:
    """Neither pages nor files nor errors; a browser asks for a password."""
    for path in ADDRESSES:
        answer = guarded.ask(path, headers={"Authorization": authorization})
        assert answer.status == 401, path
        assert answer.headers["www-authenticate"].startswith("Basic ")
        assert b"protein" not in answer.body.lower()


# Host header checked (DNS rebinding)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:8765",
        "127.0.0.2", "[::2]", "LOCALHOST@evil.example", "localhost:1/../evil", "localhost, evil",
        "", " ", "localhost\t", "0x7f.1", "[::1", "localhost:99999999", "xn--lcalhost-kya",
    ],
)  # fmt: skip
def test_a_foreign_host_is_refused(server: Server, host: str) -> None:
    """A page whose name was made to mean this machine gets no answer, at any address."""
    for path in ADDRESSES:
        head = server.send(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        )
        assert head.split(b" ", 2)[1] in (b"421", b"400"), (host, path)
        assert b"evil" not in head


def test_one_host_and_not_two(server: Server) -> None:
    """A request with none, or with two, is no request."""
    for hosts in ("", "Host: localhost\r\nHost: evil.example\r\n"):
        sent = f"GET / HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n"
        assert server.send(sent.encode()).startswith(b"HTTP/1.1 400 "), hosts


@pytest.mark.parametrize("host", ["localhost", "LocalHost", "127.0.0.1:1", "[::1]:8765"])
def test_this_machine_by_its_names(server: Server, host: str) -> None:
    """Whatever the port: a tunnel has another one."""
    assert server.ask("/", headers={"Host": host}).status == 200


def test_a_name_that_is_allowed(samples_index: Path) -> None:
    """`--allow-host`, in any case, and no other name."""
    with served(samples_index, "--allow-host", "Quotes.example") as one:
        assert one.ask("/", headers={"Host": "quotes.example:443"}).status == 200
        assert one.ask("/", headers={"Host": "www.quotes.example"}).status == 421


@pytest.mark.parametrize(
    "name", ["https://quotes.example", "quotes.example:8443", "quotes.example/", "", "a b", "*"]
)
def test_a_name_that_nobody_can_ask_by(samples_index: Path, name: str) -> None:
    """It is refused at the start, and not by each request."""
    said = fails("--allow-host", name, index=samples_index)
    assert "without a scheme, a port or a path; for example: quotes.example.org" in said


def test_a_form_of_another_site_is_refused(server: Server) -> None:
    """What a foreign page posts comes no further; a page of this server may post."""
    for origin in ("https://evil.example", "null", "http://localhost.evil.example"):
        refused = server.ask("/search", "POST", {"Origin": origin, "Host": "localhost"}, b"q=a")
        assert refused.status == 403, origin
    own = server.ask("/search", "POST", {"Origin": "http://localhost", "Host": "localhost"}, b"q=a")
    assert own.status == 405


# Strict CSP without inline code


def answers(server: Server) -> Iterator[Answered]:
    """Answers of every kind, refusals included."""
    for path in ADDRESSES:
        for method in ("GET", "HEAD", "POST", "OPTIONS", "DELETE"):
            yield server.ask(path, method)
    yield server.ask("/", headers={"Host": "evil.example"})
    yield server.ask("/search?q=" + "a" * 20_000)
    yield server.ask("/", "POST", body=b"a" * 2_000_000)
    yield server.ask("/\0")
    yield server.ask("/%00")
    yield server.ask("/", "BREW")


def test_every_answer_has_the_headers(server: Server) -> None:
    """Of pages, files, errors, refusals; and of what is no request at all."""
    for answer in answers(server):
        for name, value in HEADERS:
            assert answer.headers.get(name) == value, answer
    for garbage in (b"\r\n\r\nGET", b"garbage\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"):
        with server.open() as connection:
            connection.sendall(garbage + b"\r\n\r\n")
            head = received(connection)
        assert b"content-security-policy: default-src 'none'" in head, garbage


def test_the_policy_allows_nothing_inline_or_foreign() -> None:
    """Only what this server sends itself; data in pictures is no code."""
    policy = dict(HEADERS)["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"unsafe|http|\*|nonce|sha\d", policy)


def test_pages_have_no_inline_code(server: Server) -> None:
    """Neither elements nor attributes: the policy would break them."""
    for path in ADDRESSES:
        answer = server.ask(path)
        if answer.headers["content-type"].startswith("text/html"):
            assert inline(answer.text) == [], path


def inline(page: str) -> list[str]:
    """What is code or style inside of a page, or comes from elsewhere."""
    found = []
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter():
        name = str(element.tag)
        if name == "style" or (name == "script" and (element.text or "").strip()):
            found.append(name)
        for key, value in element.attrib.items():
            if key.startswith("on") or key == "style" or value.lower().startswith("javascript:"):
                found.append(f"{name} {key}")
            if key in ("src", "action", "data") and "//" in value:
                found.append(f"{name} {key}={value}")
    return found


# No cookies for readers


def test_no_cookies(server: Server, guarded: Server) -> None:
    """No answer sets one, and the token is asked for without one."""
    for answer in (*answers(server), guarded.ask("/", headers={"Authorization": basic(TOKEN)})):
        assert "set-cookie" not in answer.headers


# No request can write to the index


def test_handlers_only_read() -> None:
    """Each handler is asked with GET, or with POST by a form or a protocol that only reads.

    A handler that can be posted to is named here, so that a new one is looked at.
    """
    posted = {route.pattern.pattern for route in routes.ROUTES if route.methods != ("GET",)}
    of_assistants = {f"^{path}$" for path in INNER}
    assert posted <= {"^/verify$", "^/api/v1/verify$", *of_assistants}
    methods = {method for route in routes.ROUTES for method in route.methods}
    assert methods <= {"GET", "POST"}


@pytest.mark.parametrize("path", [*INNER, "/mcp/", "/%6dcp/call", "/mcp%2fcall", "//mcp/call"])
def test_no_client_reaches_the_addresses_between_processes(server: Server, path: str) -> None:
    """They are for the process that speaks with assistants."""
    for method in ("GET", "POST"):
        answer = server.ask(path, method, {"Content-Type": "application/json"}, b"{}")
        assert answer.status == 404


def content(folder: Path) -> dict[str, str]:
    """The checksums of all files below a folder."""
    return {
        str(path.relative_to(folder)): hashlib.blake2b(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_no_request_writes_to_the_index(samples_index: Path) -> None:
    """Every address with every method and all kinds of values leaves each byte as it was."""
    before = content(samples_index)
    chance = random.Random(5)
    values = ["protein", "*", "../../etc/passwd", "a" * 300, "\u202e", '"', "date:2019", "0", "x:y"]
    names = ["q", "text", "program", "turn", "by", "limit", "index", "o", "format", "style"]
    methods = ("GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    with served(samples_index) as server:
        for route in routes.ROUTES:
            pattern = route.pattern.pattern.strip("^$")
            for method in methods:
                path = re.sub(
                    r"\(\?P<[^>]*>[^)]*\)", lambda _: quote(chance.choice(values)), pattern
                )
                query = f"{chance.choice(names)}={quote(chance.choice(values))}"
                body = None if method in ("GET", "HEAD") else b"text=a&index=b"
                answer = server.ask(f"{path}?{query}", method, body=body)
                assert answer.status < 500, (path, method, query, answer.text)
    assert content(samples_index) == before


# Paths never leave the archive


@pytest.mark.parametrize("folder", ["/static/", "/media/", "/program/", "/", "/api/v1/"])
@pytest.mark.parametrize(
    "name",
    [
        "../../../../../../etc/passwd", "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "%252e%252e%252fetc%252fpasswd",
        "/etc/passwd", "//etc/passwd", "..\\..\\..\\etc\\passwd", "..%5c..%5cetc%5cpasswd",
        "....//....//etc/passwd", "style.css/../../guard.py", "../front/guard.py",
        "style.css%00", "%00", "C:%5cWindows%5cwin.ini", "C:/Windows/win.ini", "CON", "aux.css",
        "style.css::$DATA", "%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd", "file:///etc/passwd", ".", "",
        "style.css.", "~root/.bashrc", "proc/self/environ", "\\\\host\\share\\file",
    ],
)  # fmt: skip
def test_no_path_leaves_the_archive(server: Server, folder: str, name: str) -> None:
    """Dots, encoded slashes, links, names of Windows: there is nothing there."""
    answer = server.ask(folder + name)
    assert answer.status in (200, 303, 400, 404), answer
    for secret in (b"root:", b"[fonts]", b"class Guard", b"PATH="):
        assert secret not in answer.body
    if folder in ("/static/", "/media/"):
        assert answer.status in (400, 404)


# Recordings are served only if they stand in an indexed folder and --media is given, with ranges


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with recordings beside transcripts, and links and files that are none."""
    root = tmp_path_factory.mktemp("recorded")
    folder, outside = root / "talks", root / "outside"
    (folder / "below").mkdir(parents=True)
    outside.mkdir()
    said = "Ada: The mill of {} ground barley.\n\nBen: Who carried the sacks?\n" * 3
    for name in ("mill", "linked", "away", "page", "gone", "below/deep"):
        (folder / f"{name}.txt").write_text(said.replace("{}", name))
    sound = bytes(range(256)) * 40
    (folder / "mill.mp3").write_bytes(sound)
    (folder / "below" / "deep.mp4").write_bytes(sound)
    (folder / "real.mp3").write_bytes(sound)
    (folder / "linked.mp3").symlink_to(folder / "real.mp3")
    (outside / "secret.mp3").write_bytes(b"secret")
    (folder / "away.mp3").symlink_to(outside / "secret.mp3")
    (folder / "page.html.mp3").write_bytes(sound)
    (folder / "gone.mp3").write_bytes(sound)
    (folder / "transcripts.toml").write_text(
        '[[transcripts]]\nfiles = "page.txt"\nmedia_url = "../outside/secret.mp3"\n'
    )
    update(root / "index", [folder])
    (folder / "gone.mp3").unlink()
    return root / "index"


@pytest.fixture(scope="module")
def listening(recorded: Path) -> Iterator[Server]:
    """A server that serves recordings."""
    with served(recorded, "--media") as running:
        yield running


def test_no_recording_without_media(recorded: Path) -> None:
    """Without the option there is nothing, whatever is asked for."""
    with served(recorded) as server:
        assert server.ask("/media/mill").status == 404


def test_a_recording_is_served_with_its_type(listening: Server) -> None:
    """Beside its transcript, in a folder below, and where a link stays inside."""
    sound = bytes(range(256)) * 40
    for program, kind in (
        ("mill", "audio/mpeg"), ("linked", "audio/mpeg"), ("below/deep", "video/mp4"),
    ):  # fmt: skip
        answer = listening.ask(f"/media/{program}")
        assert (answer.status, answer.headers["content-type"]) == (200, kind), program
        assert answer.body == sound
        assert answer.headers["accept-ranges"] == "bytes"
        assert "searcher-file" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "status", "span", "expected"),
    [
        ("bytes=0-9", 206, "bytes 0-9/10240", slice(0, 10)),
        ("bytes=10000-", 206, "bytes 10000-10239/10240", slice(10000, None)),
        ("bytes=-5", 206, "bytes 10235-10239/10240", slice(-5, None)),
        ("bytes=0-99999", 206, "bytes 0-10239/10240", slice(None)),
        ("bytes=20000-", 416, "bytes */10240", slice(0)),
        ("bytes=5-1", 400, None, None),
        ("lines=0-9", 400, None, None),
    ],
)
def test_ranges(
    listening: Server, asked: str, status: int, span: str | None, expected: slice | None
) -> None:
    """A player jumps to a moment."""
    answer = listening.ask("/media/mill", headers={"Range": asked})
    assert (answer.status, answer.headers.get("content-range")) == (status, span)
    if expected is not None and status == 206:
        assert answer.body == (bytes(range(256)) * 40)[expected]


@pytest.mark.parametrize(
    "program", ["away", "page", "gone", "none", "real", "mill.mp3", "../index"]
)
def test_nothing_else_is_served(listening: Server, program: str) -> None:
    """A link that leads out, a path that does, what was deleted, what is no program."""
    answer = listening.ask(f"/media/{program}")
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_a_link_that_is_put_there_later_is_not_followed(tmp_path: Path) -> None:
    """The file is looked at when it is asked for, not when it was indexed."""
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "mill.txt").write_text("Ada: The mill ground barley.\n\nBen: When?\n" * 3)
    (folder / "mill.mp3").write_bytes(b"sound")
    (tmp_path / "secret.mp3").write_bytes(b"secret")
    update(tmp_path / "index", [folder])
    with served(tmp_path / "index", "--media") as server:
        assert server.ask("/media/mill").body == b"sound"
        (folder / "mill.mp3").unlink()
        (folder / "mill.mp3").symlink_to(tmp_path / "secret.mp3")
        assert server.ask("/media/mill").status == 404


# Queries are bounded in time and in size


def test_a_search_is_bounded_in_time(samples_index: Path) -> None:
    """What takes longer is refused in time, the reader stays, and the next search is answered.

    A reader is stopped, so that it takes for ever, whatever it computes.
    """
    with served(samples_index, "--readers", "1", "--time-limit", "0.5") as server:
        (reader,) = server.readers()
        _signal(reader, signal.SIGSTOP)
        began = time.monotonic()
        answer = server.ask("/api/v1/search?q=protein")
        assert time.monotonic() - began < 2
        assert answer.status == 503
        assert b"too-slow" in answer.body
        # It is another reader now.
        assert _patiently(server, "/api/v1/search?q=protein").status == 200
        assert reader not in server.readers()


def _signal(process: int, number: int) -> None:
    import os

    os.kill(process, number)


def _patiently(server: Server, path: str) -> Answered:
    """Ask until the server is not busy any more."""
    end = time.monotonic() + 20
    while (answer := server.ask(path)).status == 503 and time.monotonic() < end:
        time.sleep(0.05)
    return answer


@pytest.mark.parametrize("path", ["/", "/api/v1/search", "/static/style.css"])
def test_an_address_is_bounded_in_size(server: Server, path: str) -> None:
    """A little over the limit, and far over what is read at all."""
    assert server.ask(f"{path}?q={'a' * 17_000}").status == 414
    assert server.ask(f"{path}?q={'a' * 1_000_000}").status in (414, 431)


def test_a_search_is_bounded_in_size(server: Server) -> None:
    """Long values and many names are refused with a reason."""
    assert server.ask("/api/v1/search?q=" + "a" * 3_000).status == 400
    assert server.ask("/api/v1/search?" + "&".join(["q=a"] * 300)).status == 400


def test_headers_are_bounded_in_size(server: Server) -> None:
    """One that is long, and very many."""
    for headers in ("X: " + "a" * 200_000, "\r\n".join(f"X{n}: a" for n in range(20_000))):
        sent = f"GET / HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n\r\n"
        assert server.send(sent.encode()).startswith(b"HTTP/1.1 431 ")


# Rate and concurrency limits


def test_a_client_that_asks_too_often_must_wait(samples_index: Path) -> None:
    """It is told how long; another client is not affected."""
    with served(samples_index, "--rate", "1", "--behind-proxy") as server:
        first = {"X-Forwarded-For": "203.0.113.9, 198.51.100.1"}
        statuses = [server.ask("/robots.txt", headers=first).status for _ in range(40)]
        assert statuses[0] == 200
        assert 429 in statuses
        refused = server.ask("/robots.txt", headers=first)
        assert int(refused.headers["retry-after"]) >= 1
        # The first in the list is what the client says of itself.
        spoofed = {"X-Forwarded-For": "192.0.2.7, 198.51.100.1"}
        assert server.ask("/robots.txt", headers=spoofed).status == 429
        assert server.ask("/robots.txt", headers={"X-Forwarded-For": "192.0.2.7"}).status == 200


def test_a_forwarded_address_counts_only_behind_a_proxy(samples_index: Path) -> None:
    """Else anybody could be anybody."""
    with served(samples_index, "--rate", "1") as server:
        statuses = {
            server.ask("/robots.txt", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status
            for n in range(40)
        }
        assert 429 in statuses


# Transcripts are text, never markup

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}\"'><b>&lt;"


def test_transcripts_and_searches_are_text(tmp_path: Path) -> None:
    """In a title, a name, a text, and what was typed: nothing becomes an element."""
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "evil.md").write_text(
        f"---\ntitle: '{HOSTILE.replace(chr(39), '')}'\n---\n\n"
        f"**<i>Mallory</i>:** The barley {HOSTILE} was wet.\n\n**Ada:** Why {HOSTILE}?\n" * 2
    )
    update(tmp_path / "index", [folder])
    with served(tmp_path / "index") as server:
        paths = [
            "/", "/programs", "/speakers", "/program/evil", "/kwic?q=barley", "/counts?q=barley",
            "/search?q=barley", f"/search?q={quote(HOSTILE)}", f"/{quote(HOSTILE)}",
            f"/search?q=barley&speaker={quote(HOSTILE)}", f"/search?{quote(HOSTILE)}=1",
            f"/verify?text={quote(HOSTILE)}", "/search?q=%22barley%20script%22",
        ]  # fmt: skip
        for path in paths:
            answer = server.ask(path)
            assert answer.headers["content-type"].startswith("text/html"), path
            assert inline(answer.text) == [], path
            document = html5lib.parse(answer.text, namespaceHTMLElements=False)
            assert not [one for one in document.iter("img") if one.get("src") == "x"], path
            assert "<i>Mallory" not in answer.text
            assert "49" not in html.unescape(answer.text).replace(HOSTILE, "") or path == "/"


def test_json_is_never_taken_for_a_page(server: Server) -> None:
    """Whatever was typed stands in it: its type is JSON, and a browser must not guess."""
    for path in (f"/api/v1/search?q={quote(HOSTILE)}", "/api/v1/search?q=<script>"):
        answer = server.ask(path.replace("<", "%3C").replace(">", "%3E"))
        assert "json" in answer.headers["content-type"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_port_in_use(server: Server, samples_index: Path, run: Run) -> None:
    """One line, which says what to do, and status 2."""
    done = run("serve", "--port", str(server.port), "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"searcher: port {server.port} of 127.0.0.1 is in use; give another one with --port, or 0 "
        "for any\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)):
        pass
