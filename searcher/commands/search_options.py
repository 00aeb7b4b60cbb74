"""The options of a search: which quotes, in which order, and filters."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from index.fields import FILTERS, LANGUAGE
from searcher import safe_text
from searcher.commands.arguments import Decorator
from searcher.commands.mistyped import unknown_language
from searcher.ranking.orders import ORDERS

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.query.filters import Filters

#: The short names of options. Each stands alone: `-negative` excludes a word.
SHORT = {"speaker": "-s"}

#: Options that say what matches.
MATCHING: tuple[Decorator, ...] = (
    click.option("--sounds-like", is_flag=True, help="Also find words that sound alike."),
    click.option(
        "--no-synonyms",
        "synonyms",
        flag_value=False,
        default=True,
        help="Ignore synonyms.toml in the index folder.",
    ),
)

SEARCHING: tuple[Decorator, ...] = (
    click.option(
        "-n",
        "--limit",
        default=10,
        show_default=True,
        metavar="N",
        type=click.IntRange(1, 10_000),
        help="The most results to show. Without it a terminal shows those of them that fit.",
    ),
    click.option(
        "--offset", default=0, metavar="N", type=click.IntRange(0), help="Skip the first N results."
    ),
    click.option(
        "-C",
        "--context",
        default=0,
        metavar="N",
        type=click.IntRange(0, 100),
        help="Show N turns before and after each quote.",
    ),
    click.option("--strict", is_flag=True, help="Only the best kind of match."),
    click.option(
        "--sort",
        default="relevance",
        show_default=True,
        type=click.Choice(ORDERS),
        help="The order; -date puts the latest first.",
    ),
    click.option(
        "--facets",
        is_flag=True,
        help="Count the matching turns by speaker, series, year, topic and role, below.",
    ),
    click.option("--explain", is_flag=True, help="Show the parts of each score."),
    *MATCHING,
)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each filter of the table of fields, in its order."""
    for field, option in reversed(FILTERS.values()):
        names = [f"--{option.name}", *filter(None, [SHORT.get(option.name)])]
        decorate = click.option(
            *names, metavar=option.metavar, help=option.help, multiple=not field.is_date
        )
        command = decorate(command)
    return command


def versus_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option with `--vs-` for each filter: the same of what something is compared with."""
    for field, option in reversed(FILTERS.values()):
        decorate = click.option(
            f"--vs-{option.name}",
            metavar=option.metavar,
            help=f"Compare with: {option.help[0].lower()}{option.help[1:]}",
            multiple=not field.is_date,
        )
        command = decorate(command)
    return command


def search_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a search, but for its output and its index."""
    command = filter_options(command)
    for option in reversed(SEARCHING):
        command = option(command)
    return command


def counted_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a search of which all matches count: what matches, and filters."""
    command = filter_options(command)
    for option in reversed(MATCHING):
        command = option(command)
    return command


def filters_of(options: dict[str, Any]) -> "Filters":
    """The filters among options, which they are taken out of."""
    # `--help` starts without the engine.
    from searcher.query.filters import Filters

    # A filter that is not given is None or has no values.
    given = {name: options.pop(name) for name in FILTERS}
    for value in given[LANGUAGE.name] or ():
        _refuse_unknown_language(value)
    return Filters(**{name: value for name, value in given.items() if value != ()})


def warn_of_no_word(turns: int) -> None:
    """Say why turns were found, and no match in them."""
    safe_text.warn(
        f"{safe_text.counted(turns, 'turn')} found, and no word in them: "
        "a field, NOT, asked: and answered: only say which turns match. Add a word"
    )


def _refuse_unknown_language(value: str) -> None:
    """Refuse a language that no index can have: the field has codes, and no names."""
    # Few searches ask for a language.
    from corpus.metadata.language import NAMED, is_known, language_tag

    if value.strip().casefold() in NAMED or not is_known(language_tag(value)):
        raise unknown_language(value)
