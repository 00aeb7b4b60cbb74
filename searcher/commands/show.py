"""`searcher show`: a transcript, or a part of it, with the matches of a search marked."""

import sys
from pathlib import Path

import click

from searcher import safe_text
from searcher.commands.arguments import Command, PerCall
from searcher.commands.index_options import (
    index_directories,
    indexes_option,
    opened,
    restricted_option,
)
from searcher.commands.output_options import STYLES, format_options
from searcher.commands.result_numbers import Asked, last_search_of
from searcher.output.printer import printer
from searcher.output.streams import screen
from searcher.safe_text import shortened


@click.command("show", cls=Command)
@click.argument("words", nargs=-1, required=True, metavar="PROGRAM[:TURN]")
@click.option(
    "-C",
    "--context",
    metavar="N",
    type=click.IntRange(0),
    help="Show N turns before and after. Default: 2 around a turn, a time or a hit.",
)
@click.option(
    "--find",
    multiple=True,
    metavar="WORDS",
    help="Mark what a search finds; anything that can be searched for. Given again, a turn must "
    "match all.",
)
@click.option(
    "--hit",
    cls=PerCall,
    metavar="N",
    type=click.IntRange(1),
    help="Show the Nth turn that the search finds.",
)
@click.option(
    "--cite",
    "style",
    type=click.Choice(STYLES),
    help="How to cite the turn, with its time, or else the program.",
)
@format_options
@indexes_option
@restricted_option
def command(
    words: tuple[str, ...],
    context: int | None,
    find: tuple[str, ...],
    hit: int | None,
    style: str | None,
    output_format: str,
    directories: tuple[Path | str, ...],
) -> int:
    """Show a transcript, or a part of it.

    PROGRAM is an id, a title or words of it, or the number of a result of the last
    search in this terminal. The words of that search are marked then.

    \b
    searcher show m-protein              the whole, through a pager if it is long
    searcher show m-protein:12           turn 12 and two turns before and after
    searcher show m-protein:12-20        turns 12 to 20; also 12- and -20
    searcher show m-protein@12:34        what is said at 12:34
    searcher show what is my m protein   words of the title
    searcher show 3                      the third result of the last search
    searcher show m-protein --find gel   with the matches of a search marked
    searcher show m-protein --find gel --hit 2
    """  # noqa: D301 - click prints the lines after \b as they are
    typed = " ".join(words)
    last = last_search_of(typed, directories)
    indexes = index_directories(directories if last is None else last.indexes)
    with opened(indexes) as archive:
        options = Asked(context, find, hit, directories)
        wanted, again = options.of(typed, last, archive)
        if hit is not None and not wanted.find:
            raise click.UsageError("--hit needs a search: --find WORDS")
        found = archive.wanted(wanted)
    if style:
        # Few passages are cited.
        from searcher.citation.citation import cite
        from searcher.output.values.works import of_passage

        printer(output_format).citations([cite(of_passage(found), style)])
        return 0
    if again.program == "":
        again = again.replaced(program=found.program.id)
    with screen.paged(output_format, seek=screen.ASKED) as out:
        printer(output_format, out).passage(found, again)
    # The passage comes first, if both streams go to one terminal.
    sys.stdout.flush()
    for notice in found.notices:
        safe_text.warn(notice)
    if found.matches is None or found.matches.turns:
        return 0
    query = shortened(found.matches.query)
    safe_text.warn(f"no turn of {shortened(found.program.id, 60)} matches {query}")
    return 1
