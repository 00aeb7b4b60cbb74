"""XML read safely, and the text in it.

Nothing outside of the file is ever read. Of the entities that a document declares
only names for single characters are put in (`corpus.readers.xml.entities`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from corpus.errors import CorpusError
from corpus.metadata.dates import seconds
from corpus.readers.xml.entities import refusal, replaced
from corpus.source import Source

if TYPE_CHECKING:
    from lxml import etree

HEAD = 64_000
# Comments, instructions and the document type, each taken or left as a whole.
PROLOG = re.compile(
    r"\s*(?:<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)"
)
ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")
HTML = frozenset(
    """
    article b blockquote body br center cite dd div dl dt em figure h1 h2 h3 h4 h5 h6 head header hr
    html i li main meta nav ol p pre section span strong table time title ul
    """.split()
)
CLOCK = re.compile(
    r"(?:[\d-]{8,10}T)?(0?[0-2]?\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?)(?:Z|[+-][\d:]{4,5})?"
)
# What follows is for programs.
_REASON = re.compile(r", (?:line|use XML_PARSE_HUGE)")
XML_NAMESPACE = "{http://www.w3.org/XML/1998/namespace}"


def root_name(source: Source) -> str | None:
    """The name of the first element, without its prefix; None where this is no XML.

    XML is what says so in its first line, or begins with an element that it ends
    with. HTML is none.
    """
    return source.once(_root_name)


def _root_name(source: Source) -> str | None:
    name, is_declared = opening(source.data[:HEAD])
    if name is None:
        return "" if is_declared else None
    if name.casefold() in HTML:
        return None
    tail = source.data[-HEAD:].replace(b"\0", b"")
    return (
        name if is_declared or re.search(rb"</(?:[\w.-]+:)?%b\s*>" % name.encode(), tail) else None
    )


def opening(head: bytes) -> tuple[str | None, bool]:
    """The name of the first element of XML, and whether the first line says that it is XML.

    Args:
        head: how the file begins.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        # UTF-16: names of elements are ASCII in every form that is read here.
        head = head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    text = head.decode("latin-1").removeprefix("\xef\xbb\xbf")
    is_declared = text.lstrip().startswith("<?xml")
    at = 0
    while match := PROLOG.match(text, at):
        at = match.end()
    root = ROOT.match(text, at)
    return (root[1] if root else None), is_declared


def parse(source: Source) -> etree._Element:
    """The root element, in the encoding that the user names, or else the file declares.

    Raises:
        CorpusError: it is broken, is nested too deeply, or declares entities.
    """
    from lxml import etree  # loaded when there is XML to read, not for every search

    if source.encoding is not None:
        # The parser knows other names of encodings than Python does.
        source = Source(source.path, source.text.encode(), "utf-8")
    # One element of more than 10 MB, or 256 levels, is refused by the parser (huge_tree).
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        encoding=source.encoding,
    )
    try:
        root = etree.fromstring(replaced(source), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno
        raise CorpusError(
            source.path,
            f"broken XML: {_REASON.split(str(error.msg), maxsplit=1)[0]}",
            place=f"line {line}" if line else None,
            advice="was the file saved or copied to its end?",
        ) from error
    except (ValueError, LookupError) as error:
        raise CorpusError(source.path, f"broken XML: {error}") from error
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise refusal(source)  # in UTF-16, or behind a comment that hides its beginning
    return root


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag: object = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def attribute(element: etree._Element, *names: str) -> str | None:
    """The first of the attributes that is there and not empty, white space folded.

    The names are without namespaces, but for `xml:id` and `xml:lang`.
    """
    for name in names:
        full = XML_NAMESPACE + name[4:] if name.startswith("xml:") else name
        value = element.get(full)
        if value is not None and (words := str(value).split()):
            return " ".join(words)
    return None


def clock(stamp: str | None) -> float | None:
    """The seconds since midnight of `14:30:00` or of `2014-05-06T14:30:00Z`."""
    match = CLOCK.fullmatch(stamp or "")
    return seconds(match[1]) if match else None


def below(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements of these names at any depth, in the order of the file."""
    return element.iter(*(f"{{*}}{name}" for name in names))


def first(element: etree._Element, *path: str) -> etree._Element | None:
    """The first element reached by going down through elements of these names."""
    found: etree._Element | None = element
    for name in path:
        if found is None:
            return None
        found = next((e for e in below(found, name) if e is not found), None)
    return found


def text_of(element: etree._Element, leave_out: Collection[str] = ()) -> str:
    """The text at any depth, white space folded, without the elements in `leave_out`."""
    parts: list[str] = []
    _gather(element, leave_out, parts)
    return " ".join("".join(parts).split())


def _gather(element: etree._Element, leave_out: Collection[str], parts: list[str]) -> None:
    """Append the text of an element, but not what follows it, to `parts`.

    The parser has refused what is nested deeper than a stack is.
    """
    parts.append(element.text or "")
    for child in element:
        _gather_child(child, leave_out, parts)


def _gather_child(child: etree._Element, leave_out: Collection[str], parts: list[str]) -> None:
    """Append the text of an element and what follows it to `parts`."""
    name, tail = local(child), child.tail or ""
    if name and name not in leave_out:
        _gather(child, leave_out, parts)
    if name in ("w", "pc") and child.get("join") in ("right", "both"):
        tail = tail.lstrip()  # the layout of the file, not of the sentence
    elif name in ("br", "lb") or (name == "w" and not (tail == "" and _is_sign(child.getnext()))):
        tail = f" {tail}"
    parts.append(tail)


def _is_sign(element: etree._Element | None) -> bool:
    return element is not None and local(element) == "pc"


def paragraphs(
    element: etree._Element, blocks: Collection[str], leave_out: Collection[str]
) -> list[str]:
    """The paragraphs of what is said: the text of each block, and of what is between them.

    A block that stops in the middle of a sentence, as before an interjection,
    goes on in the next.
    """
    return list(_whole_sentences(_blocks(element, blocks, leave_out)))


def _blocks(
    element: etree._Element, blocks: Collection[str], leave_out: Collection[str]
) -> Iterator[str]:
    loose: list[str] = [element.text or ""]
    for child in element:
        name = local(child)
        is_block = name in blocks
        if is_block or any(local(inner) in blocks for inner in child):
            if words := " ".join("".join(loose).split()):
                yield words
            loose.clear()
            if name not in leave_out:
                yield from _blocks(child, blocks, leave_out)
            loose.append(child.tail or "")
        else:
            _gather_child(child, leave_out, loose)
    if words := " ".join("".join(loose).split()):
        yield words


def _whole_sentences(blocks: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    for block in blocks:
        if held and (held[-1][-1].isalpha() or held[-1][-1] == ","):
            held.append(block)
            continue
        if held:
            yield " ".join(held)
        held = [block]
    if held:
        yield " ".join(held)
