"""What the commands for tags and notes share: lists, exports, the turn that is meant."""

import csv
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.output.layout.styled import run
from searcher.output.streams import destination, terminal
from searcher.safe_text import counted, inert, one_line, plain, shortened, warn

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.engines.marked import Marked

#: How much of a turn is in a list, in characters.
_SHOWN = 200
#: The suffix of a project of REFI-QDA.
_PROJECT = ".qdpx"
_RESULT = re.compile(r"[0-9]{1,6}")
_PLACE = re.compile(r"(?P<program>.+)[:@][0-9:.]+")


def place_of(words: Sequence[str], folder: Path, archive: "Archive") -> str | None:
    """The turn that is named, as `m-protein:12`; None if the words are a search.

    Raises:
        click.UsageError: it is the number of a result that nobody remembers.
    """
    if len(words) != 1:
        return None
    match = _PLACE.fullmatch(words[0])
    if match is not None and archive.entry(match["program"]):
        return words[0]
    if not _RESULT.fullmatch(words[0]):
        return None
    # Few turns are named by a number.
    from searcher.passages import last_search

    last = last_search.recall([str(folder)])
    result = last.results.get(int(words[0])) if last else None
    if result is None:
        raise click.UsageError(
            f"there is no result {words[0]} of a last search; search first, or give PROGRAM:TURN"
        )
    return f"{result.program}:{result.turn}"


def listed(marks: Sequence["Marked"], *, as_json: bool) -> int:
    """Print tags and notes with their turns, those that are gone last; the exit status."""
    if as_json:
        # As above.
        from searcher.output.values.json_objects import whole

        for one in marks:
            line = json.dumps(whole("mark", one.to_dict()))
            click.echo(line.replace("\x7f", "\\u007f"))
        return 0 if marks else 1
    for one in sorted(marks, key=lambda one: one.turn is None):
        what = one_line(one.code) if one.code else shortened(one.note, _SHOWN)
        if one.program is None or one.turn is None:
            printed(f"{what}: its turn is gone (made {one_line(one.made)})")
        else:
            where = f"{one_line(one.program.id)}:{one.turn.number}"
            said = shortened(f"{one.turn.speaker}: {one.turn.text}", _SHOWN)
            printed(f"{what}: {where}: {said}")
    return 0 if marks else 1


def printed(line: str) -> None:
    """Print a line, on a terminal wrapped between words; programs that read it need it whole."""
    shown = terminal.terminal(sys.stdout)
    if shown.interactive:
        shown.print(shown.wrap(run(line), indent=2))
    else:
        click.echo(line)


def exported(archive: "Archive", path: str) -> int:
    """Write tags and notes to a file, whole or not at all; the exit status.

    A file that ends with .qdpx is a project of REFI-QDA, one that ends with .csv or has no suffix a
    table.

    Raises:
        click.UsageError: it has another suffix.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (_PROJECT, ".csv", ""):
        # Another program would take the table for what it is not.
        raise click.UsageError(
            f"--export: {path}: there is no format {suffix}: a table ends with .csv, a project of "
            f"REFI-QDA with {_PROJECT}"
        )
    marks = archive.marks()
    with destination.to(path):
        written = _project if suffix == _PROJECT else _table
        count = written(archive, marks)
    if path != destination.STANDARD_OUTPUT:
        gone = len(marks) - count
        left_out = f"; {gone:,} left out, whose turn is gone" if gone else ""
        warn(f"{counted(count, 'mark')} in {path}{left_out}")
    return 0 if count else 1


def _table(_: "Archive", marks: Sequence["Marked"]) -> int:
    names = ("code", "note", "program", "title", "turn", "speaker", "start", "text", "made")
    rows = csv.writer(destination.stream(), lineterminator="\r\n")
    rows.writerow(names)
    for one in marks:
        record = one.to_dict()
        cells = ("" if record[name] is None else str(record[name]) for name in names)
        rows.writerow([inert(plain(cell)) for cell in cells])
    return len(marks)


def _project(archive: "Archive", marks: Sequence["Marked"]) -> int:
    # As above.
    from searcher.kept import refi_qda
    from searcher.kept.news import moment

    out = destination.bytes_of(destination.stream())
    return refi_qda.write(out, marks, archive.program, moment())
