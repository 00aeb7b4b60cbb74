"""A server for each test."""

from collections.abc import Iterator

import pytest

from tests.searcher.fetching.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of HTTPS on loopback."""
    with serving() as running:
        yield running
