"""A published site of the samples."""

from pathlib import Path

import pytest

from searcher.archive import Archive
from searcher.publish.site import publish


@pytest.fixture(scope="module")
def site(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as a site."""
    folder = tmp_path_factory.mktemp("published") / "site"
    publish(archive, folder, "Samples", lambda *_: None)
    return folder
