"""JSON of platforms that keep what is said and who says it apart: Intercom, YouTube, Spotify."""

from collections.abc import Iterator

from corpus.readers.json.json_tree import Node
from corpus.segmentation import Piece

YOUTUBE = "replayChatItemAction"
RENDERER = "liveChatTextMessageRenderer"


def is_intercom(root: Node) -> bool:
    """Whether the first message of a conversation stands apart from its other parts."""
    return root.holds("conversation_parts", dict) and root.holds("source", dict)


def intercom(root: Node) -> list[Node]:
    """The messages of Intercom, the one that opens the conversation first."""
    parts = list(root.get("conversation_parts").get("conversation_parts").each())
    return [root.get("source"), *parts]


def is_live_chat(root: Node) -> bool:
    """Whether the lines are those of a live chat of YouTube, as yt-dlp writes them."""
    if not isinstance(root.value, list):
        return False
    return any(isinstance(one, dict) and YOUTUBE in one for one in root.value[:20])


def live_chat(root: Node) -> Iterator[Piece]:
    """The messages of a live chat; what is paid, pinned or joined has no text of its own."""
    for line in root.each():
        replay = line.get(YOUTUBE) if isinstance(line.value, dict) else line
        if not replay.holds("actions", list):
            continue
        start = replay.get("videoOffsetTimeMsec").seconds(0.001)
        for action in replay.get("actions").each():
            item = action.get("addChatItemAction").get("item").get(RENDERER)
            said = "".join(_run(run) for run in item.get("message").get("runs").each())
            if text := " ".join(said.split()):
                name = item.get("authorName").get("simpleText").text()
                yield Piece(name, text, start, begins=True)


def _run(run: Node) -> str:
    """A part of a message: its text, or the name of an emoji."""
    if run.holds("text", str):
        return run.get("text").raw_text()
    emoji = run.get("emoji")
    shortcut = next(iter(emoji.get("shortcuts").each()), None) if emoji.holds("shortcuts") else None
    return f" {shortcut.text()} " if shortcut is not None else ""


def is_spotify(root: Node) -> bool:
    """Whether titles of sections name who says the sentences under them."""
    if not root.holds("section", list):
        return False
    return any(one.holds("text", dict) for one in root.get("section").each())


def spotify(root: Node) -> Iterator[Piece]:
    """The sentences of Spotify's transcripts, by the title above them."""
    label: str | None = None
    for part in root.get("section").each():
        if part.holds("title", dict):
            label = part.get("title").get("title").text() or None
        if part.holds("text", dict):
            sentence = part.get("text").get("sentence")
            text = sentence.get("text").text()
            if text:
                yield Piece(label, text, sentence.get("startMs").seconds(0.001))
