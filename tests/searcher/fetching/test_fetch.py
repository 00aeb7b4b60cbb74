"""Feeds and their transcripts are fetched from a server on loopback, and nothing else is."""

import json
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.feeds import fetched
from corpus.files import find
from index.update.update import update
from searcher.errors import NotFetched
from searcher.fetching import contents
from searcher.fetching.fetch import Fetched, fetch_feed, fetch_transcripts
from searcher.fetching.network import Limits
from tests.conftest import Run
from tests.searcher.fetching.server import Asked, Reply, Server

VOICES = b"WEBVTT\n\n00:00.000 --> 00:04.000\n<v Ada>The lamp is lit.\n"
NO_VOICES = b"1\n00:00:00,000 --> 00:00:04,000\nThe lamp is lit.\n"
PLAIN_JSON = b'{"segments": [{"startTime": 0, "endTime": 4, "body": "The lamp is lit."}]}'
ERROR_PAGE = (
    b"<!DOCTYPE html><html><body><h1>Sorry</h1><p>It is not here. "
    b"Perhaps it was moved. You may look for it on the first page. We are sorry for that, and "
    b"hope that you find what you came for. Thank you for your patience.</p></body></html>"
)


def item(title: str, *transcripts: tuple[str, str] | tuple[str, str, str], more: str = "") -> str:
    """An item that names transcripts: addresses, types and languages."""
    named = ""
    for url, media_type, *language in transcripts:
        tongue = f' language="{language[0]}"' if language else ""
        named += f'<podcast:transcript url="{url}" type="{media_type}"{tongue}/>'
    return f"<item><title>{title}</title><guid>{title}</guid>{more}{named}</item>"


def feed_of(*items: str, head: str = "") -> bytes:
    """A feed."""
    space = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    body = f"<channel><title>Harbour Talks</title>{head}{''.join(items)}</channel>"
    return f'<rss version="2.0" {space}>{body}</rss>'.encode()


@pytest.fixture
def bring(server: Server, tmp_path: Path) -> Callable[..., Fetched]:
    """Fetch the transcripts of a feed with these items, saved in the folder of the test."""

    def run(*items: str, limits: Limits | None = None) -> Fetched:
        path = tmp_path / "feed.xml"
        if items:
            path.write_bytes(feed_of(*items))
        return fetch_transcripts(path, server.network(limits))

    return run


def names(folder: Path) -> list[str]:
    """The files that were fetched."""
    ours = (fetched.NAME, fetched.LOCK)
    return sorted(path.name for path in (folder / "transcripts").iterdir() if path.name not in ours)


def reasons(result: Fetched) -> list[str]:
    """Why files were not fetched."""
    return [error.reason for error in result.failed]


def test_nothing_else_is_asked_for(
    server: Server, bring: Callable[..., Fetched], tmp_path: Path
) -> None:
    """No recording, no picture, no page, no style, no entity."""
    more = (
        f'<link>{server.url}/page</link><enclosure url="{server.url}/a.mp3"/>'
        f"<image><url>{server.url}/a.png</url></image>"
        f'<podcast:chapters url="{server.url}/chapters.json"/>'
    )
    server.replies["/keeper.vtt"] = Reply(VOICES)
    result = bring(item("Keeper", (f"{server.url}/keeper.vtt", "text/vtt"), more=more))
    assert server.paths == ["/keeper.vtt"]
    assert [path.name for path in result.saved] == ["keeper.vtt"]
    (file,) = find([tmp_path / "feed.xml"])
    assert (file.id, file.beside.found.title) == ("transcripts/keeper", "Keeper")
    assert stat.S_IMODE(file.path.stat().st_mode) & 0o777 == 0o666 & ~_mask()


