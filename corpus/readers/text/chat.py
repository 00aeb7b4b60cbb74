r"""CHAT, the transcripts of TalkBank and CHILDES: `*CHI:` and a tab before what is said.

`@Participants` has the names and roles behind the codes. Lines with `%` comment
on the line above them and were not said; `\x15123_456\x15` is a time in
milliseconds. What is left of an utterance are its words, readable.
"""

import re
from collections.abc import Iterator

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date
from corpus.metadata.language import language_tag
from corpus.source import Source

OPENING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*@(?:UTF8|Begin|Loc|PID|Font|Window|Color words)\b")
HEAD = 4096
BULLET = re.compile(rb"\x15(?:%snd:[^\x15\n]{0,200}?_)?(\d{1,9})_(\d{1,9})\x15")
# What a bullet becomes, in signs that every encoding has.
TIME = re.compile(r"\[%time (\d{1,12})_(\d{1,12})\]")
MAIN = re.compile(r"\*([^\s:]{1,40}):[ \t]*(.*)", re.DOTALL)
HEADER = re.compile(r"@([A-Za-z][\w ]{0,40}):?[ \t]*(.*)", re.DOTALL)

BRACKETS = re.compile(r"\[[^\[\]]*\]")
TERMINATORS = (
    (re.compile(r'\+(?:\.\.\?|!\?|//\?|/\?)"?'), "?"),
    (re.compile(r"\+\.\.\."), "…"),
    (re.compile(r'\+(?:"/|"|//|/|\.)\.'), "."),
)
LINKERS = re.compile(r'(?:^|(?<=\s))\+[<^,"+≋≈]+')
PAUSES = re.compile(r"\((?:\.{1,3}|\d{0,4}[:.]?\d{1,4}\.?)\)")
SHORTENED = re.compile(r"[()]")
EVENTS = re.compile(r"&[=*+][^\s>]*")
SPOKEN_NOISE = re.compile(r"&[-~]?(?=\w)")
UNTOLD = re.compile(r"(?<![^\s<])(?:xxx?|yyy?|www|0[^\s\d.]*)(?![^\s>.,?!])")
FORM = re.compile(r"(?<=\w)@[\w:$]+")
LENGTHENED = re.compile(r"(?<=\w):+(?=[\w\s.,?!…@]|$)")
PROSODY = dict.fromkeys(map(ord, "↑↓⇗↗→↘⇘∞≋≡∙⌈⌉⌊⌋∆∇°▁▔☺♋⁇∬Ϋ∮∲§∾↻ˈˌ^<>"), None) | {
    ord("‡"): ",",
    ord("„"): ",",
    ord("_"): " ",
}
STRAY_SPACE = re.compile(r" (?=[.,?!…;])|(?<=[¿¡]) ")


def recognises(source: Source) -> bool:
    """Whether the first line is one of CHAT's headers, and `@Begin` stands near it."""
    head = source.data[:HEAD]
    return OPENING.match(head) is not None and b"@Begin" in head


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    # The sign around times is no text anywhere else: it goes before the file is decoded.
    timed = BULLET.sub(rb" [%time \1_\2]", source.data).replace(b"\x15", b" ")
    draft = Draft()
    for line, tier in _tiers(Source(source.path, timed).text):
        if tier.startswith("*"):
            match = MAIN.match(tier)
            if match is None:
                draft.notices.append(
                    f"line {line}: no colon follows the speaker of the utterance, as in `*CHI:`"
                )
                _utter(draft, UNNAMED, tier[1:])
            else:
                _utter(draft, match[1], match[2])
        elif tier.startswith("@") and (match := HEADER.match(tier)):
            _head(draft, match[1], " ".join(match[2].split()))
    if not draft.turns:
        raise NotATranscript(source.path, "no utterance (`*CHI:`) has any words")
    yield draft


def _tiers(text: str) -> Iterator[tuple[int, str]]:
    """Each tier with the line on which it begins; a line with a tab goes on with the last."""
    tier: list[str] = []
    begun = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(("\t", " ")):
            tier.append(line)
            continue
        if tier:
            yield begun, "\n".join(tier)
        tier, begun = [line], number
    yield begun, "\n".join(tier)


def _utter(draft: Draft, code: str, raw: str) -> None:
    """Add an utterance that has words in it."""
    times = TIME.findall(raw)
    said = words(raw)
    if not any(character.isalnum() for character in said):
        return
    start = int(times[0][0]) / 1000 if times else None
    end = int(times[-1][1]) / 1000 if times else None
    if start is not None and end is not None and end < start:
        end = None
    draft.turns.append(DraftTurn(code, [said], start, end))


def words(raw: str) -> str:
    """The words of a main tier, without what CHAT writes about them.

    What is unintelligible (`xxx`), omitted (`0is`), broken off (`&+w`) or done
    (`&=laughs`) is left out; a shortened word is written out, `(be)cause` as `because`.
    """
    text = " ".join(raw.split())
    text = BRACKETS.sub(" ", text)
    for pattern, sign in TERMINATORS:
        text = pattern.sub(sign, text)
    for pattern in (LINKERS, PAUSES, EVENTS, UNTOLD):
        text = pattern.sub(" ", text)
    for pattern in (SPOKEN_NOISE, SHORTENED, LENGTHENED, FORM):
        text = pattern.sub("", text)
    text = text.translate(PROSODY)
    text = re.sub(r"(?<=\w)\+(?=\w)", " ", text)
    return STRAY_SPACE.sub("", " ".join(text.split())).strip(" ,")


def _head(draft: Draft, name: str, value: str) -> None:
    """Take what a header says: who takes part, languages, date, situation."""
    if name == "Participants":
        for entry in value.split(","):
            code, *rest = entry.split()[:3] or [""]
            if not rest:
                continue
            role = rest[-1].replace("_", " ")
            if len(rest) == 2:
                draft.names[code] = rest[0].replace("_", " ")
            draft.speakers[draft.names.get(code, code)] = role
    elif name == "Languages":
        first = value.partition(",")[0].split()
        draft.language = language_tag(first[0]) if first else None
    elif name == "Date":
        draft.date = draft.date or iso_date(value.replace("-", " "))
    elif name == "Situation":
        draft.description = value or None
    elif name == "Title":
        draft.title = value or None
