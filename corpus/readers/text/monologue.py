"""A text of sentences that names nobody: one voice, in turns of a readable length.

Whisper writes such a text, a segment a line; a lecture or an article has paragraphs. The
voice is that of the only speaker whom the metadata names. Lists, tables, forms and code
are refused with a reason, and so is a text that is too short to be judged.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.labels import label_shape
from corpus.metadata import front_matter
from corpus.metadata.boilerplate import is_marker, is_page_part, is_tail
from corpus.metadata.dates import date_of_line
from corpus.readers.text.opening_talk import of_others
from corpus.readers.text.refusals import refuse_questions
from corpus.segmentation import LONG_ENOUGH, Piece, join, turns
from corpus.source import Source, unusual

Kind = Literal["text", "item", "heading", "table", "code"]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document.

    Attributes:
        kind: a paragraph, an item of a list, a heading, rows of a table, or code.
        lines: its lines, without the marks of its kind.
        marked: it is bold or in italics as a whole, as questions of an interview are.
    """

    kind: Kind
    lines: Sequence[str]
    marked: bool = False

    @property
    def text(self) -> str:
        """The lines as one, white space folded."""
        return " ".join(" ".join(self.lines).split())


# A text is judged by its first lines; the rest is like them.
JUDGED = 3_000
# With fewer words nothing can be said of a text; of a script without blanks, characters.
FEWEST_WORDS, FEWEST_CHARACTERS = 12, 20
# Recognised speech without sentences must be longer to be told from a list.
FEWEST_UNPUNCTUATED = 30
# A sentence is rarely longer than this, in words.
LONGEST_SENTENCE = 60
# The share of letters that must stand in sentences.
LEAST_PROSE = 0.5
# With so large a share of letters in lines that begin with `Key:`, a text is a form.
MOST_KEYS = 0.4
LONGEST_VALUE = 160
# The share of code above which a text is about it; the notes of a talk may show more.
MOST_CODE, MOST_CODE_SHOWN = 0.15, 0.7
# Of lines that neither end a sentence nor go on with one: those of a list, or of verse.
MOST_BROKEN = 0.5
# An item of a list with so many words, on average, is a note and no name.
WORDS_OF_A_NOTE = 6
LONGEST_TITLE = 120
# Characters at which a paragraph is cut although no sentence ends.
UNENDED = 3 * LONG_ENOUGH // 2
# From so many questions on, set apart from their answers, a text is an interview.
FEWEST_QUESTIONS, MOST_QUESTIONS = 3, 0.6
QUESTION_SIGNS = ("?", "？", "؟", "՞", ";")
# A line that is a date and little else.
LONGEST_DATE = 40

UNSPACED = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
ENDS = re.compile(rf"[.!?…؟۔।。！？][\"'”’»)\]]*(?=\s|$|[{UNSPACED}])")
SENTENCE = re.compile(r".+?(?:[.!?…؟۔।][\"'”’»)\]]*(?=\s)|[。！？][”’」』）]*|$)\s*", re.DOTALL)
ENDED = re.compile(r"[.!?…؟۔।。！？:;][\"'”’»)\]*_]*$")
KEY = re.compile(r"\W{0,4}(?P<label>[^\W\d_][^:：|\n]{0,49}?)[*_]{0,2}[:：][*_]{0,2}(?=\s|$)")
PAIR = re.compile(r"[^\W\d_][^-–—|\n]{0,40}(?:\s[-–—|]\s|\t)\S")
DASH = re.compile(r"[-–—―][ \t]*(?=[^\W_]|[¿¡\"“«])")
CHANGE = re.compile(r"\s{0,8}(?:>>|&gt;&gt;)")
QUESTION = re.compile(r"[QA](?:\.|\d{0,3}[:.])\s")
# A heading over what the audience asks.
QUESTIONS = re.compile(
    r"(?:[\divx]{1,4}[.)]?\s+)?(?:(?:audience|closing|final|live|open)\s+)?"
    r"(?:q\s?(?:&|and|\+|/)\s?a'?s?|questions?(?:\s(?:&|and)\s(?:answers?|comments?|discussion)"
    r"|\sfrom\s.{1,40})?|preguntas(?:\sy\srespuestas)?|fragen(?:\sund\santworten)?"
    r"|questions(?:\set\sréponses)?|domande(?:\se\srisposte)?"
    r"|perguntas(?:\se\srespostas)?|(?:audience|group|open)\sdiscussion|discussion with .{1,40})"
    r"(?:\s(?:session|time|period|part|section))?\W*",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"<?(?:https?://|www\.)[^\s<>]{3,500}>?")
