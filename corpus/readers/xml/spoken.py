"""XML of no known form whose elements say who speaks: `<turn speaker="Ann">text</turn>`.

The speaker is an attribute, or a child beside one with the text. Attributes that may name
anything, such as `name`, count on elements that are called after speech only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.errors import CorpusError, NotATranscript
from corpus.metadata.dates import iso_date, seconds
from corpus.readers.xml.xml_tree import (
    attribute,
    below,
    first,
    local,
    paragraphs,
    parse,
    root_name,
    text_of,
)
from corpus.segmentation import label_of
from corpus.source import Source

if TYPE_CHECKING:
    from lxml import etree

SPEAKER = (
    "speaker", "speakername", "speakerName", "speaker_name", "speaker-name", "spk", "who",
    "participant", "character", "alias", "sender", "voice", "speakerid", "speakerId", "speaker_id",
    "sprecher", "locuteur", "hablante", "orador",
)  # fmt: skip
OF_ANYTHING = ("name", "by", "author", "from", "user", "role", "person")
SPEECH = frozenset(
    """
    a answer caption comment contribution cue dialog dialogue entry event intervention line message
    msg p para paragraph post q question reply say said seg segment sentence speech statement turn u
    utt utterance
    """.split()
)
TEXT = ("text", "content", "body", "utterance", "words", "said", "speech", "line", "message",
        "transcript", "sentence", "p")  # fmt: skip
START = ("start", "begin", "starttime", "startTime", "start_time", "start-time", "time",
         "timestamp", "from", "in")  # fmt: skip
END = ("end", "stop", "endtime", "endTime", "end_time", "end-time", "to", "out")
BLOCKS = frozenset({"p", "para", "paragraph", "seg", "div"})
NOT_SAID = frozenset({"note", "comment", "stage", "time", "timestamp", "start", "end", *SPEAKER})
LISTS = ("speakers", "participants", "people", "characters", "cast")
#: What has authors and texts, and is no talk.
NO_TALK = frozenset("feed gpx kml opml plist project rdf resources rss svg urlset wordml".split())
# Whether a file may be of the form; in UTF-16 a NUL stands beside each letter.
SIGN = re.compile(
    "|".join(
        "\0?".join(name) for name in sorted({*SPEAKER, *OF_ANYTHING}, key=len, reverse=True)
    ).encode()
)
CLOCK = re.compile(r"(?:\d{1,3}:){1,2}\d{1,2}(?:[.,]\d{1,9})?|\d{1,7}(?:\.\d{1,9})?(?=s?$)")
FEWEST, WORDS_OF_SPEECH = 2, 3


def recognises(source: Source) -> bool:
    """Whether it is XML in which several elements say who speaks."""
    name = root_name(source)
    if not name or name.casefold() in NO_TALK or not SIGN.search(source.data):
        return False
    return source.once(_draft) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    draft = source.once(_draft)
    if draft is None:
        raise NotATranscript(source.path, "no element of the XML says who speaks")
    yield draft


def _draft(source: Source) -> Draft | None:
    """The transcript of the file; None where it is another form, or broken."""
    try:
        root = parse(source)
    except CorpusError:
        return None  # the next reader says what is wrong
    spoken = _spoken(root)
    if spoken is None:
        return None
    names = _listed(root)
    draft = Draft()
    for element in spoken:
        said = _said(element)
        if said:
            who = _speaker(element) or UNNAMED
            label = label_of(names.get(who, who)) or UNNAMED
            start, end = _time(element, START), _time(element, END)
            draft.turns.append(DraftTurn(label, said, start, end))
    if not _is_talk(draft.turns):
        return None
    title = first(root, "title")
    draft.title = attribute(root, "title") or (text_of(title) if title is not None else None)
    date = first(root, "date")
    dated = attribute(root, "date") or (text_of(date) if date is not None else "")
    draft.date = iso_date(dated)
    draft.language = attribute(root, "xml:lang", "lang", "language")
    return draft


def _spoken(root: etree._Element) -> list[etree._Element] | None:
    """The elements that are turns, in the order of the file; None where there are none.

    An element of the same name without a speaker is a turn, too, of somebody unknown. Where
    one stands in another, it is not clear whose the words of the inner one are.
    """
    found = [one for one in below(root, "*") if _speaker(one) and _said(one)]
    tags = {local(one) for one in found}
    if len(found) < FEWEST or tags & set(LISTS):
        return None
    inside = set(found)
    for one in found:
        if any(above in inside for above in one.iterancestors()):
            return None
    return [one for one in below(root, *tags) if not any(a in inside for a in one.iterancestors())]


def _speaker(element: etree._Element) -> str | None:
    """Who speaks in an element: an attribute, or a child with no other in it."""
    keys = (*SPEAKER, *OF_ANYTHING) if local(element).casefold() in SPEECH else SPEAKER
    if name := attribute(element, *keys):
        return name.lstrip("#").rstrip(" :")
    keys = SPEAKER if _text_child(element) is None else (*SPEAKER, *OF_ANYTHING)
    child = next((child for child in element if local(child) in keys and not len(child)), None)
    return (text_of(child).rstrip(" :") or None) if child is not None else None


def _text_child(element: etree._Element) -> etree._Element | None:
    return next((child for child in element if local(child) in TEXT), None)


def _said(element: etree._Element) -> list[str]:
    child = _text_child(element)
    if child is not None and local(child) not in BLOCKS:
        return paragraphs(child, BLOCKS, NOT_SAID)
    return paragraphs(element, BLOCKS, NOT_SAID) or list(
        filter(None, (attribute(element, "text", "body", "content"),))
    )


def _listed(root: etree._Element) -> dict[str, str]:
    """The names that a list of speakers gives to ids."""
    names: dict[str, str] = {}
    for listed in below(root, *LISTS):
        for one in listed:
            identity = attribute(one, "xml:id", "id")
            name = attribute(one, "name") or text_of(one)
            if identity and name:
                names[identity] = name
    return names


def _time(element: etree._Element, keys: tuple[str, ...]) -> float | None:
    """The seconds of a time in an attribute, or in a child."""
    stamp = attribute(element, *keys)
    if stamp is None:
        child = next((child for child in element if local(child) in keys), None)
        stamp = text_of(child) if child is not None else ""
    match = CLOCK.match(stamp)
    if match is None or match.end() < len(stamp.rstrip("s")):
        return None
    return seconds(match[0])


def _is_talk(turns: list[DraftTurn]) -> bool:
    """Whether some speakers come again, or are no more than two, and say sentences."""
    names = Counter(turn.label for turn in turns if turn.label)
    words = sum(len(" ".join(turn.paragraphs).split()) for turn in turns)
    if len(turns) < FEWEST or words < WORDS_OF_SPEECH * len(turns):
        return False
    return bool(names) and (len(names) < names.total() or len(names) == FEWEST)
