"""Where the indexes of a command are."""

import os
from pathlib import Path

import pytest

from searcher.commands.index_options import in_environment
from tests.conftest import Run

URL = "opensearch+https://search-1:9200/hansard"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="paths are separated by colons here")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("/a", [Path("/a")]),
        ("/a:/b c:d", [Path("/a"), Path("/b c"), Path("d")]),
        (":/a::/b:", [Path("/a"), Path("/b")]),
        (URL, [URL]),
        (f"/a:{URL}:/b", [Path("/a"), URL, Path("/b")]),
        (f"{URL}:{URL}", [URL, URL]),
        ("opensearch+http://[::1]:9200/x:/b", ["opensearch+http://[::1]:9200/x", Path("/b")]),
        ("opensearch+http://a:1,b:2/x:/b", ["opensearch+http://a:1,b:2/x", Path("/b")]),
        (":", []),
        ("", []),
        ("opensearch+http://host/x:y", ["opensearch+http://host/x", Path("y")]),
    ],
)
def test_several_in_the_environment(value: str, expected: list[Path | str]) -> None:
    """They are separated as in $PATH; the colons of an address separate nothing."""
    assert in_environment(value) == expected


@pytest.mark.parametrize("value", ["", ":", "::"])
def test_none_in_the_environment(
    run: Run, samples_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """Separators alone name no index; nor does an empty list in the config file."""
    config = tmp_path / "config.toml"
    config.write_text(f'index = "{samples_index}"\n')
    monkeypatch.setenv("SEARCHER_CONFIG", str(config))
    monkeypatch.setenv("SEARCHER_INDEX", value)
    assert run("plateau").status == 0
    config.write_text("index = []\n")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    done = run("plateau")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert f"{tmp_path}/searcher/index: there is no index here" in done.err


def test_a_folder_with_a_colon_in_its_name(tmp_path: Path) -> None:
    """It is one folder."""
    (tmp_path / "a:b").mkdir()
    assert in_environment(f"{tmp_path}/a:b") == [tmp_path / "a:b"]


def test_commands_about_several_and_about_one(
    run: Run, samples_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that read take all; those that write, or are about files, say that they need one."""
    (tmp_path / "one.md").write_text("**Ann:** A protein talk.\n\n**Ben:** Yes.\n")
    assert run("index", tmp_path / "one.md", "--index", tmp_path / "index").status == 0
    monkeypatch.setenv("SEARCHER_INDEX", f"{samples_index}:{tmp_path}/index")
    assert run("protein").out.startswith("19 turns for protein")
    for reading in ("programs", "speakers", "status", "kwic protein", "stats protein"):
        assert run(*reading.split()).status == 0
    one = (
        "index .",
        "check",
        "remove one",
        "tag +x -- protein",
        "note one:1 y",
        "saved list",
        "speakers merge a b",
    )
    for about_one in one:
        done = run(*about_one.split())
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1), about_one
        assert "is about one index, and $SEARCHER_INDEX names 2: say which with --index" in done.err
        assert run(*about_one.split(), "--index", "a", "--index", "b").status == 2
