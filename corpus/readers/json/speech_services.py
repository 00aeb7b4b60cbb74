"""The JSON of transcription services: Rev.ai, AssemblyAI, Deepgram, Amazon Transcribe.

Each function takes the root of a file and gives its pieces in the order in
which they were said; what the file says about the program goes to the draft.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from corpus.draft import Draft
from corpus.metadata.language import language_tag
from corpus.readers.json.json_tree import Node
from corpus.segmentation import Piece, join, label_of


def rev(root: Node, _: Draft) -> Iterator[Piece]:
    """Rev.ai: monologues, whose elements bring their own spaces."""
    names = {
        speaker.get("id").name(): speaker.get("name").name()
        for speaker in root.get("speakers").each()
        if speaker.holds("id")
    }
    for monologue in root.get("monologues").each():
        said: list[str] = []
        start = end = None
        for element in monologue.get("elements").each():
            if element.get("type").text() == "unknown":
                continue  # `<inaudible>`: a note of the service
            said.append(element.get("value").raw_text())
            if start is None:
                start = element.get("ts").seconds()
            end = element.get("end_ts").seconds() or end
        speaker = monologue.get("speaker").name()
        label = names.get(speaker) or label_of(speaker)
        yield Piece(label, " ".join("".join(said).split()), start, end, is_paragraph=True)


def assemblyai(root: Node, draft: Draft) -> Iterator[Piece]:
    """AssemblyAI: utterances or, where speakers were not asked for, words; in milliseconds.

    Others call their segments alike and give seconds: then some have a fraction.
    """
    if root.holds("language_code", str):
        draft.language = language_tag(root.get("language_code").text())
    utterances = list(root.get("utterances").each())
    pieces = utterances or list(root.get("words").each())
    times = [piece.get(edge).value for piece in pieces for edge in ("start", "end")]
    unit = 1.0 if any(isinstance(time, float) and time % 1 for time in times) else 0.001
    for piece in pieces:
        yield Piece(
            label_of(piece.get("speaker").name()),
            piece.get("text", "word", "punctuated_word").text(),
            piece.get("start").seconds(unit),
            piece.get("end").seconds(unit),
            is_word=not utterances,
        )


def deepgram(root: Node, draft: Draft) -> Iterator[Piece]:
    """Deepgram: paragraphs of one channel, else utterances, else words."""
    results = root.get("results")
    channels = list(results.get("channels").each())
    best = [next(channel.get("alternatives").each(), None) for channel in channels]
    for channel in channels:
        if draft.language is None and channel.holds("detected_language", str):
            draft.language = language_tag(channel.get("detected_language").text())
    if len(best) == 1 and best[0] is not None and best[0].holds("paragraphs"):
        for paragraph in best[0].get("paragraphs").get("paragraphs").each():
            sentences = [s.get("text").text() for s in paragraph.get("sentences").each()]
            yield _timed(paragraph, join([s for s in sentences if s]), is_paragraph=True)
        return
    utterances = list(results.get("utterances").each())
    if utterances:
        for utterance in utterances:
            label = _voice(utterance, utterance.get("channel"), of=len(channels))
            yield _timed(utterance, utterance.get("transcript").text(), label)
        return
    words = []
    for number, alternative in enumerate(best):
        if alternative is None:
            continue
        for word in alternative.get("words").each():
            label = _voice(word, Node(number, root.path), of=len(channels))
            text = word.get("punctuated_word", "word").text()
            words.append(replace(_timed(word, text, label), is_word=True))
    # Each channel has its own words: they meet in time.
    yield from sorted(words, key=lambda piece: piece.start or 0.0)
    if not words and best and best[0] is not None:
        yield Piece(None, best[0].get("transcript").text())


def _timed(node: Node, text: str, label: str | None = None, is_paragraph: bool = False) -> Piece:
    return Piece(
        label or label_of(node.get("speaker").name()),
        text,
        node.get("start").seconds(),
        node.get("end").seconds(),
        is_paragraph,
    )


def _voice(node: Node, channel: Node, of: int) -> str | None:
    """The speaker of a piece; with several channels, the channel that the voice is on."""
    speaker = label_of(node.get("speaker").name())
    if of < 2:
        return speaker
    on = f"Channel {channel.name() or 0}"
    return f"{on}, {speaker}" if speaker and speaker != "Speaker 0" else on


def aws(root: Node, draft: Draft) -> Iterator[Piece]:
    """Amazon Transcribe: audio segments, else items with the labels of their times."""
    results = root.get("results")
    if results.holds("language_code", str):
        draft.language = language_tag(results.get("language_code").text())
    segments = list(results.get("audio_segments").each())
    if any(segment.holds("speaker_label") for segment in segments):
        for segment in segments:
            yield Piece(
                segment.get("speaker_label").name(),
                segment.get("transcript").text(),
                segment.get("start_time").seconds(),
                segment.get("end_time").seconds(),
            )
        return
    words = list(_aws_words(results))
    if any(word.start is None for word in words):
        words = _with_punctuation(words)
    yield from words
    if not words:
        for transcript in results.get("transcripts").each():
            yield Piece(None, transcript.get("transcript").text())


def _aws_words(results: Node) -> Iterator[Piece]:
    """The items, those of several channels in the order of their times."""
    at: dict[float | None, str | None] = {}
    for segment in results.get("speaker_labels").get("segments").each():
        for item in segment.get("items").each():
            at[item.get("start_time").seconds()] = item.get("speaker_label").name()
    channels = list(results.get("channel_labels").get("channels").each())
    if not channels or at:
        yield from (_aws_word(item, at) for item in results.get("items").each())
        return
    words = []
    for channel in channels:
        name = channel.get("channel_label").name()
        since = 0.0
        for item in channel.get("items").each():
            word = _aws_word(item, {})
            word.label = word.label or name
            since = word.start if word.start is not None else since
            words.append((since, word))
    yield from (word for _, word in sorted(words, key=lambda pair: pair[0]))


def _aws_word(item: Node, at: dict[float | None, str | None]) -> Piece:
    start = item.get("start_time").seconds()
    label = item.get("speaker_label").name() or (at.get(start) if start is not None else None)
    best = next(item.get("alternatives").each(), None)
    text = best.get("content").text() if best is not None else ""
    return Piece(label, text, start, item.get("end_time").seconds(), is_word=True)


def _with_punctuation(words: list[Piece]) -> list[Piece]:
    """Signs without a time joined to the word before them."""
    joined: list[Piece] = []
    for is_sign, run in groupby(words, key=lambda word: word.start is None):
        if is_sign and joined:
            last = joined[-1]
            joined[-1] = Piece(
                last.label,
                join([last.text, *(w.text for w in run if w.text)]),
                last.start,
                last.end,
                is_word=True,
            )
        else:
            joined += run
    return joined
