"""`searcher stats`: how often something is said, by whom and since when; who says how much."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.commands.arguments import PerCall, SearchCommand
from searcher.commands.index_options import (
    index_directories,
    indexes_option,
    opened,
    restricted_option,
)
from searcher.commands.output_options import format_options
from searcher.commands.search_options import filter_options, filters_of, warn_of_no_word
from searcher.concordance.counts.by import OVERVIEW, By
from searcher.output.printer import printer
from searcher.output.streams import screen

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.concordance.counts.comparison import Comparison
    from searcher.concordance.counts.counts import Counts
    from searcher.concordance.counts.dispersion import Dispersion
    from searcher.concordance.counts.roll_call import RollCall
    from searcher.concordance.counts.talk_share import TalkShare
    from searcher.engines.results import Results
    from searcher.output.printer import Printer
    from searcher.query.filters import Filters

    Answer = Counts | Comparison | TalkShare | RollCall | Dispersion

#: The most people of a roll call, and programs of a dispersion, if nothing else is wanted: in
#: text, and in other formats.
LIMIT, ALL = 20, 1_000_000


@click.command("stats", cls=SearchCommand)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--by",
    type=click.Choice([by.value for by in By]),
    help="What to count by. Without it an overview; without words by speaker.",
)
@click.option("--vs", "versus", metavar="WORDS", help="Compare with these words, side by side.")
@click.option(
    "--roll-call",
    is_flag=True,
    help="Everyone who said it, first, last and best; and who was asked and did not.",
)
@click.option("--dispersion", is_flag=True, help="Where in each program it is said.")
@click.option(
    "-n",
    "--limit",
    metavar="N",
    type=click.IntRange(1, 1_000_000),
    help="The most groups to show. Without it tables of text have 20, and other formats all.",
)
@click.option(
    "--plot",
    cls=PerCall,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw it, too, as .svg or .png.",
)
@click.option(
    "--no-synonyms",
    "synonyms",
    flag_value=False,
    default=True,
    help="Ignore synonyms.toml in the index folder.",
)
@filter_options
@format_options
@indexes_option
@restricted_option
def command(
    words: tuple[str, ...], output_format: str, directories: tuple[Path | str, ...], **options: Any
) -> int:
    """Count matches: who says something, how often, and since when.

    Matches are counted as `searcher WORDS --strict` finds them: the words as a phrase,
    if anybody says that. A rate is matches per 1,000 words that the speaker, or the year,
    says in all. Without words it is counted how much everybody talks.

    \b
    searcher stats bitcoin --by year                  how often in each year
    searcher stats "M protein"                        speakers, programs, the trend
    searcher stats kubernetes --by series --vs nomad  side by side, with log ratio
    searcher stats maintenance --roll-call            everyone who said it
    searcher stats trial --dispersion                 where in each program
    searcher stats --by speaker --program mrd-2021    who talks how much
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine.
    from searcher.concordance.counts.counts import Counts

    filters = filters_of(options)
    _refuse_together(words, options)
    plot: Path | None = options["plot"]
    if plot is not None:
        # Most counts are not drawn.
        from searcher.output.plot import check

        check(plot)
    with opened(index_directories(directories)) as archive:
        found, shown = _found(
            archive, words, filters, options, LIMIT if output_format == "text" else ALL
        )
        hints = None
        if words and not shown:
            hints = archive.search(
                *words, filters=filters, limit=0, strict=True, synonyms=options["synonyms"]
            )
    with screen.paged(output_format) as out:
        _print(printer(output_format, out), found, options["limit"])
    if hints is not None:
        _say_why(hints)
    if isinstance(found, Counts) and shown and not found.total.matches:
        warn_of_no_word(found.total.turns)
    if plot is not None and shown:
        from searcher.output.plot import draw

        draw(found, plot, options["limit"])
    return 0 if shown else 1


def _print(out: "Printer", found: "Answer", limit: int | None) -> None:
    """Print an answer."""
    # `--help` starts without these.
    from searcher.concordance.counts.comparison import Comparison
    from searcher.concordance.counts.counts import Counts
    from searcher.concordance.counts.roll_call import RollCall
    from searcher.concordance.counts.talk_share import TalkShare

    match found:
        case Counts():
            out.counts(found, limit=limit)
        case Comparison():
            out.comparison(found, limit=limit)
        case TalkShare():
            out.talk_share(found, limit=limit)
        case RollCall():
            out.roll_call(found)
        case _:
            out.dispersion(found)


def _refuse_together(words: tuple[str, ...], options: dict[str, Any]) -> None:
    """Refuse options that do not go together.

    Raises:
        click.UsageError: there are some.
    """
    names = {"--roll-call": "roll_call", "--dispersion": "dispersion", "--vs": "versus"}
    given = [name for name, option in names.items() if options[option]]
    if len(given) > 1:
        raise click.UsageError(f"{given[0]} and {given[1]} do not go together; give one of them")
    if given and not any(word.strip() for word in words):
        raise click.UsageError(f"{given[0]} needs words: searcher stats WORDS {given[0]}")
    if options["by"] and given and given != ["--vs"]:
        raise click.UsageError(f"--by and {given[0]} do not go together; leave out one of them")


def _found(
    archive: "Archive",
    words: tuple[str, ...],
    filters: "Filters",
    options: dict[str, Any],
    most: int,
) -> "tuple[Answer, bool]":
    """The answer, and whether there is anything in it."""
    how: dict[str, Any] = {"filters": filters, "synonyms": options["synonyms"]}
    by: By | None = options["by"] and By(options["by"])
    limit = options["limit"] or most
    if not words:
        shares = archive.talk_share(by or By.SPEAKER, filters=filters)
        return shares, bool(shares.total.turns)
    if options["roll_call"]:
        people = archive.roll_call(*words, limit=limit, **how)
        return people, bool(people.said_by)
    if options["dispersion"]:
        places = archive.dispersion(*words, limit=limit, **how)
        return places, bool(places.programs)
    if options["versus"] is not None:
        pairs = archive.compare(words, options["versus"], by or By.SPEAKER, **how)
        return pairs, bool(pairs.total.one.turns or pairs.total.other.turns)
    counts = archive.count(*words, by=by or OVERVIEW, **how)
    return counts, bool(counts.total.turns)


def _say_why(found: "Results") -> None:
    """Say why nothing was found, and what is near, as a search does."""
    from searcher.output.messages import notices
    from searcher.safe_text import warn

    sys.stdout.flush()
    for notice in notices.notices(found, offset=0):
        warn(notice)
