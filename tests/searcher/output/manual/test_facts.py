"""The manual names every variable of the environment that the program reads."""

import ast
import re

from searcher.output.manual.facts import ENVIRONMENT
from tests.conftest import REPOSITORY

PACKAGES = ("corpus", "index", "searcher")
#: Variables of our own.
_OWN = re.compile("SEARCHER_[A-Z_]+")


def named_in_code() -> set[str]:
    """The variables of our own that are whole strings in the packages."""
    return {
        node.value
        for package in PACKAGES
        for path in (REPOSITORY / package).rglob("*.py")
        if path.name != "facts.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        if isinstance(node.value, str)
        if _OWN.fullmatch(node.value)
    }


def test_every_variable_is_listed() -> None:
    """Nobody has to read the code to find one, and none is listed that is read no more."""
    listed = {fact.typed for fact in ENVIRONMENT if _OWN.fullmatch(fact.typed)}
    assert len(listed) > 5
    assert named_in_code() == listed
