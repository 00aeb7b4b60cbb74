"""SAMI, .smi: `<SYNC Start=1000><P Class=ENCC>text` in HTML that is rarely closed."""

import html
import re
from collections.abc import Iterator
from itertools import zip_longest

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.readers.captions.cue_speakers import converse
from corpus.readers.captions.cues import Cue
from corpus.source import Source

HEAD = re.compile(rb"[\xef\xbb\xbf\xff\xfe\s]{0,200}<SAMI\b", re.IGNORECASE)
SYNC = re.compile(r"<SYNC\b[^<>]{0,80}?\bStart\s?=\s?[\"']?(?P<ms>\d{1,9})[^<>]{0,80}>", re.I)
CLASS = re.compile(r"<P\b[^<>]{0,80}?\bClass\s?=\s?[\"']?(?P<name>[\w-]{1,40})", re.I)
TITLE = re.compile(r"<TITLE>\s?([^<]{1,200})</TITLE>", re.I)
LANGUAGE = re.compile(r"\blang\s?:\s?([\w-]{2,20})", re.I)
BREAK = re.compile(r"<br\s?/?>", re.I)
TAG = re.compile(r"<[^<>]{1,300}>")


def recognises(source: Source) -> bool:
    """Whether the text opens with `<SAMI>`."""
    return HEAD.match(source.data[:800].replace(b"\0", b"")) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file, in the first of its languages."""
    draft = converse(_cues(source))
    if not draft.turns:
        raise NotATranscript(source.path, "the captions hold no words")
    head = source.text.partition("<SYNC")[0][:5000]
    if title := TITLE.search(head):
        draft.title = html.unescape(" ".join(title[1].split())) or None
    if language := LANGUAGE.search(head):
        draft.language = language[1]
    yield draft


def _cues(source: Source) -> Iterator[Cue]:
    """The cues of one class; an empty one ends the one before."""
    body = re.split(r"</BODY>", source.text, maxsplit=1, flags=re.I)[0]
    found = list(SYNC.finditer(body))
    first: str | None = None
    for match, following in zip_longest(found, found[1:]):
        said = body[match.end() : following.start() if following else len(body)]
        named = CLASS.search(said[:300])
        if named and first is None:
            first = named["name"].casefold()
        if named and named["name"].casefold() != first:
            continue
        text = TAG.sub("", BREAK.sub("\n", " ".join(said.split())))
        text = html.unescape(text).replace("\u00a0", " ").strip()
        start = int(match["ms"]) / 1000
        end = int(following["ms"]) / 1000 if following else None
        if text:
            yield Cue(start, end if end is None or end >= start else None, text)
