"""`searcher speakers`: who speaks in the index, and who is who."""

from pathlib import Path

import click

from searcher.commands.options import index_directory, index_option, json_option


@click.group("speakers", invoke_without_command=True)
@json_option
@index_option
@click.pass_context
def command(context: click.Context, as_json: bool, directory: Path | None) -> int:
    """List who speaks in the index, most turns first, with every label of theirs.

    Names that can only be one person are put together by themselves. A voice that only
    its recording names ("Speaker 1 in TITLE") is listed for each recording. Where that
    is wrong, the commands below say so in speakers.toml beside the index, which
    can be edited by hand as well; no transcript is read again.
    """
    context.obj = index_directory(directory)
    if context.invoked_subcommand is not None:
        return 0
    # `--help` starts without the engine.
    from searcher.archive import Searcher
    from searcher.output import console, jsonl, text

    with Searcher.open(context.obj) as archive:
        people = archive.speakers()
    if as_json:
        for person in people:
            click.echo(jsonl.line(jsonl.speaker(person)))
    else:
        text.speakers(people, console.out())
    return 0 if people else 1


@command.command("merge")
@click.argument("name")
@click.argument("others", nargs=-1, required=True)
@click.option("--program", metavar="ID", help="Only in this program OTHERS are NAME.")
@click.pass_obj
def merge(directory: Path, name: str, others: tuple[str, ...], program: str | None) -> int:
    """Say that OTHERS are NAME."""
    # As above; so in every command below.
    from index.update.corrector import Corrector

    with Corrector(directory) as corrector:
        for other in others:
            corrector.merge(name, other, program)
    click.echo(f"{name}: {', '.join(others)}")
    return 0


@command.command("split")
@click.argument("name")
@click.argument("other")
@click.option("--program", metavar="ID", help="Only in this program NAME is OTHER.")
@click.pass_obj
def split(directory: Path, name: str, other: str, program: str | None) -> int:
    """Say that OTHER, who was put together with NAME, is somebody else."""
    from index.update.corrector import Corrector

    with Corrector(directory) as corrector:
        corrector.split(name, other, program)
    click.echo(f"{other} is not {name}" + (f" in {program}" if program else ""))
    return 0


@command.command("rename")
@click.argument("name")
@click.argument("new")
@click.option("--program", metavar="ID", help="Only in this program NAME is called NEW.")
@click.pass_obj
def rename(directory: Path, name: str, new: str, program: str | None) -> int:
    """Say that NAME is to be called NEW.

    A voice that only its recording names, such as Speaker 1, is somebody else in each
    of them: say with --program in which one.
    """
    from index.update.corrector import Corrector

    with Corrector(directory) as corrector:
        corrector.rename(name, new, program)
    click.echo(f"{name} is now {new}" + (f" in {program}" if program else ""))
    return 0


@command.command("role")
@click.argument("name")
@click.argument("role")
@click.option("--program", metavar="ID", help="Only in this program.")
@click.pass_obj
def role_(directory: Path, name: str, role: str, program: str | None) -> int:
    """Say what NAME is."""
    from index.update.corrector import Corrector

    with Corrector(directory) as corrector:
        corrector.role(name, role, program)
    click.echo(f"{name}, {role}")
    return 0
