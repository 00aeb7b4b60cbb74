"""`searcher clip`: quotes cut out of their recordings, or lists of where they are."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.commands.arguments import Command, Measure
from searcher.commands.folder_options import folder_option, quotes_limit, warn_of_reasons
from searcher.commands.index import ended_by_signals
from searcher.commands.index_options import (
    index_directories,
    indexes_option,
    opened,
    restricted_option,
)
from searcher.commands.search_options import counted_options, filters_of
from searcher.output.streams.progress import progress_bar
from searcher.recording.lists import FORMATS
from searcher.safe_text import counted, one_line, warn

if TYPE_CHECKING:
    from searcher.recording.stretch import Stretch


@click.command("clip", cls=Command)
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
@folder_option("the clips, or for the list")
@quotes_limit(10, 1000)
@click.option(
    "--seconds",
    default=0.0,
    metavar="SECONDS",
    type=Measure(0, 600),
    help="So much more before and after each quote.",
)
@click.option(
    "--list",
    "named",
    type=click.Choice(list(FORMATS)),
    help=f"Cut nothing; write a list. {'; '.join(f'{k}: {v}' for k, v in FORMATS.items())}.",
)
@click.option(
    "--encode",
    is_flag=True,
    help="Encode anew: slower, and every video begins exactly at the quote. Without it video that "
    "is no MP4 begins at the last whole picture before, which is said.",
)
@counted_options
@indexes_option
@restricted_option
def command(
    words: tuple[str, ...],
    folder: Path,
    limit: int,
    seconds: float,
    named: str | None,
    encode: bool,
    directories: tuple[Path | str, ...],
    **options: Any,
) -> int:
    """Cut the quotes of a search out of their recordings, with ffmpeg.

    A recording is an audio or video file of the same name beside the transcript, or one
    that transcripts.toml names, and the transcript must have times. Nothing is fetched
    from the web: what is there only comes into a list. Without ffmpeg, or with --list, a
    list is written that a player or an editor opens.

    \b
    searcher clip "M protein" --to clips --seconds 2
    searcher clip maintenance --speaker adeyinka --to cut --list otio
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine; so below.
    from searcher.recording.clips.folder import refuse_used, write_list
    from searcher.recording.stretch import stretches_of

    filters = filters_of(options)
    refuse_used(folder)
    with opened(index_directories(directories)) as archive:
        found = archive.search(
            *words, limit=limit, context=1, strict=True, filters=filters, **options
        )
    if not found.quotes:
        warn(f"nothing found for {found.query_text}")
        return 1
    stretches, reasons = stretches_of(found)
    stretches = [each.widened(seconds) for each in stretches]
    named = named or _list_in_place_of_clips(stretches)
    if not stretches:
        warn_of_reasons(reasons)
        raise click.ClickException("none of the quotes can be heard; nothing was written")
    if named:
        written = write_list(named, stretches, folder)
        names = one_line(", ".join(map(str, written)))
        click.echo(f"{counted(len(stretches), 'quote')} in {names}")
    else:
        written, not_cut = _cut(stretches, folder, encoded=encode)
        reasons += not_cut
        if written:
            click.echo(f"{counted(len(written), 'clip')} in {one_line(str(folder))}")
    warn_of_reasons(reasons)
    if not written:
        raise click.ClickException("none of the clips could be made; nothing was written")
    return 0


def _list_in_place_of_clips(stretches: "Sequence[Stretch]") -> str | None:
    """The list to write if nothing can be cut, which is said; None if something can."""
    from searcher.recording.clips.cutting import ffmpeg

    if ffmpeg() is None:
        warn("there is no ffmpeg, so a playlist is written; install it to cut clips")
        return "m3u"
    if any(each.recording.path is not None for each in stretches):
        return None
    if stretches:
        warn("the recordings are on the web only, so a playlist is written")
    return "m3u"


def _cut(
    stretches: "Sequence[Stretch]", folder: Path, *, encoded: bool
) -> tuple[list[Path], list[str]]:
    """Cut clips of the recordings on this machine.

    Returns:
        The clips, and why there is none of the other quotes.
    """
    from searcher.recording.clips.cutting import ffmpeg
    from searcher.recording.clips.folder import cut_all

    program = ffmpeg()
    assert program is not None
    local = [each for each in stretches if each.recording.path is not None]
    reasons = [
        f"{each.program.id}: its recording is on the web only; see --list"
        for each in stretches
        if each.recording.path is None
    ]
    # A terminal that is closed leaves no half of a clip.
    with ended_by_signals(finishing=False), progress_bar("Cutting") as bar:
        written, failed = cut_all(program, local, folder, encoded=encoded, told=bar.show)
    return written, [*reasons, *failed]
