"""Every argument and every option has a kind of value, also those of later commands."""

import click

from searcher.commands.completing.candidate import Answer, Candidate, Kind
from searcher.commands.completing.place import Place
from searcher.commands.completing.values import NOTHING, of_argument, of_option


def of(param: click.Parameter, word: str = "", path: tuple[str, ...] = ("x",)) -> Answer:
    """The answer for a parameter of some command."""
    context = click.Context(click.Command("x", params=[param]))
    if isinstance(param, click.Option):
        return of_option(param, word, lambda _: ())
    return of_argument(Place(path, context, (), (), None, False), word, lambda _: ())


def test_by_type_and_by_name() -> None:
    """A command that nobody has written yet is completed, too."""
    assert of(click.Option(["--out"], metavar="FILE")).kind is Kind.FILES
    assert of(click.Option(["--out"], type=click.Path())).kind is Kind.FILES
    assert of(click.Option(["--to"], metavar="DIR", type=click.Path())).kind is Kind.FOLDERS
    assert of(click.Option(["--n"], metavar="N", type=int)) == NOTHING
    assert of(click.Option(["--how"], type=click.Choice(["ab", "b"])), "a") == Answer(
        Kind.WORDS, (Candidate("ab"),)
    )
    assert of(click.Option(["--also"], metavar="WORDS"), "speak").kind is Kind.OPEN
    assert of(click.Argument(["folder"])).kind is Kind.FOLDERS
    assert of(click.Argument(["path"])).kind is Kind.FILES
    assert of(click.Argument(["words"], nargs=-1), "speak").kind is Kind.OPEN
    assert of(click.Argument(["quote"])) == NOTHING
