"""`searcher publish`: a site that needs no server."""

import importlib.util
from pathlib import Path

import click

from index.errors import after_commit
from searcher.commands.arguments import Command
from searcher.commands.index import ended_by_signals
from searcher.commands.index_options import index_directories, indexes_option
from searcher.output.streams.progress import progress_bar
from searcher.safe_text import counted

INSTALL = "pip install 'transcript-searcher[web]'"


@click.command("publish", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="Transcripts", show_default=True, help="What the site is called.")
@indexes_option
def command(folder: Path, title: str, directories: tuple[Path | str, ...]) -> int:
    """Write the programs as a site that needs no server, with a search in the browser.

    FOLDER is new, empty, or a site that was published before. It can be opened from a
    disk, copied to a USB stick, or uploaded to any host of files, such as GitHub Pages.
    Links to turns stay the same when it is published again.

    \b
    searcher publish site --title "Plasma Cell Diaries"
    """  # noqa: D301 - click prints the lines after \b as they are
    if importlib.util.find_spec("jinja2") is None:
        raise click.ClickException(f"searcher publish needs templates: {INSTALL}")
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.publish.site import publish

    with (
        # A terminal that is closed leaves no half of a site.
        ended_by_signals(finishing=False),
        Archive.open(*index_directories(directories)) as archive,
        progress_bar("Publishing") as bar,
    ):
        made = publish(archive, folder, title, bar.show)
    with after_commit(f"the site is in {folder}"):
        click.echo(
            f"Published {counted(made.programs, 'program')} with {counted(made.turns, 'turn')}: "
            f"{counted(made.files, 'file')}, {made.bytes / 1e6:,.1f} MB.\n"
            f"Open {made.folder / 'index.html'}"
        )
    return 0
