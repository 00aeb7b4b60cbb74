"""`searcher demo`: index the sample transcripts and search them."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from corpus import samples
from searcher import safe_text
from searcher.output.printer import DEFAULT, printer


@click.command("demo")
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def command(words: tuple[str, ...]) -> int:
    """Index the sample transcripts in a temporary folder and search them for WORDS.

    The samples are fictional. The default for WORDS is "M protein".
    """
    # `--help` starts without the engine.
    from index.update.update import update
    from searcher.archive import Archive
    from searcher.engines.local import SYNONYMS

    with TemporaryDirectory(prefix="searcher-demo-") as folder, samples.files() as files:
        directory = Path(folder) / "index"
        summary = update(directory, files)
        (directory / SYNONYMS).write_text(samples.synonyms(), "utf-8")
        with Archive.open(directory) as archive:
            found = archive.search(*(words or ("M protein",)), limit=5)
    turns = safe_text.counted(summary.turns, "turn")
    click.echo(f"{summary.programs} fictional sample programs, {turns}\n")
    printer(DEFAULT).results(found)
    click.echo("\nTo search your own transcripts: searcher index FOLDER, then searcher WORDS")
    return 0 if found.total else 1
