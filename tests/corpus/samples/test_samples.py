"""The sample programs are read as their author meant them."""

import json
from pathlib import Path

import pytest

from corpus import load

SAMPLES = Path(load.__file__).parent / "samples"
EXPECTED = Path(__file__).parents[2] / "data" / "samples"
FILES = sorted(
    path.name for path in SAMPLES.iterdir() if path.suffix not in (".py", ".pyc", ".toml", "")
)


def test_there_are_enough_samples() -> None:
    """At least eight programs in at least four formats, each with its expected reading."""
    formats = {json.loads(path.read_text())["format"] for path in EXPECTED.glob("*.json")}
    assert len(FILES) >= 8
    assert len(formats) >= 4
    assert sorted(path.stem for path in EXPECTED.glob("*.json")) == FILES


@pytest.mark.parametrize("name", FILES)
def test_sample_is_marked_as_fictional(name: str) -> None:
    """Nobody takes a sample for a real interview."""
    text = (SAMPLES / name).read_text().casefold()
    assert "fictional" in text or "ficticia" in text


@pytest.mark.parametrize("name", FILES)
def test_sample_is_read_as_meant(name: str) -> None:
    """Every turn has its label, speaker and time, and begins and ends where it should."""
    expected = json.loads((EXPECTED / f"{name}.json").read_text())
    (program,) = load.read(load.File(SAMPLES / name, Path(name).stem, None))
    assert {
        "id": program.id,
        "title": program.title,
        "series": program.series,
        "date": program.date,
        "format": program.format,
        "topics": list(program.topics),
        "participants": [[p.name, list(p.labels), p.role] for p in program.participants],
    } == {name: value for name, value in expected.items() if name != "turns"}
    found = [
        [
            turn.label,
            turn.speaker,
            turn.start,
            " ".join(turn.text.split()[:5]),
            " ".join(turn.text.split()[-5:]),
        ]
        for turn in program.turns
    ]
    assert found == [
        [label, speaker, pytest.approx(start, abs=0.01) if start is not None else None, begin, end]
        for label, speaker, start, begin, end in expected["turns"]
    ]
