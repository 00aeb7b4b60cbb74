"""Imports go one way, and imports are light."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


def test_import_contracts() -> None:
    """Archive reads index, index reads corpus; what computes knows no terminal."""
    command = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_import_is_light() -> None:
    """`import searcher` loads no engine, no arrays and no terminal."""
    heavy = ("whoosh", "numpy", "re2", "rich", "click", "index.library", "index.columnar")
    command = f"import sys, searcher; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("asked", [["--help"], ["search", "--help"], ["help", "syntax"]])
def test_help_loads_no_engine(asked: list[str]) -> None:
    """`searcher --help`, that of a command, and the language start without the engine."""
    command = (
        f"import sys; from searcher import cli; cli.run({asked}); "
        "print([m for m in ('whoosh', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
