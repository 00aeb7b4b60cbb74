"""An index that follows its files."""

import os
import threading
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import File, Selection
from index.errors import IndexDamaged, IndexMissing
from index.library.file_names import LOCK
from index.library.library import Library
from index.lock import WriteLock
from index.update.update import update
from searcher.errors import RequestError
from searcher.watching.follower import Follower, roots

TALK = "Ann: Who keeps the orchard?\n\nBo: My aunt does.\n\nAnn: Really?\n\nBo: Yes.\n"


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """A folder with a transcript."""
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "a.txt").write_text(TALK)
    return tmp_path / "talks"


def _programs(index: Path) -> list[str]:
    with Library.open(index) as library:
        return sorted(entry.program.id for entry in library.entries())


def test_what_is_followed(tmp_path: Path, talks: Path) -> None:
    """What was given, else what the index was made of; what is in another folder comes with it."""
    index = tmp_path / "index"
    single = tmp_path / "single.txt"
    single.write_text(TALK.replace("orchard", "barn"))
    text = File(Path("in.txt"), "in", None, data=TALK.replace("orchard", "shed").encode())
    update(index, [talks, single], texts=[text])
    assert roots(index, []) == [single, talks]
    assert roots(index, [talks, tmp_path / "talks" / ".." / "talks"]) == [talks]
    assert roots(index, [tmp_path, talks]) == [tmp_path]
    with pytest.raises(CorpusError, match="no such file"):
        roots(index, [tmp_path / "none"])
    with pytest.raises(IndexMissing):
        roots(tmp_path / "none", [])
    update(tmp_path / "other", [], texts=[text])
    with pytest.raises(RequestError, match="name a folder"):
        roots(tmp_path / "other", [])


def test_a_feed_is_followed_and_not_the_folder_that_it_is_in(tmp_path: Path, talks: Path) -> None:
    """It may be in a home folder, of which nothing else was indexed."""
    feed = talks / "feed.xml"
    item = "<item><title>A</title><guid>a</guid></item>"
    feed.write_text(f"<rss><channel><title>Orchard</title>{item}</channel></rss>")
    (talks / "b.txt").write_text(TALK.replace("orchard", "barn"))
    index = tmp_path / "index"
    update(index, [feed])
    assert roots(index, []) == [feed]
    assert not Follower(index, [feed], Selection()).round().problems
    assert _programs(index) == ["a"]


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    """It never ends, and a device never changes."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CorpusError, match="no file but a pipe, a socket or a device"):
        roots(tmp_path / "index", [tmp_path / "pipe"])


def test_a_file_that_cannot_be_read_is_told_once(talks: Path) -> None:
    """And again if it is broken again; the others are read."""
    index = talks.parent / "index"
    follower = Follower(index, [talks], Selection())
    assert follower.round().problems == ()
    (talks / "bad.json").write_text("{")
    (talks / "b.txt").write_text(TALK.replace("orchard", "barn"))
    (problem,) = follower.round().problems
    assert "bad.json" in problem
    assert _programs(index) == ["a", "b"]
    assert follower.round().problems == ()
    (talks / "bad.json").unlink()
    assert follower.round().problems == ()
    (talks / "bad.json").write_text("{")
    assert len(follower.round().problems) == 1


def test_a_folder_that_vanishes_loses_nothing_and_stops_no_other(
    tmp_path: Path, talks: Path
) -> None:
    """It is a problem until it is there again."""
    index, other = tmp_path / "index", tmp_path / "other"
    other.mkdir()
    (other / "o.txt").write_text(TALK.replace("orchard", "barn"))
    follower = Follower(index, [talks, other], Selection())
    follower.round()
    talks.rename(tmp_path / "away")
    (other / "p.txt").write_text(TALK.replace("orchard", "shed"))
    found = follower.round()
    assert (len(found.problems), "it is not there" in found.problems[0]) == (1, True)
    assert _programs(index) == ["a", "o", "p"]
    (tmp_path / "away").rename(talks)
    (talks / "a.txt").unlink()
    (talks / "b.txt").write_text(TALK.replace("orchard", "mill"))
    assert follower.round().problems == ()
    assert _programs(index) == ["b", "o", "p"]


def test_an_index_that_cannot_be_used_is_an_error_at_the_beginning_only(talks: Path) -> None:
    """Later it is a problem, which is tried again."""
    index = talks.parent / "index"
    follower = Follower(index, [talks], Selection())
    follower.round()
    manifest = (index / "manifest.json").read_bytes()
    (index / "manifest.json").write_bytes(manifest[:-9])
    assert len(follower.round().problems) == 1
    with pytest.raises(IndexDamaged):
        Follower(index, [talks], Selection()).round()
    (index / "manifest.json").write_bytes(manifest)
    assert follower.round().problems == ()


def test_another_program_that_writes_is_waited_for(
    talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is told once, and what it has added meanwhile stays."""
    monkeypatch.setattr("searcher.watching.follower._UNTOLD", 0.0)
    index = talks.parent / "index"
    Follower(index, [talks], Selection()).round()
    lock = WriteLock(index / LOCK)
    lock.acquire()
    waits: list[str] = []
    told = threading.Event()

    def waiting(reason: str) -> None:
        waits.append(reason)
        told.set()

    follower = Follower(index, [talks], Selection(), waiting)
    (talks / "b.txt").write_text(TALK.replace("orchard", "barn"))
    thread = threading.Thread(target=follower.round)
    thread.start()
    assert told.wait(60)
    lock.release()
    thread.join(60)
    assert (len(waits), "another process" in waits[0]) == (1, True)
    assert _programs(index) == ["a", "b"]
