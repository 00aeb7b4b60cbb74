"""A text of sentences that names nobody: one voice, in turns of a readable length.

Whisper writes such a text, a segment a line; a lecture or an article has paragraphs. The
voice is that of the only speaker whom the metadata names. Lists, tables, forms and code
are refused with a reason, and so is a text that is too short to be judged.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.metadata import front_matter
from corpus.metadata.boilerplate import is_marker, is_page_part, is_tail
from corpus.metadata.dates import date_of_line
from corpus.readers.text.blocks import DASH, ENDED, KEY, Block, of_lines
from corpus.readers.text.opening_talk import of_others
from corpus.readers.text.refusals import refuse_questions
from corpus.readers.text.running_text import JUDGED, against
from corpus.readers.text.several_voices import are_questions, is_answered, several_voices
from corpus.segmentation import LONG_ENOUGH, Piece, join, turns
from corpus.source import Source

LONGEST_TITLE = 120
# Characters at which a paragraph is cut although no sentence ends.
UNENDED = 3 * LONG_ENOUGH // 2
# A line that is a date and little else.
LONGEST_DATE = 40

SENTENCE = re.compile(r".+?(?:[.!?…؟۔।][\"'”’»)\]]*(?=\s)|[。！？][”’」』）]*|$)\s*", re.DOTALL)
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
LINK_LINE = re.compile(
    r"(?:[^\W\d_][\w /&-]{0,30}:\s*)?(?:\S{0,3}https?://\S{1,500}|www\.\S{1,500})[\s,;]*"
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
    say(draft, list(of_lines(lines[top:])), source)


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
    if reason := against(blocks, program=program):
        raise _refusal(source, reason)
    several = several_voices(blocks)
    names = list(draft.speakers)
    voice = names[0] if len(names) == 1 and not several else UNNAMED
    if several:
        draft.refused[several] = "it seems to begin what somebody says, and nobody is named"
    asked = are_questions(blocks)
    if asked:  # what stands above the first question introduces the talk
        first = next(n for n, (one, two) in enumerate(pairwise(blocks)) if is_answered(one, two))
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
