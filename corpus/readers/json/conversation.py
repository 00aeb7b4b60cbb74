"""A list of objects with speakers and texts as the pieces of a conversation."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import groupby, pairwise

from corpus.draft import UNNAMED
from corpus.readers.json.json_tree import Node
from corpus.readers.json.records import ASKED, TEXT, name_in, text_in, word_in
from corpus.readers.json.times import (
    END,
    END_MS,
    START,
    START_MS,
    is_newest_first,
    time_of,
    times,
    unit_of,
)
from corpus.segmentation import Piece, join, label_of

# Text in brackets as a whole is what is heard, and not said by anybody who is not named.
DIRECTION = re.compile(r"\[[^\[\]]{1,200}\]|\([^()]{1,200}\)|[♪♫\s]+")
HEADING = re.compile(r"section|heading|header|chapter|topic", re.IGNORECASE)
NOT_SAID = re.compile(
    r"service|system|event|motion|vote|metadata|(?:channel|group)_\w{1,30}", re.IGNORECASE
)
# Slack writes a link as `<https://example.org|text>`, and a person as `<@U01>`.
SLACK_LINK = re.compile(r"<(?:https?://|mailto:)[^<>|]{1,500}\|([^<>]{1,500})>")
# Messages that are written in HTML.
MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|blockquote)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)


def pieces(items: Sequence[Node], names: dict[str, str]) -> Iterator[Piece]:
    """What the objects say, in the order in which it was said.

    An object without a speaker is an unnamed voice's where others have one, unless
    names stand only where the speaker changes. A heading among them names the section.
    Without any times each object is a turn of its own, as a label is in a text.
    """
    items = [item for item in items if isinstance(item.value, dict)]
    if are_tokens(items):
        yield from _whole_words(items, names)
        return
    if is_newest_first(items):
        items.reverse()
    voices = [name_in(item) or _voice_of_words(item) for item in items if text_in(item)]
    named = any(voice is not None for voice in voices)
    unknown = UNNAMED if named and not _only_changes(voices) else None
    unit = unit_of(items)
    timed = any(times(item, unit)[0] is not None for item in items)
    section: str | None = None
    for item in items:
        kind = item.get("subtype", "type").value
        said = SLACK_LINK.sub(r"\1", text_in(item))
        if "<" in said and MARKUP.search(said):
            said = " ".join(unescape(MARKUP.sub(" ", said)).split())
        if isinstance(kind, str) and HEADING.fullmatch(kind):
            section = said or item.get("name", "title").text() or section
            continue
        if isinstance(kind, str) and NOT_SAID.fullmatch(kind):
            continue
        if not said:
            _check(item)
            continue
        label = name_in(item, names)
        if label is None and DIRECTION.fullmatch(said) and named:
            continue
        if label is None:
            label = unknown
        start, end = times(item, unit)
        for piece in _by_words(item, Piece(label, said, start, end), unit):
            piece.begins = named and not timed
            piece.section = section or _heading_around(item)
            yield piece


def are_tokens(items: Sequence[Node]) -> bool:
    """Whether the texts are parts of words that bring their own spaces: ` ligh`, `ts`."""
    texts = [item.get("text").value for item in items[:ASKED] if isinstance(item.value, dict)]
    raw = [text for text in texts if isinstance(text, str)]
    spaced = sum(1 for text in raw if text[:1].isspace())
    return len(raw) > 3 and 0.2 * len(raw) < spaced and all(len(text.split()) < 2 for text in raw)


def _whole_words(items: Sequence[Node], names: dict[str, str]) -> Iterator[Piece]:
    """The words of tokens; a token without a blank before it goes on with the word before."""
    unit = unit_of(list(items))
    word: Piece | None = None
    spaced = True
    for item in items:
        text = item.get("text").raw_text()
        kind = item.get("type").value
        label = name_in(item, names)
        if not text.strip() or kind == "audio_event":
            spaced = True
            continue
        end = time_of(item, END, END_MS, unit)
        if word is not None and not spaced and not text[0].isspace() and label == word.label:
            word.text += text.strip()
            word.end = end
        else:
            if word is not None:
                yield word
            start = time_of(item, START, START_MS, unit)
            word = Piece(label, " ".join(text.split()), start, end, is_word=True)
        spaced = text[-1].isspace()
    if word is not None:
        yield word


def _voice_of_words(item: Node) -> str | None:
    """The speaker of the first word that has one."""
    if not item.holds("words", list):
        return None
    words = (word for word in item.get("words").each() if word.holds("speaker", (str, int)))
    return next((word.get("speaker").name() for word in words), None)


def _only_changes(voices: list[str | None]) -> bool:
    """Whether most objects name nobody, and no two in a row the same speaker."""
    repeated = any(one and one == other for one, other in pairwise(voices))
    return not repeated and voices.count(None) > 0.5 * len(voices)


def _by_words(item: Node, whole: Piece, unit: float) -> Iterator[Piece]:
    """The whole, or a piece for each voice where the words have speakers of their own.

    A word without a speaker goes on with the one before.
    """
    if not item.holds("words", list):
        yield whole
        return
    words = [word for word in item.get("words").each() if isinstance(word.value, dict)]
    if not any(word.holds("speaker") for word in words):
        yield whole
        return
    voices: list[str | None] = []
    voice = whole.label or None
    for word in words:
        voice = label_of(word.get("speaker").name()) or voice
        voices.append(voice)
    voices = [one or next((v for v in voices if v), None) for one in voices]
    if len(set(voices)) == 1:
        whole.label = voices[0] or whole.label
        yield whole
        return
    for label, run in groupby(zip(voices, words, strict=True), key=lambda pair: pair[0]):
        of_one = [word for _, word in run]
        yield Piece(
            label,
            join([word_in(word) for word in of_one]),
            time_of(of_one[0], START, START_MS, unit),
            time_of(of_one[-1], END, END_MS, unit),
        )


def _heading_around(item: Node) -> str | None:
    """The heading of the object in whose list an object stands, but not that of the file."""
    listed = item.parent
    around = listed.parent if listed is not None else None
    if around is None or around.parent is None or not isinstance(around.parent.value, list):
        return None
    keys = ("heading", "title", "section", "chapter", "topic")
    return next((around.get(key).text() or None for key in keys if around.holds(key, str)), None)


def _check(item: Node) -> None:
    """Nothing where an object has no text.

    Raises:
        CorpusError: something else than text stands where the text was due.
    """
    # What has a type may be an event: `{"type": "member", "content": {"membership": "join"}}`.
    wrong = (int, float) if item.holds("type", str) else (int, float, dict)
    for key in TEXT[:6]:
        if item.holds(key, wrong):
            raise item.get(key).wrong("text")
