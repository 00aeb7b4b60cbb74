"""Paragraphs of plain text: wrapped lines joined, words that a line end parts made whole."""

import re

from corpus.source import Source, unusual

LONG_LINE = 100_000
SPACES = re.compile(r"\s+")
# A list, a heading or a rule is no paragraph of talk.
NO_TALK = re.compile(r"[ \t]{0,24}(?:[-*+•‣◦▪][ \t]|#{1,6}[ \t]|[-=_*]{3,}[ \t]*$)")


def paragraphs(lines: list[str]) -> list[str]:
    """The paragraphs of lines: wrapped lines joined, runs of white space folded."""
    joined: list[str] = []
    current: list[str] = []
    for line in [*lines, ""]:
        if len(line) > LONG_LINE:  # a list of its words would take twenty times its memory
            parts = range(0, len(line), LONG_LINE)
            folded = "".join(SPACES.sub(" ", line[at : at + LONG_LINE]) for at in parts)
            current += [folded.replace("  ", " ").strip()] if folded.strip() else []
        elif words := line.split():
            current += words
        elif current:
            joined.append(" ".join(current))
            current = []
    return joined


def is_evenly_spaced(text: str, source: Source | None = None) -> bool:
    """Whether the only white space of a text is single blanks and line ends.

    Args:
        text: the text.
        source: the file that the text is a part of, with other ASCII signs at most. What holds
            for all of it holds for a part.
    """
    if "  " in text:
        return False
    return (source is not None and source.unusual.isprintable()) or unusual(text).isprintable()


def count(lines: list[str]) -> int:
    """How many paragraphs the lines have, without headings."""
    count, open_block = 0, False
    for line in lines:
        filled = bool(line) and not line.isspace()
        count += filled and not open_block
        open_block = filled
    return count