def _mask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_what_has_not_changed_is_not_sent_again(
    server: Server, bring: Callable[..., Fetched], tmp_path: Path
) -> None:
    """What has changed is: under the same name, so that the id stays."""
    version = [b"1"]

    def answering(asked: Asked) -> Reply:
        tag = f'"{version[0].decode()}"'
        if asked.headers.get("If-None-Match") == tag:
            return Reply(status=304)
        return Reply(VOICES + version[0], headers={"ETag": tag})

    server.replies["/keeper.vtt"] = answering
    keeper = item("Keeper", (f"{server.url}/keeper.vtt", "text/vtt"))
    assert len(bring(keeper).saved) == 1
    again = bring(keeper)
    assert (again.saved, again.unchanged) == ([], 1)
    version[0] = b"2"
    renamed = item("The keeper", (f"{server.url}/keeper.vtt", "text/vtt"))
    assert [path.name for path in bring(renamed).saved] == ["keeper.vtt"]
    assert (tmp_path / "transcripts" / "keeper.vtt").read_bytes() == VOICES + b"2"
    (tmp_path / "transcripts" / "keeper.vtt").unlink()
    assert len(bring(renamed).saved) == 1, "what is gone is fetched again"


def test_forms_are_asked_for_until_one_names_speakers(
    server: Server, bring: Callable[..., Fetched], tmp_path: Path
) -> None:
    """JSON first, then captions, a page and text; in each language."""
    server.replies |= {
        "/k.json": Reply(PLAIN_JSON),
        "/k.vtt": Reply(VOICES),
        "/k.srt": Reply(NO_VOICES),
        "/k.es": Reply(NO_VOICES),
    }
    bring(
        item(
            "Keeper",
            (f"{server.url}/k.srt", "application/srt"),
            (f"{server.url}/k.vtt", "text/vtt"),
            (f"{server.url}/k.json", "application/json"),
            (f"{server.url}/k.es", "application/srt", "es"),
        )
    )
    assert server.paths == ["/k.json", "/k.vtt", "/k.es"]
    assert names(tmp_path) == ["keeper.es.srt", "keeper.json", "keeper.vtt"]
    found = {file.path.name: file.beside.found.language for file in find([tmp_path / "feed.xml"])}
    assert found == {"keeper.vtt": None, "keeper.es.srt": "es"}


@pytest.mark.parametrize(
    ("body", "media_type", "name"),
    [
        (VOICES, "text/html", "a.vtt"),
        (b"\xef\xbb\xbf" + VOICES, "text/plain", "a.vtt"),
        (NO_VOICES, "text/vtt", "a.srt"),
        (PLAIN_JSON, "", "a.json"),
        (b"Ada: One.\n\nBo: Two.\n\nAda: Three.\n", "application/json", "a.txt"),
        (b"<cite>Ada:</cite><p>One.</p><cite>Bo:</cite><p>Two.</p><cite>Ada:</cite><p>Three.</p>",
         "text/html", "a.html"),
        ("WEBVTT\n\n00:00.000 --> 00:04.000\n<v Ada>Öl.\n".encode("utf-16"), "text/vtt", "a.vtt"),
    ],
)  # fmt: skip
def test_the_content_says_what_it_is(
    server: Server,
    bring: Callable[..., Fetched],
    tmp_path: Path,
    body: bytes,
    media_type: str,
    name: str,
) -> None:
    """Neither the server nor the feed nor the address does."""
    server.replies["/t.bin"] = Reply(body)
    result = bring(item("A", (f"{server.url}/t.bin", media_type)))
    assert reasons(result) == []
    assert names(tmp_path) == [name]


@pytest.mark.parametrize(
    ("body", "media_type", "reason"),
    [
        (ERROR_PAGE, "text/vtt", "it is a web page, and the feed promises text/vtt"),
        (ERROR_PAGE, "text/html", "it is a web page that names no speaker"),
        (ERROR_PAGE, "", "it is a web page that names no speaker"),
        (b'{"error": "not found"}', "application/json", "it is no transcript: no list in the JSON"),
        (b"WEBVTT\n\n", "text/vtt", "it is no transcript: the captions hold no cue"),
        (b"The service is not here now. Please try again later. We are sorry for that, and "
         b"we thank you for your patience. It will be back soon, we hope.", "text/plain",
         "it is a text of 29 words that names no speaker"),
        (b"", "text/vtt", "it is no transcript: the file is empty"),
        (b"ID3\x03" + bytes(500), "text/vtt", "it is no transcript: "),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "text/vtt", "it is no transcript: "),
    ],
)  # fmt: skip
def test_what_is_no_transcript(
    server: Server,
    bring: Callable[..., Fetched],
    tmp_path: Path,
    body: bytes,
    media_type: str,
    reason: str,
) -> None:
    """It is not saved, whatever the status says, and nothing is left of it."""
    server.replies["/t.vtt"] = Reply(body)
    result = bring(item("A", (f"{server.url}/t.vtt", media_type)))
    (said,) = reasons(result)
    assert said.startswith(reason)
    assert result.is_nothing
    assert not (tmp_path / "transcripts").exists()


