"""The tests of a module are where its name says: those of `a/b/c.py` in `tests/a/b/test_c.py`."""

from pathlib import Path

from tests.conftest import REPOSITORY

PACKAGES = ("corpus", "index", "searcher")

#: Tests of no single module: what they test, from the readers of files to whole searches.
CROSS_CUTTING = {
    # every reader: the expected JSON of samples, damaged and hostile files, real transcripts
    "corpus/readers/test_formats.py",
    "corpus/readers/test_hostile_text.py",
    "corpus/readers/test_recordings.py",
    "corpus/readers/test_shared_structured.py",
    "corpus/readers/test_shared_text.py",
    "corpus/readers/test_structured_bad_input.py",
    "corpus/readers/test_structured_damage.py",
    # two implementations answer alike
    "index/whoosh_codec/test_agreement.py",
    "searcher/matching/test_agreement.py",
    # whole searches, from what is typed to quotes
    "searcher/test_expected_searches.py",
    "searcher/test_fields.py",
    "searcher/test_hostile_searches.py",
    "searcher/test_scripts.py",
    "searcher/test_spellings.py",
    "searcher/test_typed_oracle.py",
    # what holds whichever module does it
    "searcher/engines/test_conformance.py",
    "searcher/engines/opensearch/test_several_nodes.py",
    "searcher/test_restricted.py",
    "searcher/test_threads.py",
    # what a server promises, whichever part of it keeps the promise
    "searcher/web/test_robustness.py",
    "searcher/web/test_security.py",
}


def is_named_for_a_module(test: Path) -> bool:
    """Whether a test file, relative to `tests/`, names a module or a package.

    A package `a/b/` may be tested in `a/test_b.py` or in `a/b/test_b.py`.
    """
    folder, name = test.parent, test.stem.removeprefix("test_")
    module = REPOSITORY / folder / name
    return module.with_suffix(".py").is_file() or module.is_dir() or folder.name == name


def test_each_test_file_is_where_its_module_is() -> None:
    """But for the cross-cutting ones."""
    tests = REPOSITORY / "tests"
    found = [
        path.relative_to(tests)
        for package in PACKAGES
        for path in sorted((tests / package).rglob("test_*.py"))
    ]
    assert len(found) > 50, "the tests are found"
    misplaced = {str(test) for test in found if not is_named_for_a_module(test)}
    assert misplaced - CROSS_CUTTING == set()
