"""The printer protocol, and the table of the output formats.

A new format is one module in `formats/` and one row in `FORMATS`. The module has the name of the
format, with an underscore for a hyphen, and a function `printer(out)` that returns an object of the
protocol.
"""

from collections.abc import Iterable
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol, TextIO

from searcher.output.streams import destination

if TYPE_CHECKING:
    # Commands read the table for their options, and must not load the engine.
    from corpus.load import Parsed
    from index.library.status import Status
    from index.turn_record import Entry
    from searcher.citation.citation import Citation
    from searcher.concordance.counts.comparison import Comparison
    from searcher.concordance.counts.counts import Counts
    from searcher.concordance.counts.dispersion import Dispersion
    from searcher.concordance.counts.roll_call import RollCall
    from searcher.concordance.counts.talk_share import TalkShare
    from searcher.concordance.kwic.kwic import Kwic
    from searcher.concordance.words.collocates import Collocates
    from searcher.concordance.words.keywords import Keywords
    from searcher.engines.every import Every
    from searcher.engines.results import Results
    from searcher.engines.speaker_list import Speaker
    from searcher.packet.check import CheckedPacket
    from searcher.passages.passage import Again, Passage
    from searcher.verify.verdict import Checked

#: Each format with its line of help. The first one is the default.
FORMATS = {
    "text": "for people (the default)",
    "short": "one line for each result",
    "jsonl": "JSON Lines, one object per line",
    "csv": "comma-separated values",
    "tsv": "tab-separated values",
    "md": "Markdown",
    "html": "one page of HTML",
    "docx": "Word",
    "xlsx": "Excel",
    "bibtex": "citations for BibLaTeX",
    "ris": "citations for reference managers",
    "csl-json": "citations for Zotero and pandoc",
    "srt": "captions (SubRip)",
    "vtt": "captions (WebVTT)",
}

#: The format of a file by its suffix.
SUFFIXES = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".bib": "bibtex",
    ".ris": "ris",
    ".srt": "srt",
    ".vtt": "vtt",
}

#: Formats that are no text: they are not for a terminal.
BINARY = ("docx", "xlsx")

#: Formats of citations, and the commands that have something to cite. Their printers have no other
#: methods than these need.
CITING = ("bibtex", "ris", "csl-json")
CITED = ("search", "demo", "programs", "show", "run")
#: Formats of a transcript with its times, and the command that has one. Their printers have one
#: method.
CAPTIONS = ("srt", "vtt")
CAPTIONED = ("show",)

DEFAULT = next(iter(FORMATS))


class Printer(Protocol):
    """Writes the output of a command in one format.

    Each method is called at most once, with everything that the command shows. If it takes an
    iterable, print each object before reading the next one: all of them may not fit into memory.
    Notices go to standard error.
    """

    def results(self, found: "Results", *, offset: int = 0, rows: int | None = None) -> None:
        """Print the quotes of a search; the rank of the first one is `offset` + 1.

        Args:
            found: what was found.
            offset: how many results were skipped.
            rows: the height of the screen, if only as many quotes as fit are wanted.
        """
        ...

    def every(self, found: "Every") -> None:
        """Print every quote of a search, each before the next one is read."""
        ...

    def citations(self, cited: Iterable["Citation"]) -> None:
        """Print how quotes are cited in the style of a manual."""
        ...

    def counts(self, found: "Counts", *, limit: int | None = None) -> None:
        """Print how often something is said, by group.

        Args:
            found: the counts; several tables are an overview.
            limit: the most groups to print; None for what suits the format.
        """
        ...

    def comparison(self, found: "Comparison", *, limit: int | None = None) -> None:
        """Print two searches side by side; `limit` as for `counts`."""
        ...

    def talk_share(self, found: "TalkShare", *, limit: int | None = None) -> None:
        """Print how much everybody says; `limit` as for `counts`."""
        ...

    def roll_call(self, found: "RollCall") -> None:
        """Print everyone who said something, and who was asked and did not."""
        ...

    def dispersion(self, found: "Dispersion") -> None:
        """Print where in each program something is said."""

    def kwic(self, found: "Kwic", *, width: int | None = None) -> None:
        """Print a concordance, line by line as they are read.

        Args:
            found: the lines, which are taken.
            width: the columns of a line of text; None for the width of the terminal.
        """
        ...

    def collocates(self, found: "Collocates") -> None:
        """Print the collocates of a search."""
        ...

    def keywords(self, found: "Keywords") -> None:
        """Print the keywords of some turns."""
        ...

    def programs(self, entries: Iterable["Entry"]) -> None:
        """Print the programs in an index, without their turns."""
        ...

    def status(self, found: "Status") -> None:
        """Print what an index is."""
        ...

    def speakers(self, people: Iterable["Speaker"]) -> None:
        """Print the speakers in an index."""
        ...

    def transcripts(self, parsed: Iterable["Parsed"], *, explain: bool = False) -> None:
        """Print programs that were read from files, with their turns.

        Args:
            parsed: the programs.
            explain: whether to say which labels were accepted and which were refused, and why.
        """
        ...

    def verdicts(self, found: "Checked") -> None:
        """Print the verdicts on quotations, and what was not checked."""
        ...

    def packet(self, found: "CheckedPacket") -> None:
        """Print what has become of a packet, line by line."""
        ...

    def passage(self, found: "Passage", again: "Again") -> None:
        """Print a program, or a part of it, with its turns.

        Args:
            found: the program and what is shown of it.
            again: how the command is typed that shows what follows.
        """
        ...


def printer(name: str, out: TextIO | None = None) -> Printer:
    """The printer for a format.

    Args:
        name: the format, a key of `FORMATS`.
        out: the stream to write to; None for the file of `--output`, or standard output.

    Raises:
        ValueError: there is no such format.
    """
    if name not in FORMATS:
        raise ValueError(f"there is no format {name!r}; formats are {', '.join(FORMATS)}")
    # JSON Lines do not need rich.
    module = import_module(f"searcher.output.formats.{name.replace('-', '_')}")
    made: Printer = module.printer(out or destination.stream())
    return made


def refusal(name: str, command: str) -> str | None:
    """Why a format makes no sense for a command, and which ones do; None if it makes sense.

    Args:
        name: the format, a key of `FORMATS`.
        command: the name of the command.
    """
    for formats, commands, what in (
        (CITING, CITED, "citations"),
        (CAPTIONS, CAPTIONED, "a transcript with its times: searcher show"),
    ):
        if name in formats and command not in commands:
            others = ", ".join(each for each in FORMATS if each not in (*CITING, *CAPTIONS))
            return f"--format {name} is for {what}; the formats of {command} are {others}"
    return None


def format_of(path: str) -> str:
    """The format of a file by its suffix.

    Raises:
        ValueError: no format has this suffix, or several have; the message says what to do.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if suffix == ".json":
        raise ValueError("a .json file may be of jsonl or of csl-json: say which with --format")
    known = ", ".join(SUFFIXES)
    what = f"the suffix {suffix}" if suffix else "a name without a suffix"
    raise ValueError(f"no format has {what}: name one with --format, or use one of {known}")
