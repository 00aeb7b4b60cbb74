"""Corrections, and places that may have to be corrected, in files: written, and read again.

A table or JSON Lines hold all by which a place is found again: so they can be looked through, cut
down, and used for another index of the same transcripts.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.output.streams import destination
from searcher.safe_text import counted, inert, plain, shortened, warn

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from index.word_corrections.corrections import WordCorrection
    from searcher.engines.corrected import CorrectedWords

#: The most corrections of a file, and its most bytes.
MOST, LARGEST = 100_000, 1 << 28
#: The columns of a table, and the keys of JSON, each with its attribute: what a person looks at,
#: then what a place is found again by.
_COLUMNS = {
    "program": "program", "turn": "turn", "nth": "nth", "before": "before", "wrong": "wrong",
    "after": "after", "right": "right", "text": "exact", "text_before": "prefix",
    "text_after": "suffix",
}  # fmt: skip
_NEEDED = ("program", "turn", "wrong", "right")
_NUMBERS = {"turn": None, "nth": 1}
_JSON = (".json", ".ndjson")


def exported(found: "Sequence[WordCorrection]", path: str) -> int:
    """Write corrections, or places, to a file, whole or not at all; the exit status."""
    write = _lines if Path(path).suffix.lower() in _JSON else _table
    with destination.to(path):
        write(found)
    if path != destination.STANDARD_OUTPUT:
        warn(
            f"{counted(len(found), 'place')} in {path}; "
            f"to use what is right of it: searcher correct --import {path}"
        )
    return 0 if found else 1


def print_json(found: "Sequence[CorrectedWords]") -> None:
    """Print corrections as JSON Lines."""
    for one in found:
        _print("correction", one.to_dict())


def _print(kind: str, record: dict[str, Any]) -> None:
    from searcher.output.values.json_objects import whole

    line = json.dumps(whole(kind, record))
    click.echo(line.replace("\x7f", "\\u007f"), file=destination.stream())


def _lines(found: "Sequence[WordCorrection]") -> None:
    for one in found:
        _print("corrected_words", {key: getattr(one, name) for key, name in _COLUMNS.items()})


def _table(found: "Sequence[WordCorrection]") -> None:
    rows = csv.writer(destination.stream(), lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    for one in found:
        values = (str(getattr(one, name)) for name in _COLUMNS.values())
        rows.writerow([inert(plain(value)) for value in values])


def read(path: str) -> "list[WordCorrection]":
    """The corrections of a file.

    Raises:
        click.UsageError: it is no such file, or a line of it cannot be read.
        OSError: the system cannot read it.
    """
    with click.open_file(path, "rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise click.UsageError(f"{path} has more than {LARGEST >> 20} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{path} is not in UTF-8 (byte {error.start:,})") from None
    records = _of_json(path, text) if text.lstrip().startswith("{") else _of_table(path, text)
    found: list[WordCorrection] = []
    for line, record in records:
        if len(found) == MOST:
            raise click.UsageError(f"{path} has more than {MOST:,} corrections")
        found.append(_correction(path, line, record))
    return found


def _of_json(path: str, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            raise click.UsageError(f"{path}, line {number}: {shortened(line, 40)!r} is no object")
        yield number, record


def _of_table(path: str, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
        if missing:
            raise click.UsageError(f"{path} has no column {missing[0]!r}: is it such a list?")
        for row in rows:
            yield (
                rows.line_num,
                {name: _as_it_was(value) for name, value in row.items() if value is not None},
            )
    except csv.Error as error:
        raise click.UsageError(f"{path}, line {rows.line_num}: {error}") from None


def _as_it_was(cell: Any) -> Any:
    """A cell without the sign that keeps it from being a formula."""
    is_marked = isinstance(cell, str) and cell[:1] == "'" and inert(cell[1:]) == cell
    return cell[1:] if is_marked else cell


def _correction(path: str, line: int, record: dict[str, Any]) -> "WordCorrection":
    from index.word_corrections.corrections import WordCorrection

    values: dict[str, Any] = {}
    for key, name in _COLUMNS.items():
        value: Any = record.get(key, _NUMBERS.get(key, None if key in _NEEDED else ""))
        if key in _NUMBERS:
            if isinstance(value, str) and value.isascii() and value.isdigit():
                value = int(value[:9])
            is_right = type(value) is int and 0 < value < 10**9
        else:
            is_right = isinstance(value, str)
        if not is_right:
            shown = "missing" if value is None else f"{value!r:.40}"
            raise click.UsageError(f"{path}, line {line}: {key} is {shown}")
        values[name] = value
    return WordCorrection(number=0, made="", **values)
