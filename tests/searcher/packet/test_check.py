"""A packet is checked line by line: its files, its sources, its quotes."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from searcher.packet import check as checking
from searcher.packet.checksums import digest
from tests.searcher.packet.conftest import Case

WALL = "2: harbour:2, Bob Quill"


def _quotes(case: Case) -> dict[str, str]:
    """The states of the quotes, by program and turn."""
    return {name.split(": ", 1)[1]: state for name, state in case.states("quote").items()}


def _notes(case: Case) -> str:
    return " | ".join(line.note for line in case.check().lines if line.note)


def test_all_holds(case: Case) -> None:
    """Nothing has changed: each line says so."""
    case.make()
    found = case.check()
    assert found.holds
    assert {line.state for line in found.lines} == {"same"}
    assert sorted(case.states("quote").values()) == ["same"] * 3
    assert [*case.states("transcript")] == sorted(
        str(case.talks / name) for name in ("harbour.txt", "mill.txt")
    ) or len(case.states("transcript")) == 2


def _edited(path: Path) -> None:
    path.write_text(path.read_text().replace("slate", "chalk"))


def _longer(path: Path) -> None:
    path.write_text(path.read_text() + "x")


def _link(path: Path) -> None:
    path.symlink_to(path.rename(path.parent.parent / "away"))


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (_edited, "changed"),
        (_longer, "changed"),
        (Path.unlink, "missing"),
        (_link, "no file"),
        (_pipe, "no file"),
        (_folder, "no file"),
    ],
)
def test_a_file_of_the_packet(case: Case, change: Callable[[Path], None], state: str) -> None:
    """A changed, missing or replaced file fails, and no other one; a link is not followed."""
    case.make()
    change(case.packet / "quotes.md")
    assert not case.check().holds
    states = case.states("file")
    assert states.pop("quotes.md") == state
    assert set(states.values()) == {"same"}


def test_what_is_not_of_the_packet_is_only_said(case: Case) -> None:
    """It proves nothing, and breaks nothing."""
    case.make()
    (case.packet / "notes.txt").write_text("mine")
    found = case.check()
    assert found.holds
    assert case.states("file")["notes.txt"] == "added"


def test_a_record_that_was_edited(case: Case) -> None:
    """The list of checksums tells, and the index tells what was edited."""
    case.make()
    path = case.packet / "packet.json"
    path.write_text(path.read_text().replace("granite by hand", "marble by hand"))
    assert case.states("file")["packet.json"] == "changed"
    assert _quotes(case)["harbour:2, Bob Quill"] == "changed"
    assert "“granite” for “marble”" in _notes(case)


def test_a_list_of_checksums_that_was_edited_or_is_gone(case: Case) -> None:
    """Each file is as the record has it; the list is not."""
    case.make()
    path = case.packet / "SHA256SUMS"
    path.write_text(path.read_text().replace("  quotes.md", "  quotes.mt"))
    states = case.states("file")
    assert (states["SHA256SUMS"], states["quotes.md"], states["packet.json"]) == (
        "changed", "same", "same",
    )  # fmt: skip
    path.unlink()
    assert case.states("file")["SHA256SUMS"] == "missing"
    assert case.check().sha256 is None


def test_a_source_that_changed_or_is_gone(case: Case) -> None:
    """Whether it was indexed again or not."""
    case.make()
    harbour = str(case.talks / "harbour.txt")
    (case.talks / "harbour.txt").write_text("Ann Sorrel: Something else.\n\nBob Quill: Yes.\n")
    assert case.states("transcript")[harbour] == "changed"
    assert _quotes(case)["harbour:2, Bob Quill"] == "same", "the index is as it was"
    case.update()
    assert _quotes(case)["harbour:2, Bob Quill"] == "gone"
    (case.talks / "harbour.txt").unlink()
    assert case.states("transcript")[harbour] == "missing"


def test_a_source_that_the_index_does_not_know_any_more(case: Case) -> None:
    """It is not read, whatever the packet says."""
    case.make()
    case.run("remove", "harbour", "--index", case.index)
    assert case.states("transcript")[str(case.talks / "harbour.txt")] == "unknown"
    assert "removed, or restricted since" in _notes(case)


def test_a_packet_that_names_a_file_of_others(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the folder of the packet and files that the index knows are opened."""
    case.make()
    secret = tmp_path / "secret.txt"
    secret.write_text("mine")
    path = case.packet / "packet.json"
    path.write_text(path.read_text().replace(str(case.talks / "harbour.txt"), str(secret)))
    opened = []

    def noted(path: Path) -> object:
        opened.append(path)
        return digest(path)

    monkeypatch.setattr(checking, "digest", noted)
    assert case.states("transcript")[str(secret)] == "moved", "the index knows where"
    assert secret not in opened
    inside = (case.packet, case.talks)
    assert all(any(path.is_relative_to(folder) for folder in inside) for path in opened)


