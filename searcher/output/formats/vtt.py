"""The printer of a transcript as captions: WebVTT."""

from typing import TextIO

from searcher.output.values.captions_printer import CaptionsPrinter


def printer(out: TextIO) -> CaptionsPrinter:
    """The printer of WebVTT on a stream."""
    return CaptionsPrinter(out, "vtt")
