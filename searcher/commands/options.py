"""Options that several commands have, and where the index is."""

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from corpus.paths import as_text
from index.opensearch.scheme import is_address
from searcher import safe_text
from searcher.commands.arguments import Measure, PerCall, as_words
from searcher.output.printer import BINARY, DEFAULT, FORMATS, format_of, refusal
from searcher.output.streams import destination, pager, terminal

if TYPE_CHECKING:
    # A search reads no files.
    from corpus.files import File, Selection
    from searcher.archive import Archive

ENVIRONMENT = "SEARCHER_INDEX"
#: Where the context of a command keeps the indexes that the config file names.
_DEFAULTS = "searcher.indexes"
STANDARD_INPUT = "-"
JSON = "jsonl"

#: Where the context of a command keeps whether `--include-restricted` was given.
_RESTRICTED = "searcher.restricted"
_WEB = ("http://", "https://")
#: The styles of `--cite`; `--help` starts without their module.
STYLES = ("apa", "mla", "chicago")
#: The formats in which facets are printed.
_WITH_FACETS = ("text", "jsonl")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

#: Indexes in the environment: addresses, in which a colon is before a port, and folders.
_HOST = rf"(?:\[[^\]]*\]|[^{os.pathsep}/,]*)(?::\d+)?"
_PLACES = rf"opensearch\+?[a-z]*://{_HOST}(?:,{_HOST})*[^{os.pathsep}]*|[^{os.pathsep}]+"


def _later(context: click.Context, param: click.Parameter, value: Any) -> Any:
    """Keep places that the config file names until nothing else names one."""
    if context.get_parameter_source(str(param.name)) != ParameterSource.DEFAULT_MAP:
        return value
    places = value if isinstance(value, tuple) else (value,)
    context.meta[_DEFAULTS] = (*context.meta.get(_DEFAULTS, ()), *places)
    return () if isinstance(value, tuple) else None


def _only_one(context: click.Context, param: click.Parameter, value: Any) -> Any:
    """The one folder that is given; several in the config file are refused later."""
    value = _later(context, param, value)
    if len(value) > 1:
        raise click.BadOptionUsage(
            "--index",
            f"it is given twice, and {context.command_path} is about one index; give it once",
            context,
        )
    return value[0] if value else None


_FOLDER = click.option(
    "--index",
    "directory",
    multiple=True,
    type=click.Path(path_type=Path),
    callback=_only_one,
    help=f"Folder of the index. Default: ${ENVIRONMENT}, else a folder in your user data.",
)

_FOLDERS = click.option(
    "--index",
    "directories",
    multiple=True,
    type=click.Path(path_type=Path),
    callback=_later,
    help=f"Folder of the index; given again, all are read. Default: ${ENVIRONMENT}, else a folder "
    "in your user data.",
)

_URL = "opensearch+https://HOST:9200/NAME"


class Address(click.types.StringParamType):
    """The address of an index in a cluster."""

    name = "address"
    example = _URL

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The address as it was typed; anything else is refused."""
        if not is_address(value):
            self.fail(f"{safe_text.shortened(value)!r} is no address such as {_URL}", param, ctx)
        return value


_ENGINE = click.option(
    "--engine",
    type=Address(),
    metavar="URL",
    callback=_later,
    help=f"An index in an OpenSearch cluster, in place of a folder: {_URL}.",
)

_ENGINES = click.option(
    "--engine",
    "engines",
    type=Address(),
    multiple=True,
    metavar="URL",
    callback=_later,
    help=f"An index in an OpenSearch cluster: {_URL}. It may be given again, and with --index.",
)


class PathOrAddress(click.Path):
    """A path, or an address of the web as it was typed: as a path it would lose a slash."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The address as a text, or else the path."""
        if isinstance(value, str) and value.casefold().startswith(_WEB):
            return value
        return super().convert(value, param, ctx)


def _refuse_engine(context: click.Context, param: click.Parameter, value: str | None) -> None:
    if _later(context, param, value) is not None:
        raise click.UsageError(
            f"{context.command_path} reads the files of an index on this machine; "
            "of a cluster, --engine URL is for searching, and for index, copy and remove",
            context,
        )


def index_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--index` of a command that is about the files of an index."""
    refused = click.option(
        "--engine", hidden=True, expose_value=False, callback=_refuse_engine, metavar="URL"
    )
    return _FOLDER(refused(command))


def folders_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--index` of a command that reads the files of indexes; it gets `directories`."""
    refused = click.option(
        "--engine", hidden=True, expose_value=False, callback=_refuse_engine, metavar="URL"
    )
    return _FOLDERS(refused(command))


#: For a command that reads the index that holds, and whose user names none.
configured_index_option: Decorator = click.option(
    "--index",
    multiple=True,
    hidden=True,
    expose_value=False,
    callback=_later,
    type=click.Path(path_type=Path),
)


def place_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--index` or `--engine` of a command that writes; the command gets `directory`."""

    @_FOLDER
    @_ENGINE
    @wraps(command)
    def with_place(*args: Any, directory: Path | None, engine: str | None, **options: Any) -> Any:
        if directory is not None and engine is not None:
            raise click.UsageError("one index is written: give --index or --engine, not both")
        return command(*args, directory=engine or directory, **options)

    return with_place


