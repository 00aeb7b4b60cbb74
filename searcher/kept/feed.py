"""A file of Atom (RFC 4287) to which new quotes are added, newest first."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid4, uuid5

from lxml import etree

from index import atomic
from index.errors import KeptProblem
from searcher.kept import fingerprints
from searcher.quotes.quote import Quote
from searcher.safe_text import clock, plain_xml, shortened
from searcher.value import Value

#: How many entries a feed keeps: readers of feeds fetch all of it each time.
MOST = 1_000
#: A larger file is no feed that this program wrote.
_LARGEST = 1 << 26
#: Who may read a new file, less what the user's mask takes away: a web server serves it.
_MODE = 0o666
_TITLE = 80

_NAMESPACE = "http://www.w3.org/2005/Atom"
_GENERATOR = "searcher"


class Item(Value):
    """A quote as an entry of a feed.

    Attributes:
        id: the same for the same words in the same program.
        title: who speaks, and how it begins.
        text: who says what, and where.
        date: the date of the program, or None.
        link: where it can be heard or read, or None.
    """

    id: str
    title: str
    text: str
    date: str | None
    link: str | None


def item(quote: Quote) -> Item:
    """The entry of a quote."""
    program, turn = quote.program, quote.turn
    told, _ = fingerprints.of(quote)
    at = None if quote.at is None else clock(quote.at)
    where = ", ".join(filter(None, (program.title, program.date, f"turn {turn.number}", at)))
    link = quote.link if quote.link and quote.link.startswith(("http://", "https://")) else None
    return Item(
        uuid5(NAMESPACE_URL, f"searcher:{told:016x}").urn,
        shortened(f"{turn.speaker}: {turn.text}", _TITLE),
        f"{turn.speaker}: {turn.text}\n\n{where}",
        program.date,
        link,
    )


def checked(path: Path) -> etree._Element | None:
    """The feed that is in a file; None where there is no file.

    Raises:
        KeptProblem: the file is no feed that this program wrote.
        OSError: it cannot be read.
    """
    try:
        data = atomic.read(path, _LARGEST)
    except FileNotFoundError:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True
    )
    try:
        feed = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        feed = None
    made_by = None if feed is None else feed.findtext(_name("generator"))
    if feed is None or feed.tag != _name("feed") or made_by != _GENERATOR:
        raise KeptProblem(path, "the file is no feed that searcher wrote", "name another file")
    return feed


def add(path: Path, items: Iterable[Item], title: str, now: str) -> None:
    """Add entries to the feed in a file, which is made if it is not there.

    Args:
        path: the file.
        items: the entries. One that is in the feed already is not added.
        title: of a new feed.
        now: the time, as RFC 3339 writes it.

    Raises:
        KeptProblem: the file is no feed that this program wrote.
        OSError: it cannot be read or written.
    """
    feed = checked(path)
    if feed is None:
        feed = etree.fromstring(f'<feed xmlns="{_NAMESPACE}"/>')
        _add(feed, "id", uuid4().urn)
        _add(feed, "title", title)
        _add(feed, "updated", now)
        _add(feed, "generator", _GENERATOR)
        _add(_add(feed, "author", ""), "name", _GENERATOR)
    known = feed.findall(_name("entry"))
    ids = {entry.findtext(_name("id")) for entry in known}
    added = [_entry(one, now) for one in items if one.id not in ids]
    if added and (updated := feed.find(_name("updated"))) is not None:
        updated.text = now
    for entry in known:
        feed.remove(entry)
    feed.extend(_newest([*reversed(added), *known]))
    data = etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)
    with atomic.replacing(path, mode=_MODE) as file:
        file.write(data)


def _newest(entries: Sequence[etree._Element]) -> Sequence[etree._Element]:
    return entries[:MOST]


def _entry(one: Item, now: str) -> etree._Element:
    entry = etree.Element(_name("entry"))
    _add(entry, "id", one.id)
    _add(entry, "title", one.title)
    _add(entry, "updated", now)
    if one.date and len(one.date) == len("2019-09-09"):
        _add(entry, "published", f"{one.date}T00:00:00Z")
    if one.link:
        etree.SubElement(entry, _name("link"), href=plain_xml(one.link))
    _add(entry, "content", one.text).set("type", "text")
    return entry


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    made = etree.SubElement(parent, _name(name))
    made.text = plain_xml(text)
    return made


def _name(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"
