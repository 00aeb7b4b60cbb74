"""What is new for searches that are waited for."""

from pathlib import Path

import pytest

import searcher
from index.errors import IndexMissing, KeptProblem
from index.update.update import update
from searcher.errors import QueryError
from searcher.watching.listener import Listener

TALK = "Ann: Who keeps the orchard?\n\nBo: My aunt does.\n\nAnn: Really?\n\nBo: Yes.\n"


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """A folder with a transcript."""
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "a.txt").write_text(TALK)
    return tmp_path / "talks"


def _told(listener: Listener) -> list[tuple[str, str, int]]:
    with listener.news() as found:
        return [
            (search.name, quote.program.id, quote.turn.number)
            for news in found
            for search, quote in news.each()
        ]


def _more(talks: Path, name: str) -> None:
    (talks / f"{name}.txt").write_text(TALK.replace("My aunt", f"The orchard of {name}"))
    update(talks.parent / "index", [talks])


def test_what_was_not_there_at_the_beginning_is_new(talks: Path) -> None:
    """Also what the first update brings, where there was an index; each once."""
    index = talks.parent / "index"
    update(index, [talks])
    listener = Listener(index, ["orchard", "orchard of"])
    listener.begin()
    _more(talks, "b")
    assert _told(listener) == [("orchard", "b", 1), ("orchard", "b", 2), ("orchard of", "b", 2)]
    assert _told(listener) == []
    (talks / "b.txt").rename(talks / "c.txt")
    update(index, [talks])
    assert _told(listener) == []


def test_without_an_index_the_first_reading_is_the_beginning(talks: Path) -> None:
    """Else all would be new."""
    listener = Listener(talks.parent / "index", ["orchard"])
    listener.begin()
    assert _told(listener) == []
    update(talks.parent / "index", [talks])
    assert _told(listener) == []
    _more(talks, "b")
    assert _told(listener) == [("orchard", "b", 1), ("orchard", "b", 2)]


def test_saved_searches_go_on_where_they_were(talks: Path) -> None:
    """They tell what `searcher saved run` would, and that tells it no more."""
    index = talks.parent / "index"
    update(index, [talks])
    with searcher.open(index) as archive:
        archive.save("mine", "orchard")
        archive.save("other", "aunt")
    listener = Listener(index, names=["mine", "mine"])
    listener.begin()
    assert _told(listener) == [("mine", "a", 1)]
    with searcher.open(index) as archive, archive.news() as news:
        assert [search.name for search, _ in news.each()] == ["other"]


def test_what_was_not_told_to_the_end_is_told_again(talks: Path) -> None:
    """Such as by an interrupt."""
    index = talks.parent / "index"
    update(index, [talks])
    with searcher.open(index) as archive:
        archive.save("mine", "orchard of")
    listener = Listener(index, ["orchard"], ["mine"])
    listener.begin()
    _more(talks, "b")
    with pytest.raises(KeyboardInterrupt), listener.news():
        raise KeyboardInterrupt
    assert len(_told(listener)) == 3


def test_what_cannot_be_searched_for(talks: Path) -> None:
    """It is an error at the beginning, without an index, too; later a problem that is told once."""
    index = talks.parent / "index"
    with pytest.raises(QueryError):
        Listener(index, ["(orchard"]).begin()
    with pytest.raises(IndexMissing):
        Listener(index, names=["mine"]).begin()
    update(index, [talks])
    with pytest.raises(KeptProblem, match="no saved search 'mine'"):
        Listener(index, names=["mine"]).begin()
    with searcher.open(index) as archive:
        archive.save("mine", "aunt")
        listener = Listener(index, ["orchard"], ["mine"])
        listener.begin()
        archive.unsave("mine")
    _more(talks, "b")
    assert _told(listener) == [("orchard", "b", 1), ("orchard", "b", 2)]
    (problem,) = listener.problems()
    assert "no saved search 'mine'" in problem
    assert _told(listener) == []
    assert listener.problems() == []
