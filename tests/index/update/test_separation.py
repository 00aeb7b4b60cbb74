"""What may not be shown is kept apart, whatever changes, and comes back."""

import itertools
from pathlib import Path

import pytest
import whoosh.index
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Program
from index.errors import IndexDamaged, IndexProblem, IndexUnprotected
from index.library.check import check
from index.library.library import Library
from index.library.manifest import NAME, UNRESTRICTED, Manifest
from index.registry import corrections
from index.update.removal import remove
from index.update.repair import repair
from index.update.update import obey_corrections, update, write_programs
from tests.index.update.test_update import touch

TALKS = {
    "ada-kern.md": "**Ada Kern:** Quartzite, said Ada.\n\n**Bo Lund:** Thank you, Ada Kern.\n",
    "lake.md": "**Vera Sand:** Wolframite.\n\n**Bo Lund:** Ask Ada Kern.\n",
    "tower.md": "**Bo Lund:** The tower.\n\n**Cy Dow:** Yes.\n",
}
PSEUDONYM = '[[speaker]]\nname = "Ada Kern"\npseudonym = "Participant 7"\n'
RESTRICTED = '[[speaker]]\nname = "Vera Sand"\nrestricted = true\n'
RULES = '[[transcripts]]\nfiles = "tower.md"\nrestricted = true\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three transcripts."""
    folder = tmp_path / "talks"
    folder.mkdir()
    for name, text in TALKS.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def directory(tmp_path: Path, folder: Path) -> Path:
    """Their index."""
    directory = tmp_path / "index"
    update(directory, [folder], workers=1)
    return directory


def programs(directory: Path, *, restricted: bool = False) -> dict[str, Program]:
    """All programs with their turns, by id."""
    with Library.open(directory, restricted=restricted) as library:
        found = [library.transcript(entry.program.id) for entry in library.entries()]
        assert library.size >= library.turn_count
    return {program.id: program for program in found if program}


def words(directory: Path) -> set[str]:
    """All words and names of what everybody sees: what a suggestion may come from."""
    with Library.open(directory) as library:
        return {*library.vocabulary("text"), *library.vocabulary("person"),
                *library.vocabulary("speaker"), *library.vocabulary("program")}  # fmt: skip


def protect(directory: Path, text: str) -> None:
    """Say by hand who may be shown, and let the index obey."""
    (directory / corrections.NAME).write_text(text)
    assert obey_corrections(directory)


def test_there_and_back(directory: Path, folder: Path) -> None:
    """People are protected and unprotected; the originals are as they were read."""
    before = programs(directory)
    protect(directory, PSEUDONYM + RESTRICTED)
    shown = programs(directory)
    assert set(shown) == {"participant-7", "lake", "tower"}
    assert shown["tower"] == before["tower"]
    assert [turn.text for turn in shown["lake"].turns] == ["[withheld]", "Ask Participant 7."]
    assert programs(directory, restricted=True) == before
    told = words(directory)
    assert not told & {"quartzite,", "wolframite", "ada", "kern", "vera", "Ada Kern", "ada-kern"}
    assert {"quartzite", "Participant 7"} <= told
    assert check(directory).broken == ()
    # Whoosh opens what everybody sees; a withheld turn is a document there, without a word.
    assert whoosh.index.open_dir(str(directory)).doc_count() == 6
    protect(directory, PSEUDONYM.replace("7", "8"))
    assert set(programs(directory)) == {"participant-8", "lake", "tower"}
    assert programs(directory)["lake"].turns[0].text == "Wolframite."
    (directory / corrections.NAME).unlink()
    with pytest.raises(IndexUnprotected):
        programs(directory)
    assert obey_corrections(directory)
    assert not obey_corrections(directory)
    assert programs(directory) == before
    assert Manifest.read(directory).restrictions == UNRESTRICTED


def test_a_program(directory: Path, folder: Path) -> None:
    """`restricted` in transcripts.toml, given and taken away; its words are in no list."""
    before = programs(directory)
    (folder / "transcripts.toml").write_text(RULES)
    assert update(directory, [folder], workers=1).again == 1
    assert set(programs(directory)) == {"ada-kern", "lake"}
    assert not words(directory) & {"tower", "Cy Dow"}
    assert set(programs(directory, restricted=True)) == set(before)
    update(directory, [folder], workers=1)
    assert set(programs(directory)) == {"ada-kern", "lake"}
    (folder / "transcripts.toml").unlink()
    update(directory, [folder], workers=1)
    assert programs(directory) == before


