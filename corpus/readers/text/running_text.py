"""Whether a document is running text that one voice may say, or a list, a table, a form, code."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.readers.text.blocks import ENDED, KEY, Block
from corpus.source import unusual

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

UNSPACED = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
ENDS = re.compile(rf"[.!?…؟۔।。！？][\"'”’»)\]]*(?=\s|$|[{UNSPACED}])")
PAIR = re.compile(r"[^\W\d_][^-–—|\n]{0,40}(?:\s[-–—|]\s|\t)\S")
ADDRESS = re.compile(r"<?(?:https?://|www\.)[^\s<>]{3,500}>?")
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
LOG = re.compile(r"\W{0,3}(?:[\d:.,TZ/-]{6,30}\W{1,3})?(?:INFO|NOTICE|WARN|ERROR|DEBUG|TRACE)\b")


def against(blocks: Sequence[Block], *, program: bool) -> str | None:
    """Why blocks are not what one voice says, or None.

    Args:
        blocks: the parts of a document, without its title.
        program: whether the document says that it is of a talk, which may be notes of it.
    """
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
