"""JSON of podcasts and of speech recognition: segments with speakers and times.

What form a file has is told by its keys; the forms of the transcription services are in
`speech_services` and `cloud`, those of editors in `editors`. Any other JSON is searched for
the one list of objects with a speaker and a text (`records`).
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date, title_from_path
from corpus.metadata.language import language_tag
from corpus.readers.json import assistants, named_members, platforms
from corpus.readers.json.cloud import (
    azure,
    call_analytics,
    google,
    google_results,
    is_watson,
    speechmatics,
    watson,
)
from corpus.readers.json.conversation import are_tokens, pieces
from corpus.readers.json.editors import (
    auto_edit,
    first_speechmatics,
    is_auto_edit,
    is_first_speechmatics,
    is_trint,
    kaldi,
    paper_edit,
    trint,
)
from corpus.readers.json.embedded_text import embedded_turns
from corpus.readers.json.json_tree import Node, looks_like_json, parse
from corpus.readers.json.listed import find
from corpus.readers.json.records import speakers_in, text_in
from corpus.readers.json.speech_services import assemblyai, aws, deepgram, rev
from corpus.readers.json.times import clock_time, clock_times
from corpus.readers.text.labelled_pieces import with_labels
from corpus.segmentation import Piece, label_of, turns
from corpus.source import Source

SEGMENT_LISTS = (
    "segments", "utterances", "turns", "dialogue", "transcript", "messages", "conversation",
    "chunks",
)  # fmt: skip
# Lists of conversations, each a program.
PROGRAMS = ("conversations", "dialogues", "dialogs", "episodes", "transcripts", "interviews",
            "meetings", "calls", "chats")  # fmt: skip

# What stands beside the text of a recording; among other keys a short text is none.
WITH_TEXT = frozenset("text task language duration usage model title date url metadata".split())
FEWEST_WORDS = 20
# Objects of a list that are looked at to tell whether each is a conversation.
ASKED = 20


def recognises(source: Source) -> bool:
    """Whether the text opens as JSON does."""
    return looks_like_json(source)


def read(source: Source) -> Iterator[Draft]:
    """The transcript of the file, or each of a list of conversations."""
    root = parse(source)
    conversations = _conversations(root)
    found = False
    for number, one in enumerate(conversations or [root], start=1):
        draft = Draft()
        draft.turns = (
            embedded_turns(one)
            or named_members.turns(one, source.text)
            or turns(with_labels(_form(one)(one, draft)))
        )
        if not draft.turns:
            continue
        _describe(one, draft)
        if len(conversations) > 1:
            key = one.get("id", "conversation_id", "dialogue_id").value
            draft.key = str(key)[:60] if isinstance(key, str | int) else str(number)
            draft.title = draft.title or f"{title_from_path(source.path)} {draft.key}"
            for turn in draft.turns:
                turn.section = turn.section if turn.section != draft.title else None
        found = True
        yield draft
    if not found:
        raise NotATranscript(source.path, "the JSON holds no words that were said")


def _conversations(root: Node) -> list[Node]:
    """The conversations of a file that holds several, each an object with a list of turns."""
    listed = root if isinstance(root.value, list) else None
    for key in PROGRAMS:
        if listed is None and root.holds(key, list):
            listed = root.get(key)
    if listed is None:
        return []
    found = [one for one in listed.each() if isinstance(one.value, dict)]
    return found if found and all(_is_conversation(one) for one in found[:ASKED]) else []


def _is_conversation(node: Node) -> bool:
    """Whether an object says nothing itself, and holds a list of objects that do.

    A text with labels in it is a conversation, too.
    """
    if embedded_turns(node) or assistants.is_tree(node):
        return True
    values = [node.get(key) for key in node.keys()]  # noqa: SIM118  (a Node is no mapping)
    lists = [value for value in values if isinstance(value.value, list)]
    return not text_in(node) and any(text_in(item) for one in lists for item in one.each())


def _form(root: Node) -> Callable[[Node, Draft], Iterator[Piece]]:
    """The function that reads the pieces of this form."""
    results = root.get("results") if isinstance(root.value, dict) else root
    is_object = isinstance(root.value, dict)
    forms: tuple[tuple[Callable[[], bool], Callable[[Node, Draft], Iterator[Piece]]], ...] = (
        (lambda: platforms.is_live_chat(root), _live_chat),
        (lambda: isinstance(root.value, list), _found),
        (lambda: platforms.is_intercom(root), _intercom),
        (lambda: platforms.is_spotify(root), _spotify),
        (lambda: assistants.is_tree(root), assistants.pieces),
        (lambda: root.holds("monologues"), rev),
        (lambda: results.holds("channels") or results.holds("utterances"), deepgram),
        (lambda: any(results.holds(k) for k in ("audio_segments", "items", "transcripts")), aws),
        (lambda: is_watson(root), watson),
        (lambda: root.holds("job", dict) and root.holds("results", list), speechmatics),
        (lambda: root.holds("format", str) and root.holds("results", list), speechmatics),
        (lambda: google_results(root) is not None, google),
        (lambda: root.holds("recognizedPhrases", list), azure),
        (lambda: root.holds("combinedPhrases", list) or root.holds("phrases", list), azure),
        (lambda: root.holds("Transcript", list), call_analytics),
        (lambda: is_trint(root), trint),
        (lambda: is_first_speechmatics(root), first_speechmatics),
        (lambda: root.holds("words", list) and root.holds("paragraphs", list), paper_edit),
        (lambda: root.holds("retval", dict) or root.holds("segmentation", dict), kaldi),
        (lambda: is_auto_edit(root), auto_edit),
        (lambda: root.holds("segments", list), _listed_segments),
        (lambda: bool(_token_list(root)), _tokens),
        (lambda: root.holds("utterances", list) or root.holds("words", list), assemblyai),
        (lambda: root.holds("transcription", list), _whisper_cpp),
        (lambda: any(root.holds(k, list) for k in SEGMENT_LISTS), _listed_segments),
        (lambda: root.holds("text", str), _plain),
    )
    for applies, form in forms:
        if (is_object or form in (_found, _live_chat)) and applies():
            return form
    return _found


def _listed_segments(root: Node, draft: Draft) -> Iterator[Piece]:
    """The segments of Podcasting 2.0, Whisper and WhisperX, and of lists like them."""
    listed = [key for key in SEGMENT_LISTS if root.holds(key, list)]
    yield from _items(list(root.get(*listed).each()), root, draft)


def _token_list(root: Node) -> list[Node]:
    """Parts of words, or words with the spaces between them."""
    for key in ("words", "tokens"):
        if root.holds(key, list) and are_tokens(listed := list(root.get(key).each())):
            return listed
    return []


def _tokens(root: Node, draft: Draft) -> Iterator[Piece]:
    """The tokens of Soniox, and the words and spaces of ElevenLabs."""
    yield from _items(_token_list(root), root, draft)


def _found(root: Node, draft: Draft) -> Iterator[Piece]:
    """The one list of objects with a speaker and a text, wherever it stands."""
    listed = find(root)
    holder = listed.items[0].parent
    while holder is not None:
        _describe(holder, draft)
        holder = holder.parent
    yield from _items(listed.items, listed.items[0], draft)


def _intercom(root: Node, draft: Draft) -> Iterator[Piece]:
    yield from _items(platforms.intercom(root), root, draft)


def _live_chat(root: Node, _: Draft) -> Iterator[Piece]:
    yield from platforms.live_chat(root)


def _spotify(root: Node, _: Draft) -> Iterator[Piece]:
    yield from platforms.spotify(root)


def _items(items: list[Node], beside: Node, draft: Draft) -> Iterator[Piece]:
    if (times := clock_times(items)) and draft.date is None:
        draft.date = datetime.fromtimestamp(min(times), UTC).date().isoformat()
    yield from pieces(items, speakers_in(beside))


def _whisper_cpp(root: Node, draft: Draft) -> Iterator[Piece]:
    draft.language = _language(root.get("result"))
    for segment in root.get("transcription").each():
        offsets = segment.get("offsets")
        yield Piece(
            label_of(segment.get("speaker").name()),
            segment.get("text").text(),
            offsets.get("from").seconds(unit=0.001),
            offsets.get("to").seconds(unit=0.001),
        )


def _plain(root: Node, _: Draft) -> Iterator[Piece]:
    if set(root.keys()) - WITH_TEXT and len(root.get("text").text().split()) < FEWEST_WORDS:
        return  # a text among other settings
    for paragraph in root.get("text").paragraphs():
        yield Piece(None, paragraph, is_paragraph=True)


def _describe(root: Node, draft: Draft) -> None:
    """Take what the file says about the program; keys that are no text say nothing."""
    for key in ("", "metadata", "meta", "info", "meeting", "episode", "data"):
        node = root.get(key) if key and root.holds(key, dict) else root
        if not isinstance(node.value, dict) or (key and node is root):
            continue
        draft.title = draft.title or _text(node, "title", "episode_title", "meeting_title", "topic")
        if draft.title is None and any(node.holds(key, list) for key in SEGMENT_LISTS):
            draft.title = _text(node, "name")  # of a chat, or of a recording
        draft.series = draft.series or _text(node, "podcast", "series", "show", "podcast_name")
        draft.date = draft.date or _date(node)
        draft.language = draft.language or _language(node)
        draft.url = draft.url or _text(node, "url")
        draft.media_url = draft.media_url or _text(node, "media_url", "audio_url", "enclosure_url")


def _text(node: Node, *keys: str) -> str | None:
    return next((node.get(key).text() or None for key in keys if node.holds(key, str)), None)


def _date(node: Node) -> str | None:
    """The date of an object, as text or as the seconds or milliseconds since 1970."""
    for key in (
        "date",
        "published",
        "publish_date",
        "created_at",
        "start_time",
        "recorded_at",
        "create_time",
    ):
        if node.holds(key, str) and (found := iso_date(node.get(key).text()[:40])):
            return found
        if node.holds(key, (int, float)) and (at := clock_time(node.get(key).value)) is not None:
            return datetime.fromtimestamp(at, UTC).date().isoformat()
    return None


def _language(node: Node) -> str | None:
    for key in ("language", "language_code", "lang"):
        if node.holds(key, str):
            return language_tag(node.get(key).text())
    return None
