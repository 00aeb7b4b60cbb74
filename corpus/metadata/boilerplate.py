"""What stands in a transcript and is not speech: disclaimers, sponsors, page parts.

A paragraph is furniture for what it says, not for where it stands: sites paste
their disclaimer before, behind and in the middle of a conversation.
"""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.draft import DraftTurn

#: Characters from which a paragraph that stands there again is no coincidence.
PASTED = 80

DISCLAIMER = re.compile(
    r"\b(?:opinions|views) expressed\b.{0,120}\b(?:not necessarily|do not|are those of)\b"
    r"|\bnot (?:a|intended as a|meant as a) substitute for\b.{0,60}\b(?:advice|care|treatment)\b"
    r"|\bfor (?:informational|educational|information)(?: and educational)? purposes only\b"
    r"|\bno editorial control\b|\b(?:this is a|created on a) rush (?:transcript|deadline)\b",
    re.IGNORECASE | re.DOTALL,
)
DISCLAIMING = ("expressed", "substitute", "purposes only", "editorial control", " rush ")
CREDIT = re.compile(
    r"^(?:this is an? .{1,80} (?:program|podcast|series|production)\b"
    r"|this (?:program|podcast|episode|series) (?:is|was) (?:produced|sponsored|supported|made)\b"
    r"|(?:we|our) (?:thank|are grateful to)\b|(?:sponsored|supported|produced) by\b)",
    re.IGNORECASE,
)
LINK_LINE = re.compile(
    r"^(?:about the (?:author|interviewer)s?\b|aired (?=\w+ \d|\d)|view more programs"
    r"|produced in association with|join our community|read our latest"
    r"|register for events|share this|subscribe (?:to|now)|sign up|transcribed by"
    r"|tweet:\s.{0,300}https?://|all rights reserved|copyright\b|©|page last updated"
    r"|published on|topics? include)",
    re.IGNORECASE,
)
NOTE_WORDS = (
    r"(?:Applause|Beifall|Discussion held|Exhibit|Heiterkeit|Lachen|Laughter|Off the record|Pause"
    r"|Proceedings|Recess|Risas|Aplausos|Applaudissements|Rires|Sound|SOUNDBITE|Thereupon|Whereupon"
    r"|Witness|Zuruf|Zurufe|Zwischenruf)"
)
OPENS_NOTE = re.compile(rf"\({NOTE_WORDS}\b[^()]*$")
TAIL = re.compile(
    r"(?:(?:transcription|meeting) ended after [\d:]+\W*"
    r"|this editable transcript was computer generated\b.*"
    r"|end\s{1,9}\d{1,2}:\d{2} [ap]\.?m\.?(?: [a-z]{2,4})?"
    r"|[^.!?:]{2,60} (?:started|stopped) transcription"
    r"|sonix is the world.{1,3}s most\b.*|automatically convert your \w+ files to\b.*"
    r"|transcribed by https?://\S+"
    r"|(?:contact|e-?mail|kontakt|contacto)(?: us)?: ?[^\s@]{1,60}@[^\s@]{1,60}"
    r"|\W*end of (?:transcript|transcription|recording|audio|interview|minutes)\W*)",
    re.IGNORECASE,
)
# Behind it only credits follow: `--- End of interview ---`, `** END **`.
END_MARK = re.compile(
    r"\W*(?i:end of (?:the )?(?:transcript|transcription|recording|audio|interview|minutes))\W*"
    r"|\W*(?:THE )?END\W*|[-*=#~_\[( ]{1,12}(?i:the end|end)[-*=#~_\]) ]{1,12}"
)
PAGE_LINE = re.compile(r"\W{0,3}page\s+\d{1,4}(?:\s+(?:of|/)\s+\d{1,4})?\W{0,3}", re.IGNORECASE)
# A number in the middle of a line of its own.
CENTRED_NUMBER = re.compile(r"\s{20,}(?:-\s?)?\d{1,4}(?:\s?-)?\s*")
STAGE_DIRECTION = re.compile(
    r"(?:\[[^\[\]]{1,60}\]\s{0,2}){1,3}"
    r"|(?:Prepared Remarks|(?:Questions?|Q)(?:[ -](?:and|&)[ -])(?:Answers?|A)(?: Session)?):?"
    # What is heard in a chamber, and when it met.
    r"|(?:Aplausos|Protestos|Risos|Vozes|Palmas)\b[^.!?:]{0,80}\."
    r"|(?:MOTION )?CARRIED(?: UNANIMOUSLY)?\.?"
    r"|(?:Applause|Laughter|Interruption|Interjections?)\."
    r"|(?:The )?(?:[Mm]eeting|[Ss]itting|[Ss]ession|hearing|briefing|house|committee"
    r"|council|assembly|senate)"
    r" (?:then )?(?:was )?(?:rose|adjourned|recessed|closed|ended|concluded|was [\w ]{4,30})"
    r" at \d[^!?]{0,40}"
    # What others shout: `(Ann Lee [ABC]: Shame!)`.
    r"|\([^\W\d_][^():\n]{2,80}:[^()\n]{1,200}\)"
    r"|Several hon\. Members rose\W{0,2}|(?:Some|Several) hon\. Members: ?Rose\W{0,2}"
    r"|\[(?:Editor|Translator|Transcriber|Interviewer)['’]?s?['’]? note\b[^\[\]]{0,600}\]"
    r"|\((?:[a-z][^()]{0,40}|[A-Z][a-z][a-z ,'’-]{1,40}\.?|[A-Z][A-Z0-9 ,.'’\"“”&:#-]{2,120})\)"
    rf"|\({NOTE_WORDS}\b[^()]{{0,200}}\)\.?"
    r"|\((?:Intro|Outro|Exit|Opening|Closing|Theme|Background)\b[^()]{0,80}\)"
    r"|\*[^*]{1,40}\*"
)
# A line over what stands behind a talk: who took part, what to read.
BEHIND_TALK = re.compile(
    r"\W*(?:duration: \d+ min\w*|(?:call|conference)(?: call)? participants|references|footnotes"
    r"|endnotes|further reading|show notes|related (?:articles|content|episodes|links|stories)"
    r"|(?:resources|links|books)(?: mentioned)?(?: in this episode)?|about the (?:author|speaker)s?"
    r"|about (?:this|the) (?:podcast|show|episode|interview)|list of speakers"
    r"|respectfully submitted\b.{0,50}"
    r"|summary of (?:action items|actions|resolutions|decisions))\W*",
    re.IGNORECASE,
)
PAGE_NUMBER = re.compile(
    r"\d{1,3}|-\s?\d{1,4}\s?-|page\s+\d{1,4}(?:\s+of\s+\d{1,4})?"
    r"|(?:[\w ,]{4,30}\s?:\s?)?column\s+\d{1,5}[a-z]{0,2}",
    re.IGNORECASE,
)
RULE = re.compile(r"[-–—=_*~#.\s]{3,}")


