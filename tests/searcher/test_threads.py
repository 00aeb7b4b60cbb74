"""An archive is used by several threads at once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import searcher
from corpus.model import Program
from searcher import Archive, ArchiveClosed
from searcher.engines.request import Request
from searcher.engines.results import Results
from tests.searcher.engines.scan_engine import ScanEngine

THREADS = 8

SEARCHES: list[tuple[tuple[str, ...], dict[str, object]]] = [
    (("M protein",), {}),
    (("M protein",), {"context": 2, "sort": "date"}),
    (("maintaining", "therapy"), {"limit": 50}),
    (("what did Dr. Adeyinka say about the plateau",), {"explain": True}),
    (('"the *s"',), {"limit": 50}),
    (("protein NEAR/5 m",), {}),
    (("mieloma~",), {}),
    (("/prot.*/ -laboratory",), {}),
    (("asked:(trial OR drug) patient",), {"offset": 1}),
    (("trial WITHIN/2 bus",), {}),
    (("kreatinin",), {}),
    (("kreatinin",), {"sounds_like": True}),
    (("the",), {"speaker": "adeyinka", "since": "2018"}),
    (("células",), {"lang": "es"}),
]


def plain(found: Results) -> object:
    """What a search found, but for how long it took; the spans are worked out, too."""
    return found.replaced(seconds=0.0), [quote.to_dict() for quote in found]


@pytest.mark.slow
def test_threads_find_what_one_finds(samples_index: Path) -> None:
    """Searches that run at once, on an archive that has just been opened, disturb none other."""
    with searcher.open(samples_index) as archive:
        expected = [plain(archive.search(*typed, **options)) for typed, options in SEARCHES]  # type: ignore[arg-type]
        people, programs = archive.speakers(), archive.programs()
    for _ in range(3):
        # What is shared is worked out by the first threads that need it.
        with searcher.open(samples_index) as archive, ThreadPoolExecutor(THREADS) as pool:
            together = threading.Barrier(THREADS)

            def work(
                first: int, archive: Archive = archive, together: threading.Barrier = together
            ) -> None:
                together.wait(timeout=60)
                for i in range(len(SEARCHES)):
                    number = (first * 3 + i) % len(SEARCHES)
                    typed, options = SEARCHES[number]
                    found = archive.search(*typed, **options)  # type: ignore[arg-type]
                    assert plain(found) == expected[number]
                assert archive.speakers() == people
                assert archive.programs() == programs

            for done in [pool.submit(work, first) for first in range(THREADS)]:
                done.result()


def test_an_archive_is_closed_while_others_search(samples_index: Path) -> None:
    """Each search finds all or says that the archive is closed; none fails in between."""
    expected = [quote.to_dict() for quote in searcher.open(samples_index).search("the", limit=200)]
    for _ in range(10):
        archive = searcher.open(samples_index)
        together = threading.Barrier(THREADS + 1)

        def work(archive: Archive = archive, together: threading.Barrier = together) -> int:
            together.wait(timeout=60)
            for done in range(1_000):
                try:
                    found = archive.search("the", limit=200)
                except ArchiveClosed:
                    return done
                assert [quote.to_dict() for quote in found] == expected
            raise AssertionError("the archive was never closed")

        with ThreadPoolExecutor(THREADS) as pool:
            workers = [pool.submit(work) for _ in range(THREADS)]
            together.wait(timeout=60)
            archive.close()
            for worker in workers:
                worker.result()


class _Slow(ScanEngine):
    """An engine whose searches last until they are let go, and that counts how it is closed."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.closings = 0

    def search(self, request: Request) -> Results:
        """Wait, then search; the engine must not have been closed meanwhile."""
        self.begun.set()
        assert self.go_on.wait(timeout=60)
        assert not self.closings
        return super().search(request)

    def close(self) -> None:
        """Count."""
        self.closings += 1


@pytest.mark.parametrize("closing", [Archive.close, lambda archive: archive.__exit__()])
def test_the_last_search_closes(
    sample_programs: list[Program], closing: Callable[[Archive], None]
) -> None:
    """A search that has begun when an archive is closed finishes, and then it is closed, once."""
    engine = _Slow(sample_programs)
    archive = Archive(engine)
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(archive.search, "protein")
        assert engine.begun.wait(timeout=60)
        closing(archive)
        archive.close()
        with pytest.raises(ArchiveClosed):
            archive.search("protein")
        closed_before = engine.closings
        engine.go_on.set()
        assert found.result().total
    archive.close()
    assert (closed_before, engine.closings) == (0, 1)


def test_an_error_lets_go_of_the_archive(sample_programs: list[Program]) -> None:
    """A search that fails does not count as running for ever."""
    engine = _Slow(sample_programs)
    engine.go_on.set()
    archive = Archive(engine)
    with pytest.raises(searcher.QueryError):
        archive.search("(")
    archive.close()
    assert engine.closings == 1
