"""The config file as tables of keys, and what is wrong with them."""

import os
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Any, NoReturn

import click

from searcher import config_file
from searcher.safe_text import shortened
from searcher.value import Value

#: The table for all commands. Its keys may stand above all tables, too.
GENERAL = "general"


class Setting(Value):
    """A key of the file.

    Attributes:
        table: the names of the command that it is for; none for all commands.
        keys: the table and the key as they stand in the file.
        value: what it is set to.
    """

    table: tuple[str, ...]
    keys: tuple[str, ...]
    value: Any

    @property
    def key(self) -> str:
        """Its name in its table."""
        return self.keys[-1]


class SettingProblem(click.ClickException):
    """Something is wrong with a key of the file.

    Attributes:
        keys: its table and its name.
    """

    def __init__(self, message: str, keys: tuple[str, ...]) -> None:
        super().__init__(message)
        self.keys = keys


class Settings:
    """A config file. It is read when its tables are asked for.

    Attributes:
        path: the file.
    """

    def __init__(self, path: str) -> None:
        self.path = path

    @cached_property
    def _read(self) -> tuple[str, dict[str, Any]]:
        try:
            return config_file.read(self.path)
        except OSError as error:
            named = f"; ${config_file.ENVIRONMENT} names it, and an empty one means no file"
            source = named if config_file.ENVIRONMENT in os.environ else ""
            raise click.ClickException(f"{self.path}: {error.strerror}{source}") from None
        except ValueError as error:
            raise click.ClickException(f"{self.path} cannot be read: {error}") from None

    @property
    def tables(self) -> Mapping[str, Any]:
        """What the file holds.

        Raises:
            click.ClickException: it cannot be read, or it is no TOML.
        """
        return self._read[1]

    def line(self, keys: tuple[str, ...]) -> int:
        """The line of a key, from 1; 0 if it is not found."""
        return config_file.line_of(self._read[0], keys) or 0

    def where(self, keys: tuple[str, ...]) -> str:
        """The place of a key: the file, and the line if it is found."""
        line = self.line(keys)
        return f"{self.path}, line {line}" if line else f"{self.path}, {'.'.join(keys)}"

    def refuse(self, keys: tuple[str, ...], reason: str) -> NoReturn:
        """Say that something is wrong with a key, and where it is.

        Raises:
            SettingProblem: always.
        """
        raise self._problem(keys, reason)

    def _problem(self, keys: tuple[str, ...], reason: str) -> SettingProblem:
        return SettingProblem(f"{self.where(keys)}: {reason}", keys)

    def of(self, table: tuple[str, ...]) -> Iterator[Setting]:
        """The keys for a command; for all commands, if it has no name.

        Raises:
            click.ClickException: a key is set in both of the places for all commands.
        """
        yield from self._inside(table, table)
        if not table:
            at_top = {setting.key for setting in self._inside((), ())}
            for setting in self._inside((), (GENERAL,)):
                if setting.key in at_top:
                    self.refuse(setting.keys, f"{setting.key} is set above all tables, too")
                yield setting

    def _inside(self, table: tuple[str, ...], keys: tuple[str, ...]) -> Iterator[Setting]:
        found: Any = self.tables
        for name in keys:
            found = found.get(name, {})
            if not isinstance(found, dict):
                # `index` may be the command or the option.
                return
        for key, value in found.items():
            if not isinstance(value, dict):
                yield Setting(table, (*keys, key), value)

    def unknown_tables(self, root: click.Group) -> Iterator[SettingProblem]:
        """Tables that are those of no command.

        Args:
            root: the command that has all others.

        Raises:
            click.ClickException: the file cannot be read.
        """
        names = root.list_commands(click.Context(root))
        for key, value in self.tables.items():
            if _is_tables(value):
                yield self._problem((key,), f"write [{shown(key)}] with one pair of brackets")
            elif isinstance(value, dict) and key not in (*names, GENERAL):
                yield self._problem((key,), f"there is no command {shown(key)}{near(key, names)}")
            elif isinstance(value, dict):
                yield from self._unknown_inside(root, (key,), value)

    def _unknown_inside(
        self, above: click.Group, keys: tuple[str, ...], values: Mapping[str, Any]
    ) -> Iterator[SettingProblem]:
        inner = {
            key: one for key, one in values.items() if isinstance(one, dict) or _is_tables(one)
        }
        if not inner:
            # Most tables hold values only, and their commands need not be imported.
            return
        command = above.get_command(click.Context(above), keys[-1])
        names: list[str] = []
        if isinstance(command, click.Group):
            names = command.list_commands(click.Context(command))
        for key, value in inner.items():
            if not isinstance(command, click.Group) or key not in names or _is_tables(value):
                yield self._problem(
                    (*keys, key),
                    f"{shown(key)} is a table, and {' '.join(keys)} has no command of this name"
                    f"{near(key, names)}",
                )
            else:
                yield from self._unknown_inside(command, (*keys, key), value)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def near(word: str, known: Collection[str]) -> str:
    """The nearest of some names as the end of a message; empty if none is near."""
    # Most files are right.
    from difflib import get_close_matches

    found = get_close_matches(word[:40].replace("_", "-"), known, n=1, cutoff=0.5)
    return f"; did you mean {found[0]}?" if found else ""


def shown(key: str) -> str:
    """A key for a message: in quotes if it is not one word."""
    return shortened(key, 40) if key.replace("-", "").replace("_", "").isalnum() else repr(key[:40])
