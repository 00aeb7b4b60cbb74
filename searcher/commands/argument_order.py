"""The order of arguments: options before words, and those of every command before all others.

Click takes `-negative` for the option `-n` with the value `egative`. In a search it excludes a
word, so options with one letter are recognised here, and only if they stand alone or before a
number that they take (`-n3`).
"""

import re
from collections.abc import Collection, Sequence

import click

from searcher.commands.mistyped import unknown_option
from searcher.safe_text import shortened

# A minus that would exclude the word after it.
_MINUS = re.compile(r"(?:(?<=\s)|^)-(?=[^\W\d])")
_ONE_LETTER = re.compile("-[A-Za-z]")
_WITH_NUMBER = re.compile("-[A-Za-z][0-9]+")

#: The options that may stand before any command that has them, and whether each has a value.
GLOBAL = {
    "--index": True,
    "--format": True,
    "--json": False,
    "--output": True,
    "-o": True,
    "--color": True,
    "--pager": True,
    "--no-pager": False,
}


def command_first(
    args: Sequence[str], commands: Collection[str], options: Sequence[click.Parameter]
) -> list[str]:
    """The arguments with the command before its options; unchanged if they name no command.

    Args:
        args: the arguments of a command line that begins with an option.
        commands: the names of the commands.
        options: the options of a search, which a command line without a command can have.

    Raises:
        click.UsageError: a command follows options of a search.
    """
    takes_value = {
        name: not param.is_flag
        for param in options
        if isinstance(param, click.Option)
        for name in param.opts
    }
    place, other = 0, ""
    while place < len(args) and (name := args[place].partition("=")[0]) in takes_value:
        if name not in GLOBAL:
            other = name
        place += 2 if takes_value[name] and "=" not in args[place] else 1
    if place >= len(args) or args[place] not in commands:
        return list(args)
    command = args[place]
    if other and command != "search":
        typed = " ".join(args)
        raise click.UsageError(
            f"{other} is an option of a search, and {command} is a command. "
            f"To search for the word: searcher search {shortened(typed, 60)}"
        )
    return [command, *args[:place], *args[place + 1 :]]


def globals_first(args: Sequence[str], known: Collection[str]) -> list[str]:
    """The arguments with the global options that a command knows before all others."""
    first: list[str] = []
    others: list[str] = []
    rest = iter(args)
    for argument in rest:
        if argument == "--":
            return [*first, *others, "--", *rest]
        name = argument.partition("=")[0]
        if name in GLOBAL and name in known:
            first.append(argument)
            if GLOBAL[name] and name == argument:
                first += [value for value in [next(rest, None)] if value is not None]
        else:
            others.append(argument)
    return [*first, *others]


def options_and_words(
    args: Sequence[str], params: Sequence[click.Parameter], *, letters: bool
) -> tuple[list[str], list[str]]:
    """The options with their values, and the words.

    Args:
        args: the arguments.
        params: the parameters of the command.
        letters: whether `-x` is a word where it is no option of the command.

    Raises:
        click.NoSuchOption: an argument looks like an option, and there is none of this name.
    """
    known: dict[str, click.Option] = {
        name: param for param in params if isinstance(param, click.Option) for name in param.opts
    }
    options: list[str] = []
    words: list[str] = []
    rest = iter(args)
    for argument in rest:
        if argument == "--":
            return options, [*words, *map(_without_minus, rest)]
        is_long = argument.startswith("--")
        name = argument.partition("=")[0] if is_long else argument
        if name in known:
            options.append(argument)
            if name == argument and not known[name].is_flag:
                value = next(rest, None)
                if value is None:
                    raise click.BadOptionUsage(name, "a value is missing")
                options.append(value)
        elif _WITH_NUMBER.fullmatch(argument) and _takes_number(known.get(argument[:2])):
            options += [argument[:2], argument[2:]]
        elif is_long or (_ONE_LETTER.fullmatch(argument) and not letters):
            raise unknown_option(name, known)
        else:
            words.append(argument)
    return options, words


def _takes_number(option: click.Option | None) -> bool:
    return option is not None and isinstance(option.type, click.types.IntParamType)


def _without_minus(argument: str) -> str:
    """What follows `--` with no minus before a word: there it is no operator.

    In quotes, and before a number, it is a part of what is searched for.
    """
    if '"' not in argument:
        return _MINUS.sub("", argument)
    return argument if argument.startswith("--") else argument.removeprefix("-")
