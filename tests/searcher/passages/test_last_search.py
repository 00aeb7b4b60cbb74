"""The last search of a terminal: kept, found again, and never in the way."""

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.archive import Archive
from searcher.passages import last_search
from searcher.passages.last_search import LastSearch, folders, recall, remember, results_of
from searcher.passages.passage import Result
from searcher.query.filters import Filters


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state directory of the test's own, and a terminal."""
    monkeypatch.setattr(last_search, "_terminal", lambda: "pts-7")
    monkeypatch.setattr(last_search, "_state", lambda: tmp_path / "state" / "searcher")
    return tmp_path / "state" / "searcher"


def search(*query: str, index: str = "/index", first: int = 1, **options: object) -> LastSearch:
    """A search with three results."""
    results = {
        number: Result("talk", "/talk.txt", number, number * 7)
        for number in range(first, first + 3)
    }
    values = {"results": results, **options}
    return LastSearch((index,), query, **values)  # type: ignore[arg-type]


def test_a_search_is_remembered(state: Path) -> None:
    """With everything that is needed to show its results; only the user can read it."""
    made = search(
        "M protein", "gel", filters=Filters(speaker=("a", "b"), since="2019"), synonyms=False
    )
    assert recall() is None
    remember(made)
    assert recall() == made
    (path,) = state.iterdir()
    assert path.name == "last-search-pts-7.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_each_index_has_its_own() -> None:
    """Without an index it is the last one of all; few are kept."""
    for number in range(10):
        remember(search(f"word{number}", index=f"/index/{number}"))
    last = recall()
    assert last is not None
    assert last.query == ("word9",)
    of_index = recall(["/index/7"])
    assert of_index is not None
    assert of_index.query == ("word7",)
    assert recall(["/index/2"]) is None
    remember(search("again", index="/index/7"))
    last = recall()
    assert last is not None
    assert last.query == ("again",)


def test_pages_are_remembered_together() -> None:
    """Those of one search; another search begins anew."""
    remember(search("gel"))
    remember(search("gel", first=4))
    last = recall()
    assert last is not None
    assert list(last.results) == [1, 2, 3, 4, 5, 6]
    remember(search("gel", "wall", first=4))
    last = recall()
    assert last is not None
    assert list(last.results) == [4, 5, 6]
    remember(search("gel", "wall"))
    last = recall()
    assert last is not None
    assert list(last.results) == [1, 2, 3]


def test_another_session_is_another_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that is opened later has the same name, and not the same search."""
    remember(search("gel"))
    monkeypatch.setattr(last_search, "_session", lambda: -1)
    assert recall() is None


def test_no_terminal(monkeypatch: pytest.MonkeyPatch, state: Path) -> None:
    """Nothing is written, nothing is found."""
    monkeypatch.setattr(last_search, "_terminal", lambda: None)
    remember(search("gel"))
    assert recall() is None
    assert not state.exists()


@pytest.mark.skipif(os.name == "nt", reason="a file where a folder should be")
def test_what_cannot_be_written_is_no_error(state: Path) -> None:
    """A file where the folder should be stands for any disk that refuses."""
    state.parent.mkdir()
    state.write_text("")
    remember(search("gel"))
    assert recall() is None


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch, state: Path) -> None:
    """What was remembered before stays, and nothing else is left."""
    remember(search("gel"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    remember(search("wall"))
    last = recall()
    assert last is not None
    assert last.query == ("gel",)
    assert len([*state.iterdir()]) == 1


DAMAGED = (
    "", "null", "[]", "{}", '{"version": 1}', "\x00", "{" * 100_000, "[" * 100_000,
    '{"version": 2, "session": 1, "searches": []}',
)  # fmt: skip


@pytest.mark.parametrize("content", DAMAGED, ids=lambda content: content[:20])
def test_a_damaged_file_is_as_good_as_none(state: Path, content: str) -> None:
    """And the next search replaces it."""
    remember(search("gel"))
    (path,) = state.iterdir()
    path.write_text(content)
    assert recall() is None
    remember(search("wall"))
    assert recall() == search("wall")


@given(st.data())
def test_a_value_of_another_kind_is_as_good_as_none(data: st.DataObject) -> None:
    """Whatever stands in the file, it is read as a search or not at all."""
    remember(search("gel"))
    path = last_search._path()
    assert path is not None
    stored = json.loads(path.read_text())
    one = stored["searches"][0]
    name = data.draw(st.sampled_from(sorted(one)))
    one[name] = data.draw(
        st.none()
        | st.integers()
        | st.text()
        | st.lists(st.text())
        | st.dictionaries(st.text(), st.text())
    )
    path.write_text(json.dumps(stored))
    assert recall() is None or isinstance(recall(), LastSearch)


def test_a_device_is_not_read(state: Path) -> None:
    """Nor a pipe waited for."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes")
    remember(search("gel"))
    (path,) = state.iterdir()
    path.unlink()
    os.mkfifo(path)
    assert recall() is None


def test_results_of_a_search(archive: Archive) -> None:
    """Their numbers go on from the offset; there are no more than a file should hold."""
    found = archive.search("protein", limit=3, offset=4)
    results = results_of(found, 4)
    assert list(results) == [5, 6, 7]
    assert [(one.program, one.turn) for one in results.values()] == [
        (quote.program.id, quote.turn.number) for quote in found
    ]
    assert len(results_of([found[0]] * 1000, 0)) == last_search.RESULTS


def test_folders_of_another_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative path is the same index from anywhere."""
    monkeypatch.chdir(tmp_path)
    assert folders(["index"]) == folders([tmp_path / "index"])


def test_odd_names() -> None:
    """What is no text is remembered, too."""
    odd = search("gel \udcff", index="/in\udcffdex")
    remember(odd)
    assert recall() == odd
