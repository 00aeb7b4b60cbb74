"""`/download`: every quote of a search, a transcript, or a list, in any format of the command."""

import io
import re
from collections.abc import Callable, Generator
from contextlib import closing
from typing import Any, BinaryIO, NamedTuple

from searcher.errors import PassageUnknown, RequestError
from searcher.output.formats import docx, xlsx
from searcher.output.printer import FORMATS, SUFFIXES, printer, refusal
from searcher.parameters.parameter import REQUIRED, Kind, Parameter
from searcher.passages.passage import Again
from searcher.quotes.quote import Quote
from searcher.ranking.orders import ORDERS, Order
from searcher.recording.captions import FORMATS as CAPTIONS
from searcher.recording.captions import captions
from searcher.safe_text import shortened
from searcher.web.exchange import public
from searcher.web.exchange.answer import Answer, Writer, elsewhere
from searcher.web.exchange.handler import Call
from searcher.web.pages import programs, speakers
from searcher.web.pages.search import MATCHING, matching
from searcher.web.view.address import of
from searcher.web.view.narrowing import LONGEST


def formats_of(command: str) -> dict[str, str]:
    """The formats in which what a command finds can be written, each with what it is."""
    return {name: means for name, means in FORMATS.items() if refusal(name, command) is None}


OF = Parameter(
    "of",
    "What to download.",
    Kind.CHOICE,
    "quotes",
    choices=("quotes", "programs", "speakers", "transcript"),
)
#: A transcript is that of one program.
TRANSCRIPT = (Parameter("program", "The id of the program.", Kind.TEXT, REQUIRED, most=LONGEST),)
QUOTES = (
    Parameter("q", "The search.", Kind.TEXT, REQUIRED),
    *MATCHING[1:],
    Parameter(
        "sort",
        "The order.",
        Kind.CHOICE,
        Order.PROGRAM.value,
        choices=tuple(order for order in ORDERS if order != Order.RELEVANCE),
    ),
)

MEDIA_TYPES = {
    "text": "text/plain; charset=utf-8",
    "short": "text/plain; charset=utf-8",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8; header=present",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl-json": "application/vnd.citationstyles.csl+json",
    "srt": "application/x-subrip; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
}
_SUFFIX = {name: suffix for suffix, name in reversed(SUFFIXES.items())} | {
    "short": ".txt",
    "csl-json": ".json",
}
#: Formats that are made in memory, with the most rows that they hold.
_MOST = {"docx": docx.MOST, "xlsx": xlsx.ROWS - 1}
#: How much of a search is in the name of a file.
_LONGEST = 60


class _Made(NamedTuple):
    """What is downloaded.

    Attributes:
        name: of the file, without a suffix.
        total: how many rows it has.
        write: writes it with a printer.
        address: the page of a search, or "".
    """

    name: str
    total: int
    write: Callable[[Any], None]
    address: str = ""


def answer(call: Call) -> Answer:
    """A file."""
    what = dict(call.request.fields).get("of", OF.default)
    command, parameters, make = _KINDS.get(str(what), _KINDS["quotes"])
    choices = tuple(formats_of(command))
    format_ = Parameter("format", "The format.", Kind.CHOICE, REQUIRED, choices=choices)
    given = call.arguments((format_, OF, *(one for one in parameters if one.name != "offset")))
    name = given["format"]
    made = make(call, given)
    if not made.total and made.address and name != "jsonl":
        # The page says why, and what is near.
        return elsewhere(made.address)
    if made.total > _MOST.get(name, made.total):
        raise RequestError(
            f"format={name!r}: it holds at most {_MOST[name]:,}, and these are {made.total:,}; "
            "choose another format, or narrow the search"
        )
    return Answer(
        _writer(name, made.write),
        media_type=MEDIA_TYPES[name],
        headers={"content-disposition": f'attachment; filename="{made.name}{_SUFFIX[name]}"'},
    )


def _quotes(call: Call, given: dict[str, Any]) -> _Made:
    every = call.archive.every(given["q"], sort=given["sort"], **matching(given))
    # What is near is on the page; the printers would tell it to whoever runs the server.
    found = every.found
    if given["format"] != "jsonl":
        found = found.replaced(hints=(), suggestions=(), unmatched={})

    def write(to: Any) -> None:
        with closing(_public(every.quotes)) as quotes:
            to.every(every.replaced(found=found, quotes=quotes))

    asked = [(one.name, given[one.name]) for one in MATCHING if given[one.name] != one.default]
    return _Made(file_name(given["q"]), found.total, write, of("/search", asked))


def _public(quotes: Any) -> Generator[Quote]:
    # The archive stays open for them until they are closed.
    with closing(quotes):
        yield from map(public.quote, quotes)


def _transcript(call: Call, given: dict[str, Any]) -> _Made:
    name = given["program"]
    if call.archive.entry(name) is None:
        raise PassageUnknown(f"no program is called {shortened(name, 60)}")
    found = call.archive.passage(name)
    found = found.replaced(program=public.program(found.program))
    if given["format"] in CAPTIONS:
        # It raises where no time is known; a file that has begun can only be cut.
        next(captions(found.program, given["format"]))
    return _Made(file_name(name), found.total, lambda to: to.passage(found, Again(name)))


def _programs(call: Call, given: dict[str, Any]) -> _Made:
    found = [public.entry(entry) for entry in programs.found(call.archive.programs(), given)]
    return _Made("programs", len(found), lambda to: to.programs(found))


def _speakers(call: Call, given: dict[str, Any]) -> _Made:
    found = speakers.found(call.archive.speakers(), given)
    return _Made("speakers", len(found), lambda to: to.speakers(found))


_KINDS: dict[str, tuple[str, tuple[Parameter, ...], Callable[[Call, dict[str, Any]], _Made]]] = {
    "quotes": ("search", QUOTES, _quotes),
    "programs": ("programs", programs.PARAMETERS, _programs),
    "speakers": ("speakers", speakers.PARAMETERS, _speakers),
    "transcript": ("show", TRANSCRIPT, _transcript),
}


def _writer(name: str, write: Callable[[Any], None]) -> Writer:
    def written(out: BinaryIO) -> None:
        text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="")
        write(printer(name, text))
        text.flush()
        text.detach()

    return written


def file_name(q: str) -> str:
    """A name of a file that every system takes, with the words of a search."""
    words = re.sub("[^a-z0-9]+", "-", q.lower()[:_LONGEST]).strip("-")
    return f"searcher-{words}" if words else "searcher"
