"""A file to be read: its bytes, its text, and how that text is encoded."""

import codecs
import os
import re
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from corpus.errors import CorpusError, unreadable
from corpus.signatures import HEAD, OLE, Refusal, ole_refusal, refusal

T = TypeVar("T")

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Control characters that no text holds; tab, line ends, form feed and escape do occur.
USUAL = bytes((*range(32, 127), 10))
NOT_TEXT = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})

DECLARED = re.compile(rb"(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?([A-Za-z][\w.:-]{2,30})", re.I)

# What files that declare the one are in truth: its superset, as browsers read it.
SUPERSETS = {
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "iso8859-9": "cp1254",
}

# What transcripts of old programs are written in. Encodings of mainframes and of the first
# Macintosh fit any short text, and nobody has sent one in.
ENCODINGS = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-5 iso8859-7 "
    "koi8-r koi8-u cp866 cp874 gb18030 big5hkscs cp932 euc_jis_2004 euc_kr cp949"
).split()
WESTERN = "cp1252"
# A few accents fit many encodings: between equals it is the one that most programs write.
NEARLY = 0.75
# So much of a file tells how it is encoded.
SAMPLE = 64 * 1024
# The transcripts of a thousand talks are 100 MB; what is read takes several times its size.
LARGEST = 512 << 20
# A smaller file is read at once: to put its head before the rest would copy it.
SMALL = 1 << 20
# A talk of a day on one line is a megabyte; more on one line is no transcript, and costs a
# reader many times its size. A JSON file on one line may hold many talks.
LONGEST_LINE = 8 << 20
LONGEST_JSON_LINE = 32 << 20
# More marks on one letter than any script has; ordering them takes the square of their number.
MOST_MARKS = 30
RUN_OF_MARKS = re.compile(rf"[^\w\s]{{{MOST_MARKS + 1},}}")
NAME_IT = "save it as UTF-8, or name the right encoding with --encoding"


