"""JSON of podcasts and of speech recognition: segments with speakers and times.

One file is one transcript. What form it has is told by its keys; the forms of
the transcription services are in `corpus.readers.json.speech_services`.
"""

from collections.abc import Callable, Iterator

from corpus.draft import Draft
from corpus.errors import CorpusError, NotATranscript
from corpus.metadata.dates import iso_date
from corpus.metadata.language import language_tag
from corpus.readers.json.json_tree import Node, looks_like_json, parse
from corpus.readers.json.speech_services import assemblyai, aws, deepgram, rev
from corpus.segmentation import Piece, label_of, turns
from corpus.source import Source

SEGMENT_LISTS = (
    "segments", "utterances", "turns", "dialogue", "transcript", "messages", "conversation",
)  # fmt: skip

# What stands beside the text of a recording; among other keys a short text is none.
WITH_TEXT = frozenset("text task language duration usage model title date url metadata".split())
FEWEST_WORDS = 20
SPEAKER = (
    "speaker", "speaker_label", "speaker_name", "speakerName", "name", "role", "user", "author",
    "username",
)  # fmt: skip
TEXT = ("text", "body", "transcript", "content", "utterance", "sentence")


def recognises(source: Source) -> bool:
    """Whether the text opens as JSON does."""
    return looks_like_json(source)


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    root = parse(source)
    draft = Draft()
    draft.turns = turns(_form(root)(root, draft))
    if not draft.turns:
        raise NotATranscript(source.path, "the JSON holds no words that were said")
    if isinstance(root.value, dict):
        _describe(root, draft)
    yield draft


def _form(root: Node) -> Callable[[Node, Draft], Iterator[Piece]]:
    """The function that reads the pieces of this form."""
    results = root.get("results") if isinstance(root.value, dict) else root
    forms: tuple[tuple[bool, Callable[[Node, Draft], Iterator[Piece]]], ...] = (
        (isinstance(root.value, list), _segments),
        (root.holds("monologues"), rev),
        (results.holds("channels") or results.holds("utterances"), deepgram),
        (any(results.holds(k) for k in ("audio_segments", "items", "transcripts")), aws),
        (root.holds("segments", list), _listed_segments),
        (root.holds("utterances") or root.holds("words"), assemblyai),
        (root.holds("transcription", list), _whisper_cpp),
        (any(root.holds(k, list) for k in SEGMENT_LISTS), _listed_segments),
        (root.holds("text", str), _plain),
    )
    for applies, form in forms:
        if applies:
            return form
    keys = ", ".join(key[:40] for key in root.keys()[:8])
    raise CorpusError(
        root.path,
        f"no form of transcript in JSON has these keys: {keys or 'none'}",
        advice="segments with `speaker` and `text` are read",
    )


def _listed_segments(root: Node, draft: Draft) -> Iterator[Piece]:
    """The segments of Podcasting 2.0, Whisper and WhisperX, and of lists like them."""
    listed = [key for key in SEGMENT_LISTS if root.holds(key, list)]
    yield from _segments(root.get(*listed), draft)


def _speaker_names(root: Node) -> dict[str, str]:
    """The names that a list of speakers gives to the ids in the segments."""
    if not root.holds("speakers", list):
        return {}
    listed = [one for one in root.get("speakers").each() if isinstance(one.value, dict)]
    names = {one.get("id").name(): one.get("name").name() for one in listed if one.holds("name")}
    return {key: name for key, name in names.items() if key and name}


def _segments(segments: Node, _: Draft) -> Iterator[Piece]:
    names = _speaker_names(segments.parent) if segments.parent is not None else {}
    for segment in segments.each():
        label = segment.get(*SPEAKER)
        text = segment.get(*TEXT)
        start = segment.get("startTime", "start", "start_time", "from")
        end = segment.get("endTime", "end", "end_time", "to")
        name = label.name()
        shown = names.get(name or "") or label_of(name)
        yield Piece(shown, text.text(), start.seconds(), end.seconds())


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
    for node in (root, root.get("metadata")):
        if not isinstance(node.value, dict):
            continue
        if draft.title is None and node.holds("title", str):
            draft.title = node.get("title").text() or None
        if draft.date is None and node.holds("date", str):
            draft.date = iso_date(node.get("date").text())
        if draft.language is None:
            draft.language = _language(node)
        if draft.url is None and node.holds("url", str):
            draft.url = node.get("url").text() or None
        for key in ("media_url", "audio_url", "enclosure_url"):
            if draft.media_url is None and node.holds(key, str):
                draft.media_url = node.get(key).text() or None


def _language(node: Node) -> str | None:
    for key in ("language", "language_code", "lang"):
        if node.holds(key, str):
            return language_tag(node.get(key).text())
    return None
