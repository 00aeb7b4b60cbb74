"""The JSON of cloud services: Google, Azure, Speechmatics, IBM Watson, Amazon Call Analytics.

Each function takes the root of a file and gives its pieces in the order in which they
were said; what the file says about the program goes to the draft.
"""

from collections.abc import Iterator, Sequence
from operator import attrgetter, itemgetter

from corpus.draft import UNNAMED, Draft
from corpus.metadata.dates import iso_date
from corpus.metadata.language import language_tag
from corpus.readers.json.json_tree import Node
from corpus.segmentation import Piece, join, label_of

#: Azure counts in ticks of 100 nanoseconds.
TICK = 1e-7


def google_results(root: Node) -> Node | None:
    """The results of Google's Speech-to-Text, at the root or in the envelope of an operation."""
    node = root
    for _ in range(8):
        if not isinstance(node.value, dict):
            return None
        results = node.get("results")
        if isinstance(results.value, list):
            held = [one for one in results.each() if isinstance(one.value, dict)]
            is_google = any(
                one.holds("alternatives", list) and not one.holds("type", str) for one in held
            )
            return results if is_google else None
        inner = [key for key in ("response", "results", "transcript", "inlineResult", "result")
                 if node.holds(key, dict)]  # fmt: skip
        if inner:
            node = node.get(inner[0])
        elif len(node.keys()) == 1:
            node = node.get(node.keys()[0])  # the name of the recording
        else:
            return None
    return None


def google(root: Node, draft: Draft) -> Iterator[Piece]:
    """Google: words with speaker tags, else transcripts.

    Where voices were told apart, the last result of a file has all words again, with tags.
    """
    results = google_results(root)
    listed = list(results.each()) if results is not None else []
    best = [next(result.get("alternatives").each(), None) for result in listed]
    for result in listed:
        if draft.language is None and result.holds("languageCode", str):
            draft.language = language_tag(result.get("languageCode").text())
    words = [list(one.get("words").each()) if one is not None else [] for one in best]
    tagged = [number for number, said in enumerate(words) if any(_google_tag(w) for w in said)]
    if tagged and _repeats(words):
        best, words, listed = best[-1:], words[-1:], listed[-1:]
    channels = {result.get("channelTag").name() for result in listed}
    begin: float | None = 0.0
    for result, one, said in zip(listed, best, words, strict=True):
        channel = result.get("channelTag").name() if len(channels) > 1 else None
        end = result.get("resultEndTime", "resultEndOffset").seconds()
        if tagged and said:
            for word in said:
                yield Piece(
                    _google_tag(word) or UNNAMED,
                    word.get("word").text(),
                    word.get("startTime", "startOffset").seconds(),
                    word.get("endTime", "endOffset").seconds(),
                    is_word=True,
                )
        elif one is not None:
            start = said[0].get("startTime", "startOffset").seconds() if said else begin
            text = one.get("transcript").text() or join([w.get("word").text() for w in said])
            label = f"Channel {channel}" if channel else None
            yield Piece(label, text, start, end)
        begin = end


def _repeats(words: list[list[Node]]) -> bool:
    """Whether the last result has all words of those before."""
    before = [word.get("word").text() for said in words[:-1] for word in said]
    last = [word.get("word").text() for word in words[-1]]
    return bool(before) and before == last[: len(before)]


def _google_tag(word: Node) -> str | None:
    """`Speaker 1` for the tag 1; 0 stands for nobody who is known."""
    tag = word.get("speakerLabel", "speakerTag").name()
    return label_of(tag) if tag and tag != "0" else None


def azure(root: Node, draft: Draft) -> Iterator[Piece]:
    """Azure: recognised phrases of batch transcription, or phrases of fast transcription."""
    phrases = list(root.get("recognizedPhrases", "phrases").each())
    channels = {phrase.get("channel").name() for phrase in phrases}
    pieces = []
    for phrase in phrases:
        best = next(phrase.get("nBest").each(), phrase)
        start = phrase.get("offsetMilliseconds").seconds(0.001)
        length = phrase.get("durationMilliseconds").seconds(0.001)
        if start is None:
            start = phrase.get("offsetInTicks").seconds(TICK)
            length = phrase.get("durationInTicks").seconds(TICK)
        label = _azure_label(phrase, len(channels))
        end = round(start + length, 3) if start is not None and length is not None else None
        pieces.append(Piece(label, best.get("display", "text").text(), start, end))
        locale = phrase.get("locale").value
        if draft.language is None and isinstance(locale, str):
            draft.language = language_tag(locale)
    if root.holds("timestamp", str):
        draft.date = iso_date(root.get("timestamp").text()[:10])
    # Each channel has its own phrases: they meet in time.
    yield from sorted(pieces, key=lambda piece: piece.start or 0.0)


