"""Removes lines that nobody says: page heads, line numbers, code, notes of decisions."""

import re
from collections.abc import Collection, Iterable, Iterator

from corpus.draft import UNNAMED
from corpus.hyphenation import unhyphenated
from corpus.labels import deposition, inline_labels, page_heads
from corpus.labels.decision import Decision
from corpus.labels.line_grammar import BULLET, Candidate
from corpus.labels.minutes_items import DECIDED, heads_decisions
from corpus.readers.text.turn_text import HEADING
from corpus.segmentation import SENTENCE_ENDS

FENCE = re.compile(r"[ \t]{0,12}(?P<fence>`{3,}|~{3,})")
WIKI_QUOTES = re.compile("'{2,5}")
LONGEST_TITLE = 60
# A list of the topics above the talk, and what stands in it.
CONTENTS = frozenset(("contents", "table of contents", "topics", "inhalt", "índice", "sommaire"))
CONTENTS_LINE = re.compile(rf"\n[ \t]*(?:{'|'.join(sorted(CONTENTS))})[ \t]*(?:\n|$)", re.I)
DECIDED_LINE = re.compile(rf"\n[ \t#*_]{{0,12}}{DECIDED.pattern}[ \t#*_:]*(?:\n|$)", re.I)
LISTED = re.compile(
    r"[ \t]{0,24}(?:\d{1,2}\.|[-*•])[ \t]+(?:\[\d{1,3}\])?(?P<title>\S.{1,90}?)[ \t.]*\d{0,3}[ \t]*"
)
FOOTNOTE = re.compile(r"\[\d{1,3}\]")
HEAD, FEWEST_LISTED = 150, 2
LONGEST_DECIDED = 40
BRACKETS = frozenset((("(", ")"), ("[", "]")))


def clean_lines(lines: list[str]) -> list[str]:
    """The lines as they were said: no page heads, no code, words and lines whole."""
    lines = deposition.without_line_numbers(without_licence(lines))
    lines = page_heads.without(_without_wiki_quotes(lines))
    lines = _with_headings(lines)
    lines = inline_labels.on_lines_of_their_own(lines)
    return unhyphenated(_without_code(lines))


def _with_headings(lines: list[str]) -> list[str]:
    """The lines with those that the contents list as headings: `Roads` is said by nobody."""
    if not CONTENTS_LINE.search("\n" + "\n".join(lines[:HEAD])):
        return lines
    found = (n for n, line in enumerate(lines[:HEAD]) if line.strip().casefold() in CONTENTS)
    begin = next(found, None)
    if begin is None:
        return lines
    titles: dict[str, int] = {}
    for number in range(begin + 1, min(begin + HEAD, len(lines))):
        if match := LISTED.fullmatch(lines[number][:120]):
            titles[" ".join(match["title"].split()).casefold()] = number
        elif lines[number].strip() and not lines[number].strip().startswith("["):
            break
    if len(titles) < FEWEST_LISTED:
        return lines
    lines = list(lines)
    for number in range(max(titles.values()) + 1, len(lines) - 1):
        line = lines[number]
        if len(line) > LONGEST_TITLE * 2 or lines[number - 1].strip() or lines[number + 1].strip():
            continue
        title = " ".join(FOOTNOTE.sub("", line).split())
        if title.casefold() in titles:
            lines[number] = f"## {title}"
    return lines


def _without_wiki_quotes(lines: list[str]) -> list[str]:
    """The lines without the quotation marks of MediaWiki, which set names in bold type."""
    if sum(1 for line in lines if line[:6].lstrip(":* ").startswith("'''")) < 2:
        return lines
    return [WIKI_QUOTES.sub("", line.lstrip(":")) if "''" in line else line for line in lines]


def _without_code(lines: list[str]) -> list[str]:
    """The lines without fenced blocks of code, which are shown in notes and said by nobody."""
    if not any("```" in line or "~~~" in line for line in lines):
        return lines
    kept, fence = [], ""
    for line in lines:
        match = FENCE.match(line)
        if fence:
            kept.append("")
            if match and match["fence"].startswith(fence) and not line[match.end() :].strip():
                fence = ""
        elif match:
            fence = match["fence"]
            kept.append("")
        else:
            kept.append(line)
    return lines if fence else kept  # a fence that is never closed is none


