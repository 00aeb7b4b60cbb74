"""An example of the config file, made of the options of all commands."""

import textwrap
from collections import defaultdict
from collections.abc import Iterator

import click

from searcher.commands.arguments import PerCall
from searcher.commands.config_values import built_in, toml
from searcher.commands.defaults import each_command, options_of
from searcher.commands.settings import GENERAL

_WIDTH = 78
#: An option that more than this share of the commands have is for all commands.
_COMMON = 1 / 3
_HEADING = """\
Defaults for searcher. Each key is the long name of an option. To set one, take away the # before
it. What is in [general] is for every command that has the option; what is in another table is for
the command of its name, and comes first. What is typed and the environment come before this file.
`searcher config --check` says what is wrong with it."""


def lines(root: click.Group) -> Iterator[str]:
    """The lines of a file in which every option of every command is, as comments."""
    commands = {".".join(path): _settable(command) for path, command in each_command(root)}
    having: dict[str, list[click.Option]] = defaultdict(list)
    for options in commands.values():
        for key, option in options.items():
            having[key].append(option)
    common = {
        key: found[0]
        for key, found in having.items()
        if len(found) > _COMMON * len(commands) and len(set(map(_kind, found))) == 1
    }
    yield from _comment(_HEADING)
    yield from _table(GENERAL, common)
    for name, options in commands.items():
        yield from _table(name, {key: options[key] for key in options if key not in common})


def _settable(command: click.Command) -> dict[str, click.Option]:
    return {
        key: option
        for key, option in options_of(command).items()
        if not isinstance(option, PerCall) and not option.hidden
    }


def _kind(option: click.Option) -> tuple[type, bool]:
    """What values an option can have, roughly."""
    return type(option.type), option.multiple


def _table(name: str, options: dict[str, click.Option]) -> Iterator[str]:
    if options:
        yield from ("", "", f"[{name}]")
    for key, option in options.items():
        yield ""
        yield from _comment(option.help or "")
        yield f"#{key} = {toml(_value(option))}"


def _value(option: click.Option) -> object:
    """A value that the option can have: its default, or what its kind suggests."""
    default = built_in(option)
    if default is not None:
        return default
    if isinstance(option.type, click.Choice):
        return str(next(iter(option.type.choices)))
    if isinstance(option.type, click.IntRange | click.FloatRange):
        return option.type.min or 0
    placeholder = getattr(option.type, "example", None) or option.metavar or "PATH"
    return [placeholder] if option.multiple else placeholder


def _comment(text: str) -> Iterator[str]:
    for line in textwrap.wrap(" ".join(text.split()), _WIDTH):
        yield f"# {line}"
