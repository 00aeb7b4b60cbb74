"""`searcher verify`: was this said, so, and by whom?"""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.commands.arguments import Command
from searcher.commands.options import format_options, index_directories, indexes_option
from searcher.output.printer import printer

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.verify.verdict import Checked


@click.command("verify", cls=Command)
@click.argument("quote", nargs=-1, metavar="QUOTE")
@click.option("-s", "--speaker", metavar="NAME", help="Who is claimed to have said it.")
@format_options
@indexes_option
def command(
    quote: tuple[str, ...],
    speaker: str | None,
    output_format: str,
    directories: tuple[Path, ...],
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

    An ellipsis (…) leaves something out, and what is in [brackets] was added by the
    author of the quotation. What differs is marked: [-said-] and {+quoted+}. The exit
    status is 0 only if all quotations are verbatim or cleaned, and ascribed to whoever
    said them.
    """  # noqa: D301 - click prints the lines after \b as they are
    if not quote:
        raise click.UsageError('give the quotation: searcher verify "QUOTE"')
    # `--help` starts without the engine.
    from searcher.archive import Archive

    with Archive.open(*index_directories(directories)) as archive:
        found = _one(archive, " ".join(quote), speaker)
    printer(output_format).verdicts(found)
    return 0 if found.is_right else 1


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
