"""The samples, served."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.served import served


@pytest.fixture(scope="module")
def address(samples_index: Path) -> Iterator[str]:
    """The address of a server of the samples."""
    with served(samples_index) as found:
        yield found
