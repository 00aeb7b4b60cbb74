"""`searcher packet`: quotes as evidence, in a folder that can be checked later."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.errors import after_commit
from searcher import __version__
from searcher.commands.arguments import PerCall, SearchCommand
from searcher.commands.folder_options import folder_option, quotes_limit, warn_of_reasons
from searcher.commands.index import ended_by_signals
from searcher.commands.index_options import (
    includes_restricted,
    index_directories,
    indexes_option,
    opened,
    restricted_option,
)
from searcher.commands.output_options import STYLES
from searcher.commands.search_options import counted_options, filters_of
from searcher.output.streams.progress import progress_bar
from searcher.safe_text import counted, shortened, warn

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.engines.results import Results
    from searcher.packet.packet import Source
    from searcher.quotes.quote import Quote

#: As `searcher.packet.packet.MOST`.
_MOST = 10_000
_NUMBERS = re.compile(r"(?P<first>[0-9]{1,5})(?:-(?P<last>[0-9]{1,5}))?")
#: A packet with what only the owner of the index may see is only for them.
_OWNERS, _EVERYBODYS = 0o700, 0o755


@click.command("packet", cls=SearchCommand)
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
@folder_option("the packet")
@quotes_limit(100, _MOST)
@click.option(
    "--only",
    cls=PerCall,
    metavar="NUMBERS",
    help="Only these results of the search, such as 1,3 or 2-5.",
)
@click.option(
    "-C",
    "--context",
    default=1,
    show_default=True,
    metavar="N",
    type=click.IntRange(0, 20),
    help="Also N turns before and after each quote.",
)
@click.option("--cite", "style", type=click.Choice(STYLES), help="Cite in this style only.")
@click.option("--clips", is_flag=True, help="Also cut the quotes out of their recordings.")
@click.option(
    "--replace", "replaced", cls=PerCall, is_flag=True, help="Replace a packet that is in DIR."
)
@counted_options
@indexes_option
@restricted_option
def command(
    words: tuple[str, ...],
    folder: Path,
    limit: int,
    only: str | None,
    context: int,
    style: str | None,
    clips: bool,
    replaced: bool,
    directories: tuple[Path | str, ...],
    **options: Any,
) -> int:
    """Write the quotes of a search into a folder, as evidence that can be checked later.

    The folder holds the quotes as a page for people, as Markdown and as JSON; how they
    are cited; where they are in their recordings, or the clips; the checksums (SHA-256)
    of the transcripts, of recordings on this machine, and of every file of the packet.
    The quotes are those of the strictest tier that matches.

    \b
    searcher packet "M protein" --to evidence
    searcher packet maintenance --speaker adeyinka --only 1,3 --clips --to evidence
    searcher verify --packet evidence        is all still as it was?
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine; so below.
    from index import whole_folder
    from searcher.output.packet.files import texts
    from searcher.packet.contents import Contents, items_of, search_record
    from searcher.packet.folder import refuse_others, seal, write
    from searcher.packet.packet import Packet

    numbers = None if only is None else _numbers(only)
    filters = filters_of(options)
    whole_folder.recover(folder)
    refuse_others(folder, replaced=replaced)
    places = index_directories(directories)
    with opened(places) as archive:
        state = archive.state
        # One turn after each says when a quote ends.
        found = archive.search(
            *words, limit=limit, context=max(context, 1), strict=True, filters=filters, **options
        )
        index = _index(archive, places, state)
    if not found.quotes:
        warn(f"nothing found for {found.query_text}")
        return 1
    quotes = _chosen(found, numbers)
    sources = _sources(quotes, places)
    mode = _OWNERS if includes_restricted() else _EVERYBODYS
    replacing = whole_folder.replacing(folder, mode=mode, only_new=not replaced)
    # A terminal that is closed leaves no half of a packet.
    with ended_by_signals(finishing=False), replacing as new:
        made, reasons = _heard(quotes, new, clips=clips)
        if not context:
            quotes = {n: quote.replaced(before=(), after=()) for n, quote in quotes.items()}
        items = items_of(quotes, _styles(style), made)
        searched = search_record(
            found, len(quotes), sounds_like=options["sounds_like"], limit=limit, only=only
        )
        packet = Packet(
            _now(), __version__, searched, index, includes_restricted(), sources,
            tuple(item.record() for item in items), (),
        )  # fmt: skip
        write(new, texts(Contents(packet, found, items)), sources)
        sha256 = seal(new, packet)
    with after_commit(f"the packet is in {folder}"):
        click.echo(f"{counted(len(quotes), 'quote')} in {folder}\nSHA-256 of the packet: {sha256}")
        warn_of_reasons(reasons)
        warn_of_reasons([f"{one.path} could not be read, so it has no checksum"
               for one in sources if one.sha256 is None])  # fmt: skip
        if found.total > len(found.quotes) + sum(len(quote.also_in) for quote in found.quotes):
            warn(f"the search has {found.total:,} turns, and these are the best; see --limit")
    return 0


