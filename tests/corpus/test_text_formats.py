"""The sample files of the text forms, each beside what must be read from it."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from corpus import load

DATA = Path(__file__).parent.parent / "data"
FORMS = ("captions", "html", "labelled", "markdown", "record")
SAMPLES = sorted(
    path for form in FORMS for path in (DATA / form).iterdir() if path.suffix != ".json"
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_is_read_as_the_json_beside_it_says(path: Path) -> None:
    """Every field of every program, the path apart."""
    (file,) = load.find([path])
    found = [asdict(program) for program in load.read(file)]
    for program in found:
        del program["path"]
    expected = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(found)) == expected
