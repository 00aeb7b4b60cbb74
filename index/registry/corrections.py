"""Corrections of speakers by hand: `speakers.toml`, read, and changed by a command.

    [[speaker]]
    name = "Ann Lee"
    also = ["A. Lee", "Dr. Lee"]                        # names found in any program
    only = [{ program = "talks/3", name = "Ann" }]      # a name found in one program
    role = "hydrologist"
    apart = true                                        # no guess joins her with anybody

Every key but `name` may be left out. A command keeps the comments and the order
of a file that was written by hand.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index import atomic
from index.errors import IndexDamaged, IndexUnreadable

NAME = "speakers.toml"
#: The file of the lock that whoever changes them holds.
LOCK = "speakers.lock"
KEYS = ("name", "also", "only", "role", "apart")


@dataclass(slots=True)
class Correction:
    """What is said of one person.

    Attributes:
        name: the name to use.
        also: names found in any program that are this person's.
        only: pairs of a program's id and a name found in it that are this person's.
        role: the role to use, or None to keep what the programs say.
        apart: whether the person is nobody else, whatever the names look like.
    """

    name: str
    also: list[str] = field(default_factory=list)
    only: list[tuple[str, str]] = field(default_factory=list)
    role: str | None = None
    apart: bool = False


def read(directory: Path) -> list[Correction]:
    """The corrections of an index; no file, no corrections.

    Raises:
        IndexDamaged: the file is not TOML, or a part of it is not as documented.
        IndexUnreadable: the system cannot read it.
    """
    path = directory / NAME
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise IndexUnreadable(path, error) from error
    except ValueError as error:
        raise _wrong(path, str(error)) from error
    # Most indexes have no such file, and start without the parser.
    import tomllib

    try:
        record = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong(path, str(error)) from error
    tables = record.pop("speaker", [])
    if record or not isinstance(tables, list):
        raise _wrong(path, f"{next(iter(record), 'speaker')!r} is not expected")
    return [_correction(path, number, table) for number, table in enumerate(tables, start=1)]


def write(directory: Path, corrections: list[Correction]) -> None:
    """Change the file so that it says this; what it says already stays as it was written."""
    # Only a command that changes the file needs a parser that keeps comments.
    import tomlkit

    path = directory / NAME
    old = path.read_text("utf-8") if path.exists() else ""
    document = tomlkit.parse(old)
    kept = {table["name"]: table for table in document.pop("speaker", [])}
    tables = tomlkit.aot()
    for correction in corrections:
        table = kept.get(correction.name) or tomlkit.table()
        _update(table, correction)
        tables.append(table)
    if corrections:
        document["speaker"] = tables
    # A power cut must not leave half of what nobody can make again.
    atomic.replace(path, tomlkit.dumps(document).encode())


def _update(table: Any, correction: Correction) -> None:
    import tomlkit  # as above

    only = tomlkit.array()
    for program, name in correction.only:
        only.append(tomlkit.inline_table() | {"program": program, "name": name})
    values: dict[str, Any] = {"name": correction.name, "also": correction.also, "only": only}
    values |= {"role": correction.role, "apart": correction.apart}
    for key, value in values.items():
        if not value:
            table.pop(key, None)
        elif table.get(key) != value:
            table[key] = value


def _correction(path: Path, number: int, table: Any) -> Correction:
    """One `[[speaker]]`, checked key by key."""
    where = f"speaker {number}"
    if not isinstance(table, dict) or not isinstance(table.get("name"), str):
        raise _wrong(path, f"{where} has no name")
    where = f"{where} ({table['name']})"
    for key in table:
        if key not in KEYS:
            raise _wrong(path, f"{where}: {key!r} is none of {', '.join(KEYS)}")
    also, only, role = table.get("also", []), table.get("only", []), table.get("role")
    if not (isinstance(also, list) and all(isinstance(name, str) for name in also)):
        raise _wrong(path, f"{where}: `also` is a list of names")
    if not isinstance(role, str | None):
        raise _wrong(path, f"{where}: `role` is text")
    pairs = []
    for pair in only if isinstance(only, list) else [only]:
        match pair:
            case {"program": str(program), "name": str(name)}:
                pairs.append((program, name))
            case _:
                raise _wrong(path, f"{where}: `only` is a list of {{ program = …, name = … }}")
    apart = table.get("apart", False)
    if not isinstance(apart, bool):
        raise _wrong(path, f"{where}: `apart` is true or false")
    return Correction(table["name"], also, pairs, role, apart)


def _wrong(path: Path, reason: str) -> IndexDamaged:
    return IndexDamaged(path, reason, "mend or delete this file")
