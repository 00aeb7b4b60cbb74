"""`searcher correct`: words that were misheard."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.errors import after_commit
from searcher.commands import corrections_files, review
from searcher.commands.arguments import Command, PerCall
from searcher.commands.index_options import index_directory, index_option, opened
from searcher.commands.marks import place_of
from searcher.commands.search_options import filter_options, filters_of
from searcher.safe_text import counted, one_line, shortened, warn

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.archive.misheard import Misheard
    from searcher.engines.corrected import CorrectedWords

#: How much of a turn is in a list, in characters.
_SHOWN = 60
#: How many corrections are told one by one when they are made.
_TOLD = 20
#: A turn with the number of a place in it, as `rust-1:12/2`.
_NTH = re.compile(r"(?P<turn>.+:[0-9]+)/(?P<nth>[0-9]{1,6})")
_NUMBERS = re.compile(r"(?P<first>[0-9]{1,9})(-(?P<last>[0-9]{1,9}))?")
_FILE = click.Path(dir_okay=False, allow_dash=True)


@click.command("correct", cls=Command)
@click.argument("words", nargs=-1, metavar="[PROGRAM:TURN] [WRONG] [RIGHT]")
@click.option(
    "--everywhere",
    cls=PerCall,
    is_flag=True,
    help="Look for WRONG in all programs, and ask at each place.",
)
@click.option(
    "--sounds-like",
    cls=PerCall,
    is_flag=True,
    help="With --everywhere: also what sounds like WRONG or RIGHT.",
)
@click.option(
    "--yes",
    "accepted",
    cls=PerCall,
    multiple=True,
    metavar="PLACE",
    help="With --everywhere: correct this place without a question, such as rust-1:12; may be "
    "given again.",
)
@click.option("--list", "as_list", cls=PerCall, is_flag=True, help="List the corrections.")
@click.option(
    "--undo", "is_undo", cls=PerCall, is_flag=True, help="Undo corrections by their numbers."
)
@click.option("--json", "as_json", cls=PerCall, is_flag=True, help="List as JSON Lines.")
@click.option(
    "--export",
    cls=PerCall,
    metavar="FILE",
    type=_FILE,
    help="Write the corrections to a file, or with --everywhere the places to look at: CSV, or "
    "with the suffix .json JSON Lines.",
)
@click.option(
    "--import",
    "imported",
    cls=PerCall,
    metavar="FILE",
    type=_FILE,
    help="Make the corrections of such a file.",
)
@filter_options
@index_option
def command(
    words: tuple[str, ...],
    everywhere: bool,
    sounds_like: bool,
    accepted: tuple[str, ...],
    as_list: bool,
    is_undo: bool,
    as_json: bool,
    export: str | None,
    imported: str | None,
    directory: Path | None,
    **options: Any,
) -> int:
    """Correct words that were misheard. Without words, list the corrections.

    The file stays as it is. A search finds a corrected turn by both words, and quotes show
    the right ones with a mark. Nothing is corrected at a place that nobody has looked at:
    --everywhere asks at each place, and where nobody can be asked it only lists them.

    \b
    searcher correct rust-1:12 clarence Clarens        the word in turn 12 of a program
    searcher correct rust-1:12 "pd L one" PD-L1        several words are one, or one several
    searcher correct --everywhere clarence Clarens     all programs, with a question at each place
    searcher correct --everywhere clarence Clarens --export places.csv
    searcher correct --import places.csv               of that list, what you have left in it
    searcher correct --undo 3 5-7

    A place is PROGRAM:TURN, PROGRAM:TURN/2 for the second place in it, or the number of a
    result of the last search. Corrections are in words.json in the folder of the index, and
    hold on to what is said: they survive when it is indexed or transcribed again, moved or
    renamed.
    """  # noqa: D301 - click prints the lines after \b as they are
    filters = filters_of(options)
    asked = [bool(words) and not is_undo and not everywhere, everywhere, is_undo,
             as_list, imported is not None]  # fmt: skip
    if sum(asked) > 1:
        raise click.UsageError("do one thing at a time: correct, --list, --undo or --import")
    if (accepted or sounds_like or filters) and not everywhere:
        raise click.UsageError("--yes, --sounds-like and filters go with --everywhere")
    folder = index_directory(directory)
    with opened([folder]) as archive:
        if is_undo:
            return _undone(archive, words)
        if imported is not None:
            return _imported(archive, imported)
        if everywhere:
            wrong, right = _two(words)
            places = archive.misheard(wrong, right, sounds_like=sounds_like, filters=filters)
            return _everywhere(archive, places, accepted, export, as_json=as_json)
        if words:
            return _here(archive, folder, words, as_json=as_json)
        found = archive.corrections()
        if export is not None:
            shown = [one for one in found if one.wrong]
            return corrections_files.exported(archive.portable(*shown), export)
        return _listed(found, as_json=as_json)


def _two(words: Sequence[str]) -> tuple[str, str]:
    if len(words) != 2:
        raise click.UsageError(
            "give what the transcripts have, and what was said: "
            'searcher correct --everywhere "WRONG" "RIGHT"'
        )
    _refuse_same(*words)
    return words[0], words[1]


def _refuse_same(wrong: str, right: str) -> None:
    if wrong.split() == right.split():
        raise click.UsageError(
            f"{shortened(repr(wrong), 60)} is given twice: give what the transcript has, then what "
            "was said"
        )


def _here(archive: "Archive", folder: Path, words: Sequence[str], *, as_json: bool) -> int:
    """Correct words in one turn."""
    if len(words) != 3:
        raise click.UsageError(
            'give a turn and two texts: searcher correct PROGRAM:TURN "WRONG" "RIGHT"'
        )
    at, wrong, right = words
    _refuse_same(wrong, right)
    nth = _NTH.fullmatch(at)
    turn = nth["turn"] if nth else place_of([at], folder, archive) or at
    places = archive.misheard(wrong, right, at=turn)
    if nth:
        places = tuple(one for one in places if one.nth == int(nth["nth"]))
    if not places:
        warn(f"{at} does not say {shortened(wrong)!r}, or it is corrected there already")
        return 1
    chosen: Sequence[Misheard] = places
    if len(places) > 1:
        if not review.is_possible():
            addresses = ", ".join(one.address for one in places[:10])
            warn(f"{turn} says it {len(places):,} times: say which one ({addresses})")
            return 1
        chosen = review.accepted(places)
    return _corrected(archive, chosen, as_json=as_json)


def _everywhere(
    archive: "Archive",
    places: "Sequence[Misheard]",
    accepted: Sequence[str],
    export: str | None,
    *,
    as_json: bool,
) -> int:
    """Correct words at the places that somebody has looked at."""
    if export is not None:
        return corrections_files.exported(archive.portable(*places), export)
    if not places:
        warn("nobody says that, or it is corrected already")
        return 1
    if accepted:
        return _corrected(archive, _named(places, accepted), as_json=as_json)
    if as_json or not review.is_possible():
        review.listed(places, as_json=as_json)
        warn(
            f"{counted(len(places), 'place')}; nothing was changed: run it in a terminal to be "
            "asked, or name places with --yes, or use --export FILE and --import FILE"
        )
        return 0
    return _corrected(archive, review.accepted(places), as_json=False)


def _named(places: "Sequence[Misheard]", accepted: Sequence[str]) -> "list[Misheard]":
    """The places that were named, each as a turn or as a place in it."""
    chosen = []
    for name in accepted:
        found = [
            one for one in places if name in (one.address, f"{one.program.id}:{one.turn.number}")
        ]
        if not found:
            raise click.UsageError(f"--yes {one_line(name)}: none of the places is there")
        chosen += [one for one in found if one not in chosen]
    return chosen


def _corrected(archive: "Archive", places: "Sequence[Misheard]", *, as_json: bool) -> int:
    """Make corrections, and say which."""
    if not places:
        warn("nothing was changed")
        return 1
    made = archive.correct(*places)
    with after_commit():
        archive.close()
        if as_json:
            _listed(made, as_json=True)
        else:
            for one in made[:_TOLD]:
                click.echo(_line(one))
            if len(made) > _TOLD:
                click.echo(f"and {len(made) - _TOLD:,} more: searcher correct --list")
            if made:
                first, last = made[0].number, made[-1].number
                numbers = f"{first}" if first == last else f"{first}-{last}"
                warn(f"to undo it: searcher correct --undo {numbers}")
        if missing := len(places) - len(made):
            warn(
                f"{counted(missing, 'place')} left as it is: corrected already, changed meanwhile, "
                "or the words stand for what may not be shown"
            )
    return 0 if made else 1


def _undone(archive: "Archive", words: Sequence[str]) -> int:
    numbers: list[int] = []
    for word in words:
        match = _NUMBERS.fullmatch(word)
        first = int(match["first"]) if match else 0
        last = int(match["last"] or first) if match else -1
        if last < first or last - first >= corrections_files.MOST:
            raise click.UsageError(
                f"{shortened(word)!r} is no number: searcher correct --undo 3 5-7"
            )
        numbers += range(first, last + 1)
    if not numbers:
        raise click.UsageError("say which: searcher correct --undo NUMBER (see --list)")
    count = archive.uncorrect(*dict.fromkeys(numbers))
    with after_commit():
        archive.close()
        click.echo(f"{counted(count, 'correction')} undone")
    return 0


def _imported(archive: "Archive", path: str) -> int:
    wanted = corrections_files.read(path)
    made = archive.keep_corrections(wanted)
    placed = sum(one.words is not None for one in made)
    with after_commit():
        archive.close()
        told = [counted(placed, "correction") + " made"]
        if gone := len(made) - placed:
            told.append(f"{gone:,} kept whose words are not found")
        if known := len(wanted) - len(made):
            told.append(f"{known:,} there already")
        click.echo(", ".join(told))
    return 0 if placed else 1


def _listed(found: "Sequence[CorrectedWords]", *, as_json: bool) -> int:
    """Print corrections, those without a place last; the exit status."""
    if as_json:
        corrections_files.print_json(found)
        return 0 if found else 1
    for one in sorted(found, key=lambda one: one.words is None):
        click.echo(_line(one))
    return 0 if found else 1


def _line(one: "CorrectedWords") -> str:
    """A correction on a line."""
    told = f"“{shortened(one.wrong, _SHOWN)}” is “{shortened(one.right, _SHOWN)}”"
    if one.program is None or one.turn is None:
        what = {
            "gone": "its words are gone",
            "waiting": "not in the index yet: run `searcher index`",
            "withheld": "not shown",
        }[one.state]
        return f"{one.number}: {f'{told}: ' if one.wrong else ''}{what} (made {one_line(one.made)})"
    where = f"{one_line(one.program.id)}:{one.turn.number}"
    return f"{one.number}: {where}: {one_line(one.turn.speaker)}: {told}"
