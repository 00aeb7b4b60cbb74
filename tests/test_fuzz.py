"""`make fuzz` runs property tests with random seeds, and names the first that fails."""

import time

import pytest

from tests import fuzz

TESTS = ["tests/test_a.py::test_a", "tests/test_b.py::test_b"]


def test_the_property_tests_are_found() -> None:
    """All of a folder, and nothing that is no property test."""
    found = fuzz.property_tests("tests/searcher/syntax/test_unparse.py")
    names = [name.rpartition("::")[2] for name in found]
    assert names == ["test_a_tree_is_read_again", "test_a_text_is_read_again"]


def test_a_failure_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the seed that draws the example again; long before the time is over."""

    def run(test: str, seed: int, ends: float) -> fuzz.Run:
        return fuzz.Run(test, seed, int(test == TESTS[1]), "the example")

    monkeypatch.setattr(fuzz, "run", run)
    began = time.monotonic()
    runs, passed = fuzz.fuzz(TESTS, 3_600, workers=1, first_seed=7)
    assert not passed
    (failed,) = [one for one in runs if one.status]
    assert failed.test == TESTS[1]
    assert f"--hypothesis-seed={failed.seed}" in failed.command
    assert time.monotonic() - began < 600


def test_what_the_time_cuts_off_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each round draws other seeds, the same ones for the same first seed."""

    def run(test: str, seed: int, ends: float) -> fuzz.Run:
        return fuzz.Run(test, seed, 0 if time.monotonic() < ends else None, "")

    monkeypatch.setattr(fuzz, "run", run)
    some, passed = fuzz.fuzz(TESTS, 0.05, workers=1, first_seed=7)
    others, _ = fuzz.fuzz(TESTS, 0.05, workers=1, first_seed=7)
    assert passed
    assert some[:2] == others[:2]
    assert {one.test for one in some[:2]} == set(TESTS)
    assert len({one.seed for one in some}) > 1
