"""Feeds of a folder, and of those above it: what they say of files together."""

import os
from pathlib import Path
from typing import Any

import pytest

from corpus import load
from corpus.errors import CorpusError
from corpus.feeds.matching import Matching
from corpus.files import File, Selection, find
from corpus.files.left_out import OTHER_FORMS, SIDECARS

TALK = "Ann: Well.\nBo: Yes?\nAnn: No.\n"


def write(path: Path, *items: tuple[str, str]) -> None:
    """A feed whose items have a title and a guid."""
    path.parent.mkdir(parents=True, exist_ok=True)
    inner = "".join(f"<item><title>{t}</title><guid>{g}</guid></item>" for t, g in items)
    path.write_text(f"<rss><channel><title>{path.stem}</title>{inner}</channel></rss>")


def talks(folder: Path, *names: str) -> None:
    """Transcripts."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TALK)


def titles(*paths: Path) -> dict[str, str | None]:
    """The title that feeds give to each file that is found, by its id."""
    return {file.id: file.beside.found.title for file in find(paths)}


def test_a_feed_counts_for_its_folder(tmp_path: Path) -> None:
    """Given by itself it stands for its transcripts, with the ids that they have anyway."""
    write(tmp_path / "feed.xml", ("Keeper", "keeper"), ("Ropes", "ropes-1"))
    talks(tmp_path, "keeper.txt", "a/ropes-1.txt", "other.txt")
    expected = {"keeper": "Keeper", "a/ropes-1": "Ropes"}
    assert titles(tmp_path / "feed.xml") == expected
    assert titles(tmp_path) == {**expected, "other": None}


def test_the_same_is_known_both_ways(tmp_path: Path) -> None:
    """So an index is not changed by the other command: digests are equal."""
    write(tmp_path / "feed.xml", ("Keeper", "keeper"))
    write(tmp_path / "sub" / "feed.xml", ("Nearer", "keeper-2"))
    talks(tmp_path, "keeper.txt", "sub/keeper-2.txt")
    by_folder = {file.path: file for file in find([tmp_path])}
    for file in find([tmp_path / "feed.xml"]):
        assert by_folder[file.path] == file
    (only,) = find([tmp_path], only={tmp_path / "keeper.txt"})
    assert only == by_folder[tmp_path / "keeper.txt"]


def test_the_nearest_feed_counts(tmp_path: Path) -> None:
    """As with transcripts.toml."""
    write(tmp_path / "feed.xml", ("Above", "keeper"))
    write(tmp_path / "sub" / "feed.xml", ("Near", "keeper"))
    talks(tmp_path, "sub/keeper.txt")
    assert titles(tmp_path) == {"sub/keeper": "Near"}


def test_two_feeds_of_one_folder(tmp_path: Path) -> None:
    """A feed that was saved twice has each episode twice; two podcasts do not share a file."""
    write(tmp_path / "feed-2023.xml", ("Keeper", "keeper"))
    write(tmp_path / "feed-2024.xml", ("Keeper", "keeper"), ("Ropes", "ropes-1"))
    write(tmp_path / "other.xml", ("ropes-1", "another"))
    talks(tmp_path, "keeper.txt", "ropes-1.txt")
    said: list[Matching] = []
    found = {file.id: file.beside.found.title for file in find([tmp_path], feed_read=said.append)}
    assert found == {"keeper": "Keeper", "ropes-1": None}
    reasons = [reason for matching in said for reason in matching.unclear]
    assert reasons == ["ropes-1.txt is of another item in other.xml and is not used"]
    assert titles(tmp_path / "other.xml") == {}


def test_what_is_left_out(tmp_path: Path) -> None:
    """The feed itself, and other forms of a transcript; neither is ever read as a talk."""
    write(tmp_path / "feed.xml", ("Keeper", "keeper"))
    talks(tmp_path, "keeper.txt", "keeper.md")
    reasons: dict[str, str] = {}
    every = Selection(include=("*",))
    found = list(find([tmp_path], every, lambda path, why: reasons.update({path.name: why})))
    assert [file.path.name for file in found] == ["keeper.txt"]
    assert reasons == {"feed.xml": SIDECARS, "keeper.md": OTHER_FORMS}
    # Of what is no form of its transcripts a feed that is given says nothing.
    talks(tmp_path, "keeper.bak")
    reasons.clear()
    list(find([tmp_path / "feed.xml"], None, lambda path, why: reasons.update({path.name: why})))
    assert reasons == {"keeper.md": OTHER_FORMS}


def test_what_is_restricted_stays_restricted(tmp_path: Path) -> None:
    """Where another form of a transcript may not be shown, the one that is read may not, either."""
    write(tmp_path / "feed.xml", ("Keeper", "keeper"), ("Ropes", "ropes-1"))
    talks(tmp_path, "keeper.txt", "keeper.md", "ropes-1.txt")
    rule = '[[transcripts]]\nfiles = "keeper.md"\nrestricted = true\ntitle = "Hidden"\n'
    (tmp_path / "transcripts.toml").write_text(rule)
    found = {file.path.name: file.beside.by_hand.restricted for file in find([tmp_path])}
    assert found == {"keeper.txt": True, "ropes-1.txt": None}


def test_what_is_no_feed(tmp_path: Path) -> None:
    """Other XML is read as it was; what says that it is a feed and is broken is told."""
    (tmp_path / "talk.xml").write_text("<debate><turn speaker='Ann'>Well.</turn></debate>")
    (tmp_path / "broken.xml").write_text("<?xml version='1.0'?><rss><channel><item>")
    talks(tmp_path, "keeper.txt")
    errors: list[CorpusError] = []
    found = list(find([tmp_path], failed=errors.append))
    assert [file.id for file in found] == ["keeper", "talk"]
    assert [error.path.name for error in errors] == ["broken.xml"]
    with pytest.raises(CorpusError, match=r"broken.xml, line 1: broken XML"):
        list(find([tmp_path / "broken.xml"]))


def test_a_feed_that_is_ignored(tmp_path: Path) -> None:
    """By a pattern, or because it is hidden; one that is given counts all the same."""
    write(tmp_path / "feed.xml", ("Keeper", "keeper"))
    write(tmp_path / ".old.xml", ("Old", "keeper"))
    talks(tmp_path, "keeper.txt")
    (tmp_path / ".searcherignore").write_text("feed.xml\n")
    assert titles(tmp_path) == {"keeper": None}
    assert titles(tmp_path / "feed.xml") == {"keeper": "Keeper"}


def test_by_hand_goes_first(tmp_path: Path) -> None:
    """What transcripts.toml says, and the recording that lies there."""
    write(tmp_path / "feed.xml", ("Keeper", "keeper"))
    talks(tmp_path, "keeper.txt", "keeper.mp3")
    (tmp_path / "transcripts.toml").write_text('[[transcripts]]\ntitle = "By hand"\n')
    (file,) = find([tmp_path])
    assert isinstance(file, File)
    assert (file.beside.by_hand.title, file.beside.found.title) == ("By hand", "Keeper")
    assert file.beside.found.media_url == "keeper.mp3"


def test_deeper_folders(tmp_path: Path) -> None:
    """A feed in a home folder does not count for all that is there, whatever is indexed."""
    write(tmp_path / "feed.xml", ("Keeper", "keeper"), ("Ropes", "ropes-1"))
    talks(tmp_path, "a/b/keeper.txt", "transcripts/2024/ropes-1.txt")
    expected = {"transcripts/2024/ropes-1": "Ropes"}
    assert titles(tmp_path / "feed.xml") == expected
    assert titles(tmp_path) == {"a/b/keeper": None, **expected}


def test_deeper_folders_are_not_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither for the feed, nor for one of its transcripts that is read again."""
    write(tmp_path / "feed.xml", ("Keeper", "keeper"))
    talks(tmp_path, "a/keeper.txt", "a/b/c/other.txt")
    listed: list[str] = []
    listing = os.scandir

    def scandir(path: Any) -> Any:
        listed.append(Path(path).relative_to(tmp_path).as_posix())
        return listing(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert titles(tmp_path / "feed.xml") == {"a/keeper": "Keeper"}
    assert len(list(find([tmp_path], only={tmp_path / "a" / "keeper.txt"}))) == 1
    assert set(listed) == {".", "a"}


@pytest.mark.parametrize("name", ["transcripts.toml", ".searcherignore"])
def test_a_broken_file_that_has_nothing_to_do_with_a_feed(tmp_path: Path, name: str) -> None:
    """It is in a folder with no transcript of the feed. Whoever indexes the folder is told."""
    broken = {"transcripts.toml": "[[transcripts]]\nsize = 3\n", ".searcherignore": "!\n"}[name]
    write(tmp_path / "feed.xml", ("Keeper", "keeper"))
    talks(tmp_path, "keeper.txt", "other/talk.txt")
    (tmp_path / "other" / name).write_text(broken)
    assert titles(tmp_path / "feed.xml") == {"keeper": "Keeper"}
    (file,) = find([tmp_path], only={tmp_path / "keeper.txt"})
    assert file.beside.found.title == "Keeper"
    with pytest.raises(CorpusError, match=name):
        list(find([tmp_path]))


def test_a_broken_file_beside_a_transcript_of_a_feed(tmp_path: Path) -> None:
    """It may say that the transcript may be shown to nobody."""
    write(tmp_path / "feed.xml", ("Keeper", "keeper"))
    talks(tmp_path, "other/keeper.txt")
    (tmp_path / "other" / "transcripts.toml").write_text("[[transcripts]]\nsize = 3\n")
    with pytest.raises(CorpusError, match="'size' is none of"):
        list(find([tmp_path / "feed.xml"]))


def test_other_feeds_beside_one_that_is_given(tmp_path: Path) -> None:
    """A broken one stops nothing, and is told to whoever names it or its folder."""
    write(tmp_path / "feed.xml", ("Keeper", "keeper"))
    (tmp_path / "broken.xml").write_text("<?xml version='1.0'?><rss><channel><item>")
    talks(tmp_path, "keeper.txt")
    errors: list[CorpusError] = []
    found = list(find([tmp_path / "feed.xml"], failed=errors.append))
    assert ([file.id for file in found], errors) == (["keeper"], [])


def test_folders_beside_a_feed_that_cannot_be_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In `/tmp` each program has one. In the folders of the feed they are told."""
    write(tmp_path / "feed.xml", ("Keeper", "keeper"))
    talks(tmp_path, "keeper.txt", "systemd/talk.txt", "transcripts/talk.txt")
    listing = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name in ("systemd", "transcripts"):
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", scandir)
    errors: list[CorpusError] = []
    found = list(find([tmp_path / "feed.xml"], failed=errors.append))
    assert [file.id for file in found] == ["keeper"]
    assert [error.path.name for error in errors] == ["transcripts"]


def test_a_feed_that_is_in_no_file() -> None:
    """From standard input there is nothing beside it."""
    data = b"<?xml version='1.0'?><rss><channel><item/></channel></rss>"
    with pytest.raises(CorpusError, match=r"it is a feed.*; save it beside them"):
        load.parse(File(Path("feed.xml"), "feed", None, data=data))
