"""RIS: a second reader finds an entry for each, whatever the texts are."""

import io

import rispy

from searcher.archive import Archive
from searcher.output.formats.ris import printer
from searcher.safe_text import one_line
from tests.searcher.output import hostile


def test_hostile_texts() -> None:
    """No text begins a line of its own."""
    out = io.StringIO()
    printer(out).every(hostile.every())
    entries = rispy.loads(out.getvalue())
    assert [entry["abstract"] for entry in entries] == [one_line(text) for text in hostile.TEXTS]
    assert {entry["type_of_reference"] for entry in entries} <= {"GEN", "PCOMM"}


def test_a_quote(archive: Archive) -> None:
    """By whom, in what, asked by whom, when."""
    out = io.StringIO()
    printer(out).results(archive.search("M protein", limit=1))
    [entry] = rispy.loads(out.getvalue())
    assert entry["type_of_reference"] == "SOUND"
    assert entry["authors"] == ["Adeyinka, Samuel"]
    assert entry["secondary_authors"] == ["Lindqvist, Beatriz"]
    assert entry["title"] == "What Is My M Protein Telling Me?"
    assert entry["secondary_title"] == "Plasma Cell Diaries"
    assert (entry["year"], entry["date"]) == ("2019", "2019/11/14/")
    assert entry["notes"] == ["turn 6"]


def test_programs(archive: Archive) -> None:
    """One entry each; a date that is not known is not written."""
    out = io.StringIO()
    printer(out).programs(archive.programs())
    entries = rispy.loads(out.getvalue())
    dates = [entry.program.date for entry in archive.programs()]
    assert ["year" in entry for entry in entries] == [date is not None for date in dates]