@pytest.mark.parametrize("again", [False, True])
def test_a_copy_of_a_restricted_transcript(tmp_path: Path, again: bool) -> None:
    """It says what may not be shown: the copies are one program, and so are exports of one talk."""
    folder, directory = tmp_path / "talks", tmp_path / "index"
    (folder / "embargo").mkdir(parents=True)
    for name in ("a.md", "embargo/long-name.md"):
        (folder / name).write_text(TALKS["lake.md"])
    caption = "00:00:01{0}000 --> 00:00:02{0}000\nWhat the lake gives away.\n"
    (folder / "b.vtt").write_text("WEBVTT\n\n" + caption.format("."))
    (folder / "b.srt").write_text("1\n" + caption.format(","))
    if again:
        update(directory, [folder], workers=1)
        assert len(programs(directory)) == 2
    rules = '[[transcripts]]\nfiles = ["embargo/", "b.srt"]\nrestricted = true\n'
    (folder / "transcripts.toml").write_text(rules)
    for _ in range(2):
        update(directory, [folder], workers=1)
        assert programs(directory) == {}
        assert len(programs(directory, restricted=True)) == 2


def test_changed_files(directory: Path, folder: Path) -> None:
    """A transcript that is read again, is new or is gone: the public version follows."""
    protect(directory, PSEUDONYM + RESTRICTED)
    touch(folder / "ada-kern.md", "**Ada Kern:** Feldspar.\n\n**Bo Lund:** Yes, Kern, Ada.\n")
    (folder / "new.md").write_text("**Bo Lund:** I met Vera Sand.\n\n**Dr. Kern:** And me.\n")
    assert update(directory, [folder], workers=1).programs == 2
    shown = programs(directory)
    assert [turn.text for turn in shown["participant-7"].turns] == [
        "Feldspar.", "Yes, Participant 7.",
    ]  # fmt: skip
    # The short name can only be hers.
    assert [turn.speaker for turn in shown["new"].turns] == ["Bo Lund", "Participant 7"]
    assert shown["new"].turns[0].text == "I met [withheld]."
    assert "quartzite" not in words(directory)
    (folder / "ada-kern.md").unlink()
    assert update(directory, [folder], workers=1).dropped == 1
    assert set(programs(directory)) == {"lake", "tower", "new"}
    assert set(programs(directory, restricted=True)) == {"lake", "tower", "new"}
    remove(directory, ["lake"])
    assert set(programs(directory)) == {"tower", "new"}
    assert set(programs(directory, restricted=True)) == {"tower", "new"}


def test_a_new_name_of_somebody(directory: Path, folder: Path) -> None:
    """A file makes clear whose a name is: what was there before is looked at again."""
    touch(folder / "tower.md", "**Bo Lund:** The tower.\n\n**Dr. Kern:** Yes.\n")
    touch(folder / "ada-kern.md", "**Bo Lund:** Hm.\n")
    update(directory, [folder], workers=1)
    protect(directory, PSEUDONYM)
    assert programs(directory)["tower"].turns[1].speaker == "Dr. Kern"
    touch(folder / "ada-kern.md", TALKS["ada-kern.md"])
    update(directory, [folder], workers=1)
    assert programs(directory)["tower"].turns[1].speaker == "Participant 7"


def test_addresses_last(directory: Path, folder: Path) -> None:
    """Two programs that have one id without the names keep theirs, whichever is read again."""
    (folder / "kern-ada.md").write_text("**Ada Kern:** Another one.\n\n**Bo Lund:** Yes.\n")
    update(directory, [folder], workers=1)
    protect(directory, PSEUDONYM)
    before = {one.id: one.turns[0].text for one in programs(directory).values()}
    assert {"participant-7", "participant-7-2"} <= set(before)
    for name in ("ada-kern.md", "kern-ada.md"):
        touch(folder / name, (folder / name).read_text() + "\n**Bo Lund:** More.\n")
        update(directory, [folder], workers=1)
    protect(directory, PSEUDONYM + RESTRICTED)
    after = {one.id: one.turns[0].text for one in programs(directory).values()}
    assert after == before | {"lake": "[withheld]"}


