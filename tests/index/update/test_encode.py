"""Vectors follow the index: what is new is encoded, what is gone is dropped, the rest is kept."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.model import Participant, Program, Turn
from index.errors import IndexLocked, IndexMissing, PartInterrupted
from index.library.check import check
from index.library.library import Library
from index.library.manifest import Manifest
from index.lock import WriteLock
from index.meaning import names
from index.meaning.passages import passages
from index.meaning.quantised import quantised
from index.meaning.vectors import Vectors
from index.update import encode as encoding
from index.update import transaction
from index.update.encode import encode
from index.update.removal import remove
from index.update.repair import repair
from index.update.update import update, write_programs
from tests.index.meaning.models import WordEncoder


def talk(subject: str, turns: int) -> str:
    """A transcript about a subject; no two passages are the same."""
    return "\n\n".join(
        f"**{'Ann' if number % 2 else 'Ben'}:** {subject}{number} "
        + " ".join(f"and {subject} {number}.{place}" for place in range(number % 40))
        for number in range(1, turns + 1)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three transcripts."""
    made = tmp_path / "talks"
    made.mkdir()
    for name, turns in (("bread", 60), ("flood", 90), ("car", 30)):
        (made / f"{name}.md").write_text(talk(name, turns))
    return made


@pytest.fixture
def directory(tmp_path: Path, folder: Path) -> Path:
    """An index of them."""
    update(tmp_path / "index", [folder], workers=1)
    return tmp_path / "index"


def assert_right(directory: Path, encoder: WordEncoder, *, whole: bool = True) -> None:
    """The vectors are those of the passages of the programs of the index, in their order."""
    vectors = Vectors(directory, Manifest.read(directory).generation)
    rows = [
        (first, last, row.tobytes())
        for first, last, row in zip(
            vectors.file.first.tolist(),
            vectors.file.last.tolist(),
            vectors.file.part.vectors.components,
            strict=True,
        )
    ]
    expected: dict[tuple[int, int, str], bytes] = {}
    fresh = WordEncoder(encoder.identity, encoder.dimensions)
    with Library.open(directory) as library:
        for entry in library.entries():
            documents = library.postings("program", entry.program.id)[0].tolist()
            found = library.transcript(entry.program.id)
            assert found is not None
            for each in passages([turn.text for turn in found.turns]):
                row = quantised(fresh.encode([each.text])).components[0].tobytes()
                expected[documents[each.first], documents[each.last], each.text] = row
    assert Counter(rows) <= Counter(_ranges(expected))
    if whole:
        assert Counter(rows) == Counter(_ranges(expected))
    assert not check(directory).broken


def _ranges(
    expected: Mapping[tuple[int, int, str], bytes],
) -> Iterator[tuple[int, int, bytes]]:
    """The documents and the vector of each passage, without its text."""
    return ((first, last, row) for (first, last, _), row in expected.items())


def test_what_is_new(directory: Path, folder: Path) -> None:
    """Each passage is encoded once, however often this is asked for."""
    encoder = WordEncoder()
    calls: list[tuple[int, int]] = []
    done = encode(directory, encoder, lambda *counts: calls.append(counts))
    assert done.passages == len(encoder.texts) == len(set(encoder.texts)) > 20
    assert (calls[0], calls[-1]) == ((0, done.passages), (done.passages, done.passages))
    assert (done.known, done.left, done.turns) == (0, 0, 180)
    assert_right(directory, encoder)
    before = (directory / names.NAME).read_bytes()
    again = encode(directory, encoder)
    assert (again.passages, again.known) == (0, done.passages)
    assert (directory / names.NAME).read_bytes() == before
    (folder / "wheat.md").write_text(talk("wheat", 20))
    update(directory, [folder], workers=1)
    assert_right(directory, encoder, whole=False)
    more = encode(directory, encoder)
    assert 0 < more.passages < 15
    assert all("wheat" in text for text in encoder.texts[done.passages :])
    assert_right(directory, encoder)


