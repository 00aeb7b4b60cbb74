"""What the tests of the server share: a client that is connected to the samples."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.searcher.mcp.client import Assistant, connected


@pytest.fixture(scope="session")
def assistant(samples_index: Path) -> Iterator[Assistant]:
    """A client with a server over the samples, in a process of its own."""
    with connected(samples_index) as client:
        yield client
