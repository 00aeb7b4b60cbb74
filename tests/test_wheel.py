"""The wheel holds the packages that setup.cfg lists, and these are all that there are."""

import zipfile
from pathlib import Path

import pytest

from tests import wheel
from tests.conftest import REPOSITORY


def test_every_package_is_listed() -> None:
    """A folder with modules that is not listed would be missing where searcher is installed."""
    folders = {
        path.parent.relative_to(REPOSITORY).as_posix()
        for package in wheel.PACKAGES
        for path in (REPOSITORY / package).rglob("*.py")
    }
    assert wheel.listed() == folders


def test_what_is_too_much_and_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make wheel` asks this of the wheel that it builds."""
    files = sorted(wheel.in_checkout())
    assert "corpus/samples/m-protein.txt" in files
    for name, held, status in (
        ("whole", files, 0),
        ("more", [*files, "tests/conftest.py"], 1),
        ("less", [each for each in files if each != "index/errors.py"], 1),
    ):
        path = tmp_path / f"{name}.whl"
        with zipfile.ZipFile(path, "w") as made:
            for each in [*held, "transcript_searcher-1.dist-info/METADATA"]:
                made.writestr(each, "")
        assert wheel.main(path) == status
    out = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in out] == [
        "more.whl holds tests/conftest.py, which is no file of corpus, index, searcher",
        "less.whl lacks index/errors.py",
    ]
