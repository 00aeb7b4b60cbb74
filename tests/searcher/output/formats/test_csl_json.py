"""CSL-JSON: a citation processor reads it."""

import io
import json
import warnings
from typing import Any

import pytest

from searcher.archive import Archive
from searcher.output.formats.csl_json import printer
from searcher.safe_text import plain
from tests.searcher.output import hostile

with warnings.catch_warnings():
    # It brings its own copy of an old module.
    warnings.simplefilter("ignore")
    from citeproc.source.json import CiteProcJSON


def written(archive: Archive, typed: str, limit: int = 13) -> list[dict[str, Any]]:
    """The items of a search."""
    out = io.StringIO()
    printer(out).results(archive.search(typed, limit=limit))
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def test_a_quote(archive: Archive) -> None:
    """By whom, in what, asked by whom, when; nothing that is not known."""
    assert written(archive, "M protein", 1) == [
        {
            "id": "m-protein-6",
            "type": "broadcast",
            "title": "What Is My M Protein Telling Me?",
            "container-title": "Plasma Cell Diaries",
            "author": [{"family": "Adeyinka", "given": "Samuel"}],
            "host": [{"family": "Lindqvist", "given": "Beatriz"}],
            "issued": {"date-parts": [[2019, 11, 14]]},
            "genre": "Podcast episode",
            "language": "en",
            "note": "turn 6",
            "abstract": archive.search("M protein")[0].turn.text,
        }
    ]


def test_nothing_found(archive: Archive) -> None:
    """An empty list is JSON, too."""
    assert written(archive, "zyzzyva") == []


def test_hostile_texts() -> None:
    """They stay values."""
    out = io.StringIO()
    printer(out).every(hostile.every())
    items = json.loads(out.getvalue())
    assert [item["abstract"] for item in items] == [plain(text) for text in hostile.TEXTS]
    assert len({item["id"] for item in items}) == len(items)


@pytest.mark.filterwarnings("ignore")
def test_a_processor_reads_it(archive: Archive) -> None:
    """With the types of works that it knows."""
    out = io.StringIO()
    printer(out).programs(archive.programs())
    items = json.loads(out.getvalue())
    source = CiteProcJSON([{k: v for k, v in one.items() if k != "host"} for one in items])
    assert len(source) == len(archive.programs())
