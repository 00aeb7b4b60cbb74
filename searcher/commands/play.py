"""`searcher play`: the recording, from where a quote begins."""

import shlex
from pathlib import Path

import click

from searcher.commands.arguments import Command, Measure
from searcher.commands.index_options import indexes_option, restricted_option
from searcher.commands.result_numbers import passage_of
from searcher.safe_text import clock, shortened, warn


@click.command("play", cls=Command)
@click.argument("words", nargs=-1, required=True, metavar="PROGRAM:TURN")
@click.option(
    "--before",
    default=0.0,
    metavar="SECONDS",
    type=Measure(0, 3600),
    help="Begin so many seconds earlier.",
)
@click.option("--print", "printed", is_flag=True, help="Print the command; play nothing.")
@indexes_option
@restricted_option
def command(
    words: tuple[str, ...], before: float, printed: bool, directories: tuple[Path | str, ...]
) -> int:
    """Play the recording from the moment of a quote on.

    What to play is given as for `searcher show`: a program and a turn or a time, or the
    number of a result of the last search in this terminal. The player is mpv, else VLC,
    else the browser; $SEARCHER_PLAYER names another one.

    \b
    searcher play 3                      the third result of the last search
    searcher play car-t:12               turn 12
    searcher play car-t@12:34            from this time on
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine.
    from searcher.quotes.quote import at
    from searcher.recording.players import command_for, play
    from searcher.recording.stretch import stretch_of

    found = passage_of(words, directories)
    turns = found.program.turns
    asked = next((turn for turn in turns if turn.number == found.turn), turns[0])
    after = [turn for turn in turns if turn.number > asked.number]
    stretch = stretch_of(found.program, asked, after)
    if found.moment is not None:
        # A time that was asked for may be in the middle of a turn.
        begin = at(asked, found.moment[0])
        stretch = stretch.replaced(start=stretch.start if begin is None else begin)
    stretch = stretch.widened(before)
    if printed:
        made = command_for(stretch)
        click.echo(shlex.join(made) if made else found.program.moment(stretch.start))
        return 0
    warn(f"{shortened(stretch.name, 80)}, from {clock(stretch.start)}")
    play(stretch)
    return 0
