"""The arguments of a command line, checked and put in order before click reads them.

Options that many commands have may stand before the command. An option that is given twice is
an error, unless it may have several values: click would silently take the last one.

Click takes `-negative` for the option `-n` with the value `egative`. In a search it excludes a
word, so options with one letter are recognised here, and only if they stand alone or before a
number that they take (`-n3`).
"""

import math
import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any, NoReturn

import click
from click.core import ParameterSource

from searcher.safe_text import shortened

#: What makes a parameter of a function, or several of them.
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

#: The key in `click.Context.meta` that says that a command line names no command.
NO_COMMAND = "searcher.no_command"
#: The key that has what each command does, in one line.
SUMMARIES = "searcher.summaries"

#: From this ratio of `difflib` on, a word may be a misspelled command.
_SIMILAR = 0.7


class Measure(click.FloatRange):
    """A number in a range; `nan` is in none, though click takes it."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number.

        Raises:
            click.BadParameter: it is none, or is not in the range.
        """
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value} is not in the range {self._describe_range()}.", param, ctx)
        return number


# A minus that would exclude the word after it.
_MINUS = re.compile(r"(?:(?<=\s)|^)-(?=[^\W\d])")
_ONE_LETTER = re.compile("-[A-Za-z]")
_WITH_NUMBER = re.compile("-[A-Za-z][0-9]+")
# A byte of an argument in a locale that is not UTF-8, such as `LC_ALL=C`.
_BYTE = re.compile("[\udc80-\udcff]")

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

#: Options that say the same in other ways: what is given comes before the defaults of all of them.
RIVALS = (
    {"--index", "--engine"},
    {"--format", "--json", "--output"},
    {"--pager", "--no-pager"},
)


class PerCall(click.Option):
    """An option that is decided at each call. The config file can give it no default."""


