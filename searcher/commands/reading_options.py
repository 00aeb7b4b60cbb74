"""Which files of folders a command reads, and how."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.paths import as_text
from searcher import safe_text
from searcher.commands.arguments import Decorator, PerCall
from searcher.commands.mistyped import as_words, unknown_language

if TYPE_CHECKING:
    # A search reads no files.
    from corpus.files import File, Selection

STANDARD_INPUT = "-"

_WEB = ("http://", "https://")


class PathOrAddress(click.Path):
    """A path, or an address of the web as it was typed: as a path it would lose a slash."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The address as a text, or else the path."""
        if isinstance(value, str) and value.casefold().startswith(_WEB):
            return value
        return super().convert(value, param, ctx)


#: Which files of folders are read, and how.
SELECTING: tuple[Decorator, ...] = (
    click.option(
        "--include",
        multiple=True,
        metavar="GLOB",
        help="Of folders read only what matches, such as '*.vtt'; may be given again.",
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="GLOB",
        help="Of folders leave out what matches, such as 'drafts/'; may be given again. "
        "A .searcherignore in a folder does the same.",
    ),
    click.option("--encoding", metavar="NAME", help="The encoding of texts, such as cp1251."),
    click.option(
        "--lang", metavar="CODE", help="The language of what is said, such as pt or portuguese."
    ),
)

READING: tuple[Decorator, ...] = (
    *SELECTING,
    click.option(
        "--name", cls=PerCall, metavar="NAME", help="A name for what is read from -: talk.vtt."
    ),
    click.option("--verbose", is_flag=True, help="Name every file that is left out."),
)


def selecting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that reads files of folders, and nothing else."""
    for option in reversed(SELECTING):
        command = option(command)
    return command


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of commands that read files: which of a folder, and how."""
    for option in reversed(READING):
        command = option(command)
    return command


def selection(
    include: tuple[str, ...], exclude: tuple[str, ...], encoding: str | None, lang: str | None
) -> "Selection":
    """The options as they are handed on; what is no encoding or no language is an error."""
    # `--help` starts without these.
    import codecs

    from corpus.files import Selection
    from corpus.metadata.language import is_believed, is_known, language_tag

    if encoding is not None:
        try:
            codecs.lookup(encoding)
        except (LookupError, ValueError):
            raise click.BadParameter(
                f"{encoding!r} is no encoding; try utf-8, cp1252, cp1251, gb18030 or shift_jis",
                param_hint="--encoding",
            ) from None
    if lang is not None and not is_known(language_tag(lang)):
        raise unknown_language(lang)
    if is_believed(language_tag(lang)):
        safe_text.warn(
            f"--lang {lang}: no language is known by this code; "
            "its words are found as they are written, in no other form"
        )
    return Selection(include, exclude, encoding, lang)


def split_input(
    paths: tuple[Path, ...], name: str | None, chosen: "Selection"
) -> "tuple[list[Path], list[File]]":
    """The paths, and the text of standard input where `-` is one of them."""
    given = [path for path in paths if str(path) != STANDARD_INPUT]
    if all(map(_may_be_a_word, paths)) and not all(map(os.path.lexists, paths)):
        words = [str(path) for path in given]
        context = click.get_current_context()
        raise click.UsageError(
            f"{safe_text.shortened(words[0], 60)}: there is no such file or folder. "
            f"{as_words(context, words)}"
        )
    if len(given) == len(paths):
        if name is not None:
            raise click.UsageError("--name is for standard input; give - as a path")
        return given, []
    if name is None:
        command = click.get_current_context().command_path
        raise click.UsageError(f"- needs a name: {command} - --name talk.vtt")
    path = Path(name)
    if path.name in ("", "..") or not path.name.strip() or not name.isprintable():
        raise click.BadParameter(
            f"{name!r} is no name of a file; give one such as talk.vtt", param_hint="--name"
        )
    if sys.stdin is None or sys.stdin.closed:
        raise click.UsageError("standard input is closed; pipe a transcript to this command")
    from corpus.files import File

    data = sys.stdin.buffer.read()
    named = f"{path.parent}/{path.stem}" if path.parent.name else path.stem
    file = File(
        path, as_text(named), None, encoding=chosen.encoding, language=chosen.language, data=data
    )
    return given, [file]


def _may_be_a_word(path: Path) -> bool:
    """Whether an argument has neither a separator nor a suffix, as paths mostly do."""
    return path.name == str(path) and not path.suffix and str(path) != STANDARD_INPUT


def left_out(reasons: "Mapping[str, list[Path]]", *, verbose: bool) -> None:
    """Say what was left out of folders: a line a reason, or each file.

    Files that configure the reading, such as .searcherignore, are named with --verbose only.
    """
    # `--help` starts without the readers.
    from corpus.files.left_out import IGNORE, SIDECARS

    for reason, paths in sorted(reasons.items()):
        if not verbose and (reason == SIDECARS or all(path.name == IGNORE for path in paths)):
            continue
        safe_text.warn(f"{len(paths):,} left out: {reason}")
        if verbose:
            for path in paths:
                click.echo(f"  {safe_text.one_line(as_text(path))}", err=True)
