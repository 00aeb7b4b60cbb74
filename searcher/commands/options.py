"""Options that several commands have, and where the index is."""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from searcher.output.printer import DEFAULT, FORMATS

ENVIRONMENT = "SEARCHER_INDEX"
JSON = "jsonl"

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

index_option: Decorator = click.option(
    "--index",
    "directory",
    type=click.Path(path_type=Path),
    help=f"Folder of the index. Default: ${ENVIRONMENT}, else a folder in your user data.",
)

_FORMAT = click.option(
    "--format",
    "named",
    type=click.Choice(list(FORMATS)),
    help=f"{'; '.join(f'{name}: {meaning}' for name, meaning in FORMATS.items())}.",
)
_JSON = click.option("--json", "json", is_flag=True, help=f"Short for --format {JSON}.")


def format_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--format` and `--json` to a command, which gets them as the argument `output_format`."""

    @_FORMAT
    @_JSON
    @wraps(command)
    def with_format(*args: Any, named: str | None, json: bool, **options: Any) -> Any:
        if json and named not in (None, JSON):
            raise click.UsageError(
                f"--json is short for --format {JSON}. Leave out --json or --format {named}."
            )
        return command(*args, output_format=JSON if json else named or DEFAULT, **options)

    return with_format


def index_directory(given: Path | None) -> Path:
    """The folder of the index: the given one, else $SEARCHER_INDEX, else in the user's data."""
    if given is not None:
        return given
    if named := os.environ.get(ENVIRONMENT):
        return Path(named)
    # Commands that are given a folder start without it.
    from platformdirs import user_data_path

    return user_data_path("searcher", appauthor=False) / "index"
