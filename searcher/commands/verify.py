"""`searcher verify`: was this said, so, and by whom?"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.commands.arguments import Command, PerCall
from searcher.commands.index_options import (
    index_directories,
    indexes_option,
    opened,
    restricted_option,
)
from searcher.commands.output_options import format_options
from searcher.commands.reading_options import STANDARD_INPUT
from searcher.output.printer import printer
from searcher.output.streams import screen

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from corpus.source import Source
    from searcher.archive import Archive
    from searcher.verify.verdict import Checked

#: No more of standard input is read, in bytes.
LARGEST_DRAFT = 64 << 20


@click.command("verify", cls=Command)
@click.argument("quote", nargs=-1, metavar="QUOTE")
@click.option("-s", "--speaker", metavar="NAME", help="Who is claimed to have said it.")
@click.option(
    "--file",
    "draft",
    cls=PerCall,
    type=click.Path(path_type=Path),
    metavar="DRAFT",
    help="Check all quotations of an article: text, Markdown, HTML, Word, OpenDocument, RTF, PDF; "
    "- for standard input.",
)
@click.option(
    "--min-words",
    "fewest",
    default=3,
    show_default=True,
    metavar="N",
    type=click.IntRange(1),
    help="With --file: leave out quotations of fewer words.",
)
@click.option(
    "--packet",
    "packet",
    cls=PerCall,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Check a packet of `searcher packet`: its files, its sources, and each of its quotes.",
)
@format_options
@indexes_option
@restricted_option
def command(
    quote: tuple[str, ...],
    speaker: str | None,
    draft: Path | None,
    fewest: int,
    packet: Path | None,
    output_format: str,
    directories: tuple[Path | str, ...],
) -> int:
    """Check a quotation: was it said, in these words, and by whom?

    \b
    verbatim        the words were said as they are quoted
    cleaned         fillers, repetitions or false starts are left out, or the
                    punctuation differs
    altered         words were changed, added or left out; they are marked
    stitched        the parts were said in several places
    misattributed   somebody else said it
    not found       nobody said it; the place that comes nearest is shown

    \b
    searcher verify "iron forgives a lot" --speaker Pellow
    searcher verify --file article.docx
    searcher verify --packet evidence

    With --file, quotations are what stands in quotation marks or in block quotations, and
    each is compared with the person to whom the draft ascribes it.
    An ellipsis (…) leaves something out, and what is in [brackets] was added by the
    author of the quotation. What differs is marked: [-said-] and {+quoted+}. The exit
    status is 0 only if all quotations are verbatim or cleaned, and ascribed to whoever
    said them; of a packet, only if all of it still holds.
    """  # noqa: D301 - click prints the lines after \b as they are
    if packet is not None:
        if quote or speaker or draft:
            given = "QUOTE" if quote else "--speaker" if speaker else "--file"
            raise click.UsageError(f"{given} and --packet exclude each other")
        return _packet(packet, index_directories(directories), output_format)
    if draft is None and not quote:
        raise click.UsageError(
            'give a quotation, a draft or a packet: searcher verify "QUOTE", --file DRAFT, '
            "--packet DIR"
        )
    if draft is not None and (quote or speaker):
        given = "QUOTE" if quote else "--speaker"
        raise click.UsageError(f"{given} and --file exclude each other; a draft has its own")
    with opened(index_directories(directories)) as archive:
        if draft is None:
            found = _one(archive, " ".join(quote), speaker)
        else:
            found = archive.verify_draft(_source(draft), fewest)
    with screen.paged(output_format) as out:
        printer(output_format, out).verdicts(found)
    return 0 if found.is_right else 1


def _packet(folder: Path, directories: Sequence[Path | str], output_format: str) -> int:
    """Check a packet; the exit status."""
    # Few packets are checked.
    from searcher.output.streams.progress import progress_bar
    from searcher.packet.check import check

    with opened(directories) as archive, progress_bar("Checking") as bar:
        found = check(folder, archive, bar.show)
    printer(output_format).packet(found)
    return 0 if found.holds else 1


def _source(draft: Path) -> "Source":
    """The draft, or what standard input holds."""
    # `--help` starts without the readers.
    from corpus.source import Source

    if str(draft) != STANDARD_INPUT:
        return Source.open(draft)
    if sys.stdin is None or sys.stdin.closed:
        raise click.UsageError("standard input is closed; pipe a draft to this command")
    return Source.open(Path("standard input"), data=sys.stdin.buffer.read(LARGEST_DRAFT))


def _one(archive: "Archive", text: str, speaker: str | None) -> "Checked":
    """The verdict on a quotation that was typed."""
    from searcher.errors import RequestError
    from searcher.verify.verdict import Checked

    began = time.perf_counter()
    try:
        verdict = archive.verify(text, speaker)
    except RequestError as error:
        raise click.UsageError(str(error)) from error
    return Checked((verdict,), (), None, time.perf_counter() - began)
