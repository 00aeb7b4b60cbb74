"""`searcher kwic`: every match on a line, in its context."""

from pathlib import Path
from typing import Any

import click

from searcher.commands.arguments import SearchCommand
from searcher.commands.index_options import (
    index_directories,
    indexes_option,
    opened,
    restricted_option,
)
from searcher.commands.output_options import format_options
from searcher.commands.search_options import counted_options, filters_of, warn_of_no_word
from searcher.concordance.kwic.orders import ORDERS
from searcher.output.printer import printer
from searcher.output.streams import screen

#: The narrowest line in which a match can be read.
NARROWEST = 20


@click.command("kwic", cls=SearchCommand)
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option(
    "-n", "--limit", metavar="N", type=click.IntRange(1), help="The most lines. Default: all."
)
@click.option(
    "--offset", default=0, metavar="N", type=click.IntRange(0), help="Skip the first N lines."
)
@click.option(
    "--sort",
    default="text",
    show_default=True,
    type=click.Choice(ORDERS),
    help="The order; left and right: by the words next to the match, -date: the latest first.",
)
@click.option(
    "--width",
    metavar="N",
    type=click.IntRange(NARROWEST, 1_000),
    help="Columns of a line. Default: as wide as the terminal.",
)
@counted_options
@format_options
@indexes_option
@restricted_option
def command(
    words: tuple[str, ...],
    output_format: str,
    directories: tuple[Path | str, ...],
    width: int | None,
    **options: Any,
) -> int:
    """Show every match on a line of its own, with what is said before and after it.

    This is a concordance, or KWIC: key word in context. It has all matches of
    the turns that `searcher WORDS --strict` finds, one below the other.
    Words and filters are those of a search.

    \b
    searcher kwic people                         all matches, as they were said
    searcher kwic "M protein" --sort right       by what follows
    searcher kwic 'mainten*' --sort match        by the word that matches
    searcher kwic drug -s adeyinka --sort date   one speaker, the earliest first

    --sort left sorts by the word before the match, then the one before that, and
    so on; left and right end with the turn. Matches that share a word are one.
    """  # noqa: D301 - click prints the lines after \b as they are
    filters = filters_of(options)
    with opened(index_directories(directories)) as archive:
        found = archive.kwic(*words, filters=filters, **options)
        if not found.total:
            # It says what was empty and what is near.
            near = archive.search(*words, filters=filters, limit=1, strict=True)
            if not near.total:
                printer(output_format).results(near)
                return 1
            warn_of_no_word(found.turns)
        with screen.paged(output_format) as out:
            printer(output_format, out).kwic(found, width=width)
    return 0 if found.shown else 1