LINK_LINE = re.compile(
    r"(?:[^\W\d_][\w /&-]{0,30}:\s*)?(?:\S{0,3}https?://\S{1,500}|www\.\S{1,500})[\s,;]*"
)
COLUMNS = re.compile(r".*(?:\|.*\||\t.*\t)")
PROGRAM = re.compile(
    r"\s*(?:(?:from [\w.]+ )?import [\w.{* ]+$|def \w+\(|class \w+[(:]|#include\b|@\w+[\w.(]*$"
    r"|(?:if|elif|for|while|with|try|else|finally|except)\b.{0,150}:$|return\b.*[;)\]]?$"
    r"|[\w.\[\]\"']{1,60} ?[-+*|]?=[ ]?\S|[\w.]{1,60}\([^()]{0,150}\);?$|[})\]]+[;,]?$"
    r"|.{0,150}[;{}]$|</?\w+[^<>]{0,200}>$"
    r"|(?:my|var|let|const|public|static|sub|function) [\w$@%(])"
)
TIMED = re.compile(
    r"(?:[\w.-]{1,40} {0,9}\| {0,3})?\W{0,3}"
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\b)"
)
# What begins as JSON, XML or rich text does, and files of data and of programs.
STRUCTURED = re.compile(r"\s*(?:\{|\[\s*[\[{\"]|<\??[A-Za-z!][^<>]{0,150}>|\[[A-Z][\w ]+\]\s*\n)")
DATA = frozenset(
    ".json .jsonl .ndjson .xml .csv .tsv .yml .yaml .toml .ini .cfg .conf .ics .vcf .properties"
    " .srt .vtt .sbv .smi .sub .ttml .dfxp .ass .ssa .lrc .eaf .textgrid .trs .exb .cha .rtf"
    " .tex .bib .sql"
    " .py .js .ts .java .c .h .cc .cpp .cs .rs .go .rb .php .sh .pl .lua .swift .kt .r .m .scala"
    " .diff .patch .log".split()
)
LOG = re.compile(r"\W{0,3}(?:[\d:.,TZ/-]{6,30}\W{1,3})?(?:INFO|NOTICE|WARN|ERROR|DEBUG|TRACE)\b")


def recognises(source: Source) -> bool:
    """Whether it is a text; what it lacks to be talk, `read` says."""
    return bool(source.text)


def read(source: Source) -> Iterator[Draft]:
    """The one voice of the file."""
    draft = Draft()
    if source.suffix in DATA or STRUCTURED.match(source.text[:200]):
        raise _refusal(source, "it is data or code, no running text")
    say_lines(draft, source.text.splitlines(), source)
    yield draft


def say_lines(draft: Draft, lines: list[str], source: Source) -> None:
    """Put the sentences of the lines of a plain text into a draft, as `say` does.

    Raises:
        NotATranscript: it is no text of sentences; the reason is given.
    """
    fields, top = front_matter.header(lines)
    front_matter.apply(draft, fields)
    say(draft, list(_blocks(lines[top:])), source)


