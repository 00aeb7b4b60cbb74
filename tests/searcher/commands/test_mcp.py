"""`searcher mcp` without the SDK, and without an index: one line, before anything is served."""

import importlib.util
from pathlib import Path

import pytest

from tests.conftest import Run


def test_without_the_sdk(run: Run, samples_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says how to install it; so does an SDK of the first version, which lacks a part."""
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "mcp_types" else find(name)
    )
    done = run("mcp", "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "searcher: searcher mcp needs the SDK of the protocol: "
        "pip install 'transcript-searcher[mcp]'\n"
    )


def test_without_an_index(run: Run, tmp_path: Path) -> None:
    """As every command: an error with the next step."""
    done = run("mcp", "--index", tmp_path / "none")
    assert (done.status, done.out) == (2, "")
    assert "there is no index here; make one with `searcher index PATH`" in done.err


def test_help_names_the_tools(run: Run) -> None:
    """`searcher mcp --help` starts without the SDK."""
    done = run("mcp", "--help")
    assert done.status == 0
    assert "list_speakers" in done.out
