"""The names of Whoosh that are used are those that ARCHITECTURE.md lists."""

import ast
import importlib
import re
from functools import cache

from tests.conftest import REPOSITORY

_ROW = re.compile(r"^\| `(?P<module>whoosh[\w.]*)` \| (?P<names>[^|]+) \|", re.MULTILINE)

Names = dict[str, set[str]]


def used_in(source: str) -> Names:
    """The names of Whoosh in a module: imported by name, or attributes of a module of it."""
    tree = ast.parse(source)
    names: Names = {}
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="whoosh"):
                # `from whoosh import columns` is a module.
                modules |= {each.asname or each.name: f"whoosh.{each.name}" for each in node.names}
            case ast.ImportFrom(module=str(module)) if module.startswith("whoosh."):
                names.setdefault(module, set()).update(each.name for each in node.names)
            case ast.Import():
                plain = [each.name for each in node.names if each.name.split(".")[0] == "whoosh"]
                assert not plain, f"write `from {plain[0]} import ...`, so that its names are seen"
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name)) if name in modules:
                names.setdefault(modules[name], set()).add(node.attr)
    return names


@cache
def used() -> Names:
    """The names of Whoosh in the three packages."""
    found: Names = {}
    for package in ("corpus", "index", "searcher"):
        for path in (REPOSITORY / package).rglob("*.py"):
            for module, names in used_in(path.read_text(encoding="utf-8")).items():
                found.setdefault(module, set()).update(names)
    return found


def test_the_names_are_those_of_the_table() -> None:
    """No name more, and none less."""
    text = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = {row["module"]: set(re.findall(r"`(\w+)`", row["names"])) for row in _ROW.finditer(text)}
    assert rows == used()


def test_the_names_are_in_the_installed_whoosh() -> None:
    """Each of them."""
    for module, names in used().items():
        held = importlib.import_module(module)
        assert [name for name in sorted(names) if not hasattr(held, name)] == []


def test_what_is_seen() -> None:
    """A name that is imported, and one that is an attribute."""
    source = "from whoosh import columns as c\nfrom whoosh.index import TOC as T\nc.Column(T)\n"
    assert used_in(source) == {"whoosh.index": {"TOC"}, "whoosh.columns": {"Column"}}
