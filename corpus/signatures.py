"""Files that are refused by their first bytes: recordings, pictures, old and packed documents.

Each has a way out. They are recognised before they are read, because a recording of an
hour takes a gigabyte.
"""

from dataclasses import dataclass

#: How many bytes of a file tell what it is.
HEAD = 4096

TRANSCRIBE = "transcribe it first, and index the transcript"
RECOGNISE = "run it through text recognition (OCR), and index the text"
SAVE_AS_DOCX = "save it as .docx"
EXPORT = "export the transcript as text, .docx or CSV"
UNPACK = "unpack it and index the folder"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a file is, and what to do instead of reading it."""

    reason: str
    advice: str


_AUDIO = Refusal("it is a sound recording, not a transcript", TRANSCRIBE)
_VIDEO = Refusal("it is a video recording, not a transcript", TRANSCRIBE)
_PICTURE = Refusal("it is a picture, not a text", RECOGNISE)
_ARCHIVE = Refusal("it is a packed archive", UNPACK)
_DATABASE = Refusal("it is a database", EXPORT)

# The bytes at the start of a file, or at the offset that stands with them.
_SIGNATURES: tuple[tuple[bytes, int, Refusal], ...] = (
    (b"ID3", 0, _AUDIO),
    (b"fLaC", 0, _AUDIO),
    (b"OggS", 0, _AUDIO),
    (b"#!AMR", 0, _AUDIO),
    (b"FORM", 0, _AUDIO),
    (b".snd", 0, _AUDIO),
    (b"MThd", 0, _AUDIO),
    (b"\x1aE\xdf\xa3", 0, _VIDEO),
    (b"FLV\x01", 0, _VIDEO),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", 0, _VIDEO),
    (b"\x00\x00\x01\xba", 0, _VIDEO),
    (b"\x00\x00\x01\xb3", 0, _VIDEO),
    (b"\x89PNG\r\n\x1a\n", 0, _PICTURE),
    (b"\xff\xd8\xff", 0, _PICTURE),
    (b"GIF87a", 0, _PICTURE),
    (b"GIF89a", 0, _PICTURE),
    (b"II*\x00", 0, _PICTURE),
    (b"MM\x00*", 0, _PICTURE),
    (b"8BPS", 0, _PICTURE),
    (b"\x1f\x8b\x08", 0, _ARCHIVE),
    (b"BZh", 0, _ARCHIVE),
    (b"\xfd7zXZ\x00", 0, _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", 0, _ARCHIVE),
    (b"Rar!\x1a\x07", 0, _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", 0, _ARCHIVE),
    (b"ustar", 257, _ARCHIVE),
    (b"SQLite format 3\x00", 0, _DATABASE),
)
_RIFF = {b"WAVE": _AUDIO, b"AVI ": _VIDEO, b"WEBP": _PICTURE}
_BRANDS_OF_PICTURES = (b"heic", b"heix", b"mif1", b"avif")
_BRANDS_OF_SOUND = (b"M4A ", b"M4B ")

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in an OLE file, as they stand in its directory (UTF-16).
_OLE_STREAMS = (
    ("EncryptedPackage", Refusal("it has a password", f"{SAVE_AS_DOCX}, without a password")),
    ("WordDocument", Refusal("it is an old Word file (.doc)", SAVE_AS_DOCX)),
    ("Workbook", Refusal("it is an old Excel file (.xls)", "save the sheet as CSV")),
    ("PowerPoint Document", Refusal("it is an old PowerPoint file (.ppt)", EXPORT)),
    ("__substg1.0_", Refusal("it is an Outlook message (.msg)", "save it as text")),
)
_OLD_OFFICE = Refusal("it is an old Office file, or one with a password", SAVE_AS_DOCX)


def refusal(head: bytes, suffix: str = "") -> Refusal | None:
    """Why a file that begins with `head` is not read; None where it may be read.

    Args:
        head: its first `HEAD` bytes.
        suffix: its suffix in lower case, which decides only where bytes say little.
    """
    for signature, offset, found in _SIGNATURES:
        if head.startswith(signature, offset) and not _may_be_text(head):
            return found
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in _BRANDS_OF_PICTURES:
            return _PICTURE
        return _AUDIO if brand in _BRANDS_OF_SOUND else _VIDEO
    # A frame of MPEG audio: eleven set bits, and a layer that is none of the reserved.
    is_frame = len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 in (0xE2, 0xE4, 0xE6)
    if is_frame and head[1] != 0xFE:  # which would be the mark of UTF-16
        return _AUDIO if b"\0" in head or suffix in (".mp3", ".mp2", ".aac") else None
    if head[:2] == b"\xff\xf1" or head[:2] == b"\xff\xf9":
        return _AUDIO
    return None


def ole_refusal(data: bytes) -> Refusal:
    """What an OLE file is, told by the names of its streams."""
    for name, found in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return found
    return _OLD_OFFICE


def _may_be_text(head: bytes) -> bool:
    """Whether a head that begins with letters of a signature is a text all the same."""
    controls = head.translate(None, bytes(range(9, 127)))
    return not controls or (b"\0" not in head and len(controls) < len(head) // 10)
