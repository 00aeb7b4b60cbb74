"""Options that several commands have, and where the index is."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

ENVIRONMENT = "SEARCHER_INDEX"

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

index_option: Decorator = click.option(
    "--index",
    "directory",
    type=click.Path(path_type=Path),
    help=f"Directory of the index; else ${ENVIRONMENT}, else one in the user's data directory.",
)
json_option: Decorator = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON Lines, one object a line."
)


def index_directory(given: Path | None) -> Path:
    """The directory of the index: as given, else $SEARCHER_INDEX, else in the user's data."""
    if given is not None:
        return given
    if named := os.environ.get(ENVIRONMENT):
        return Path(named)
    # Most calls name their index; this import is for those that do not.
    from platformdirs import user_data_path

    return user_data_path("searcher", appauthor=False) / "index"