def test_names_cannot_lead_elsewhere(
    server: Server, bring: Callable[..., Fetched], tmp_path: Path
) -> None:
    """Names are made of letters and digits of titles, whatever they hold; each file its own."""
    titles = ["../../etc/passwd", "..", "CON", "README", "a\\b:c", "\u202egnp", "ä" * 300, "Same",
              "same", ".hidden"]  # fmt: skip
    server.replies = {
        f"/{number}": Reply(VOICES + str(number).encode()) for number in range(len(titles))
    }
    items = [
        item(title, (f"{server.url}/{number}", "text/vtt")) for number, title in enumerate(titles)
    ]
    assert len(bring(*items).saved) == len(titles)
    assert names(tmp_path) == sorted(
        ["etc-passwd.vtt", "1.vtt", "transcript-con.vtt", "transcript-readme.vtt", "a-b-c.vtt",
         "gnp.vtt", f"{'ä' * 60}.vtt", "same.vtt", "same-2.vtt", "hidden.vtt"]
    )  # fmt: skip
    assert {path.name for path in tmp_path.iterdir()} == {"feed.xml", "transcripts"}
    assert len(list(find([tmp_path / "feed.xml"]))) == len(titles)


def test_files_of_other_people_are_kept(
    server: Server, bring: Callable[..., Fetched], tmp_path: Path
) -> None:
    """A name that is taken by another content is left alone; a lost record is no second copy."""
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "transcripts" / "keeper.vtt").write_text("mine")
    server.replies["/1"] = Reply(VOICES)
    keeper = item("The Keeper", ("/1", "text/vtt")).replace('url="/', f'url="{server.url}/')
    (tmp_path / "transcripts" / "the-keeper.vtt").write_text("mine, too")
    bring(keeper)
    assert names(tmp_path) == ["keeper.vtt", "the-keeper.vtt"], "it has a transcript of one's own"
    (tmp_path / "transcripts" / "the-keeper.vtt").rename(tmp_path / "elsewhere.bak")
    bring(keeper)
    (tmp_path / "transcripts" / fetched.NAME).unlink()
    bring(keeper)
    assert names(tmp_path) == ["keeper.vtt", "the-keeper.vtt"]
    assert (tmp_path / "transcripts" / "keeper.vtt").read_text() == "mine"


def test_an_item_whose_transcript_is_here(
    server: Server, bring: Callable[..., Fetched], tmp_path: Path
) -> None:
    """It is left alone: somebody saved it, and may have mended it."""
    (tmp_path / "keeper.vtt").write_bytes(VOICES)
    result = bring(item("Keeper", (f"{server.url}/keeper.vtt", "text/vtt")))
    assert server.asked == []
    assert not result.is_nothing
    assert not (tmp_path / "transcripts").exists()


def test_relative_addresses(server: Server, bring: Callable[..., Fetched], tmp_path: Path) -> None:
    """They are relative to where the feed was fetched from, or says that it is; else refused."""
    server.replies["/t/keeper.vtt"] = Reply(VOICES)
    assert reasons(bring(item("Keeper", ("t/keeper.vtt", "text/vtt")))) == [
        "it is relative, and the feed has no address"
    ]
    link = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="{}/feed.xml"/>'
    named = item("Keeper", ("t/keeper.vtt", "text/vtt"))
    (tmp_path / "feed.xml").write_bytes(feed_of(named, head=link.format(server.url)))
    assert len(bring().saved) == 1
    assert [file.beside.found.title for file in find([tmp_path / "feed.xml"])] == ["Keeper"]


def test_a_host_that_fails_is_left_alone(server: Server, bring: Callable[..., Fetched]) -> None:
    """After `try again later` nothing more is asked for."""
    server.replies["/0"] = Reply(status=429, headers={"Retry-After": "60"})
    result = bring(*(item(f"Talk {n}", (f"{server.url}/{n}", "text/vtt")) for n in range(4)))
    assert server.paths == ["/0"]
    assert reasons(result) == ["the server asks to try again later, in 60 seconds (429)"]
    assert list(result.not_asked.values()) == [3]
    assert result.is_nothing


