"""Commands that put quotes into a folder: which folder, how many, and what is not there."""

from collections.abc import Sequence
from pathlib import Path

import click

from searcher.commands.arguments import Decorator, PerCall
from searcher.safe_text import warn

#: Of reasons that are the same for many quotes, so many are printed.
_REASONS = 3


def folder_option(holding: str) -> Decorator:
    """`--to DIR`; the command gets `folder`.

    Args:
        holding: what is put into the folder.
    """
    return click.option(
        "--to",
        "folder",
        cls=PerCall,
        required=True,
        metavar="DIR",
        type=click.Path(path_type=Path),
        help=f"A new or empty folder for {holding}.",
    )


def quotes_limit(default: int, most: int) -> Decorator:
    """`--limit N`: the most quotes that are taken.

    Args:
        default: how many, if nothing is said.
        most: what may be asked for at most.
    """
    return click.option(
        "-n",
        "--limit",
        default=default,
        show_default=True,
        metavar="N",
        type=click.IntRange(1, most),
        help="The most quotes.",
    )


def warn_of_reasons(reasons: Sequence[str]) -> None:
    """Say why something of the quotes is not there: each reason once, and of many the first."""
    distinct = list(dict.fromkeys(reasons))
    for reason in distinct[:_REASONS]:
        warn(reason)
    if len(distinct) > _REASONS:
        warn(f"and {len(distinct) - _REASONS:,} more like these")
