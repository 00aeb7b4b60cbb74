"""SQLite FTS5 as an engine: a table that holds the text, no stemming, all positions.

Names are a table of their own, so that a search for words needs no column
filter, which would slow it down.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from corpus.model import Program
from tests.bench.kinds import NEAR, Search

FILE = "turns.db"

_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE VIRTUAL TABLE turns USING fts5(
        text, program UNINDEXED, number UNINDEXED, speaker UNINDEXED,
        tokenize = 'unicode61 remove_diacritics 2', detail = full
    );
    CREATE VIRTUAL TABLE names USING fts5(name, content = '', detail = none);
"""
_MATCHING = "FROM turns WHERE turns MATCH ?"
# The plus keeps SQLite from asking the text for every turn of the speaker, which is slower.
_OF_SPEAKER = " AND +rowid IN (SELECT rowid FROM names WHERE names MATCH ?)"


def version() -> str | None:
    """The version of SQLite, where it has FTS5."""
    with_fts5 = sqlite3.connect(":memory:")
    try:
        with_fts5.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
    except sqlite3.OperationalError:
        return None
    finally:
        with_fts5.close()
    return sqlite3.sqlite_version


def build(directory: Path, programs: Iterable[Program]) -> None:
    """Make the tables in one transaction, with what makes it fast and safe enough here."""
    directory.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(directory / FILE)
    database.executescript(_TABLES)
    row = 0
    for program in programs:
        rows = list(enumerate(program.turns, start=row + 1))
        row += len(rows)
        database.executemany(
            "INSERT INTO turns (rowid, text, program, number, speaker) VALUES (?, ?, ?, ?, ?)",
            [(at, turn.text, program.id, turn.number, turn.speaker) for at, turn in rows],
        )
        database.executemany(
            "INSERT INTO names (rowid, name) VALUES (?, ?)",
            [(at, turn.speaker) for at, turn in rows],
        )
    database.commit()
    database.close()


def open(directory: Path) -> "Opened":  # noqa: A001 - the protocol of engines names it so
    """Open the tables in a directory."""
    return Opened(directory / FILE)


class Opened:
    """An open database."""

    def __init__(self, file: Path) -> None:
        self.database = sqlite3.connect(file)

    def count(self, search: Search) -> int | None:
        """How many turns match."""
        if (asked := _match(search)) is None:
            return None
        where, values = asked
        return int(self.database.execute(f"SELECT count(*) {where}", values).fetchone()[0])

    def top(self, search: Search) -> list[str]:
        """What is said in the ten best turns."""
        asked = _match(search)
        if asked is None:
            raise ValueError(f"FTS5 has no search for {search}")
        where, values = asked
        query = f"SELECT text, program, number, speaker {where} ORDER BY rank LIMIT 10"
        return [row[0] for row in self.database.execute(query, values)]

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()


def _match(search: Search) -> tuple[str, tuple[str, ...]] | None:
    """The condition for a search and its values, or None where FTS5 has none."""
    if search.as_typed:
        return None
    quoted = [f'"{word}"' for word in search.words]
    match search.shape:
        case "word" | "phrase":
            return _MATCHING, (f'"{" ".join(search.words)}"',)
        case "and" | "or":
            return _MATCHING, (f" {search.shape.upper()} ".join(quoted),)
        case "near":
            return _MATCHING, (f"NEAR({' '.join(quoted)}, {NEAR})",)
        case "prefix":
            return _MATCHING, (f"{quoted[0]} *",)
        case "speaker":
            return _MATCHING + _OF_SPEAKER, (quoted[0], f'"{search.speaker}"')
    return None
