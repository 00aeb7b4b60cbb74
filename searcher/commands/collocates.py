"""`searcher collocates`: the words that are near a word more often than by chance."""

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from searcher.commands.arguments import SearchCommand
from searcher.commands.index_options import (
    index_directories,
    indexes_option,
    opened,
    restricted_option,
)
from searcher.commands.output_options import format_options
from searcher.commands.search_options import (
    counted_options,
    filters_of,
    warn_of_no_word,
)
from searcher.commands.words_options import least_option, measure_option, words_limit
from searcher.concordance.words.collocates import LEAST, MEASURES
from searcher.output.printer import printer
from searcher.output.streams import screen

#: As `searcher.engines.concordance_request.WIDEST_WINDOW`; `--help` starts without it.
_WIDEST = 100
_SIDE = click.IntRange(0, _WIDEST)


@click.command("collocates", cls=SearchCommand)
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option(
    "--window",
    default=5,
    show_default=True,
    metavar="N",
    type=click.IntRange(1, _WIDEST),
    help="How many words before and after a match are near it.",
)
@click.option("--left", metavar="N", type=_SIDE, help="How many before it, instead of --window.")
@click.option("--right", metavar="N", type=_SIDE, help="How many after it.")
@measure_option(MEASURES, "The measure of association, by which words are sorted.")
@least_option(LEAST, "are near a match")
@words_limit
@counted_options
@format_options
@indexes_option
@restricted_option
def command(
    words: tuple[str, ...],
    output_format: str,
    directories: tuple[Path | str, ...],
    window: int,
    left: int | None,
    right: int | None,
    **options: Any,
) -> int:
    """List the words that are near a word more often than by chance.

    The matches are those of the turns that `searcher WORDS --strict` finds. A window
    ends with the turn, and a word in two windows counts once. The words of a match
    are not their own collocates. No words are left out as common: a measure
    decides how high they come.

    \b
    searcher collocates people                       the strongest first
    searcher collocates people --measure mi          rare words first
    searcher collocates "M protein" --left 0         only what follows
    searcher collocates drug -s adeyinka --window 3  what one speaker says near it

    log-likelihood: how sure it is that a word is near more often than by chance;
    log-dice: the same for archives of any size; mi, z-score: rare words first;
    t-score, mi3, delta-p: frequent words first.
    docs/counting.md has the formulas and where they are from.
    """  # noqa: D301 - click prints the lines after \b as they are
    filters = filters_of(options)
    source = click.get_current_context().get_parameter_source("window")
    if source == ParameterSource.COMMANDLINE and None not in (left, right):
        raise click.UsageError(
            "--left and --right leave nothing to --window: leave out one of them"
        )
    left, right = (window if side is None else side for side in (left, right))
    if not left and not right:
        raise click.UsageError("the window has no word: make --left or --right 1 or more")
    with opened(index_directories(directories)) as archive:
        found = archive.collocates(*words, filters=filters, left=left, right=right, **options)
        if not found.turns:
            # It says what was empty and what is near.
            near = archive.search(*words, filters=filters, limit=1, strict=True)
            printer(output_format).results(near)
            return 1
    if not found.matches:
        warn_of_no_word(found.turns)
    with screen.paged(output_format) as out:
        printer(output_format, out).collocates(found)
    return 0 if found.found else 1
