"""The config file as tables."""

from pathlib import Path

import click
import pytest

from searcher import cli
from searcher.commands.settings import Setting, Settings


def test_it_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    """Whoever asks for help does not need it."""
    settings = Settings(str(tmp_path / "missing.toml"))
    with pytest.raises(click.ClickException, match=r"missing\.toml: No such file"):
        _ = settings.tables


def test_keys_and_their_places(tmp_path: Path) -> None:
    """Those for all commands stand above all tables, or in one."""
    path = tmp_path / "config.toml"
    path.write_text('index = "a"\n[search]\nlimit = 1\n[general]\ncolor = "never"\n')
    settings = Settings(str(path))
    assert not list(settings.unknown_tables(cli.group))
    assert list(settings.of(())) == [
        Setting((), ("index",), "a"),
        Setting((), ("general", "color"), "never"),
    ]
    assert list(settings.of(("search",))) == [Setting(("search",), ("search", "limit"), 1)]
    assert list(settings.of(("clip",))) == []
    assert settings.where(("search", "limit")) == f"{path}, line 3"
