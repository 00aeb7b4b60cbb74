"""Bringing an index up to date: what changed, what is gone, what fails."""

import errno
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import whoosh.index

from corpus import files as corpus_files
from corpus import load
from corpus.errors import CorpusError
from corpus.files import File, Selection
from corpus.model import Program, Turn
from corpus.source import Source
from index.errors import CommitInterrupted, IndexDamaged, IndexLocked
from index.library.library import Library
from index.library.manifest import Manifest, SourceFile
from index.lock import WriteLock
from index.sources.content import Content
from index.update.copies import exclude_copies
from index.update.summary import Summary
from index.update.transaction import Transaction
from index.update.update import update, write_programs
from index.workers import partition


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two transcripts."""
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "one.md").write_text("**Ann:** The first talk.\n\n**Ben:** It is short.\n")
    (folder / "two.md").write_text("**Ann:** The second talk.\n\n**Cid:** It is shorter.\n")
    return folder


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Where the index will be."""
    return tmp_path / "index"


def held(directory: Path) -> dict[str, list[str]]:
    """The texts of every program in an index."""
    with Library.open(directory) as library:
        ids = [entry.program.id for entry in library.entries()]
        programs = [library.transcript(program) for program in ids]
    return {p.id: [turn.text for turn in p.turns] for p in programs if p}


def touch(path: Path, text: str) -> None:
    """Write a file so that its time differs, however fast the test is."""
    path.write_text(text)
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000_000))


def test_what_is_read_is_what_is_held(folder: Path, directory: Path) -> None:
    """Programs come out of the index as they were read, every field of them."""
    summary = update(directory, [folder])
    assert (summary.programs, summary.turns, summary.skipped) == (2, 4, [])
    with Library.open(directory) as library:
        for file in load.find([folder]):
            (program,) = load.read(file)
            assert library.transcript(program.id) == program
        assert library.turn_count == 4


def test_a_recording_is_not_read_to_its_end(folder: Path, directory: Path) -> None:
    """A film is refused by its first bytes: to read gigabytes at every run would take minutes."""
    size = 64 << 20
    with (folder / "talk.txt").open("wb") as film:
        film.write(b"\x1aE\xdf\xa3")
        film.truncate(size)
    tracemalloc.start()
    try:
        summary = update(directory, [folder], workers=1)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [error.path.name for error in summary.skipped] == ["talk.txt"]
    assert "video recording" in summary.skipped[0].reason
    assert most < size / 2


