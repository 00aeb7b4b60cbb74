"""Every sample file of every form is read as the JSON beside it says."""

import json
from pathlib import Path

import pytest

from corpus.load import find, read
from corpus.model import Program

DATA = Path(__file__).parents[2] / "data"
SAMPLES = sorted(
    expected.with_suffix("")
    for expected in DATA.glob("*/*.json")
    if expected.with_suffix("").is_file()
)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.relative_to(DATA).as_posix())
def test_a_sample_is_read_as_the_json_beside_it_says(sample: Path) -> None:
    """Programs, participants and turns are complete; nothing is left out of the comparison."""
    (file,) = find([sample])
    records = json.loads(Path(f"{sample}.json").read_text(encoding="utf-8"))
    expected = [Program.from_dict({**record, "path": str(sample.resolve())}) for record in records]
    assert read(file) == expected


def test_there_are_two_samples_of_each_form() -> None:
    """One file shows what a form is, two show what may change in it."""
    counts = {
        folder.name: sum(1 for sample in SAMPLES if sample.parent == folder)
        for folder in DATA.iterdir()
        if folder.is_dir() and folder.name != "samples" and any(folder.glob("*.*.json"))
    }
    assert counts
    assert {name: count for name, count in counts.items() if count < 2} == {}
