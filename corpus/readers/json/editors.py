"""The JSON of transcript editors, whose words stand apart from the paragraphs that name speakers.

Digital Paper Edit has `words` and `paragraphs`, BBC Kaldi `retval.words` and segments
tied to them by time, Trint words that name their paragraph, autoEdit paragraphs of lines of
words; the first form of Speechmatics has words and speakers with times.
"""

from collections.abc import Iterator

from corpus.draft import Draft
from corpus.readers.json.cloud import by_time
from corpus.readers.json.json_tree import Node
from corpus.readers.json.records import name_in, speakers_in
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


def trint(root: Node, _: Draft) -> Iterator[Piece]:
    """Trint: words with the id of their paragraph, in milliseconds."""
    names = speakers_in(root)
    voices = {one.get("id").name(): name_in(one, names) for one in root.get("paragraphs").each()}
    before: str | None = None
    for word in root.get("words").each():
        paragraph = word.get("paragraphId").name()
        start = word.get("time").seconds(0.001)
        length = word.get("duration").seconds(0.001)
        yield Piece(
            voices.get(paragraph) if paragraph != before else None,
            word.get("value", "text").text(),
            start,
            round(start + length, 3) if start is not None and length is not None else None,
            is_word=True,
        )
        before = paragraph


def first_speechmatics(root: Node, _: Draft) -> Iterator[Piece]:
    """The first form of Speechmatics: words and speakers, each with `name`, `time`, `duration`."""
    spans = list(_named_times(root.get("speakers")))
    words = [
        Piece(None, text, start, end, is_word=True)
        for start, end, text in _named_times(root.get("words"))
    ]
    yield from by_time(words, spans)


def _named_times(listed: Node) -> Iterator[tuple[float, float, str]]:
    for one in listed.each():
        start, length = one.get("time").seconds(), one.get("duration").seconds()
        if start is not None and length is not None and one.holds("name", str):
            yield start, round(start + length, 3), one.get("name").text()


def is_first_speechmatics(root: Node) -> bool:
    """Whether `words` and `speakers` have names and times."""
    return all(
        root.holds(key, list)
        and all(one.holds("name", str) and one.holds("time") for one in root.get(key).each())
        for key in ("words", "speakers")
    )


def is_trint(root: Node) -> bool:
    """Whether the words name their paragraphs."""
    if not (root.holds("words", list) and root.holds("paragraphs", list)):
        return False
    return all(word.holds("paragraphId") for word in root.get("words").each())


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
