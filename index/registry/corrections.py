"""Corrections of speakers by hand: `speakers.toml`, read, and changed by a command.

    [[speaker]]
    name = "Ann Lee"
    also = ["A. Lee", "Dr. Lee"]                        # names found in any program
    only = [{ program = "talks/3", name = "Ann" }]      # a name found in one program
    labels = [{ label = "A. Lee", name = "Ann Lee" }]   # turns with a label, of a name found
    role = "hydrologist"
    roles = [{ program = "talks/3", role = "chair" }]   # the role in one program
    apart = true                                        # she is linked with nobody else
    restricted = true                                   # her words and her name are withheld
    pseudonym = "Participant 7"                         # or this name stands for hers

An entry of `labels` may have a `program`, and then counts in that program only. Labels go
before `only`, `only` before `also`, and `also` before a name that is found as it is in `name`.
Every key but `name` may be left out. A command keeps the comments and the order of a file that
was written by hand.

A generic name (`A`, `Host`, `Speaker 1`) is found in many programs, each time for somebody else.
A command writes such a name in `only`, or in `labels` with a `program`. In `name` it is of nobody
who was found; in `also`, written by hand, it is of one person in all programs.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from corpus import toml
from index import atomic
from index.errors import IndexDamaged, IndexUnreadable

NAME = "speakers.toml"

_BLANK_LINES = re.compile(r"\n{3,}\[\[speaker\]\]\n")
#: The file of the lock that whoever changes them holds.
LOCK = "speakers.lock"
#: The most characters of a pseudonym.
_LONGEST_PSEUDONYM = 100
KEYS = ("name", "also", "only", "labels", "role", "roles", "apart", "restricted", "pseudonym")


class Label(NamedTuple):
    """A label of somebody, whose turns are a different person's.

    Attributes:
        label: as it is printed.
        name: the name, as found in the program, of the person whom the label was put to.
        program: the id of the only program that is meant, or None for all programs.
    """

    label: str
    name: str
    program: str | None = None

    def covers(self, program: str, name: str, label: str | None) -> bool:
        """Whether turns with a label, of a name found in a program, are meant."""
        return (label, name) == (self.label, self.name) and self.program in (None, program)


@dataclass(slots=True)
class Correction:
    """A correction of one person.

    Attributes:
        name: the name to use.
        also: names found in any program that are this person's.
        only: pairs of a program's id and a name found in it that are this person's.
        labels: labels whose turns are this person's.
        role: the role to use, or None to keep what the programs say.
        roles: pairs of a program's id and the role to use there.
        apart: whether the person is nobody else, whatever the names look like.
        restricted: whether their words and their name may be shown to nobody.
        pseudonym: the name that stands for theirs, or None. At most one of the two is given.
    """

    name: str
    also: list[str] = field(default_factory=list)
    only: list[tuple[str, str]] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    role: str | None = None
    roles: list[tuple[str, str]] = field(default_factory=list)
    apart: bool = False
    restricted: bool = False
    pseudonym: str | None = None

    @property
    def has_effect(self) -> bool:
        """Whether the correction has any effect."""
        named = self.also or self.only or self.labels or self.role or self.roles or self.apart
        return bool(named or self.is_protected)

    @property
    def is_protected(self) -> bool:
        """Whether the name of the person may be shown to nobody."""
        return self.restricted or self.pseudonym is not None


def read(directory: Path) -> list[Correction]:
    """The corrections of an index; no file, no corrections.

    Raises:
        IndexDamaged: the file is not TOML, or a part of it is not as documented.
        IndexUnreadable: the system cannot read it.
    """
    path = directory / NAME
    try:
        text = toml.decoded(atomic.read(path, toml.LARGEST))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise IndexUnreadable(path, error) from error
    except ValueError as error:
        raise _wrong(path, str(error)) from error
    try:
        record = toml.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong(path, str(error)) from error
    tables = record.pop("speaker", [])
    if record or not isinstance(tables, list):
        raise _wrong(path, f"{next(iter(record), 'speaker')!r} is not expected")
    found = [_correction(path, number, table) for number, table in enumerate(tables, start=1)]
    _refuse_shared_pseudonyms(path, found)
    return found


def protection(found: Iterable[Correction]) -> str:
    """A digest of the corrections that protect people; empty if none does."""
    protecting = [
        (one.name, one.also, one.only, one.labels, one.restricted, one.pseudonym)
        for one in found
        if one.is_protected
    ]
    if not protecting:
        return ""
    # Most indexes protect nobody.
    import hashlib

    return hashlib.blake2b(repr(protecting).encode(), digest_size=8).hexdigest()


def _refuse_shared_pseudonyms(path: Path, found: Sequence[Correction]) -> None:
    """Refuse a pseudonym that two people have, or that is another person's name here."""
    names = {name.casefold(): one for one in found for name in (one.name, *one.also)}
    taken: dict[str, Correction] = {}
    for one in found:
        if one.pseudonym is None:
            continue
        key = one.pseudonym.casefold()
        other = taken.setdefault(key, one)
        if other is not one:
            reason = f"{other.name} and {one.name} have one pseudonym, {one.pseudonym!r}"
            raise _wrong(path, reason, "give each person another one")
        if (named := names.get(key)) is not None:
            reason = f"the pseudonym of {one.name}, {one.pseudonym!r}, is a name of {named.name}"
            raise _wrong(path, reason, "give another pseudonym")


