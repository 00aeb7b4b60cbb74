r"""The manual as a page for `man`, in the macros of man(7).

All of the text is ASCII: what is not is written as `\[u2026]`, which every formatter knows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from searcher.output.manual.facts import ANSWERS, DOES, ENVIRONMENT, Fact
from searcher.output.manual.pages import Page, Paragraph
from searcher.syntax.reference import RULES, SECTIONS

_TYPED = re.compile(r"`([^`]+)`")
#: A line that begins with one of these would be a request.
_CONTROL = (".", "'")
#: No line of the source is longer, in characters.
_WIDTH = 78


def man(pages: Sequence[Page], version: str) -> str:
    """The page of section 1 that has all commands.

    Args:
        pages: the page of `searcher`, and then that of each command.
        version: the version of the program.
    """
    return "\n".join(_lines(pages, version)) + "\n"


def _lines(pages: Sequence[Page], version: str) -> Iterator[str]:
    whole, *commands = pages
    yield r".\" python -m tests.readme writes this file"
    yield f'.TH SEARCHER 1 "" "searcher {version}" "User Commands"'
    yield ".SH NAME"
    yield from _running(f"searcher - {_first_sentence(whole)}", dash=r"\-")
    yield ".SH SYNOPSIS"
    yield r"\fBsearcher\fR [OPTIONS] WORDS..."
    yield ".br"
    yield r"\fBsearcher\fR COMMAND [OPTIONS] [ARGS]..."
    yield ".SH DESCRIPTION"
    yield from _about(whole.about)
    yield ".SH OPTIONS"
    yield from _facts(whole.options)
    yield ".SH COMMANDS"
    for page in commands:
        yield f'.SS "{_escaped(page.name)}"'
        yield rf"\fB{_escaped(page.name)}\fR {_escaped(page.usage, dash=_DASH)}"
        yield ".PP"
        yield from _about(page.about)
        yield from _facts(page.options)
        if page.statuses not in (ANSWERS, DOES):
            yield ".PP"
            yield from _running(f"Exit status: {_in_a_row(page.statuses)}.")
    yield ".SH SEARCH LANGUAGE"
    yield from _syntax()
    yield ".SH EXIT STATUS"
    yield from _facts(whole.statuses)
    yield ".SH ENVIRONMENT"
    yield from _facts(ENVIRONMENT)


_DASH = r"\-"


def _first_sentence(page: Page) -> str:
    said = " ".join(page.about[0].lines).rstrip(".")
    return said[:1].lower() + said[1:]


def _in_a_row(facts: Iterable[Fact]) -> str:
    return "; ".join(f"{fact.typed}, {fact.means}" for fact in facts)


def _about(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        if paragraph.is_literal:
            yield from (".sp", ".RS 4", ".nf")
            yield from (_line(_escaped(line, dash=_DASH)) for line in paragraph.lines)
            yield from (".fi", ".RE")
        else:
            if number:
                yield ".PP"
            yield from _running(" ".join(paragraph.lines))


def _facts(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        yield ".TP"
        yield rf"\fB{_escaped(fact.typed, dash=_DASH)}\fR"
        yield from _running(fact.means)


def _syntax() -> Iterator[str]:
    yield from _about(Paragraph((rule,), False) for rule in RULES)
    for section in SECTIONS:
        yield f'.SS "{_escaped(section.heading)}"'
        for row in section.rows:
            yield ".TP"
            yield rf"\fB{_escaped(', '.join(row.typed), dash=_DASH)}\fR"
            yield from _running(row.means)


def _running(text: str, dash: str = "-") -> Iterator[str]:
    """Text that is filled, in lines of the source; what is in backticks is bold."""
    marked = _TYPED.sub(lambda typed: f"\\fB{typed[1]}\\fR", _escaped(text, dash))
    line = ""
    for word in marked.split():
        if line and len(line) + len(word) >= _WIDTH:
            yield _line(line)
            line = word
        else:
            line = f"{line} {word}".lstrip()
    if line:
        yield _line(line)


def _line(text: str) -> str:
    r"""A line of text, and no request: `\&` is nothing, and no period."""
    return rf"\&{text}" if text.startswith(_CONTROL) else text


def _escaped(text: str, dash: str = "-") -> str:
    r"""Text with what roff would obey written as it is meant: a backslash is `\e`."""
    plain = text.replace("\\", r"\e").replace('"', r"\(dq").replace("-", dash)
    plain = plain.replace("'", r"\(aq").replace("^", r"\(ha").replace("~", r"\(ti")
    return "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in plain)
