"""A transcript that JSON holds as one text, as a list of lines, or as the HTML of oTranscribe."""

import html
import re

from corpus.draft import DraftTurn
from corpus.readers.json.json_tree import Node
from corpus.readers.text.labelled import converse

KEYS = ("dialogue", "transcript", "transcription", "conversation", "text", "content", "body")
LINE_END = re.compile(r"<br\s{0,9}/?>|</(?:p|div|li)>|<p>", re.IGNORECASE)
TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")


def embedded_turns(node: Node) -> list[DraftTurn]:
    """The turns of a text with at least two labels in it; none where there is no such text."""
    for key in KEYS:
        if node.holds(key, list) and all(
            isinstance(line.value, str) for line in node.get(key).each()
        ):
            text = "\n\n".join(line.raw_text() for line in node.get(key).each())
        elif node.holds(key, str):
            text = node.get(key).raw_text()
        else:
            continue
        if LINE_END.search(text[:4000]):
            text = html.unescape(TAG.sub("", LINE_END.sub("\n\n", text)))
        if "\n" not in text.strip():
            continue
        found = converse(text.splitlines()).turns
        if len({turn.label for turn in found if turn.label}) > 1:
            return found
    return []
