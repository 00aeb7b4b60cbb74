"""The reference page: every command, what can be typed in a search, the environment, in Markdown.

`python -m tests.readme` writes it to docs/reference.md, and the page for `man` to man/searcher.1.
"""

from collections.abc import Iterable, Iterator

from searcher import __version__, cli
from searcher.output.manual.facts import ENVIRONMENT, Fact
from searcher.output.manual.man import man
from searcher.output.manual.pages import Page, pages
from searcher.syntax.reference import SECTIONS


def manual() -> str:
    """The page for `man`."""
    return man(list(pages(cli.group)), __version__)


def page() -> str:
    """The reference as Markdown."""
    return "\n".join(_lines(list(pages(cli.group)))) + "\n"


def _lines(found: list[Page]) -> Iterator[str]:
    whole, *commands = found
    yield "# Reference"
    yield ""
    yield "`python -m tests.readme` writes this page from what the commands say of themselves. On a"
    yield "terminal `searcher help COMMAND` prints it, and `searcher help --man` a page for `man`."
    yield ""
    yield "[The search language](#the-search-language), [the environment](#environment), and the"
    yield "commands:"
    yield ""
    yield from (f"- [`{each.name}`](#{each.name.replace(' ', '-')})" for each in commands)
    for each in commands:
        yield from _command(each)
    yield ""
    yield "## The search language"
    for section in SECTIONS:
        yield ""
        yield f"### {section.heading}"
        yield ""
        yield "| typed | finds | for example |"
        yield "|---|---|---|"
        for row in section.rows:
            typed = ", ".join(map(_code, row.typed))
            examples = "<br>".join(_code(f"searcher {example}") for example in row.examples)
            yield f"| {typed} | {_cell(row.means)} | {examples} |"
    yield ""
    yield "## Environment"
    yield ""
    yield from _table(("variable", "is"), ENVIRONMENT)
    yield ""
    yield "## Exit status"
    yield ""
    yield from _table(("status", "means"), whole.statuses)


def _command(each: Page) -> Iterator[str]:
    yield ""
    yield f"## {each.name}"
    yield ""
    yield f"    {each.name} {each.usage}"
    for paragraph in each.about:
        yield ""
        if paragraph.is_literal:
            yield from (f"    {line}".rstrip() for line in paragraph.lines)
        else:
            yield from map(_text, paragraph.lines)
    for head, facts in (
        (("command", "does"), each.commands),
        (("argument", ""), each.arguments),
        (("option", "does"), each.options),
        (("exit status", "means"), each.statuses),
    ):
        if facts:
            yield ""
            yield from _table(head, facts)


def _table(head: tuple[str, str], facts: Iterable[Fact]) -> Iterator[str]:
    yield f"| {head[0]} | {head[1]} |"
    yield "|---|---|"
    yield from (f"| {_code(fact.typed)} | {_cell(fact.means)} |" for fact in facts)


def _code(typed: str) -> str:
    return f"`{typed}`".replace("|", "\\|")


def _cell(text: str) -> str:
    return _text(text).replace("|", "\\|")


def _text(text: str) -> str:
    """Text with nothing that Markdown takes for markup; what is in backticks stays so."""
    parts = text.split("`")
    plain = [part.replace("*", r"\*").replace("<", "&lt;") for part in parts[::2]]
    parts[::2] = plain
    return "`".join(parts)
