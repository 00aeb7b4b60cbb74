"""How talk is found in office documents, whatever the program.

A reader of a format makes `Line`s, with their style and their bold opening, and `Grid`s of
the tables. Names are labels where they are bold, have a style of their own or stand in a
column of a table; all else is decided as in labelled text. Headings are sections.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from corpus.draft import Draft
from corpus.labels import label_shape
from corpus.labels.bold import may_name
from corpus.metadata.dates import iso_date
from corpus.readers.office.content import CLOCK, HEADING, TITLES, Content, Grid, Line
from corpus.readers.office.grid import columns_of, rows_as_lines
from corpus.readers.text.blocks import Block, Kind
from corpus.readers.text.labelled import converse, describe
from corpus.readers.text.monologue import say
from corpus.readers.text.several_voices import FEWEST_QUESTIONS, MOST_QUESTIONS, QUESTION_SIGNS
from corpus.segmentation import SENTENCE_ENDS
from corpus.source import Source

# Styles of running text, which a name shares with all else.
COMMON_STYLES = frozenset(
    ("", "normal", "standard", "default", "text body", "body text", "no spacing", "paragraph")
)
LONGEST_NAME = 80
# So many paragraphs of a style are speakers, and no more than this share of them is something else.
FEWEST_NAMES = 3
STYLED_SHARE = 0.9
# The share of bold names with times behind them that says that all speakers have one.
TIMED_SHARE = 0.6
BEHIND_DASH = re.compile(rf"[-–—|·•][ ]?({CLOCK.pattern})")


def read_document(blocks: Iterable[Content], draft: Draft, source: Source) -> Draft:
    """The transcript that the blocks of a document hold.

    Args:
        blocks: its paragraphs and tables, in order.
        draft: what its properties say; the date when it was made is the last to go by.
        source: the file, to be named in errors.

    Raises:
        NotATranscript: nobody speaks in it, and it is no text of one voice.
    """
    created, draft.date = draft.date, None
    described = draft.description
    known: list[str] = []
    lines: list[Line] = []
    plain: list[Line] = []
    for block in blocks:
        if isinstance(block, Grid):
            lines += _with_columns(plain, draft, known)
            plain = []
            lines += rows_as_lines(block, draft, known)
        else:
            plain.append(block)
    lines += _with_columns(plain, draft, known)
    lines = _with_times_below(lines)
    lines = _with_styled_names(_with_bold_names(lines), known)
    _converse(lines, draft, known)
    # Its file name may have the date.
    draft.date = draft.date or iso_date(source.path.stem) or created
    if not draft.turns:
        draft.description = described  # what stands above labels is what one voice says
        asked = _heads_ask(lines)
        say(draft, [_block(line, asked=asked) for line in lines if line.text.strip()], source)
        for turn in draft.turns:
            turn.section = turn.section if turn.section != draft.title else None
    return draft


def _heads_ask(lines: list[Line]) -> bool:
    """Whether the headings are what somebody asks, and the text under them answers."""
    heads = [line.text.strip() for line in lines if line.style.startswith(HEADING)]
    heads = [head for head in heads if head]
    questions = sum(1 for head in heads if head.endswith(QUESTION_SIGNS))
    return len(heads) >= FEWEST_QUESTIONS and questions >= MOST_QUESTIONS * len(heads)


def _block(line: Line, *, asked: bool) -> Block:
    """A paragraph as a part of a text of one voice; `asked` where headings are questions."""
    style = line.style
    is_item = style.startswith("list") and not style.startswith("list continue")
    kind: Kind = "heading" if line.is_heading else "item" if is_item else "text"
    whole = bool(line.bold) and line.bold == " ".join(line.text.split())
    is_asked = asked and kind == "heading" and line.text.rstrip().endswith(SENTENCE_ENDS)
    return Block(kind, line.text.splitlines(), marked=is_asked or (whole and kind == "text"))


# Columns made with tabs, and times under names


def _with_columns(lines: list[Line], draft: Draft, known: list[str]) -> list[Line]:
    """The lines, where most are a time, a name and words with tabs between, as a table."""
    filled = [line for line in lines if line.text.strip()]
    cells = [[cell.strip() for cell in line.text.split("\t")] for line in filled]
    rows = [row for row in cells if len(row) > 2]
    if len(rows) < FEWEST_NAMES or len(rows) < STYLED_SHARE * len(filled):
        return lines
    if columns_of(rows) is None:
        return lines
    grid = Grid([[[Line(cell)] for cell in row] for row in cells])
    return list(rows_as_lines(grid, draft, known))


def _with_times_below(lines: list[Line]) -> list[Line]:
    """Names that recur, each with a time alone in the next paragraph, as labels with times."""
    filled = [number for number, line in enumerate(lines) if line.text.strip()]
    above = {
        number: below
        for number, below in pairwise(filled)
        if CLOCK.fullmatch(lines[below].text.strip()) and _is_name(lines[number].text.strip())
    }
    counts = Counter(lines[number].text.strip() for number in above)
    if len(above) < FEWEST_NAMES or max(counts.values()) < 2 or len(above) < 0.2 * len(filled):
        return lines
    for number, below in above.items():
        stamp = lines[below].text.strip().strip("[]()")
        lines[number] = Line(f"{lines[number].text.strip()} ({stamp}):")
        lines[below] = Line("")
    return lines


# Names that are bold, or have a style of their own


def _with_bold_names(lines: list[Line]) -> list[Line]:
    """Bold names that recur, and have no colon, as labels with one.

    Where times stand behind them, a name without a time is a notice: "Ann started transcription".
    """
    bold = [line for line in lines if line.bold and not line.is_heading]
    for line in bold:
        if match := BEHIND_DASH.fullmatch(line.rest[:40]):
            line.rest = match[1]
            line.text = f"{line.bold} ({match[1].strip('[]()')}):"
    counts = Counter(line.bold for line in bold)
    timed = {line.bold for line in bold if CLOCK.match(line.rest)}
    if sum(1 for line in bold if CLOCK.match(line.rest)) >= max(2, TIMED_SHARE * len(bold)):
        for line in bold:
            if line.bold in timed and not CLOCK.match(line.rest):
                line.text = ""
        return lines
    for line in bold:
        if (
            counts[line.bold] > 1
            and not line.bold.endswith(":")
            and not line.rest.startswith(":")
            and label_shape.shape(line.bold) is not None
        ):
            line.text = f"{line.bold}: {line.rest}"
    return lines


def _with_styled_names(lines: list[Line], known: list[str]) -> list[Line]:
    """Names in paragraphs with a style of their own, over what is said, as labels with a colon."""
    styled: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.style not in COMMON_STYLES and line.style not in TITLES and line.text.strip():
            styled[line.style].append(number)
    for style, numbers in styled.items():
        names = [" ".join(lines[n].text.split()) for n in numbers]
        if _are_names(names, is_heading=style.startswith(HEADING)) and _stand_over_text(
            numbers, lines
        ):
            for number, name in zip(numbers, names, strict=True):
                lines[number] = Line(name if name.endswith(":") else f"{name}:")
            known += [name.rstrip(": ") for name in names]
    return lines


def _are_names(names: list[str], *, is_heading: bool) -> bool:
    """Whether paragraphs of a style are speakers: short names, some of which come again.

    A style that is made for names may print what has no shape of one ("Oda Merrin i Sala");
    headings have all sorts of words in them.
    """
    if len(names) < FEWEST_NAMES:
        return False
    keys = Counter(label_shape.key(name.rstrip(": ")) for name in names)
    fits = _is_name if is_heading else _may_name
    good = sum(1 for name in names if fits(name.rstrip(": ")))
    return good >= STYLED_SHARE * len(names) and max(keys.values()) > 1 and len(keys) > 1


def _may_name(text: str) -> bool:
    return (
        0 < len(text) <= LONGEST_NAME
        and ":" not in text
        and not text.endswith(SENTENCE_ENDS)
        and not text[0].islower()
        and label_shape.key(text) not in label_shape.LEAD_INS
        and not label_shape.is_marker_label(text)
    )


def _is_name(text: str) -> bool:
    return (
        _may_name(text) and label_shape.shape(text) is not None and may_name(label_shape.key(text))
    )


def _stand_over_text(numbers: list[int], lines: list[Line]) -> bool:
    """Whether a paragraph of another style follows nearly each of these."""
    style = lines[numbers[0]].style
    over = 0
    for number in numbers:
        below = next((line for line in lines[number + 1 : number + 4] if line.text.strip()), None)
        over += below is not None and below.style != style
    return over >= STYLED_SHARE * len(numbers)


# Turns and sections


def _converse(lines: list[Line], draft: Draft, known: Iterable[str]) -> None:
    """Part the lines into turns, with the headings between them as sections."""
    for line in lines:
        if line.style == "title" and line.text.strip() and draft.title is None:
            draft.title = " ".join(line.text.split())
    whole = converse(_spaced([line for line in lines if not line.is_heading]), known)
    draft.refused = whole.refused
    headings = [line for line in lines if line.style.startswith(HEADING) and line.text.strip()]
    if draft.title is None and headings and _opens(lines, headings[0]) and not _heads_ask(lines):
        draft.title = " ".join(headings[0].text.split())
    describe(draft, whole.head)
    if not headings:
        draft.turns = whole.turns
        return
    labels = {turn.label for turn in whole.turns}
    section: str | None = None
    part: list[Line] = []
    for line in [*lines, Line("", style=HEADING)]:
        if not line.style.startswith(HEADING):
            part += [] if line.is_heading else [line]
            continue
        for turn in converse(_spaced(part), labels).turns if labels else ():
            turn.section = section if section != draft.title else None
            draft.turns.append(turn)
        section, part = " ".join(line.text.split()) or section, []


def _opens(lines: list[Line], heading: Line) -> bool:
    """Whether a heading is the first thing that is written."""
    return next((line for line in lines if line.text.strip()), None) is heading


def _spaced(lines: list[Line]) -> list[str]:
    """Lines of text with a blank one after each paragraph."""
    return [text for line in lines for text in [*line.text.split("\n"), ""]]
