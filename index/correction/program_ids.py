"""Corrections follow programs whose ids have changed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from index.correction.corrector import WAIT
from index.lock import WriteLock
from index.registry import corrections
from index.registry.corrections import Correction, Label


def move_corrections(
    directory: Path, renamed: Mapping[str, str], *, keep_old: bool = False
) -> None:
    """Write the new ids of programs into the corrections.

    Args:
        directory: the index.
        renamed: the old ids, and the new ones.
        keep_old: what is said of an old id is said of the old one and of the new one.
    """
    if not renamed:
        return
    lock = WriteLock(directory / corrections.LOCK)
    lock.acquire(WAIT)
    try:
        found = corrections.read(directory)
        if (moved := _with_ids(found, renamed, keep_old=keep_old)) != found:
            corrections.write(directory, moved)
    finally:
        lock.release()


def _with_ids(
    found: Iterable[Correction], renamed: Mapping[str, str], *, keep_old: bool
) -> list[Correction]:
    """Corrections with the new ids of programs, or with the old and the new ones."""

    def ids(program: str) -> list[str]:
        file, key, rest = program.partition("#")
        new = [f"{renamed[file]}{key}{rest}"] if file in renamed else []
        return [program, *new] if keep_old or not new else new

    def pairs(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        # What is said of both ids already is said once.
        return list(dict.fromkeys((now, other) for program, other in rows for now in ids(program)))

    def labels(rows: Iterable[Label]) -> list[Label]:
        moved = (
            row if now is None else row._replace(program=now)
            for row in rows
            for now in ([None] if row.program is None else ids(row.program))
        )
        return list(dict.fromkeys(moved))

    return [
        replace(one, only=pairs(one.only), labels=labels(one.labels), roles=pairs(one.roles))
        for one in found
    ]
