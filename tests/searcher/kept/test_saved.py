"""Saved searches as they stand in their file."""

from pathlib import Path

import numpy as np

from searcher.kept.fingerprints import NOTHING
from searcher.kept.saved import Kept, SavedFile, SavedSearch, filters_of


def test_what_is_saved_is_read(tmp_path: Path) -> None:
    """Every field, in the order of the file."""
    one = SavedSearch(
        "one", ("M protein", "-x"), {"speaker": ("a", "b"), "since": "2019"}, False, True, "now"
    )
    two = SavedSearch("two é", ("é",), {}, True, False, "now", "later")
    file = SavedFile(tmp_path)
    with file.locked():
        file.replace([Kept(one, np.array([3, 2**64 - 1], np.uint64)), Kept(two, NOTHING)])
    read = file.searches()
    assert [kept.search for kept in read.values()] == [one, two]
    assert read["one"].seen.tolist() == [3, 2**64 - 1]
    assert dict(filters_of(one)) == {"speaker": ("a", "b"), "since": "2019"}
