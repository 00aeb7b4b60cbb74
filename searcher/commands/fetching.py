"""`--fetch` of `searcher index`: feeds and transcripts are fetched, and what failed is told."""

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.feeds.recognised import is_feed
from corpus.paths import as_text
from searcher import safe_text
from searcher.errors import NotFetched

if TYPE_CHECKING:
    # They need the extra.
    from searcher.fetching.fetch import Fetched

INSTALL = "pip install 'transcript-searcher[fetch]'"
#: So many failures are told, if not all are asked for.
_TOLD = 5


def fetched(
    paths: Iterable[Path | str], to: Path | None, *, verbose: bool
) -> tuple[tuple[Path, ...], int]:
    """Fetch the feeds that are given as addresses, and the transcripts of all feeds.

    Args:
        paths: files and folders, and addresses of feeds.
        to: the folder for feeds that are given as addresses.
        verbose: tell every failure.

    Returns:
        The paths with files in place of addresses, and the exit status so far.
    """
    if find_spec("httpx2") is None:
        raise click.ClickException(f"--fetch needs a package that is not installed: {INSTALL}")
    paths = tuple(paths)
    _check(paths, to)
    # Loaded with the client, which takes a quarter of a second.
    from searcher.fetching import network
    from searcher.fetching.fetch import fetch_feed, fetch_transcripts
    from searcher.output.streams.progress import progress_bar

    found: list[Path] = []
    status = 0
    for path in paths:
        if isinstance(path, Path) and not is_feed(path):
            found.append(path)
            continue
        try:
            if isinstance(path, str):
                assert to is not None
                feed = fetch_feed(path, to, network.INTERNET)
            else:
                feed = path
        except NotFetched as error:
            safe_text.warn(str(error))
            status = 2
            continue
        found.append(feed)
        with progress_bar() as bar:
            result = fetch_transcripts(feed, network.INTERNET, bar.show)
        _tell(result, verbose=verbose)
        status = max(status, 2 if result.is_nothing else 0)
    return tuple(found), status


def _check(paths: tuple[Path | str, ...], to: Path | None) -> None:
    """Refuse what cannot be fetched, before anything is."""
    addresses = [path for path in paths if isinstance(path, str)]
    if addresses and to is None:
        raise click.UsageError(
            f"{safe_text.shortened(addresses[0])}: name the folder for the feed with --to FOLDER"
        )
    if not addresses and not any(is_feed(path) for path in paths if isinstance(path, Path)):
        raise click.UsageError("--fetch needs a feed (RSS or Atom): a file, or its address")


def _tell(result: "Fetched", *, verbose: bool) -> None:
    """Say what was fetched, and what was not."""
    name = as_text(result.feed)
    for error in result.failed if verbose else result.failed[:_TOLD]:
        safe_text.warn(str(error))
    if not verbose and (more := len(result.failed) - _TOLD) > 0:
        safe_text.warn(f"{name}: {more:,} more not fetched; --verbose lists them")
    for host, count in result.not_asked.items():
        times = safe_text.counted(count, "transcript")
        safe_text.warn(f"{name}: {host} was not asked for {times} more; try again later")
    if result.stopped:
        safe_text.warn(f"{name}: stopped: {result.stopped}; the same command goes on")
    saved = safe_text.counted(len(result.saved), "transcript")
    safe_text.warn(f"{name}: {saved} fetched, {result.unchanged:,} unchanged since the last time")
