"""A server of the samples, for the tests that need no other one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.searcher.web.server import Server, served


@pytest.fixture(scope="package")
def server(samples_index: Path) -> Iterator[Server]:
    """A server as `searcher serve` starts it."""
    with served(samples_index) as running:
        yield running