def _numbers(only: str) -> tuple[int, ...]:
    """The numbers of results that were typed.

    Raises:
        click.UsageError: they are no numbers.
    """
    chosen: dict[int, None] = {}
    for part in only.split(","):
        match = _NUMBERS.fullmatch(part.strip())
        first = int(match["first"]) if match else 0
        last = int(match["last"] or first) if match else 0
        if not 1 <= first <= last:
            raise click.UsageError(
                f"--only {shortened(only, 40)}: give numbers of results, such as 1,3 or 2-5"
            )
        chosen.update(dict.fromkeys(range(first, last + 1)))
    return tuple(sorted(chosen))


def _chosen(found: "Results", numbers: Sequence[int] | None) -> "dict[int, Quote]":
    """The quotes that are wanted, by their numbers.

    Raises:
        click.UsageError: the search has no such result.
    """
    every = dict(enumerate(found.quotes, start=1))
    if numbers is None:
        return every
    if missing := [number for number in numbers if number not in every]:
        raise click.UsageError(
            f"--only {missing[0]}: the search has the results 1 to {len(every):,}; see --limit"
        )
    return {number: every[number] for number in numbers}


def _index(archive: "Archive", places: Sequence[Path | str], state: str) -> dict[str, Any]:
    """What the packet says of the index.

    Raises:
        click.ClickException: it has changed while the quotes were read.
    """
    entries = archive.programs()
    if archive.state != state:
        raise click.ClickException("the index was changed meanwhile; make the packet again")
    return {
        "places": [str(place) for place in places],
        "state": state,
        "programs": len(entries),
        "turns": sum(entry.turns for entry in entries),
    }


def _sources(quotes: "Mapping[int, Quote]", places: Sequence[Path | str]) -> "tuple[Source, ...]":
    """The sources of some quotes.

    Raises:
        searcher.packet.packet.PacketProblem: one has changed since it was indexed.
    """
    from searcher.packet.sources import Sources

    folders = [place for place in places if isinstance(place, Path)]
    with progress_bar("Reading sources") as bar:
        return Sources(folders).of(quotes.values(), bar.show)


def _heard(
    quotes: "Mapping[int, Quote]", new: Path, *, clips: bool
) -> tuple[dict[int, str], list[str]]:
    """Write lists of where the quotes can be heard, and clips if they are wanted.

    Returns:
        The clips by the numbers of their quotes, and what there is to say.
    """
    from searcher.packet.clips import cut_clips, stretches_of, write_lists
    from searcher.recording.clips.cutting import ffmpeg

    stretches, reasons = stretches_of(quotes)
    made: dict[int, str] = {}
    if clips and (program := ffmpeg()) is not None:
        with progress_bar("Cutting") as bar:
            made, notes = cut_clips(program, stretches, new, bar.show)
        reasons += notes
    elif clips:
        reasons.insert(0, "there is no ffmpeg, so no clips are cut; install it to cut them")
    write_lists(new, stretches.values())
    return made, reasons if clips else []


def _styles(style: str | None) -> "list[Any]":
    from searcher.citation.citation import Style

    return [Style(style)] if style else [*Style]


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