def _azure_label(phrase: Node, channels: int) -> str | None:
    speaker = phrase.get("speaker").name()
    if speaker is not None:
        return label_of(speaker) if speaker != "0" else UNNAMED
    return f"Channel {phrase.get('channel').name() or 0}" if channels > 1 else None


def speechmatics(root: Node, draft: Draft) -> Iterator[Piece]:
    """Speechmatics: words and punctuation with a speaker each; `UU` is nobody known."""
    settings = root.get("metadata").get("transcription_config")
    if isinstance(settings.value, dict) and settings.holds("language", str):
        draft.language = language_tag(settings.get("language").text())
    if root.get("metadata").holds("created_at", str):
        draft.date = iso_date(root.get("metadata").get("created_at").text()[:10])
    channels = {item.get("channel").name() for item in root.get("results").each()}
    before: Piece | None = None
    for item in root.get("results").each():
        best = next(item.get("alternatives").each(), None)
        if best is None or not (text := best.get("content").text()):
            continue
        label = best.get("speaker").name()
        if label == "UU":
            label = UNNAMED
        if label is None and len(channels) > 1:
            label = item.get("channel").name()
        start, end = item.get("start_time").seconds(), item.get("end_time").seconds()
        if item.get("type").value == "punctuation" and before is not None:
            before.text += text  # it is the word's, whoever the service thinks says it
            continue
        if before is not None:
            yield before
        before = Piece(label, text, start, end, is_word=True)
    if before is not None:
        yield before


def call_analytics(root: Node, draft: Draft) -> Iterator[Piece]:
    """Amazon Transcribe Call Analytics and Contact Lens: what an agent and a customer say."""
    if root.holds("LanguageCode", str):
        draft.language = language_tag(root.get("LanguageCode").text())
    roles = {
        one.get("ParticipantId").name(): one.get("ParticipantRole").name()
        for one in root.get("Participants").each()
        if one.holds("ParticipantId")
    }
    for turn in root.get("Transcript").each():
        identity = turn.get("ParticipantId").name()
        yield Piece(
            turn.get("ParticipantRole").name() or roles.get(identity) or identity,
            turn.get("Content").text(),
            turn.get("BeginOffsetMillis").seconds(0.001),
            turn.get("EndOffsetMillis").seconds(0.001),
        )


def watson(root: Node, draft: Draft) -> Iterator[Piece]:
    """IBM Watson: words as `["word", start, end]`, and speakers by the times of the words."""
    speakers = {
        label.get("from").seconds(): label_of(label.get("speaker").name())
        for label in root.get("speaker_labels").each()
    }
    for result in root.get("results").each():
        best = next(result.get("alternatives").each(), None)
        if best is None:
            continue
        words = [list(word.each()) for word in best.get("timestamps").each()]
        timed = [word for word in words if len(word) == 3]
        if not speakers or not timed:
            start = timed[0][1].seconds() if timed else None
            end = timed[-1][2].seconds() if timed else None
            yield Piece(None, best.get("transcript").text(), start, end)
            continue
        for text, start_node, end_node in timed:
            start = start_node.seconds()
            label = speakers.get(start)
            yield Piece(label, text.text(), start, end_node.seconds(), is_word=True)


def is_watson(root: Node) -> bool:
    """Whether the first alternative has words with their times in lists."""
    if not root.holds("results", list):
        return False
    for result in root.get("results").each():
        if not result.holds("alternatives", list):
            return False
        best = next(result.get("alternatives").each(), None)
        return root.holds("speaker_labels", list) or (
            best is not None and best.holds("timestamps", list)
        )
    return False


def by_time(
    words: list[Piece], spans: Sequence[tuple[float, float, str | None]]
) -> Iterator[Piece]:
    """Words with the label of the span in which their middle is.

    A word between two spans goes on with the one before.

    Args:
        words: with their times.
        spans: start, end and label.
    """
    spans = sorted(spans, key=itemgetter(0))
    at = 0
    for word in sorted(words, key=attrgetter("start")):
        middle = ((word.start or 0.0) + (word.end or word.start or 0.0)) / 2
        while at < len(spans) and spans[at][1] < middle:
            at += 1
        if at < len(spans) and spans[at][0] <= middle:
            word.label = spans[at][2]
        yield word
