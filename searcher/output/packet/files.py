"""The files of a packet that are texts: the quotes and their citations, in several formats."""

import io

from searcher.citation.citation import Citation
from searcher.citation.pieces import plain_text
from searcher.output.formats.jsonl import line
from searcher.output.packet.markdown import markdown
from searcher.output.packet.page import page
from searcher.output.printer import printer
from searcher.output.values.json_objects import whole
from searcher.packet.contents import Contents
from searcher.safe_text import one_line

#: The files of citations for other programs, each with its format.
_CITATIONS = {
    "citations.bib": "bibtex",
    "citations.ris": "ris",
    "citations.json": "csl-json",
}


def texts(contents: Contents) -> dict[str, str]:
    """The text of each file, by its name: the same for the same quotes, but for the time."""
    made = {
        "quotes.html": "".join(page(contents)),
        "quotes.md": "".join(markdown(contents)),
        "quotes.jsonl": "".join(_objects(contents)),
        "citations.txt": "\n".join(_citation(one) for one in _citations(contents)),
    }
    for name, form in _CITATIONS.items():
        out = io.StringIO()
        # Of each quote one: an entry of a bibliography has no style.
        printer(form, out).citations(item.citations[0] for item in contents.items)
        made[name] = out.getvalue()
    return made


def _objects(contents: Contents) -> list[str]:
    return [
        f"{line(whole('quote', {'rank': item.number, **item.quote.to_dict()}))}\n"
        for item in contents.items
    ]


def _citations(contents: Contents) -> list[Citation]:
    return [one for item in contents.items for one in item.citations]


def _citation(one: Citation) -> str:
    parts = (one_line(plain_text(pieces)) for pieces in (one.reference, one.in_text))
    return "".join(f"{one.style.value.upper()}: {part}\n" for part in parts)
