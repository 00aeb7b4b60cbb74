"""The printer of a transcript as captions: SubRip."""

from typing import TextIO

from searcher.output.values.captions_printer import CaptionsPrinter


def printer(out: TextIO) -> CaptionsPrinter:
    """The printer of SubRip on a stream."""
    return CaptionsPrinter(out, "srt")
