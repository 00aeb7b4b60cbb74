"""`searcher parse`: what the reader makes of a file, without an index."""

import itertools
from pathlib import Path
from typing import Any

import click

from corpus import load
from corpus.errors import CorpusError
from searcher import safe_text
from searcher.commands.options import (
    json_option,
    left_out,
    reading_options,
    selection,
    split_input,
)


@click.command("parse")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--explain", is_flag=True, help="Say which reader and labels were taken, and what was refused."
)
@reading_options
@json_option
def command(
    paths: tuple[Path, ...],
    explain: bool,
    name: str | None,
    verbose: bool,
    as_json: bool,
    **options: Any,
) -> int:
    """Show the programs in files, and their turns, as the index would get them."""
    chosen = selection(**options)
    given, texts = split_input(paths, name, chosen)
    # `--help` starts without the printers.
    from searcher.output import console, jsonl, text

    named = {path.resolve() for path in given if path.is_file()} | {text.path for text in texts}
    found = failed = 0
    without: dict[str, list[Path]] = {}
    files = load.find(given, chosen, lambda path, why: without.setdefault(why, []).append(path))
    for file, parsed in load.parse_all(itertools.chain(files, texts)):
        if isinstance(parsed, CorpusError):
            safe_text.warn(f"skipped {parsed}")
            failed += file.path in named
            continue
        for one in parsed:
            if as_json:
                click.echo(jsonl.line(jsonl.parsed(one, explain=explain)))
            elif explain:
                text.explanation(one, console.out())
            else:
                text.transcript(one.program, console.out())
            found += 1
    left_out(without, verbose=verbose)
    return 2 if failed or not found else 0
