"""A file to be read: its bytes, its text, and how that text is encoded."""

import codecs
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.errors import CorpusError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Old encodings give every byte a meaning; text in them still holds no control characters.
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})


@dataclass(frozen=True)
class Source:
    """A file with the bytes it held when it was opened."""

    path: Path
    data: bytes

    @classmethod
    def open(cls, path: Path) -> "Source":
        """Read `path`; a file that cannot be opened or is empty is a CorpusError."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CorpusError(path, error.strerror or str(error)) from error
        if not data.strip():
            raise CorpusError(path, "the file is empty")
        return cls(path, data)

    @property
    def suffix(self) -> str:
        """The last suffix in lower case, such as `.md`."""
        return self.path.suffix.lower()

    @cached_property
    def text(self) -> str:
        """The decoded text, every line end a newline; bytes that are no text are a CorpusError."""
        text = self._decoded()
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    def _decoded(self) -> str:
        for mark, encoding in BYTE_ORDER_MARKS:
            if self.data.startswith(mark):
                return self._decoded_as(encoding)
        if b"\0" not in self.data:
            try:
                return self.data.decode("utf-8")
            except UnicodeDecodeError:
                if self.data.translate(None, CONTROLS) == self.data:
                    return self._decoded_as("windows-1252")
        raise CorpusError(self.path, "the file holds bytes that are no text")

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
