"""The Congressional Record: `  Mr. BOND. text`, hard wrapped, paragraphs set in by two blanks.

The House prints its speakers as the Senate does. What the clerk does and what is
said in brackets about the proceedings is told, not spoken.
"""

import re
from collections import Counter
from collections.abc import Iterator

from corpus.draft import Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.hyphenation import unhyphenated
from corpus.labels.honorifics import TITLE
from corpus.metadata.dates import iso_date
from corpus.source import Source

PREFIX = r"(?:De|Di|Du|El|La|Le|St\.?|Van|Von)"
# In capitals, but for what stands before them in a part: McTAVISH, MILLENDER-McDONALD, DeGETTE.
PART = r"(?:(?:[A-Z][a-z]{1,3}|[DO]['’])?[A-Z][A-Z'’]+|(?:[A-Z]\.){1,3})"
NAME = (
    rf"(?:{PREFIX}[ ])?{PART}(?:-{PART})*(?:[ ](?:{PREFIX}[ ])?{PART}(?:-{PART})*){{0,3}}"
    r"(?:,? (?:Jr|Sr|III|II)\b)?"
)
# What whoever wrote it down adds: `(during the reading)`, `(when his name was called)`.
ADDED = r"(?:[ ]\((?P<added>[a-z][^()\n]{3,80})\))?"
STATE = r"(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
OFFICE = (
    r"(?:(?:ACTING|VICE|DEPUTY|Acting|Vice) )?(?:PRESIDENT|PRESIDING OFFICER|SPEAKER"
    r"|CHAIR(?:MAN|WOMAN|PERSON)?|CHIEF JUSTICE|CLERK)(?: pro tempore)?(?: \([^()]{3,60}\))?"
)
# Committees print their hearings alike, with names as they are written.
WRITTEN = (
    r"(?:Ma?c|De|La|Le|Van|Von|O['’])?(?:[ ]?[A-Z][a-zà-ÿ'’]+(?:-[A-Z][a-zà-ÿ'’]+)*){1,3}"
    r"(?:,? (?:Jr|Sr|III)\b)?"
)
HEARING_LABEL = re.compile(
    rf"(?P<label>(?:(?:{TITLE}|Vice Chair|(?:Acting |Vice )Chair(?:man|woman)|Ranking Member)\.?[ ]"
    rf"{WRITTEN}{STATE}|The (?:(?:Acting |Vice )?Chair(?:man|woman|person)?|Clerk|Witness)))"
    rf"{ADDED}\.(?=\s+[\[A-Z“\"(]|$)"
)
LABEL = re.compile(
    rf"(?P<label>{TITLE}\.?[ ]{NAME}{STATE}"
    rf"|The {OFFICE}){ADDED}\.(?=\s|$)"
)
PARAGRAPH = re.compile(r"[ ]{2,4}(?=\S)")
CENTRED = re.compile(r"[ ]{5,}(?=\S)")
FURNITURE = re.compile(
    r"\[\[?(?:Page|Time|Congressional Record|Senate|House|Pages)\b[^\]]{0,100}\]|_{5,}"
    r"|From the Congressional Record|\{time\}"
)
PROCEDURE = re.compile(
    r"The (?:(?:senior|assistant|legislative|bill|reading|journal|acting) )*[Cc]lerk\b"
    r"|There being no objection\b|Thereupon\b|Whereupon\b|The result was announced\b"
    r"|The (?:yeas and nays|bill|motion|amendment|resolution|question|nomination|Senate|House)\b"
    r".{0,80}\b(?:was|were|proceeded|resumed|adjourned|recessed)\b"
)
# With fewer labels than this, a sentence happens to start with `Mr. BOND.`.
FEWEST_LABELS = 2


def recognises(source: Source) -> bool:
    """Whether paragraphs start with speakers as the Record prints them."""
    return is_record(source.text)


def is_record(text: str) -> bool:
    """Whether at least two paragraphs of a text start with a label of the Record."""
    return _label_of(text) is not None


def _label_of(text: str) -> re.Pattern[str] | None:
    """How the text prints its labels: in capitals, as hearings do, or not at all."""
    found, written = 0, Counter[str]()
    for line in text.split("\n"):
        if not line.startswith("  "):
            continue
        head = line.lstrip()[:160]
        if LABEL.match(head):
            found += 1
            if found >= FEWEST_LABELS:
                return LABEL
        elif PARAGRAPH.match(line[:8]) and (match := HEARING_LABEL.match(head)):
            written[match["label"]] += 1
    # The end of a sentence, "… to Mr. Bond. He …", rarely begins a paragraph, and never twice.
    return HEARING_LABEL if written and max(written.values()) >= FEWEST_LABELS else None


def read(source: Source) -> Iterator[Draft]:
    """The proceedings of the file."""
    yield proceedings(source.text, source)


def proceedings(text: str, source: Source) -> Draft:
    """The turns of a text of the Record.

    Raises:
        NotATranscript: nobody speaks in it.
    """
    draft = Draft()
    pattern = _label_of(text) or LABEL
    speaking = False
    heading: list[str] = []
    section = None
    for kind, words in _blocks("\n".join(unhyphenated(text.split("\n")))):
        if kind == "furniture":
            if draft.date is None:
                draft.date = iso_date(words)
            continue
        if kind == "heading":
            # A committee prints the day of its hearing among its headings.
            if draft.date is None and not draft.turns and words.isupper():
                draft.date = iso_date(words)
            heading.append(words)
            continue
        if heading:
            # A letter that is put into the Record is set in as far as a heading is.
            capitals = [words for words in heading if words.isupper()]
            if capitals or len(heading) == 1:
                section = " ".join(capitals or heading)
                draft.title = draft.title or section
            heading = []
        if match := pattern.match(words):
            said = words[match.end() :].strip()
            turn = DraftTurn(match["label"], [said] if said else [], section=section)
            draft.turns.append(turn)
            speaking = True
        elif (words[0], words[-1]) in (("(", ")"), ("[", "]")):
            draft.refused[words[:60]] = "it is a remark in brackets"
        elif PROCEDURE.match(words) and draft.turns and draft.turns[-1].paragraphs:
            draft.refused[words[:60]] = "it tells what was done"
            speaking = False
        elif speaking:
            draft.turns[-1].paragraphs.append(words)
    draft.turns = [turn for turn in draft.turns if turn.paragraphs]
    if not draft.turns:
        raise NotATranscript(source.path, "nobody speaks in these proceedings")
    return draft


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Paragraphs, headings and page furniture, wrapped lines joined."""
    kind, words = "", ""
    for line in [*text.split("\n"), ""]:
        bare = line.strip()
        begins = "paragraph" if PARAGRAPH.match(line[:8]) else ""
        if not bare or FURNITURE.match(bare[:200]):
            begins = "furniture"
        elif CENTRED.match(line[:160]):
            begins = "heading"
        if begins or not kind:
            if words and kind:
                yield kind, words
            kind, words = begins or "paragraph", bare
        else:
            words = f"{words}{'' if words.endswith('--') else ' '}{bare}"
        if begins == "furniture":
            if bare:
                yield "furniture", bare
            kind, words = "", ""
