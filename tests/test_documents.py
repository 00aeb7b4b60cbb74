"""README, ARCHITECTURE and CONTRIBUTING name files and folders that exist."""

import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")

#: What CONTRIBUTING.md names and what other changes bring; to be empty.
AWAITED: frozenset[str] = frozenset()

#: A path from the top of the repository, in backticks or as a link. What has a star, dots or
#: brackets in it stands for several paths.
_PATH = re.compile(
    r"[`(](?P<path>(?:(?:corpus|index|searcher|tests|docs|\.ci)/[\w./-]*|[A-Z]+\.md|setup\.cfg))[`)#]"
)


def named_in(text: str) -> set[str]:
    """The paths that a text names."""
    return {match["path"] for match in _PATH.finditer(text)}


def missing_in(text: str, root: Path) -> list[str]:
    """The paths that a text names and that do not exist."""
    return sorted(name for name in named_in(text) if not (root / name).exists())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_exists(document: str) -> None:
    """Prose that names a file that was moved sends its reader to nowhere."""
    text = (REPOSITORY / document).read_text(encoding="utf-8")
    assert named_in(text), "the paths are found"
    assert set(missing_in(text, REPOSITORY)) - AWAITED == set()


def test_what_is_seen(tmp_path: Path) -> None:
    """Paths in backticks and in links; not examples of a shell, nor attributes."""
    (tmp_path / "docs").mkdir()
    text = "see [a](docs/a.md), `docs/`, `index.text`, `searcher x/y`, `tests/a/b.py` and `A.md`"
    assert named_in(text) == {"docs/a.md", "docs/", "tests/a/b.py", "A.md"}
    assert missing_in(text, tmp_path) == ["A.md", "docs/a.md", "tests/a/b.py"]
