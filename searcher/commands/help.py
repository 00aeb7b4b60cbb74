"""`searcher help`: the commands, one of them, or the words of a search."""

import click

from searcher.safe_text import one_line

SYNTAX = "syntax"


@click.command("help")
@click.argument("words", nargs=-1, metavar="[COMMAND | syntax]")
@click.pass_context
def command(context: click.Context, words: tuple[str, ...]) -> int:
    """Help on all commands, on one, or on the words of a search.

    `searcher help syntax` has all that can be typed in a search, with examples.
    """
    above = context.parent
    assert above is not None
    group = above.command
    assert isinstance(group, click.Group)
    if not words:
        click.echo(above.get_help())
    elif words == (SYNTAX,):
        # Only this page needs the printers.
        from searcher.output import console, help_pages

        help_pages.syntax(console.out())
    elif len(words) == 1 and (found := group.get_command(above, words[0])) is not None:
        with click.Context(found, info_name=words[0], parent=above) as inner:
            click.echo(found.get_help(inner))
    else:
        typed = one_line(" ".join(words))
        topics = ", ".join((SYNTAX, *group.list_commands(above)))
        raise click.UsageError(
            f"there is no help on {typed}; there is on {topics}. "
            f"To search for these words: searcher search help {typed}"
        )
    return 0
