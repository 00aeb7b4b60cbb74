"""Office documents: what is talk in them, what is not, and what no program writes."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from corpus.errors import CorpusError, NotATranscript
from corpus.load import find, read
from corpus.model import Program
from tests.corpus.documents import pdf, word

ODT = "application/vnd.oasis.opendocument.text"
OUTSIDE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'x'>]>"
MIME = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x"
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def _read(folder: Path, name: str, data: bytes) -> Program:
    path = folder / name
    path.write_bytes(data)
    (program,) = read(next(iter(find([path]))))
    return program


def _turns(program: Program) -> list[tuple[str | None, str]]:
    return [(turn.label, turn.text) for turn in program.turns]


def _packed(files: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, kind)
    return packed.getvalue()


def _odt(body: str, declarations: str = "") -> bytes:
    content = (
        f'<?xml version="1.0"?>{declarations}<office:document-content {SPACES}><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    return _packed({"mimetype": ODT, "content.xml": content})


# PDF


def _spaced_pdf(stream: bytes) -> bytes:
    """A page as it is drawn: the stream sets the pieces of its text apart itself."""
    page = pdf([["x"]])
    old = re.search(rb"<< /Length \d+ >>\nstream\n.*?\nendstream", page, re.S)
    assert old is not None
    new = b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream)
    return page.replace(old[0], new)


def test_a_word_that_a_pdf_draws_in_two_pieces_is_one_word(tmp_path: Path) -> None:
    """Blanks are where the page has them, not where a piece of text ends."""
    stream = b"BT /F1 11 Tf 72 700 Td 3 Tw (Ms. Sallow: The harv) Tj (est of the mill) Tj ( stood.)"
    stream += b" Tj 0 -14 Td (Mr. Hobb: No) Tj (thing stood, I re) Tj (call.) Tj 0 -14 Td"
    stream += b" (Ms. Sallow: So it is.) Tj 0 -14 Td (Mr. Hobb: Yes.) Tj ET"
    assert _turns(_read(tmp_path, "a.pdf", _spaced_pdf(stream)))[:2] == [
        ("Ms. Sallow", "The harvest of the mill stood."),
        ("Mr. Hobb", "Nothing stood, I recall."),
    ]


def test_running_heads_of_left_and_right_pages_are_no_speech(tmp_path: Path) -> None:
    """A title on the left, a date on the right, a number on each."""
    pages = []
    for number in range(1, 9):
        head = "Council of Sallow" if number % 2 else "March 4, 2021"
        pages.append(
            [
                head,
                f"Mr. Hobb: This is what I said on page {number}, and",
                "it went on.",
                str(number),
            ]
        )
        pages[-1].insert(3, f"Ms. Sallow: And I answered in {number} words.")
    program = _read(tmp_path, "a.pdf", pdf(pages))
    text = " ".join(turn.text for turn in program.turns)
    assert len(program.turns) == 16
    assert "Council" not in text
    assert "March" not in text
    assert program.turns[1].text == "And I answered in 1 words."


def test_a_page_number_that_is_glued_to_a_label_is_no_part_of_it(tmp_path: Path) -> None:
    """`12Mr. Hobb:` at the head of page 12."""
    pages = [
        [f"{number}Mr. Hobb: This is page {number}.", "Ms. Sallow: Yes."] for number in range(3, 8)
    ]
    program = _read(tmp_path, "a.pdf", pdf(pages))
    assert {turn.label for turn in program.turns} == {"Mr. Hobb", "Ms. Sallow"}
    assert len(program.turns) == 10


def test_a_word_that_a_line_of_a_pdf_breaks_is_whole(tmp_path: Path) -> None:
    """Also where the lines of a deposition are numbered."""
    lines = [
        "RUTH: We need a full recon-",
        "struction, and a well-",
        "known miller.",
        "PETER: Yes.",
    ]
    lines += ["RUTH: Are you sure?", "PETER: I am."]
    lines += ["RUTH: When?", "PETER: In June, or", "in July.", "RUTH: So late?", "PETER: Yes."]
    numbered = [f"{number} {line}" for number, line in enumerate(lines, 1)]
    for page in (lines, numbered):
        program = _read(tmp_path, "a.pdf", pdf([page]))
        assert program.turns[0].text == "We need a full reconstruction, and a well-known miller."


def test_250_pages_are_read_in_seconds(tmp_path: Path) -> None:
    """PDFium takes a hundredth of a second a page."""
    data = pdf(
        [
            [f"Mr. Hobb: Line {page}.{n} of what was said at the mill." for n in range(45)]
            for page in range(250)
        ]
    )
    assert len(_read(tmp_path, "a.pdf", data).turns) == 250 * 45


# Word


def _document(rows: Sequence[tuple[str, ...]]) -> bytes:
    document = docx.Document()
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return word(document)


def test_a_table_of_facts_is_said_by_nobody(tmp_path: Path) -> None:
    """Nor is the table of contents of an interview guide."""
    rows = [("Job Name", "gate.wav"), ("Duration", "3m 2s"), ("Format", "wav"), ("Mode", "PII")]
    with pytest.raises(NotATranscript):
        _read(tmp_path, "a.docx", _document(rows))


def test_a_table_of_talk_without_a_header_is_recognised_by_its_columns(tmp_path: Path) -> None:
    """Speakers recur, and what they say is sentences; a time may be in any column."""
    rows = [
        ("Ivy", "Is the gate open, or is it shut?", "00:01"),
        ("Sam", "It is open a hand's breadth.", "00:04"),
        ("Ivy", "Then the wheel should turn.", "00:09"),
    ]
    program = _read(tmp_path, "a.docx", _document(rows))
    assert [(turn.label, turn.start) for turn in program.turns] == [
        ("Ivy", 1.0),
        ("Sam", 4.0),
        ("Ivy", 9.0),
    ]


def test_a_style_of_headings_that_are_no_names_stays_one_of_sections(tmp_path: Path) -> None:
    """`Summary` over a paragraph is nobody's name, however often it comes."""
    document = docx.Document()
    for part in ("Morning", "Summary", "Evening", "Summary"):
        document.add_heading(part, 2)
        document.add_paragraph("Ivy Cole: Is the gate open?")
        document.add_paragraph("Sam Reed: It is.")
    program = _read(tmp_path, "a.docx", word(document))
    assert {turn.label for turn in program.turns} == {"Ivy Cole", "Sam Reed"}
    assert [turn.section for turn in program.turns[::2]] == [
        None,
        "Summary",
        "Evening",
        "Summary",
    ]