def say(draft: Draft, blocks: Sequence[Block], source: Source, *, program: bool = False) -> None:
    """Put the sentences of blocks into a draft, as turns of one voice.

    Args:
        draft: what is known of the document; the only speaker that it lists is the voice.
        blocks: the parts of the document.
        source: the file, for errors.
        program: whether the document says that it is of a talk: by a date, a speaker, a
            recording. Items of a list and lines without an end are then notes of it.

    Raises:
        NotATranscript: it is no text of sentences; the reason is given.
    """
    blocks = _without_head(draft, blocks)
    heads = [block.text for block in blocks[:3] if block.kind == "heading"]
    refuse_questions(source, [draft.title or "", *heads], ())
    if reason := _against(blocks, program=program):
        raise _refusal(source, reason)
    several = _several_voices(blocks)
    names = list(draft.speakers)
    voice = names[0] if len(names) == 1 and not several else UNNAMED
    if several:
        draft.refused[several] = "it seems to begin what somebody says, and nobody is named"
    asked = _are_questions(blocks)
    if asked:  # what stands above the first question introduces the talk
        first = next(n for n, (one, two) in enumerate(pairwise(blocks)) if _is_answered(one, two))
        above = [block.text for block in blocks[:first] if block.kind == "text"]
        draft.description = draft.description or "\n\n".join(above) or None
        blocks = blocks[first:]
    draft.turns = list(_turns(blocks, voice, asked=asked))
    others = of_others((turn.section for turn in draft.turns), voice)
    for turn in draft.turns:
        if turn.section in others:
            turn.label = UNNAMED


def _refusal(source: Source, reason: str) -> NotATranscript:
    return NotATranscript(
        source.path,
        f"no speaker labels were found, and it does not read as a talk: {reason}",
        advice="a line such as `Name: text` starts a turn",
    )


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of a plain text: paragraphs, rows of a table, lines that begin with a dash."""
    block: list[str] = []
    table = False
    for line in [*lines, ""]:
        row = COLUMNS.match(line[:500]) is not None
        dashed = DASH.match(line[:20].lstrip()) is not None
        if block and (not line.strip() or dashed or row != table):
            yield Block("table" if table else "text", block)
            block = []
        if dashed:
            block = [line]
        elif line.strip():
            block.append(line)
        table = row


def _without_head(draft: Draft, blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the title, the date and the addresses; the draft gets the first two."""
    kept: list[Block] = []
    said = False
    for number, block in enumerate(blocks):
        text = block.text
        if block.kind == "heading":
            if draft.title is None and not kept and not block.marked:
                draft.title = text
            else:
                kept.append(block)
            continue
        if not said and block.kind == "text" and (fields := _fields(block)):
            front_matter.apply(draft, fields)
            continue
        said = True
        if LINK_LINE.fullmatch(text) or is_page_part(text) or is_marker(text) or is_tail(text):
            continue
        if not kept and block.kind == "text" and len(block.lines) == 1:
            if len(text) < LONGEST_DATE and (date := date_of_line(text)):
                draft.date = draft.date or date
                continue
            if draft.title is None and _is_title(text, blocks[number + 1 :]):
                draft.title = text
            if draft.title == text:
                continue
        kept.append(block)
    return kept


def _fields(block: Block) -> dict[str, object]:
    """The keys and values of a block above the talk, or none where it holds anything else."""
    fields, lines = front_matter.header(list(block.lines))
    return fields if lines == len(block.lines) else {}


def _is_title(text: str, below: Sequence[Block]) -> bool:
    """Whether the first line is a title: no sentence, and longer paragraphs follow."""
    if len(text) > LONGEST_TITLE or ENDED.search(text) or KEY.match(text):
        return False
    return any(len(block.text) > LONGEST_TITLE for block in below[:JUDGED])


def _against(blocks: Sequence[Block], *, program: bool) -> str | None:
    """Why blocks are not what one voice says, or None."""
    judged = [block for block in blocks if block.kind != "heading"][:JUDGED]
    texts = [block for block in judged if block.kind == "text"]
    items = [block for block in judged if block.kind == "item"]
    lines = [line.strip() for block in texts for line in block.lines if line.strip()][:JUDGED]
    if program and items and _words(items) >= WORDS_OF_A_NOTE * len(items):
        texts, items = [*texts, *items], []
    total = sum(_letters(block.text) for block in judged) or 1
    if sum(map(_code_letters, judged)) > (MOST_CODE_SHOWN if program else MOST_CODE) * total:
        return "it looks like code"
    if sum(1 for line in lines if LOG.match(line)) > 0.3 * len(lines):
        return "it is a log"
    if sum(1 for line in lines if TIMED.match(line)) > 0.5 * len(lines):
        return "its lines begin with times, as those of a log or of a chat"
    if sum(_letters(block.text) for block in judged if block.kind == "table") > 0.5 * total:
        return "it is a table"
    if sum(_letters(block.text) for block in items) > (1 - LEAST_PROSE) * total:
        return "it is a list"
    if sum(_letters(line) for line in lines if _is_pair(line)) > MOST_KEYS * total:
        return "most of it is keys and their values, as in a form or a catalogue"
    links = sum(len(found[0]) for block in judged for found in ADDRESS.finditer(block.text))
    if links > 0.4 * sum(len(block.text) for block in judged):
        return "most of it is links"
    if len(texts) > 9 and len({block.text for block in texts}) < 0.5 * len(texts):
        return "most of its paragraphs are repeated"
    prose = [block for block in texts if _is_prose(block.text)]
    if sum(_letters(block.text) for block in prose) < LEAST_PROSE * total and not program:
        return "less than half of it is sentences"
    return _against_sentences(prose, lines, program=program)


