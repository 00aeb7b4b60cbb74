"""The commands as pages of a manual, read from click's objects: a new option is there by itself."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass

import click

from searcher.output.manual.facts import Fact, statuses

#: Click prints a paragraph that begins with it as it is.
_AS_IT_IS = "\b"
_WIDE_GAP = re.compile(r"\S {2,}\S")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a description.

    Attributes:
        lines: its lines, as they are written.
        is_literal: whether the lines stay apart, such as examples.
    """

    lines: tuple[str, ...]
    is_literal: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be known of a command.

    Attributes:
        name: the whole of it, such as `searcher speakers merge`.
        usage: what follows the name, such as `[OPTIONS] NAME OTHERS...`.
        about: the description, with its examples.
        arguments: each argument, and whether it is needed.
        options: each option as it is typed, and what it does, with its default.
        commands: the names of its own commands, and what they do.
        statuses: what its exit status means.
    """

    name: str
    usage: str
    about: tuple[Paragraph, ...]
    arguments: tuple[Fact, ...]
    options: tuple[Fact, ...]
    commands: tuple[Fact, ...]
    statuses: tuple[Fact, ...]


def pages(group: click.Group) -> Iterator[Page]:
    """The page of `searcher`, and then that of each command, in the order of `searcher help`.

    Args:
        group: the command `searcher`.
    """
    context = click.Context(group, info_name="searcher", **group.context_settings)
    yield from _pages(group, context)


def _pages(command: click.Command, context: click.Context) -> Iterator[Page]:
    yield _page(command, context)
    for name, inner in _inner(command, context):
        yield from _pages(inner, click.Context(inner, info_name=name, parent=context))


def _inner(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    """The commands of a command."""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if inner := command.get_command(context, name):
                yield name, inner


def _page(command: click.Command, context: click.Context) -> Page:
    params = command.get_params(context)
    options = (_option(p, context) for p in params if isinstance(p, click.Option))
    inner = [Fact(name, _summary(each)) for name, each in _inner(command, context)]
    return Page(
        name=context.command_path,
        usage=" ".join(command.collect_usage_pieces(context)),
        about=tuple(_paragraphs(command.help or "")),
        arguments=tuple(_argument(p, context) for p in params if isinstance(p, click.Argument)),
        options=tuple(option for option in options if option),
        commands=tuple(inner),
        statuses=statuses(context.command_path.removeprefix("searcher").strip()),
    )


def _summary(command: click.Command) -> str:
    """The first sentence of a description, whole."""
    first = next(iter(_paragraphs(command.help or "")), Paragraph((), False))
    return " ".join(first.lines)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a description; literal ones that follow one another are one."""
    literal: list[str] = []
    for block in inspect.cleandoc(text).split("\n\n"):
        lines = [line.rstrip() for line in block.strip("\n").split("\n")]
        if lines[0].strip() == _AS_IT_IS:
            literal += lines[1:]
        elif len(lines) == 1 and _WIDE_GAP.search(lines[0]):
            # Click keeps the blanks of such a line, which explains what stands before them.
            literal += lines
        elif any(lines):
            if literal:
                yield Paragraph(tuple(literal), True)
                literal = []
            yield Paragraph(tuple(lines), False)
    if literal:
        yield Paragraph(tuple(literal), True)


def _option(param: click.Option, context: click.Context) -> Fact | None:
    """An option as its help has it, with its default; None if it is hidden."""
    record = param.get_help_record(context)
    if record is None:
        return None
    typed, means = record
    has_value = type(param.default) in (int, float, str) and not param.is_flag
    if has_value and "default" not in means.lower():
        means += f" [default: {param.default}]"
    return Fact(typed, means)


def _argument(param: click.Argument, context: click.Context) -> Fact:
    needed = "required" if param.required else "may be left out"
    several = ", may be several" if param.nargs == -1 else ""
    return Fact(" ".join(param.get_usage_pieces(context)), f"{needed}{several}")
