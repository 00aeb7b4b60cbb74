"""`searcher demo`: index the sample transcripts and search them."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from click.core import ParameterSource

from corpus import samples
from index.errors import before_change
from searcher import safe_text
from searcher.commands.arguments import SearchCommand
from searcher.commands.output_options import format_options
from searcher.commands.search_options import filters_of, search_options
from searcher.output.printer import printer
from searcher.output.streams import screen

#: How many quotes are shown if nobody says how many.
FEW = 5


@click.command("demo", cls=SearchCommand)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@search_options
@format_options
def command(words: tuple[str, ...], output_format: str, **options: Any) -> int:
    """Index the sample transcripts in a temporary folder and search them for WORDS.

    The samples are fictional. The default for WORDS is "M protein". The options are
    those of a search.

    \b
    searcher demo plateau
    searcher demo 'maintenance speaker:abelson'
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine.
    from index.update.update import update
    from searcher.archive import Archive
    from searcher.engines.local.search import SYNONYMS

    if click.get_current_context().get_parameter_source("limit") == ParameterSource.DEFAULT:
        options["limit"] = FEW
    filters = filters_of(options)
    with TemporaryDirectory(prefix="searcher-demo-") as folder, samples.files() as files:
        directory = Path(folder) / "index"
        with before_change():
            summary = update(directory, files)
        (directory / SYNONYMS).write_text(samples.synonyms(), "utf-8")
        with Archive.open(directory) as archive:
            found = archive.search(*(words or ("M protein",)), filters=filters, **options)
    turns = safe_text.counted(summary.turns, "turn")
    click.echo(f"{summary.programs} fictional sample programs, {turns}\n", err=True)
    with screen.paged(output_format) as out:
        printer(output_format, out).results(found, offset=options["offset"])
    end = "To search your own transcripts: searcher index FOLDER, then searcher WORDS"
    click.echo(f"\n{end}", err=True)
    return 0 if found.total else 1
