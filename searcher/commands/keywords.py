"""`searcher keywords`: the words that a speaker or a program says more than others."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.fields import FILTERS
from searcher import safe_text
from searcher.commands.arguments import Command
from searcher.commands.index_options import (
    index_directories,
    indexes_option,
    opened,
    restricted_option,
)
from searcher.commands.output_options import format_options
from searcher.commands.search_options import filter_options, filters_of, versus_options
from searcher.commands.words_options import least_option, measure_option, words_limit
from searcher.concordance.words.keywords import LEAST, LEAST_PROGRAMS, MEASURES
from searcher.output.printer import printer
from searcher.output.streams import screen

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.query.filters import Filters


@click.command("keywords", cls=Command)
@measure_option(MEASURES, "What words are sorted by; log-ratio and difference are effect sizes.")
@least_option(LEAST, "are said")
@click.option(
    "--min-programs",
    "least_programs",
    default=LEAST_PROGRAMS,
    show_default=True,
    metavar="N",
    type=click.IntRange(1),
    help="Only words that are said in at least N programs, if there are so many.",
)
@words_limit
@filter_options
@versus_options
@format_options
@indexes_option
@restricted_option
def command(output_format: str, directories: tuple[Path | str, ...], **options: Any) -> int:
    """List the words that a speaker or a program says more than others.

    The filters say whose words; those that begin with --vs- say with whom they are
    compared. Without them it is everybody else. A turn of both is on the first side.

    \b
    searcher keywords -s adeyinka                       against everybody else
    searcher keywords -s adeyinka --vs-speaker brandt   against another speaker
    searcher keywords --since 2020 --vs-until 2019      since a year, and before it
    searcher keywords --program m-protein               of one program

    log-likelihood says how sure it is that the difference is no chance, log ratio how
    large it is: 1 is twice as often, 2 four times. DP says how evenly the programs of
    the first side say the word: 0 is evenly, near 1 in few of them.
    docs/counting.md has the formulas and where they are from.
    """  # noqa: D301 - click prints the lines after \b as they are
    versus = {name: options.pop(f"vs_{name}") for name in FILTERS}
    filters, other = filters_of(options), filters_of(versus)
    if not filters:
        raise click.UsageError(
            "say whose words: give a filter such as --speaker NAME, --program ID or --since YEAR"
        )
    if dict(other) == dict(filters):
        raise click.UsageError("both sides are the same; compare with another speaker or program")
    with opened(index_directories(directories)) as archive:
        found = archive.keywords(other or None, filters=filters, **options)
    if not found.turns or not found.reference_turns:
        safe_text.warn(_nothing(filters, other) if found.turns else _nothing(filters))
        return 1
    with screen.paged(output_format) as out:
        printer(output_format, out).keywords(found)
    return 0 if found.found else 1


def _nothing(filters: "Filters", other: "Filters | None" = None) -> str:
    """That one side has no turns."""
    one = _named(filters)
    if other is None:
        return f"no turn matches {one}; see `searcher speakers` and `searcher programs`"
    if not other:
        return f"there is nothing to compare with: every turn matches {one}"
    return f"there is nothing to compare with: no turn matches {_named(other)} and not {one}"


def _named(filters: "Filters") -> str:
    return ", ".join(f"{name}: {' or '.join(values)}" for name, values in filters.each())
