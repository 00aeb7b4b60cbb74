"""A plugin of pytest: Whoosh's own tests, with the columnar codec as the default.

What is left out stands in `left_out.txt`: a file or a test, and why.
"""

from pathlib import Path
from typing import Any

import pytest
import whoosh.codec

from index.whoosh_codec.codec import ColumnarCodec


def _default_codec(*_: Any, **__: Any) -> ColumnarCodec:
    return ColumnarCodec()


# Before any test imports it by name.
whoosh.codec.default_codec = _default_codec


def _left_out() -> dict[str, str]:
    lines = Path(__file__).with_name("left_out.txt").read_text().splitlines()
    entries = [line.partition("#") for line in lines if line and not line.startswith("#")]
    return {name.strip(): reason.strip() for name, _, reason in entries}


def pytest_configure(config: pytest.Config) -> None:
    """Make Whoosh's marks known."""
    config.addinivalue_line("markers", "thread_unsafe: as Whoosh says")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave whole files out."""
    return True if collection_path.name in _left_out() else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave single tests out; a name that is no test any more is an error."""
    names = _left_out()
    found = {item.nodeid.rpartition("/")[2] for item in items}
    stale = [name for name in names if "::" in name and name not in found]
    if stale:
        raise pytest.UsageError(f"left_out.txt names tests that are not there: {stale}")
    left = [item for item in items if item.nodeid.rpartition("/")[2] in names]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]
