"""`searcher help`: the commands, one command, or the search language."""

import sys

import click

from searcher.safe_text import one_line

SYNTAX = "syntax"


@click.command("help")
@click.argument("words", nargs=-1, metavar="[COMMAND | syntax]")
@click.pass_context
def command(context: click.Context, words: tuple[str, ...]) -> int:
    """Show help on all commands, on one command, or on the search language.

    `searcher help syntax` lists everything that a search can contain, with examples.
    """
    above = context.parent
    assert above is not None
    group = above.command
    assert isinstance(group, click.Group)
    if not words:
        click.echo(above.get_help())
    elif words == (SYNTAX,):
        # Only this page needs rich.
        from searcher.output import console, help_pages

        help_pages.syntax(console.console(sys.stdout))
    elif len(words) == 1 and (found := group.get_command(above, words[0])) is not None:
        with click.Context(found, info_name=words[0], parent=above) as inner:
            click.echo(found.get_help(inner))
    else:
        typed = one_line(" ".join(words))
        topics = ", ".join((SYNTAX, *group.list_commands(above)))
        raise click.UsageError(
            f"There is no help on {typed}. Topics are {topics}. "
            f"To search for these words: searcher search help {typed}"
        )
    return 0
