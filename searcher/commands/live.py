"""`searcher live`, and `searcher` alone on a terminal: a session that answers while one types."""

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.commands.arguments import SearchCommand
from searcher.commands.index_options import (
    includes_restricted,
    index_directories,
    indexes_option,
    restricted_option,
)
from searcher.commands.output_options import STYLES
from searcher.commands.search_options import counted_options, filters_of
from searcher.output.streams.terminal import is_interactive, is_simple
from searcher.safe_text import warn

if TYPE_CHECKING:
    from searcher.live.session import Session

INSTALL = "pip install 'transcript-searcher[live]'"


@click.command("live", cls=SearchCommand)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@counted_options
@click.option(
    "--cite",
    "style",
    type=click.Choice(STYLES),
    default="apa",
    show_default=True,
    help="How the citations are written that the session copies.",
)
@click.option(
    "--plain", is_flag=True, help="A prompt, line by line: for screen readers and slow lines."
)
@indexes_option
@restricted_option
def command(
    words: tuple[str, ...],
    style: str,
    plain: bool,
    directories: tuple[Path | str, ...],
    **options: Any,
) -> int:
    """Search while you type. `searcher` alone does the same.

    Results change with each key. Arrows choose one, Enter reads around it, / narrows to
    a speaker, s counts who says it and when, y copies the citation, o opens the page or
    the file, p plays the recording, t tags the turn, ? lists all keys, Esc goes back.
    Options narrow the whole session.

    \b
    pip install 'transcript-searcher[live]'
    searcher live
    searcher live --program ship --since 2019 kubernetes

    Without that extra, and with --plain, it is a prompt: words search, a number reads
    around a result.
    """  # noqa: D301 - click prints the lines after \b as they are
    if not is_interactive():
        raise click.UsageError("a session needs a terminal; for one search: searcher WORDS")
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.live.asked import Options
    from searcher.live.session import Session

    filters = filters_of(options)
    chosen = Options(
        filters, options["synonyms"], options["sounds_like"], style, includes_restricted()
    )
    places = index_directories(directories)
    session = Session(lambda: Archive.open(*places, restricted=chosen.restricted), chosen)
    try:
        _run(session, " ".join(words), plain=plain)
    finally:
        session.close()
    return 0


def _run(session: "Session", text: str, *, plain: bool) -> None:
    """Run a session: on the whole terminal, or line by line."""
    has_extra = importlib.util.find_spec("textual") is not None
    if has_extra and not plain and not is_simple():
        # Only this command needs it, and it takes a third of a second.
        from searcher.live.screens.app import SessionApp

        # The mouse stays the terminal's: it selects text.
        SessionApp(session, text).run(mouse=False)
        return
    from searcher.live.prompt import Prompt, typed_lines

    if not has_extra and not plain:
        warn(f"to see results while you type: {INSTALL}")
    Prompt(session, typed_lines(), sys.stdout).run(text)
