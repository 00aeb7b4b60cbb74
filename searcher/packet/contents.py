"""What is in a packet while it is made: the quotes with all that is known of them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpus.corrected_words import source_text
from searcher.citation.citation import Citation, Style, cite
from searcher.citation.pieces import plain_text
from searcher.citation.work import of_quote
from searcher.packet.packet import Packet, PacketQuote, Source
from searcher.packet.sources import local_recording
from searcher.quotes.quote import Quote
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.engines.results import Results


class Item(Value):
    """A quote of a packet.

    Attributes:
        number: its place among the results of the search, from 1.
        quote: the quote.
        citations: how it is cited, in each style.
        clip: the path of the clip in the packet, or None.
    """

    number: int
    quote: Quote
    citations: tuple[Citation, ...]
    clip: str | None

    def record(self) -> PacketQuote:
        """The quote as the packet keeps it."""
        quote = self.quote
        return PacketQuote(
            self.number,
            quote.program.id,
            quote.program.title,
            quote.turn.number,
            quote.turn.speaker,
            quote.turn.text,
            source_text(quote.turn) if quote.turn.corrections else None,
            quote.at,
            quote.link,
            quote.program.path,
            local_recording(quote.program),
            self.clip,
            {
                one.style.value: {
                    "reference": plain_text(one.reference),
                    "in_text": plain_text(one.in_text),
                }
                for one in self.citations
            },
        )


class Contents(Value):
    """What is in a packet.

    Attributes:
        packet: what it says of itself, but for its files.
        found: the whole search.
        items: the quotes.
    """

    packet: Packet
    found: "Results"
    items: tuple[Item, ...]

    def source(self, path: str | None) -> Source | None:
        """The source with a path."""
        return next((one for one in self.packet.sources if one.path == path), None)


def items_of(
    quotes: Mapping[int, Quote], styles: Sequence[Style], clips: Mapping[int, str]
) -> tuple[Item, ...]:
    """The quotes of a packet, by the numbers that they have."""
    return tuple(
        Item(
            number,
            quote,
            tuple(cite(of_quote(quote), style) for style in styles),
            clips.get(number),
        )
        for number, quote in quotes.items()
    )


def search_record(found: "Results", quotes: int, **options: Any) -> dict[str, Any]:
    """What was searched for, how exactly it was found, and how much of it is in the packet.

    Args:
        found: what was found, in the strictest tier that matches.
        quotes: how many quotes the packet has.
        options: other options of the search.
    """
    return {
        "query": list(found.query),
        "text": found.query_text,
        "filters": dict(found.filters),
        "synonyms": {words: list(others) for words, others in found.synonyms.items()},
        "strict": True,
        **options,
        "tier": None if found.tier is None else found.tier.value,
        "total": found.total,
        "quotes": quotes,
    }
