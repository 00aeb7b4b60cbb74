"""Lists of objects that hold a speaker and a text: segments, messages, lines of any JSON.

Where a form is not known by its keys, the list is looked for: objects with a key such as
`speaker` or `name` and one such as `text` or `spoken`. If several lists could be the
conversation, none is guessed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from itertools import groupby, pairwise

from corpus.draft import UNNAMED
from corpus.errors import CorpusError
from corpus.readers.json.json_tree import Node
from corpus.segmentation import Piece, join, label_of

SPEAKER = (
    "speaker", "speaker_label", "speaker_name", "speakerName", "speakerLabel", "speaker_id",
    "speakerId", "participant", "participantId", "participant_id", "speaker_role", "speakerRole",
    "participant_name", "character", "person", "sender_name", "sender",
    "from", "who", "voice", "name", "role", "user_profile", "user", "author", "username",
    "user_name", "sprecher", "redner", "talare", "orateur", "locuteur", "orador", "hablante",
    "spreker", "commenter", "author_id", "authorId", "sender_id", "senderId", "user_id", "userId",
)  # fmt: skip
TEXT = (
    "text", "body", "transcript", "content", "utterance", "sentence", "spoken", "speech", "said",
    "message", "line", "dialogue", "caption", "quote", "raw_text", "transcription",
    "snippet", "msg",
    "anforandetext", "texte", "texto", "tekst", "rede",
)  # fmt: skip
FULL_NAMES = ("real_name", "full_name", "nickname")
# Names beside a speaker that is only a number.
NAME_BESIDE = ("voice", "speaker_name", "speakerName")
# Lists of what an object says, piece by piece.
INNER = ("words", "sentences")
WORD = ("punctuated_word", "punct", "word", "text", "value", "content")
START = ("startTime", "start", "start_time", "start_ts", "begin", "from_time", "from", "timestamp",
         "time", "offset", "begin_time", "data_start")  # fmt: skip
END = ("endTime", "end", "end_time", "end_ts", "stop", "to_time", "to", "data_end")
START_MS = ("start_ms", "startMs", "startTimeMs", "start_time_ms", "BeginOffsetMillis",
            "offsetMilliseconds", "begin_ms")  # fmt: skip
END_MS = ("end_ms", "endMs", "endTimeMs", "end_time_ms", "EndOffsetMillis")

# Keys that name many things; who speaks is named again and again, or beside what is said.
OF_ANYTHING = frozenset({"name", "author", "person", "character", "role"})
OF_SPEECH = ("spoken", "said", "utterance", "speech", "dialogue", "line", "message")
# A speaker whom an editor has not named yet.
TO_BE_NAMED = re.compile(r"TBC\b.*|UU|U_UKN", re.IGNORECASE)
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

#: From this many on, seconds are those since 1970: the year 1973.
FIRST_CLOCK_TIME = 1e8
MOST_NODES = 2_000_000
DEEPEST = 12
#: Objects of a list that are looked at to tell what it holds.
ASKED = 40
#: How much longer than all others together the text of a list must be to be the conversation.
CLEARLY = 4
#: Words in a second at least, or the times count thousandths.
SLOWEST = 0.05


@dataclass(slots=True)
class Listed:
    """Objects that stand under one path, such as `chapters[].lines[]`.

    Attributes:
        length: the characters of their texts.
    """

    path: str
    items: list[Node] = field(default_factory=list)
    length: int = 0


def text_in(item: Node) -> str:
    """What an object says: its text, the parts of it, or its words."""
    if not isinstance(item.value, dict):
        return ""
    for key in TEXT:
        if item.holds(key, str):
            return item.get(key).text()
        if item.holds(key, list) and (parts := _parts(item.get(key))):
            return parts
        if item.holds(key, dict) and (inner := _inner_text(item.get(key))):
            return inner
    if item.holds("from", str) and item.holds("value", str):  # the messages of ShareGPT
        return item.get("value").text()
    for key in (*INNER, "elements", "tokens", "alternatives"):
        if item.holds(key, list):
            words = [word for word in item.get(key).each() if isinstance(word.value, dict)]
            return join([_word(word) for word in words])
    return ""


def _heading_around(item: Node) -> str | None:
    """The heading of the object in whose list an object stands, but not that of the file."""
    listed = item.parent
    around = listed.parent if listed is not None else None
    if around is None or around.parent is None or not isinstance(around.parent.value, list):
        return None
    keys = ("heading", "title", "section", "chapter", "topic")
    return next((around.get(key).text() or None for key in keys if around.holds(key, str)), None)


def _times(item: Node, unit: float) -> tuple[float | None, float | None]:
    """When an object begins and ends, else its first and its last word."""
    if item.holds("timestamp", list):  # both times in one list, as Hugging Face writes
        both = [one.seconds(unit) for one in item.get("timestamp").each()]
        return (both[0], both[1]) if len(both) == 2 else (None, None)
    start, end = _time(item, START, START_MS, unit), _time(item, END, END_MS, unit)
    if end is None and start is not None and item.holds("duration", (int, float)):
        length = item.get("duration").seconds(unit)
        end = round(start + length, 3) if length is not None else None
    if start is None:
        words = _inner(item)
        if words:
            return _time(words[0], START, START_MS, unit), _time(words[-1], END, END_MS, unit)
    return start, end


def _inner(item: Node) -> list[Node]:
    """The words or the sentences of an object; none where it has no such list."""
    key = next((key for key in INNER if item.holds(key, list)), None)
    return [one for one in item.get(key).each() if isinstance(one.value, dict)] if key else []


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


def _inner_text(node: Node) -> str:
    """The text of an object that stands where the text was due: `{"body": "Hello"}`."""
    return next((node.get(key).text() for key in ("text", "body") if node.holds(key, str)), "")


def _parts(node: Node) -> str:
    """A text of several parts, plain and marked, as chats write links and bold words."""
    said = []
    for part in node.each():
        if isinstance(part.value, str):
            said.append(part.raw_text())
        elif part.holds("text", str):
            said.append(part.get("text").raw_text())
        else:
            return ""
    return " ".join("".join(said).split())


def _word(word: Node) -> str:
    return next((word.get(key).text() for key in WORD if word.holds(key, str)), "")


def name_in(item: Node, names: dict[str, str] | None = None) -> str | None:
    """Who speaks in an object: the name, or the name that `names` has for an id."""
    for key in SPEAKER:
        kinds = (str, dict) if key == "from" else (str, int, dict)  # a number there is a time
        if not item.holds(key, kinds) or isinstance(item.get(key).value, bool):
            continue
        held = item.get(key)
        if isinstance(held.value, dict) and not any(
            held.holds(k) for k in ("name", "display_name", "displayName", "real_name", "label",
                                    "id", "ID", "full_name", "nickname")
        ):  # fmt: skip
            continue
        if any(held.holds(key) for key in FULL_NAMES):
            held = held.get(*FULL_NAMES)
        if isinstance(held.value, int) and abs(held.value) >= 10**12:
            continue
        name = held.name()
        if name and name.isdigit():
            beside = (item.get(k).text() for k in NAME_BESIDE if item.holds(k, str))
            name = next(filter(None, beside), name)
        if name and TO_BE_NAMED.fullmatch(name):
            return UNNAMED
        if name:
            return (names or {}).get(name) or label_of(name.rstrip(" :"))
    return None


def speakers_in(root: Node | None) -> dict[str, str]:
    """The names that lists of speakers beside the conversation give to ids."""
    names: dict[str, str] = {}
    while root is not None:
        for key in ("speakers", "participants", "users", "characters", "people"):
            if not root.holds(key, list):
                continue
            for one in root.get(key).each():
                identity = one.get("id", "speaker_id", "ID") if isinstance(one.value, dict) else one
                if one is identity or not isinstance(identity.value, str | int):
                    continue
                name = next(
                    (one.get(k).text() for k in ("name", "speaker_name", "full_name", "label")
                     if one.holds(k, str)), None
                )  # fmt: skip
                if name and (number := identity.name()):
                    names.setdefault(number, name)
        root = root.parent
    return names


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
    if _is_newest_first(items):
        items.reverse()
    voices = [name_in(item) or _voice_of_words(item) for item in items if text_in(item)]
    named = any(voice is not None for voice in voices)
    unknown = UNNAMED if named and not _only_changes(voices) else None
    unit = _unit(items)
    timed = any(_times(item, unit)[0] is not None for item in items)
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
        start, end = _times(item, unit)
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
    unit = _unit(list(items))
    word: Piece | None = None
    spaced = True
    for item in items:
        text = item.get("text").raw_text()
        kind = item.get("type").value
        label = name_in(item, names)
        if not text.strip() or kind == "audio_event":
            spaced = True
            continue
        end = _time(item, END, END_MS, unit)
        if word is not None and not spaced and not text[0].isspace() and label == word.label:
            word.text += text.strip()
            word.end = end
        else:
            if word is not None:
                yield word
            start = _time(item, START, START_MS, unit)
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
            join([_word(word) for word in of_one]),
            _time(of_one[0], START, START_MS, unit),
            _time(of_one[-1], END, END_MS, unit),
        )


def _time(
    item: Node, keys: tuple[str, ...], thousandths: tuple[str, ...], unit: float
) -> float | None:
    """A time in seconds of the recording; a time of the clock is none."""
    for names, factor in ((thousandths, 0.001), (keys, unit)):
        for name in names:
            if item.holds(name, (int, float, str)) and not isinstance(item.get(name).value, bool):
                found = item.get(name).seconds(factor)
                if found is not None:
                    return found if found < FIRST_CLOCK_TIME else None
    return None


def _unit(items: list[Node]) -> float:
    """A thousandth, where times are whole numbers and would be too far apart in seconds."""
    latest = 0.0
    words = 0
    for item in items:
        value = item.get(*END, *START).value
        if value is None and item.holds("sentences", list):
            value = next((one.get(*END, *START).value for one in reversed(_inner(item))), None)
        if isinstance(value, float) and value % 1:
            return 1.0
        if isinstance(value, int) and not isinstance(value, bool):
            latest = max(latest, value)
        words += len(text_in(item).split())
    return 0.001 if 0 < latest < 1e10 and words < SLOWEST * latest else 1.0


def clock_times(items: Sequence[Node]) -> list[float]:
    """The seconds since 1970 that objects give, as chats do."""
    found = []
    for item in items:
        for key in ("timestamp_ms", "date_unixtime", "timestamp", "ts", "time", "date",
                    "created_at", "createdAt"):  # fmt: skip
            at = clock_time(item.get(key).value) if isinstance(item.value, dict) else None
            if at is not None:
                found.append(at)
                break
    return found


def clock_time(value: object) -> float | None:
    """Seconds since 1970 of a number, of a number as text, or of an ISO date with its time."""
    if isinstance(value, str):
        try:
            return _since_1970(value) if "T" in value[:11] else clock_time(float(value[:24]))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    at = value / 1000 if value >= 1e11 else value
    return at if FIRST_CLOCK_TIME <= at < 1e10 else None


def _since_1970(stamp: str) -> float:
    moment = datetime.fromisoformat(stamp[:40])
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _is_newest_first(items: list[Node]) -> bool:
    times = clock_times(items)
    return len(times) == len(items) > 1 and all(
        later >= earlier for later, earlier in pairwise(times)
    ) and times[0] > times[-1]  # fmt: skip


def find(root: Node) -> Listed:
    """The list of the conversation, wherever it stands.

    Raises:
        CorpusError: there is none, or several could be it.
    """
    lists = _lists(root)
    found = [one for one in lists if _holds(one, with_speaker=True)] or [
        one for one in lists if _holds(one, with_speaker=False)
    ]
    # Words inside of segments say what the segments say.
    found = [
        one
        for one in found
        if not any(one is not other and one.path.startswith(other.path) for other in found)
    ]
    for one in found:
        one.length = sum(len(text_in(item)) for item in one.items)
    found.sort(key=lambda one: -one.length)
    if not found or not found[0].length:
        keys = ", ".join(key[:40] for key in root.keys()[:8]) or "none"
        raise CorpusError(
            root.path,
            f"no list in the JSON holds objects with a speaker and a text; its keys are: {keys}",
            advice="segments with `speaker` and `text` are read",
        )
    longest, *others = found
    if others and all(_says_the_same(one, longest) for one in others):
        # The same talk in pieces of several sizes.
        return min(found, key=lambda one: len(one.items))
    if longest.length < CLEARLY * sum(one.length for one in others):
        names = " and ".join(f"`{one.path}`" for one in found[:2])
        raise CorpusError(
            root.path,
            f"several lists in the JSON could be the conversation: {names}",
            advice="leave one of them in the file",
        )
    return longest


def _says_the_same(one: Listed, other: Listed) -> bool:
    """Whether two lists begin with the same words and are about as long."""
    begins, also = (
        "".join(c for item in listed.items[:ASKED] for c in text_in(item).casefold() if c.isalnum())
        for listed in (one, other)
    )
    length = min(len(begins), len(also), 200)
    return one.length > 0.8 * other.length and begins[:length] == also[:length]


def _lists(root: Node) -> list[Listed]:
    """The objects in lists, by their paths; a bounded number of values is looked at."""
    found: dict[str, Listed] = defaultdict(lambda: Listed(""))
    stack = [(root, "", 0)]
    looked = 0
    while stack and looked < MOST_NODES:
        node, path, depth = stack.pop()
        looked += 1
        if depth > DEEPEST:
            continue
        if isinstance(node.value, list):
            children = [child for child in node.each() if isinstance(child.value, dict | list)]
            objects = [child for child in children if isinstance(child.value, dict)]
            if objects:
                listed = found[f"{path}[]"]
                listed.path = f"{path}[]"
                listed.items += objects
            stack += [(child, f"{path}[]", depth + 1) for child in reversed(children)]
        elif isinstance(node.value, dict):
            stack += [
                (node.get(key), f"{path}.{key}" if path else key, depth + 1)
                for key in reversed(node.keys())
                if isinstance(node.value[key], dict | list)
            ]
    return list(found.values())


def _holds(listed: Listed, *, with_speaker: bool) -> bool:
    """Whether most of the objects have a text, and a speaker or else a time."""
    asked = listed.items[:ASKED]
    said = [item for item in asked if text_in(item)]
    if len(said) < 0.5 * len(asked) or not said:
        return False
    if with_speaker:
        return sum(1 for item in said if name_in(item)) >= 0.5 * len(said) and _names_voices(said)
    return sum(1 for item in said if item.get(*START, *START_MS).value is not None) == len(said)


def _names_voices(said: list[Node]) -> bool:
    """Whether the names are those of voices, and not of recipes or places."""
    keys = {next((key for key in SPEAKER if item.holds(key)), "") for item in said}
    if not keys <= OF_ANYTHING or any(item.holds(key) for item in said for key in OF_SPEECH):
        return True
    return 1 < len({name_in(item) for item in said}) < len(said)
