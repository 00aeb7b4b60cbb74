"""The table of groups in ARCHITECTURE.md is what the imports are, and groups import one way."""

import ast
import re
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

PACKAGES = ("corpus", "index", "searcher")

_ROW = re.compile(r"^\| `(?P<group>[\w/]+/)` \| [^|]+ \| (?P<door>[^|]+) \|$", re.MULTILINE)

Imports = dict[str, set[str]]


def modules(root: Path, packages: tuple[str, ...] = PACKAGES) -> dict[str, Path]:
    """Every module by its dotted name; a package is the module `package.__init__`."""
    return {
        ".".join(path.relative_to(root).with_suffix("").parts): path
        for package in packages
        for path in sorted((root / package).rglob("*.py"))
    }


def imports(found: dict[str, Path]) -> Imports:
    """Which of the modules each of them imports, also inside functions and for types."""
    return {name: set(_imported(path, found)) - {name} for name, path in found.items()}


def _imported(path: Path, known: dict[str, Path]) -> list[str]:
    asked: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                asked += [_module(alias.name, known) for alias in node.names]
            case ast.ImportFrom(module=str(module), level=0):
                # What is imported from a package may be a module of it, or a name in it.
                for alias in node.names:
                    inner = _module(f"{module}.{alias.name}", known)
                    asked.append(inner or _module(module, known))
            case ast.ImportFrom():
                raise AssertionError(f"{path}:{node.lineno}: a relative import")
    return [name for name in asked if name]


def _module(name: str, known: dict[str, Path]) -> str:
    return next((each for each in (name, f"{name}.__init__") if each in known), "")


def group(module: str) -> str:
    """The folder of a module, as the table writes it."""
    return module.rpartition(".")[0].replace(".", "/") + "/"


def doors(found: Imports) -> dict[str, set[str]]:
    """The modules of each group that other groups import."""
    held: dict[str, set[str]] = {group(module): set() for module in found}
    for module, imported in found.items():
        for other in imported:
            if group(other) != group(module):
                held[group(other)].add(other.rpartition(".")[2])
    return held


def between_groups(found: Imports) -> dict[str, set[str]]:
    """Which groups each group imports.

    The modules of a package's own folder are its lowest (errors, the model) and its highest
    (the command line), so each of them stands for itself.
    """
    graph: dict[str, set[str]] = defaultdict(set)
    for module, imported in found.items():
        for other in imported:
            if _node(other) != _node(module):
                graph[_node(module)].add(_node(other))
    return graph


def _node(module: str) -> str:
    return module if module.count(".") == 1 else group(module)


@pytest.fixture(scope="module")
def found() -> Imports:
    """The imports of the three packages."""
    return imports(modules(REPOSITORY))


@pytest.fixture(scope="module")
def table() -> dict[str, set[str]]:
    """The table of ARCHITECTURE.md: the door of each group."""
    text = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.split("\n## Groups\n")[1].split("\n## ")[0]
    rows = [(row["group"], row["door"]) for row in _ROW.finditer(section)]
    assert len(rows) == len(dict(rows)), "a group has two rows"
    return {name: set(re.findall(r"`(\w+)`", door)) for name, door in rows}


def test_every_folder_is_in_the_table(found: Imports, table: dict[str, set[str]]) -> None:
    """And every row of the table is a folder."""
    assert sorted(table) == sorted({group(module) for module in found})


def test_the_door_is_what_other_groups_import(found: Imports, table: dict[str, set[str]]) -> None:
    """No module more, and none less."""
    assert table == doors(found)


def test_groups_import_one_way(found: Imports) -> None:
    """The graph of imports between groups has no cycle."""
    try:
        TopologicalSorter(between_groups(found)).prepare()
    except CycleError as cycle:
        pytest.fail(f"groups import each other: {' > '.join(reversed(cycle.args[1]))}")


def test_a_cycle_between_groups_is_seen(tmp_path: Path) -> None:
    """Two groups whose modules have no cycle, and import each other all the same."""
    sources = {
        "p/a/__init__.py": "",
        "p/a/low.py": "",
        "p/a/high.py": "def late():\n    from p.b import middle\n",
        "p/b/__init__.py": "",
        "p/b/middle.py": "from p.a.low import something\n",
    }
    for name, source in sources.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    made = imports(modules(tmp_path, ("p",)))
    assert doors(made) == {"p/a/": {"low"}, "p/b/": {"middle"}}
    with pytest.raises(CycleError):
        TopologicalSorter(between_groups(made)).prepare()
