"""What opens the page or the file of a quote: an address of the web, or a file that is a document.

An address of a transcript is data of somebody else: only `http` and `https` are opened. Of files
only kinds are opened that no system runs as a program.
"""

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.paths import from_text
from searcher.errors import SearcherError
from searcher.recording.players import has_screen
from searcher.safe_text import one_line, plain, shortened

if TYPE_CHECKING:
    from searcher.quotes.quote import Quote

#: Kinds of files that are opened.
DOCUMENTS = frozenset(
    ".txt .md .markdown .html .htm .vtt .srt .sbv .smi .ass .ssa .sub .ttml .dfxp .json .jsonl "
    ".ndjson .xml .tei .csv .tsv .docx .odt .rtf .pdf .epub .eaf .textgrid .trs .exb .cha .stm "
    ".ctm .rttm .mht .mhtml".split()
)
_WEB = ("https://", "http://")


class NothingToOpen(SearcherError):
    """A quote has no page and no file that can be opened here."""


def address_of(quote: "Quote") -> str:
    """The address of the moment, of the page, or of the file.

    Raises:
        NothingToOpen: there is none that is opened.
    """
    for link in (quote.link, quote.program.url):
        if link and link.startswith(_WEB) and plain(link) == link and "\n" not in link:
            return link
    path = Path(from_text(quote.program.path))
    named = shortened(quote.program.path, 120)
    if not path.is_absolute():
        raise NothingToOpen(f"{shortened(quote.program.id, 60)} has neither a page nor a file")
    if not path.is_file():
        raise NothingToOpen(f"the file is not there: {named}")
    if path.suffix.lower() not in DOCUMENTS:
        raise NothingToOpen(f"such a file is opened by hand only: {named}")
    return path.resolve().as_uri()


def open_address(address: str) -> str:
    """Open an address in the browser, or with what the system opens such a file; what was done.

    Raises:
        NothingToOpen: there is no browser.
    """
    if not has_screen() or not webbrowser.open(address):
        raise NothingToOpen(f"there is no browser here; the address is {one_line(address)}")
    return f"opened {shortened(address, 120)}"
