"""Defaults of options from the config file, checked against the options themselves.

The keys of the file are the long names of options. Those above all tables, or in `[general]`, are
for every command that has the option; those in a table are for the command of its name, and come
before the others. Click asks `Defaults` for the values, as its `default_map`.
"""

import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

from index.opensearch.scheme import is_address
from searcher.commands.arguments import PerCall, is_path, opposite
from searcher.commands.settings import GENERAL, Setting, SettingProblem, Settings, near, shown
from searcher.safe_text import shortened
from searcher.value import Value

#: The commands that say what is wrong with the file, and how it should be; and the one that
#: disturbs nobody who types.
_TOLERANT = (("config",), ("help",), ("completion",))


class Given(Value):
    """The default of an option.

    Attributes:
        option: the option as it is typed.
        value: the default as click takes it.
        setting: where it is from.
    """

    option: str
    value: Any
    setting: Setting


class Defaults(dict[str, Any]):
    """The defaults of a command by the names of its parameters, read when click asks for one.

    The name of a command below this one has the defaults of that command.
    """

    def __init__(
        self,
        settings: Settings,
        root: click.Group,
        command: click.Command,
        path: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self._settings = settings
        self._root = root
        self._command = command
        self._path = path
        self._left_out: set[str] = set()
        self._given: dict[str, Given] | None = None

    def get(self, key: str, default: Any = None) -> Any:
        """The default of a parameter, or the defaults of a command."""
        if isinstance(self._command, click.Group):
            inner = self._command.get_command(click.Context(self._command), key)
            if inner is not None:
                return Defaults(self._settings, self._root, inner, (*self._path, key))
        # What a plain dict would look up is empty here.
        return self[key] if key in self else default  # noqa: SIM401

    def __contains__(self, key: object) -> bool:
        # Click asks for `--help` first: it is shown even if the file is wrong.
        return key != "help" and key in self.given

    def __getitem__(self, key: str) -> Any:
        return self.given[key].value

    @property
    def given(self) -> dict[str, Given]:
        """The defaults by the names of parameters.

        Raises:
            click.ClickException: the file names what does not exist, or has a wrong value.
        """
        if not self._path:
            return {}
        if self._given is None:
            try:
                self._given = defaults_of(self._settings, self._root, self._path)
            except click.ClickException:
                if self._path not in _TOLERANT:
                    raise
                self._given = {}
        return {name: one for name, one in self._given.items() if name not in self._left_out}

    def where(self, name: str) -> str:
        """The file and the line of the default of a parameter."""
        return self._settings.where(self.given[name].setting.keys)

    def leave_out(self, names: set[str]) -> None:
        """Forget the defaults of some parameters."""
        self._left_out |= names


def _refuse(problem: SettingProblem) -> None:
    raise problem


def defaults_of(
    settings: Settings,
    root: click.Group,
    path: tuple[str, ...],
    told: Callable[[SettingProblem], None] = _refuse,
) -> dict[str, Given]:
    """The defaults of one command by the names of its parameters.

    Args:
        settings: the file.
        root: the command that has all others.
        path: the name of the command, below those of the commands that it belongs to.
        told: gets what is wrong with a key; without it that is raised.

    Raises:
        click.ClickException: the file names what does not exist, or has a wrong value for it.
    """
    for unknown in settings.unknown_tables(root):
        told(unknown)
    command = _at(root, path)
    found: dict[str, Given] = {}
    for length in range(len(path) + 1):
        for setting in settings.of(path[:length]):
            option = _option_of(command, setting)
            try:
                if isinstance(option, PerCall) and _suits_another(root, setting):
                    continue
                if option is not None:
                    found[str(option.name)] = _given(settings, setting, option, " ".join(path))
                elif not any(_option_of(one, setting) for one in _about(root, setting)):
                    _refuse_unknown(settings, setting, root)
            except SettingProblem as problem:
                told(problem)
    return found


def problems(settings: Settings, root: click.Group) -> list[str]:
    """What is wrong with a file: a line for each key, in their order.

    Raises:
        click.ClickException: it cannot be read.
    """
    found: dict[tuple[str, ...], str] = {}

    def note(problem: SettingProblem) -> None:
        found.setdefault(problem.keys, problem.message)

    for path, _ in each_command(root):
        defaults_of(settings, root, path, note)
    return [found[keys] for keys in sorted(found, key=settings.line)]


def each_command(
    above: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The commands below another one with their names, at any depth."""
    if isinstance(above, click.Group):
        context = click.Context(above)
        for name in above.list_commands(context):
            command = above.get_command(context, name)
            if command is not None:
                yield (*path, name), command
                yield from each_command(command, (*path, name))


def options_of(command: click.Command) -> dict[str, click.Option]:
    """The options of a command that have a name of several letters, by this name."""
    return {
        name.removeprefix("--"): param
        for param in command.params
        if isinstance(param, click.Option)
        for name in param.opts
        if name.startswith("--")
    }


def _about(root: click.Command, setting: Setting) -> Iterator[click.Command]:
    """The commands that a key may be for: that of its table, and those below it."""
    command = _at(root, setting.table)
    if setting.table:
        yield command
    yield from (inner for _, inner in each_command(command))


def _at(root: click.Command, path: tuple[str, ...]) -> click.Command:
    """The command with this name."""
    command = root
    for name in path:
        assert isinstance(command, click.Group)
        inner = command.get_command(click.Context(command), name)
        assert inner is not None
        command = inner
    return command


def _option_of(command: click.Command, setting: Setting) -> click.Option | None:
    """The option that a key sets: `synonyms = false` and `pager = false` set `--no-…`."""
    options = options_of(command)
    other = options.get(opposite(setting.key))
    if setting.value is False and other is not None and other.is_flag:
        return other
    return options.get(setting.key) or other


def _suits_another(root: click.Command, setting: Setting) -> bool:
    """Whether a key is for all commands, and one of them has an option that can have a default.

    `json` says what is printed, and of `searcher tag` also what is done.
    """
    options = (_option_of(one, setting) for one in _about(root, setting))
    return not setting.table and any(
        option is not None and not isinstance(option, PerCall) for option in options
    )


def _refuse_unknown(settings: Settings, setting: Setting, root: click.Command) -> NoReturn:
    key, command = setting.key, _at(root, setting.table)
    names = {name for one in _about(root, setting) for name in options_of(one)}
    if any(isinstance(one, click.Argument) and key == one.name for one in command.params):
        settings.refuse(setting.keys, f"{key} can only be given on the command line")
    nearest = _long_name(key, _about(root, setting)) or near(key, names)
    if setting.table:
        reason = f"searcher {' '.join(setting.table)} has no option {shown(key)}"
        settings.refuse(setting.keys, f"{reason}{nearest}")
    if isinstance(command, click.Group) and key in command.list_commands(click.Context(command)):
        settings.refuse(setting.keys, f"{key} is a command; write its options below [{key}]")
    if key == GENERAL:
        settings.refuse(setting.keys, f"{key} is a table; write its keys below [{key}]")
    settings.refuse(setting.keys, f"no command has an option {shown(key)}{nearest}")


def _long_name(key: str, commands: Iterable[click.Command]) -> str:
    """The long name of an option that is written short, as the end of a message; else empty."""
    for command in commands:
        for name, option in options_of(command).items():
            if f"-{key.lstrip('-')}" in option.opts:
                return f"; its long name is {name}"
    return ""


def _given(settings: Settings, setting: Setting, option: click.Option, command: str) -> Given:
    """The default that a key gives to an option of a command.

    Raises:
        click.ClickException: the option can have no default, or not this one.
    """
    key, value = setting.key, setting.value
    name = max(option.opts, key=len)
    # What is for all commands may suit some of them only.
    about = "" if setting.table else f" (for searcher {command})"
    if isinstance(option, PerCall):
        settings.refuse(setting.keys, f"{key} is decided at each call; it can have no default")
    if option.is_flag:
        if not isinstance(value, bool):
            reason = f"{key} is {_shown(value)}; it must be true or false"
            settings.refuse(setting.keys, f"{reason}{about}")
        is_given = value is (name == f"--{key}")
        return Given(name, is_given is not (option.flag_value is False), setting)
    if isinstance(value, list) and not option.multiple:
        settings.refuse(setting.keys, f"{key} is a list; it must be one value{about}")
    values = [
        _typed(settings, setting, each, option)
        for each in (value if isinstance(value, list) else [value])
    ]
    whole = values if option.multiple else values[0]
    try:
        option.type_cast_value(click.Context(click.Command(None)), whole)
    except click.BadParameter as error:
        # Few values are wrong.
        from searcher.output.messages import usage_errors

        error = click.BadParameter(error.message, param=option)
        settings.refuse(setting.keys, f"{usage_errors.line(error).removeprefix('--')}{about}")
    return Given(name, whole, setting)


def _typed(settings: Settings, setting: Setting, value: Any, option: click.Option) -> Any:
    """One value as it would be typed. A path is seen from the folder of the file."""
    wanted = ""
    if isinstance(option.type, click.types.IntParamType):
        if isinstance(value, bool) or not isinstance(value, int):
            wanted = "a whole number"
    elif isinstance(option.type, click.types.FloatParamType):
        if isinstance(value, bool) or not isinstance(value, int | float):
            wanted = "a number"
    elif isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    elif isinstance(value, int) and not isinstance(value, bool):
        # A year is a date, too.
        return str(value)
    elif not isinstance(value, str):
        wanted = "a text in quotes"
    elif "\0" in value:
        wanted = "without the character 0"
    if wanted:
        settings.refuse(setting.keys, f"{setting.key} is {_shown(value)}; it must be {wanted}")
    if is_path(option) and not is_address(value):
        home = os.path.expanduser(value)  # noqa: PTH111 - it does not fail without a home
        return os.path.join(Path(settings.path).absolute().parent, home)  # noqa: PTH118 - a text
    return value


def _shown(value: Any) -> str:
    """A value as TOML writes it, or what it is."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return f"a {'list' if isinstance(value, list) else 'table'}"
    return shortened(repr(value) if isinstance(value, str) else str(value), 60)