def _against_sentences(
    prose: Sequence[Block], lines: Sequence[str], *, program: bool
) -> str | None:
    """Why paragraphs of words are no sentences, or None."""
    words = _words(prose)
    unspaced = sum(_unspaced(block.text) for block in prose)
    if words < FEWEST_WORDS and unspaced < FEWEST_CHARACTERS:
        return "there are too few sentences"
    if program:
        return None
    ends = sum(1 for block in prose for _ in ENDS.finditer(block.text))
    if ends * LONGEST_SENTENCE >= words + unspaced // 2:
        broken = sum(
            1
            for block in prose
            for one, two in pairwise(block.lines)
            if not ENDED.search(one.rstrip()) and two.strip()[:1].isupper()
        )
        follow = sum(len(block.lines) - 1 for block in prose)
        return "its lines are those of a list or of verse" if _most(broken, follow) else None
    capitalised = sum(1 for line in lines if line[0].isupper())
    if words < FEWEST_UNPUNCTUATED or words < 4 * len(lines) or _most(capitalised, len(lines)):
        return "it has no sentences"
    return None


def _is_pair(line: str) -> bool:
    """Whether a line is a key with its value, or a term with what it means."""
    if len(line) > LONGEST_VALUE:
        return False
    return bool(KEY.match(line) or (PAIR.match(line) and not ENDED.search(line)))


def _most(part: int, whole: int) -> bool:
    return whole > 2 and part > MOST_BROKEN * whole


