"""Titles without what is none: image markup, the names of converters, suffixes and ids."""

import re

IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,2000}\)|<img\b[^<>]{0,2000}>")
LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{0,2000}\)")
CONVERTED = re.compile(
    r"^(?:microsoft (?:office )?(?:word|powerpoint)|libreoffice writer|pages|google docs)"
    r"\s*[-–—:]\s*(?=\S)",
    re.IGNORECASE,
)
SUFFIX = re.compile(r"\.(?:docx?|dotx?|odt|rtf|wpd|pdf|pages|html?|txt|md|pptx?)$", re.IGNORECASE)
NO_TITLE = re.compile(
    r"(?:(?:created|generated|converted|exported) (?:by|with|using) [^:]*"
    r"|(?:untitled|unbenannt|sin título|sans titre|senza titolo)(?:[ _-]?(?:document|dokument"
    r"|documento|page|\d+))?[ _-]?\d*|(?:new )?(?:document|dokument|documento) ?\d*"
    r"|(?:microsoft (?:word|powerpoint)|powerpoint) ?(?:document|presentation)?|no title|title|null"
    r"|none|word document|home ?page|index|html document|web page|text)",
    re.IGNORECASE,
)
ID_ALONE = re.compile(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?=[0-9a-f]*\d)[0-9a-f]{12,64}|\d{6,}",
    re.IGNORECASE,
)
ID_BEHIND = re.compile(r"\s*\[[A-Za-z0-9_-]{11}\]$")


def clean(title: str | None) -> str | None:
    """A title for people to read, or None where nothing of it is one."""
    if title is None:
        return None
    plain = LINK.sub(r"\1", IMAGE.sub(" ", title)) if "](" in title or "<" in title else title
    plain = CONVERTED.sub("", " ".join(plain.split()).strip(" |"))
    plain = ID_BEHIND.sub("", plain)
    plain = SUFFIX.sub("", plain).strip() or plain
    if NO_TITLE.fullmatch(plain) or ID_ALONE.fullmatch(plain):
        return None
    return plain or None