def test_unchanged_files_are_not_read_again(
    folder: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run reads only what changed, and replaces its program."""
    update(directory, [folder])
    touch(folder / "two.md", "**Ann:** The second talk, told anew.\n")
    read: list[str] = []
    original = load.parse

    def noted(file: load.File, source: Source) -> list[load.Parsed]:
        read.append(file.path.name)
        return original(file, source)

    monkeypatch.setattr(load, "parse", noted)
    summary = update(directory, [folder])
    assert read == ["two.md"]
    assert (summary.programs, summary.unchanged) == (1, 1)
    touch(folder / "one.md", (folder / "one.md").read_text())
    assert update(directory, [folder]).unchanged == 2
    assert read == ["two.md"]
    assert held(directory)["two"] == ["The second talk, told anew."]
    assert len(held(directory)) == 2


def test_what_is_gone_is_dropped(folder: Path, directory: Path, tmp_path: Path) -> None:
    """A program whose file is gone from a given folder is dropped; others stay."""
    other = tmp_path / "other.md"
    other.write_text("**Dee:** I stay.\n")
    update(directory, [folder, other])
    (folder / "one.md").unlink()
    summary = update(directory, [folder])
    assert summary.dropped == 1
    assert set(held(directory)) == {"two", "other"}


def test_a_file_that_fails_keeps_its_earlier_turns(folder: Path, directory: Path) -> None:
    """A file that was read before and now is broken is reported, not dropped."""
    update(directory, [folder])
    touch(folder / "two.md", "\0\1\2")
    summary = update(directory, [folder])
    assert [error.path.name for error in summary.skipped] == ["two.md"]
    assert held(directory)["two"] == ["The second talk.", "It is shorter."]


def test_an_update_that_fails_leaves_the_index_as_it_was(
    folder: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half an update is none, and the index can be written afterwards."""
    update(directory, [folder])
    before = held(directory)
    touch(folder / "one.md", "**Ann:** New words.\n")
    (folder / "three.md").write_text("**Ann:** The third talk.\n")

    def interrupted(done: int, total: int, path: Path) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(directory, [folder], interrupted)
    assert held(directory) == before
    update(directory, [folder])
    assert held(directory)["one"] == ["New words."]
    assert len(held(directory)) == 3


def test_a_change_that_died_before_its_manifest_is_made_again(
    folder: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files of a process that was killed at the last step do no harm."""
    update(directory, [folder])
    touch(folder / "one.md", "**Ann:** New words.\n")

    def killed(self: Manifest, directory: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Manifest, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            update(directory, [folder])
    # A killed process cleans nothing up.
    (directory / "_MAIN_2.toc").write_bytes(b"left")
    (directory / "MAIN_0123456789abcdef.columns").write_bytes(b"left")
    assert held(directory)["one"] == ["The first talk.", "It is short."]
    update(directory, [folder])
    assert held(directory)["one"] == ["New words."]
    assert not (directory / "MAIN_0123456789abcdef.columns").exists()
    with whoosh.index.open_dir(str(directory)).searcher() as searcher:
        assert searcher.doc_count() == 3


def test_ids_are_unique(folder: Path, directory: Path, tmp_path: Path) -> None:
    """Files of one name from two folders get the folder before their id."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "one.md").write_text("**Dee:** Another first talk.\n")
    (folder / "one.txt").write_text("Eve: A text.\nFay: The same name.\nEve: Yes.\n")
    update(directory, [folder])
    update(directory, [tmp_path / "more"])
    assert set(held(directory)) == {"one.md", "one.txt", "two", "one"}
    update(directory, [folder / "one.txt"])  # known under another id: replaced, not doubled
    assert len(held(directory)) == 4
    touch(folder / "one.md", "**Ann:** Once more.\n")
    update(directory, [folder / "one.md"])
    assert held(directory)["one.md"] == ["Once more."]
    assert len(held(directory)) == 4
    other = tmp_path / "again" / "one.txt"
    other.parent.mkdir()
    other.write_text("Gil: A third one.\nHal: Indeed.\nGil: Yes.\n")
    update(directory, [other])
    assert set(held(directory)) == {"one.md", "one.txt", "two", "one", "again/one"}


@pytest.mark.slow
def test_many_updates_leave_few_segments(folder: Path, directory: Path) -> None:
    """Segments are merged as they become many; every turn is there, once."""
    for number in range(40):
        (folder / f"n{number}.md").write_text(f"**Ann:** Talk {number}.\n\n**Ben:** Yes.\n")
        update(directory, [folder])
        if number % 5 == 0:
            touch(folder / "one.md", f"**Ann:** Version {number}.\n")
    segments = Manifest.read(directory).segments
    assert len(segments) <= 5
    texts = held(directory)
    assert len(texts) == 42
    assert texts["one"] == ["Version 35."]
    assert texts["n17"] == ["Talk 17.", "Yes."]
    assert len(list(directory.glob("MAIN_*.columns"))) == len(segments)
    assert len(list(directory.glob("sources-*.json"))) == 1


@pytest.mark.parametrize("workers", [1, 2])
def test_files_are_read_by_several_processes(
    tmp_path: Path, directory: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    """However many processes read, the index holds the same; errors come back whole."""
    monkeypatch.setattr(partition, "WORTH_A_PROCESS", 100)
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.md").write_text(f"**Ann:** Talk {number}.\n\n**Ben:** Yes.\n")
    (folder / "bad.md").write_text(" ")
    seen: list[tuple[int, int]] = []
    summary = update(
        directory, [folder], lambda done, total, _: seen.append((done, total)), workers=workers
    )
    assert (summary.programs, summary.turns) == (30, 60)
    assert [str(error) for error in summary.skipped] == [
        f"{folder / 'bad.md'}: the file is empty; "
        "export the transcript again, or leave the file out"
    ]
    assert seen
    assert all(0 <= done <= total == 31 for done, total in seen)
    assert held(directory) == {f"{n:02}": [f"Talk {n}.", "Yes."] for n in range(30)}


def test_programs_in_which_nobody_speaks(directory: Path) -> None:
    """They leave no file; alone they once made an empty batch."""
    silent = Program("silent", "T", "p", "f")
    write_programs(directory, [silent])
    assert held(directory) == {}
    spoken = Program("spoken", "T", "p", "f", turns=(Turn(1, "Ann", "Ann", ""),))
    write_programs(directory, [silent, spoken, silent])
    assert held(directory) == {"spoken": [""]}


def test_programs_that_were_read_elsewhere(tmp_path: Path, directory: Path) -> None:
    """Programs are written on all cores, and come out as they were."""
    programs = [
        Program(
            f"p{n}", "T", "x", "f", turns=tuple(Turn(i + 1, "A", "A", f"{n} {i}") for i in range(9))
        )
        for n in range(20)
    ]
    write_programs(directory, programs)
    with Library.open(directory) as library:
        assert [library.transcript(program.id) for program in programs] == programs
    write_programs(directory / "none", [])


def test_a_missing_path_is_an_error(directory: Path, tmp_path: Path) -> None:
    """Nothing is made for a path that is not there."""
    with pytest.raises(CorpusError, match="there is no such file or folder"):
        update(directory, [tmp_path / "nowhere"])
    assert not directory.exists()


def test_bad_files_make_no_index(directory: Path, tmp_path: Path) -> None:
    """If nothing can be read, no index remains."""
    (tmp_path / "empty.txt").write_text("")
    summary = update(directory, [tmp_path / "empty.txt"])
    assert [error.reason for error in summary.skipped] == ["the file is empty"]
    assert not directory.exists()


def test_a_folder_with_other_files_is_not_made_an_index(folder: Path) -> None:
    """An index is not written between somebody's files."""
    with pytest.raises(IndexDamaged, match="holds other files"):
        update(folder, [folder])


def test_a_second_writer_is_refused(folder: Path, directory: Path) -> None:
    """Two processes do not write one index at the same time."""
    update(directory, [folder])
    touch(folder / "one.md", "**Ann:** New words.\n")

    def second(done: int, total: int, path: Path) -> None:
        if done == 0:
            (folder / "three.md").write_text("**Ann:** The third talk.\n")
            update(directory, [folder / "three.md"])

    with pytest.raises(IndexLocked):
        update(directory, [folder], second)


def test_what_another_writer_adds_meanwhile_stays(
    folder: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that has waited looks for files when it may write, and not before."""
    update(directory, [folder])
    acquire = WriteLock.acquire
    late = folder / "late.txt"

    def waited(lock: WriteLock, wait: float = 0) -> None:
        monkeypatch.setattr(WriteLock, "acquire", acquire)
        late.write_text("Ann: This came late.\n\nBo: Yes, it did.\n" * 2)
        assert update(directory, [folder]).programs == 1
        acquire(lock, wait)

    monkeypatch.setattr(WriteLock, "acquire", waited)
    assert update(directory, [folder], wait=1).deselected == 0
    with Library.open(directory) as library:
        assert "late" in {entry.program.id for entry in library.entries()}


def test_many_files_of_one_size(tmp_path: Path) -> None:
    """An update takes time in proportion to their number; each is compared with its like only."""
    folder, directory = tmp_path / "talks", tmp_path / "index"
    folder.mkdir()
    looked = []

    class Source(SourceFile):
        def __getattribute__(self, name: str) -> Any:
            if name == "digest":
                looked.append(1)
            return super().__getattribute__(name)

    for number in range(100, 400):
        (folder / f"{number}.txt").write_text(f"Ann: Tree {number} is a plum.\n\nBo: Yes.\n")
    update(directory, [folder])
    with Transaction(directory) as change:
        sources: dict[str, SourceFile] = {k: Source(*v) for k, v in change.sources.items()}
    found = [*corpus_files.find([folder])]
    looked.clear()
    exclude_copies(found, {}, sources, Content(), Summary())
    assert len(found) == 300
    assert len(looked) < 10 * 300


def test_copies_of_a_file_are_one_program(folder: Path, directory: Path) -> None:
    """By content, whatever they are called; the one that stays is read when the other goes."""
    text = (folder / "one.md").read_text()
    (folder / "one (1).md").write_text(text)
    (folder / "old").mkdir()
    (folder / "old" / "talk.md").write_text(text)
    summary = update(directory, [folder])
    assert set(held(directory)) == {"one", "two"}
    assert {path.name: of.name for path, of in summary.copies.items()} == {
        "one (1).md": "one.md",
        "talk.md": "one.md",
    }
    assert (update(directory, [folder]).unchanged, len(held(directory))) == (2, 2)
    (folder / "one.md").unlink()
    update(directory, [folder])
    assert set(held(directory)) == {"one (1)", "two"}
    touch(folder / "old" / "talk.md", "**Ann:** Something else.\n\n**Ben:** Is it?\n")
    update(directory, [folder])
    assert set(held(directory)) == {"one (1)", "two", "old/talk"}


def test_a_copy_elsewhere(folder: Path, directory: Path, tmp_path: Path) -> None:
    """A file that is in the index already is not added again from another folder."""
    update(directory, [folder])
    (tmp_path / "copy.md").write_bytes((folder / "two.md").read_bytes())
    summary = update(directory, [tmp_path / "copy.md"])
    assert summary.copies == {tmp_path / "copy.md": folder / "two.md"}
    assert set(held(directory)) == {"one", "two"}


def test_a_moved_folder_is_known_again(folder: Path, directory: Path) -> None:
    """Its programs keep their ids, and are there once; a file beside them is new."""
    update(directory, [folder])
    moved = folder.rename(folder.parent / "moved")
    (moved / "three.md").write_text("**Ann:** A third talk.\n\n**Eve:** Good.\n")
    summary = update(directory, [moved])
    assert (summary.moved, summary.dropped) == (2, 0)
    assert set(held(directory)) == {"one", "two", "three"}
    with Library.open(directory) as library:
        assert {Path(e.program.path).parent for e in library.entries()} == {moved}


def test_an_interrupt_after_the_move(
    folder: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes after the commit of a moved file does not say that the index is unchanged."""

    def interrupted(*_: object) -> bool:
        raise KeyboardInterrupt

    update(directory, [folder])
    (folder / "one.md").rename(folder / "other.md")
    monkeypatch.setattr("index.update.update.obey_corrections", interrupted)
    with pytest.raises(CommitInterrupted):
        update(directory, [folder])
    assert set(held(directory)) == {"other", "two"}


def test_a_folder_that_is_gone(folder: Path, directory: Path) -> None:
    """It can be named to drop what it held; one that was never there is an error."""
    update(directory, [folder])
    folder.rename(folder.parent / "moved")
    assert update(directory, [folder], prune=True).dropped == 2
    assert held(directory) == {}
    with pytest.raises(CorpusError, match="no such file or folder"):
        update(directory, [folder])


def test_a_text_without_a_file(directory: Path) -> None:
    """It is replaced when it is given again under its name."""
    for said in ("A first.", "A second."):
        text = File(Path("talk.md"), "talk", None, data=f"**Ann:** {said}\n".encode())
        update(directory, [], texts=[text])
        assert held(directory) == {"talk": [said]}


def test_a_sidecar_that_changed_is_read_again(folder: Path, directory: Path) -> None:
    """Only the files for which it says something else than before."""
    update(directory, [folder])
    (folder / "transcripts.toml").write_text('[[transcripts]]\nfiles = "one.md"\ntitle = "A"\n')
    summary = update(directory, [folder])
    assert (summary.programs, summary.unchanged) == (1, 1)
    with Library.open(directory) as library:
        assert {entry.program.title for entry in library.entries()} == {"A", "Two"}
    assert update(directory, [folder]).unchanged == 2
    (folder / "two.mp3").write_bytes(b"x")
    assert update(directory, [folder]).programs == 1
    (folder / "transcripts.toml").unlink()
    assert update(directory, [folder]).programs == 1


def test_options_by_hand_stay(folder: Path, directory: Path) -> None:
    """The encoding and the language that were said once count until others are said."""
    path = folder / "one.md"
    path.write_bytes("**Анна:** Да.\n\n**Борис:** Нет.\n".encode("cp1251"))
    update(directory, [path], selection=Selection(encoding="cp1251", language="ru"))
    assert held(directory) == {"one": ["Да.", "Нет."]}
    assert update(directory, [path]).unchanged == 1
    path.write_bytes("**Анна:** Да.\n\n**Борис:** Нет, нет.\n".encode("cp1251"))
    update(directory, [path])
    assert held(directory) == {"one": ["Да.", "Нет, нет."]}
    with Library.open(directory) as library:
        assert library.languages == ("ru",)


def test_exports_of_one_recording_are_one_program(directory: Path, tmp_path: Path) -> None:
    """Files of one name that say the same; the one that names the speakers is kept."""
    talk = tmp_path / "talk"
    talk.mkdir()
    cues = "{0}\n00:00:01{1}000 --> 00:00:02{1}000\nThe lamp is lit again.\n"
    (talk / "a.vtt").write_text("WEBVTT\n\n" + cues.format("", "."))
    (talk / "a.srt").write_text(cues.format("1", ","))
    (talk / "b.srt").write_text(cues.format("1", ",").replace("lamp", "fire"))
    (talk / "b.txt").write_text("Ann: The wall\nBo: broke.\nAnn: Why?\n")
    summary = update(directory, [talk])
    assert set(held(directory)) == {"a.vtt", "b.srt", "b.txt"}
    assert summary.copies == {talk / "a.srt": talk / "a.vtt"}
    assert (summary.programs, summary.turns) == (3, 5)
    again = update(directory, [talk])
    assert (again.programs, again.unchanged, again.copies) == (0, 3, summary.copies)
    (talk / "a.txt").write_text("Ann: The lamp is\nBo: lit\nAnn: again.\n")
    update(directory, [talk])
    assert set(held(directory)) == {"a.txt", "b.srt", "b.txt"}
    (talk / "a.txt").unlink()
    (talk / "a.srt").unlink()
    update(directory, [talk])
    assert set(held(directory)) == {"a", "b.srt", "b.txt"}


@pytest.mark.parametrize("change", ["removed", "edited"])
def test_a_copy_takes_the_place_of_its_original(tmp_path: Path, change: str) -> None:
    """Though only the folder of the original is indexed again."""
    text = "Ann: The apples.\nBo: Which apples?\nAnn: The red ones.\n"
    for name in ("x/t.txt", "y/deep/u.txt", "w/deep/v.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    (tmp_path / "x" / "other.txt").write_text("Cy: A plum.\nDi: Which plum?\nCy: This one.\n")
    directory = tmp_path / "index"
    update(directory, [tmp_path / name for name in "xyw"])
    if change == "removed":
        (tmp_path / "x" / "t.txt").unlink()
    else:
        (tmp_path / "x" / "t.txt").write_text(text.replace("apples", "pears"))
    update(directory, [tmp_path / "x"])
    with Library.open(directory) as library:
        assert len(library.postings("text", "apples")[0]) == 2
    again = update(directory, [tmp_path / name for name in "xyw"])
    assert (again.programs, again.dropped, len(again.copies)) == (0, 0, 1)


def test_a_file_name_that_is_not_utf8(tmp_path: Path, directory: Path) -> None:
    """The file is indexed, known again, and dropped when it is gone."""
    root = tmp_path / os.fsdecode(b"caf\xe9")
    root.mkdir()
    odd = root / os.fsdecode(b"odd \xff.txt")
    odd.write_text("Ada Kern: Soup.\nBo Lund: No.\nAda Kern: Yes.")
    (root / "good.txt").write_text("Ada Kern: Bread.\nBo Lund: No.\nAda Kern: Yes.")
    summary = update(directory, [root])
    assert (summary.programs, summary.skipped) == (2, [])
    with Library.open(directory) as library:
        program = library.transcript(r"odd \xff")
    assert program is not None
    assert program.path == f"{tmp_path}/caf\\xe9/odd \\xff.txt"
    assert update(directory, [root]).unchanged == 2
    (root / os.fsdecode(b"copy \xff.txt")).write_bytes((root / "good.txt").read_bytes())
    assert list(update(directory, [root]).copies.values()) == [root / "good.txt"]
    assert len(update(directory, [root]).copies) == 1
    odd.unlink()
    assert update(directory, [root]).dropped == 1
    assert set(held(directory)) == {"good"}


def test_programs_of_a_folder_that_cannot_be_listed(
    folder: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are kept; what is gone from the other folders is dropped."""
    (folder / "locked").mkdir()
    (folder / "locked" / "three.md").write_text("**Ann:** The third.\n\n**Ben:** No.\n")
    update(directory, [folder])
    listing = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "locked":
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (folder / "one.md").unlink()
    summary = update(directory, [folder])
    assert [error.path for error in summary.unseen] == [folder / "locked"]
    assert summary.dropped == 1
    assert set(held(directory)) == {"two", "locked/three"}


def test_a_pipe_is_not_waited_for(folder: Path, directory: Path) -> None:
    """Neither in a folder nor by its name."""
    os.mkfifo(folder / "pipe.md")
    summary = update(directory, [folder, folder / "pipe.md"])
    assert summary.programs == 2
    assert [error.path for error in summary.unseen] == [folder / "pipe.md"]


def test_paths_as_strings(folder: Path, directory: Path) -> None:
    """As `searcher.open` takes them."""
    assert update(str(directory), [str(folder)]).programs == 2
    assert update(str(directory), [str(folder)]).unchanged == 2
