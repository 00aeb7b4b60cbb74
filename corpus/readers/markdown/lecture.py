"""Markdown that names nobody: a lecture, a talk, an article in paragraphs, of one voice.

Headings are sections. Code, tables and images were not said, and neither were the
addresses of slides. Items of a list are notes of what was said where the front matter
describes a program; elsewhere a list is a list.
"""

import re
from collections.abc import Iterator

from corpus.draft import Draft
from corpus.metadata import front_matter
from corpus.readers.text import monologue
from corpus.readers.text.blocks import Block, Kind
from corpus.readers.text.inline_markup import inline
from corpus.source import Source

SUFFIXES = frozenset(".md .markdown .mdown .mkd .mdx .qmd .rmd".split())
HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(\S.*)")
UNDERLINE = re.compile(r"(?:={3,}|-{3,})[ \t]*$")
ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
ROW = re.compile(r"[ \t]*\|.*\||.{1,200}\|.{1,200}\|")
IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}(?:\s+\"[^\"]*\")?\)")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|\{\{[<%].{0,300}?[%>]\}\}|<!--.{0,2000}?-->")
AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
LINKED = re.compile(r"(?:\W{0,3}!?\[[^\[\]]{0,300}\]\([^()\s]{0,2000}\)\W{0,3})+")
DEFINITION = re.compile(r"[ ]{0,3}\[[^\[\]]{1,100}\]:[ \t]+\S")
#: What a front matter says of a program, and hardly of another page.
# A paragraph that is bold or in italics as a whole.
MARKED = re.compile(r"(?P<sign>\*{1,3}|_{1,3})(?=\S)[^*_]+(?<=\S)(?P=sign)")
OF_A_PROGRAM = frozenset(
    "date speakers media_url host guest interviewer interviewee moderator".split()
)


def recognises(source: Source) -> bool:
    """Whether it is Markdown: by its suffix, its front matter or its headings."""
    if source.suffix in SUFFIXES:
        return True
    matter, text = front_matter.part(source.text)
    return bool(matter) or any(map(HEADING.match, text[:3000].splitlines()))


def read(source: Source) -> Iterator[Draft]:
    """The one voice of the file."""
    matter, text = front_matter.part(source.text)
    draft = Draft()
    front_matter.apply(draft, matter)
    kinds = {front_matter.field_of(key) for key in matter}
    blocks = list(_blocks(text.splitlines()))
    monologue.say(draft, blocks, source, program=not OF_A_PROGRAM.isdisjoint(kinds))
    yield draft


def _blocks(lines: list[str]) -> Iterator[Block]:
    """The blocks of a document, without markup."""
    kind: Kind = "text"
    block: list[str] = []
    fence: str | None = None
    blank = True
    for line in [*lines, ""]:
        if fence is not None:
            if line.strip().startswith(fence):
                yield Block("code", block)
                block, fence = [], None
            else:
                block.append(line)
            continue
        found, rest = _line(line, blank=blank, after=kind)
        starts = found != kind or found in ("heading", "item") or not rest
        if block and starts and not (kind == "item" and found == "text" and rest and not blank):
            if found == "heading" and not rest and kind == "text":
                # A line of `=` under a text makes a heading of its last line.
                yield from _made("text", block[:-1])
                yield from _made("heading", block[-1:])
            else:
                yield from _made(kind, block)
            block = []
        if opened := FENCE.match(line):
            fence, kind = opened[1][:3], "code"
        elif rest:
            if not block:
                kind = found
            block.append(rest)
        blank = not line.strip()
    if block:
        yield Block("code" if fence else kind, block)


def _line(line: str, *, blank: bool, after: Kind) -> tuple[Kind, str]:
    """What a line is part of, and the line without its mark; nothing where it says nothing."""
    if not line.strip() or FENCE.match(line) or DEFINITION.match(line):
        return "text", ""
    if heading := HEADING.match(line[:1000]):
        return "heading", heading[2].rstrip("# \t")
    if UNDERLINE.match(line):
        return ("text" if blank else "heading"), ""
    if ROW.match(line[:500]):
        return "table", line
    if item := ITEM.match(line[:100]):
        return "item", line[item.end() :]
    if line.startswith(("    ", "\t")) and after != "item" and (blank or after == "code"):
        return "code", line
    # `>>` is no quotation: so captions mark that somebody else speaks.
    quoted = line.lstrip().startswith(">") and not line.lstrip().startswith(">>")
    return "text", line.lstrip("> \t") if quoted else line


def _made(kind: Kind, lines: list[str]) -> Iterator[Block]:
    """A block without inline markup, if anything is left of it."""
    if kind == "code":
        yield Block(kind, lines)
        return
    if kind != "table" and LINKED.fullmatch(" ".join(lines)[:5000].strip()):
        return  # nothing but links: a way to the slides, a contents
    kept = [plain for line in lines if (plain := _plain(line))]
    if kept:
        yield Block(kind, kept, MARKED.fullmatch("\n".join(lines)[:5000].strip()) is not None)


def _plain(line: str) -> str:
    line = IMAGE.sub("", line) if "![" in line else line
    if "<" in line or "{{" in line:
        line = TAG.sub(" ", AUTOLINK.sub(r"\1", line))
    return inline(line)
