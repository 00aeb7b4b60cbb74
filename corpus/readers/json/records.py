"""Who speaks in an object of JSON, and what is said there: a segment, a message, a line."""

import re

from corpus.draft import UNNAMED
from corpus.readers.json.json_tree import Node
from corpus.segmentation import join, label_of

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
# A speaker whom an editor has not named yet.
TO_BE_NAMED = re.compile(r"TBC\b.*|UU|U_UKN", re.IGNORECASE)
#: Objects of a list that are looked at to tell what it holds.
ASKED = 40


def text_in(item: Node) -> str:
    """What an object says: its text, the parts of it, or its words."""
    if not isinstance(item.value, dict):
        return ""
    for key in TEXT:
        if item.holds(key, str):
            return item.get(key).text()
        if item.holds(key, list) and (parts := _parts(item.get(key))):
            return parts
        if item.holds(key, dict) and (held := _inner_text(item.get(key))):
            return held
    if item.holds("from", str) and item.holds("value", str):  # the messages of ShareGPT
        return item.get("value").text()
    for key in (*INNER, "elements", "tokens", "alternatives"):
        if item.holds(key, list):
            words = [word for word in item.get(key).each() if isinstance(word.value, dict)]
            return join([word_in(word) for word in words])
    return ""


def inner(item: Node) -> list[Node]:
    """The words or the sentences of an object; none where it has no such list."""
    key = next((key for key in INNER if item.holds(key, list)), None)
    return [one for one in item.get(key).each() if isinstance(one.value, dict)] if key else []


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


def word_in(word: Node) -> str:
    """The word that an object is."""
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