class _WithDefaults(click.Command):
    """A command whose options may have defaults in the config file."""

    def get_help(self, ctx: click.Context) -> str:
        """The help, with the defaults that hold; with its own if the file is wrong."""
        try:
            return super().get_help(ctx)
        except click.ClickException:
            ctx.default_map = None
            return super().get_help(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let click read the arguments; errors are those of `invoke`."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            name_defaults(ctx, error)
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; if its options exclude one another, say which ones the file sets."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            name_defaults(ctx, error)
            raise


class Command(_WithDefaults):
    """A command that refuses an option given twice, and words that it has no use for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Check the options, then let click read the arguments."""
        args = switched_off(ctx, args)
        try:
            _, words, order = self.make_parser(ctx).parse_args(args=list(args))
        except click.NoSuchOption as error:
            raise _of_another_command(error) from None
        refuse_repeated(ctx, order)
        prefer_given(ctx, order)
        takes_words = any(isinstance(param, click.Argument) for param in self.get_params(ctx))
        if words and not takes_words and not ctx.resilient_parsing:
            refuse_words(ctx, words)
        rest = super().parse_args(ctx, args)
        for param in self.get_params(ctx):
            if param.name in ctx.params and not is_path(param):
                ctx.params[param.name] = _as_utf8(ctx.params[param.name])
        return rest


class Group(_WithDefaults, click.Group):
    """A command with commands of its own, whose global options may follow those."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Move the global options to the front, and check them."""
        own = {name for param in self.get_params(ctx) for name in param.opts}
        args = _globals_first(switched_off(ctx, args), own)
        _, words, order = self.make_parser(ctx).parse_args(args=list(args))
        refuse_repeated(ctx, order)
        prefer_given(ctx, order)
        if words and words[0] not in self.commands and not ctx.resilient_parsing:
            refuse_words(ctx, words, self.commands)
        return super().parse_args(ctx, args)


class SearchCommand(Command):
    """A command whose arguments are words: `-word` and all that follows `--` are no options."""

    #: Whether `-x` is a word where it is no option of the command.
    takes_letters = False

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let click read the options first, and then the words, which it leaves alone."""
        options, words = _sorted(
            switched_off(ctx, args), self.get_params(ctx), letters=self.takes_letters
        )
        return super().parse_args(ctx, [*options, "--", *words])


def is_path(param: click.Parameter) -> bool:
    """Whether a parameter names a file or a folder."""
    return isinstance(param.type, click.Path) or any(
        name in (param.metavar or "") for name in ("PATH", "FILE")
    )


def opposite(name: str) -> str:
    """The name of the switch that undoes another one: `no-facets` and `facets`."""
    return name.removeprefix("no-") if name.startswith("no-") else f"no-{name}"


def switched_off(ctx: click.Context, args: Sequence[str]) -> list[str]:
    """The arguments without those that undo a switch; it has no default then.

    A switch that the config file turns on could not be turned off otherwise.
    """
    own = {name: param for param in ctx.command.get_params(ctx) for name in param.opts}
    rest: list[str] = []
    for place, argument in enumerate(args):
        if argument == "--":
            return [*rest, *args[place:]]
        switch = own.get(f"--{opposite(argument[2:])}") if argument.startswith("--") else None
        if argument not in own and isinstance(switch, click.Option) and switch.is_flag:
            _leave_out(ctx, {str(switch.name)})
        else:
            rest.append(argument)
    return rest


def prefer_given(ctx: click.Context, order: Sequence[click.Parameter]) -> None:
    """Forget the defaults of options that say the same as one that was given.

    Args:
        ctx: the context of the command.
        order: the parameters in the order in which they were given.
    """
    given = {name for param in order for name in param.opts}
    for rivals in RIVALS:
        if given & rivals:
            known = ctx.command.get_params(ctx)
            _leave_out(ctx, {str(one.name) for one in known if rivals.intersection(one.opts)})


def _leave_out(ctx: click.Context, names: set[str]) -> None:
    # Most people have no config file, and a plain map is not from one.
    leave_out = getattr(ctx.default_map, "leave_out", None)
    if leave_out is not None:
        leave_out(names)


def name_defaults(ctx: click.Context, error: click.UsageError) -> None:
    """Add to an error which of the options that it names were not given, but set in the file."""
    defaults: Any = ctx.default_map
    named = f"{getattr(error, 'param_hint', '')} {getattr(error, 'option_name', '')}"
    message = f"{named} {error.message}"
    places = [
        f"{one.option} is set in {defaults.where(name)}"
        for name, one in getattr(defaults, "given", {}).items()
        if re.search(rf"{re.escape(one.option)}(?![\w-])", message)
        and ctx.get_parameter_source(name) == ParameterSource.DEFAULT_MAP
    ]
    if places:
        error.add_note(f"({'; '.join(places)})")


def _as_utf8(value: Any) -> Any:
    """A value whose words are read as UTF-8, whatever the locale; of a path the bytes count."""
    if isinstance(value, tuple):
        return tuple(map(_as_utf8, value))
    if isinstance(value, str) and _BYTE.search(value):
        try:
            return os.fsencode(value).decode("utf-8")
        except UnicodeError:
            return value
    return value


def refuse_repeated(ctx: click.Context, order: Sequence[click.Parameter]) -> None:
    """Refuse an option that is given twice and has one value.

    Args:
        ctx: the context of the command.
        order: the parameters in the order in which they were given.
    """
    seen = set()
    for param in order:
        if not isinstance(param, click.Option) or param.multiple or param.is_flag or param.count:
            continue
        if param.name in seen:
            name = max(param.opts, key=len)
            raise click.BadOptionUsage(name, f"it is given twice; give {name} once", ctx)
        seen.add(param.name)


def refuse_words(
    ctx: click.Context, words: Sequence[str], commands: Collection[str] = ()
) -> NoReturn:
    """Say that a command takes no such words, and how to search for them.

    Args:
        ctx: the context of the command.
        words: the words after it.
        commands: the names that may follow it.
    """
    typed = " ".join(words)
    # Most command lines are right.
    from difflib import get_close_matches

    near = get_close_matches(words[0][:40].lower(), commands, n=1, cutoff=0.6)
    if near:
        message = f"there is no command {ctx.command_path} {shortened(words[0], 40)}"
        raise click.UsageError(f"{message}; did you mean {ctx.command_path} {near[0]}?", ctx)
    takes = f"is followed by {', '.join(commands)} or by nothing" if commands else "takes no words"
    raise click.UsageError(
        f"{ctx.command_path} {takes}: {shortened(typed, 40)}. {as_words(ctx, words)}", ctx
    )


def as_words(ctx: click.Context, words: Sequence[str]) -> str:
    """The hint how to search for a command's name and the words after it."""
    name = ctx.info_name or ""
    # As above.
    import shlex

    return f"To search for these words: searcher search {shortened(shlex.join([name, *words]), 60)}"


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


def _globals_first(args: Sequence[str], known: Collection[str]) -> list[str]:
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


def _sorted(
    args: Sequence[str], params: Sequence[click.Parameter], *, letters: bool
) -> tuple[list[str], list[str]]:
    """The options with their values, and the words.

    Args:
        args: the arguments.
        params: the parameters of the command.
        letters: as `SearchCommand.takes_letters`.

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
            raise _unknown(name, known)
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


def _of_another_command(error: click.NoSuchOption) -> click.NoSuchOption:
    """The error with the commands that have the option; as it was if there are none."""
    # It loads all commands.
    from searcher.commands.other_options import commands_with

    hint = commands_with(error.option_name)
    return click.NoSuchOption(error.option_name, hint, ctx=error.ctx) if hint else error


def _unknown(name: str, known: dict[str, click.Option]) -> click.NoSuchOption:
    # As above.
    from searcher.commands.other_options import commands_with

    elsewhere = commands_with(name)
    if name.startswith("--"):
        # Most options are spelled right; so below.
        from difflib import get_close_matches

        near = _as_format(name, known) or get_close_matches(name[:40], known, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        word = f"To search for it as a word, put -- before it: searcher -- {name[:40]}"
    else:
        hint = ""
        word = f"To leave out turns with this word: 'NOT {name[1:]}'"
    message = f"{elsewhere}." if elsewhere else f"there is no option {name[:40]}{hint or '.'}"
    message += f" {word}"
    return click.NoSuchOption(name, message)


def _as_format(name: str, known: dict[str, click.Option]) -> list[str]:
    """How a format is asked for that was typed as an option, as `--json` is one; else none."""
    option = known.get("--format")
    if option is None or not isinstance(option.type, click.Choice):
        return []
    return [f"--format {name[2:]}"] if name[2:] in option.type.choices else []


def similar_command(word: str, commands: Collection[str]) -> str | None:
    """The command that the first word of a search is similar to; None if there is none."""
    word = word[:40].lower()
    commands = [name for name in commands if _letters_in_common(word, name) >= _SIMILAR]
    if not commands:
        return None
    # Few words share so many letters with a command, and `difflib` takes 3 ms to load.
    from difflib import get_close_matches

    near = get_close_matches(word, commands, n=1, cutoff=_SIMILAR)
    return near[0] if near else None


def _letters_in_common(one: str, other: str) -> float:
    """The share of letters that two words have in common in any order.

    It is an upper bound of the ratio of `difflib`, which asks for the same order.
    """
    common = Counter(one) & Counter(other)
    return 2 * common.total() / (len(one) + len(other))


def unknown_language(typed: str) -> click.BadParameter:
    """The error for what is the code of no language, with the nearest one."""
    # Only an error needs it.
    from corpus.metadata.language import nearest

    near = nearest(typed)
    meant = f"did you mean {near}?" if near else "a code is such as en, yue or pt-BR"
    reason = f"{shortened(repr(typed), 40)} is no known language; {meant}"
    return click.BadParameter(reason, param_hint="--lang")
