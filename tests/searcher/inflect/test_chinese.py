"""Simplified and traditional forms of Chinese characters."""

import builtins
from pathlib import Path
from typing import Any

import pytest

from index.update.update import update
from searcher.archive import Archive
from searcher.inflect import chinese, inflections


@pytest.mark.parametrize(
    ("character", "others"),
    [("发", {"發", "髮"}), ("髮", {"发", "發"}), ("國", {"国"}), ("人", set())],
)
def test_variants(character: str, others: set[str]) -> None:
    """One simplified character may stand for several traditional ones."""
    pytest.importorskip("opencc")
    assert set(chinese.variants(character)) == others


def test_a_search_finds_both(tmp_path: Path) -> None:
    """A word in one form finds the other, and in quotes only itself."""
    pytest.importorskip("opencc")
    (tmp_path / "talk.txt").write_text("甲: 我们研究头发。\n乙: 我們研究頭髮。\n", "utf-8")
    update(tmp_path / "index", [tmp_path / "talk.txt"])
    with Archive.open(tmp_path / "index") as archive:
        for typed in ("头发", "頭髮", "我們研究"):
            assert archive.search(typed, strict=True).total == 2
        assert archive.search('"頭髮"').total == 1


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every character is only itself."""
    importing = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "opencc":
            raise ImportError(name)
        return importing(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    chinese._classes.cache_clear()
    try:
        assert inflections("发", lambda first: [first], "zh") == ("发",)
    finally:
        chinese._classes.cache_clear()
