"""The printer of Word documents: quotes with their attribution and a link, and tables."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, TextIO

import click

from searcher.output.messages import notices
from searcher.output.streams import destination
from searcher.output.text.heading import heading
from searcher.output.values.attribution import Piece, attribution, paragraphs, turns_of
from searcher.output.values.rows_printer import RowsPrinter
from searcher.output.values.table import Row, Table
from searcher.quotes.corrected import signed
from searcher.safe_text import one_line, plain_xml, warn

if TYPE_CHECKING:
    # It takes longer to import than a search takes to answer.
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from corpus.model import Turn
    from searcher.engines.every import Every
    from searcher.engines.results import Results
    from searcher.passages.passage import Again, Passage
    from searcher.quotes.quote import Quote

#: The most quotes, or rows of a table: a document is made in memory.
MOST = 10_000
#: The relation of a paragraph to an address outside of the document.
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def printer(out: TextIO) -> "DocxPrinter":
    """The printer of Word documents on a stream."""
    return DocxPrinter(out)


class DocxPrinter(RowsPrinter):
    """Writes quotes as paragraphs of the style Quote, and everything else as a table."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def results(self, found: "Results", *, offset: int = 0, rows: int | None = None) -> None:
        """Write the quotes of a search."""
        self._quotes(found, found.quotes, offset, len(found.quotes))
        for notice in notices.notices(found, offset=offset):
            warn(notice)

    def every(self, found: "Every") -> None:
        """Write every quote of a search, if they are not too many."""
        _refuse_more_than(MOST, found.found.total)
        self._quotes(found.found, found, 0, found.found.total)
        for notice in notices.notices(found.found):
            warn(notice)

    def passage(self, found: "Passage", again: "Again") -> None:
        """Write a transcript, or a part of it."""
        program = found.program
        _refuse_more_than(MOST, len(program.turns))
        document = self._new(program.title)
        known = [one_line(part) for part in (program.series, program.date, program.id) if part]
        document.add_paragraph(plain_xml(" · ".join(known)))
        for turn in turns_of(found):
            if turn.section:
                document.add_heading(plain_xml(turn.section), level=2)
            for number, pieces in enumerate(turn.paragraphs):
                paragraph = document.add_paragraph()
                if not number:
                    paragraph.add_run(plain_xml(turn.speaker)).bold = True
                    if turn.time:
                        paragraph.add_run(" (")
                        _link(paragraph, turn.time, turn.link)
                        paragraph.add_run(")")
                    paragraph.add_run(": ")
                _add(paragraph, pieces)
            if turn.note:
                document.add_paragraph(plain_xml(turn.note))
        self._save(document)

    def table(self, table: Table) -> None:
        """Write a table."""
        # As above; so below.
        from docx.enum.section import WD_ORIENT

        document = self._new(table.name.capitalize())
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        made = document.add_table(0, len(table.header))
        made.style = document.styles["Light Grid Accent 1"]
        rows: Iterator[Row] = iter(table.rows)
        _fill(made, tuple(name.replace("_", " ") for name in table.header))
        for number, row in enumerate(rows):
            if number >= MOST:
                _refuse_more_than(MOST, number + 1)
            _fill(made, row)
        self._save(document)

    def _save(self, document: "Document") -> None:
        # A zip that is written to a closed pipe complains once more when it is freed.
        made = BytesIO()
        document.save(made)
        destination.bytes_of(self._out).write(made.getbuffer())

    def _new(self, title: str) -> "Document":
        from docx import Document

        document = Document()
        document.core_properties.title = plain_xml(one_line(title))[:255]
        document.core_properties.author = ""
        document.core_properties.comments = ""
        document.add_heading(plain_xml(one_line(title)), level=1)
        return document

    def _quotes(self, found: "Results", quotes: "Iterable[Quote]", offset: int, shown: int) -> None:
        document = self._new("".join(run.text for run in heading(found, offset, shown)))
        styles = document.styles
        for quote in quotes:
            numbers = {turn.number for turn in quote.before}
            if quote.question is not None and quote.question.number not in numbers:
                _beside(document, quote.question)
            for turn in quote.before:
                _beside(document, turn)
            for pieces in paragraphs(quote.turn.text, quote.spans, quote.turn.corrections):
                # To look a style up by its name for each paragraph takes most of the time.
                said = document.add_paragraph(style=styles["Quote"])
                said.paragraph_format.keep_with_next = True
                _add(said, pieces)
            for turn in quote.after:
                _beside(document, turn)
            _below(document, quote)
        self._save(document)


def _refuse_more_than(most: int, count: int) -> None:
    if count > most:
        raise click.UsageError(
            f"a Word document is made of at most {most:,} quotes or rows, and these are more; "
            "use --format html, md or xlsx, or narrow the search"
        )


def _add(paragraph: "Paragraph", pieces: Iterable[Piece]) -> None:
    """Add what is said; what matches is bold, and what was corrected by hand is underlined."""
    for text, marked, source in pieces:
        run = paragraph.add_run(plain_xml(text))
        run.bold = marked or None
        if source:
            run.underline = True


def _beside(document: "Document", turn: "Turn") -> None:
    """A turn around a quote, smaller."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(plain_xml(f"{one_line(turn.speaker)}: {one_line(signed(turn))}"))
    run.font.size = Pt(9)


def _below(document: "Document", quote: "Quote") -> None:
    """Who said it, where and when."""
    by = attribution(quote)
    paragraph = document.add_paragraph("— ")
    paragraph.add_run(plain_xml(by.speaker)).bold = True
    paragraph.add_run(plain_xml(f", {by.role}, " if by.role else ", "))
    paragraph.add_run(plain_xml(by.title)).italic = True
    paragraph.add_run(plain_xml("".join(f", {part}" for part in (*by.about, f"turn {by.turn}"))))
    if by.time or by.link:
        paragraph.add_run(", ")
        _link(paragraph, by.time or "link", by.link)
    if by.note:
        document.add_paragraph(plain_xml(by.note))


def _link(paragraph: "Paragraph", text: str, address: str) -> None:
    """A text that opens an address, where there is one."""
    if not address:
        paragraph.add_run(text)
        return
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link: Any = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, _LINK, is_external=True))
    run = paragraph.add_run(text)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _fill(table: Any, row: Row) -> None:
    """Add a row to a table: python-docx looks through the whole table for each cell."""
    from docx.oxml import OxmlElement

    line = OxmlElement("w:tr")
    for value in row:
        cell, paragraph, run = map(OxmlElement, ("w:tc", "w:p", "w:r"))
        if value is not None:
            run.text = plain_xml(value) if isinstance(value, str) else str(value)
            paragraph.append(run)
        cell.append(paragraph)
        line.append(cell)
    table._tbl.append(line)
