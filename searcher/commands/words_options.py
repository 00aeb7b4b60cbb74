"""The options of commands that list words: by which measure, from which count on, how many."""

from collections.abc import Sequence

import click

from searcher.commands.arguments import Decorator


def measure_option(measures: Sequence[str], meaning: str) -> Decorator:
    """`--measure`: by what the words are sorted.

    Args:
        measures: the names of the measures; the first one is the default.
        meaning: the help.
    """
    return click.option(
        "--measure",
        default=measures[0],
        show_default=True,
        type=click.Choice(measures),
        help=meaning,
    )


def least_option(least: int, what: str) -> Decorator:
    """`--min`: the least count of a word; the command gets `minimum`.

    Args:
        least: the default.
        what: what is counted, as in "are said".
    """
    return click.option(
        "--min",
        "minimum",
        default=least,
        show_default=True,
        metavar="N",
        type=click.IntRange(1),
        help=f"Only words that {what} at least N times.",
    )


#: How many words a list shows.
words_limit: Decorator = click.option(
    "-n",
    "--limit",
    default=20,
    show_default=True,
    metavar="N",
    type=click.IntRange(1),
    help="The most words to show.",
)
