"""A project of REFI-QDA, read by a second reader."""

from pathlib import Path

import pytest
from pyrefiqda import models
from pyrefiqda.refiproject import RefiProject

import searcher
from corpus import samples
from index.update.update import update
from tests.conftest import Run


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of the samples, to write to."""
    with samples.files() as files:
        update(tmp_path / "index", files)
    return tmp_path / "index"


def _read(file: Path, folder: Path) -> list[tuple[str, str, list[str], list[str]]]:
    """Of each quotation the title, the words, the codes and the notes."""
    project = RefiProject.load(file, str(folder))
    assert isinstance(project, models.Project)
    book = project.code_book.codes.code if project.code_book else []
    codes = {code.guid: code.name for code in book}
    notes = (
        {note.guid: note.plain_text_content for note in project.notes.note} if project.notes else {}
    )
    found = []
    for source in project.sources.text_source:
        path = RefiProject.resolve_source_path(source.plain_text_path, folder)
        text = path.read_bytes().decode("utf-8")
        for one in source.plain_text_selection:
            said = text[one.start_position : one.end_position]
            given = [codes[coding.code_ref.target_guid] for coding in one.coding]
            noted = [notes[ref.target_guid] for ref in one.note_ref]
            found.append((source.name, said, given, noted))
    return found


def test_a_second_reader_finds_the_same(index: Path, tmp_path: Path, run: Run) -> None:
    """Every code and note, and the words that they are on; emoji and accents are characters."""
    folder = tmp_path / "talks"
    folder.mkdir()
    talk = "Zoë 🎈: Who was it?\n\nBo: Nobody 🎈 asked é & <b>.\n\n" * 2
    (folder / "odd.txt").write_text(talk + "Zoë 🎈: Then who?\n\nBo: The *cat* 🎈 did it.\n")
    update(index, [folder])
    with searcher.open(index) as archive:
        archive.tag("iron forgives", add=["metal", "follow-up"])
        archive.tag(at="odd:6", add=["metal"])
        archive.note("odd:6", "<i>see</i> & \x1b compare 🎈")
        archive.note("m-protein:6", "only a note")
        wanted = {one.place: one.turn.text for one in archive.marks() if one.turn and one.place}
    file = tmp_path / "study.qdpx"
    done = run("tag", "--export", file, "--index", index)
    assert (done.status, "5 marks" in done.err) == (0, True), done.err
    found = _read(file, tmp_path / "read")
    assert sorted(said for _, said, _, _ in found) == sorted(wanted.values())
    by_text = {said: (codes, notes) for _, said, codes, notes in found}
    assert by_text[wanted["lighthouse", 2]] == (["metal", "follow-up"], [])
    codes, (note,) = by_text[wanted["odd", 6]]
    assert (codes, note.startswith("<i>see</i> & "), note.endswith(" compare 🎈")) == (
        ["metal"], True, True,
    )  # fmt: skip
    assert by_text[wanted["m-protein", 6]] == ([], ["only a note"])


def test_what_is_gone_is_left_out_and_said(index: Path, tmp_path: Path, run: Run) -> None:
    """It has no place in a transcript."""
    with searcher.open(index) as archive:
        archive.tag("iron forgives", add=["metal"])
        archive.tag(at="m-protein:6", add=["metal"])
    run("remove", "lighthouse", "--index", index)
    file = tmp_path / "study.qdpx"
    assert "1 left out" in run("tag", "--export", file, "--index", index).err
    assert [codes for _, _, codes, _ in _read(file, tmp_path / "read")] == [["metal"]]
