"""The page of a packet: each quote with its citations, its clip, and the checksum of its source."""

from collections.abc import Iterator
from html import escape

from searcher.output.formats.html import ENDING, beginning, figure
from searcher.output.packet.words import about, title
from searcher.packet.contents import Contents, Item
from searcher.packet.packet import Source
from searcher.quotes.corrected import note
from searcher.safe_text import one_line, plain_xml


def page(contents: Contents) -> Iterator[str]:
    """One page of HTML that needs no other file, to be read and to be printed."""
    yield beginning(title(contents))
    for line in about(contents):
        yield f"<p class=quiet dir=auto>{_text(line)}</p>\n"
    for item in contents.items:
        yield from _quote(item, contents)
    yield '<section>\n<h2 id="sources">Sources</h2>\n'
    for source in contents.packet.sources:
        yield f"<p class=quiet dir=auto>{_source(source)}</p>\n"
    yield f"</section>\n{ENDING}"


def _quote(item: Item, contents: Contents) -> Iterator[str]:
    program = item.quote.program
    known = [one_line(part) for part in (program.series, program.date, program.id) if part]
    yield f'<section>\n<h2 id="quote-{item.number}" dir=auto>'
    yield f"{item.number}. {_text(one_line(program.title))}</h2>\n"
    yield f"<p class=quiet dir=auto>{_text(' · '.join(known))}</p>\n"
    yield figure(item.quote)
    if corrected := note(item.quote.turn):
        yield f"<p class=quiet dir=auto>{_text(corrected)}</p>\n"
    for one in item.citations:
        for pieces in (one.reference, one.in_text):
            said = "".join(
                f"<i>{_text(piece.text)}</i>" if piece.is_italic else _text(piece.text)
                for piece in pieces
            )
            yield f"<p class=quiet dir=auto>{_text(one.style.value.upper())}: {said}</p>\n"
    if item.clip:
        yield f'<p class=quiet><a href="{_text(item.clip)}">{_text(item.clip)}</a></p>\n'
    source = contents.source(program.path)
    if source is not None:
        yield f"<p class=quiet dir=auto>{_source(source)}</p>\n"
    yield "</section>\n"


def _source(source: Source) -> str:
    known = "not read" if source.sha256 is None else f"SHA-256 {source.sha256}"
    return f"{_text(source.kind.value.capitalize())}: {_text(one_line(source.path))} · {known}"


def _text(text: str) -> str:
    return escape(plain_xml(text))