def test_one_that_fails_does_not_stop_the_others(
    server: Server, bring: Callable[..., Fetched], tmp_path: Path
) -> None:
    """Each has its line."""
    server.replies["/2"] = Reply(VOICES)
    result = bring(
        item("One", (f"{server.url}/1", "text/vtt")),
        item("Two", (f"{server.url}/2", "text/vtt")),
        item("Three", ("http://localhost/3", "text/vtt")),
        item("Four", ("https://localhost:1/4", "text/vtt")),
    )
    assert names(tmp_path) == ["two.vtt"]
    assert reasons(result) == [
        "the server answers 404 Said",
        "it is http; only https is fetched",
        "the connection fails: Connection refused",
    ]
    assert not result.is_nothing


def test_limits_of_a_run(server: Server, bring: Callable[..., Fetched], tmp_path: Path) -> None:
    """Of bytes and of time; what was fetched by then stays, and the next run goes on."""
    server.replies = {f"/{number}": Reply(VOICES) for number in range(3)}
    items = [item(f"Talk {n}", (f"{server.url}/{n}", "text/vtt")) for n in range(3)]
    result = bring(*items, limits=Limits(total_bytes=len(VOICES)))
    assert (result.stopped, len(result.saved)) == ("0 MB were fetched", 2)
    assert bring(*items, limits=Limits(total_seconds=-1)).stopped == "it has taken -1 seconds"
    assert [path.name for path in bring(*items).saved] == ["talk-2.vtt"]


