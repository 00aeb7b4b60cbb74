"""Documents in a zip container, opened within bounds: their kind, and what they unpack to."""

import io
import zipfile
import zlib

from corpus.errors import CorpusError
from corpus.source import Source

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# More than a document ever packs its text; what unpacks to more is a bomb.
MOST_UNPACKED = 64 * 1024 * 1024
HIGHEST_RATIO = 200
MOST_ENTRIES = 20_000

# What stands in a zip file of each kind, and what to do with those that are not read.
OTHERS = (
    ("xl/workbook.xml", "it is an Excel workbook", "save the sheet as CSV"),
    ("ppt/presentation.xml", "it is a PowerPoint file", "export its text"),
    ("index.xml", "it is a packed document of iWork", "export it as .docx"),
    ("Index/Document.iwa", "it is a Pages, Numbers or Keynote file", "export it as .docx"),
)


def is_zip(source: Source) -> bool:
    """Whether the file is a zip by its first bytes."""
    return source.data.startswith(ZIP)


def names(source: Source) -> list[str]:
    """The names in a zip file; none where it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return []


def mimetype(source: Source) -> str:
    """What the first entry of an OpenDocument or EPUB file says that it is; else nothing.

    It is stored first and unpacked, so that the first bytes of the file tell.
    """
    head = source.data[:200]
    if head[30:38] != b"mimetype":
        return ""
    size = int.from_bytes(head[22:26], "little")
    extra = int.from_bytes(head[28:30], "little")
    start = 38 + extra
    return source.data[start : start + min(size or 60, 80)].decode("ascii", "replace")


def checked(source: Source) -> list[str]:
    """The names in a zip file that may be unpacked.

    Raises:
        CorpusError: it is broken, or unpacks to more than any document does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise _broken(source) from error
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > max(MOST_UNPACKED, HIGHEST_RATIO * len(source.data)):
        raise CorpusError(
            source.path, f"it unpacks to {unpacked:,} bytes, which no transcript does"
        )
    if len(entries) > MOST_ENTRIES:
        raise CorpusError(source.path, f"it packs {len(entries):,} files, which no document does")
    return [entry.filename for entry in entries]


def member(source: Source, name: str) -> bytes:
    """The bytes of one file in a checked zip file; nothing where it is not there.

    Raises:
        CorpusError: it is broken, has a password, or is longer than the zip file says.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            try:
                entry = archive.getinfo(name)
            except KeyError:
                return b""
            if entry.flag_bits & 1:
                raise CorpusError(
                    source.path,
                    "the document has a password",
                    advice="save a copy without a password",
                )
            with archive.open(entry) as file:
                # The size in the list is a claim; no more than it is ever unpacked.
                return file.read(min(entry.file_size, MOST_UNPACKED))
    except CorpusError:
        raise
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise _broken(source) from error
    except (zlib.error, RuntimeError) as error:
        raise _broken(source) from error


def refused(source: Source) -> CorpusError:
    """What a zip file is that no reader knows."""
    found = names(source)
    if not found:
        return _broken(source)
    for name, reason, advice in OTHERS:
        if name in found:
            return CorpusError(source.path, reason, advice=advice)
    kind = mimetype(source)
    if kind.startswith("application/vnd.oasis.opendocument"):
        return CorpusError(
            source.path, "it is an OpenDocument file, and no text", advice="export it as .odt"
        )
    return CorpusError(
        source.path, "it is a zip file, and no document", advice="unpack it and index the folder"
    )


def _broken(source: Source) -> CorpusError:
    return CorpusError(
        source.path, "the zip file is broken", advice="was the file saved or copied to its end?"
    )