def without_notes(
    lines: list[str],
    candidates: Iterable[Candidate],
    starts: Iterable[Candidate],
    decision: Decision,
) -> list[str]:
    """The lines without what is noted between turns: decisions, tasks, items of the agenda."""
    begin = {one.line for one in starts}
    lines = list(lines)
    for one in candidates:
        if one.label in decision.notes and one.line not in begin:
            _blank_note(lines, one, begin)
    for number in _decision_heads(lines):
        _blank_items(lines, number + 1, begin)
    return lines


def under_decisions(lines: list[str]) -> set[int]:
    """The lines of the lists under headings over what was decided."""
    found: set[int] = set()
    for number in _decision_heads(lines):
        found.update(_items(lines, number + 1))
    return found


def _decision_heads(lines: list[str]) -> list[int]:
    """The lines that head a list of what was decided."""
    if not DECIDED_LINE.search("\n" + "\n".join(lines)):
        return []  # most texts
    return [
        number
        for number, line in enumerate(lines)
        if ("#" in line[:4] or 0 < len(line) <= LONGEST_DECIDED) and _heads_decisions(lines, number)
    ]


def _heads_decisions(lines: list[str], number: int) -> bool:
    """Whether a line heads a list of what was decided: `## Actions`, or `Action items:`."""
    line = lines[number]
    if "#" in line[:4]:
        heading = HEADING.match(line[:200])
        return heading is not None and heads_decisions(heading[1])
    bare = line.strip()
    if not bare or len(bare) > LONGEST_DECIDED or not heads_decisions(bare):
        return False
    return any(BULLET.match(below) for below in lines[number + 1 : number + 3])


def _items(lines: list[str], at: int) -> Iterator[int]:
    """The lines of the list that begins at a line, up to what is none of it."""
    for number in range(at, len(lines)):
        line = lines[number]
        if line.strip() and not BULLET.match(line) and line[0] not in " \t":
            return
        yield number


def _blank_note(lines: list[str], one: Candidate, begin: Collection[int]) -> None:
    """Blank a note: its paragraph, or the label of an item of the agenda and its title."""
    at = one.line
    lines[at] = ""
    if not one.rest:
        title = lines[at + 1].strip() if at + 1 < len(lines) and at + 1 not in begin else ""
        if title and len(title) <= LONGEST_TITLE and not title.endswith(SENTENCE_ENDS):
            lines[at + 1] = ""
        return
    for number in range(at + 1, len(lines)):
        if number in begin or not lines[number].strip() or BULLET.match(lines[number]):
            break
        lines[number] = ""


def _blank_items(lines: list[str], at: int, begin: Collection[int]) -> None:
    """Blank the items of the list that begins at a line, up to what is none of it."""
    for number in range(at, len(lines)):
        line = lines[number]
        if number in begin or (line.strip() and not BULLET.match(line) and line[0] not in " \t"):
            break
        lines[number] = ""


def without_directions(lines: list[str], starts: Collection[Candidate]) -> list[str]:
    """The lines of a play without the paragraphs in brackets, which say what is done."""
    begin = {one.line for one in starts}
    lines = list(lines)
    first = 0
    for number in range(len(lines) + 1):
        if number < len(lines) and lines[number].strip():
            continue
        block = " ".join(line.strip() for line in lines[first:number])
        if block and first not in begin and (block[0], block[-1]) in BRACKETS:
            lines[first:number] = [""] * (number - first)
        first = number + 1
    return lines


