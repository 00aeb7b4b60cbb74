"""`--engine URL`: where it stands, what it refuses, and what is told when there is no cluster."""

from pathlib import Path

import pytest

from index.opensearch import address
from tests.conftest import Run
from tests.index.opensearch.canned import ABOUT, Answer, node

URL = "opensearch+http://127.0.0.1:1/talk"

REFUSED = {
    ("search", "word", "--engine", "talk"): "'talk' is no address such as opensearch+https://",
    ("search", "word", "--engine", "opensearch+http://x"): "it lacks the name of the index",
    ("index", "--engine", "talk", "."): "'talk' is no address such as opensearch+https://",
    ("index", "--engine", URL, "--meaning"): "--meaning is for an index on this machine",
    ("index", "--engine", URL, "--index", "there", "."): "give --index or --engine, not both",
    ("remove", "--engine", "opensearch+http://x/A", "y"): "'A' is no name of an index",
    ("copy", "nowhere", "talk"): "talk: this is no address of an index",
    ("status", "--engine", URL): "searcher status reads the files of an index on this machine",
    ("check", "--engine", URL): "searcher check reads the files of an index on this machine",
    ("speakers", "--engine", URL, "merge", "A", "B"): "`searcher copy FOLDER URL`",
    ("search", "word", "--engine", "opensearch+http://a:b@x/y"): "leave it out, and set",
}


@pytest.mark.parametrize("typed", REFUSED, ids=" ".join)
def test_what_makes_no_sense_is_refused(run: Run, typed: tuple[str, ...]) -> None:
    """With one line that says what to do."""
    done = run(*typed)
    assert (done.status, done.out) == (2, "")
    assert REFUSED[typed] in " ".join(done.err.split())


def test_a_folder_is_asked_for_where_the_environment_has_a_cluster(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command about files does not take the address for a folder."""
    monkeypatch.setenv("SEARCHER_INDEX", URL)
    done = run("status")
    assert done.status == 2
    assert f"$SEARCHER_INDEX is {URL}: searcher status needs --index FOLDER" in done.err


def test_no_cluster_answers(run: Run) -> None:
    """One line, not a traceback; whichever command asks."""
    for typed in (("word",), ("kwic", "word"), ("programs",), ("stats", "word")):
        done = run(*typed, "--engine", URL)
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
        assert f"searcher: {URL}: no node answers" in done.err


def test_there_is_no_such_index(run: Run) -> None:
    """The line says how one is made."""
    plugins = Answer(200, {"nodes": {"a": {"plugins": []}}})
    with node({"/": ABOUT, "/_nodes/plugins": plugins}) as one:
        done = run("word", "--engine", f"{one.url}/talk")
    assert done.status == 2
    assert "there is no index of this name; `searcher index --engine URL PATH` makes" in done.err


def test_the_client_is_an_extra(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without it the line says how it is installed."""
    monkeypatch.setattr(address, "find_spec", lambda _: None)
    for typed in (
        ("word", "--engine", URL),
        ("copy", tmp_path, URL),
        ("index", ".", "--engine", URL),
    ):
        done = run(*typed)
        assert done.status == 2
        assert "pip install 'transcript-searcher[opensearch]'" in done.err


def test_the_environment_is_an_address(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`$SEARCHER_INDEX` may be a cluster."""
    monkeypatch.setenv("SEARCHER_INDEX", URL)
    assert f"{URL}: no node answers" in run("word").err
