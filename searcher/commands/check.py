"""`searcher check`: whether the files of the index are what was written."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.paths import as_text
from index.errors import CHECK, IndexProblem, after_commit
from searcher import safe_text
from searcher.commands.arguments import Command, PerCall
from searcher.commands.index_options import index_directory, index_option

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from index.library.check import Health


@click.command("check", cls=Command)
@click.option(
    "--repair",
    cls=PerCall,
    is_flag=True,
    help="Make the index whole: keep what is whole, read the rest from the files again.",
)
@index_option
def command(directory: Path | None, repair: bool) -> int:
    """Read all files of the index and compare their checksums.

    A search checks most of what it reads; this checks everything, and names each file
    that is broken. Nothing is changed, unless --repair is given. What people keep there
    (speakers.toml, synonyms.toml, saved.json, tags.json, words.json) is left to them. The
    exit status is 2 if a file is broken.

    \b
    searcher check
    searcher check --repair
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine.
    from index.library.check import check

    where = index_directory(directory)
    health = _with_kept(where, check(where))
    for problem in health.broken:
        # How the files that searcher wrote are repaired is said once, below.
        advice = "" if problem.advice == CHECK else f"; {problem.advice}"
        safe_text.warn(f"broken: {problem.path}: {problem.reason}{advice}")
    for name in health.whole:
        click.echo(safe_text.one_line(f"whole: {name}"))
    if not health.broken:
        click.echo("The index is whole.")
        return 0
    by_hand = [problem for problem in health.broken if problem.advice != CHECK]
    if len(by_hand) == len(health.broken):
        return 2
    if not repair:
        safe_text.warn(CHECK)
        return 2
    return max(_repair(where), 2 if by_hand else 0)


def _with_kept(where: Path, health: "Health") -> "Health":
    """What was found, and whether what people keep beside the index can be read.

    Without the synonyms every search fails, and nothing of the rest can be made again.
    """
    # As above.
    from index.annotation import marks
    from index.word_corrections.corrections import WordCorrectionsFile
    from searcher.engines.local.search import SYNONYMS
    from searcher.kept import saved
    from searcher.query import synonyms

    tags, searches, words = (
        marks.MarksFile(where), saved.SavedFile(where), WordCorrectionsFile(where),
    )  # fmt: skip
    kept: tuple[tuple[Path, Callable[[], object]], ...] = (
        (where / SYNONYMS, lambda: synonyms.read(where / SYNONYMS)),
        (searches.path, searches.searches),
        (tags.path, tags.marks),
        (words.path, words.kept),
    )
    for path, read in kept:
        if not os.path.lexists(path):
            continue
        try:
            read()
        except IndexProblem as problem:
            health = replace(health, broken=(*health.broken, problem))
        else:
            health = replace(health, whole=(*health.whole, path.name))
    return health


def _repair(where: Path) -> int:
    """Repair an index, and say what became of it; 2 if something of it could not be read again."""
    # Most indexes are whole.
    from index.update.repair import repair

    repaired = repair(where)
    with after_commit():
        again = f"{safe_text.counted(repaired.programs, 'program')} read from files again"
        click.echo(f"Repaired: {again if repaired.programs else 'nothing had to be read again'}.")
        if repaired.vectors:
            safe_text.warn("the vectors were broken; make new ones with `searcher index --meaning`")
        for path in repaired.lost:
            safe_text.warn(f"lost, until the file can be read again: {as_text(path)}")
    return 2 if repaired.lost else 0
