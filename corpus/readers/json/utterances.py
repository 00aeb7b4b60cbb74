"""JSON Lines, an utterance a line: `utterances.jsonl` of ConvoKit, and files like it.

A file holds many conversations, told by `conversation_id`; each is a program.
The utterances of one follow each other by what they reply to.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.metadata.dates import title_from_path
from corpus.readers.json.json_tree import Node, loads, looks_like_json
from corpus.segmentation import Piece, label_of, turns
from corpus.source import Source

SPEAKER = ("speaker", "user", "speaker_name", "author", "name", "role", "speaker_label",
           "sender_name", "sender", "participant", "character", "who")  # fmt: skip
TEXT = ("text", "utterance", "content", "body", "transcript", "sentence", "spoken", "said",
        "message")  # fmt: skip
CONVERSATION = ("conversation_id", "root", "conversation", "dialogue_id", "dialog_id")
# The year 1973: a number above it counts the seconds since 1970, one below it those of a recording.
FIRST_CLOCK_TIME = 1e8
HEAD = 200_000


@dataclass(frozen=True, slots=True)
class _Utterance:
    """A line of the file.

    Attributes:
        identity: its id, None where it has none.
        reply_to: the id of the utterance it answers, if any.
        at: the number in `timestamp`: seconds, of a recording or since 1970.
    """

    identity: str | None
    reply_to: str | None
    at: float | None
    pieces: list[Piece]


def recognises(source: Source) -> bool:
    """Whether the first line is an object by itself, with a speaker and a text."""
    if not looks_like_json(source):
        return False
    first = source.text[:HEAD].lstrip().split("\n", 1)[0]
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return False  # it goes on in the next line, or is of another form
    if not isinstance(value, dict):
        return False
    alone = "\n" not in source.text.strip()
    return any(key in value for key in (SPEAKER[:4] if alone else SPEAKER)) and any(
        key in value for key in TEXT
    )


def read(source: Source) -> Iterator[Draft]:
    """A transcript for each conversation, in the order in which they begin."""
    conversations: dict[str | None, list[_Utterance]] = defaultdict(list)
    for number, line in enumerate(source.text.split("\n"), start=1):
        if not line.strip():
            continue
        node = Node(loads(line, source.path, number), source.path, origin=f"line {number}")
        conversations[node.get(*CONVERSATION).name()].append(_utterance(node))
    found = False
    for key, utterances in conversations.items():
        draft = Draft(turns=turns(p for u in _in_order(utterances) for p in u.pieces))
        if not draft.turns:
            continue
        if key is not None and len(conversations) > 1:
            draft.key = key
            draft.title = f"{title_from_path(source.path)} {key}"
        times = [u.at for u in utterances if u.at is not None and u.at >= FIRST_CLOCK_TIME]
        if times and min(times) < 1e11:
            draft.date = datetime.fromtimestamp(min(times), UTC).date().isoformat()
        found = True
        yield draft
    if not found:
        raise NotATranscript(source.path, "no utterance has any text")


def _utterance(node: Node) -> _Utterance:
    at = node.get("timestamp", "start", "start_time").seconds()
    is_clock = at is None or at >= FIRST_CLOCK_TIME
    end = node.get("end", "end_time").seconds()
    label = label_of(node.get(*SPEAKER).name())
    times = (None, None) if is_clock else (at, end)
    said = node.get(*TEXT)
    # A message may be a list of parts, of which some are text.
    parts = [part.get("text") for part in said.each()] if _is_parts(said) else [said]
    pieces = [
        Piece(label, text, *times, is_paragraph=True)
        for part in parts
        for text in part.paragraphs()
    ]
    reply_to = node.get("reply-to", "reply_to").name()
    return _Utterance(node.get("id").name(), reply_to, at, pieces)


def _is_parts(said: Node) -> bool:
    return isinstance(said.value, list) and all(isinstance(part, dict) for part in said.value)


def _in_order(utterances: list[_Utterance]) -> list[_Utterance]:
    """Each utterance behind the one that it replies to, replies to one in the order of the file.

    An utterance whose forerunner is not in the conversation, or that replies to
    itself by a detour, keeps its place among those that reply to none.
    """
    places = {u.identity: place for place, u in enumerate(utterances) if u.identity is not None}
    replies: dict[int, list[int]] = defaultdict(list)
    first = []
    for place, utterance in enumerate(utterances):
        before = places.get(utterance.reply_to or "", place)
        if before == place:
            first.append(place)
        else:
            replies[before].append(place)
    order: list[int] = []
    seen = [False] * len(utterances)
    # The second pass is for the replies that go round in a circle.
    for start in [*first, *range(len(utterances))]:
        stack = [start]
        while stack:
            place = stack.pop()
            if not seen[place]:
                seen[place] = True
                order.append(place)
                stack += reversed(replies[place])
    return [utterances[place] for place in order]