def write(directory: Path, corrections: list[Correction]) -> None:
    """Change the file so that it says this; what it says already stays as it was written."""
    # Only a command that changes the file needs a parser that keeps comments.
    import tomlkit

    path = directory / NAME
    old = atomic.read(path, toml.LARGEST).decode("utf-8") if path.exists() else ""
    document = tomlkit.parse(old)
    kept = {table["name"]: table for table in document.pop("speaker", [])}
    tables = tomlkit.aot()
    for correction in corrections:
        table = kept.pop(correction.name, None) or tomlkit.table()
        _update(table, correction)
        tables.append(table)
    if corrections:
        document["speaker"] = tables
    # Each change would add a blank line.
    text = _BLANK_LINES.sub("\n\n[[speaker]]\n", tomlkit.dumps(document)).lstrip("\n")
    # A power cut must not leave half of what nobody can make again.
    atomic.replace(path, text.encode())


def _update(table: Any, correction: Correction) -> None:
    import tomlkit  # as above

    def array(rows: Iterable[dict[str, str]]) -> Any:
        made = tomlkit.array()
        for row in rows:
            made.append(tomlkit.inline_table() | row)
        return made

    labels = (
        {key: value for key, value in label._asdict().items() if value is not None}
        for label in correction.labels
    )
    values: dict[str, Any] = {
        "name": correction.name,
        "also": correction.also,
        "only": array({"program": program, "name": name} for program, name in correction.only),
        "labels": array(labels),
        "role": correction.role,
        "roles": array({"program": program, "role": role} for program, role in correction.roles),
        "apart": correction.apart,
        "restricted": correction.restricted,
        "pseudonym": correction.pseudonym,
    }
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
    if not table["name"].strip():
        raise _wrong(path, f"{where}: a name cannot be empty")
    where = f"{where} ({table['name']})"
    for key in table:
        if key not in KEYS:
            raise _wrong(path, f"{where}: {key!r} is none of {', '.join(KEYS)}")
    also, only, role = table.get("also", []), table.get("only", []), table.get("role")
    if not (isinstance(also, list) and all(isinstance(name, str) for name in also)):
        raise _wrong(path, f"{where}: `also` is a list of names")
    if not isinstance(role, str | None):
        raise _wrong(path, f"{where}: `role` is text")
    only = [
        (pair["program"], pair["name"])
        for pair in _rows(table, "only", ("program", "name"), path, where)
    ]
    labels = [
        Label(row["label"], row["name"], row.get("program"))
        for row in _rows(table, "labels", ("label", "name", "program"), path, where)
    ]
    roles = [
        (row["program"], row["role"])
        for row in _rows(table, "roles", ("program", "role"), path, where)
    ]
    apart = table.get("apart", False)
    if not isinstance(apart, bool):
        raise _wrong(path, f"{where}: `apart` is true or false")
    protected = _protection(path, where, table)
    return Correction(table["name"], also, only, labels, role, roles, apart, *protected)


def _protection(path: Path, where: str, table: dict[str, Any]) -> tuple[bool, str | None]:
    """What a `[[speaker]]` says of who may see the person: `restricted` and `pseudonym`."""
    restricted, pseudonym = table.get("restricted", False), table.get("pseudonym")
    if not isinstance(restricted, bool):
        raise _wrong(path, f"{where}: `restricted` is true or false, not {restricted!r}")
    if pseudonym is None:
        return restricted, None
    if not isinstance(pseudonym, str) or not any(map(str.isalnum, pseudonym)):
        raise _wrong(path, f"{where}: `pseudonym` is a name, not {pseudonym!r}")
    if not pseudonym.isprintable() or len(pseudonym) > _LONGEST_PSEUDONYM:
        raise _wrong(
            path, f"{where}: `pseudonym` is one line of at most {_LONGEST_PSEUDONYM} characters"
        )
    if restricted:
        raise _wrong(
            path,
            f"{where}: it has both `restricted` and `pseudonym`",
            "leave one of them out",
        )
    return False, " ".join(pseudonym.split())


def _rows(
    table: dict[str, Any], key: str, parts: tuple[str, ...], path: Path, where: str
) -> list[dict[str, str]]:
    """A list of small tables of text; the third part of a table may be left out."""
    rows = table.get(key, [])
    for row in rows if isinstance(rows, list) else [rows]:
        if (
            not isinstance(row, dict)
            or not set(parts[:2]) <= set(row) <= set(parts)
            or not all(isinstance(value, str) for value in row.values())
        ):
            shown = ", ".join(f"{part} = …" for part in parts)
            raise _wrong(path, f"{where}: `{key}` is a list of {{ {shown} }}")
    return list(rows)


def _wrong(path: Path, reason: str, advice: str = "mend or delete this file") -> IndexDamaged:
    return IndexDamaged(path, reason, advice)
