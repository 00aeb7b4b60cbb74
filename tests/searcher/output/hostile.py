"""Quotes whose every text tries to be markup, for the tests of the formats."""

from corpus.model import Program, Turn
from searcher.engines.every import Every
from searcher.engines.results import Results
from searcher.quotes.quote import Quote
from tests.searcher.engines.scan_engine import KnownSpans

#: What one format or another would take for more than text.
TEXTS = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script> & <b>bold</b> &amp; ]]>",
    "*a* _b_ **c** ~~d~~ `e` [f](http://x.example) ![g](h) <http://i.example> $j$ #k",
    "| a | b |\n|---|---|\n# Heading\n- list\n1. one\n> quote\n    code\n---\n===",
    "see http://a.example and www.b.example, \\* \\\\ \\\n\n\n\n+ plus\n\n```\ncode",
    "\x1b[31mred\x1b[0m \x00 \x7f \x85 \ufffe\uffff \u202eevil\u202c \u2066x\u2069",
    "שלום עולם، مرحبا <i>",
    "_x0041_ \\x41 {{x}} %{y} ${z}",
    "\\input{x} % # $ & ~ ^ {brace} \\",
    "TY  - BOOK\nER  - \n@misc{x,\n}",
)


def quote(text: str, *, program: str = "p", number: int = 1, link: str | None = None) -> Quote:
    """A quote that says a text, of which the middle third is marked; everything has this name."""
    third = len(text) // 3
    return Quote(
        Program(
            f"{program} {text}", text, f"/x/{text}", "labelled", series=text, date="2019-09-09",
            topics=(text,), language="he", url=link, media_url=link,
        ),
        Turn(number, text, text, text, role=text, start=86.0),
        1.5,
        None,
        highlights=(KnownSpans(((third, max(third + 1, 2 * third)),)),),
        question=Turn(3, "Asker", text, text),
    )  # fmt: skip


def found() -> Results:
    """Results with a quote for each text."""
    link = "https://x.example/a\"b'c<d>e?f=(g)&h=1#i"
    quotes = tuple(quote(text, number=5, link=link) for text in TEXTS)
    return Results(("a <b> | =c",), quotes, len(quotes), None, 0.1)


def every() -> Every:
    """The same as a stream."""
    results = found()
    return Every(results.replaced(quotes=()), iter(results.quotes))
