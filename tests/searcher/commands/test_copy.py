"""`searcher copy`: an index in a cluster is searched by all commands as the one on this machine."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.opensearch.cluster import Cluster
from tests.searcher.engines.opensearch.archives import address

pytestmark = [pytest.mark.slow, pytest.mark.opensearch]

COMMANDS = (
    ("M protein",),
    ("protein", "--facets"),
    ("what did Adeyinka say about the plateau",),
    ("protein", "--all"),
    ("protein", "--sort", "date", "--limit", "30"),
    ("protien",),
    ("kwic", "protein", "--sort", "left"),
    ("collocates", "protein"),
    ("keywords", "--speaker", "Adeyinka"),
    ("stats", "protein", "--by", "speaker"),
    ("stats", "--talk", "--by", "speaker"),
    ("verify", "Iron forgives a lot, but it won't forgive thirty winters"),
    ("show", "m-protein:2"),
    ("programs",),
    ("speakers",),
)


@pytest.fixture(scope="module")
def where(cluster: Cluster) -> str:
    """The address of an index that the first test makes."""
    return address(cluster, "copied")


@pytest.fixture(scope="module")
def folder(samples_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, with synonyms by hand."""
    made = tmp_path_factory.mktemp("samples") / "index"
    shutil.copytree(samples_index, made)
    return made


def objects(out: str) -> list[object]:
    """What was printed, without how long it took."""
    found = [json.loads(line) for line in out.splitlines()]
    for each in found:
        each.pop("seconds", None)
    return found


def test_a_copy_is_searched_as_the_original(run: Run, folder: Path, where: str) -> None:
    """Every command prints the same objects."""
    done = run("copy", "--shards", "3", "--replicas", "0", folder, where)
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith(f"turns copied to {where}\n")
    for typed in COMMANDS:
        here, there = (
            run(*typed, "--json", *place) for place in (("--index", folder), ("--engine", where))
        )
        assert (there.status, there.err) == (here.status, here.err), typed
        assert objects(there.out) == objects(here.out), typed
