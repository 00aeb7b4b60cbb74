"""Each turn is in the groups of its speaker, role and program, as its record names them."""

from pathlib import Path

import pytest

from corpus import samples
from index.correction.corrector import Corrector
from index.library.library import Library
from index.registry.generic_speakers import is_generic_speaker
from index.update.removal import remove
from index.update.update import update
from searcher.concordance.counts.by import By
from searcher.concordance.counts.grouping import Groupings

VOICES = {
    "one": ("ANN LEE, HOST", "Speaker 1", "Speaker 2"),
    "two": ("Dr. Ann Lee", "Speaker 1", "Host"),
    "three": ("Ann Lee", "Host", "Speaker 2"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of talks with voices that only a recording names, some corrected by hand."""
    talks = tmp_path / "talks"
    talks.mkdir()
    for name, voices in VOICES.items():
        lines = [f"**{voice}:** This is turn {n}, is it not?" for n in "12" for voice in voices]
        head = f"---\ntitle: Talk {name}\n---\n\n"
        (talks / f"{name}.md").write_text(head + "\n\n".join(lines) + "\n")
    update(tmp_path / "index", [talks])
    return tmp_path / "index"


def check(folder: Path) -> list[tuple[str, str | None]]:
    """Compare the groups of all turns with their records; the speakers' names and recordings."""
    with Library.open(folder) as library:
        groupings = Groupings(library)
        speakers, roles = (groupings.by(by) for by in (By.SPEAKER, By.ROLE))
        assert speakers.of_turns is not None
        assert roles.of_turns is not None
        for document in library.documents().tolist():
            program, turn = library.turn(document)
            name = speakers.names[speakers.of_turns[document]]
            number = roles.of_turns[document]
            assert name.value == turn.speaker
            assert (roles.names[number].value if number >= 0 else None) == turn.role
            found = turn.speaker
            is_voice = is_generic_speaker(library.registry, program, found)
            assert name.program == (program if is_voice else None)
            assert groupings.entries[groupings.programs[document]].program.id == program
        gone = set(range(library.size)) - set(library.documents().tolist())
        assert all(groupings.programs[document] == -1 for document in gone)
        return [(name.value, name.program) for name in speakers.names]


def test_voices_are_of_one_recording(folder: Path) -> None:
    """The first speaker of two recordings is two people; a name is one person."""
    found = check(folder)
    assert ("Speaker 1", "one") in found
    assert ("Speaker 1", "two") in found


def test_corrections_by_hand(folder: Path) -> None:
    """A voice that is a person, a new name, a role for one program and for all, a label."""
    with Corrector(folder) as corrector:
        corrector.rename("Speaker 1", "Bo Ek", "two")
        corrector.role("Bo Ek", "clerk")
        corrector.role("Ann Lee", "mayor", "three")
        corrector.split("Ann Lee", "Ann Lee", "three")
    found = check(folder)
    assert ("Bo Ek", None) in found
    assert ("Speaker 1", "two") not in found


@pytest.mark.parametrize("also", ['also = ["Host"]', 'only = [{ program = "two", name = "Host" }]'])
def test_a_voice_that_was_made_a_person(folder: Path, also: str) -> None:
    """By hand, in one recording or in all of them, under a generic name."""
    corrected = f'[[speaker]]\nname = "Host"\n{also}\nrole = "moderator"\n'
    (folder / "speakers.toml").write_text(corrected)
    found = check(folder)
    assert ("Host", None) in found
    assert (("Host", "three") in found) == also.startswith("only")


def test_deleted_turns_are_in_no_group(folder: Path, tmp_path: Path) -> None:
    """Programs keep their numbers when one before them is removed."""
    remove(folder, ["one"])
    assert ("Speaker 1", "one") not in check(folder)
    (tmp_path / "talks" / "four.md").write_text("**Cy:** A wall?\n\n**Ann Lee:** A wall.\n")
    update(folder, [tmp_path / "talks" / "four.md"])
    assert ("Cy", None) in check(folder)


def test_samples(tmp_path: Path) -> None:
    """Every turn of the samples, in as many segments as there are updates."""
    with samples.files() as files:
        for file in files[:5]:
            update(tmp_path, [file])
    check(tmp_path)
