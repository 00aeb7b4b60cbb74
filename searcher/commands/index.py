"""`searcher index`: add files and folders to the index."""

import contextlib
import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.paths import as_text
from index.errors import after_commit, after_part
from searcher import safe_text
from searcher.commands.arguments import Command, PerCall
from searcher.commands.feed_lines import tell_feeds
from searcher.commands.index_options import index_place, place_option, wait_option
from searcher.commands.reading_options import (
    PathOrAddress,
    left_out,
    reading_options,
    selection,
    split_input,
)

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from corpus.files import File, Selection
    from index.update.summary import Summary


@click.command("index", cls=Command)
@click.argument("paths", nargs=-1, metavar="[PATHS...]", type=PathOrAddress(path_type=Path))
@click.option(
    "--prune",
    cls=PerCall,
    is_flag=True,
    help="Remove the programs of a folder that is gone, empty, or left out whole, or of which a "
    "pattern of --include matches nothing. Without it that is an error.",
)
@wait_option
@click.option(
    "--verify-content",
    is_flag=True,
    help="Compare the content of files whose size and times are what they were, too.",
)
@click.option(
    "--keep-finished",
    is_flag=True,
    help="On Ctrl-C keep the files that are read by then. Without it nothing is changed.",
)
@click.option(
    "--meaning",
    is_flag=True,
    help="Encode what is new, so that questions are ranked by their meaning, too; PATHS may be "
    "left out. It takes long, and goes on after Ctrl-C.",
)
@click.option(
    "--model",
    metavar="FOLDER",
    help="Folder of the sentence model for --meaning (ONNX), or `installed`. Default: that of the "
    "vectors in the index, else the installed one.",
)
@click.option(
    "--fetch",
    cls=PerCall,
    is_flag=True,
    help="Fetch the transcripts that a feed among PATHS names, over https, into the folder "
    "`transcripts` beside it. The feed may be an address; see --to.",
)
@click.option(
    "--to",
    cls=PerCall,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Folder for a feed that is given as an address.",
)
@reading_options
@place_option
@click.pass_context
def command(
    context: click.Context,
    /,
    paths: tuple[Path | str, ...],
    name: str | None,
    verbose: bool,
    keep_finished: bool,
    meaning: bool,
    model: str | None,
    fetch: bool,
    to: Path | None,
    directory: Path | str | None,
    **options: Any,
) -> int:
    """Add files and folders to the index, or bring them up to date.

    Only new and changed files are read. Programs (transcripts) whose file is gone from a
    folder, or is left out now, are removed. A file that cannot be read is skipped with a
    message. A folder that cannot be listed, that is empty or gone, or of which nothing is
    left by --include and --exclude, loses nothing, and the exit status is 2. A
    transcripts.toml beside the files says what is known of them, such as titles, dates and
    speakers. So does a podcast's feed (RSS, Atom) beside its transcripts; given as a path it
    stands for those of its items, and with --fetch the missing ones are fetched. Recordings,
    images, backups, hidden files and read-mes in folders are left out, and so are links out
    of a folder. Copies of a file are one program. The path - reads a transcript from
    standard input. PATHS may be left out where speakers.toml says anew who may be shown.

    \b
    searcher index ~/transcripts              what is new there, or changed
    searcher index talks --exclude 'drafts/'  leave a folder out
    searcher index talks/feed.xml --fetch     the transcripts that a podcast's feed names
    cat talk.vtt | searcher index - --name talk.vtt
    """  # noqa: D301 - click prints the lines after \b as they are
    if not paths and not meaning:
        place = index_place(directory)
        if isinstance(place, Path) and _obeyed(place):
            return 0
        paths_argument = next(each for each in context.command.params if each.name == "paths")
        raise click.MissingParameter(ctx=context, param=paths_argument)
    if model is not None and not meaning:
        raise click.UsageError("--model needs --meaning", context)
    where = index_place(directory)
    if isinstance(where, str) and meaning:
        raise click.UsageError("--meaning is for an index on this machine", context)
    found, status = _with_fetched(paths, to, fetch=fetch, verbose=verbose)
    if found:
        status = max(status, _indexed(where, found, name, options, (verbose, keep_finished, fetch)))
    if not meaning:
        return status
    # Few indexes have vectors.
    from searcher.commands.encoding import encode

    assert isinstance(where, Path)
    # An interrupt does not undo what was indexed before, and what it leaves is to be done yet.
    done = after_part() if found else contextlib.nullcontext()
    with done, ended_by_signals(finishing=False):
        return max(status, encode(where, model, options["wait"]))


