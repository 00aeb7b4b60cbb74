"""What `searcher index` reports: each program is added, read again, moved or removed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Done, Run

Index = Callable[..., Done]

TALK = "**Ann:** The {} lamp is lit.\n\n**Bo:** Is it {}?\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two talks."""
    made = tmp_path / "talks"
    made.mkdir()
    for name in ("red", "green"):
        (made / f"{name}.md").write_text(TALK.format(name, name))
    return made


@pytest.fixture
def index(run: Run, folder: Path, tmp_path: Path) -> Index:
    """Index the folder, which was indexed once."""

    def again(*options: str) -> Done:
        return run("index", folder, "--index", tmp_path / "index", *options)

    assert again().out.startswith("2 programs, 4 turns added in ")
    return again


def test_a_feed(folder: Path, run: Run, tmp_path: Path) -> None:
    """What was given counts later: not the folder of the feed, in which much else may be."""
    item = "<item><title>Red</title><guid>red</guid></item>"
    feed = folder / "feed.xml"
    feed.write_text(f"<rss><channel><title>Lamps</title>{item}</channel></rss>")
    place = ("--index", tmp_path / "index")
    assert run("index", feed, *place).out.startswith("1 program, 2 turns added in ")
    # A long path has a line of its own.
    assert f"{feed} (1 file)\n" in run("status", *place).out
    removed = run("remove", "red", *place)
    assert f"searcher index {feed} adds it again under the same id" in removed.out + removed.err
    run("index", feed, *place)
    feed.unlink()
    removed = run("remove", "red", *place)
    assert f"searcher index {folder}/red.md adds it again" in removed.out + removed.err
    # Whether the feed or its folder is indexed, it is the same program.
    feed.write_text(f"<rss><channel><title>Lamps</title>{item}</channel></rss>")
    run("index", feed, *place)
    assert "1 unchanged since the last time" in run("index", folder, *place).out


def test_a_renamed_file(index: Index, folder: Path) -> None:
    """It has moved, and nothing was added or removed."""
    (folder / "red.md").rename(folder / "crimson.md")
    done = index()
    assert done.out.startswith("1 program moved; 2 turns read in ")
    assert "added" not in done.out
    assert "removed" not in done.out


def test_a_changed_file(index: Index, folder: Path) -> None:
    """It was read again; a new one beside it was added."""
    (folder / "red.md").write_text(TALK.format("crimson", "crimson"))
    assert index().out.startswith("1 program read again; 2 turns read in ")
    (folder / "red.md").write_text(TALK.format("scarlet", "scarlet"))
    (folder / "blue.md").write_text(TALK.format("blue", "blue"))
    assert index().out.startswith("1 program added, 1 read again; 4 turns read in ")


@pytest.mark.parametrize("how", ["--exclude", "--include", ".searcherignore"])
def test_what_is_now_left_out(index: Index, folder: Path, how: str) -> None:
    """It is removed from the index, but its file is not gone."""
    options = {"--exclude": "red.md", "--include": "green.md"}
    if how in options:
        done = index(how, options[how])
    else:
        (folder / how).write_text("red.md\n")
        done = index()
    assert "1 removed: its file is now left out\n" in done.out
    assert "gone" not in done.out
    (folder / "red.md").unlink()
    assert "removed" not in index().out


def test_a_broken_file_whose_old_text_stays(run: Run, index: Index, folder: Path) -> None:
    """The message says that the text can still be found."""
    (folder / "red.md").write_text("")
    (folder / "new.md").write_text(" \n")
    done = index()
    lines = {line.partition(".md")[0].rpartition("/")[2]: line for line in done.err.splitlines()}
    assert lines["red"].endswith("; its text of the last time stays in the index")
    assert "stays" not in lines["new"]
    assert run("red", "--index", folder.parent / "index").status == 0


@pytest.mark.parametrize("command", ["index", "parse"])
def test_an_empty_folder(run: Run, tmp_path: Path, command: str) -> None:
    """It holds no transcripts, and this is said."""
    empty = tmp_path / "empty"
    empty.mkdir()
    options = ["--index", tmp_path / "index"] if command == "index" else []
    done = run(command, empty, *options)
    assert (done.status, done.out) == (2, "")
    assert done.err == f"searcher: no transcripts in {empty}\n"


def test_files_that_configure_the_reading(run: Run, folder: Path) -> None:
    """They are no news, unless everything is asked for."""
    (folder / ".searcherignore").write_text("red.md\n")
    (folder / "transcripts.toml").write_text("")
    err = run("parse", folder).err
    assert "hidden" not in err
    assert "transcripts" not in err.replace(str(folder), "").replace("searcherignore", "")
    assert ".searcherignore" in run("parse", folder, "--verbose").err


def test_a_talk_without_labels(run: Run, tmp_path: Path) -> None:
    """It is counted as one speaker's."""
    talk = "The lamp on the pier is old. We lit it every night. Nobody asked us to do it. " * 20
    (tmp_path / "talk.txt").write_text(talk)
    done = run("index", tmp_path / "talk.txt", "--index", tmp_path / "index")
    assert "1 without speaker labels, read as one speaker\n" in done.out


@pytest.mark.parametrize("address", ["https://example.org/x.vtt", "HTTP://example.org/"])
@pytest.mark.parametrize("command", ["index", "parse"])
def test_an_address(run: Run, tmp_path: Path, command: str, address: str) -> None:
    """It is not fetched, and the message says what to do."""
    options = ["--index", tmp_path / "index"] if command == "index" else []
    done = run(command, address, *options)
    assert done.status == 2
    # Only the command that fetches feeds keeps an address as it was typed.
    typed = address if command == "index" else address.rstrip("/")
    line = f"searcher: {typed}: addresses are not fetched; save the page, then name the file"
    assert done.err.startswith(line)
    assert ("--fetch --to FOLDER" in done.err) is (command == "index")
    assert not (tmp_path / "index").exists()
