"""The JSON of transcript editors, whose words stand apart from the paragraphs that name speakers.

Digital Paper Edit has `words` and `paragraphs`, BBC Kaldi `retval.words` and segments
tied to them by time, autoEdit paragraphs of lines of words.
"""

from collections.abc import Iterator

from corpus.draft import Draft
from corpus.readers.json.cloud import by_time
from corpus.readers.json.json_tree import Node
from corpus.readers.json.records import name_in
from corpus.segmentation import Piece


def paper_edit(root: Node, _: Draft) -> Iterator[Piece]:
    """Digital Paper Edit: paragraphs with a speaker and times, over a list of words."""
    spans = [
        (start, end, name_in(paragraph))
        for paragraph in root.get("paragraphs").each()
        if (start := paragraph.get("start").seconds()) is not None
        and (end := paragraph.get("end").seconds()) is not None
    ]
    yield from by_time(list(_words(root.get("words"), "text", "word", "punct")), spans)


def kaldi(root: Node, _: Draft) -> Iterator[Piece]:
    """BBC Kaldi: words with punctuation, and segments with ids of speakers."""
    retval = root.get("retval") if root.holds("retval", dict) else root
    spans = []
    for segment in retval.get("segmentation").get("segments").each():
        start, length = segment.get("start").seconds(), segment.get("duration").seconds()
        speaker = segment.get("speaker")
        if start is not None and length is not None and isinstance(speaker.value, dict):
            spans.append((start, start + length, speaker.get("@id").name()))
    yield from by_time(list(_words(retval.get("words"), "punct", "word")), spans)


def auto_edit(root: Node, _: Draft) -> Iterator[Piece]:
    """autoEdit: `text` is a list of speakers' paragraphs, each with lines of words."""
    for block in root.get("text").each():
        label = name_in(block)
        for paragraph in block.get("paragraph").each():
            for line in paragraph.get("line").each():
                for word in _words(Node([line.value], line.path, line), "text", "word"):
                    word.label = label
                    yield word


def is_auto_edit(root: Node) -> bool:
    """Whether `text` is a list of paragraphs in which lines stand."""
    if not root.holds("text", list):
        return False
    return all(block.holds("paragraph", list) for block in root.get("text").each())


def _words(listed: Node, *keys: str) -> Iterator[Piece]:
    for word in listed.each():
        start = word.get("start", "startTime").seconds()
        end = word.get("end", "endTime").seconds()
        if start is not None:
            yield Piece(None, word.get(*keys).text(), start, end, is_word=True)
