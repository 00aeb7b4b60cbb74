"""A talk above the first label: a lecture that ends in questions and answers.

What stands above the first label is a title and a description, unless it is longer than all
that stands under labels: then it is what somebody says who need not be named again.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from corpus.draft import DraftTurn
from corpus.labels import label_shape
from corpus.labels.decision import LONG_TEXT, STREWN
from corpus.labels.line_grammar import Candidate
from corpus.labels.questions import ASKING
from corpus.metadata.boilerplate import is_credit, is_disclaimer, is_marker, is_page_part
from corpus.readers.text.inline_markup import without_links
from corpus.readers.text.paragraphs import count, paragraphs
from corpus.readers.text.turn_text import HEADING
from corpus.segmentation import SENTENCE_ENDS, Piece, turns

#: A description is shorter than this, in characters.
SHORTEST_TALK = 2_000
#: So is a text above the first of those who interrupt a talk.
SHORTEST_INTERRUPTED = 400
#: So many paragraphs belong to each label of those who interrupt, at least.
PARAGRAPHS = 4
#: Whoever gives a talk says `I` or `we` in one word of a hundred; whoever describes it does not.
LEAST_PERSONAL = 0.01
FIRST_PERSON = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Ww]e(?:['’](?:re|ve|ll|d))?|[Mm]y|[Oo]ur|us"
    r"|ich|wir|uns|mein|je|nous|notre|yo|nosotros|nuestr[oa]s?|vamos|tenemos|eu|nós|noi|io)\b"
)
#: A paragraph of talk is no shorter, if it does not end as a sentence does.
SHORTEST = 80
#: So many headings, and this share of them, have a label under them where all should.
FEWEST_LED = 3
LED = 0.8
# Who speaks, in brackets at the end of a heading.
NAMED = re.compile(r"\(([^()]{3,60})\)$")
LINK = re.compile(
    r"(?:[^\W\d_][\w /-]{0,80}:\s*)?(?:\S{0,3}https?://\S{1,500}|www\.\S{1,500})[\s,;]*"
)
NO_TALK = re.compile(r"\s*(?:[|>]|!?\[[^\[\]]{0,300}\]\([^()]{0,2000}\)\s*$|<[a-z!/])")


def end_of_talk(lines: list[str], labels: Collection[int]) -> int:
    """The line at which the talk ends: a heading over what no label begins.

    Grammar and exercises stand so under a dialogue, and links under an interview. Where one
    voice goes on under headings, the talk ends with the text.

    Args:
        lines: the text.
        labels: the lines of its labels.
    """
    last = max(labels)
    headings = [n for n, line in enumerate(lines) if "#" in line[:4] and HEADING.match(line[:500])]
    behind = [n for n in headings if n > last]
    if not behind:
        return len(lines)
    over = [n for n in headings if n < min(labels)][-1:]
    inside = [n for n in headings if min(labels) < n < last]
    led = [n for n in (*over, *inside) if _next_filled(lines, n) in labels]
    return behind[0] if led and len(led) == len(over) + len(inside) else len(lines)


def headings_are_led(lines: list[str], labels: Collection[int]) -> bool:
    """Whether a label stands under nearly every heading in the talk: one without it is nobody's."""
    begin, end = min(labels), max(labels)
    inside = [n for n in range(begin, end) if "#" in lines[n][:4] and HEADING.match(lines[n][:500])]
    under = sum(1 for n in inside if _next_filled(lines, n) in labels)
    return under >= FEWEST_LED and under >= LED * len(inside)


def _next_filled(lines: list[str], at: int) -> int:
    following = range(at + 1, len(lines))
    return next((number for number in following if lines[number].strip()), len(lines))


def talk_above(lines: list[str], below: list[DraftTurn], *, interrupted: bool) -> list[DraftTurn]:
    """The turns of an unnamed voice in the lines above the first label; mostly there are none.

    Args:
        lines: those lines.
        below: the turns under labels.
        interrupted: whether the labels are those of people who ask or interrupt somebody
            who has no label. The text above is then shorter than what follows, often.
    """
    if not (said := passages(lines)):
        return []
    length = sum(map(len, lines))
    talked = sum(len(p) for turn in said for p in turn.paragraphs)
    if talked < 0.5 * length:
        return []
    if interrupted:
        return said
    if talked < SHORTEST_TALK:
        return []
    return said if length >= sum(len(p) for turn in below for p in turn.paragraphs) else []


def passages(lines: list[str]) -> list[DraftTurn]:
    """The sentences in lines without labels as turns of nobody, each with its heading."""
    said: list[DraftTurn] = []
    section: str | None = None
    block: list[str] = []
    for line in [*lines, "#"]:
        heading = HEADING.match(line[:500])
        if heading is None and line != "#":
            block.append(line)
            continue
        pieces = [Piece(None, text, is_paragraph=True) for text in _spoken(block)]
        said += turns(pieces, section)
        block = []
        section = heading[1].strip("# \t`*") if heading else section
    return said


def is_interrupted(lines: list[str], starts: list[Candidate], known: Iterable[str]) -> bool:
    """Whether the labels are of people who ask or interrupt, and the main voice has none.

    Talk stands above the first label and in most paragraphs below it. Either all labels are
    of questions and answers, or the speaker whom the text lists has no label, or one person
    alone has a label.

    Args:
        lines: the lines of the text.
        starts: where the labels stand.
        known: the names that the text lists.
    """
    first = starts[0].line
    said = "\n\n".join(p for turn in passages(lines[:first]) for p in turn.paragraphs)
    labels = {label_shape.key(one.label) for one in starts}
    if labels <= ASKING:
        told = len(FIRST_PERSON.findall(said)) >= LEAST_PERSONAL * len(said.split())
        blocks = count(lines)
        strewn = blocks >= LONG_TEXT and len(starts) < STREWN * blocks
        return (len(said) >= SHORTEST_TALK or strewn) and told
    if len(said) < SHORTEST_INTERRUPTED or count(lines[first:]) < PARAGRAPHS * len(starts):
        return False
    if labels & ASKING or any(_is_anonymous(label) for label in labels):
        return False
    named = {name for one in known for name in _short_names(one)}
    return not labels & named and (len(labels) == 1 or bool(named))


def of_others(sections: Iterable[str | None], voice: str) -> set[str]:
    """The sections whose headings say that somebody else speaks: `Welcome (Bo Roe)`.

    Only where another heading names the voice so: in `Contracts (Hashed Time Locks)` the
    brackets explain a word.
    """
    named = {
        section: label_shape.key(match[1])
        for section in sections
        if section and (match := NAMED.search(section)) and label_shape.shape(match[1]) == "person"
    }
    if label_shape.key(voice) not in named.values():
        return set()
    return {section for section, name in named.items() if name != label_shape.key(voice)}


def _is_anonymous(label: str) -> bool:
    return any(word in label_shape.WHO for word in label.split())


def _short_names(name: str) -> Iterator[str]:
    """What a person may be labelled, as keys: the name, each word of it, its initials."""
    words = label_shape.key(name).replace("(", " ").replace(")", " ").split()
    yield label_shape.key(name)
    yield from words
    yield "".join(word[0] for word in words)


def _spoken(lines: list[str]) -> list[str]:
    return [
        text
        for text in map(without_links, paragraphs(lines))
        if (len(text) >= SHORTEST or text.endswith(SENTENCE_ENDS))
        and not (is_credit(text) or is_disclaimer(text) or is_marker(text) or is_page_part(text))
        and not (LINK.fullmatch(text) or NO_TALK.match(text))
    ]