def _with_fetched(
    paths: tuple[Path | str, ...], to: Path | None, *, fetch: bool, verbose: bool
) -> tuple[tuple[Path, ...], int]:
    """The paths, with the files of feeds that were fetched in place of addresses; a status."""
    addresses = [path for path in paths if isinstance(path, str)]
    if fetch and not addresses:
        _refuse_other_addresses(paths)
    if to is not None and not (fetch and addresses):
        raise click.UsageError("--to needs --fetch and the address of a feed")
    if not fetch:
        if addresses:
            raise click.UsageError(
                f"{safe_text.shortened(addresses[0])}: addresses are not fetched; save the page, "
                "then name the file. If it is the feed of a podcast, add --fetch --to FOLDER"
            )
        return tuple(path for path in paths if isinstance(path, Path)), 0
    # Few runs fetch anything.
    from searcher.commands.fetching import fetched

    with ended_by_signals(finishing=False):
        return fetched(paths, to, verbose=verbose)


def _refuse_other_addresses(paths: tuple[Path | str, ...]) -> None:
    """Refuse an address that is neither http nor https: it is no path, either."""
    # Few runs fetch anything.
    from corpus.files import ADDRESS

    for match in filter(None, (ADDRESS.search(str(path)) for path in paths)):
        # A path has lost one of the slashes.
        address = re.sub(":/+", "://", match[0], count=1)
        raise click.UsageError(f"{safe_text.shortened(address)}: only https is fetched")


def _obeyed(where: Path) -> bool:
    """Let an index obey what speakers.toml says of who may be shown; whether that changed it."""
    # Mostly paths are given.
    from index.update.update import obey_corrections

    if not obey_corrections(where):
        return False
    with after_commit():
        click.echo(f"speakers.toml is obeyed now in {safe_text.one_line(str(where))}")
    return True


def _indexed(
    where: Path | str,
    paths: tuple[Path, ...],
    name: str | None,
    options: dict[str, Any],
    flags: tuple[bool, bool, bool],
) -> int:
    """Add files and folders to an index; the exit status."""
    verbose, keep_finished, fetched = flags
    options = dict(options)
    how = {key: options.pop(key) for key in ("prune", "wait", "verify_content")}
    chosen = selection(**options)
    given, texts = split_input(paths, name, chosen)
    with ended_by_signals(finishing=keep_finished) as stop:
        how["stop"] = stop if keep_finished else None
        summary = _update(where, given, chosen, texts, how)
    with after_commit():
        return _told(summary, where, (given, texts), verbose=verbose, fetched=fetched)


def _told(
    summary: "Summary",
    where: Path | str,
    read: "tuple[list[Path], list[File]]",
    *,
    verbose: bool,
    fetched: bool,
) -> int:
    """Print what an update did; the exit status."""
    given, texts = read
    for error in (*summary.unseen, *summary.skipped):
        old = "; its text of the last time stays in the index"
        safe_text.warn(f"skipped {error}{old if error.path in summary.outdated else ''}")
    for path, notices in summary.notices.items():
        for notice in notices:
            safe_text.warn(f"{path}, {notice}")
    left_out(summary.left_out, verbose=verbose)
    tell_feeds(summary.feeds, verbose=verbose, fetched=fetched)
    if verbose:
        for copy, original in summary.copies.items():
            safe_text.warn(f"{as_text(copy)} is a copy of {as_text(original)}")
    nothing = not (
        summary.programs or summary.unchanged or summary.dropped or summary.deselected
        or summary.copies
    )  # fmt: skip
    if nothing and (summary.skipped or summary.unseen):
        return 2
    if nothing:
        named_paths = (*given, *(text.path for text in texts))
        safe_text.warn(f"no transcripts in {', '.join(map(as_text, named_paths))}")
        return 2
    for line in report(summary, where):
        click.echo(line)
    named = {Path(os.path.realpath(path)) for path in given}
    named |= {text.path for text in texts}
    if summary.stopped:
        safe_text.warn(
            f"stopped: {safe_text.counted(summary.stopped, 'file')} not read; "
            "what was read is in the index, and the same command goes on"
        )
        return 2
    # What was asked for was not looked at: a file that was given, or a whole folder.
    failed = any(error.path in named for error in summary.skipped)
    return 2 if failed or summary.unseen else 0


