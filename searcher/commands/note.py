"""`searcher note`: notes on turns."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import after_commit
from searcher.commands.arguments import Command, PerCall
from searcher.commands.index_options import index_directory, index_option, opened
from searcher.commands.marks import listed, place_of, printed
from searcher.safe_text import counted, one_line, warn

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.archive import Archive


@click.command("note", cls=Command)
@click.argument("place", required=False, metavar="[PROGRAM:TURN]")
@click.argument("words", nargs=-1, metavar="[TEXT]...")
@click.option(
    "--remove", "is_removal", cls=PerCall, is_flag=True, help="Remove the notes on this turn."
)
@click.option("--json", "as_json", cls=PerCall, is_flag=True, help="List notes as JSON Lines.")
@index_option
def command(
    place: str | None,
    words: tuple[str, ...],
    is_removal: bool,
    as_json: bool,
    directory: Path | None,
) -> int:
    """Write a note on a turn. Without a turn, list the notes.

    The turn is PROGRAM:TURN, or the number of a result of the last search. Notes are kept
    as tags are; `searcher tag --export FILE` writes both to a file.

    \b
    searcher note car-t:12 "compare with chapter 3"
    searcher note car-t:12 --remove
    """  # noqa: D301 - click prints the lines after \b as they are
    folder = index_directory(directory)
    if place is not None and bool(words) == is_removal:
        raise click.UsageError("give the text of the note, or --remove: searcher note PLACE TEXT")
    text = " ".join(words)
    if words and not text.strip():
        raise click.UsageError("the note is empty: give its text, or --remove to remove the notes")
    if place is None and is_removal:
        raise click.UsageError("say of which turn: searcher note PROGRAM:TURN --remove")
    with opened([folder]) as archive:
        if place is None:
            notes = [one for one in archive.marks() if one.note]
            if not notes:
                warn("there are no notes: write one with `searcher note PROGRAM:TURN TEXT`")
            return listed(notes, as_json=as_json)
        before = _count(archive)
        archive.note(place_of([place], folder, archive) or place, text)
        with after_commit():
            removed = before - _count(archive)
            archive.close()
            if not is_removal:
                printed(f"noted on {one_line(place)}")
                return 0
            printed(f"{counted(removed, 'note')} removed from {one_line(place)}")
    return 0 if removed else 1


def _count(archive: "Archive") -> int:
    return sum(bool(one.note) for one in archive.marks())
