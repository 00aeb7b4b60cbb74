"""`searcher search`: the quotes that match a search."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from index.fields import FILTERS
from searcher import safe_text
from searcher.commands.arguments import NO_COMMAND, SearchCommand, similar_command
from searcher.commands.options import format_options, index_directories, indexes_option
from searcher.output import screen
from searcher.output.printer import printer
from searcher.ranking.orders import ORDERS
from searcher.safe_text import shortened
from searcher.syntax.lexer import is_plain

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.archive import Archive


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each filter of the table of fields, in its order."""
    for field, option in reversed(FILTERS.values()):
        names = [f"--{option.name}", *filter(None, [SHORT.get(option.name)])]
        decorate = click.option(
            *names, metavar=option.metavar, help=option.help, multiple=not field.is_date
        )
        command = decorate(command)
    return command


#: The short names of options. Each stands alone: `-negative` excludes a word.
SHORT = {"speaker": "-s"}

#: A first word that is similar to a command, and that more turns say, is meant as a word.
SELDOM = 2


@click.command("search", cls=SearchCommand)
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option(
    "-n", "--limit", default=10, show_default=True, metavar="N", type=click.IntRange(1, 10_000),
    help="The most results to show. Without it a terminal shows those of them that fit.",
)  # fmt: skip
@click.option(
    "--offset", default=0, metavar="N", type=click.IntRange(0), help="Skip the first N results."
)
@click.option(
    "-C", "--context", default=0, metavar="N", type=click.IntRange(0, 100),
    help="Show N turns before and after each quote.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Only the best kind of match.")
@click.option(
    "--sort", default="relevance", show_default=True, type=click.Choice(ORDERS),
    help="The order; -date puts the latest first.",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Show the parts of each score.")
@click.option("--sounds-like", is_flag=True, help="Also find words that sound alike.")
@click.option(
    "--no-synonyms", "synonyms", flag_value=False, default=True,
    help="Ignore synonyms.toml in the index folder.",
)  # fmt: skip
@filter_options
@format_options
@indexes_option
def command(
    context: click.Context,
    words: tuple[str, ...],
    output_format: str,
    directories: tuple[Path, ...],
    **options: Any,
) -> int:
    """Search for quotes: who said it, in answer to which question, and where.

    A turn is what one speaker says until another one speaks. A program is one
    transcript. Each argument is a clause, and a turn must match all clauses.
    Plain words are searched in tiers, the strictest first: as a phrase, all the
    words in one turn, all the words in a question and its answer, some of them.

    \b
    maintenance                  the word in any inflection
    "M protein"                  as a phrase first, then all the words in one turn
    '"M protein"'                quotes inside the argument: exactly these words
    'trial OR study -window'     operators, in upper case
    'mainten* speaker:NAME'      any letters; turns of one speaker

    A filter such as --speaker can be given again: any of its values matches.
    `searcher help syntax` lists everything that a search can contain, with examples.
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.query.filters import Filters

    # A filter that is not given is None or has no values.
    given = {name: options.pop(name) for name in FILTERS}
    filters = Filters(**{name: value for name, value in given.items() if value != ()})
    with Archive.open(*index_directories(directories)) as archive:
        found = archive.search(*words, filters=filters, **options)
        literal = found.total and found.tier in ("phrase", None)
        meant = None if literal else _command_meant(words[0], archive)
    # Whoever says how many quotes to show gets as many.
    source = click.get_current_context().get_parameter_source("limit")
    with screen.paged() as out:
        rows = None if source == ParameterSource.COMMANDLINE else screen.rows()
        printer(output_format, out).results(found, offset=options["offset"], rows=rows)
    if meant:
        # The results come first, if both streams go to one terminal.
        sys.stdout.flush()
        safe_text.warn(meant)
    return 0 if found.total else 1


def _command_meant(word: str, archive: "Archive") -> str | None:
    """A hint, if the first word is similar to a command and hardly anybody says it."""
    context = click.get_current_context()
    group = context.find_root().command
    assert isinstance(group, click.Group)
    if NO_COMMAND not in context.meta or not is_plain(word):
        return None
    name = similar_command(word, group.list_commands(context))
    if name is None or archive.search(word, limit=0, synonyms=False).total > SELDOM:
        return None
    return f"there is no command {shortened(word, 40)}; did you mean searcher {name}?"