def test_an_interrupt_leaves_whole_files(
    server: Server,
    bring: Callable[..., Fetched],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And a record of them."""
    server.replies = {f"/{number}": Reply(VOICES) for number in range(2)}
    items = [item(f"Talk {n}", (f"{server.url}/{n}", "text/vtt")) for n in range(2)]
    real = contents.refusal

    def interrupted(data: bytes, name: str, *others: str) -> str | None:
        if name == "talk-1":
            raise KeyboardInterrupt
        return real(data, name, *others)

    monkeypatch.setattr(contents, "refusal", interrupted)
    with pytest.raises(KeyboardInterrupt):
        bring(*items)
    assert names(tmp_path) == ["talk-0.vtt"]
    assert list(fetched.read(tmp_path / "transcripts").transcripts) == [f"{server.url}/0"]
    monkeypatch.undo()
    (tmp_path / "transcripts" / f"talk-1.vtt.{'0' * 16}.part").write_text("half")
    assert [path.name for path in bring(*items).saved] == ["talk-1.vtt"]
    assert names(tmp_path) == ["talk-0.vtt", "talk-1.vtt"]


def test_two_runs_at_once(server: Server, bring: Callable[..., Fetched]) -> None:
    """The second one says so."""
    asked, go_on = threading.Event(), threading.Event()

    def answering(_: Asked) -> Reply:
        asked.set()
        go_on.wait(30)
        return Reply(VOICES)

    server.replies["/1"] = answering
    keeper = item("Keeper", (f"{server.url}/1", "text/vtt"))
    first = threading.Thread(target=bring, args=(keeper,))
    first.start()
    try:
        assert asked.wait(30)
        with pytest.raises(CorpusError, match="another searcher fetches transcripts"):
            bring(keeper)
    finally:
        go_on.set()
        first.join()


def test_a_record_of_a_stranger(server: Server, tmp_path: Path) -> None:
    """It cannot have another file replaced."""
    (tmp_path / "letter.txt").write_text("mine")
    (tmp_path / "transcripts").mkdir()
    saved = {"file": "letter.txt", "etag": '"1"', "modified": None}
    record = {"version": 1, "feeds": {f"{server.url}/f": saved}, "transcripts": {}}
    (tmp_path / "transcripts" / fetched.NAME).write_text(json.dumps(record))
    server.replies["/f"] = Reply(feed_of(item("Keeper")))
    path = fetch_feed(f"{server.url}/f", tmp_path, server.network())
    assert path.name == "feed.xml"
    assert "If-None-Match" not in server.asked[0].headers
    assert (tmp_path / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (ERROR_PAGE, "it is no feed, neither RSS nor Atom"),
        (b"<rss><channel><item>", "line 1: broken XML"),
        (b"<rss><channel></channel></rss>", "the feed: the feed has no items"),
    ],
)
def test_what_is_no_feed(server: Server, tmp_path: Path, body: bytes, reason: str) -> None:
    """Nothing is saved, not even a folder is made."""
    server.replies["/feed"] = Reply(body)
    with pytest.raises(NotFetched) as error:
        fetch_feed(f"{server.url}/feed", tmp_path / "to", server.network())
    assert error.value.reason.startswith(reason)
    assert list(tmp_path.iterdir()) == []


def test_a_feed_by_its_address(
    server: Server, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command fetches feed and transcripts, indexes them, and asks again only for changes."""
    monkeypatch.setattr("searcher.fetching.network.INTERNET", server.network())
    feed = feed_of(item("Keeper", ("t/1.vtt", "text/vtt")), item("Ropes", ("t/2.vtt", "text/vtt")))
    first = Reply(feed, headers={"ETag": "x"})
    server.replies["/shows/harbour.xml"] = lambda asked: (
        Reply(status=304) if "If-None-Match" in asked.headers else first
    )
    server.replies["/shows/t/1.vtt"] = Reply(VOICES, headers={"Last-Modified": "then"})
    index, to = tmp_path / "index", tmp_path / "to"
    url = f"{server.url}/shows/harbour.xml"
    words = ("index", url, "--fetch", "--to", str(to), "--index", str(index))
    done = run(*words)
    assert done.status == 0
    assert done.out.startswith("1 program, 1 turn added in ")
    assert done.err.splitlines() == [
        f"searcher: {server.url}/shows/t/2.vtt: not fetched: the server answers 404 Said",
        f"searcher: {to}/harbour.xml: 1 transcript fetched, 0 unchanged since the last time",
        f"searcher: {to}/harbour.xml: 2 items, 1 with a transcript here",
        "searcher: harbour.xml: no transcript here of “Ropes”",
    ]
    found = run("lamp", "--index", str(index), "--format", "short")
    assert "transcripts/keeper" in found.out
    again = run(*words)
    assert "Nothing new." in again.out
    assert server.asked[-1].headers["If-Modified-Since"] == "then"
    # The folder by itself says the same.
    assert update(index, [to]).unchanged == 1


def test_a_feed_that_cannot_be_fetched(
    server: Server, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, and nothing is made: neither the folder nor the index."""
    monkeypatch.setattr("searcher.fetching.network.INTERNET", server.network())
    server.replies["/loop"] = Reply(status=302, headers={"Location": "/loop"})
    to, index = tmp_path / "to", tmp_path / "index"
    words = ("index", f"{server.url}/loop", "--fetch", "--to", str(to), "--index", str(index))
    done = run(*words)
    line = f"searcher: {server.url}/loop: not fetched: more than 5 redirects\n"
    assert (done.status, done.out, done.err) == (2, "", line)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["https://x.example/feed"], "add --fetch --to FOLDER. See searcher index"),
        (["https://x.example/feed", "--fetch"], "name the folder for the feed with --to FOLDER"),
        (["talk.txt", "--fetch"], "--fetch needs a feed (RSS or Atom): a file, or its address"),
        (["talk.txt", "--to", "x"], "--to needs --fetch and the address of a feed"),
        (["talk.txt", "--fetch", "--to", "x"], "--to needs --fetch and the address of a feed"),
    ],
)
def test_options(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], reason: str
) -> None:
    """What they are without is one line."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk.txt").write_text("Ada: One.\n\nBo: Two.\n\nAda: Three.\n")
    done = run("index", *words, "--index", str(tmp_path / "index"))
    assert (done.status, done.out) == (2, "")
    assert reason in done.err
    assert done.err.count("\n") == 1


def test_without_the_extra(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told how to install it."""

    def find_spec(name: str) -> Any:
        return None

    monkeypatch.setattr("searcher.commands.fetching.find_spec", find_spec)
    (tmp_path / "feed.xml").write_bytes(feed_of(item("Keeper")))
    done = run("index", str(tmp_path / "feed.xml"), "--fetch", "--index", str(tmp_path / "index"))
    assert done.status == 2
    assert "pip install 'transcript-searcher[fetch]'" in done.err
