"""`searcher speakers`: who speaks in the index, and corrections of who is who."""

from pathlib import Path

import click

from index.errors import after_commit
from searcher.commands.arguments import Group
from searcher.commands.index_options import (
    index_directories,
    index_place,
    indexes_option,
    opened,
    restricted_option,
)
from searcher.commands.output_options import format_options
from searcher.output.printer import printer
from searcher.output.streams import screen
from searcher.safe_text import one_line


@click.group("speakers", cls=Group, invoke_without_command=True)
@format_options
@indexes_option
@restricted_option
@click.pass_context
def command(context: click.Context, output_format: str, directories: tuple[Path | str, ...]) -> int:
    """List the speakers in the index, most turns first, with all their labels.

    A label is a speaker's name as a transcript prints it. Labels that can only
    mean one person are merged automatically. A voice that only its recording names
    ("Speaker 1 in TITLE") is listed once per recording. To correct that, use the commands
    below or edit speakers.toml in the index folder. A correction takes effect at
    once; no transcript is read again.

    \b
    searcher speakers
    searcher speakers merge "Ann Lee" "A. Lee"
    """  # noqa: D301 - click prints the lines after \b as they are
    if context.invoked_subcommand is not None:
        if len(directories) > 1:
            raise click.BadOptionUsage("--index", "it is given twice; one index is corrected")
        corrected = index_place(directories[0] if directories else None)
        if not isinstance(corrected, Path):
            raise click.UsageError(
                "speakers are corrected in an index on this machine: correct it there, "
                "then `searcher copy FOLDER URL`",
                context,
            )
        context.obj = corrected
        return 0
    with opened(index_directories(directories)) as archive:
        people = archive.speakers()
    with screen.paged(output_format) as out:
        printer(output_format, out).speakers(people)
    return 0 if people else 1


@command.command("merge")
@click.argument("name")
@click.argument("others", nargs=-1, required=True)
@click.option("--program", metavar="ID", help="Only OTHERS in this program, by its id or title.")
@click.pass_obj
def merge(directory: Path, name: str, others: tuple[str, ...], program: str | None) -> int:
    """Make OTHERS the same person as NAME.

    \b
    searcher speakers merge "Ann Lee" "A. Lee" "Mrs. Lee"
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine; so in every command below.
    from index.correction.corrector import Corrector

    with Corrector(directory) as corrector:
        for other in others:
            kept = corrector.merge(name, other, program)
    merged = ", ".join(others)
    _done(f"{merged} {'is' if len(others) == 1 else 'are'} now {kept}" + _where(program))
    return 0


@command.command("split")
@click.argument("name")
@click.argument("other")
@click.option("--program", metavar="ID", help="Only in this program, by its id or title.")
@click.pass_obj
def split(directory: Path, name: str, other: str, program: str | None) -> int:
    """Make OTHER, a name or a label that was merged with NAME, a different person.

    The turns with that label are found under the new name at once.

    \b
    searcher speakers split "Ann Lee" "A. Lee" --program hearing-2019
    """  # noqa: D301 - click prints the lines after \b as they are
    from index.correction.corrector import Corrector

    with Corrector(directory) as corrector:
        before, names = corrector.split(name, other, program)
    _done(f"{other} of {before} is now {', '.join(names)}" + _where(program))
    return 0


@command.command("rename")
@click.argument("name")
@click.argument("new")
@click.option("--program", metavar="ID", help="Only in this program, by its id or title.")
@click.pass_obj
def rename(directory: Path, name: str, new: str, program: str | None) -> int:
    """Change the name of NAME to NEW.

    A voice that only its recording names, such as Speaker 1, is a different person in
    each recording: choose one with --program.

    \b
    searcher speakers rename "Speaker 1" "Ann Lee" --program hearing-2019
    """  # noqa: D301 - click prints the lines after \b as they are
    from index.correction.corrector import Corrector

    with Corrector(directory) as corrector:
        before = corrector.rename(name, new, program)
    _done(f"{before} is now {' '.join(new.split())}" + _where(program))
    return 0


@command.command("role")
@click.argument("name")
@click.argument("role")
@click.option("--program", metavar="ID", help="Only in this program, by its id or title.")
@click.pass_obj
def role_(directory: Path, name: str, role: str, program: str | None) -> int:
    """Set the role of NAME, such as "host".

    \b
    searcher speakers role "Ann Lee" host
    """  # noqa: D301 - click prints the lines after \b as they are
    from index.correction.corrector import Corrector

    with Corrector(directory) as corrector:
        person = corrector.role(name, role, program)
    _done(f"The role of {person} is now {' '.join(role.split())}" + _where(program))
    return 0


def _where(program: str | None) -> str:
    return f" in {program}" if program else ""


def _done(message: str) -> None:
    with after_commit():
        click.echo(one_line(message))
