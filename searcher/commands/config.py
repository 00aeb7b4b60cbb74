"""`searcher config`: which defaults hold, and where each is from."""

import os
from collections.abc import Iterator
from typing import Any

import click

from searcher import config_file
from searcher.commands.arguments import Command, PerCall
from searcher.commands.config_values import built_in, toml
from searcher.commands.defaults import defaults_of, each_command, options_of, problems
from searcher.commands.index_options import ENVIRONMENT
from searcher.commands.output_options import screen_options
from searcher.commands.settings import Settings, near
from searcher.output.streams import pager, screen
from searcher.safe_text import one_line, shortened, warn

ERROR = 2


@click.command("config", cls=Command)
@click.argument("words", nargs=-1, metavar="[COMMAND]")
@click.option("--path", "as_path", is_flag=True, help="Print where the file is, or would be.")
@click.option("--check", "checking", is_flag=True, help="Say all that is wrong with the file.")
@click.option("--example", is_flag=True, help="Print a file with every option, as comments.")
@screen_options
@click.pass_context
def command(
    context: click.Context, words: tuple[str, ...], as_path: bool, checking: bool, example: bool
) -> int:
    """Show the defaults that you have set, and where each of them is from.

    Defaults are in a file, in TOML. Its keys are the long names of options: those above
    all tables are for every command that has the option, those in a table for one. What
    is typed comes first, then the environment, the file, and what is built in.

    \b
    searcher config                  what is set
    searcher config search           all options of a command
    searcher config --example        a file to begin with

    \b
    index = "~/talks/index"
    color = "never"
    [search]
    limit = 20
    """  # noqa: D301 - click prints the lines after \b as they are
    root = context.find_root().command
    assert isinstance(root, click.Group)
    modes = {"--path": as_path, "--check": checking, "--example": example}
    chosen = [name for name, is_given in modes.items() if is_given]
    if len(chosen) > 1:
        raise click.UsageError(f"{chosen[0]} and {chosen[1]} do not go together")
    if chosen and words:
        raise click.UsageError(f"{chosen[0]} is about the whole file: leave out {words[0]}")
    path = config_file.place()
    if as_path:
        return _print_path(path)
    if example:
        # Few people ask for it.
        from searcher.commands.config_example import lines

        return _print(lines(root))
    existing = config_file.existing()
    if existing is None:
        if path is None:
            warn(f"${config_file.ENVIRONMENT} says that there is no file")
        else:
            warn(f"there is no file {path}; `searcher config --example` prints one to begin with")
    settings = Settings(existing) if existing is not None else None
    if checking:
        return _check(settings, root)
    return _print(_shown(settings, root, words) if words else _set(settings, root))


def _print_path(path: str | None) -> int:
    if path is None:
        warn(f"${config_file.ENVIRONMENT} says that there is no file")
        return 1
    click.echo(one_line(path))
    return 0


def _print(lines: Iterator[str]) -> int:
    with screen.paged() as out:
        for line in lines:
            out.write(f"{line}\n")
    return 0


def _check(settings: Settings | None, root: click.Group) -> int:
    if settings is None:
        return 0
    found = problems(settings, root)
    for problem in found:
        warn(problem)
    if not found:
        click.echo(f"{one_line(settings.path)}: all right")
    return ERROR if found else 0


def _set(settings: Settings | None, root: click.Group) -> Iterator[str]:
    """What is set by the environment or the file, the values for all commands first."""
    if settings is not None:
        found = problems(settings, root)
        if found:
            raise click.ClickException(found[0])
        yield f"# {one_line(settings.path)}"
    by_environment = _environment()
    for key, (value, name) in by_environment.items():
        yield _line(key, value, f"${name}")
    if settings is None:
        return
    for setting in settings.of(()):
        over = by_environment.get(setting.key)
        source = f"line {_number(settings, setting.keys)}"
        yield _line(setting.key, setting.value, f"not used: ${over[1]}" if over else source)
    for path, _ in each_command(root):
        lines = [
            _line(setting.key, setting.value, f"line {_number(settings, setting.keys)}")
            for setting in settings.of(path)
        ]
        if lines:
            yield from ("", f"[{'.'.join(path)}]", *lines)


def _shown(settings: Settings | None, root: click.Group, words: tuple[str, ...]) -> Iterator[str]:
    """All options of a command, with what holds for each."""
    known = dict(each_command(root))
    if words not in known:
        typed = " ".join(words)
        names = [" ".join(path) for path in known]
        raise click.UsageError(f"there is no command {shortened(typed, 40)}{near(typed, names)}")
    given = defaults_of(settings, root, words) if settings is not None else {}
    by_environment = _environment()
    yield f"[{'.'.join(words)}]"
    for key, option in options_of(known[words]).items():
        if option.hidden or isinstance(option, PerCall):
            continue
        if key in by_environment:
            value, name = by_environment[key]
            yield _line(key, value, f"${name}")
        elif str(option.name) in given:
            setting = given[str(option.name)].setting
            yield _line(key, setting.value, f"line {_number(settings, setting.keys)}")
        else:
            value = built_in(option)
            yield _line(key, value, "not set" if value is None else "built in")


def _environment() -> dict[str, tuple[str, str]]:
    """What the environment says for this program: by key, the value and the variable."""
    variables = {"index": ENVIRONMENT, "pager": pager.ENVIRONMENT}
    return {key: (os.environ[name], name) for key, name in variables.items() if name in os.environ}


def _number(settings: Settings | None, keys: tuple[str, ...]) -> str:
    assert settings is not None
    return settings.where(keys).rpartition(" ")[2]


def _line(key: str, value: Any, source: str) -> str:
    """A key with its value as TOML has it, and where it is from."""
    typed = f"{key} = {toml(value)}" if value is not None else f"# {key}"
    return f"{typed:<30}  # {source}"
