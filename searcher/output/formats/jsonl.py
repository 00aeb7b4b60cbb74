"""The printer of JSON Lines: one object per line, as `docs/json.md` documents them."""

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from searcher.output.values import json_objects

if TYPE_CHECKING:
    # A search prints quotes without the readers.
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
    from searcher.output.values.json_objects import Line
    from searcher.packet.check import CheckedPacket
    from searcher.passages.passage import Again, Passage
    from searcher.verify.verdict import Checked

# JSON escapes the control characters of ASCII. Terminals obey those up to U+009F, too,
# and a lone surrogate, from an argument that is not UTF-8, cannot be encoded.
_UNPRINTABLE = re.compile("[\x7f-\x9f\ud800-\udfff]")


def printer(out: TextIO) -> "JsonLinesPrinter":
    """The printer of JSON Lines on a stream."""
    return JsonLinesPrinter(out)


class JsonLinesPrinter:
    """Writes one JSON object per line; notices are part of the objects."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        # Every terminal can print ASCII, and it is the same JSON.
        self._ascii = "utf" not in (out.encoding or "utf-8").lower()

    def results(self, found: "Results", *, offset: int = 0, rows: int | None = None) -> None:
        """Write the quotes of a search, then its summary."""
        self._lines(json_objects.results(found, offset))

    def every(self, found: "Every") -> None:
        """Write every quote of a search, then its summary."""
        self._lines(json_objects.every(found))

    def citations(self, cited: Iterable["Citation"]) -> None:
        """Write citations, each with the place that is cited."""
        self._lines(json_objects.citations(cited))

    def counts(self, found: "Counts", *, limit: int | None = None) -> None:
        """Write each group, then the summary."""
        # A search counts nothing; so below.
        from searcher.output.values import count_json

        self._lines(count_json.counts(found, limit))

    def comparison(self, found: "Comparison", *, limit: int | None = None) -> None:
        """Write each group, then the summary."""
        from searcher.output.values import count_json

        self._lines(count_json.comparison(found, limit))

    def talk_share(self, found: "TalkShare", *, limit: int | None = None) -> None:
        """Write each group, then the summary."""
        from searcher.output.values import count_json

        self._lines(count_json.talk_share(found, limit))

    def roll_call(self, found: "RollCall") -> None:
        """Write each person, then the summary."""
        from searcher.output.values import count_json

        self._lines(count_json.roll_call(found))

    def dispersion(self, found: "Dispersion") -> None:
        """Write each program, then the summary."""
        from searcher.output.values import count_json

        self._lines(count_json.dispersion(found))

    def kwic(self, found: "Kwic", *, width: int | None = None) -> None:
        """Write each line of a concordance, then its summary."""
        self._lines(json_objects.kwic(found))

    def collocates(self, found: "Collocates") -> None:
        """Write each collocate, then the summary."""
        self._lines(json_objects.collocates(found))

    def keywords(self, found: "Keywords") -> None:
        """Write each keyword, then the summary."""
        self._lines(json_objects.keywords(found))

    def programs(self, entries: Iterable["Entry"]) -> None:
        """Write each program in an index, with the number of its turns."""
        self._lines(json_objects.programs(entries))

    def status(self, found: "Status") -> None:
        """Write what an index is."""
        self._lines([json_objects.status(found)])

    def speakers(self, people: Iterable["Speaker"]) -> None:
        """Write each speaker in an index."""
        self._lines(json_objects.speakers(people))

    def transcripts(self, parsed: Iterable["Parsed"], *, explain: bool = False) -> None:
        """Write each program that was read, with its turns; explained, with refused labels."""
        for one in json_objects.transcripts(parsed, explain=explain):
            self._lines([one])
            # Reading the next file may take a while.
            self._out.flush()

    def verdicts(self, found: "Checked") -> None:
        """Write each verdict, then their summary."""
        self._lines(json_objects.verdicts(found))

    def packet(self, found: "CheckedPacket") -> None:
        """Write each thing of a packet that was checked, then their summary."""
        self._lines(json_objects.packet(found))

    def passage(self, found: "Passage", again: "Again") -> None:
        """Write the program with the turns that are shown, as one object."""
        self._lines([json_objects.passage(found)])

    def _lines(self, lines: "Iterable[Line]") -> None:
        for kind, fields in lines:
            record = json_objects.whole(kind, fields)
            self._out.write(f"{line(record, ascii_only=self._ascii)}\n")


def line(record: dict[str, Any], *, ascii_only: bool = False) -> str:
    """An object as one line of JSON that is safe to print in a terminal."""
    made = json.dumps(record, ensure_ascii=ascii_only)
    # Most texts are printable, which is found in a tenth of the time.
    if made.isprintable():
        return made
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", made)
