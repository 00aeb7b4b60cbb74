"""Where another `corpus` or `index` is imported in place of ours, the error says so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY


def run_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in a folder that has this checkout on its path."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["corpus", "index"])
@pytest.mark.parametrize("as_package", [False, True], ids=["file", "package"])
def test_the_package_in_our_place_is_named(tmp_path: Path, name: str, as_package: bool) -> None:
    """With what to do, for a script beside it and for `python -m searcher`."""
    other = tmp_path / name / "__init__.py" if as_package else tmp_path / f"{name}.py"
    other.parent.mkdir(exist_ok=True)
    other.write_text("texts = []\n")
    (tmp_path / "script.py").write_text("import searcher\n")
    for arguments in (["script.py"], ["-m", "searcher", "--version"]):
        done = run_in(tmp_path, *arguments)
        assert (done.returncode, done.stdout) == (1, "")
        last = done.stderr.splitlines()[-1]
        assert last.startswith(f"ImportError: searcher needs its own package `{name}`, and ")
        assert str(other) in last
        assert "Rename that file or folder" in last


def test_a_package_with_a_module_of_the_same_name(tmp_path: Path) -> None:
    """`corpus.errors` may be there, and be another one."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "__init__.py").touch()
    (tmp_path / "corpus" / "errors.py").touch()
    done = run_in(tmp_path, "-c", "import searcher")
    assert "needs its own package `corpus`" in done.stderr.splitlines()[-1]


def test_a_folder_of_transcripts_is_no_package(tmp_path: Path) -> None:
    """Folders called `corpus` and `index` beside a script do no harm."""
    for name in ("corpus", "index"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "talk.txt").touch()
    done = run_in(tmp_path, "-c", "import searcher; print(searcher.__version__)")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    """Where only `searcher` is there."""
    shutil.copytree(REPOSITORY / "searcher", tmp_path / "searcher")
    # -I and -S: only the standard library, and neither this checkout nor what is installed.
    program = f"import sys; sys.path.append({str(tmp_path)!r}); import searcher"
    done = run_in(tmp_path, "-I", "-S", "-c", program)
    assert "the package `corpus` of searcher is missing" in done.stderr.splitlines()[-1]
