"""`searcher help`: the commands, one command, or the search language."""

import click

from searcher import __version__
from searcher.commands.output_options import screen_options
from searcher.output.streams import screen
from searcher.safe_text import one_line

SYNTAX = "syntax"


@click.command("help")
@click.argument("words", nargs=-1, metavar="[COMMAND… | syntax]")
@click.option("--man", "is_manual", is_flag=True, help="Print the whole manual, for `man -l -`.")
@screen_options
@click.pass_context
def command(context: click.Context, words: tuple[str, ...], is_manual: bool) -> int:
    """Show help on all commands, on one command, or on the search language.

    `searcher help syntax` lists everything that a search can contain, with examples.

    \b
    searcher help                        all commands
    searcher help speakers merge         one command
    searcher help syntax                 the search language
    searcher help --man | man -l -       the manual, where `man searcher` finds none
    """  # noqa: D301 - click prints the lines after \b as they are
    above = context.parent
    assert above is not None
    group = above.command
    assert isinstance(group, click.Group)
    if is_manual:
        if words:
            raise click.UsageError("the manual has everything: leave out --man or the words")
        # Only the manual needs all commands.
        from searcher.output.manual.man import man
        from searcher.output.manual.pages import pages

        click.echo(man(list(pages(group)), __version__), nl=False)
    elif not words:
        _print(above.get_help())
    elif words == (SYNTAX,):
        # Only this page needs rich.
        from searcher.output import help_pages
        from searcher.output.streams import console

        with screen.paged() as out:
            help_pages.syntax(console.console(out))
    elif (inner := _context(above, words)) is not None:
        with inner:
            _print(inner.get_help())
    else:
        typed = one_line(" ".join(words))
        topics = ", ".join((SYNTAX, *group.list_commands(above)))
        raise click.UsageError(
            f"There is no help on {typed}. Topics are {topics}. "
            f"To search for these words: searcher search help {typed}"
        )
    return 0


def _print(text: str) -> None:
    with screen.paged() as out:
        out.write(f"{text}\n")


def _context(above: click.Context, words: tuple[str, ...]) -> click.Context | None:
    """The context of a command, such as `index`, or of one of its own: `speakers merge`."""
    context = above
    for word in words:
        if not isinstance(context.command, click.Group):
            return None
        found = context.command.get_command(context, word)
        if found is None:
            return None
        context = click.Context(found, info_name=word, parent=context)
    return context
