"""Names of files for what is fetched: readable, and never a way to another folder."""

import re

from corpus.feeds import keys
from corpus.feeds.feed import Item, Named
from corpus.files.left_out import against_name

_MOST_BYTES = 120
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
# Windows takes these for devices, whatever their suffix.
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)))
)


def stem(item: Item, named: Named, *, with_language: bool) -> str:
    """The name of a transcript without its suffix: `2024-03-05-the-keeper-of-the-lamp.es`.

    Args:
        item: the item that names it.
        named: the transcript.
        with_language: whether the item names transcripts in several languages.
    """
    title = keys.key(item.title or "") or keys.last(item.enclosure) or keys.last(named.url)
    name = _shortened("-".join(filter(None, (item.date, title))))
    if not name or name in _DEVICES or against_name(f"{name}.txt", set()) is not None:
        name = f"transcript-{name}".rstrip("-")
    language = (named.language or "").replace("_", "-")
    if with_language and _LANGUAGE.fullmatch(language):
        return f"{name}.{language}"
    return name


def feed_name(url: str) -> str:
    """The name of a feed that is fetched: that at the end of its address, if it is one of XML."""
    last = (keys.parts(url) or ("",))[-1]
    suffix = next((end for end in (".xml", ".rss", ".atom") if last.lower().endswith(end)), "")
    name = _shortened(keys.key(keys.stem(last)) if suffix else "")
    return f"{name}{suffix}" if name and name not in _DEVICES else "feed.xml"


def _shortened(name: str) -> str:
    """The beginning of a name that every file system takes."""
    return name.encode()[:_MOST_BYTES].decode("utf-8", "ignore").strip("-")
