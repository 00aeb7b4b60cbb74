"""`searcher tag`: tags on turns."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.errors import after_commit
from searcher.commands.arguments import PerCall, SearchCommand
from searcher.commands.index_options import index_directory, index_option, opened
from searcher.commands.marks import exported, listed, place_of, printed
from searcher.commands.search_options import filter_options, filters_of
from searcher.safe_text import counted, one_line, shortened, warn

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.engines.marked import Marked

_CHANGE = re.compile(r"[+-][^\W_][\w.-]*")


class _TagCommand(SearchCommand):
    """A command whose `-x` takes away the tag x, unless it is an option."""

    takes_letters = True


@click.command("tag", cls=_TagCommand)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[+CODE] [-CODE] [WORDS]...")
@click.option(
    "--remove",
    "also_removed",
    cls=PerCall,
    metavar="CODE",
    multiple=True,
    help="Take this tag away, as -CODE does; also one whose name is an option, such as s.",
)
@click.option(
    "--list", "as_list", cls=PerCall, is_flag=True, help="List the tagged turns, of the tags given."
)
@click.option("--json", "as_json", cls=PerCall, is_flag=True, help="List them as JSON Lines.")
@click.option(
    "--export",
    cls=PerCall,
    metavar="FILE",
    help="Write the tagged turns and the notes to a file: CSV, or with the suffix .qdpx REFI-QDA.",
)
@filter_options
@index_option
def command(
    words: tuple[str, ...],
    also_removed: tuple[str, ...],
    as_list: bool,
    as_json: bool,
    export: str | None,
    directory: Path | None,
    **options: Any,
) -> int:
    """Put tags on turns, and take tags from them. Without words, list the tags.

    All turns that a search finds are meant, and plain words must all be in one turn; or
    one turn: PROGRAM:TURN, or the number of a result of the last search.

    \b
    searcher tag +consent -- told no risks     put a tag on what a search finds
    searcher tag +consent -stale car-t:12      on turn 12, and take another from it
    searcher tag +consent 3                    on the third result
    searcher tag --list consent                the turns with a tag
    searcher 'tag:consent speaker:okafor'      a search

    Tags are in tags.json in the folder of the index, and hold on to what is said: they
    survive when it is indexed or transcribed again, moved or renamed.
    """  # noqa: D301 - click prints the lines after \b as they are
    filters = filters_of(options)
    folder = index_directory(directory)
    given = [word for word in words if _CHANGE.fullmatch(word)]
    rest = words[len(given) :]
    changes = [*given, *(f"-{code.removeprefix('-')}" for code in also_removed)]
    if any(_CHANGE.fullmatch(word) for word in rest) or (changes and not rest):
        raise click.UsageError(
            "tags come first, then the words of a search: searcher tag +consent -- WORDS"
        )
    lists = export is not None or as_list or as_json or not (words or changes)
    if lists and filters:
        raise click.UsageError(
            "filters narrow a search: searcher tag +CODE --speaker NAME -- WORDS. To take away a "
            "tag whose name is an option, such as s: searcher tag --remove s -- WORDS"
        )
    if lists:
        if export is not None and rest:
            raise click.UsageError(
                f"--export writes all tags and notes: leave out {shortened(' '.join(rest), 60)}"
            )
        if changes:
            raise click.UsageError("list or export tags, or change them: not both at once")
        with opened([folder]) as archive:
            return _shown(archive, rest, export, as_list=as_list, as_json=as_json)
    if not changes and words[0].startswith("+"):
        raise click.UsageError(
            f"{shortened(words[0], 40)!r} is no tag: a tag has letters, digits, -, _ and ., "
            "such as +follow-up"
        )
    if not changes:
        raise click.UsageError("say which tag: searcher tag +consent -- WORDS")
    added = [word[1:] for word in changes if word.startswith("+")]
    removed = [word[1:] for word in changes if word.startswith("-")]
    with opened([folder]) as archive:
        at = place_of(rest, folder, archive)
        query = () if at else rest
        turns = archive.tag(*query, add=added, remove=removed, at=at, filters=filters)
        with after_commit():
            archive.close()
            click.echo(f"{counted(turns, 'turn')}: {shortened(' '.join(changes), 200)}")
    return 0 if turns else 1


def _shown(
    archive: "Archive", codes: tuple[str, ...], export: str | None, *, as_list: bool, as_json: bool
) -> int:
    if export is not None:
        return exported(archive, export)
    marks = archive.marks()
    if as_list or as_json:
        wanted = {code.casefold() for code in codes}
        chosen = [one for one in marks if one.code and (not wanted or one.code in wanted)]
        if not chosen:
            _tell_none(marks, codes)
        return listed(chosen, as_json=as_json)
    counts = Counter(one.code for one in marks if one.code)
    if not counts:
        _tell_none(marks, ())
    gone = Counter(one.code for one in marks if one.code and one.turn is None)
    for code, count in sorted(counts.items()):
        lost = f", {gone[code]:,} gone" if gone[code] else ""
        printed(f"{one_line(code)}: {counted(count, 'turn')}{lost}")
    return 0 if counts else 1


def _tell_none(marks: "Sequence[Marked]", codes: tuple[str, ...]) -> None:
    """Say that no turn has a tag, and which tags there are."""
    known = sorted({one.code for one in marks if one.code})
    if not known:
        warn("there are no tags: put one on turns with `searcher tag +CODE -- WORDS`")
        return
    asked = ", ".join(shortened(code, 40) for code in codes)
    warn(f"no turn has the tag {asked}; there are {shortened(', '.join(known), 200)}")
