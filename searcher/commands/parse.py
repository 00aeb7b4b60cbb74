"""`searcher parse`: what the reader makes of a file, without an index."""

from pathlib import Path

import click

from corpus import load
from corpus.errors import CorpusError
from searcher import safe_text
from searcher.commands.options import json_option


@click.command("parse")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--explain", is_flag=True, help="Say which reader and labels were taken, and what was refused."
)
@json_option
def command(paths: tuple[Path, ...], explain: bool, as_json: bool) -> int:
    """Show the programs in files, and their turns, as the index would get them."""
    # `--help` starts without the printers.
    from searcher.output import console, jsonl, text

    given = {path.resolve() for path in paths if path.is_file()}
    found = failed = 0
    for file, parsed in load.parse_all(load.find(paths)):
        if isinstance(parsed, CorpusError):
            safe_text.warn(f"skipped {parsed}")
            failed += file.path in given
            continue
        for one in parsed:
            if as_json:
                click.echo(jsonl.line(jsonl.parsed(one, explain=explain)))
            elif explain:
                text.explanation(one, console.out())
            else:
                text.transcript(one.program, console.out())
            found += 1
    return 2 if failed or not found else 0