@contextlib.contextmanager
def ended_by_signals(*, finishing: bool) -> Iterator[Callable[[], bool]]:
    """Let SIGTERM and SIGHUP end a block as Ctrl-C does, which is answered at once.

    Args:
        finishing: the first Ctrl-C does not end it; the block is asked to stop.

    Yields:
        Whether it was asked to stop.
    """
    asked = False

    def interrupt(number: int, _: object) -> None:
        nonlocal asked
        if number == signal.SIGINT and finishing and not asked:
            asked = True
            _say("stopping... what is read is kept; once more ends at once")
            return
        # The shell that has gone may send another one: it must not disturb the cleaning up.
        for each in before:
            if each != signal.SIGINT:
                signal.signal(each, signal.SIG_IGN)
        if number == signal.SIGINT:
            _say("stopping...")
        raise KeyboardInterrupt

    before: dict[int, Any] = {}
    # Only the main thread gets signals; another one is that of a program that embeds this.
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            # What the caller ignores, as `nohup` does, stays ignored.
            usual = (signal.SIG_DFL, signal.default_int_handler)
            if number and signal.getsignal(number) in usual:
                before[number] = signal.signal(number, interrupt)
    try:
        yield lambda: asked
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _say(message: str) -> None:
    """Print a line on standard error, from a signal: what is printed there may be in the middle."""
    with contextlib.suppress(OSError):
        os.write(2, f"\nsearcher: {message}\n".encode())


def _update(
    where: Path | str,
    paths: "list[Path]",
    chosen: "Selection",
    texts: "list[File]",
    how: dict[str, Any],
) -> "Summary":
    """Update the index, with a progress bar on standard error if that is a terminal.

    Args:
        where: the index.
        paths: files and folders.
        chosen: which files of folders are taken.
        texts: contents that are in no file.
        how: as `index.update.update.Manner`.
    """
    # `--help` starts without the engine.
    from index.update.update import update
    from searcher.commands.destination import destination
    from searcher.output.streams.progress import progress_bar

    with progress_bar() as bar:

        def progress(done: int, total: int, path: Path) -> None:
            bar.show(done, total, as_text(path.name))

        place = destination(where)
        return update(place, paths, progress, selection=chosen, texts=texts, **how)


def report(summary: "Summary", where: Path | str) -> Iterator[str]:
    """What an update did, as lines."""
    if summary.programs:
        folder = safe_text.one_line(str(where))
        turns = safe_text.counted(summary.turns, "turn")
        end = f"in {summary.seconds:.1f} s to {folder}"
        if not (summary.again or summary.moved):
            yield f"{safe_text.counted(summary.programs, 'program')}, {turns} added {end}"
        else:
            yield f"{_kinds(summary)}; {turns} read {end}"
    else:
        yield "Nothing new."
    if summary.one_voice:
        each = "read" if summary.one_voice == 1 else "each read"
        yield f"{summary.one_voice:,} without speaker labels, {each} as one speaker"
    if summary.named:
        labels = safe_text.counted(summary.named, "label")
        yield f"{labels} such as Host or Guest named as the feed says"
    if summary.copies:
        yield f"{len(summary.copies):,} not added: copies of other files"
    if summary.unchanged:
        yield f"{summary.unchanged:,} unchanged since the last time"
    if summary.dropped:
        gone = "its file is gone" if summary.dropped == 1 else "their files are gone"
        yield f"{summary.dropped:,} removed: {gone}"
    if summary.deselected:
        file = "its file is" if summary.deselected == 1 else "their files are"
        yield f"{summary.deselected:,} removed: {file} now left out"
    if skipped := len(summary.skipped) + len(summary.unseen):
        yield f"{skipped:,} skipped: see the messages above"


def _kinds(summary: "Summary") -> str:
    """How many programs are new, were read again, and have moved: `2 programs added, 1 moved`."""
    new = max(0, summary.programs - summary.again - summary.moved)
    counts = {"added": new, "read again": summary.again, "moved": summary.moved}
    (first, number), *others = [(kind, count) for kind, count in counts.items() if count]
    rest = "".join(f", {count:,} {kind}" for kind, count in others)
    return f"{safe_text.counted(number, 'program')} {first}{rest}"
