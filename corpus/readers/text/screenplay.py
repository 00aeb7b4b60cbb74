"""Screenplays and Fountain (https://fountain.io/syntax): a name in capitals over what is said.

Scene headings are sections. Action, transitions, parentheticals, notes and centred text
were said by nobody.
"""

import re
from collections.abc import Iterator

from corpus.draft import Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date
from corpus.source import Source

SCENE = re.compile(r"(?:INT|EXT|EST|INT\.?/EXT|EXT\.?/INT|I/E|INNEN|AUSSEN|AUẞEN)[. ]\s*\S", re.I)
TRANSITION = re.compile(
    r"(?:.{0,40}\bTO:|FADE (?:IN|OUT|TO BLACK)[.:]?|CUT TO BLACK[.:]?|DISSOLVE[.:]?|THE END\.?"
    r"|SCHNITT(?: ZU)?:|ABBLENDE[.:]?|AUFBLENDE[.:]?)"
)
EXTENSION = re.compile(r"\s*\([^()]{1,40}\)$")
TITLE_KEY = re.compile(r"(?P<key>[A-Z][A-Za-z ]{1,20}):[ \t]*(?P<value>.*)$")
NOTE = re.compile(r"\[\[.{0,2000}?\]\]|/\*.{0,20000}?\*/", re.DOTALL)
EMPHASIS = re.compile(r"(?<![\w\\])(\*{1,3}|_)(?=\S)(.{1,500}?\S|\S)\1(?!\w)")
PARENTHETICAL = re.compile(r"\([^()]*\)")
LONGEST_CUE = 50
FEWEST_SCENES, FEWEST_CUES = 2, 3


def recognises(source: Source) -> bool:
    """Whether scenes are headed `INT.` or `EXT.`, and names in capitals stand over lines."""
    if source.suffix == ".fountain":
        return True
    head = source.text[:100_000]
    if not any(word in head for word in ("INT", "EXT", "INNEN", "AUSSEN")):
        return False
    lines = [line.strip() for line in head.split("\n")]
    scenes = sum(1 for line in lines if _is_scene(line) and line.isupper())
    if scenes < FEWEST_SCENES:
        return False
    return sum(1 for number in range(len(lines)) if _cue(lines, number)) >= FEWEST_CUES


def read(source: Source) -> Iterator[Draft]:
    """The one screenplay of the file."""
    draft = Draft()
    text = NOTE.sub("", source.text) if "[[" in source.text or "/*" in source.text else source.text
    lines = _without_title_page(text.split("\n"), draft)
    section: str | None = None
    speaking: DraftTurn | None = None
    for number, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            speaking = None
        elif speaking is not None:
            if said := _said(bare):
                speaking.paragraphs[-1:] = [" ".join([*speaking.paragraphs[-1:], said])]
        elif _is_scene(bare):
            section = bare.lstrip(".").strip("# ")
        elif cue := _cue(lines, number):
            speaking = DraftTurn(cue, [], section=section)
            draft.turns.append(speaking)
    draft.turns = [turn for turn in draft.turns if turn.paragraphs]
    for turn in draft.turns:
        turn.paragraphs = [_plain(text) for text in turn.paragraphs]
    if not draft.turns:
        raise NotATranscript(
            source.path, "nobody speaks in this screenplay", advice="a name in capitals begins it"
        )
    yield draft


def _is_scene(bare: str) -> bool:
    forced = bare.startswith(".") and not bare.startswith("..") and bare[1:2].isalnum()
    return forced or SCENE.match(bare) is not None


def _cue(lines: list[str], number: int) -> str | None:
    """The name on a line that says who speaks, without what is said of the voice."""
    bare = lines[number].strip()
    if not bare or (number and lines[number - 1].strip()) or number + 1 == len(lines):
        return None
    if not lines[number + 1].strip() or len(bare) > LONGEST_CUE:
        return None
    forced = bare.startswith("@")
    name = bare.lstrip("@").rstrip("^ ")
    while (shorter := EXTENSION.sub("", name)) != name:
        name = shorter
    if not forced:
        if not name.isupper() or name[0] in "!>=#~." or name.endswith((":", ".", "!", "?")):
            return None
        if _is_scene(name) or TRANSITION.fullmatch(name):
            return None
    return _plain(name) or None


def _said(bare: str) -> str:
    """A line of dialogue without parentheticals and marks."""
    if PARENTHETICAL.fullmatch(bare) or bare.startswith("="):
        return ""
    return " ".join(_plain(bare.lstrip("~")).split())


def _plain(text: str) -> str:
    for _ in range(3):  # bold in italics in underlined type
        text = EMPHASIS.sub(r"\2", text)
    return text.replace("\\*", "*").replace("\\_", "_")


def _without_title_page(lines: list[str], draft: Draft) -> list[str]:
    """The lines under the title page, which gives title and date."""
    if not lines or TITLE_KEY.match(lines[0].strip()) is None or _is_scene(lines[0].strip()):
        return lines
    fields: dict[str, list[str]] = {}
    key = ""
    end = next((number for number, line in enumerate(lines) if not line.strip()), None)
    for line in lines[:end]:
        if (match := TITLE_KEY.match(line)) and not line[:1].isspace():
            key = match["key"].casefold()
            fields[key] = [match["value"]] if match["value"] else []
        elif key:
            fields[key].append(line.strip())
    if end is None or not {"title", "author", "authors", "credit", "draft date"} & fields.keys():
        return lines
    draft.title = _plain(" ".join(fields.get("title", []))) or None
    draft.date = iso_date(" ".join(fields.get("draft date", fields.get("date", []))))
    return lines[end:]