def _words(blocks: Iterable[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _code_letters(block: Block) -> int:
    """The letters of a block that are code: all of them, its code lines, or its `spans`."""
    if block.kind == "code":
        return _letters(block.text)
    code = [line for line in block.lines if PROGRAM.match(line[:200])]
    spans = block.text.split("`")[1::2]
    return _letters(" ".join((*code, *spans)))


def _is_prose(text: str) -> bool:
    """Whether a paragraph is made of sentences rather than names and single words."""
    if _unspaced(text[:200]) >= 8:
        return True
    words = [word for word in text[:2000].split() if any(map(str.isalpha, word))]
    if len(words) < 3:
        return ENDED.search(text) is not None
    capitalised = sum(1 for word in words if word.strip("\"'“”‘’«»([¿¡*_")[:1].isupper())
    return capitalised <= 0.6 * len(words) or (text.isupper() and len(words) > 5)


def _unspaced(text: str) -> int:
    """How many characters are of scripts without blanks; only those beyond ASCII are asked."""
    return 0 if text.isascii() else sum(map(_is_unspaced, unusual(text)))


def _is_unspaced(character: str) -> bool:
    return (
        "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\u0e00" <= character <= "\u0eff"
        or "\uf900" <= character <= "\ufaff"
    )


def _several_voices(blocks: Iterable[Block]) -> str | None:
    """A sign that more than one person speaks, or None: the words are then in nobody's name."""
    dashes = 0
    for block in blocks:
        for line in block.lines:
            head = line[:80]
            if (match := KEY.match(head)) and _begins_to_speak(match["label"].strip()):
                return match["label"].strip()
            if CHANGE.match(head) or QUESTION.match(head):
                return head[:3].strip()
            dashes += block.kind == "text" and DASH.match(head.lstrip()) is not None
    return "–" if dashes > 1 else None


def _begins_to_speak(label: str) -> bool:
    """Whether a key is more likely a speaker than a heading: a name, initials, `Audience`."""
    if not label[0].isupper():
        return False
    if label_shape.key(label).rstrip("0123456789 ") in label_shape.WHO:
        return True
    kind = label_shape.shape(label)
    return kind == "initial" or (kind == "person" and not label[-1].isdigit())


def _are_questions(blocks: Sequence[Block]) -> bool:
    """Whether the paragraphs that are set apart are questions, each with an answer under it."""
    texts = [block for block in blocks if block.kind in ("text", "heading")]
    asked = [block for block in texts if block.marked]
    answered = sum(1 for one, two in pairwise(texts) if _is_answered(one, two))
    questions = sum(map(_is_question, asked))
    return (
        len(asked) >= FEWEST_QUESTIONS
        and questions >= MOST_QUESTIONS * len(asked)
        and answered >= MOST_QUESTIONS * len(asked)
    )


def _is_answered(one: Block, two: Block) -> bool:
    return one.marked and not two.marked and two.kind in ("text", "item")


def _is_question(block: Block) -> bool:
    return block.marked and block.text.rstrip('"”’») ').endswith(QUESTION_SIGNS)


def _turns(blocks: Iterable[Block], voice: str, *, asked: bool) -> Iterator[DraftTurn]:
    """The turns of a voice: those of a section, and whatever a dash begins, are apart.

    Args:
        blocks: the parts of the document.
        voice: who speaks.
        asked: paragraphs that are set apart are questions, which the voice answers.
    """
    section: str | None = None
    pieces: list[Piece] = []

    def said() -> Iterator[DraftTurn]:
        for turn in turns(pieces, section):
            turn.label = voice
            yield turn
        pieces.clear()

    for block in blocks:
        opens = _opens_questions(block)
        if asked and block.marked:
            yield from said()
            yield DraftTurn(UNNAMED, [block.text], section=section)
        elif block.kind == "heading" or opens:
            yield from said()
            section = block.text.rstrip(":")
            voice = UNNAMED if opens else voice
        elif block.kind in ("text", "item"):
            dashed = block.kind == "text" and DASH.match(block.lines[0][:20].lstrip())
            if dashed:
                yield from said()
                first = block.lines[0].lstrip()[dashed.end() :]
                block = Block("text", [first, *block.lines[1:]])
            pieces += _pieces(block)
            if dashed:
                yield from said()
    yield from said()


def _opens_questions(block: Block) -> bool:
    """Whether a heading, or a line that ends as one, opens the questions after a talk.

    Who asks them is not named, and neither is who answers.
    """
    is_line = block.kind == "text" and len(block.lines) == 1 and block.text.endswith(":")
    text = block.text
    return (block.kind == "heading" or is_line) and QUESTIONS.fullmatch(text[:80]) is not None


def _pieces(block: Block) -> Iterator[Piece]:
    """A paragraph as pieces that are about as long as a turn at most."""
    run: list[str] = []
    length = 0
    for line in block.lines:
        for sentence in _sentences(" ".join(line.split())):
            run.append(sentence)
            length += len(sentence)
            ends = ENDED.search(sentence) or len(sentence) >= LONG_ENOUGH or length >= UNENDED
            if length >= LONG_ENOUGH and ends:
                yield Piece(None, join(run), is_paragraph=True)
                run, length = [], 0
    if run:
        yield Piece(None, join(run), is_paragraph=True)


def _sentences(line: str) -> list[str]:
    """A line as it is, or its sentences where it is longer than a turn."""
    if len(line) <= LONG_ENOUGH:
        return [line]
    return [
        part
        for sentence in (found[0].strip() for found in SENTENCE.finditer(line))
        for part in _cut(sentence)
        if part
    ]


def _cut(sentence: str) -> Iterator[str]:
    """A sentence without an end in sight, in pieces that end with a word."""
    while len(sentence) > UNENDED:
        at = sentence.rfind(" ", LONG_ENOUGH, UNENDED)
        at = at if at > 0 else UNENDED
        yield sentence[:at].strip()
        sentence = sentence[at:].strip()
    yield sentence
