"""Markdown in which bold type names the speaker: `**Name:** text`.

Text stays as it is said: links give their words, escapes and emphasis go, an
escaped `[04:08]` at the head of a turn is its time.
"""

import re
from collections.abc import Iterator

from corpus.draft import Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.furniture import spoken
from corpus.metadata import seconds
from corpus.source import Source

# The colon stands inside the bold type, outside of it, doubled, or before the name.
LABEL = re.compile(
    r"^[ \t]*\*{2,3}(?P<open>:?)[ \t]*(?P<label>[^*\n:][^*\n]{0,99}?)[ \t]*(?P<inside>:*)[ \t]*"
    r"\*{2}(?P<outside>[ \t]*:+)?\*?(?=\s|$|\\\[|[\w\"“'‘])",
    re.MULTILINE,
)
HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
MARKERS = frozenset(
    """
    ad ads advertisement break intro jingle music outro sponsor sponsors theme transition
    """.split()
)
STAMP = re.compile(r"\\?\[\s*(\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)\s*\\?\]\s*")
LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
STRONG = re.compile(r"(?<![\\*\w])(\*{1,3})(?=[^\s*])([^*\n]*?[^\s*\\])\1(?![\w*])")
UNDERSCORED = re.compile(r"(?<![\\_\w])(_{1,2})(?=[^\s_])([^_\n]*?[^\s_\\])\1(?![\w_])")
BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def recognises(source: Source) -> bool:
    """Whether at least one line starts with a bold label."""
    return next(_labels(source.text), None) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    text = source.text
    draft = Draft()
    found = list(_labels(text))
    head = text[: found[0].start()] if found else text
    section = _head(draft, head)
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        label = " ".join(match["label"].split())
        said = text[match.end() : end]
        if label.casefold().strip(" []\\") in MARKERS:
            draft.refused[label] = "it marks a break"
            _go_on(draft, said)
            section = _last_heading(said) or section
            continue
        start, blocks = _paragraphs(said)
        if blocks := spoken(blocks):
            draft.turns.append(DraftTurn(label, blocks, start=start, section=section))
        section = _last_heading(said) or section
    if not draft.turns:
        raise NotATranscript(source.path, "no bold label is followed by anything said")
    yield draft


def _labels(text: str) -> Iterator[re.Match[str]]:
    """Bold type at the start of a line that has the colon of a label, or is a marker."""
    for match in LABEL.finditer(text):
        has_colon = match["inside"] or match["outside"] or match["open"]
        if has_colon or match["label"].casefold() in MARKERS:
            yield match


def _go_on(draft: Draft, said: str) -> None:
    """Paragraphs behind a marker go on with the turn before it."""
    _, blocks = _paragraphs(said)
    if blocks and draft.turns:
        draft.turns[-1].paragraphs += blocks


def _head(draft: Draft, head: str) -> str | None:
    """Title and description from above the first label; the section that is open there."""
    section = None
    for match in HEADING.finditer(head):
        if draft.title is None and match[1] == "#":
            draft.title = inline(match[2])
        else:
            section = inline(match[2])
    _, blocks = _paragraphs(HEADING.sub("", head))
    draft.description = "\n\n".join(blocks) or None
    return section


def _last_heading(said: str) -> str | None:
    if "#" not in said:
        return None
    headings = HEADING.findall(said)
    return inline(headings[-1][1]) if headings else None


def _paragraphs(said: str) -> tuple[float | None, list[str]]:
    """The time at the head of a turn, if it has one, and its paragraphs."""
    if "#" in said:
        said = HEADING.sub("", said)
    start = None
    if "[" in said:
        said = said.strip()
        if stamp := STAMP.match(said):
            start = seconds(stamp[1])
        said = STAMP.sub("", said)
    blocks = (inline(" ".join(block.split())) for block in BLANK_LINE.split(said))
    return start, [block for block in blocks if block]


def inline(text: str) -> str:
    """Text without the marks of inline Markdown; code keeps its backticks."""
    if "](" in text:
        text = LINK.sub(r"\1", text)
    if "*" in text:
        text = STRONG.sub(r"\2", text)
    if "_" in text:
        text = UNDERSCORED.sub(r"\2", text)
    if "\\" in text:
        text = ESCAPE.sub(r"\1", text)
    return text.strip()
