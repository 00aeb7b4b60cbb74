"""The pages of the manual say what the commands say, and nothing of a command is left out."""

import click

from searcher import cli
from searcher.output.manual.pages import Page, Paragraph, pages

PAGES = {page.name: page for page in pages(cli.group)}


@click.group()
def tool() -> None:
    """Do things.

    \b
    tool one  this
    tool two  that
    """  # noqa: D301 - click prints the lines after \b as they are


@tool.command("one")
@click.argument("name")
@click.argument("others", nargs=-1)
@click.option("-n", "--number", default=3, show_default=True, help="How many.")
@click.option("--often", default=0, help="How often.")
@click.option("--hidden", hidden=True)
def one(**_: object) -> None:
    """Do one thing,
    and only one.

    tool one x  first

    tool one y  second

    The end.
    """


def test_every_command_has_a_page() -> None:
    """Also those of a command."""
    assert next(iter(PAGES)) == "searcher"
    assert set(PAGES) >= {f"searcher {name}" for name in cli.COMMANDS}
    assert {"searcher speakers merge", "searcher saved run"} <= set(PAGES)


def test_every_command_has_examples() -> None:
    """They are lines of their own, and begin as they are typed."""
    without = [
        page.name
        for page in PAGES.values()
        if not any(
            "searcher" in line for part in page.about if part.is_literal for line in part.lines
        )
    ]
    assert without == []


def test_every_option_has_a_meaning() -> None:
    """An option without a word of help would be an empty row."""
    empty = [(page.name, f.typed) for page in PAGES.values() for f in page.options if not f.means]
    assert empty == []


def test_a_page() -> None:
    """Usage, arguments and options as click has them; hidden options are hidden."""
    whole, page = pages(tool)
    assert [fact.typed for fact in whole.commands] == ["one"]
    assert whole.commands[0].means == "Do one thing, and only one."
    assert (page.name, page.usage) == ("searcher one", "[OPTIONS] NAME [OTHERS]...")
    assert page.arguments == (
        ("NAME", "required"),
        ("[OTHERS]...", "may be left out, may be several"),
    )
    assert [fact.typed for fact in page.options] == [
        "-n, --number INTEGER", "--often INTEGER", "--help",
    ]  # fmt: skip
    assert "[default: 3]" in page.options[0].means
    assert page.options[1].means == "How often. [default: 0]"


def test_paragraphs() -> None:
    r"""What stands after a \b, and lines with wide gaps, are literal; neighbours are one."""
    whole, page = pages(tool)
    assert whole.about == (
        Paragraph(("Do things.",), False),
        Paragraph(("tool one  this", "tool two  that"), True),
    )
    assert page.about == (
        Paragraph(("Do one thing,", "and only one."), False),
        Paragraph(("tool one x  first", "tool one y  second"), True),
        Paragraph(("The end.",), False),
    )


def test_statuses() -> None:
    """A command that says nothing of its own has those of most commands."""

    def first(page: Page) -> str:
        return page.statuses[0].means

    assert first(PAGES["searcher search"]) == "something was found and shown"
    assert first(PAGES["searcher copy"]) == "it is done"
    assert "verbatim" in first(PAGES["searcher verify"])
    assert all(page.statuses[-1].typed == "2" for page in PAGES.values())
