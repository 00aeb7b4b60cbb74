"""Which files are feeds, by how they begin."""

from pathlib import Path

from corpus.readers.xml.xml_tree import opening

#: The suffixes of feeds; a file of a folder with another one is not looked at.
SUFFIXES = (".xml", ".rss", ".atom")
#: The namespace of Atom.
ATOM = "http://www.w3.org/2005/Atom"
_HEAD = 4096


def is_feed(path: Path) -> bool:
    """Whether a file is a feed; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            return is_feed_head(file.read(_HEAD))
    except OSError:
        return False


def is_feed_head(head: bytes) -> bool:
    """Whether bytes are the beginning of RSS or Atom."""
    name, _ = opening(head)
    return name == "rss" or (name == "feed" and ATOM.encode() in head.replace(b"\0", b""))
