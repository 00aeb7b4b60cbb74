"""Which files of a folder may be transcripts, and why the others are left out."""

import errno
import os
import socket
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.files import Selection, find, left_out

TALK = "Ann: Well.\nBo: Yes?\nAnn: No.\n"


def make(folder: Path, *names: str) -> None:
    """Files with something in them, and the folders above them."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TALK)


def walked(
    folder: Path, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()
) -> tuple[list[str], Counter[str]]:
    """The ids that are found under a folder, and how much is left out for which reason."""
    reasons: Counter[str] = Counter()
    found = find([folder], Selection(include, exclude), lambda path, why: reasons.update([why]))
    return [file.id for file in found], reasons


@pytest.mark.parametrize(
    ("reason", "names"),
    [
        (left_out.HIDDEN, [".talk.txt.swp", ".git/talk.txt"]),
        (left_out.RECORDINGS, ["talk.MP3", "talk.wav", "a/talk.webm"]),
        (left_out.IMAGES, ["talk.png", "talk.JPG", "talk.svg"]),
        (left_out.COPIES_OF_EDITORS, ["~$talk.docx", "talk.txt~", "talk.bak", "a.orig", "b.part"]),
        (left_out.INSTALLED, ["node_modules/x/talk.txt", "__pycache__/a.txt", "Thumbs.db"]),
        (left_out.ARCHIVES, ["talks.zip", "talks.tar.gz"]),
        (left_out.PAGE_PARTS, ["page.css", "page.js"]),
        (left_out.BY_NAME, ["README.md", "readme.txt", "LICENSE", "CHANGELOG.md", "_index.es.md",
                         "CONTRIBUTING.md", "a/_index.md", "Read me.txt", "LICENSE-MIT"]),
        (left_out.SIDECARS, ["talk.info.json"]),
    ],
)  # fmt: skip
def test_what_is_no_transcript_by_its_name(tmp_path: Path, reason: str, names: list[str]) -> None:
    """It is left out with the reason; a transcript beside it is found."""
    make(tmp_path, "good.txt", *names)
    assert walked(tmp_path) == (["good"], Counter({reason: len(names)}))


@pytest.mark.parametrize(
    "name",
    [
        "changelog-12.md",
        "readme-talk.md",
        "license-of-the-sea.txt",
        "readiness.txt",
        "history.txt",
        "notice.vtt",
        "license.vtt",
        "changes.md",
        "index.md",
        "news.txt",
    ],
)
def test_a_name_that_only_resembles_one(tmp_path: Path, name: str) -> None:
    """A talk about a licence is a talk; so is one with a common word for a name."""
    make(tmp_path, name)
    assert walked(tmp_path) == ([name.partition(".")[0]], Counter())


def test_the_parts_of_a_saved_page(tmp_path: Path) -> None:
    """A folder beside the page of its name holds its parts; another one holds talks."""
    make(tmp_path, "talk.html", "talk_files/frame.html", "case_files/talk.txt")
    assert walked(tmp_path) == (["talk", "case_files/talk"], Counter({left_out.PAGE_PARTS: 1}))


def test_a_file_that_is_given_itself_is_never_left_out(tmp_path: Path) -> None:
    """Whoever names it wants it read."""
    make(tmp_path, "README.md")
    assert [file.id for file in find([tmp_path / "README.md"])] == ["README"]


def test_links(tmp_path: Path) -> None:
    """Links are left out: to files of the folder, to nothing, to folders, to elsewhere."""
    make(tmp_path, "talks/talk.txt", "else/other.txt")
    (tmp_path / "talks" / "again.txt").symlink_to("talk.txt")
    (tmp_path / "talks" / "nothing.txt").symlink_to("gone.txt")
    (tmp_path / "talks" / "other.txt").symlink_to(tmp_path / "else" / "other.txt")
    (tmp_path / "talks" / "round").symlink_to(tmp_path / "talks")
    (tmp_path / "talks" / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "talks" / "circle.txt").symlink_to("circle.txt")
    expected = {left_out.LINKS: 3, left_out.LINKED_FOLDERS: 1, left_out.LINKED_OUT: 2}
    assert walked(tmp_path / "talks") == (["talk"], Counter(expected))
    assert walked(tmp_path / "talks", include=("*.txt",)) == (["talk"], Counter(expected))
    # What a link that is given leads to is read: whoever names it wants it.
    found = find([tmp_path / "talks" / "other.txt", tmp_path / "talks" / "round"])
    assert [file.id for file in found] == ["other", "talk"]


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    """Pipes and sockets in a folder are left out, and are an error if they are given."""
    make(tmp_path, "talk.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "socket.txt"))
    server.close()
    assert walked(tmp_path) == (["talk"], Counter({left_out.SPECIAL: 2}))
    for given in (tmp_path / "pipe.txt", Path("/dev/zero"), tmp_path / "socket.txt"):
        with pytest.raises(CorpusError, match="a pipe, a socket or a device; to read from a pipe"):
            list(find([given]))


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    """Its id shows the bytes, and no other file has that id."""
    odd = os.fsencode(tmp_path) + b"/caf\xe9"
    Path(os.fsdecode(odd)).mkdir()
    for name in (odd + b"/talk \xff.txt", odd + b"/talk \\xff.txt", odd + b"/t.srt"):
        Path(os.fsdecode(name)).write_text(TALK)
    assert walked(tmp_path)[0] == [
        r"caf\xe9/t", r"caf\xe9/talk \x5cxff", r"caf\xe9/talk \xff",
    ]  # fmt: skip


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], int]:
    """Calls with a name, and the errors that they give."""
    errors: dict[tuple[str, str], int] = {}
    listing, status = os.scandir, os.lstat

    def check(call: str, path: Any) -> None:
        if code := errors.get((call, Path(path).name)):
            raise OSError(code, os.strerror(code), str(path))

    def scandir(path: Any = ".") -> Any:
        check("list", path)
        return listing(path)

    def lstat(path: Any, **options: Any) -> os.stat_result:
        check("stat", path)
        return status(path, **options)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(os, "lstat", lstat)
    monkeypatch.setattr(Path, "lstat", lambda self: lstat(self))
    return errors


def test_patterns_and_names_that_are_not_utf8(tmp_path: Path) -> None:
    """A byte that is not UTF-8 is one character to a pattern, wherever the pattern is."""
    names = (b"a\xff.txt", b"b\xff.txt", b"c\xff.txt", b"d\xff.txt")
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text(TALK)
    (tmp_path / ".searcherignore").write_text("a?.txt\n")
    rule = '[[transcripts]]\nfiles = "c?.txt"\ntitle = "Third"\n'
    (tmp_path / "transcripts.toml").write_text(rule)
    (file,) = find([tmp_path], Selection(include=("?[a-c]*", "c*"), exclude=("b?.txt",)))
    assert (file.id, file.beside.by_hand.title) == (r"c\xff", "Third")


@pytest.mark.parametrize("code", [errno.EIO, errno.EACCES, errno.ENOENT, errno.EMFILE])
def test_what_cannot_be_looked_at(
    tmp_path: Path, broken: dict[tuple[str, str], int], code: int
) -> None:
    """A folder that cannot be listed and a file without status are reported; others are found."""
    make(tmp_path, "a.txt", "b.txt", "locked/c.txt", "open/d.txt", "shut/e.txt")
    broken |= {("stat", "b.txt"): code, ("stat", "locked"): code, ("list", "shut"): code}
    errors: list[CorpusError] = []
    found = find([tmp_path], failed=errors.append)
    assert [file.id for file in found] == ["a", "open/d"]
    assert {error.path.name for error in errors} == {"b.txt", "locked", "shut"}
    assert os.strerror(code) in errors[0].reason
    with pytest.raises(CorpusError, match="cannot be read"):
        list(find([tmp_path]))


def test_include_and_exclude(tmp_path: Path) -> None:
    """Patterns are those of a .gitignore; what is included is taken whatever its name."""
    make(tmp_path, "a.vtt", "b.txt", "drafts/c.vtt", "x/drafts/d.vtt", "README.md")
    assert walked(tmp_path, include=("*.vtt",), exclude=("drafts/",))[0] == ["a"]
    assert walked(tmp_path, include=("README.md",))[0] == ["README"]
    assert walked(tmp_path, exclude=("/drafts/", "*.txt"))[0] == ["a", "x/drafts/d"]


def test_searcherignore(tmp_path: Path) -> None:
    """It counts for its folder and those under it, and a later line may take back."""
    make(tmp_path, "a.txt", "b.txt", "x/a.txt", "x/c.txt")
    (tmp_path / ".searcherignore").write_text("# drafts\na.*\n")
    (tmp_path / "x" / ".searcherignore").write_text("*\n!c.txt\n")
    found, reasons = walked(tmp_path)
    assert found == ["b", "x/c"]
    assert reasons[left_out.IGNORED] == 2


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    """It is an error that names it."""
    with pytest.raises(CorpusError, match="no such file or folder"):
        list(find([tmp_path / "gone"]))
