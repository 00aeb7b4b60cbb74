"""Reading a feed: RSS 2.0 with the namespaces of iTunes and of podcasts, and Atom.

A feed is a stranger's: it is read in bounded time and memory, and nothing outside of it is read.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from email.utils import parsedate
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, unreadable
from corpus.feeds.feed import HOST, Feed, Item, Named
from corpus.feeds.recognised import ATOM
from corpus.metadata.dates import iso_date
from corpus.readers.xml.xml_tree import attribute, below, local, parse, text_of
from corpus.source import Source

if TYPE_CHECKING:
    from lxml import etree

#: The most bytes and tags of a feed. A daily podcast of ten years has 20 MB, and 150,000 tags.
LARGEST, MOST_TAGS = 32 << 20, 1_000_000
#: The most items; those beyond are counted.
MOST_ITEMS = 20_000
#: The most people, topics or transcripts of an item.
_MOST_OF_ITEM = 50
_LONGEST_TITLE, _LONGEST_TEXT = 500, 10_000
_WHOLE = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style|template)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE
)
_BREAK = re.compile(
    r"<(?:/?(?:p|div|li|ul|ol|h[1-6]|tr|table|blockquote|section|article)|[bh]r)\b[^<>]*>", re.I
)
_TAG = re.compile(r"<[/A-Za-z!?][^<>]*(?:>|$)")
_NUMBER = re.compile(r"\d{1,6}")
#: An element of an item in its own namespace has none before its name; others have one of these.
_ITUNES, _PODCAST, _OTHER = "itunes:", "podcast:", "other:"

_Elements = dict[str, list["etree._Element"]]


def read(path: Path, data: bytes | None = None) -> Feed:
    """The feed in a file.

    Args:
        path: the file.
        data: its content, where it is not to be read from the file.

    Raises:
        CorpusError: it cannot be read, is too large, is broken, or is no feed.
    """
    try:
        size = path.stat().st_size if data is None else len(data)
    except OSError as error:
        raise unreadable(path, error) from error
    if size > LARGEST:
        raise _wrong(path, f"the feed has more than {LARGEST >> 20} MB")
    source = Source.open(path, data=data)
    # What is escaped as a whole, as HTML often is, has no tags of the feed.
    if (tags := _WHOLE.sub(b"", source.data).count(b"<")) > MOST_TAGS:
        raise _wrong(path, f"the feed has {tags:,} tags; at most {MOST_TAGS:,} are read")
    root = parse(source)
    name = local(root)
    if name not in ("rss", "feed") or (name == "feed" and _namespace(root) != ATOM):
        raise _wrong(path, f"it is no feed: its first element is `{name[:60]}`")
    found = below(root, "item" if name == "rss" else "entry")
    read_items = [_item(element) for element in islice(found, MOST_ITEMS)]
    if not read_items:
        raise _wrong(path, "the feed has no items")
    channel = next(below(root, "channel"), root)
    items = tuple(dict.fromkeys(read_items))
    head = _children(channel)
    return Feed(
        path,
        _title(head),
        _language(head, root),
        _link(head.get(f"{_OTHER}link", []) + head.get("link", []), "self"),
        items,
        len(read_items) - len(items),
        sum(1 for _ in found),
    )


def _wrong(path: Path, reason: str) -> CorpusError:
    return CorpusError(path, reason, advice="save the feed of a podcast, in RSS 2.0 or Atom")


def _namespace(element: etree._Element) -> str:
    tag: object = element.tag
    return tag.rpartition("}")[0].lstrip("{") if isinstance(tag, str) else ""


def _children(element: etree._Element) -> _Elements:
    """The elements right below one by name, with a word for their namespace before it."""
    own = _namespace(element)
    found: _Elements = defaultdict(list)
    for child in element:
        space = _namespace(child)
        folded = space.casefold()
        kind = _OTHER
        if space == own:
            kind = ""
        elif "itunes" in folded:
            kind = _ITUNES
        elif "podcast" in folded:
            kind = _PODCAST
        found[f"{kind}{local(child)}"].append(child)
    return dict(found)


def _item(element: etree._Element) -> Item:
    found = _children(element)
    links = found.get("link", []) + found.get(f"{_OTHER}link", [])
    enclosure = next(_attributes(found.get("enclosure", ()), "url"), None)
    return Item(
        title=_title(found),
        date=_date(found),
        link=_first_text(found, "link") or _link(links, "alternate"),
        guid=_first_text(found, "guid", "id"),
        enclosure=enclosure or _link(links, "enclosure"),
        description=_description(found),
        topics=_topics(found),
        cast=_cast(found),
        named=_named(found),
    )


def _first_text(found: _Elements, *names: str) -> str | None:
    """The text of the first element of these names that has one, on one line."""
    for name in names:
        for element in found.get(name, ()):
            if text := text_of(element):
                return text[:_LONGEST_TEXT]
    return None


def _title(found: _Elements) -> str | None:
    text = _first_text(found, "title", f"{_ITUNES}title")
    # Many programs escape twice.
    return " ".join(html.unescape(text).split())[:_LONGEST_TITLE] if text else None


def _language(found: _Elements, root: etree._Element) -> str | None:
    named = _first_text(found, "language") or attribute(root, "xml:lang")
    return named[:35] if named else None


def _link(links: Iterable[etree._Element], rel: str) -> str | None:
    """The address of a link of Atom with this relation; one without a relation is `alternate`."""
    for link in links:
        href = (link.get("href") or "").strip()
        if href and (link.get("rel") or "alternate") == rel:
            return href
    return None


def _attributes(elements: Iterable[etree._Element], name: str) -> Iterator[str]:
    """The values of an attribute that are not empty."""
    return (value for each in elements if (value := (each.get(name) or "").strip()))


def _date(found: _Elements) -> str | None:
    """The day of publication where the podcast is made, as ISO 8601."""
    text = _first_text(found, "pubDate", "published", "updated", f"{_OTHER}date")
    if text is None:
        return None
    read_as = parsedate(text[:100])
    if read_as is not None:
        year, month, day = read_as[:3]
        if found_date := iso_date(f"{year:04}-{month:02}-{day:02}"):
            return found_date
    return iso_date(text[:100])


def _description(found: _Elements) -> str | None:
    """What is said of an item, as text, below its season and its number."""
    names = ("description", "summary", f"{_ITUNES}summary", f"{_OTHER}encoded", "content")
    elements = (each for name in names for each in found.get(name, ()))
    texts = (text for each in elements if (text := _as_text("".join(map(str, each.itertext())))))
    text = next(texts, "")
    return "\n\n".join(filter(None, (_place(found), text))) or None


def _as_text(markup: str) -> str:
    """The text of HTML, or of a text without markup, a line a block."""
    markup = markup[: 10 * _LONGEST_TEXT]
    if "<" in markup:
        # Feeds have simple HTML, and thousands of items: a parser takes a millisecond for each.
        markup = _TAG.sub("", _BREAK.sub("\n", _UNSEEN.sub(" ", markup)))
    lines = html.unescape(markup).splitlines()
    text = "\n".join(line for each in lines if (line := " ".join(each.split())))
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT].rpartition(" ")[0]


def _place(found: _Elements) -> str:
    """`Season 2, episode 5.`, as far as the feed says it."""
    parts = []
    for name in ("season", "episode"):
        text = _first_text(found, f"{_ITUNES}{name}", f"{_PODCAST}{name}") or ""
        if _NUMBER.fullmatch(text):
            parts.append(f"{name} {int(text)}")
    return f"{', '.join(parts).capitalize()}." if parts else ""


def _topics(found: _Elements) -> tuple[str, ...]:
    """Keywords and categories, each once in any case."""
    categories = found.get("category", [])
    texts = [text_of(each) or (each.get("term") or "") for each in categories]
    for name in (f"{_ITUNES}keywords", f"{_OTHER}keywords"):
        texts += [word for each in found.get(name, ()) for word in text_of(each).split(",")]
    unique: dict[str, str] = {}
    for text in (" ".join(text.split())[:100] for text in texts):
        unique.setdefault(text.casefold(), text)
    unique.pop("", None)
    return tuple(islice(unique.values(), _MOST_OF_ITEM))


def _cast(found: _Elements) -> tuple[tuple[str, str], ...]:
    """The people who are heard. Those of a group such as `writing` are not."""
    people: dict[tuple[str, str], None] = {}
    for each in found.get(f"{_PODCAST}person", ()):
        group = (each.get("group") or "cast").strip().casefold()
        name, role = text_of(each)[:200], (each.get("role") or HOST).strip().casefold()[:60]
        if name and group == "cast":
            people[name, role] = None
    return tuple(islice(people, _MOST_OF_ITEM))


def _named(found: _Elements) -> tuple[Named, ...]:
    """The transcripts that an item names, each address once."""
    named: dict[str, Named] = {}
    for each in found.get(f"{_PODCAST}transcript", ()):
        url = (each.get("url") or "").strip()
        media_type = (each.get("type") or "").partition(";")[0].strip().casefold()
        language = (each.get("language") or "").strip()[:35] or None
        if url and len(url) <= 4096:
            named.setdefault(url, Named(url, media_type[:60], language))
    return tuple(islice(named.values(), _MOST_OF_ITEM))
