"""Plots are whole pictures of what is counted, or no file; names are drawn as they are."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import click
import pytest

from searcher.archive import Archive
from searcher.concordance.counts.by import By
from searcher.concordance.counts.counts import Counts, Group, Table
from searcher.output import plot

pytest.importorskip("matplotlib")

ANSWERS = {
    "years": lambda archive: archive.count("protein", by="year"),
    "months": lambda archive: archive.count("protein", by="month"),
    "people": lambda archive: archive.count("protein", by="speaker"),
    "overview": lambda archive: archive.count("protein", by=("speaker", "program", "year")),
    "nothing over time": lambda archive: archive.count("protein", by="year", program="bread"),
    "series": lambda archive: archive.compare("protein", "trial", by="series"),
    "compared years": lambda archive: archive.compare("protein", "trial", by="year"),
    "talk": lambda archive: archive.talk_share(),
    "roll call": lambda archive: archive.roll_call("protein"),
    "dispersion": lambda archive: archive.dispersion("protein"),
}


def texts(path: Path) -> list[str]:
    """All texts of an SVG."""
    return ["".join(each.itertext()) for each in ET.parse(path).iter() if each.tag.endswith("text")]


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_can_be_drawn(archive: Archive, tmp_path: Path, name: str) -> None:
    """As SVG, the same each time, and as PNG."""
    found = ANSWERS[name](archive)
    for target in ("one.svg", "two.svg", "one.png"):
        plot.draw(found, tmp_path / target)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert (tmp_path / "one.png").read_bytes().startswith(b"\x89PNG\r\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.png", "one.svg", "two.svg"]
    assert ET.parse(tmp_path / "one.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_names_and_numbers_are_text(archive: Archive, tmp_path: Path) -> None:
    """So that they can be found and copied."""
    plot.draw(archive.count("protein", by="speaker"), tmp_path / "a.svg")
    drawn = texts(tmp_path / "a.svg")
    assert {"Dr. Samuel Adeyinka", "12", "protein", "matches"} <= {*drawn}


def test_undated_programs_are_named(archive: Archive, tmp_path: Path) -> None:
    """Below the years."""
    plot.draw(archive.count("protein", by="year"), tmp_path / "a.svg")
    assert "and 3 matches in 1 programs without a date" in texts(tmp_path / "a.svg")


def test_names_are_no_formulas(tmp_path: Path) -> None:
    """A dollar is a dollar, `<` is no markup, a control character is visible."""
    names = ["$\\frac{x}$", "$5 or $6", "<script>&amp;", "a\x1bb\x00", "今天", "_{^"]
    groups = tuple(Group(name, 3, 1, 1, 10) for name in names)
    total = Group(None, 18, 6, 6, 60)
    found = Counts(None, total, (Table(By.SPEAKER, groups),), {}, ("$x$",))
    plot.draw(found, tmp_path / "a.svg")
    drawn = texts(tmp_path / "a.svg")
    assert {"$\\frac{x}$", "$5 or $6", "<script>&amp;", "a␛b␀", "今天", "_{^", "$x$"} <= {*drawn}


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    """A picture of thousands of bars could not be opened."""
    groups = tuple(Group(f"n{n}", 3, 1, 1, 10) for n in range(1_000))
    found = Counts(None, Group(None, 3_000, 9, 9, 90), (Table(By.SPEAKER, groups),), {}, ("x",))
    plot.draw(found, tmp_path / "a.svg", 30)
    assert "matches; 30 of 1,000 are drawn" in texts(tmp_path / "a.svg")


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.svg.txt", "nowhere/a.svg"])
def test_what_cannot_be_drawn_is_refused(name: str, tmp_path: Path) -> None:
    """Before anything is counted."""
    with pytest.raises(click.BadParameter):
        plot.check(tmp_path / name)


def test_a_file_that_cannot_be_written(archive: Archive, tmp_path: Path) -> None:
    """Nothing is left of it."""
    (tmp_path / "a.svg").mkdir()
    with pytest.raises(OSError) as caught:  # noqa: PT011 - which one, the system says
        plot.draw(archive.count("protein", by="series"), tmp_path / "a.svg")
    assert caught.value.filename == str(tmp_path / "a.svg")
    assert [path.name for path in tmp_path.iterdir()] == ["a.svg"]


def test_without_matplotlib(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One line says how to install it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(click.UsageError, match="needs matplotlib: pip install matplotlib"):
        plot.check(tmp_path / "a.svg")


def test_nothing_else_loads_matplotlib(samples_index: Path) -> None:
    """It takes longer than to count."""
    code = (
        "import sys\nfrom searcher import cli\n"
        f"cli.run(['stats', 'protein', '--index', {str(samples_index)!r}])\n"
        "assert 'matplotlib' not in sys.modules and 'rich' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
