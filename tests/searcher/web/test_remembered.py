"""Answers that are remembered: the same as those that are made anew, within a number of bytes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.update.update import update
from searcher.archive import Archive
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.site import Settings
from searcher.web.remembered import Remembered
from searcher.web.routes import Site
from tests.searcher.web.api.conftest import Asked


def test_an_answer_is_made_once(samples_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For who asks the same again, unless it has to be made anew."""
    with Site(Settings((str(samples_index),))) as site:
        asked = Asked(site)
        first = asked.get("/search", "q=protein")
        refused = asked.get("/search", "q=%28")
        with monkeypatch.context() as broken:
            broken.setattr(Archive, "search", None)
            again = asked.get("/search", "q=protein")
            assert (again.status, again.body, again.headers) == (200, first.body, first.headers)
            for wanted in ("no-cache", "max-age=0, No-Cache"):
                assert asked.get("/search", "q=protein", cache_control=wanted).status == 500
            assert asked.get("/search", "q=cells").status == 500
            assert asked.get("/search", "q=%28").status == 500 != refused.status
        assert asked.get("/search", "q=protein", cache_control="no-cache").json["summary"]
        site.forget()
        monkeypatch.setattr(Archive, "search", None)
        assert asked.get("/search", "q=protein").status == 500


def test_a_commit_is_seen_at_once(tmp_path: Path) -> None:
    """An answer of the state before is never given again."""
    folder, index = tmp_path / "talks", tmp_path / "index"
    folder.mkdir()
    with Site(Settings((str(index),))) as site:
        for number in range(1, 5):
            said = f"**Ann:** Heron {number}.\n\n**Ben:** Yes.\n"
            (folder / f"{number}.md").write_text(said)
            update(index, [folder], workers=1)
            for _ in range(2):
                found = Asked(site).get("/search", "q=heron")
                assert found.json["summary"]["total"] == number


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40)), max_size=60))
def test_what_was_asked_for_last_is_kept(calls: list[tuple[int, int]]) -> None:
    """An oracle: all answers, the latest used last, without the first ones that are too many."""
    remembered, oracle = Remembered(most=100), list[tuple[str, int]]()
    for number, size in calls:
        name = str(number)
        found = remembered.get(name)
        known = [one for one in oracle if one[0] == name]
        assert found == (Answer(b"x" * known[0][1]) if known else None)
        if known:
            oracle.remove(known[0])
            oracle.append(known[0])
        elif size:
            oracle.append((name, size))
        remembered.keep(name, Answer(b"x" * size))
        while sum(size for _, size in oracle) > 100:
            del oracle[0]


def test_what_is_not_kept() -> None:
    """Errors, what is written bit by bit, what is empty or long; or anything after `clear`."""
    remembered = Remembered()
    for answer in (
        Answer(b"x", 404),
        Answer(b"", 304),
        Answer(lambda stream: None),
        Answer(b"x" * (1 << 20)),
    ):
        remembered.keep("name", answer)
        assert remembered.get("name") is None
    remembered.keep("name", Answer(b"x"))
    assert remembered.get("name") == Answer(b"x")
    remembered.clear()
    assert remembered.get("name") is None
