"""Commands and options that check their arguments before click reads them.

An option that is given twice is an error, unless it may have several values: click would silently
take the last one.
"""

import math
import os
import re
from collections.abc import Callable, Sequence
from typing import Any

import click
from click.core import ParameterSource

from searcher.commands.argument_order import globals_first, options_and_words
from searcher.commands.mistyped import of_another_command, refuse_words

#: What makes a parameter of a function, or several of them.
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

#: The key in `click.Context.meta` that says that a command line names no command.
NO_COMMAND = "searcher.no_command"
#: The key that has what each command does, in one line.
SUMMARIES = "searcher.summaries"


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


# A byte of an argument in a locale that is not UTF-8, such as `LC_ALL=C`.
_BYTE = re.compile("[\udc80-\udcff]")

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
            raise of_another_command(error) from None
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
        args = globals_first(switched_off(ctx, args), own)
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
        options, words = options_and_words(
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
