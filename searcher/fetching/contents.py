"""Whether what was fetched is a transcript, and of which form: its content says, not the server."""

from __future__ import annotations

import re
from pathlib import Path

from corpus import load
from corpus.errors import CorpusError
from corpus.files import File
from corpus.source import Source
from index.workers import limits
from searcher.errors import NotFetched

_HEAD = 4096
_CUE = re.compile(r"\s*(?:\d{1,9}\s*\n)?\s*\d{1,3}:\d\d:\d\d[,.]\d{1,3}\s*-->")
_PAGE = re.compile(
    r"\s*(?:<!--.{0,1000}?-->\s*)*<(?:!doctype html|html|head|body|div|p|cite|time|h[1-6]|section"
    r"|article|main|span|ul|ol|table|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
#: A text in which nobody is named must have so many words: messages of servers are shorter.
_FEWEST_WORDS = 50


def suffix_of(data: bytes, name: str, url: str) -> str:
    """The suffix of a transcript, by its content.

    Args:
        data: the content.
        name: what it is called.
        url: where it is from.

    Raises:
        NotFetched: it is no text.
    """
    try:
        text = Source.open(Path(name), data=data).text[:_HEAD].lstrip("\ufeff")
    except CorpusError as error:
        raise NotFetched(url, f"it is no transcript: {error.reason}") from error
    start = text.lstrip()
    if start.startswith("WEBVTT"):
        return ".vtt"
    if start.startswith(("{", "[{", "[\n")) or re.match(r"\[\s*[{\[\"]", start):
        return ".json"
    if _CUE.match(text):
        return ".srt"
    if _PAGE.match(text):
        return ".html"
    return ".xml" if start.startswith("<?xml") else ".txt"


def refusal(data: bytes, name: str, suffix: str, media_type: str) -> str | None:
    """Why what was fetched is no transcript, or None where it is one.

    A page is one only if the feed does not promise another form, and if it names speakers: a page
    that says what went wrong comes with the status of success, too.

    Args:
        data: the content.
        name: what it is called, without a suffix.
        suffix: of the form, see `suffix_of`.
        media_type: what the feed says that it is; it may be empty.
    """
    if suffix == ".html" and media_type not in ("", "text/html", "application/xhtml+xml"):
        return f"it is a web page, and the feed promises {media_type}"
    path = Path(f"{name}{suffix}")
    try:
        with limits.bounded(path):
            programs = load.read(File(path, name, None, data=data))
    except CorpusError as error:
        return f"it is no transcript: {error.reason}"
    turns = [turn for program in programs for turn in program.turns]
    names_speakers = any(turn.label is not None for turn in turns)
    if suffix == ".html" and not names_speakers:
        return "it is a web page that names no speaker"
    if suffix == ".txt" and not names_speakers:
        words = sum(len(turn.text.split()) for turn in turns)
        if words < _FEWEST_WORDS:
            return f"it is a text of {words:,} words that names no speaker"
    return None if turns else "nobody speaks in it"