def indexes_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--index` and `--engine` of a command that reads; the command gets `directories`."""

    @_FOLDERS
    @_ENGINES
    @wraps(command)
    def with_places(
        *args: Any, directories: tuple[Path, ...], engines: tuple[str, ...], **options: Any
    ) -> Any:
        return command(*args, directories=(*directories, *engines), **options)

    return with_places


def _include_restricted(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        context.meta[_RESTRICTED] = True


restricted_option: Decorator = click.option(
    "--include-restricted",
    cls=PerCall,
    is_flag=True,
    expose_value=False,
    callback=_include_restricted,
    help="Also what `restricted` and `pseudonym` keep from everybody else, with the real names.",
)

wait_option: Decorator = click.option(
    "--wait",
    type=Measure(0),
    default=0,
    metavar="SECONDS",
    help="Wait for another process that is writing the index; without it that is an error.",
)

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


def index_directory(given: Path | None) -> Path:
    """The folder of the one index that a command is about; see `index_directories`."""
    return _folder(index_place(given))


def index_folders(given: Sequence[Path]) -> list[Path]:
    """The folders of indexes; see `index_directories`."""
    return list(dict.fromkeys(map(_folder, index_directories(given))))


def _folder(place: Path | str) -> Path:
    """A place that is no cluster.

    Raises:
        click.UsageError: it is one.
    """
    if isinstance(place, str):
        command = click.get_current_context().command_path
        raise click.UsageError(f"{_named_by()} is {place}: {command} needs --index FOLDER")
    return place


def index_place(given: Path | str | None) -> Path | str:
    """Where the one index of a command is; see `index_directories`.

    Raises:
        click.UsageError: none is given, and several are named elsewhere.
    """
    places = index_directories([] if given is None else [given])
    if len(places) > 1:
        command = click.get_current_context().command_path
        raise click.UsageError(
            f"{command} is about one index, and {_named_by()} names {len(places)}: "
            "say which with --index FOLDER"
        )
    return places[0]


def index_directories(given: Sequence[Path | str]) -> list[Path | str]:
    """Where the indexes are: in the given places, else in $SEARCHER_INDEX, else in those of the
    config file, else in the user's data.

    The address of an index in a cluster is a text.
    """
    if given:
        return list(given)
    if named := in_environment(os.environ.get(ENVIRONMENT, "")):
        return named
    context = click.get_current_context(silent=True)
    if context and (defaults := context.meta.get(_DEFAULTS)):
        return list(defaults)
    # Commands that are given a folder start without it.
    from platformdirs import user_data_path

    return [user_data_path("searcher", appauthor=False) / "index"]


def in_environment(value: str) -> list[Path | str]:
    """The indexes that a variable of the environment names, separated as in $PATH.

    Separators alone, as in `:`, name none.
    """
    names = re.findall(_PLACES, value, re.IGNORECASE)
    if os.pathsep in value and Path(value).is_dir():
        # A folder may have the separator in its name.
        names = [value]
    return [name if is_address(name) else Path(name) for name in names]


def _named_by() -> str:
    is_named = in_environment(os.environ.get(ENVIRONMENT, ""))
    return f"${ENVIRONMENT}" if is_named else "the config file"


def includes_restricted() -> bool:
    """Whether the command was given `--include-restricted`."""
    return bool(click.get_current_context().meta.get(_RESTRICTED))


def opened(directories: Sequence[Path | str]) -> "Archive":
    """The archive of a command: what may not be shown is in it only if that was asked for."""
    # `--help` starts without the engine.
    from searcher.archive import Archive

    return Archive.open(*directories, restricted=includes_restricted())


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


def unknown_language(typed: str) -> click.BadParameter:
    """The error for what is the code of no language, with the nearest one."""
    # Only an error needs it.
    from corpus.metadata.language import nearest

    near = nearest(typed)
    meant = f"did you mean {near}?" if near else "a code is such as en, yue or pt-BR"
    reason = f"{safe_text.shortened(repr(typed), 40)} is no known language; {meant}"
    return click.BadParameter(reason, param_hint="--lang")


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
    from corpus.left_out import IGNORE, SIDECARS

    for reason, paths in sorted(reasons.items()):
        if not verbose and (reason == SIDECARS or all(path.name == IGNORE for path in paths)):
            continue
        safe_text.warn(f"{len(paths):,} left out: {reason}")
        if verbose:
            for path in paths:
                click.echo(f"  {safe_text.one_line(as_text(path))}", err=True)
