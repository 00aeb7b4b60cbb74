"""A file to be read: its bytes, its text, and how that text is encoded."""

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

from corpus.errors import CorpusError

T = TypeVar("T")

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Control characters that no text holds; tab, line ends, form feed and escape do occur.
NOT_TEXT = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})

DECLARED = re.compile(rb"(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?([A-Za-z][\w.:-]{2,30})", re.I)

# What files that declare the one are in truth: its superset, as browsers read it.
SUPERSETS = {"iso8859-1": "windows-1252", "ascii": "windows-1252"}


@dataclass(frozen=True)
class Source:
    """A file with the bytes it held when it was opened."""

    path: Path
    data: bytes
    encoding: str | None = None

    @classmethod
    def open(
        cls, path: Path, encoding: str | None = None, *, data: bytes | None = None
    ) -> "Source":
        """Read `path`; a file that cannot be opened or is empty is a CorpusError.

        Args:
            path: the file.
            encoding: that of its text, where it was given by hand.
            data: its content, where it is not to be read from the file.
        """
        if data is None:
            try:
                data = path.read_bytes()
            except OSError as error:
                raise CorpusError(path, error.strerror or str(error)) from error
        if not data.strip():
            raise CorpusError(path, "the file is empty")
        return cls(path, data, encoding)

    @property
    def suffix(self) -> str:
        """The last suffix in lower case, such as `.md`."""
        return self.path.suffix.lower()

    @cached_property
    def text(self) -> str:
        """The decoded text in NFC, every line end a newline.

        Raises:
            CorpusError: the bytes are no text.
        """
        text = self._decoded()
        if "\0" in text:
            raise CorpusError(self.path, "the file holds NUL characters, which no text does")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text.isascii() and not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        return text

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

    def _decoded(self) -> str:
        data = self.data
        if self.encoding is not None:
            return self._decoded_as(self.encoding)
        for mark, encoding in BYTE_ORDER_MARKS:
            if data.startswith(mark):
                return self._decoded_as(encoding)
        if encoding_without_mark := _sixteen_bits(data[:4096]):
            return self._decoded_as(encoding_without_mark)
        if b"\0" in data:
            raise CorpusError(
                self.path,
                "the file holds NUL bytes, which no text does",
                place=f"byte {data.index(0)}",
            )
        # A control character may slip into a text; many of them are no text.
        controls = len(data) - len(data.translate(None, NOT_TEXT))
        if controls > max(1, len(data) // 500):
            raise CorpusError(self.path, "the file holds bytes that are no text")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            # Old exports of word processors; it maps nearly every byte, so it is tried last.
            return self._decoded_as(self._declared() or "windows-1252")

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
                f"the file is no text in {encoding}",
                place=f"byte {error.start}",
                advice="save it as UTF-8",
            ) from error
        except (LookupError, ValueError) as error:  # a codec that is no encoding of text
            raise CorpusError(
                self.path, f"the file cannot be read as {encoding}", advice="save it as UTF-8"
            ) from error


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
