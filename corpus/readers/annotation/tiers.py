"""Tiers of annotations: which of them are speech, who speaks in them, and their order in time."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.draft import UNNAMED, Draft
from corpus.segmentation import Piece, turns

# Tiers that are about speech, and hold none: sounds, grammar, glosses, what is seen.
NOT_SPEECH = re.compile(
    r"(?:phone(?:me)?s?|phon|phonetics?|ipa|maus|mau|kan|segments?|syl(?:lable)?s?|tones?|tobi|pitch"
    r"|breaks?|pos|lemmas?|morph\w*|gloss(?:es|ing)?|gls?|ge|translations?|trans_?(?:en|eng|fr|de)"
    r"|ft|english|notes?|comments?|remarks?|codes?|gestures?|gest\w*|gaze|hands?|head|posture"
    r"|events?|noises?|silences?|vad|music|topics?|sections?|references?|refs?|turns?|sup)",
    re.IGNORECASE,
)
WORDS = re.compile(r"words?|wrd|ort(?:-mau)?|tokens?|tok", re.IGNORECASE)
# Tiers that hold speech, and whose name names nobody.
GENERIC = re.compile(
    r"(?:text|txt|transcript(?:ion)?s?|trs|trn?|trans|utterances?|utt|sentences?|sent|phrases?"
    r"|speech|default|orthograph\w*|ortho?|words?|wrd|ort(?:-mau)?|tokens?|tok|tx|main|tier|v"
    r"|intervals?|labels?|annotations?|ipus?|chunks?|spk|speaker)[ _-]?\d{0,3}",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"\s+-\s+|@|::|_-_|\s*/\s*")
# What annotators write where nothing is said, or nothing that can be understood.
SILENCE = re.compile(
    r"(?:<[^<>]{0,40}>|\[[^\[\]]{0,40}\]|\(\(?[^()]{0,40}\)?\)|#+|_+|-+|\.+|%+|\*+|sil(?:ence)?|sp"
    r"|xxx?|null|n/?a)",
    re.IGNORECASE,
)
MARK = re.compile(r"</?[A-Za-z][\w ]{0,30}/?>")


@dataclass(slots=True)
class Tier:
    """A row of annotations.

    Attributes:
        name: as the file has it.
        voice: who speaks in it, where the file says so.
        pieces: its annotations, without labels.
    """

    name: str
    voice: str | None = None
    pieces: list[Piece] = field(default_factory=list)


def spoken(text: str) -> str:
    """The words of an annotation: empty for silence and for what is heard only."""
    words = " ".join(MARK.sub(" ", text).split())
    return "" if SILENCE.fullmatch(words) else words


def drafted(tiers: Sequence[Tier]) -> Draft:
    """A draft of the tiers that are speech, by time."""
    chosen = _speech([tier for tier in tiers if any(piece.text for piece in tier.pieces)])
    voices = {tier.voice or _voice(tier.name) for tier in chosen}
    pieces = []
    for tier in chosen:
        label = tier.voice or _voice(tier.name)
        if label is None and len(chosen) > 1:
            label = tier.name if len(voices) == 1 else UNNAMED
        for piece in tier.pieces:
            piece.label = label
            pieces.append(piece)
    return Draft(turns=turns(_by_time(pieces)))


def _by_time(pieces: Iterable[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: piece.start if piece.start is not None else -1.0)


def _speech(tiers: list[Tier]) -> list[Tier]:
    """The tiers that hold speech: whole utterances rather than their words, if both are there."""
    named = [tier for tier in tiers if not _is_about_speech(tier)]
    if not named:
        return tiers
    whole = [tier for tier in named if not WORDS.fullmatch(_last(tier.name))]
    said = [
        tier
        for tier in named
        if tier in whole or not any(_voice(one.name) == _voice(tier.name) for one in whole)
    ]
    return said or named


def _is_about_speech(tier: Tier) -> bool:
    # `Ann_gesture` is about Ann, beside what she says.
    kinds = (_last(tier.name), tier.name.rpartition("_")[2].strip())
    return tier.voice is None and any(NOT_SPEECH.fullmatch(kind) for kind in kinds)


def _last(name: str) -> str:
    """The kind of a tier in its name: `words` in `Mary - words`, `gloss` in `gloss@Mary`."""
    parts = [part.strip() for part in SEPARATOR.split(name) if part.strip()]
    kinds = [p for p in parts if NOT_SPEECH.fullmatch(p) or GENERIC.fullmatch(p)]
    return kinds[-1] if kinds else name.strip()


def _voice(name: str) -> str | None:
    """Who speaks in a tier of this name: `Mary` in `Mary - words`; None if it names nobody."""
    parts = [part.strip() for part in SEPARATOR.split(name) if part.strip()]
    people = [p for p in parts if not NOT_SPEECH.fullmatch(p) and not GENERIC.fullmatch(p)]
    return people[0] if people else None
