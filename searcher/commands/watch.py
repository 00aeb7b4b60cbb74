"""`searcher watch`: an index that follows its files, and tells of new matches."""

import contextlib
import importlib.util
import os
import sys
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.paths import as_text
from searcher.commands.arguments import Command
from searcher.commands.index import ended_by_signals, report
from searcher.commands.index_options import index_directory, index_option
from searcher.commands.reading_options import (
    STANDARD_INPUT,
    selecting_options,
    selection,
    split_input,
)
from searcher.safe_text import counted, shortened, warn

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from corpus.files import Selection
    from searcher.kept.news import News
    from searcher.watching.follower import Followed
    from searcher.watching.listener import Listener

INSTALL = "pip install 'transcript-searcher[watch]'"


@click.command("watch", cls=Command)
@click.argument("paths", nargs=-1, metavar="[PATHS...]", type=click.Path(path_type=Path))
@click.option(
    "--alert",
    "alerts",
    multiple=True,
    metavar="WORDS",
    help="Show what is new for this search; may be given again.",
)
@click.option(
    "--saved",
    "names",
    multiple=True,
    metavar="NAME",
    help="Show what is new for this saved search, as `searcher saved run` does; may be given "
    "again.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one object per new quote.")
@selecting_options
@index_option
def command(
    paths: tuple[Path, ...],
    alerts: tuple[str, ...],
    names: tuple[str, ...],
    as_json: bool,
    directory: Path | None,
    **options: Any,
) -> int:
    """Keep the index up to date while files change, and tell of new quotes.

    PATHS are files and folders; without them those that the index was made of. First
    the index is brought up to date. Then each change is read when the files rest, as
    `searcher index` would read it. Ctrl-C ends it.

    The quotes of --alert and --saved are on standard output, a line each, and all else is
    on standard error. With --alert a quote is new that was not in the index when this
    began; with --saved one that this search has not told yet. No quote is told twice,
    whatever becomes of its file.

    \b
    pip install 'transcript-searcher[watch]'
    searcher watch ~/talks
    searcher watch ~/talks --alert 'dust speaker:okafor' --alert 'storm*'
    searcher watch --saved dust --json | my-program
    """  # noqa: D301 - click prints the lines after \b as they are
    if importlib.util.find_spec("watchfiles") is None:
        raise click.ClickException(f"searcher watch needs the package watchfiles: {INSTALL}")
    where = index_directory(directory)
    chosen = selection(**options)
    if any(str(path) == STANDARD_INPUT for path in paths):
        raise click.UsageError("standard input does not change: name files or folders")
    split_input(paths, None, chosen)
    # As above.
    from searcher.watching.listener import Listener

    listener = Listener(where, alerts, names)
    # An interrupt is how it ends: the index is whole, of before an update or of after it.
    with contextlib.suppress(KeyboardInterrupt), ended_by_signals(finishing=False):
        _watch(where, paths, chosen, listener, as_json=as_json)
    return 0


def _watch(
    where: Path,
    paths: tuple[Path, ...],
    chosen: "Selection",
    listener: "Listener",
    *,
    as_json: bool,
) -> None:
    """Follow files until nobody reads the output."""
    # As above.
    from searcher.output.streams.progress import progress_bar
    from searcher.watching import changes, follower

    watched = follower.roots(where, paths)
    listener.begin()
    followed = follower.Follower(where, watched, chosen, lambda why: warn(f"{why}: waiting for it"))
    rounds = changes.rounds(watched, Path(os.path.realpath(where)), _is_read)
    next(rounds)
    with progress_bar() as bar:
        first = followed.round(lambda done, total, path: bar.show(done, total, as_text(path.name)))
    _say(first, where)
    _tell(listener, as_json=as_json)
    named = shortened(", ".join(as_text(path) for path in watched), 300)
    warn(f"watching {named}; Ctrl-C ends it")
    for _ in rounds:
        _say(followed.round(), where)
        _tell(listener, as_json=as_json)


def _is_read() -> bool:
    """Whether somebody may read standard output: a program that has closed a pipe does not."""
    # As above; Windows has no such call.
    import select

    if not hasattr(select, "poll"):
        return True
    try:
        polled = select.poll()
        polled.register(sys.stdout.fileno(), 0)
        return not polled.poll(0)
    except (OSError, ValueError):
        # A program that embeds the command has another stream in its place.
        return True


def _say(followed: "Followed", where: Path) -> None:
    """Say what was done, where something was."""
    for problem in followed.problems:
        warn(problem)
    for summary in followed.summaries:
        if summary.programs or summary.dropped or summary.deselected:
            lines = [*report(replace(summary, unchanged=0, skipped=[], unseen=[]), where)]
            # The first one says that nothing is new, where nothing was read.
            for line in lines[not summary.programs :]:
                warn(line)


def _tell(listener: "Listener", *, as_json: bool) -> None:
    """Print what is new, and note it when it is printed."""
    with listener.news() as found:
        for news in found:
            (_print_json if as_json else _print_lines)(news)
        sys.stdout.flush()
    for problem in listener.problems():
        warn(problem)


def _print_lines(news: "News") -> None:
    """A line for each quote; which search has found them is on standard error."""
    # As above.
    from itertools import groupby

    from searcher.output.printer import printer

    totals = {one.search.name: one.total for one in news.told}
    every = news.every
    for search, pairs in groupby(news.each(), key=itemgetter(0)):
        warn(f"{shortened(search.name)}: {counted(totals[search.name], 'new quote')}")
        assert every is not None  # something was found
        printer("short").every(every.replaced(quotes=(quote for _, quote in pairs)))


def _print_json(news: "News") -> None:
    """An object for each quote."""
    # As above.
    import json

    from searcher.output.values import json_objects

    for search, quote in news.each():
        record = json_objects.whole(*json_objects.alert(search.name, quote))
        # In ASCII, in which the terminal finds nothing to obey.
        click.echo(json.dumps(record).replace("\x7f", "\\u007f"))
