"""The quotes of a packet in Markdown."""

from collections.abc import Iterator

from searcher.citation.pieces import Pieces
from searcher.output.formats.md import block_quote, escaped
from searcher.output.packet.words import about, title
from searcher.packet.contents import Contents, Item
from searcher.packet.packet import Source
from searcher.quotes.corrected import note
from searcher.safe_text import one_line


def markdown(contents: Contents) -> Iterator[str]:
    """A heading, each quote as a block quote with its citations, then the sources."""
    yield f"# {escaped(title(contents))}\n"
    for line in about(contents):
        yield f"\n{escaped(one_line(line))}\n"
    for item in contents.items:
        yield from _quote(item, contents)
    yield "\n## Sources\n\n"
    for source in contents.packet.sources:
        yield f"- {_source(source)}\n"


def _quote(item: Item, contents: Contents) -> Iterator[str]:
    program = item.quote.program
    yield f"\n## {item.number}\\. {escaped(one_line(program.title))}\n\n"
    yield f"{block_quote(item.quote)}\n\n"
    if corrected := note(item.quote.turn):
        yield f"{escaped(one_line(corrected))}\n\n"
    for one in item.citations:
        name = one.style.value.upper()
        yield f"- {name}: {_pieces(one.reference)}\n"
        yield f"- {name}: {_pieces(one.in_text)}\n"
    if item.clip:
        yield f"- Clip: [{escaped(item.clip)}](<{item.clip}>)\n"
    source = contents.source(program.path)
    if source is not None:
        yield f"- {_source(source)}\n"


def _pieces(pieces: Pieces) -> str:
    texts = ((escaped(_unbroken(piece.text)), piece.is_italic) for piece in pieces)
    return "".join(f"*{text}*" if is_italic else text for text, is_italic in texts)


def _unbroken(text: str) -> str:
    """Text on one line, with the blanks at its ends."""
    return text.replace("\n", " ")


def _source(source: Source) -> str:
    known = "not read" if source.sha256 is None else f"SHA-256 `{source.sha256}`"
    return f"{source.kind.value.capitalize()}: {escaped(one_line(source.path))}, {known}"
