"""Character entities of a document type, replaced before the XML is parsed.

Only a name for a single character is put in (`<!ENTITY mdash "&#8212;">`): it can do no
harm and grow nothing. A document type that declares anything else is refused.
"""

import re
from html.entities import name2codepoint

from corpus.errors import CorpusError
from corpus.source import Source

HEAD = 64_000
DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]{0,1000}(?:\[(?P<subset>[^\]]{0,60000})\]\s{0,100})?>")
COMMENT = re.compile(rb"<!--.{0,20000}?-->", re.DOTALL)
DECLARATION = re.compile(
    rb"<!ENTITY\s{1,100}(?P<name>[\w.-]{1,60})\s{1,100}(?:\"(?P<double>[^\"<%]{1,40})\""
    rb"|'(?P<single>[^'<%]{1,40})')\s{0,100}>"
)
NUMBER = re.compile(rb"&(?:#38;|amp;)?#(?:(?P<decimal>\d{1,7})|[xX](?P<hex>[\da-fA-F]{1,6}));")
# The names that XML itself has are left as they are. A section without an end is the rest: to look
# for the end of each of a million would take hours.
REFERENCE = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos);)(?P<name>[A-Za-z][\w.-]{0,59});",
    re.DOTALL,
)


def replaced(source: Source) -> bytes:
    """The bytes of the file with numbers for its character entities, without a document type.

    Raises:
        CorpusError: the document type declares more than characters.
    """
    data = source.data
    doctype = DOCTYPE.search(data[:HEAD])
    named = _declared(doctype["subset"] or b"", source) if doctype else {}
    if doctype:
        lines = b"\n" * doctype[0].count(b"\n")  # so that errors name the right line
        data = data[: doctype.start()] + lines + data[doctype.end() :]
    if b"&" not in data:
        return data
    return REFERENCE.sub(lambda match: _character(match, named), data)


def _declared(subset: bytes, source: Source) -> dict[bytes, int]:
    """The characters behind the names that a document type declares."""
    found = {}
    bare = COMMENT.sub(b"", subset)
    if bare.count(b"<!ENTITY") != len(DECLARATION.findall(bare)):
        raise refusal(source)
    for match in DECLARATION.finditer(bare):
        point = _point(match["double"] or match["single"])
        if point is None:
            raise refusal(source)
        found[match["name"]] = point
    return found


def _point(value: bytes) -> int | None:
    """The number of the one character of a declaration, None for anything else."""
    number = NUMBER.fullmatch(value)
    if number is not None:
        point = int(number["decimal"]) if number["decimal"] else int(number["hex"], 16)
        return point if _is_character(point) else None
    if value.isascii() and len(value) == 1 and value != b"&":
        return value[0]
    return None


def _is_character(point: int) -> bool:
    """Whether XML allows the character."""
    return point in (9, 10, 13) or 32 <= point < 0xD800 or 0xE000 <= point < 0xFFFE or (
        0x10000 <= point < 0x110000
    )  # fmt: skip


def _character(match: "re.Match[bytes]", named: dict[bytes, int]) -> bytes:
    """The reference with a number in it; one that nobody declares has its name of HTML."""
    name = match["name"]
    if name is None:
        return match[0]
    point = named.get(name) or name2codepoint.get(name.decode("ascii", "replace"))
    return b"&#%d;" % point if point else match[0]


def refusal(source: Source) -> CorpusError:
    """The error of a document type that declares more than characters."""
    return CorpusError(
        source.path,
        "the XML declares entities that are more than one character, which are never put in",
        advice="write the text out, without a document type",
    )
