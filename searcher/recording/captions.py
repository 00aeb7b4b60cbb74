"""A transcript as captions: SRT (SubRip) and WebVTT (https://www.w3.org/TR/webvtt1/)."""

from collections.abc import Iterator, Sequence

from corpus.model import Program, Turn
from searcher.errors import SearcherError
from searcher.recording.stretch import LEAST, WORD
from searcher.safe_text import one_line, plain, shortened

#: The formats, with what stands between seconds and thousandths.
FORMATS = {"srt": ",", "vtt": "."}


class NoTimes(SearcherError):
    """A transcript that does not say when anything is said."""


def captions(program: Program, name: str) -> Iterator[str]:
    """The lines of a file of captions, with their ends: a cue for each moment of each turn.

    Args:
        program: with its turns.
        name: `srt` or `vtt`.

    Raises:
        NoTimes: no turn has a time.
    """
    cues = [*_cues(program.turns)]
    if not cues:
        raise NoTimes(f"{shortened(program.id, 60)} does not say when its turns are said")
    comma = FORMATS[name]
    if name == "vtt":
        yield "WEBVTT\n\n"
    for number, (start, end, speaker, text) in enumerate(cues, start=1):
        yield f"{number}\n{_time(start, comma)} --> {_time(end, comma)}\n"
        yield (
            f"<v {_voice(speaker)}>{_escaped(text)}\n\n"
            if name == "vtt"
            else (f"{one_line(speaker)}: {text}\n\n")
        )


def untimed(program: Program) -> int:
    """How many turns of a program have words and no time, so that captions lack them."""
    return sum(bool(turn.text.strip()) and not _parts(turn) for turn in program.turns)


def _cues(turns: Sequence[Turn]) -> Iterator[tuple[float, float, str, str]]:
    """Start, end, speaker and text of each cue; the text is one line and not empty."""
    begun = [(turn, _parts(turn)) for turn in turns]
    starts = [start for _, parts in begun for start, _ in parts]
    following = iter([*starts[1:], None])
    for turn, parts in begun:
        for number, (start, text) in enumerate(parts):
            after = next(following)
            is_last = number == len(parts) - 1
            end = turn.end if is_last else None
            if end is None or end <= start:
                end = after if after is not None and after > start else None
            if end is None:
                end = start + max(LEAST, len(text.split()) * WORD)
            if line := " ".join(plain(text).split()):
                yield start, end, turn.speaker, line


def _parts(turn: Turn) -> list[tuple[float, str]]:
    """A turn cut at its moments, each part with its time; none if it has no time."""
    moments = [*turn.moments]
    if turn.start is not None and (not moments or moments[0][0] > 0):
        moments.insert(0, (0, turn.start))
    ends = [place for place, _ in moments[1:]] + [len(turn.text)] * bool(moments)
    return [
        (seconds, turn.text[0 if not number else place : end])
        for number, ((place, seconds), end) in enumerate(zip(moments, ends, strict=True))
        if turn.text[place:end].strip()
    ]


def _time(seconds: float, comma: str) -> str:
    thousandths = round(seconds * 1000)
    whole, rest = divmod(thousandths, 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{comma}{rest:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _voice(speaker: str) -> str:
    # A name in a tag ends with the tag, and cannot have an ampersand of its own.
    return _escaped(one_line(speaker))
