r"""Rich Text Format: groups in braces, control words such as `\par` and `\b`, text between them.

Only what makes paragraphs, bold words, styles, tables and characters is understood; pictures,
fonts and fields of the program are passed over. The text is read once, front to back.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.draft import Draft
from corpus.errors import CorpusError
from corpus.readers.office.content import Content, Grid, Line
from corpus.readers.office.document import read_document
from corpus.readers.office.grid import MOST_COLUMNS
from corpus.source import Source

TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z'])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)"
    r"|[\r\n]+"
    r"|\\"
)
# Groups whose text is not written on a page.
LEFT_OUT = frozenset(
    """
    annotation atnauthor atnid atndate atrfstart atrfend bkmkstart bkmkend colorschememapping
    colortbl comment datafield datastore doccomm docvar falt filetbl fldinst footer
    footerf footerl footerr footnote generator header headerf headerl headerr keywords latentstyles
    listoverridetable listtable listtext mmathPr nonshppict objdata object operator panose pict
    pntext pntxta pntxtb private revtbl rsidtbl shpinst shppict sp subject themedata template
    userprops wgrffmtfilter xe xmlnstbl
    """.split()
)
BREAKS = {"par": "\n\n", "sect": "\n\n", "page": "\n\n", "line": "\n", "tab": "\t"}
SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
ESCAPED = {"~": "\u00a0", "-": "", "_": "-", "\n": "\n\n", "\r": "\n\n", "\t": "\t"}
# The character sets of fonts that are not that of the document.
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030",
    136: "big5hkscs", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip
MOST_GROUPS = 1_000
HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s{0,20}\{\s{0,20}\\rtf\d?")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside of a group.

    Attributes:
        target: what its text is: "text", "style" of the sheet, "font" of the table, "title",
            or "" for what is left out.
        skip: how many characters stand in for a Unicode character.
    """

    target: str = "text"
    is_bold: bool = False
    is_hidden: bool = False
    encoding: str = ""
    skip: int = 1


@dataclass(slots=True)
class _Page:
    """What has been read so far."""

    encoding: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    styles: dict[int, str] = field(default_factory=dict)
    title: list[str] = field(default_factory=list)
    made: dict[str, int] = field(default_factory=dict)
    blocks: list[Content] = field(default_factory=list)
    runs: list[tuple[str, bool]] = field(default_factory=list)
    style: int = 0
    cell: list[Line] = field(default_factory=list)
    row: list[list[Line]] = field(default_factory=list)
    in_table: bool = False

    def end_paragraph(self) -> None:
        """Close the paragraph, in a cell where one is open."""
        line = _line(self.runs, self.styles.get(self.style, ""))
        self.runs = []
        if self.in_table:
            self.cell.append(line)
        elif line.text:
            self.blocks.append(line)

    def end_cell(self) -> None:
        """Close a cell of a table."""
        self.in_table = True
        self.end_paragraph()
        if len(self.row) < MOST_COLUMNS:
            self.row.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """Close a row; rows under each other are one table."""
        if not self.blocks or not isinstance(self.blocks[-1], Grid):
            self.blocks.append(Grid([]))
        grid = self.blocks[-1]
        if isinstance(grid, Grid) and self.row:
            grid.rows.append(self.row)
        self.row, self.in_table = [], False


