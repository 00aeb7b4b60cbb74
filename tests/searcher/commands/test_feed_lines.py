"""Feeds on the command line: indexed, changed, and what is said of their items."""

import os
from pathlib import Path

import pytest

from tests.conftest import Run

TALK = "Ann: The lamp of {0} is lit.\n\nBo: I see it.\n\nAnn: So do I.\n"


def write(path: Path, *items: tuple[str, str], more: str = "") -> None:
    """A feed whose items have a title and a guid."""
    inner = "".join(f"<item><title>{t}</title><guid>{g}</guid>{more}</item>" for t, g in items)
    space = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    path.write_text(f"<rss {space}><channel><title>Lamps</title>{inner}</channel></rss>")


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A folder with a feed of six items, and the transcripts of two."""
    folder = tmp_path / "show"
    folder.mkdir()
    items = [(f"Title {name}", f"talk-{name}") for name in "abcdef"]
    write(folder / "feed.xml", *items)
    for name in "ab":
        (folder / f"talk-{name}.txt").write_text(TALK.format(name))
    return folder


def test_a_feed_and_its_folder(run: Run, show: Path, tmp_path: Path) -> None:
    """They are one: nothing is read twice, whichever is named, and in whichever order."""
    index = ("--index", tmp_path / "index")
    feed = show / "feed.xml"
    done = run("index", feed, *index)
    assert done.status == 0
    assert done.out.startswith("2 programs, 6 turns added in ")
    assert done.err.splitlines() == [
        f"searcher: {feed}: 6 items, 2 with a transcript here",
        "searcher: feed.xml: no transcript here of “Title c”, “Title d”, “Title e” and 1 more; "
        "--verbose lists them",
    ]
    for paths in ([show], [feed], [feed, show]):
        again = run("index", *paths, *index)
        assert again.out == "Nothing new.\n2 unchanged since the last time\n"
        assert again.err == done.err
    assert "Title a" in run("programs", *index).out


def test_a_feed_that_changes(run: Run, show: Path, tmp_path: Path) -> None:
    """Only the transcripts are read again of which it says something else."""
    index = ("--index", tmp_path / "index")
    run("index", show, *index)
    write(show / "feed.xml", ("Title a", "talk-a"), ("Another title", "talk-b"))
    done = run("index", show, *index)
    assert done.out.startswith("1 program read again; 3 turns read in ")
    assert "Another title" in run("programs", *index).out
    (show / "feed.xml").unlink()
    assert run("index", show, *index).out.startswith("2 programs read again; ")


def test_a_feed_without_transcripts(run: Run, tmp_path: Path) -> None:
    """Nothing is read: the exit status says so, and the line says what can be done."""
    named = '<podcast:transcript url="https://x.example/a.vtt" type="text/vtt"/>'
    feed = tmp_path / "my feed.xml"
    write(feed, ("Title a", "talk-a"), more=named)
    done = run("index", feed, "--index", tmp_path / "index")
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines() == [
        f"searcher: {feed}: 1 item, none has a transcript here",
        f"searcher: my feed.xml: it names a transcript: searcher index '{feed}' --fetch brings it",
        f"searcher: no transcripts in {feed}",
    ]


def test_a_feed_that_is_broken(run: Run, tmp_path: Path) -> None:
    """One line, and no index."""
    (tmp_path / "feed.xml").write_text("<rss><channel><item><title>Half")
    done = run("index", tmp_path / "feed.xml", "--index", tmp_path / "index")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"searcher: skipped {tmp_path}/feed.xml, line 1: broken XML")
    assert done.err.count("\n") == 1
    assert run("parse", tmp_path / "feed.xml") == done
    # What the library says to programs is no advice for people.
    (tmp_path / "feed.xml").write_text("<rss><channel><item>" + "<a>" * 1000)
    done = run("parse", tmp_path / "feed.xml")
    assert "Excessive depth in document: 256; was the file" in done.err


def test_a_feed_whose_name_is_not_utf8(run: Run, tmp_path: Path) -> None:
    """Its bytes are shown, and no command is told that cannot be typed."""
    feed = tmp_path / os.fsdecode(b"f\xff.xml")
    url = "https://host/keeper.vtt"
    space = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    transcript = f'<podcast:transcript {space} url="{url}"/>'
    feed.write_text(f"<rss><channel><item><title>A</title>{transcript}</item></channel></rss>")
    done = run("parse", feed)
    assert done.err.splitlines() == [
        f"searcher: {tmp_path}/f\\xff.xml: 1 item, none has a transcript here",
        "searcher: f\\xff.xml: it names a transcript: searcher index FEED --fetch brings it",
        f"searcher: no transcripts in {tmp_path}/f\\xff.xml",
    ]


def test_an_address_that_is_not_fetched(run: Run, tmp_path: Path) -> None:
    """The scheme is what is wrong with it."""
    done = run("index", "ftp://host/feed.xml", "--fetch", "--to", tmp_path / "x")
    assert done.status == 2
    assert "ftp://host/feed.xml: only https is fetched" in done.err
    assert not (tmp_path / "x").exists()


def test_all_items(run: Run, show: Path) -> None:
    """`parse --explain` lists them; control characters of a feed reach no terminal."""
    write(show / "feed.xml", ("Title a", "talk-a"), ("\u202eb\u009b31m", "talk-c"))
    done = run("parse", show / "feed.xml", "--explain")
    assert done.status == 0
    assert "  Title a: read from talk-a.txt (by its guid)\n" in done.err
    assert "  \ufffdb\ufffd31m: names none\n" in done.err
    assert "Title a · Lamps" in done.out
