"""What stands at the cursor: a command, an option, the value of an option, or an argument."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import click


class Place(NamedTuple):
    """Where the cursor is in a command line.

    Attributes:
        path: the names of the command, such as `speakers` and `merge`; empty where none is named.
        context: the context of that command; without a name, of a search.
        words: its arguments before the cursor.
        given: its options before the cursor.
        option: the option whose value is at the cursor; None if it is no value.
        is_words_only: whether a `--` before the cursor says that no option follows.
    """

    path: tuple[str, ...]
    context: click.Context
    words: tuple[str, ...]
    given: tuple[click.Option, ...]
    option: click.Option | None
    is_words_only: bool

    @property
    def command(self) -> click.Command:
        """The command."""
        return self.context.command

    @property
    def inner(self) -> click.Group | None:
        """The command, if the name of one of its own may stand at the cursor."""
        command = self.command
        return command if isinstance(command, click.Group) and not self.words else None


def place(root: click.Context, words: Sequence[str], search: str) -> Place:
    """Where the cursor is after some words.

    Args:
        root: the context of `searcher`.
        words: the words of the command line before the cursor, with the command first.
        search: the name of the command that is meant where none is named.
    """
    named = _inner(root, words)
    path = tuple(words[:1]) if named else ()
    context, rest = named or (_context(root, search), words)
    while True:
        found, after = _scanned(context, rest)
        deeper = _inner(context, after)
        if deeper is None:
            return found._replace(path=path)
        path, (context, rest) = (*path, after[0]), deeper


def _inner(
    context: click.Context, words: Sequence[str]
) -> tuple[click.Context, Sequence[str]] | None:
    """The context of the command that the first word names, and the words after it."""
    command = context.command
    if not words or not isinstance(command, click.Group):
        return None
    if command.get_command(context, words[0]) is None:
        return None
    return _context(context, words[0]), words[1:]


def options(command: click.Command, context: click.Context) -> Mapping[str, click.Option]:
    """The options of a command by each of their names; none that is hidden."""
    return {
        name: param
        for param in command.get_params(context)
        if isinstance(param, click.Option) and not param.hidden
        for name in (*param.opts, *param.secondary_opts)
    }


def _context(above: click.Context, name: str) -> click.Context:
    assert isinstance(above.command, click.Group)
    command = above.command.get_command(above, name)
    assert command is not None
    return click.Context(command, info_name=name, parent=above)


def _scanned(context: click.Context, words: Sequence[str]) -> tuple[Place, Sequence[str]]:
    """The words of one command: its options, their values, and its arguments.

    Also the words from the first argument on, which may be the name of an inner command.
    """
    known = options(context.command, context)
    given: list[click.Option] = []
    arguments: list[str] = []
    first, at, awaiting = len(words), 0, None
    while at < len(words) and words[at] != "--":
        word = words[at]
        at += 1
        name = word.partition("=")[0] if word.startswith("--") else word
        option = known.get(name)
        if option is None:
            arguments.append(word)
            first = min(first, at - 1)
            continue
        given.append(option)
        if takes_value(option) and name == word:
            awaiting = option if at == len(words) else None
            at += 1
    is_words_only = at < len(words)
    arguments += words[at + 1 :]
    found = Place((), context, tuple(arguments), tuple(given), awaiting, is_words_only)
    return found, words[first:]


def takes_value(option: click.Option) -> bool:
    """Whether a value follows an option."""
    return not option.is_flag and not option.count