def recognises(source: Source) -> bool:
    """Whether the file begins as RTF does."""
    return HEAD.match(source.data[:100]) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the document."""
    page = _read_page(source)
    title = " ".join("".join(page.title).split())
    draft = Draft(title=title or None)
    year, month, day = (page.made.get(part, 0) for part in ("yr", "mo", "dy"))
    if 1900 < year < 2200 and 0 < month < 13 and 0 < day < 32:
        draft.date = f"{year:04}-{month:02}-{day:02}"
    yield read_document(page.blocks, draft, source)


def content(source: Source) -> list[Content]:
    """The paragraphs and tables of the document.

    Raises:
        CorpusError: groups are nested as no program does.
    """
    return _read_page(source).blocks


def _read_page(source: Source) -> _Page:
    """The blocks of the document and its properties.

    Raises:
        CorpusError: groups are nested as no program does.
    """
    page = _Page()
    reader = _Reader(page)
    text, at = source.data.decode("latin-1"), 0
    while match := TOKEN.match(text, at):
        at = match.end()
        if match["word"] == "bin" and match["number"]:  # so many bytes of a picture
            at += max(0, int(match["number"]))
            continue
        reader.take(match)
        if len(reader.outer) > MOST_GROUPS:
            raise CorpusError(source.path, "the RTF is nested too deeply for a transcript")
    reader.flush()
    page.end_paragraph()
    if page.row or page.cell:
        page.end_row()
    return page


class _Reader:
    """The state of reading: groups that are open, bytes that are not yet characters."""

    def __init__(self, page: _Page) -> None:
        self.page = page
        self.state = _State()
        self.outer: list[_State] = []
        self.bytes = bytearray()
        self.to_skip = 0
        self.number = 0
        self.high = ""
        self.is_optional = False

    def take(self, match: re.Match[str]) -> None:
        """Go on with one token."""
        if (byte := match["byte"]) is not None:
            if self.to_skip:
                self.to_skip -= 1
            else:
                self.bytes.append(int(byte, 16))
            return
        if match["text"] is not None:
            self._text(match["text"])
            return
        self.flush()
        if match["brace"] == "{":
            self.outer.append(self.state)
            self.to_skip = 0
        elif match["brace"] == "}":
            self._close()
        elif match["word"] is not None:
            self._word(match["word"], int(match["number"]) if match["number"] else None)
        elif (sign := match["sign"]) is not None:
            if sign == "*":
                self.is_optional = True
            elif ESCAPED.get(sign) == "\n\n":
                self.page.end_paragraph()
            else:
                self._put(ESCAPED.get(sign, sign))

    def _close(self) -> None:
        if self.outer:
            self.state = self.outer.pop()
        self.to_skip = 0

    def _text(self, text: str) -> None:
        if self.to_skip:
            count = min(self.to_skip, len(text))
            self.to_skip -= count
            text = text[count:]
        if text.isascii() and not self.bytes:
            self._put(text)
        else:
            self.bytes += text.encode("latin-1")

    def flush(self) -> None:
        """Decode the bytes that are due."""
        if self.bytes:
            encoding = self.state.encoding or self.page.encoding
            text = bytes(self.bytes).decode(encoding, "replace")
            self.bytes.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        state, page = self.state, self.page
        if not text or state.is_hidden:
            return
        if state.target == "text":
            page.runs.append((text, state.is_bold))
        elif state.target == "title":
            page.title.append(text)
        elif state.target == "style":
            page.styles[self.number] = page.styles.get(self.number, "") + text

    def _word(self, word: str, number: int | None) -> None:
        optional, self.is_optional = self.is_optional, False
        state, page = self.state, self.page
        if word in LEFT_OUT or optional:
            self.state = replace(state, target="")
        elif word == "u" and number is not None:
            self._unicode(number)
        elif word in SIGNS:
            self._put(SIGNS[word])
        elif word in ("fonttbl", "stylesheet", "info", "title"):
            self.state = replace(state, target=_TARGETS[word])
        elif state.target == "text" and (word in BREAKS or word in _TABLES or word in _PARAGRAPH):
            self._layout(word, number)
        elif word in ("b", "v", "uc", "plain", "f", "deleted"):
            self._character(word, number)
        elif word == "ansicpg" and number is not None:
            page.encoding = _codec(f"cp{number}") or page.encoding
        elif word in ("mac", "pc", "pca"):
            page.encoding = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "fcharset" and number is not None:
            page.fonts[self.number] = CHARSETS.get(number, "")
        elif word == "s" and number is not None:
            self.number = number
        elif word in ("yr", "mo", "dy") and number is not None:
            page.made.setdefault(word, number)

    def _unicode(self, number: int) -> None:
        character = chr(number & 0xFFFF)
        self.to_skip = self.state.skip
        if "\ud800" <= character <= "\udbff":
            self.high = character
            return
        pair = (self.high + character).encode("utf-16", "surrogatepass")
        self.high = ""
        self._put(pair.decode("utf-16", "replace"))

    def _layout(self, word: str, number: int | None) -> None:
        page = self.page
        if word == "par" or word in ("sect", "page"):
            page.end_paragraph()
        elif word in BREAKS:
            self._put(BREAKS[word])
        elif word in ("cell", "nestcell"):
            page.end_cell()
        elif word in ("row", "nestrow"):
            page.end_row()
        elif word == "pard":
            page.style = 0
        elif word == "s":
            page.style = number or 0
        elif word == "intbl":
            page.in_table = True

    def _character(self, word: str, number: int | None) -> None:
        on = number != 0
        state = self.state
        if word == "b":
            self.state = replace(state, is_bold=on)
        elif word in ("v", "deleted"):
            self.state = replace(state, is_hidden=on)
        elif word == "uc":
            self.state = replace(state, skip=max(0, min(number or 0, 8)))
        elif word == "plain":
            self.state = replace(state, is_bold=False, is_hidden=False, encoding="")
        elif state.target == "font":
            self.number = number or 0
        else:
            self.state = replace(state, encoding=self.page.fonts.get(number or 0, ""))


_TARGETS = {"fonttbl": "font", "stylesheet": "style", "info": "", "title": "title"}
_TABLES = frozenset(("cell", "row", "nestcell", "nestrow", "intbl"))
_PARAGRAPH = frozenset(("pard", "s"))


def _codec(name: str) -> str | None:
    try:
        return codecs.lookup({"cp65001": "utf-8", "cp10000": "mac_roman"}.get(name, name)).name
    except LookupError:
        return None


def _line(runs: list[tuple[str, bool]], style: str) -> Line:
    bold: list[str] = []
    rest: list[str] = []
    for text, is_bold in runs:
        opens = not rest and (is_bold or not text.strip())
        (bold if opens else rest).append(text)
    return Line(
        "".join(text for text, _ in runs).strip(),
        style.rstrip("; ").casefold(),
        " ".join("".join(bold).split()),
        "".join(rest).strip(),
    )