# Who speaks of himself or to somebody: a description of what is done does neither.
ADDRESSED = re.compile(
    r"(?:\b(?:I|I['’]\w{1,2}|me|my|mine|you|your|yours|we|us|our|ours|thee|thou|thy"
    r"|je|moi|mon|ma|mes|nous|notre|vous|votre|tu|toi|ton"
    r"|ich|mich|mir|mein\w{0,2}|wir|uns|du|dich|dir|dein\w{0,2}|euch"
    r"|yo|mí|mis|nosotros|usted|ustedes|tú|eu|você|io|noi|voi"
    r"|я|меня|мне|мы|ты|вы|вас|тебя)\b|\b[jJ]['’]\w|[?!][\"'”’»)]{0,2}\s*$)"
)
OPENING_DIRECTION = re.compile(r"[ \t]*(?:\[[^\[\]]{1,400}\]|\([^()]{1,400}\))[.,;]?[ \t]+(?=\S)")
#: So many paragraphs in a row that no label begins are an essay, or the book's end.
MOST_BETWEEN = 4


def paragraphs_of(
    starts: Collection[Candidate], lines: list[str]
) -> tuple[list[str], list[Candidate]]:
    """A play's lines without what is done between speeches, and where somebody unknown speaks.

    Where a turn is a paragraph, another one below it is mostly a stage direction. It is speech
    if it goes on with the sentence above, or if it speaks of an `I` or to somebody: then who
    says it is known only where it goes on, or begins with a direction of its own.
    """
    first = min(one.line for one in starts)
    begin = {one.line for one in starts}
    kept = lines[:first]
    unknown: list[Candidate] = []
    between: list[int] = []  # the first lines of paragraphs since the last label
    for block in _blocks(lines, first, begin):
        head, text = lines[block[0]], " ".join(lines[n].strip() for n in block).strip()
        labelled = block[0] in begin
        is_kept = labelled or not text or HEADING.match(head[:200]) is not None
        if not is_kept and _continues(text, kept):
            is_kept = True
        elif not is_kept:
            between.append(block[0])
            is_kept = ADDRESSED.search(OPENING_DIRECTION.sub("", text)) is not None
            if is_kept and not (len(between) == 1 and OPENING_DIRECTION.match(text)):
                form = next(iter(starts)).form
                unknown.append(Candidate(block[0], UNNAMED, head.strip(), True, form, marked=True))
        kept += [lines[n] if is_kept else "" for n in block]
        if labelled:
            unknown, between = _without_essay(unknown, between, kept), []
    return kept, _without_essay(unknown, between, kept)


def _blocks(lines: list[str], first: int, begin: Collection[int]) -> Iterator[list[int]]:
    """The paragraphs from a line on, and the blank lines between them, each as its lines."""
    block: list[int] = []
    for number in range(first, len(lines)):
        blank = not lines[number].strip()
        if block and (blank or number in begin or not lines[block[0]].strip()):
            yield block
            block = []
        block.append(number)
    if block:
        yield block


def _continues(text: str, above: list[str]) -> bool:
    """Whether a paragraph goes on with the sentence that the last line above has begun."""
    last = next((line for line in reversed(above) if line.strip()), "").rstrip()
    return last[-1:].isalpha() and text[:1].islower()


def _without_essay(
    unknown: list[Candidate], between: list[int], kept: list[str]
) -> list[Candidate]:
    """The speakers who are not known, without those of a run of many paragraphs.

    Its lines are blanked.
    """
    if len(between) <= MOST_BETWEEN:
        return unknown
    for one in unknown:
        if one.line < between[0]:
            continue
        for number in range(one.line, len(kept)):
            if not kept[number].strip():
                break
            kept[number] = ""
    return [one for one in unknown if one.line < between[0]]


GUTENBERG = re.compile(r"\*{3} ?(?P<which>START|END) OF (?:THIS|THE) PROJECT GUTENBERG EBOOK\b")


def without_licence(lines: list[str]) -> list[str]:
    """A book of Project Gutenberg without what stands around it, but for its title."""
    marks = {
        match["which"]: number
        for number, line in enumerate(lines)
        if line.startswith("***") and (match := GUTENBERG.match(line))
    }
    if "START" not in marks:
        return lines
    start, end = marks["START"], marks.get("END", len(lines))
    titles = [line for line in lines[:start] if line.startswith("Title:")]
    return [*(line.partition(":")[2].strip() for line in titles[:1]), "", *lines[start + 1 : end]]