def test_a_taken_pseudonym(directory: Path, folder: Path) -> None:
    """One line, and the index is not changed."""
    protect(directory, PSEUDONYM)
    before = Manifest.read(directory)
    (directory / corrections.NAME).write_text(PSEUDONYM.replace("Participant 7", "bo lund"))
    reason = r"speakers\.toml: the pseudonym of Ada Kern, 'bo lund', is the name of somebody who"
    for run in (lambda: obey_corrections(directory), lambda: update(directory, [folder])):
        with pytest.raises(IndexDamaged, match=reason):
            run()
    assert Manifest.read(directory) == before


def test_programs_that_were_read_elsewhere(directory: Path, tmp_path: Path) -> None:
    """What is written without files is kept apart, too; a public version is a program there."""
    protect(directory, PSEUDONYM)
    other = tmp_path / "other"
    other.mkdir()
    (other / corrections.NAME).write_text(RESTRICTED)
    write_programs(other, programs(directory, restricted=True).values())
    assert programs(other)["lake"].turns[0].text == "[withheld]"
    copy = tmp_path / "copy"
    write_programs(copy, programs(directory).values())
    assert set(programs(copy)) == {"participant-7", "lake", "tower"}
    protect(copy, RESTRICTED)
    assert set(programs(copy)) == {"participant-7", "lake", "tower"}


@pytest.mark.parametrize("which", ["public", "restricted", "manifest"])
def test_repair(directory: Path, folder: Path, which: str) -> None:
    """A broken segment, or no manifest: afterwards all is shown as before, and no more."""
    protect(directory, PSEUDONYM + RESTRICTED)
    shown, every = programs(directory), programs(directory, restricted=True)
    manifest = Manifest.read(directory)
    segments = {"public": manifest.segments, "restricted": manifest.restrictions.segments}
    for segment in segments.get(which, []):
        path = directory / segment.name
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    if which == "manifest":
        (directory / NAME).unlink()
    repair(directory)
    assert programs(directory) == shown
    assert programs(directory, restricted=True) == every
    assert check(directory).broken == ()


STEPS = st.lists(
    st.sampled_from(["pseudonym", "restricted", "program", "change", "new", "gone", "remove"]),
    max_size=6,
)


@given(STEPS)
@settings(max_examples=25)
@pytest.mark.slow
def test_any_order_of_changes(tmp_path_factory: pytest.TempPathFactory, steps: list[str]) -> None:
    """An index that was changed step by step shows what a new one of the same files shows."""
    place = tmp_path_factory.mktemp("steps")
    folder, directory = place / "talks", place / "index"
    folder.mkdir()
    for name, text in TALKS.items():
        (folder / name).write_text(text)
    update(directory, [folder], workers=1)
    by_hand, removed = set[str](), False
    numbers = itertools.count()
    for step in steps:
        match step:
            case "pseudonym" | "restricted":
                by_hand ^= {PSEUDONYM if step == "pseudonym" else RESTRICTED}
                (directory / corrections.NAME).write_text("\n".join(sorted(by_hand)))
            case "program":
                rules = folder / "transcripts.toml"
                rules.unlink() if rules.exists() else rules.write_text(RULES)
            case "change":
                text = f"**Ada Kern:** Number {next(numbers)}.\n\n**Vera Sand:** Yes, Ada.\n"
                touch(folder / "lake.md", text)
            case "new":
                number = next(numbers)
                (folder / f"new{number}.md").write_text(f"**Bo Lund:** Ada Kern, {number}.\n")
            case "gone":
                (folder / "ada-kern.md").unlink(missing_ok=True)
            case "remove" if not removed:
                removed = True
                (folder / "tower.md").unlink()
        update(directory, [folder], workers=1)
    fresh = place / "fresh"
    fresh.mkdir()
    (fresh / corrections.NAME).write_text("\n".join(sorted(by_hand)))
    update(fresh, [folder], workers=1)
    for restricted in (False, True):
        assert programs(directory, restricted=restricted) == programs(fresh, restricted=restricted)
    if by_hand:
        gone = {"Ada Kern", "kern", "ada-kern"} if PSEUDONYM in by_hand else {"Vera Sand", "sand"}
        assert not words(directory) & gone


def test_no_index_is_made(tmp_path: Path) -> None:
    """Where there is none, nothing obeys."""
    assert not obey_corrections(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    with pytest.raises(IndexProblem):
        programs(tmp_path / "none")