def test_kept_and_dropped(directory: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever becomes of the index, nothing that is said again is encoded again."""
    encoder = WordEncoder()
    encode(directory, encoder)
    count = len(encoder.texts)
    # Another name and another title, and a segment of its own.
    with monkeypatch.context() as patch:
        patch.setattr(transaction, "worth_merging", lambda segments: segments[:1])
        (folder / "bread.md").rename(folder / "loaf.md")
        (folder / "flood.md").write_text("# The Flood\n\n" + (folder / "flood.md").read_text())
        update(directory, [folder], workers=1)
        assert_right(directory, encoder)
        assert len(Manifest.read(directory).segments) > 1
        remove(directory, ["flood"])
        assert_right(directory, encoder)
    (folder / "late.md").write_text(talk("late", 200))
    update(directory, [folder], workers=1)  # what is there is merged
    assert_right(directory, encoder, whole=False)
    encode(directory, encoder)
    assert_right(directory, encoder)
    again = " ".join(encoder.texts[count:])
    # The flood was taken out, and came back.
    assert "late" in again
    assert "flood" in again
    assert "bread" not in again
    assert "car" not in again


def test_an_edit(directory: Path, folder: Path) -> None:
    """Where one turn has changed, the passages before it keep their vectors."""
    encoder = WordEncoder()
    encode(directory, encoder)
    text = (folder / "flood.md").read_text()
    (folder / "flood.md").write_text(text.replace("flood80 ", "another "))
    update(directory, [folder], workers=1)
    assert 0 < encode(directory, encoder).passages < 12
    assert_right(directory, encoder)


def test_copies(tmp_path: Path) -> None:
    """What two programs say is encoded once, and both have it."""
    turns = tuple(Turn(n, "Ann", "Ann", f"About bread {n}. " * 20) for n in range(1, 9))
    programs = [
        Program(name, name, "", "", turns=turns, participants=(Participant("Ann", ("Ann",)),))
        for name in ("one", "two")
    ]
    write_programs(tmp_path, programs)
    encoder = WordEncoder()
    done = encode(tmp_path, encoder)
    assert done.passages == done.known
    assert_right(tmp_path, encoder)


@pytest.mark.parametrize("stop", [0, 1, 2, 3])
def test_interrupt(directory: Path, monkeypatch: pytest.MonkeyPatch, stop: int) -> None:
    """What is encoded by then is in the index, and the next time goes on."""
    monkeypatch.setattr(encoding, "_WINDOW", 8)
    monkeypatch.setattr(encoding, "_PART", 16)
    encoder = WordEncoder()
    encoder.stop_after = 8 * stop
    done = encode(directory, encoder)
    assert done.passages == 8 * stop
    assert done.left > 0
    if stop:
        assert_right(directory, encoder, whole=False)
    encoder.stop_after = None
    again = encode(directory, encoder)
    assert again.passages == done.left
    assert len(encoder.texts) == len(set(encoder.texts))
    assert_right(directory, encoder)
    assert not [path for path in directory.iterdir() if names.is_part(path.name)]


def test_an_interrupt_after_the_vectors_were_written(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are in the index, and the interrupt says so; where nothing is new it does not."""

    def interrupted(*_: object) -> bool:
        raise KeyboardInterrupt

    encoder = WordEncoder()
    with monkeypatch.context() as patch:
        patch.setattr(encoding, "_take_up", interrupted)
        with pytest.raises(PartInterrupted):
            encode(directory, encoder)
    assert encode(directory, encoder).passages == 0
    assert_right(directory, encoder)
    with monkeypatch.context() as patch:
        patch.setattr(encoding, "_is_current", interrupted)
        with pytest.raises(KeyboardInterrupt) as raised:
            encode(directory, encoder)
    assert type(raised.value) is KeyboardInterrupt


def test_killed(directory: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts that were never taken up survive an update, and are used the next time."""
    monkeypatch.setattr(encoding, "_WINDOW", 8)
    monkeypatch.setattr(encoding, "_PART", 8)
    with monkeypatch.context() as patch:
        patch.setattr(encoding, "_take_up", lambda *_: None)
        encoder = WordEncoder()
        encoder.stop_after = 24
        encode(directory, encoder)
    assert not (directory / names.NAME).exists()
    (folder / "wheat.md").write_text(talk("wheat", 20))
    update(directory, [folder], workers=1)
    encoder.stop_after = None
    encode(directory, encoder)
    assert len(encoder.texts) == len(set(encoder.texts))
    assert_right(directory, encoder)


def test_other_model(directory: Path) -> None:
    """Vectors of another model are made anew, and those of the first are gone."""
    encode(directory, WordEncoder())
    other = WordEncoder("others", 12)
    done = encode(directory, other)
    assert done.known == 0
    assert_right(directory, other)


def test_damaged(directory: Path) -> None:
    """Vectors that are damaged are made anew; a repair removes them."""
    encoder = WordEncoder()
    count = encode(directory, encoder).passages
    damage(directory / names.NAME)
    assert [Path(problem.path).name for problem in check(directory).broken] == [names.NAME]
    assert encode(directory, encoder).passages == count
    assert_right(directory, encoder)
    damage(directory / names.NAME)
    assert repair(directory).vectors
    assert not (directory / names.NAME).exists()
    assert not check(directory).broken


def damage(path: Path) -> None:
    """Change a byte of the vectors."""
    data = bytearray(path.read_bytes())
    data[-300] ^= 1
    path.write_bytes(data)


def test_one_at_a_time(directory: Path) -> None:
    """Two processes do not encode the same index; an update may go on meanwhile."""
    lock = WriteLock(directory / names.LOCK)
    lock.acquire()
    try:
        with pytest.raises(IndexLocked):
            encode(directory, WordEncoder())
    finally:
        lock.release()


def test_changed_meanwhile(directory: Path, folder: Path) -> None:
    """An index that is changed while it is encoded gets the vectors of what it holds in the end."""
    encoder = WordEncoder()
    changed: Sequence[Path] = [folder / "bread.md"]

    def change(done: int, total: int) -> None:
        if done == total and changed[0].exists():
            changed[0].unlink()
            update(directory, [folder], workers=1)

    encode(directory, encoder, change)
    assert_right(directory, encoder)
    assert np.diff(Vectors(directory, Manifest.read(directory).generation).file.last).min() >= 0


def test_no_index(tmp_path: Path) -> None:
    """There must be an index."""
    with pytest.raises(IndexMissing):
        encode(tmp_path, WordEncoder())
