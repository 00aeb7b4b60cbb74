"""When files in folders have changed, and rest: with a clock and changes of the test's own."""

import os
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from searcher.watching import changes
from searcher.watching.changes import LOOK, PATIENCE, REST, counts, rounds


class Clock:
    """What happens in each second, and which second it is."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self.happens: dict[int, list[Path]] = {}
        self.watched: list[Sequence[Path]] = []
        monkeypatch.setattr(changes, "_told", self._told)
        monkeypatch.setattr("time.monotonic", lambda: self.now)

    def _told(self, paths: Sequence[Path]) -> Iterator[Collection[str]]:
        self.watched.append(paths)
        while True:
            self.now += REST
            yield [*map(str, self.happens.get(round(self.now), []))]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that goes on when changes are asked for."""
    return Clock(monkeypatch)


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """A folder with a file."""
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "a.txt").write_text("Ann: Yes.\n")
    return tmp_path / "talks"


def _seconds(clock: Clock, found: Iterator[None], until: float) -> list[int]:
    """The seconds of the rounds up to a time."""
    seconds = []
    for _ in found:
        seconds.append(round(clock.now))
        if clock.now >= until:
            break
    return seconds


def test_a_look_at_once_and_one_when_the_folder_is_watched(clock: Clock, talks: Path) -> None:
    """Nothing is missed between both; then only what changes, or ten minutes, make another one."""
    clock.happens = {20: [talks / "a.txt"]}
    found = rounds([talks], talks.parent / "index")
    seconds = _seconds(clock, found, 1000)
    assert seconds[:3] == [0, 1, 21]
    assert seconds[3] == pytest.approx(21 + LOOK, abs=1)
    assert clock.watched == [[talks]]


def test_a_burst_is_one_change(clock: Clock, talks: Path) -> None:
    """It is over when nothing was told for a while."""
    clock.happens = {second: [talks / f"{second}.txt"] for second in range(5, 12)}
    assert _seconds(clock, rounds([talks], talks.parent / "index"), 12) == [0, 1, 12]


def test_a_file_that_grows_unseen_is_waited_for(clock: Clock, talks: Path) -> None:
    """Some writes are not told by the system: its size is looked at."""
    path = talks / "a.txt"
    clock.happens = {5: [path]}
    found = rounds([talks], talks.parent / "index", lambda: _grown(path, clock, 6, 9))
    assert _seconds(clock, found, 10) == [0, 1, 10]


def _grown(path: Path, clock: Clock, first: int, last: int) -> bool:
    if first <= clock.now <= last:
        with path.open("a") as file:
            file.write("Bo: No.\n")
    return True


def test_a_file_that_never_rests_is_read_now_and_then(clock: Clock, talks: Path) -> None:
    """Such as a log."""
    clock.happens = {second: [talks / "a.txt"] for second in range(5, 100)}
    seconds = _seconds(clock, rounds([talks], talks.parent / "index"), 90)
    assert seconds[:2] == [0, 1]
    gaps = [b - a for a, b in pairwise(seconds[2:])]
    assert gaps
    assert all(PATIENCE <= gap <= PATIENCE + 3 for gap in gaps), seconds


def test_a_folder_that_comes_again_is_watched_again(clock: Clock, talks: Path) -> None:
    """And looked at when it goes and when it comes."""
    away = talks.parent / "away"

    def happens() -> bool:
        if clock.now == 10:
            talks.rename(away)
        if clock.now == 20:
            away.rename(talks)
            (talks / "b.txt").write_text("Bo: Yes.\n")
        return True

    assert _seconds(clock, rounds([talks], talks.parent / "index", happens), 21) == [0, 1, 11, 21]
    assert clock.watched == [[talks], [], [talks]]


def test_a_file_that_is_replaced_is_watched_again(clock: Clock, talks: Path) -> None:
    """Editors write a new file and rename it."""

    def happens() -> bool:
        if clock.now == 10:
            (talks / "new").write_text("Ann: No.\n")
            (talks / "new").replace(talks / "a.txt")
        return True

    found = rounds([talks / "a.txt"], talks.parent / "index", happens)
    assert _seconds(clock, found, 11) == [0, 1, 11]


def test_it_ends_when_nobody_wants_it(clock: Clock, talks: Path) -> None:
    """As when the reader of the output has gone."""
    assert len([*rounds([talks], talks.parent / "index", lambda: clock.now < 5)]) == 2


@pytest.mark.parametrize(
    ("path", "count"),
    [("a.txt", True), ("b/c.vtt", True), ("b", True), (".git/x", False), ("b/.c.txt.swp", False),
     (".searcherignore", True), ("b/.searcherignore", True), ("transcripts.toml", True),
     ("index/manifest.json", False), ("index", False), ("../elsewhere.txt", False)],
)  # fmt: skip
def test_which_changes_count(path: str, count: bool, tmp_path: Path) -> None:
    """What the index writes itself would change it forever."""
    changed = Path(os.path.normpath(tmp_path / "talks" / path))
    assert counts(changed, [tmp_path / "talks"], tmp_path / "talks" / "index") is count


def test_the_system_tells(talks: Path) -> None:
    """Of a file that is written, by its path; what cannot be watched is an error with advice."""
    found = changes._told([talks])
    while not (told := next(found)):
        (talks / "b.txt").write_text("Bo: Yes.\n")
    assert str(talks / "b.txt") in told
    found.close()  # type: ignore[attr-defined]


def test_a_system_that_cannot_watch(talks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One clear line."""

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("watchfiles.watch", fails)
    with pytest.raises(CorpusError, match="max_user_watches"):
        next(iter(changes._told([talks])))
