"""The health of a server is that of its searches."""

import os
import shutil
from pathlib import Path

import pytest

from index.columnar import container
from searcher.web.exchange.site import Settings
from searcher.web.routes import Site
from tests.searcher.web.api.conftest import Asked


def test_a_file_that_is_cut_while_it_is_open(
    samples_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Searches are refused, and a monitor hears of it, until the file was put back."""
    # Small files are read when they are opened, large ones are mapped.
    monkeypatch.setattr(container, "READ", 0)
    index = shutil.copytree(samples_index, tmp_path / "index")
    (columns,) = index.glob("*.columns")
    with Site(Settings((str(index),))) as site:
        asked = Asked(site)
        assert [asked.get("/health").status, asked.get("/search", "q=plateau").status] == [200, 200]
        os.truncate(columns, 8192)
        # What was answered before is still true.
        assert asked.get("/search", "q=plateau").status == 200
        assert [asked.get("/search", "q=cells").status, asked.get("/health").status] == [503, 503]
        assert asked.get("/health").json["type"] == "/api/v1/problems#index"
        columns.unlink()
        shutil.copy2(samples_index / columns.name, columns)
        assert [asked.get("/search", "q=cells").status, asked.get("/health").status] == [200, 200]
