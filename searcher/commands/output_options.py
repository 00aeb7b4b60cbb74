"""How a command prints: `--format`, `--output`, `--cite`, colours and the pager."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from click.core import ParameterSource

from searcher import safe_text
from searcher.commands.arguments import PerCall
from searcher.output.printer import BINARY, DEFAULT, FORMATS, format_of, refusal
from searcher.output.streams import destination, pager, terminal

JSON = "jsonl"

#: The styles of `--cite`; `--help` starts without their module.
STYLES = ("apa", "mla", "chicago")

#: The formats in which facets are printed.
_WITH_FACETS = ("text", "jsonl")

_FORMAT = click.option(
    "--format",
    "named",
    type=click.Choice(list(FORMATS)),
    help=f"{'; '.join(f'{name}: {meaning}' for name, meaning in FORMATS.items())}.",
)

_JSON = click.option("--json", "json", is_flag=True, help=f"Short for --format {JSON}.")

_OUTPUT = click.option(
    "-o",
    "--output",
    cls=PerCall,
    metavar="FILE",
    help="Write to this file, as its suffix says, in place of standard output. A file that is "
    "there is replaced when all is written.",
)


def _set_colour(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta[terminal.COLOUR] = value


def _set_pager(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        source = context.get_parameter_source("pager")
        is_default = source == ParameterSource.DEFAULT_MAP
        context.meta[pager.DEFAULT if is_default else pager.ASKED] = value


def _no_pager(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        source = context.get_parameter_source("no_pager")
        is_default = source == ParameterSource.DEFAULT_MAP
        context.meta[pager.DEFAULT if is_default else pager.ASKED] = ""


_PAGER = click.option(
    "--pager",
    metavar="COMMAND",
    expose_value=False,
    callback=_set_pager,
    help="What shows text that is longer than the screen. Default: $SEARCHER_PAGER, else $PAGER, "
    "else less.",
)

_NO_PAGER = click.option(
    "--no-pager",
    is_flag=True,
    expose_value=False,
    callback=_no_pager,
    help="Print text that is longer than the screen, too.",
)

_COLOUR = click.option(
    "--color",
    type=click.Choice(terminal.COLOURS),
    expose_value=False,
    callback=_set_colour,
    help="Whether text has colours and links. Default: on a terminal that shows them.",
)


def screen_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--color`, `--pager` and `--no-pager`, for a command that prints text only."""
    return _COLOUR(_PAGER(_NO_PAGER(command)))


def format_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--format`, `--json` and `--output`; the command gets the argument `output_format`.

    Its printer writes to the file of `--output`, which is there when the command has ended.
    `--color` is for the printer alone.
    """

    @_FORMAT
    @_JSON
    @_OUTPUT
    @_COLOUR
    @_PAGER
    @_NO_PAGER
    @wraps(command)
    def with_format(
        *args: Any, named: str | None, json: bool, output: str | None, **options: Any
    ) -> Any:
        if json and named not in (None, JSON):
            raise click.UsageError(
                f"--json is short for --format {JSON}. Leave out --json or --format {named}."
            )
        chosen = _chosen(JSON if json else named, output)
        with destination.to(output):
            return command(*args, output_format=chosen, **options)

    return with_format


def _chosen(named: str | None, output: str | None) -> str:
    """The format that was named, else that of the file, else the default.

    Raises:
        click.UsageError: it is none for this command, for this file or for a terminal.
    """
    context = click.get_current_context()
    if output is not None and getattr(context, "invoked_subcommand", None):
        raise click.BadOptionUsage(
            "--output", f"{context.command_path} {context.invoked_subcommand} prints no results"
        )
    is_file = output not in (None, destination.STANDARD_OUTPUT)
    if named is None and is_file:
        try:
            named = format_of(output or "")
        except ValueError as error:
            raise click.BadOptionUsage(
                "--output", f"{safe_text.shortened(output or '')}: {error}"
            ) from None
    chosen = named or DEFAULT
    if reason := refusal(chosen, context.command.name or ""):
        raise click.UsageError(reason)
    if chosen in BINARY and not is_file and terminal.is_a_terminal(sys.stdout):
        raise click.UsageError(
            f"--format {chosen} is not for a terminal; add --output FILE.{chosen}"
        )
    return chosen


def refuse_without_facets(output_format: str, style: str | None) -> None:
    """Refuse a format, or a style of citations, that has no place for facets.

    Raises:
        click.UsageError: it is one.
    """
    if style or output_format not in _WITH_FACETS:
        other = f"--cite {style}" if style else f"--format {output_format}"
        formats = " and ".join(_WITH_FACETS)
        raise click.UsageError(f"facets are in {formats}: leave out --facets or {other}")
