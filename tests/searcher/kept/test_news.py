"""What is new for saved searches: each quote once, whatever happens to the files."""

import random
from pathlib import Path

import pytest

import searcher
from index.errors import KeptProblem
from index.update.update import update
from searcher.archive import Archive
from searcher.errors import QueryError, RequestError

_LINES = [
    "Ann: Who keeps the orchard now?",
    "Bo: The orchard belongs to my aunt, and she prunes it in the frost.",
    "Ann: And the apples?",
    "Bo: The apples of the old orchard go to the school.",
]


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(lines) + "\n")


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """A folder with one transcript, indexed."""
    _write(tmp_path / "talks" / "orchard.txt", _LINES)
    update(tmp_path / "index", [tmp_path / "talks"])
    return tmp_path / "talks"


def _told(archive: Archive, *names: str) -> list[tuple[str, int]]:
    with archive.news(*names) as news:
        every = news.every
        assert every is not None
        found = [(quote.program.id, quote.turn.number) for quote in every]
        assert len(found) == news.total == every.found.total
    return found


def test_each_quote_is_told_once(talks: Path) -> None:
    """And what comes later, when it comes."""
    index = talks.parent / "index"
    with searcher.open(index) as archive:
        archive.save("orchard", "orchard")
        archive.save("later", "orchard", from_now=True)
        assert _told(archive) == [("orchard", 1), ("orchard", 2), ("orchard", 4)]
        assert _told(archive) == []
        _write(talks / "second.txt", ["Cy: No orchard here.", "Di: None at all.", *_LINES[2:3] * 3])
        update(index, [talks])
        assert _told(archive, "later") == [("second", 1)]
        assert _told(archive) == [("second", 1)]


def test_a_file_that_changes_elsewhere_tells_nothing(talks: Path) -> None:
    """It is moved, turns are put before, it is indexed anew, it comes again."""
    index = talks.parent / "index"
    with searcher.open(index) as archive:
        archive.save("orchard", "orchard")
        assert len(_told(archive)) == 3
        (talks / "orchard.txt").rename(talks / "renamed.txt")
        update(index, [talks])
        assert _told(archive) == []
        _write(talks / "renamed.txt", ["Ann: Good evening.", "Bo: Good evening, Ann.", *_LINES])
        update(index, [talks])
        assert _told(archive) == []
        (talks / "renamed.txt").unlink()
        _write(talks / "other.txt", ["Ann: Nothing.", "Bo: Nothing at all."] * 2)
        update(index, [talks])
        assert _told(archive) == []
        _write(talks / "renamed.txt", _LINES)
        update(index, [talks])
        assert _told(archive) == []


def test_a_weaker_tier_tells_nothing(talks: Path) -> None:
    """Turns with some of the words, or where only both turns together have them."""
    with searcher.open(talks.parent / "index") as archive:
        archive.save("both", "orchard apples")
        archive.save("question", "what happens to the apples of the old orchard?")
        archive.save("beside", "old orchard speaker:bo")
        assert _told(archive, "both") == [("orchard", 4)]
        assert _told(archive, "beside") == [("orchard", 4)]
        assert _told(archive, "question") == []


def test_what_was_not_told_to_the_end_is_told_again(talks: Path) -> None:
    """An error in the block, such as a full disk."""
    with searcher.open(talks.parent / "index") as archive:
        archive.save("orchard", "orchard")
        full = OSError("full")
        with pytest.raises(OSError, match="full"), archive.news():
            raise full
        assert len(_told(archive)) == 3


def test_a_search_that_cannot_be_read_is_named_and_the_others_run(talks: Path) -> None:
    """Such as one with a filter that only a newer version has."""
    index = talks.parent / "index"
    with searcher.open(index) as archive:
        archive.save("bad", "orchard", speaker="bo")
        archive.save("worse", "aunt")
        archive.save("good", "orchard")
        path = index / "saved.json"
        text = path.read_text().replace('"speaker"', '"spoken_by"').replace('"aunt"', '"(aunt"')
        path.write_text(text.rpartition(",\n")[0] + "\n}\n")
        with archive.news() as news:
            bad, worse, good = news.told
        assert isinstance(bad.problem, RequestError)
        assert isinstance(worse.problem, QueryError)
        assert (good.problem, good.total) == (None, 3)
        assert [one.run is None for one in archive.saved()] == [True, True, False]


def test_names_and_searches_that_cannot_be(talks: Path) -> None:
    """Nothing is saved then."""
    with searcher.open(talks.parent / "index") as archive:
        archive.save("one", "orchard")
        for name in ("", "  ", "a\x1bb", "x" * 101):
            with pytest.raises(RequestError, match="no name"):
                archive.save(name, "orchard")
        with pytest.raises(KeptProblem, match="already"):
            archive.save("one", "apples")
        with pytest.raises(QueryError):
            archive.save("two", "(orchard")
        with pytest.raises(RequestError, match="no such option or filter"):
            archive.save("two", "orchard", weather="fine")
        with pytest.raises(KeptProblem, match="there are one"), archive.news("two"):
            pytest.fail("there is no such search")
        assert [search.name for search in archive.saved()] == ["one"]
    with (
        searcher.open(talks.parent / "index", talks.parent / "index" / ".." / "index") as archive,
        archive.news("one") as news,
    ):
        assert news.total == 3


def test_several_indexes_have_none(talks: Path, samples_index: Path) -> None:
    """What is kept belongs to one index."""
    with (
        searcher.open(talks.parent / "index", samples_index) as archive,
        pytest.raises(RequestError, match="one index on this machine"),
    ):
        archive.saved()


@pytest.mark.slow
def test_each_new_turn_is_told_once_over_many_updates(talks: Path) -> None:
    """Files come, go, are renamed, and grow at the front: the oracle is a set of sentences."""
    index = talks.parent / "index"
    chance = random.Random(7)
    files: dict[str, list[str]] = {"orchard.txt": _LINES}
    told: list[str] = []
    made = 0
    with searcher.open(index) as archive:
        archive.save("plum", "plum")
        for number in range(200):
            name = chance.choice(sorted(files))
            match chance.randrange(4):
                case 0:
                    made += 1
                    new = [f"Ann: What about tree {made}?", f"Bo: Tree {made} is a plum of mine."]
                    files[name] = new + files[name]
                case 1:
                    files[f"talk-{number}.txt"] = files.pop(name)
                case 2:
                    made += 1
                    files[f"more-{number}.txt"] = [
                        f"Ann: Do you sell plum jam {made}?", f"Bo: Yes, jam {made} is here.",
                        *_LINES[2:],
                    ]  # fmt: skip
                case _ if len(files) > 1:
                    del files[name]
            for path in talks.glob("*.txt"):
                path.unlink()
            for name, lines in files.items():
                _write(talks / name, lines)
            update(index, [talks])
            with archive.news() as news:
                assert news.every is not None
                told += [quote.turn.text for quote in news.every]
            for lines in files.values():
                # No file is so short that it could be read in another way when it grows.
                assert len(lines) >= 4
    assert made > 60
    assert len(told) == len(set(told)) == made