# What no program writes


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.odt", _odt("<text:p>" + " " * 10**8 + "</text:p>"), "unpacks to"),
        ("a.odt", _packed({"mimetype": ODT}), "broken XML"),
        ("a.odt", _odt("<text:p>&e;</text:p>", OUTSIDE), "entities"),
        ("a.odt", _odt("<text:p>" * 300 + "</text:p>" * 300), "broken XML"),
        ("a.odt", _odt("<text:p>Two boats, as agreed.</text:p>"), "no speaker labels"),
        ("a.ods", _packed({"mimetype": f"{ODT[:-4]}spreadsheet"}), "OpenDocument file"),
        ("a.xlsx", _packed({"xl/workbook.xml": "<x/>"}), "Excel workbook"),
        ("a.pages", _packed({"Index/Document.iwa": "x"}), "Pages"),
        ("a.epub", _packed({"META-INF/container.xml": "<x/>"}), "the EPUB is broken"),
        ("a.epub", _packed({"META-INF/container.xml": "<x"}), "broken XML"),
        ("a.rtf", b"{\\rtf1 " + b"{" * 5000, "nested too deeply"),
        ("a.rtf", b"{\\rtf1 Two boats, as agreed.\\par}", "no speaker labels"),
        (
            "a.mht",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--",
            "bro",
        ),
    ],
)
def test_a_document_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    """Bombs, entities, nests and half files end in an error that names the file."""
    with pytest.raises(CorpusError) as error:
        _read(tmp_path, name, data)
    assert reason in error.value.reason


def test_a_cell_that_is_repeated_a_million_times_is_read_once(tmp_path: Path) -> None:
    """The spans of a table are claims, and are not made."""
    cells = '<table:table-cell table:number-columns-repeated="1000000000"/>'
    rows = "".join(
        f'<table:table-row table:number-rows-repeated="1000000000"><table:table-cell><text:p>{who}'
        f"</text:p></table:table-cell><table:table-cell><text:p>{said}</text:p></table:table-cell>"
        f"{cells}</table:table-row>"
        for who, said in (("Ivy", "Is it open?"), ("Sam", "It is."), ("Ivy", "Good, then."))
    )
    namespace = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    program = _read(tmp_path, "a.odt", _odt(f"<table:table {namespace}>{rows}</table:table>"))
    assert [turn.label for turn in program.turns] == ["Ivy", "Sam", "Ivy"]


def test_pictures_in_rtf_are_passed_over(tmp_path: Path) -> None:
    """Raw bytes may look like groups."""
    picture = b"{\\pict\\bin9 }}}{{{\\\\\\ ff00}"
    data = b"{\\rtf1 Ivy: Open?\\par " + picture + b"Sam: Yes.\\par Ivy: So.\\par Sam: So.\\par}"
    assert _turns(_read(tmp_path, "a.rtf", data))[1] == ("Sam", "Yes.")


def test_the_mime_headers_of_a_saved_page_are_no_labels(tmp_path: Path) -> None:
    """`Subject:` and `Date:` come again in each part."""
    program = _read(
        tmp_path,
        "a.mht",
        (Path(__file__).parents[3] / "data" / "mhtml" / "page.mhtml").read_bytes(),
    )
    assert {turn.label for turn in program.turns} == {"Ivy Cole", "Zoë Reed"}


def test_names_alone_on_lines_of_a_pdf_without_blank_lines(tmp_path: Path) -> None:
    """A PDF loses the space between paragraphs: a name behind the end of a sentence is a label."""
    page = [
        "Moira Stell",
        "The lamp has been lit every night for thirty years, and nobody has asked me",
        "who pays for the oil that burns in it.",
        "Pete Orrin",
        "It was at noon that I saw it last, and then the fog came in over the harbour.",
        "Moira Stell",
        "Then somebody has been up there since, for it is lit again, as you can see.",
        "Pete Orrin",
        "Not me.",
    ]
    assert [label for label, _ in _turns(_read(tmp_path, "a.pdf", pdf([page])))] == [
        "Moira Stell",
        "Pete Orrin",
        "Moira Stell",
        "Pete Orrin",
    ]
