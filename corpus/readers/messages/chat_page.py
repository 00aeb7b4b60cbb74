"""Chats as web pages: what DiscordChatExporter and Telegram write as HTML."""

import re
from collections.abc import Iterator
from typing import Any, cast

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date
from corpus.readers.messages.message import Message, draft_of
from corpus.source import Source

MARKS = ("chatlog__message-group", 'class="from_name"')
AUTHOR = frozenset(("chatlog__author", "chatlog__author-name", "from_name"))
TEXT = frozenset(("chatlog__content", "text"))
# What stands inside of a message and was not written in it.
QUOTED = frozenset(
    """
    chatlog__attachment chatlog__embed chatlog__reactions chatlog__reference chatlog__reply
    chatlog__system-notification-content forwarded media_wrap reply_to
    """.split()
)
DATED = frozenset(("chatlog__timestamp", "date", "details"))
DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# What Telegram calls every page that it exports; the name of the chat stands above it.
NO_TITLE = "Exported Data"
CHUNK = 1 << 16


def recognises(source: Source) -> bool:
    """Whether the page has the classes of messages as the programs write them."""
    head = source.text[:1000].lstrip()
    return head.startswith("<") and any(mark in source.text for mark in MARKS)


def read(source: Source) -> Iterator[Draft]:
    """The one chat of the page."""
    from lxml import etree  # loaded when there is a page to read, not for every file

    walk = _Walk()
    # lxml calls with str throughout; its stubs say bytes, too.
    parser = etree.HTMLParser(target=cast(Any, walk), huge_tree=True, no_network=True)
    try:
        for start in range(0, len(source.text), CHUNK):
            parser.feed(source.text[start : start + CHUNK])
        parser.close()
    except (etree.LxmlError, ValueError):
        walk.close()
    draft = draft_of(walk.messages, walk.title)
    if not draft.turns:
        raise NotATranscript(source.path, "nobody wrote anything in this chat but notices")
    yield draft


class _Walk:
    """What lxml calls for each tag and text: gathers the messages."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.title: str | None = None
        self.sender = ""
        self.day: str | None = None
        self.words: list[str] = []
        self.kind = ""
        self.depth = 0
        self.left_out = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        classes = set(attributes.get("class", "").split())
        if self.depth or self.left_out:
            if tag == "br" and self.kind == "text":
                self.words.append("\n")
            if tag not in VOID:
                self.depth += bool(self.depth)
                self.left_out += bool(self.left_out)
            return
        if classes & QUOTED and tag not in VOID:
            self.left_out = 1
        elif classes >= {"text", "bold"} or (tag == "title" and self.title is None):
            self.kind, self.depth, self.words = "title", 1, []
        elif classes & AUTHOR:
            self.kind, self.depth, self.words = "author", 1, []
        elif classes & TEXT:
            self.kind, self.depth, self.words = "text", 1, []
        elif classes & DATED and (found := DAY.search(attributes.get("title", ""))):
            self.day = iso_date(f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}") or self.day

    def end(self, tag: str) -> None:
        if tag in VOID:
            return
        self.left_out -= bool(self.left_out)
        if self.depth:
            self.depth -= 1
            if not self.depth:
                self._close()

    def _close(self) -> None:
        text = "".join(self.words)
        words = " ".join(text.split())
        if self.kind == "title":
            self.title = words if words and words != NO_TITLE else self.title
        elif self.kind == "author":
            self.sender = words or self.sender
        else:
            blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
            self.messages.append(Message(self.sender, [b for b in blocks if b], self.day))
        self.kind = ""

    def data(self, data: str) -> None:
        if self.depth and not self.left_out:
            self.words.append(data)

    def comment(self, text: str) -> None:
        """Comments are for those who made the page."""

    def close(self) -> list[Message]:
        return self.messages