FOOTNOTE_RULE = re.compile(r"[-–—_=*]{3,80}")
FOOTNOTE = re.compile(
    r"\s{0,8}(?:\[\d{1,3}\]|\d{1,3}[.)]|[*†‡¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s{0,4}[^\W\d]|\s{2,8}\S"
)


def is_disclaimer(paragraph: str) -> bool:
    """Whether a paragraph says who is not responsible for what is said."""
    if len(paragraph) >= 1500:
        return False
    folded = paragraph.casefold()
    # Few paragraphs have one of these words: the others need no pattern.
    return any(word in folded for word in DISCLAIMING) and DISCLAIMER.search(paragraph) is not None


def is_credit(paragraph: str) -> bool:
    """Whether a paragraph says who made a program or paid for it."""
    return CREDIT.match(paragraph) is not None


def is_page_part(paragraph: str) -> bool:
    """Whether a paragraph is a link or a date of the page around a transcript."""
    return LINK_LINE.match(paragraph) is not None


def is_marker(paragraph: str) -> bool:
    """Whether a paragraph is a page number, a rule or a stage direction by itself."""
    if paragraph[:1].isalpha() and paragraph[0] not in "pPcC":  # it begins with none of these
        return False
    return any(
        pattern.fullmatch(paragraph) is not None for pattern in (PAGE_NUMBER, RULE, STAGE_DIRECTION)
    )


def is_stage_direction(line: str) -> bool:
    """Whether a line by itself says what is heard or done: `[laughter]`, `(Applause.)`."""
    return STAGE_DIRECTION.fullmatch(line) is not None


def opens_note(line: str) -> bool:
    """Whether a line begins a note of whoever wrote it down, that goes on in the next line."""
    return line.lstrip()[:1] == "(" and OPENS_NOTE.match(line[:300].strip()) is not None


def is_tail(line: str) -> bool:
    """Whether a line is the last word of the program that wrote the transcript."""
    return len(line) < 300 and TAIL.fullmatch(line.strip()) is not None


def is_end_mark(line: str) -> bool:
    """Whether a line says that the talk or its transcript ends here."""
    return len(line) < 80 and END_MARK.fullmatch(line.strip()) is not None


def begins_footnotes(lines: Sequence[str], number: int, end: int) -> bool:
    """Whether a line is a rule, and all below it, up to before `end`, are footnotes.

    Each line of a text may be asked for: what is below a rule is read up to the first other line.
    """
    if FOOTNOTE_RULE.fullmatch(lines[number].strip()) is None:
        return False
    has_footnote = False
    for below in range(number + 1, end):
        line = lines[below]
        if line.strip():
            if FOOTNOTE.match(line[:60]) is None:
                return False
            has_footnote = True
    return has_footnote