def test_a_folder_that_was_moved(case: Case) -> None:
    """The same bytes elsewhere prove as much."""
    case.make()
    case.talks = case.talks.rename(case.talks.with_name("moved"))
    case.run("index", case.talks, "--index", case.index)
    case.run("index", case.talks.with_name("talks"), "--prune", "--index", case.index)
    found = case.check()
    assert set(case.states("transcript").values()) == {"moved"}
    assert found.holds
    assert str(case.talks / "harbour.txt") in _notes(case)


def test_a_turn_that_moved(case: Case) -> None:
    """Its words stand under another number: the citation is not right any more."""
    case.make()
    case.edit(
        "harbour.txt",
        "Ann Sorrel: Who",
        "Ann Sorrel: Good day.\n\nBob Quill: Ah.\n\nAnn Sorrel: Who",
    )
    assert _quotes(case)["harbour:2, Bob Quill"] == "moved"
    assert "now harbour:4" in _notes(case)
    assert not case.check().holds


def test_a_turn_that_was_corrected(case: Case) -> None:
    """What differs is named."""
    case.make()
    case.edit("harbour.txt", "granite by hand", "basalt by hand")
    assert _quotes(case)["harbour:2, Bob Quill"] == "changed"
    assert "now in harbour:2: “basalt” for “granite”" in _notes(case)


def test_words_that_were_corrected_by_hand(case: Case) -> None:
    """The file has them as before; the packet says which they are, and what becomes of it."""
    case.make()
    index = ["--index", case.index]
    done = case.run("correct", "harbour:2", "granite", "Granit", *index)
    assert done.status == 0, done.err
    assert _quotes(case)["harbour:2, Bob Quill"] == "corrected"
    assert "“Granit” (the file has “granite”)" in _notes(case)
    case.make("--replace")
    assert case.check().holds
    for name in ("quotes.html", "quotes.md", "packet.json"):
        text = (case.packet / name).read_text()
        # For people the word has a mark.
        assert re.search(r"Granit(?:\\?\*)? by hand", text), name
        assert ("the file has" in text) or ("granite by hand" in text), name
    done = case.run("correct", "--undo", "1", *index)
    assert done.status == 0, done.err
    assert _quotes(case)["harbour:2, Bob Quill"] == "corrected"
    assert "undone" in _notes(case)


def test_a_speaker_who_was_corrected(case: Case) -> None:
    """The same words are somebody else's."""
    case.make()
    done = case.run("speakers", "--index", case.index, "rename", "Bob Quill", "Robert Quill")
    assert done.status == 0, done.err
    assert _quotes(case)["harbour:2, Bob Quill"] == "other speaker"
    assert "now by Robert Quill, in harbour:2" in _notes(case)


def test_a_speaker_who_was_restricted_since(case: Case) -> None:
    """It is said, and neither the pseudonym nor the place of it."""
    case.make()
    case.index.joinpath("speakers.toml").write_text(
        '[[speaker]]\nname = "Bob Quill"\nrestricted = true\n\n'
        '[[speaker]]\nname = "Cora Vane"\npseudonym = "Person Nine"\n'
    )
    case.update()
    states = _quotes(case)
    assert states["harbour:2, Bob Quill"] == "restricted"
    assert states["mill:1, Cora Vane"] == "restricted"
    for form in ("text", "short", "jsonl", "csv", "html", "md"):
        done = case.run("verify", "--packet", case.packet, "--index", case.index, "--format", form)
        assert done.status == 1
        assert "restricted" in done.out
        assert "Nine" not in done.out + done.err


def test_a_short_turn_is_not_found_where_it_was_said_by_chance(case: Case) -> None:
    """Many say it; the one that is gone is gone."""
    done = case.run("packet", "nobody paid", "--to", case.packet, "--index", case.index)
    assert done.status == 0, done.err
    case.edit("harbour.txt", "Nobody paid. Yes, of course.", "Well.")
    case.edit("mill.txt", "I carted it myself.", "Nobody paid. Yes, of course.")
    assert _quotes(case) == {"harbour:4, Bob Quill": "gone"}


def test_another_index_with_the_same_programs(case: Case, tmp_path: Path) -> None:
    """That it is another one is said; the quotes hold."""
    case.make()
    case.index = tmp_path / "other"
    case.update()
    found = case.check()
    assert found.holds
    assert found.lines[-1].state == "changed"
