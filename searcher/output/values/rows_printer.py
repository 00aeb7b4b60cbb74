"""A printer that prints every kind of answer as a table: what CSV, HTML and sheets have in common.

A new format of tables is one module with a subclass of `RowsPrinter`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING

from searcher.output.messages import notices
from searcher.safe_text import warn

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
    from searcher.packet.check import CheckedPacket
    from searcher.passages.passage import Again, Passage
    from searcher.verify.verdict import Checked
from searcher.output.values import rows as made
from searcher.output.values.table import Table


class RowsPrinter(ABC):
    """A printer that prints every kind of answer as a table; a subclass writes the table."""

    @abstractmethod
    def table(self, table: Table) -> None:
        """Write a table: each row before the next one is read."""

    def results(self, found: "Results", *, offset: int = 0, rows: int | None = None) -> None:
        """Write the quotes of a search; what else there is to say goes to standard error."""
        self.table(made.quotes(found.quotes, offset=offset))
        for notice in notices.notices(found, offset=offset):
            warn(notice)

    def every(self, found: "Every") -> None:
        """Write every quote of a search; the rest is as in `results`."""
        self.table(made.quotes(found))
        for notice in notices.notices(found.found):
            warn(notice)

    def citations(self, cited: "Iterable[Citation]") -> None:
        """Write citations."""
        self.table(made.citations(cited))

    def counts(self, found: "Counts", *, limit: int | None = None) -> None:
        """Write a row for each group."""
        # A search counts nothing; so below.
        from searcher.output.values import count_rows

        self.table(count_rows.counts(found, limit))

    def comparison(self, found: "Comparison", *, limit: int | None = None) -> None:
        """Write a row for each group."""
        from searcher.output.values import count_rows

        self.table(count_rows.comparison(found, limit))

    def talk_share(self, found: "TalkShare", *, limit: int | None = None) -> None:
        """Write a row for each group."""
        from searcher.output.values import count_rows

        self.table(count_rows.talk_share(found, limit))

    def roll_call(self, found: "RollCall") -> None:
        """Write a row for each person."""
        from searcher.output.values import count_rows

        self.table(count_rows.roll_call(found))

    def dispersion(self, found: "Dispersion") -> None:
        """Write a row for each match."""
        from searcher.output.values import count_rows

        self.table(count_rows.dispersion(found))

    def kwic(self, found: "Kwic", *, width: int | None = None) -> None:
        """Write the lines of a concordance, one by one as they are read."""
        self.table(made.kwic(found))

    def collocates(self, found: "Collocates") -> None:
        """Write the collocates of a search."""
        self.table(made.collocates(found))

    def keywords(self, found: "Keywords") -> None:
        """Write the keywords of some turns."""
        self.table(made.keywords(found))

    def programs(self, entries: "Iterable[Entry]") -> None:
        """Write the programs in an index."""
        self.table(made.programs(entries))

    def status(self, found: "Status") -> None:
        """Write what an index is."""
        self.table(made.status(found))

    def speakers(self, people: "Iterable[Speaker]") -> None:
        """Write the speakers in an index."""
        self.table(made.speakers(people))

    def transcripts(self, parsed: "Iterable[Parsed]", *, explain: bool = False) -> None:
        """Write the turns of programs that were read."""
        self.table(made.transcripts(parsed, explain=explain))

    def verdicts(self, found: "Checked") -> None:
        """Write the verdicts on quotations."""
        self.table(made.verdicts(found))

    def packet(self, found: "CheckedPacket") -> None:
        """Write what was checked of a packet."""
        self.table(made.packet(found))

    def passage(self, found: "Passage", again: "Again") -> None:
        """Write the turns that are shown of a program."""
        self.table(made.passage(found))
