"""Which index a command is about: `--index`, `--engine`, the environment and the config file."""

import os
import re
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from index.opensearch.scheme import is_address
from searcher import safe_text
from searcher.commands.arguments import Decorator, Measure, PerCall

if TYPE_CHECKING:
    from searcher.archive import Archive

ENVIRONMENT = "SEARCHER_INDEX"

#: Where the context of a command keeps the indexes that the config file names.
_DEFAULTS = "searcher.indexes"

#: Where the context of a command keeps whether `--include-restricted` was given.
_RESTRICTED = "searcher.restricted"

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