@dataclass(frozen=True)
class Source:
    """A file with the bytes it held when it was opened.

    Attributes:
        encoding: how the text is encoded, where the user says so.
    """

    path: Path
    data: bytes
    encoding: str | None = None

    @classmethod
    def open(
        cls, path: Path, encoding: str | None = None, *, data: bytes | None = None
    ) -> "Source":
        """Read `path`, unless its first bytes say that it is no document.

        Args:
            path: the file.
            encoding: how its text is encoded; None where the file itself tells.
            data: its content, where it is not to be read from the file.

        Raises:
            CorpusError: it cannot be opened, is empty, has more than `LARGEST` bytes, or is a
                recording, a picture or an old document, which are not read to their end.
        """
        try:
            with path.open("rb") if data is None else BytesIO(data) as file:
                size = _size(file) if data is None else len(data)
                small = size is not None and HEAD < size <= SMALL
                data = file.read(size if small else HEAD)
                if found := _refusal(data[:HEAD], file, path.suffix.lower()):
                    raise CorpusError(path, found.reason, advice=found.advice)
                if size is not None and size > LARGEST:
                    raise _too_large(path)
                if not small and len(data) == HEAD:
                    # A pipe does not tell its size, and a device has no end.
                    data += file.read(LARGEST if size is None else size)
                if len(data) > LARGEST and size is None:
                    raise _too_large(path)
        except OSError as error:
            raise unreadable(path, error) from error
        if not data or data.isspace():
            raise CorpusError(path, "the file is empty")
        return cls(path, data, encoding)

    @property
    def suffix(self) -> str:
        """The last suffix in lower case, such as `.md`."""
        return self.path.suffix.lower()

    @property
    def text(self) -> str:
        """The decoded text in NFC, every line end a newline.

        Raises:
            CorpusError: the bytes are no text.
        """
        return self._text_and_unusual[0]

    @property
    def unusual(self) -> str:
        """What `unusual` finds in the text as it was decoded: of most texts hardly anything."""
        return self._text_and_unusual[1]

    @cached_property
    def _text_and_unusual(self) -> tuple[str, str]:
        most = LONGEST_JSON_LINE if self.data.lstrip()[:1] in (b"{", b"[") else LONGEST_LINE
        if _has_longer_line(self.data, most):
            raise CorpusError(
                self.path,
                f"a line is longer than {most >> 20} MB, which none of a transcript is",
                advice="break its lines, or leave the file out",
            )
        text, left = self._decoded()
        odd = unusual(text) if left is None else left.decode("utf-8")
        if "\0" in odd:
            raise CorpusError(self.path, "the file holds NUL characters, which no text does")
        if "\r" in odd:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not odd.isascii():
            if RUN_OF_MARKS.search(odd):
                text = RUN_OF_MARKS.sub(_fewer_marks, text)
            if not unicodedata.is_normalized("NFC", text):
                text = unicodedata.normalize("NFC", text)
        return text, odd

    def once(self, ask: Callable[["Source"], T]) -> T:
        """The answer of `ask` for this file, worked out once and forgotten with the file.

        A reader that has to read a file to recognise it needs not read it twice.
        """
        if ask not in self._answers:
            self._answers[ask] = ask(self)
        return cast(T, self._answers[ask])

    @cached_property
    def _answers(self) -> dict[Callable[["Source"], object], object]:
        return {}

    def _decoded(self) -> tuple[str, bytes | None]:
        """The text; where its bytes are UTF-8 without a mark, also what is unusual in them."""
        data = self.data
        if self.encoding is not None:
            return self._decoded_as(self.encoding).removeprefix("\ufeff"), None
        for mark, encoding in BYTE_ORDER_MARKS:
            if data.startswith(mark):
                return self._decoded_as(encoding), None
        if encoding_without_mark := _sixteen_bits(data[:4096]):
            return self._decoded_as(encoding_without_mark), None
        left = data.translate(None, USUAL)
        if b"\0" in left:
            raise CorpusError(
                self.path,
                "not a text file",
                place=f"byte {data.index(0)}",
            )
        # A control character may slip into a text; many of them are no text.
        controls = len(left) - len(left.translate(None, NOT_TEXT))
        if controls > max(1, len(data) // 500):
            raise CorpusError(self.path, "the file holds bytes that are no text")
        try:
            return data.decode("utf-8"), left
        except UnicodeDecodeError:
            if (repaired := _nearly_utf8(data)) is not None:
                return repaired, None
            return self._decoded_as(self._declared() or _detected(data)), None

    def _declared(self) -> str | None:
        """The encoding that the head of the file names, if it is one that is known."""
        for match in DECLARED.finditer(self.data[:4096]):
            try:
                name = codecs.lookup(match[1].decode("ascii")).name
            except (LookupError, ValueError):
                continue
            if name != "utf-8" and not name.startswith("utf-16"):
                return SUPERSETS.get(name, name)
        return None

    def _decoded_as(self, encoding: str) -> str:
        try:
            return self.data.decode(encoding)
        except UnicodeDecodeError as error:
            raise CorpusError(
                self.path,
                f"the file is not {encoding}",
                place=f"byte {error.start}",
                advice=NAME_IT,
            ) from error
        except (LookupError, ValueError) as error:  # a codec that is no encoding of text
            raise CorpusError(
                self.path,
                f"{encoding} is no encoding of text that is known",
                advice="name one such as utf-8, windows-1251, gb18030 or shift_jis",
            ) from error


def _size(file: BinaryIO) -> int | None:
    """The size of an open file; None where it is no regular file."""
    found = os.fstat(file.fileno())
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _too_large(path: Path) -> CorpusError:
    return CorpusError(
        path,
        f"the file has more than {LARGEST >> 20} MB; larger ones are not read",
        advice="split it into several files, or leave it out",
    )


def _refusal(head: bytes, file: BinaryIO, suffix: str) -> Refusal | None:
    """Why the open file is not read, told by its head and, in old Office files, its directory."""
    if not head.startswith(OLE):
        return refusal(head, suffix)
    size = 1 << min(int.from_bytes(head[30:32], "little"), 12)
    # The directory may be shorter than what is read of it, and stands anywhere in the file.
    file.seek((int.from_bytes(head[48:52], "little") + 1) * size, os.SEEK_SET)
    return ole_refusal(file.read(HEAD))


def _has_longer_line(data: bytes, most: int) -> bool:
    """Whether a line of `data` has more than `most` bytes; only every `most` bytes is looked."""
    at = 0
    while len(data) - at > most:
        end = max(data.rfind(b"\n", at, at + most + 1), data.rfind(b"\r", at, at + most + 1))
        if end < 0:
            return True
        at = end + 1
    return False


def unusual(text: str) -> str:
    """The characters of a text that are neither printable ASCII nor line ends, in their order.

    Of most texts hardly any is left to look at, and to take out the others costs little.
    """
    left = text.encode("utf-8", "surrogatepass").translate(None, USUAL)
    return left.decode("utf-8", "surrogatepass")


def _fewer_marks(run: re.Match[str]) -> str:
    """A run of signs in which at most MOST_MARKS combining marks follow one another."""
    kept, marks = [], 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _nearly_utf8(data: bytes) -> str | None:
    """The text of UTF-8 in which a few bytes are damaged, which are replaced; None for others."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - damaged
    return text if 10 * damaged < whole else None


def _detected(data: bytes) -> str:
    """The encoding of a text that does not say it: the one that gives likely letters."""
    import chardet  # its tables are loaded for the few files that need them

    sample = bytearray()
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            sample += line[: SAMPLE - len(sample)]
            if len(sample) >= SAMPLE:
                break
    likely: dict[str, float] = {}
    for found in chardet.detect_all(
        bytes(sample), ignore_threshold=True, include_encodings=ENCODINGS, no_match_encoding=WESTERN
    ):
        likely.setdefault(codecs.lookup(found["encoding"] or WESTERN).name, found["confidence"])
    best = max(likely, key=lambda name: likely[name])
    if likely.get(WESTERN, 0.0) >= NEARLY * likely[best]:
        best = WESTERN
    return SUPERSETS.get(best, best)


def _sixteen_bits(head: bytes) -> str | None:
    """UTF-16 without its mark: in most scripts every other byte is often NUL."""
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd >= 0.3 * half and even <= 0.02 * half:
        return "utf-16-le"
    if even >= 0.3 * half and odd <= 0.02 * half:
        return "utf-16-be"
    return None
