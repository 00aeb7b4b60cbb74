"""A published site of the samples, and a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from searcher.archive import Archive
from searcher.publish.site import publish
from tests.browser import chromium


@pytest.fixture(scope="module")
def site(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as a site."""
    folder = tmp_path_factory.mktemp("published") / "site"
    publish(archive, folder, "Samples", lambda *_: None)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with chromium.opened() as made:
        yield made
