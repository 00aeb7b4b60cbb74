"""`searcher search`: the quotes that match a search."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from searcher import safe_text
from searcher.commands.arguments import NO_COMMAND, SearchCommand
from searcher.commands.index_options import (
    includes_restricted,
    index_directories,
    indexes_option,
    opened,
    restricted_option,
)
from searcher.commands.mistyped import similar_command
from searcher.commands.output_options import STYLES, format_options, refuse_without_facets
from searcher.commands.search_options import filters_of, search_options
from searcher.output.printer import printer
from searcher.output.streams import destination, screen
from searcher.output.streams.terminal import NUMBERS, is_a_terminal
from searcher.ranking.orders import Order
from searcher.safe_text import shortened

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.engines.results import Results


#: A first word that is similar to a command, and that more turns say, is meant as a word.
SELDOM = 2


@click.command("search", cls=SearchCommand)
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
@search_options
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Every match of the best kind, by program and turn (or by date, with --sort), and each "
    "copy of a talk.",
)
@click.option(
    "--cite",
    "style",
    type=click.Choice(STYLES),
    help="How to cite the best quote, with its time; with --limit N, the N best.",
)
@format_options
@indexes_option
@restricted_option
def command(
    words: tuple[str, ...],
    every: bool,
    style: str | None,
    output_format: str,
    directories: tuple[Path | str, ...],
    **options: Any,
) -> int:
    """Search for quotes: who said it, in answer to which question, and where.

    A turn is what one speaker says until another one speaks. A program is one
    transcript. Each argument is a clause, and a turn must match all clauses.
    Plain words are searched in tiers, the strictest first: as a phrase, all the
    words in one turn, all the words in a question and its answer, some of them.

    \b
    searcher maintenance                  the word in any inflection
    searcher "M protein"                  as a phrase first, then less exact
    searcher '"M protein"'                quotes inside: exactly these words
    searcher 'trial OR study -window'     operators, in upper case
    searcher 'mainten* speaker:NAME'      any letters; turns of one speaker

    A filter such as --speaker can be given again: any of its values matches.
    `searcher help syntax` lists everything that a search can contain, with examples.
    """  # noqa: D301 - click prints the lines after \b as they are
    filters = filters_of(options)
    # Whoever says how many quotes to show gets as many.
    source = click.get_current_context().get_parameter_source
    is_limited = source("limit") in (ParameterSource.COMMANDLINE, ParameterSource.DEFAULT_MAP)
    if every and style:
        raise click.UsageError("--cite cites the best quotes: leave out --all or --cite")
    if options["facets"]:
        refuse_without_facets(output_format, style)
    if style and source("limit") != ParameterSource.COMMANDLINE:
        options["limit"] = 1
    if every:
        chosen = _of_every(options)
        with opened(index_directories(directories)) as archive:
            found_all = archive.every(*words, filters=filters, **chosen)
            with screen.paged(output_format) as out:
                printer(output_format, out).every(found_all)
        return 0 if found_all.found.total else 1
    with opened(index_directories(directories)) as archive:
        found = archive.search(*words, filters=filters, spellings=True, **options)
        literal = found.total and found.tier in ("phrase", None)
        meant = None if literal else _command_meant(words[0], archive)
    if style and found.quotes:
        # Few searches are cited.
        from searcher.citation.citation import cite
        from searcher.citation.work import of_quote

        printer(output_format).citations(cite(of_quote(quote), style) for quote in found)
        return 0
    click.get_current_context().meta[NUMBERS] = True
    rows = None if is_limited else screen.rows()
    with screen.paged(output_format, fits=rows is not None) as out:
        printer(output_format, out).results(found, offset=options["offset"], rows=rows)
    if found.quotes and is_a_terminal(destination.stream()):
        _remember(found, directories, options)
    if meant:
        # The results come first, if both streams go to one terminal.
        sys.stdout.flush()
        safe_text.warn(meant)
    return 0 if found.quotes or (found.total and not options["limit"]) else 1


def _of_every(options: dict[str, Any]) -> dict[str, Any]:
    """The options of a search for every match.

    Raises:
        click.UsageError: an option says how many quotes, or sorts by relevance.
    """
    source = click.get_current_context().get_parameter_source
    for name in ("limit", "offset"):
        if source(name) == ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--all shows every match: leave out --all or --{name}")
    if options["facets"]:
        raise click.UsageError("--all shows no facets: leave out --all or --facets")
    without = ("limit", "offset", "strict", "facets")
    others = {name: value for name, value in options.items() if name not in without}
    if source("sort") == ParameterSource.DEFAULT:
        others["sort"] = Order.PROGRAM
    elif others["sort"] == Order.RELEVANCE:
        raise click.UsageError(
            "--all cannot be sorted by relevance: leave out --sort, or use date, -date or program"
        )
    return others


def _remember(
    found: "Results", directories: tuple[Path | str, ...], options: dict[str, Any]
) -> None:
    """Remember which quotes were shown, for `searcher show NUMBER`.

    Only what somebody sees on a terminal has numbers: the output of a script is no search that
    its user remembers.
    """
    if includes_restricted():
        return  # nothing that may not be shown is kept elsewhere
    # What is printed for another program needs no memory.
    from searcher.passages import last_search

    last_search.remember(
        last_search.LastSearch(
            last_search.folders(index_directories(directories)),
            found.query,
            found.filters,
            options["synonyms"],
            options["sounds_like"],
            last_search.results_of(found.quotes, options["offset"]),
        )
    )


def _command_meant(word: str, archive: "Archive") -> str | None:
    """A hint, if the first word is similar to a command and hardly anybody says it."""
    # Options before any command are parsed with this module; the search has loaded it by now.
    from searcher.syntax.lexer import is_plain

    context = click.get_current_context()
    group = context.find_root().command
    assert isinstance(group, click.Group)
    # A word with a colon is a field with a blank after it.
    if NO_COMMAND not in context.meta or ":" in word or not is_plain(word):
        return None
    name = similar_command(word, group.list_commands(context))
    if name is None or archive.search(word, limit=0, synonyms=False).total > SELDOM:
        return None
    return f"there is no command {shortened(word, 40)}; did you mean searcher {name}?"
