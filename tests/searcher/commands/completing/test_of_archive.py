"""The names that an index has for each field."""

from pathlib import Path

import pytest

import searcher
from corpus import samples
from index.update.update import update
from searcher.archive import Archive
from searcher.commands.completing.candidate import Name
from searcher.commands.completing.of_archive import names
from searcher.commands.completing.values import SAVED


@pytest.mark.parametrize(
    ("field", "first"),
    [
        ("speaker", Name("Marisol", "9 turns")),
        ("program", Name("2022-05-17-car-t", "Ward Notes 41: Sending Cells to School", True)),
        ("role", Name("host", "1 person")),
        ("lang", Name("en", "9 programs")),
    ],
)
def test_names(archive: Archive, field: str, first: Name) -> None:
    """Those that most turns or programs have come first."""
    assert next(iter(names(archive, (), field))) == first


def test_a_voice_of_one_recording_has_its_title(archive: Archive) -> None:
    """As a search wants it, and never a part of it."""
    (clerk,) = [one for one in names(archive, (), "speaker") if one.name.startswith("THE CLERK")]
    assert clerk.name == "THE CLERK in Public Hearing: The Mill Street Flood Wall"
    assert clerk.is_whole


def test_other_fields_have_none(archive: Archive) -> None:
    """Dates and headings are typed."""
    assert [list(names(archive, (), field)) for field in ("date", "section", "x")] == [[], [], []]


def test_what_people_keep(tmp_path: Path) -> None:
    """Tags and saved searches."""
    with samples.files() as files:
        update(tmp_path, files[:2])
    with searcher.open(tmp_path) as archive:
        archive.save("cells", "t cells")
        archive.tag("cells", add=["science"])
        assert list(names(archive, [tmp_path], SAVED)) == [Name("cells", "t cells", True)]
        (tag,) = names(archive, [tmp_path], "tag")
        assert tag.name == "science"
