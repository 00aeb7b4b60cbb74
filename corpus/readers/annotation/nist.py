"""NIST's time marks: STM, a segment a line with its speaker, and CTM, a word a line.

`file channel speaker start end <labels> text` is STM; `file channel start length word` is
CTM, which names nobody: a channel is a voice. A file may hold several recordings.
"""

import re
from collections.abc import Iterator
from itertools import islice

from corpus.draft import UNNAMED, Draft
from corpus.errors import NotATranscript
from corpus.metadata.dates import title_from_path
from corpus.segmentation import Piece, turns
from corpus.source import Source

NUMBER = r"\d{1,7}(?:\.\d{1,6})?"
STM = re.compile(
    rf"(?P<file>\S{{1,200}})[ \t]+(?P<channel>\w{{1,20}})[ \t]+(?P<who>\S{{1,100}})[ \t]+"
    rf"(?P<start>{NUMBER})[ \t]+(?P<end>{NUMBER})(?:[ \t]+<[^<>\s]{{0,200}}>)?"
    r"(?:[ \t]+(?P<said>.*))?"
)
CTM = re.compile(
    rf"(?P<file>\S{{1,200}})[ \t]+(?P<channel>\w{{1,20}})[ \t]+(?P<start>{NUMBER})[ \t]+"
    rf"(?P<length>{NUMBER})[ \t]+(?P<said>\S{{1,200}})"
    rf"(?:[ \t]+(?:-?{NUMBER}|NA)"
    r"(?:[ \t]+(?P<kind>[\w-]{1,20})(?:[ \t]+(?P<who>\S{1,100}))?)?)?"
)
# Of other files, the first line that is no comment tells that they have no such columns.
OPENING = re.compile(
    rf"(?:;;[^\n]{{0,500}}\n|\s){{0,200}}\S{{1,200}}[ \t]+\w{{1,20}}[ \t]+(?:\S{{1,100}}[ \t]+)?"
    rf"{NUMBER}[ \t]+{NUMBER}[ \t]"
)
COMMENT = ";;"
SUFFIXES = {".stm": STM, ".ctm": CTM}
# So many lines tell the form; fewer are a chance in a text.
ASKED, FEWEST = 20, 2
# What stands for a speaker where nobody speaks, or nobody knows who does.
NOBODY = frozenset(("inter_segment_gap", "excluded_region"))
UNKNOWN = frozenset(("unknown", "unk", "null", "na", "n/a", "spk", "speaker"))
NOT_SCORED = "ignore_time_segment_in_scoring"
# Sounds, a word that may be left out, and the first of several readings: `{ one / won }`.
SOUND = re.compile(r"<[^<>\s]{1,60}>|\[[^\[\]\s]{1,60}\]|@")
OPTIONAL = re.compile(r"\(%?([^()\s]{1,60})\)|(?<!\S)%(?=\w)")
READINGS = re.compile(r"\{([^{}/]{1,200})(?:/[^{}]{0,400})?\}")
# The kinds of lines of a CTM that hold no word.
NO_WORDS = frozenset("noise non-lex nonlex sil spkr-noise".split())
NAME = re.compile(r"[^\W\d_]+(?:_[^\W\d_]+)+")


def recognises(source: Source) -> bool:
    """Whether the first lines all have the columns of one of the forms."""
    return source.once(_form) is not None


def read(source: Source) -> Iterator[Draft]:
    """The recordings of the file, in the order in which they stand in it."""
    form = source.once(_form) or STM
    recordings: dict[str, list[tuple[str, Piece]]] = {}
    notices: list[str] = []
    for number, line in enumerate(source.text.split("\n"), start=1):
        if not line.strip() or line.startswith(COMMENT):
            continue
        match = form.fullmatch(line.strip())
        if match is None:
            notices.append(f"line {number}: it has not the columns of the other lines")
            continue
        if found := _piece(match, is_word=form is CTM):
            recordings.setdefault(match["file"], []).append((match["channel"], found))
    drafts = [_draft(pieces) for pieces in recordings.values()]
    if not any(draft.turns for draft in drafts):
        raise NotATranscript(source.path, "its lines hold times, and no words")
    for key, draft in zip(recordings, drafts, strict=True):
        draft.notices = notices
        if len(recordings) > 1:
            draft.key, draft.title = key, f"{title_from_path(source.path)} {key}"
        if draft.turns:
            yield draft


def _form(source: Source) -> re.Pattern[str] | None:
    if not OPENING.match(source.text[:20_000]):
        return None
    filled = (line.strip() for line in source.text[:20_000].split("\n")[:-1] or [source.text])
    lines = list(islice((one for one in filled if one and not one.startswith(COMMENT)), ASKED))
    if len(lines) < FEWEST:
        return None
    asked = SUFFIXES.get(source.suffix)
    for form in (asked,) if asked else (STM, CTM):
        found = [form.fullmatch(line) for line in lines]
        if all(match is not None and _ascends(match) for match in found):
            return form
    return None


def _ascends(match: re.Match[str]) -> bool:
    columns = match.groupdict()
    return "end" not in columns or float(columns["end"]) >= float(columns["start"])


def _piece(match: re.Match[str], *, is_word: bool) -> Piece | None:
    """What a line says, labelled with its speaker; None where it says nothing."""
    who, said = match["who"] or "", match["said"] or ""
    kind = (match["kind"] or "") if is_word else ""
    if who in NOBODY or NOT_SCORED in said or kind in NO_WORDS:
        return None
    text = " ".join(OPTIONAL.sub(r"\1", READINGS.sub(r"\1", SOUND.sub(" ", said))).split())
    if not text:
        return None
    start = float(match["start"])
    end = round(start + float(match["length"]), 3) if is_word else float(match["end"])
    label = UNNAMED if not who or who.casefold() in UNKNOWN else who
    if NAME.fullmatch(label):  # a blank would part the columns
        label = label.replace("_", " ")
    return Piece(label, text, start, end, is_word=is_word)


def _draft(found: list[tuple[str, Piece]]) -> Draft:
    """The turns of a recording; where no voice is named, each channel is one."""
    channels = {channel for channel, _ in found}
    if not any(piece.label for _, piece in found):
        for channel, piece in found:
            piece.label = f"Channel {channel}" if len(channels) > 1 else None
    pieces = sorted((piece for _, piece in found), key=lambda piece: piece.start or 0.0)
    return Draft(turns=turns(pieces))