def is_page_line(line: str) -> bool:
    """Whether a line by itself is the number of a page: `Page 3 of 7`, or centred `12`."""
    if len(line) > 120:
        return False
    return (
        PAGE_LINE.fullmatch(line.strip()) is not None or CENTRED_NUMBER.fullmatch(line) is not None
    )


def ends_talk(paragraph: str) -> bool:
    """Whether a paragraph heads what stands behind a talk, and is no part of it."""
    return len(paragraph) < 60 and BEHIND_TALK.fullmatch(paragraph) is not None


# What is done while somebody begins to speak: `(excited)`, `[sighs]`, `(to Ann)`, `(off)`.
DONE_WORDS = (
    r"(?!(?:abs|act|app|bas|cert|defin|ear|exact|fam|fin|fort|gen|hon|hop|id|kind|lit|nat|obv|on"
    r"|orig|pers|poss|prev|prob|real|rec|supp|sure|unf|us)[a-z]{0,9}ly|(?:any|every|no|some)?thing"
    r"|accord|includ|regard|dur|even|morn|follow|mean|speak)[a-z]{3,12}(?:ing|ly)|excited|amazed|amused|annoyed|ashamed|bored|confused|delighted"
    r"|disappointed|disgusted|embarrassed|frightened|irritated|offended|relieved|scared|shocked"
    r"|startled|surprised|tired|worried|angry|calm|happy|quiet|sad|serious|off|aside|beat|shouts"
    r"|(?:sigh|laugh|chuckle|giggle|gasp|groan|grunt|cough|sniff|sniffle|sob|scoff|snort|smile|grin"
    r"|nod|shrug|whisper|mutter|mumble|murmur|yawn|whistle|pause|cr(?:y|ie)|applause|music|cheer"
    r"|clear|wince|blink|frown|hesitate|gulp|hum|sing|clap|wave|point|growl|squeal|hiss)(?:e?s)?"
    r"|v\.o\.|o\.s\.|cont['’]d|sound|sotto voce|laughter|crosstalk|noise|silence"
)
DONE_AT_HEAD = re.compile(
    rf"[*_]{{0,2}}(?:\((?:(?:(?i:{DONE_WORDS})(?:[ ][a-z]{{2,12}})?"
    r"|(?:aside[ ])?to[ ][A-Z][\w.’' ]{1,24}|to (?:himself|herself|themselves|camera|the audience)"
    r"|in a [a-z]{3,12} (?:voice|tone)|in a whisper|on (?:the )?phone"
    r"|off ?(?:screen|stage|camera))\.?)\)"
    rf"|\[(?:(?i:{DONE_WORDS})(?:[ ][a-z]{{2,12}})?)\.?\])[*_]{{0,2}}[ \t]+(?=[^\s])"
)
#: "(Looking back) I would not" is speech: of words in -ing and -ly more than one is a clause.
CLAUSE_AT_HEAD = re.compile(r"[*_]{0,2}[(\[](?i:[a-z]{3,12}(?:ing|ly)) ")


def without_direction(text: str) -> str:
    """The text without what is done while somebody begins to speak; all of it, if it is no more."""
    if text[:1] not in "([*_" or CLAUSE_AT_HEAD.match(text):
        return text
    match = DONE_AT_HEAD.match(text)
    rest = text[match.end() :] if match else ""
    # A time may stand behind it, and nothing that was said.
    return rest if any(character.isalpha() for character in rest) else text


def spoken(paragraphs: list[str]) -> list[str]:
    """The paragraphs under a label that were said.

    What stands right behind the label is speech whatever it reads like: a host
    may read out a disclaimer, and an answer may be a number. How it is said, in brackets,
    is none.
    """
    if not paragraphs:
        return paragraphs
    return [without_direction(paragraphs[0])] + [
        paragraph
        for paragraph in paragraphs[1:]
        if not (is_disclaimer(paragraph) or is_marker(paragraph))
    ]


def without_pasted(head: list[str], turns: list[DraftTurn]) -> list[str]:
    """Remove what a site pastes: a long paragraph that stands above the talk and in it too.

    So does one that ends several turns, word for word. What stands right behind a
    label is speech, as in `spoken`.

    Returns:
        What is left of the head; the turns are changed.
    """
    ends = Counter(turn.paragraphs[-1] for turn in turns if len(turn.paragraphs) > 1)
    pasted = {text for text, count in ends.items() if count > 1 and len(text) >= PASTED}
    inside = {text for turn in turns for text in turn.paragraphs[1:]}
    pasted |= {text for text in inside.intersection(head) if len(text) >= PASTED}
    if not pasted:
        return head
    for turn in turns:
        first, rest = turn.paragraphs[:1], turn.paragraphs[1:]
        turn.paragraphs = [*first, *(text for text in rest if text not in pasted)]
    return [text for text in head if text not in pasted]
